"""One schema, answered by GET and taken by PUT, in an SDK."""

from __future__ import annotations

import textwrap
from typing import Any

from tests.functional.support import Sdk, generate

METHODS = "resources: {things: {methods: {get: get /thing, put: put /thing}}}"
PATHS = """
paths:
  /thing:
    get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}}
    put:
      requestBody:
        required: true
        content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}
      responses: {"204": {}}
components:
  schemas:
"""


def sdk_of(schemas: str, *models: str) -> Sdk:
    """An SDK of component schemas, of which `Thing` travels. `models` are shared ones: all that the document has where
    they are `*`.
    """
    body = textwrap.indent(textwrap.dedent(schemas).strip("\n"), "    ")
    if models == ("*",):
        models = tuple(line.split(":")[0].strip() for line in body.splitlines() if line[4:5].strip())
    shared = ", ".join(f"{each.lower()}: '#/components/schemas/{each}'" for each in models)
    config = METHODS.replace("resources: {", f"resources: {{$shared: {{models: {{{shared}}}}}, ")
    return generate(PATHS + body + "\n", config if models else METHODS)


def get(sdk: Sdk, reply: object) -> Any:
    """What a GET gives that is answered with `reply`; what it holds is asserted to be given back."""
    found = sdk.client(reply).things.get()
    assert plain(found) == reply
    return found


def plain(value: Any) -> Any:
    """A parsed value as the JSON that it came from."""
    if hasattr(value, "to_dict"):
        return value.to_dict(mode="json")
    if isinstance(value, list):
        return [plain(each) for each in value]
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value


def put(sdk: Sdk, **arguments: object) -> Any:
    """What a PUT with these arguments sends."""
    sdk.client().things.put(**arguments)
    return sdk.sent_json
