"""Streams come item by item, over a real connection."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from sdkwright.mock import Settings, serving

from tests.mock.support import client, document, json_body

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.anyio

EVENT = {
    "oneOf": [{"$ref": "#/components/schemas/Delta"}, {"$ref": "#/components/schemas/End"}],
    "discriminator": {"propertyName": "type"},
}
SCHEMAS = {
    "Event": EVENT,
    "Delta": {"type": "object", "required": ["type"], "properties": {"type": {"const": "delta"}, "n": {"const": 1}}},
    "End": {"type": "object", "required": ["type"], "properties": {"type": {"const": "end"}}},
}
REF = {"$ref": "#/components/schemas/Event"}


def streaming(media_type: str, media: Any, **more: Any) -> dict[str, Any]:
    responses = {"200": {"description": "", "content": {media_type: media}}}
    return document({"/a": {"post": {"responses": responses, **more}}}, SCHEMAS)


def config(**streaming_settings: Any) -> dict[str, Any]:
    return {
        "organization": {"name": "t"},
        "resources": {"a": {"methods": {"run": "post /a"}}},
        **({"streaming": streaming_settings} if streaming_settings else {}),
    }


async def text_of(folder: Path, text: Any, **more: Any) -> str:
    async with client(folder, text, **more) as http:
        return (await http.post("/a")).text


async def test_each_variant_is_an_event(tmp_path: Path) -> None:
    text = await text_of(tmp_path, streaming("text/event-stream", {"schema": REF}))
    assert text == 'data: {"type":"delta","n":1}\n\ndata: {"type":"end"}\n\n'


async def test_the_config_says_how_a_stream_ends_and_which_events_have_names(tmp_path: Path) -> None:
    rules = [
        {"event_type": ["delta"], "handle": "yield"},
        {"data_starts_with": "[DONE]", "handle": "done"},
    ]
    settings = config(on_event=rules)
    text = await text_of(tmp_path, streaming("text/event-stream", {"schema": REF}), config=settings)
    assert text == 'event: delta\ndata: {"type":"delta","n":1}\n\ndata: {"type":"end"}\n\ndata: [DONE]\n\n'


async def test_a_transcript_is_sent_as_it_stands(tmp_path: Path) -> None:
    transcript = "id: 1\nevent: x\ndata: 1\n\n: a comment\n\ndata: 2\ndata: 3\n\n"
    text = await text_of(tmp_path, streaming("text/event-stream", {"example": transcript}))
    assert text == transcript


async def test_events_that_are_described_with_their_fields(tmp_path: Path) -> None:
    fields = {
        "type": "object",
        "required": ["data"],
        "properties": {"event": {"const": "tick"}, "data": {"type": "string", "const": "a\nb"}, "id": {"const": "7"}},
    }
    text = await text_of(tmp_path, streaming("text/event-stream", {"itemSchema": fields}))
    assert text.split("\n\n")[0] == "id: 7\nevent: tick\ndata: a\ndata: b"


@pytest.mark.parametrize("media_type", ["application/jsonl", "application/x-ndjson"])
async def test_lines(tmp_path: Path, media_type: str) -> None:
    text = await text_of(tmp_path, streaming(media_type, {"schema": REF}))
    assert [json.loads(line) for line in text.splitlines()] == [{"type": "delta", "n": 1}, {"type": "end"}]
    text = await text_of(tmp_path, streaming(media_type, {"schema": {"type": "array", "items": REF}}))
    assert [json.loads(line)["type"] for line in text.splitlines()] == ["delta", "end"]
    text = await text_of(tmp_path, streaming(media_type, {"example": [{"a": 1}, {"a": 2}]}))
    assert text == '{"a":1}\n{"a":2}\n'


async def test_an_argument_asks_for_the_stream(tmp_path: Path) -> None:
    text = streaming(
        "application/json",
        {"example": {"whole": True}},
        requestBody=json_body({"type": "object", "properties": {"stream": {"type": "boolean"}}}, required=False),
    )
    content = text["paths"]["/a"]["post"]["responses"]["200"]["content"]
    content["text/event-stream"] = {"example": "data: 1\n\n"}
    settings = config()
    run = {"endpoint": "post /a", "streaming": {"param_discriminator": "stream"}}
    settings["resources"]["a"]["methods"]["run"] = run
    async with client(tmp_path, text, config=settings) as http:
        for headers in ({}, {"Accept": "application/json"}):
            streamed = await http.post("/a", json={"stream": True}, headers=headers)
            assert (streamed.headers["content-type"], streamed.text) == ("text/event-stream", "data: 1\n\n")
            for body in ({"stream": False}, {}):
                assert (await http.post("/a", json=body, headers=headers)).json() == {"whole": True}


@pytest.mark.parametrize("param", ["stream", None])
async def test_the_config_may_tell_of_a_stream_that_the_document_does_not(tmp_path: Path, param: str | None) -> None:
    text = streaming(
        "application/json",
        {"example": {"whole": True}},
        requestBody=json_body({"type": "object", "properties": {"stream": {"type": "boolean"}}}, required=False),
    )
    settings = config()
    settings["resources"]["a"] |= {
        "models": {"event": "Event"},
        "methods": {
            "run": {
                "endpoint": "post /a",
                "streaming": {"stream_event_model": "a.event", "param_discriminator": param, "type": "sse"},
            }
        },
    }
    async with client(tmp_path, text, config=settings) as http:
        streamed = await http.post("/a", json={"stream": True})
        assert streamed.headers["content-type"] == "text/event-stream"
        assert streamed.text == 'data: {"type":"delta","n":1}\n\ndata: {"type":"end"}\n\n'
        if param is not None:
            assert (await http.post("/a", json={})).json() == {"whole": True}


async def test_items_come_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "openapi.yaml"
    path.write_text(yaml.safe_dump(streaming("text/event-stream", {"schema": REF})), encoding="utf-8")
    with (
        serving(path, settings=Settings(pause=0.3)) as url,
        httpx.Client() as http,
        http.stream("POST", f"{url}/a") as response,
    ):
        chunks = list(response.iter_raw())
    assert [chunk.count(b"data:") for chunk in chunks] == [1, 1]
