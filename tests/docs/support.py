"""References of small documents, and the examples in them."""

from __future__ import annotations

import re
import subprocess
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import yaml
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

HEAD = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test/v1}]\n'
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages_of(spec: str, folder: Path, config: str | None = None, target: str = "docs") -> dict[str, str]:
    """The pages by path; nothing where the document was refused."""
    text = spec if spec.startswith(("openapi", "{")) else HEAD + spec
    (folder / "openapi.yaml").write_text(text, encoding="utf-8")
    written = None
    if config is not None:
        written = folder / "sdkwright.yml"
        data = {"organization": {"name": "acme"}, "sdkwright": {"spec": "openapi.yaml"}, **yaml.safe_load(config)}
        written.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    pipeline = Pipeline(None if written else str(folder / "openapi.yaml"), written, (target,), Diagnostics())
    outputs = pipeline.outputs() or []
    return {each.path: each.content.decode() for output in outputs for each in output.files}


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a language."""
    return [text for name, text in FENCE.findall(page) if name == language]


class Sent(NamedTuple):
    """A request that a command of curl sends: names of headers in lower case, pairs of the query in order of names."""

    method: str
    path: str
    query: list[tuple[str, str]]
    headers: dict[str, str]
    body: str | None


def words_of(command: str, environment: Mapping[str, str]) -> list[str]:
    """The arguments that curl gets, as a shell takes the command apart."""
    script = "curl() { printf '%s\\0' \"$@\"; }\n" + command
    found = subprocess.run(["sh", "-c", script], env=dict(environment), capture_output=True, check=True, timeout=10)
    assert found.stderr == b""
    return found.stdout.decode().split("\0")[:-1]


def sent_by(command: str, environment: Mapping[str, str]) -> Sent:
    """The request, by what the manual of curl says of each option."""
    words = iter(words_of(command, environment))
    method, url, headers, data = None, "", dict[str, str](), list[str]()
    for word in words:
        match word:
            case "-N":
                pass
            case "-I":
                method = "HEAD"
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name.lower()] = value
            case "-u":
                headers["authorization"] = f"Basic {next(words)}"
            case "-b":
                headers["cookie"] = "; ".join([*filter(None, [headers.get("cookie")]), next(words)])
            case "-d" | "--data-raw" | "--data-binary" | "--data-urlencode" | "-F" | "--form-string":
                data.append(next(words))
            case _:
                assert not word.startswith("-") and not url, word
                url = word
    parts = urlsplit(url)
    pairs = sorted(parse_qsl(parts.query, keep_blank_values=True))
    body = "&".join(data) if data else None
    return Sent(method or ("POST" if data else "GET"), parts.path, pairs, headers, body)
