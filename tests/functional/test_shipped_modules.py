"""Which modules of the runtime an SDK holds: no more than its API needs, and all that it imports."""

from __future__ import annotations

import re

import httpx
import pytest
from sdkwright.targets.runtime import OPTIONAL

from tests.functional.support import Generation, generate

HEAD = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test}]\n'
GO = "resources: {things: {methods: {go: get /a}}}\n"
PLAIN = f'{HEAD}paths: {{/a: {{get: {{responses: {{"204": {{}}}}}}}}}}\n'
COOKIE = f'{HEAD}paths: {{/a: {{get: {{parameters: [{{name: c, in: cookie, schema: {{type: string}}}}], responses: {{"204": {{}}}}}}}}}}\n'
EVENTS = f'{HEAD}paths: {{/a: {{get: {{responses: {{"200": {{description: a, content: {{text/event-stream: {{schema: {{type: object}}}}}}}}}}}}}}}}\n'
LINES = EVENTS.replace("text/event-stream", "application/jsonl")
STREAMED = "resources: {things: {methods: {go: {endpoint: get /a, streaming: {stream_event_model: things.event}}}}}\n"
SERVER = PLAIN.replace("{url: https://acme.test}", "{url: 'https://{r}.acme.test', variables: {r: {default: eu}}}")
SECURED = f"{PLAIN}components: {{securitySchemes: {{s: {{type: apiKey, in: cookie, name: sid}}}}}}\n"
SIGNED = f"{GO}client_settings: {{opts: {{sid: {{type: string, auth: {{security_scheme: s}}}}}}}}\n"


def modules(generation: Generation) -> dict[str, str]:
    """The modules at the package's root, and their text."""
    folder = f"src/{generation.package}/"
    found = {
        path[len(folder) : -3]: path for path in generation.files if path.startswith(folder) and path.endswith(".py")
    }
    return {name: generation.files[path].decode() for name, path in found.items() if "/" not in name}


@pytest.mark.parametrize(
    ("document", "config", "found"),
    [
        (PLAIN, GO, set()),
        (EVENTS, STREAMED, {"_sse", "_stream_reader", "_streaming"}),
        (LINES, STREAMED, {"_json_lines", "_sse", "_stream_reader", "_streaming"}),
        (COOKIE, GO, {"_cookies"}),
        (SERVER, GO, {"_servers"}),
        (SECURED, SIGNED, {"_auth", "_cookies"}),
    ],
)
def test_a_module_is_there_where_something_imports_it(document: str, config: str, found: set[str]) -> None:
    assert modules(generate(document, config).generation).keys() & OPTIONAL == found | {"_variants"}


def test_the_rest_of_the_runtime_imports_no_optional_module() -> None:
    for name, text in modules(generate(PLAIN, GO).generation).items():
        assert not OPTIONAL.intersection(re.findall(r"from \.+(_\w+) import", text)), name


def test_what_only_hand_written_code_imports_is_there_where_the_config_asks_for_it() -> None:
    for compat in (True, False):
        sdk = generate(PLAIN, f"{GO}sdkwright: {{spec: openapi.yaml, compat: {str(compat).lower()}}}\n")
        assert ("_compat" in modules(sdk.generation)) is compat
        assert any("/_utils/" in path for path in sdk.generation.files) is compat
        sdk.client(lambda _: httpx.Response(204)).things.go()


def test_the_runtime_runs_without_what_only_hand_written_code_imports() -> None:
    for name, text in modules(generate(PLAIN, GO).generation).items():
        assert not re.search(r"^from \.(_utils|_compat)\b", text, re.MULTILINE), name
