"""What the items of streams are: of server-sent events by `schema` and `itemSchema`, of JSON lines and records."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

PART = "{type: object, required: [part], properties: {part: {type: string}}}"
SCHEMAS = f"components: {{schemas: {{Part: {PART}, End: {{type: object, required: [n], properties: {{n: {{type: integer}}}}}}}}}}"
PART_REF, END_REF = "{$ref: '#/components/schemas/Part'}", "{$ref: '#/components/schemas/End'}"
LINES = b'{"part": "a"}\n{"part": "b"}'


def sdk_of(media: str, media_type: str = "application/jsonl", method: str = "") -> Sdk:
    spec = f'paths: {{/a: {{get: {{responses: {{"200": {{content: {{{media_type}: {media}}}}}}}}}}}}}\n{SCHEMAS}'
    return generate(spec, f"resources: {{things: {{methods: {{go: {{endpoint: get /a{method}}}}}}}}}")


def read(sdk: Sdk, content: bytes, media_type: str = "application/jsonl") -> list[Any]:
    client = sdk.client(lambda _: httpx.Response(200, content=content, headers={"content-type": media_type}))
    with client.things.go() as stream:
        return list(stream)


def events(*data: object) -> bytes:
    return b"".join(b"data: " + json.dumps(each).encode() + b"\n\n" for each in data)


@pytest.mark.parametrize(
    "media_type",
    ["application/jsonl", "application/x-ndjson", "application/x-jsonlines", "application/json-lines", "text/x-ndjson"],
)
@pytest.mark.parametrize(
    "media", [f"{{schema: {PART}}}", f"{{schema: {{type: array, items: {PART}}}}}", f"{{itemSchema: {PART}}}"]
)
def test_json_lines(media_type: str, media: str) -> None:
    sdk = sdk_of(media, media_type)
    found = read(sdk, LINES, media_type)
    assert [each.part for each in found] == ["a", "b"]
    assert sdk.sent.headers["accept"] == media_type


def test_json_records() -> None:
    sdk = sdk_of(f"{{itemSchema: {PART_REF}}}", "application/json-seq")
    content = b'\x1e{"part":\n"a"}\n\x1e{"part": "b"}\n'
    assert [each.part for each in read(sdk, content, "application/json-seq")] == ["a", "b"]


def test_json_lines_async() -> None:
    sdk = sdk_of(f"{{schema: {PART}}}")

    async def main() -> list[str]:
        answer = httpx.Response(200, content=LINES, headers={"content-type": "application/jsonl"})
        async with sdk.async_client(lambda _: answer) as client, await client.things.go() as stream:
            return [each.part async for each in stream]

    assert asyncio.run(main()) == ["a", "b"]


@pytest.mark.parametrize("media", ["{}", "null", "{schema: {}}"])
def test_lines_of_any_kind(media: str) -> None:
    assert read(sdk_of(media), b'{"a": 1}\n[2]\n') == [{"a": 1}, [2]]


DATA = f"{{type: string, contentMediaType: application/json, contentSchema: {PART_REF}}}"


@pytest.mark.parametrize(
    "item",
    [
        f"{{type: object, properties: {{data: {DATA}, event: {{type: string}}, id: {{type: string}}, retry: {{type: integer}}}}}}",
        f"{{type: object, required: [data], properties: {{data: {PART_REF}}}}}",
        f"{{type: object, properties: {{event: {{const: x}}, data: {PART}}}}}",
        PART_REF,
    ],
)
def test_the_data_of_events(item: str) -> None:
    sdk = sdk_of(f"{{itemSchema: {item}}}", "text/event-stream")
    assert [each.part for each in read(sdk, events({"part": "a"}), "text/event-stream")] == ["a"]


def test_the_data_of_several_kinds_of_event() -> None:
    item = (
        "{type: object, properties: {event: {type: string}, data: {type: string}}, oneOf: ["
        f"{{properties: {{event: {{const: part}}, data: {{contentMediaType: application/json, contentSchema: {PART_REF}}}}}}}, "
        f"{{properties: {{event: {{const: end}}, data: {{contentMediaType: application/json, contentSchema: {END_REF}}}}}}}]}}"
    )
    sdk = sdk_of(f"{{itemSchema: {item}}}", "text/event-stream")
    found = read(sdk, events({"part": "a"}, {"n": 3}), "text/event-stream")
    assert (found[0].part, found[1].n) == ("a", 3)


def test_events_of_plain_text() -> None:
    item = "{type: object, properties: {data: {type: string}}}"
    for media in (f"{{itemSchema: {item}}}", "{schema: {type: string}}"):
        sdk = sdk_of(media, "text/event-stream")
        assert read(sdk, b'data: hello\n\ndata: "there"\n\n', "text/event-stream") == ["hello", "there"]


def test_a_method_for_the_stream_beside_one_for_the_answer() -> None:
    spec = (
        f'paths: {{/a: {{get: {{responses: {{"200": {{content: {{application/json: {{schema: {END_REF}}}, '
        f"text/event-stream: {{schema: {PART_REF}}}}}}}}}}}}}}}\n{SCHEMAS}"
    )
    sdk = generate(
        spec,
        "resources: {things: {methods: {once: get /a, go: {endpoint: get /a, x-sdkwright-response-type: text/event-stream}}}}",
    )
    assert sdk.client({"n": 3}).things.once().n == 3
    assert [each.part for each in read(sdk, events({"part": "a"}), "text/event-stream")] == ["a"]
    assert sdk.sent.headers["accept"] == "text/event-stream"


def test_a_multipart_stream_comes_as_bytes() -> None:
    sdk = sdk_of(f"{{itemSchema: {PART}}}", "multipart/mixed")
    assert "SW243" in sdk.generation.codes
    answer = sdk.client(lambda _: httpx.Response(200, content=b"--x", headers={"content-type": "multipart/mixed"}))
    assert answer.things.go().read() == b"--x"
