"""Event streams: typed events, the config's rules for them, and what they add up to."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

SPEC = """
paths:
  /talk:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {say: {type: string}}}}}}
      responses: {"200": {content: {text/event-stream: {schema: {$ref: "#/components/schemas/Event"}}}}}
components:
  schemas:
    Event:
      oneOf: [{$ref: "#/components/schemas/Delta"}, {$ref: "#/components/schemas/Text"}, {$ref: "#/components/schemas/Call"},
              {$ref: "#/components/schemas/Result"}, {$ref: "#/components/schemas/Stop"}]
    Delta: {type: object, required: [type], properties: {type: {const: delta}, content: {type: string}}}
    Text: {type: object, required: [type], properties: {type: {const: text}, content: {type: string}}}
    Call: {type: object, required: [type], properties: {type: {const: call}, id: {type: string}}}
    Result: {type: object, required: [type], properties: {type: {const: result}, call_id: {type: string}, id: {type: string}}}
    Stop: {type: object, required: [type], properties: {type: {const: stop}, usage: {type: object, properties: {n: {type: integer}}}}}
"""
TALK = "resources: {talks: {methods: {talk: {endpoint: post /talk"
COLLECT = """, streaming: {x-sdkwright-collect: {name: Turn, fields: {
  text: {delta: {event: delta, take: content}, final: {event: text, take: content}},
  calls: {pair: {event: call, with: result, "on": id}}, stops: {list: {event: stop}}, usage: {last: {event: stop, take: usage}}}}}"""
EVENTS: list[dict[str, Any]] = [
    {"type": "delta", "content": "He"},
    {"type": "delta", "content": "llo"},
    {"type": "call", "id": "1"},
    {"type": "result", "id": "1"},
    {"type": "text", "content": "Hello!"},
    {"type": "stop", "usage": {"n": 3}},
]


def stream_of(*events: Any, names: tuple[str | None, ...] = ()) -> Any:
    """An answer of server-sent events; a string is data as it is."""
    parts: list[bytes] = []
    for index, event in enumerate(events):
        name = names[index] if index < len(names) else None
        data = event if isinstance(event, str) else json.dumps(event)
        parts.append(f"{f'event: {name}' + chr(10) if name else ''}data: {data}\n\n".encode())
    return lambda _: httpx.Response(200, content=iter(parts), headers={"content-type": "text/event-stream"})


def sdk_of(method: str = "", rest: str = "") -> Sdk:
    return generate(SPEC, f"{TALK}{method}}}}}}}}}\n{rest}")


def read(sdk: Sdk, *events: Any, names: tuple[str | None, ...] = ()) -> list[Any]:
    with sdk.client(stream_of(*events, names=names)).talks.talk(say="x") as stream:
        return list(stream)


def test_events_are_typed() -> None:
    sdk = sdk_of()
    found = read(sdk, *EVENTS)
    assert [each.to_dict() for each in found] == EVENTS
    assert len({type(each) for each in found}) == 5
    assert sdk.sent.headers["accept"] == "text/event-stream"
    assert sdk.sent_json == {"say": "x"}


def test_events_are_typed_async() -> None:
    sdk = sdk_of()

    async def main() -> list[Any]:
        async def parts() -> Any:
            for event in EVENTS:
                yield f"data: {json.dumps(event)}\n\n".encode()

        answer = httpx.Response(200, content=parts(), headers={"content-type": "text/event-stream"})
        async with sdk.async_client(lambda _: answer) as client, await client.talks.talk() as stream:
            return [each.to_dict() async for each in stream]

    assert asyncio.run(main()) == EVENTS


def test_unknown_events_are_kept() -> None:
    assert read(sdk_of(), {"type": "new", "x": 1})[0].to_dict() == {"type": "new", "x": 1}


def test_rules_of_the_config() -> None:
    rules = """
streaming:
  on_event:
    - {data_starts_with: "[DONE]", handle: done}
    - {event_type: error, handle: error, error_property: error}
    - {event_type: [delta, null], handle: yield}
    - {event_type: ping, handle: done}
"""
    sdk = sdk_of(rest=rules)
    assert [each.type for each in read(sdk, EVENTS[0], "[DONE]", EVENTS[1])] == ["delta"]
    assert [each.type for each in read(sdk, EVENTS[0], EVENTS[1], names=(None, "ping"))] == ["delta"]
    with pytest.raises(sdk.root.APIError) as caught:
        read(sdk, {"error": {"message": "no"}}, names=("error",))
    assert caught.value.body == {"message": "no"}


def test_a_turn_is_collected() -> None:
    sdk = sdk_of(COLLECT)
    turn_class = sdk.root.types.Turn
    turn = turn_class.from_events(read(sdk, *EVENTS))
    assert (turn.text, turn.usage.n, len(turn.stops)) == ("Hello!", 3, 1)
    assert (turn.calls[0].call.id, turn.calls[0].result.id) == ("1", "1")
    partial = turn_class.from_events(read(sdk, *EVENTS[:3]))
    assert (partial.text, partial.usage, partial.calls[0].result) == ("Hello", None, None)


def test_unknown_events_do_not_count() -> None:
    sdk = sdk_of(COLLECT)
    turn = sdk.root.types.Turn.from_events(read(sdk, {"type": "new", "content": "x"}, *EVENTS))
    assert turn.text == "Hello!"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("event: delta", "event: nope", "SW241"),
        ("take: usage", "take: nope", "SW241"),
        (chr(34) + "on" + chr(34) + ": id", chr(34) + "on" + chr(34) + ": nope", "SW241"),
    ],
)
def test_a_collector_that_takes_what_is_not_there(old: str, new: str, code: str) -> None:
    sdk = sdk_of(COLLECT.replace(old, new))
    assert code in sdk.generation.codes
    assert [each.type for each in read(sdk, EVENTS[0])] == ["delta"]
    assert not hasattr(sdk.root.types, "Turn")


def test_events_without_a_tag_cannot_be_collected() -> None:
    spec = SPEC.replace("const: ", "type: string, x-was: ")
    sdk = generate(spec, f"{TALK}{COLLECT}}}}}}}}}")
    assert "SW240" in sdk.generation.codes


def test_a_stream_of_one_kind_and_of_anything() -> None:
    for schema, check in (('{$ref: "#/components/schemas/Delta"}', "He"), ("{}", None), ("{type: string}", None)):
        spec = SPEC.replace('{schema: {$ref: "#/components/schemas/Event"}}', f"{{schema: {schema}}}")
        sdk = generate(spec, f"{TALK}}}}}}}}}")
        data = '"plain"' if "string" in schema else EVENTS[0]
        [found] = read(sdk, data)
        assert check is None or found.content == check


def test_a_method_that_streams_only_when_asked_is_reported() -> None:
    spec = SPEC.replace("text/event-stream", "application/json")
    sdk = generate(spec, f"{TALK}, streaming: {{param_discriminator: say}}}}}}}}}}")
    assert "SW242" in sdk.generation.codes
    assert sdk.client(EVENTS[0]).talks.talk(say="x").content == "He"


def test_events_of_a_history_and_of_a_stream_are_one_class() -> None:
    spec = SPEC.replace(
        "components:",
        '  /talks: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: '
        '{events: {type: array, items: {$ref: "#/components/schemas/Event"}}}}}}}}}}\ncomponents:',
    )
    sdk = generate(spec, "resources: {talks: {methods: {get: get /talks, talk: {endpoint: post /talk}}}}")
    [streamed] = read(sdk, EVENTS[0])
    assert type(sdk.client({"events": [EVENTS[0]]}).talks.get().events[0]) is type(streamed)


def test_a_stream_without_a_media_type_in_the_document_is_asked_for_by_its_argument_alone() -> None:
    spec = SPEC.replace("properties: {say: {type: string}}", "properties: {say: {type: boolean}}")
    method = f"{TALK}, streaming: {{param_discriminator: say}}}}}}}}}}"
    for documented, accepted in (("application/json", "application/json"), ("text/event-stream", "text/event-stream")):
        sdk = generate(spec.replace("text/event-stream", documented), method)
        with sdk.client(stream_of(*EVENTS)).talks.talk(say=True) as stream:
            assert len(list(stream)) == 6
        assert sdk.sent.headers["accept"] == accepted
