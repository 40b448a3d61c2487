"""Methods that stream when an argument says so: overloads by that argument, and both kinds of answer."""

from __future__ import annotations

import asyncio
import inspect
import json
from typing import Any, get_overloads

import httpx
import pytest

from tests.functional.support import Sdk, generate

SPEC = """
paths:
  /talk:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, required: [say], properties: {
          zeal: {type: integer}, say: {type: string}, stream: {type: boolean, default: false}}}}}
      responses:
        "200":
          content:
            application/json: {schema: {type: object, properties: {whole: {type: string}}}}
            text/event-stream: {schema: {type: object, properties: {part: {type: string}}}}
        "400": {content: {application/json: {schema: {type: object, required: [why], properties: {why: {type: string}}}}}}
"""
CONFIG = """
resources: {talks: {methods: {talk: {endpoint: post /talk, streaming: {param_discriminator: stream}}}}}
settings: {x-sdkwright-responses: all}
"""
EVENTS = b'data: {"part": "a"}\n\ndata: {"part": "b"}\n\ndata: [DONE]\n\n'


def answer(request: httpx.Request) -> httpx.Response:
    """An event stream where the body or the query asks for one."""
    asked = json.loads(request.content or b"{}").get("stream") or request.url.params.get("stream") == "true"
    if not asked:
        return httpx.Response(200, json={"whole": "ab"})
    return httpx.Response(200, content=EVENTS, headers={"content-type": "text/event-stream"})


def sdk_of(old: str = "", new: str = "", config: str = CONFIG) -> Sdk:
    assert old in SPEC
    return generate(SPEC.replace(old, new) if old else SPEC, config)


def test_an_answer_and_a_stream() -> None:
    sdk = sdk_of()
    client = sdk.client(answer)
    assert client.talks.talk(say="x").whole == "ab"
    assert sdk.sent_json == {"say": "x"}
    assert sdk.sent.headers["accept"] == "application/json"
    assert client.talks.talk(say="x", stream=False).whole == "ab"
    assert sdk.sent_json == {"say": "x", "stream": False}
    with client.talks.talk(say="x", stream=True) as stream:
        assert [each.part for each in stream] == ["a", "b"]
    assert sdk.sent_json == {"say": "x", "stream": True}
    assert sdk.sent.headers["accept"] == "text/event-stream"


def test_async_raw_and_streamed() -> None:
    sdk = sdk_of()

    async def main() -> Any:
        async with sdk.async_client(answer) as client:
            whole = await client.talks.talk(say="x")
            stream = await client.talks.talk(say="x", stream=True)
            return whole.whole, [each.part async for each in stream]

    assert asyncio.run(main()) == ("ab", ["a", "b"])
    raw = sdk.client(answer).talks.with_raw_response
    assert raw.talk(say="x").parse().whole == "ab"
    assert [each.part for each in raw.talk(say="x", stream=True).parse()] == ["a", "b"]
    with sdk.client(answer).talks.with_streaming_response.talk(say="x", stream=True) as response:
        assert [each.part for each in response.parse()] == ["a", "b"]


def signatures(sdk: Sdk) -> list[tuple[list[str], Any, str]]:
    """The names of the arguments, that of `stream`, and the return type of each overload."""
    found = []
    for each in get_overloads(sdk.module("resources.talks").TalksResource.talk):
        signature = inspect.signature(each)
        names = [name for name in signature.parameters if name not in ("self", "timeout") and "extra" not in name]
        found.append((names, str(signature.parameters["stream"]), str(signature.return_annotation)))
    return found


def test_signatures() -> None:
    plain, stream, either = signatures(sdk_of())
    assert plain == (["say", "stream", "zeal"], "stream: 'Literal[False] | Omit' = omit", "TalkTalkResponse")
    assert stream == (["say", "stream", "zeal"], "stream: 'Literal[True]'", "Stream[TalkTalkEvent]")
    assert either == (["say", "stream", "zeal"], "stream: 'bool'", "TalkTalkResponse | Stream[TalkTalkEvent]")


def test_a_required_switch() -> None:
    sdk = sdk_of("required: [say]", "required: [say, stream]")
    assert [each[1] for each in signatures(sdk)] == [
        "stream: 'Literal[False]'",
        "stream: 'Literal[True]'",
        "stream: 'bool'",
    ]
    with pytest.raises(TypeError, match="stream"):
        sdk.client(answer).talks.talk(say="x")


def test_a_server_that_streams_unless_told_not_to() -> None:
    sdk = sdk_of("default: false", "default: true")
    assert [each[1] for each in signatures(sdk)] == [
        "stream: 'Literal[False]'",
        "stream: 'Literal[True] | Omit' = omit",
        "stream: 'bool'",
    ]
    client = sdk.client(lambda _: httpx.Response(200, content=EVENTS, headers={"content-type": "text/event-stream"}))
    assert [each.part for each in client.talks.talk(say="x")] == ["a", "b"]
    assert sdk.sent_json == {"say": "x"}
    assert sdk.client({"whole": "ab"}).talks.talk(say="x", stream=False).whole == "ab"


def test_a_query_parameter_decides() -> None:
    spec = SPEC.replace(
        "    post:\n", "    post:\n      parameters: [{name: stream, in: query, schema: {type: boolean}}]\n"
    )
    sdk = generate(spec.replace(", stream: {type: boolean, default: false}", ""), CONFIG)
    client = sdk.client(answer)
    assert client.talks.talk(say="x").whole == "ab"
    assert [each.part for each in client.talks.talk(say="x", stream=True)] == ["a", "b"]
    assert sdk.sent.url.query == b"stream=true"


@pytest.mark.parametrize("media_type", ["application/x-ndjson", "application/jsonl"])
def test_a_stream_of_lines(media_type: str) -> None:
    sdk = sdk_of("text/event-stream", media_type)
    lines = b'{"part": "a"}\n{"part": "b"}'
    client = sdk.client(lambda _: httpx.Response(200, content=lines, headers={"content-type": media_type}))
    assert [each.part for each in client.talks.talk(say="x", stream=True)] == ["a", "b"]
    assert sdk.sent.headers["accept"] == media_type


def test_other_methods_of_http() -> None:
    sdk = sdk_of("    post:", "    put:", CONFIG.replace("post /talk", "put /talk"))
    assert [each.part for each in sdk.client(answer).talks.talk(say="x", stream=True)] == ["a", "b"]
    assert sdk.sent.method == "PUT"


def test_errors_of_both_kinds_of_call() -> None:
    sdk = sdk_of()
    for stream in (False, True):
        with pytest.raises(sdk.root.BadRequestError) as caught:
            sdk.client(lambda _: httpx.Response(400, json={"why": "no"})).talks.talk(say="x", stream=stream)
        assert caught.value.parsed.why == "no"


def test_the_config_may_name_the_model_of_the_events() -> None:
    config = """
resources:
  talks:
    models: {part: "#/components/schemas/Part"}
    methods: {talk: {endpoint: post /talk, streaming: {param_discriminator: stream, stream_event_model: talks.part}}}
"""
    spec = f"{SPEC}components: {{schemas: {{Part: {{type: object, properties: {{part: {{type: string}}}}}}}}}}"
    sdk = generate(
        spec.replace(
            "            text/event-stream: {schema: {type: object, properties: {part: {type: string}}}}\n", ""
        ),
        config,
    )
    found = list(sdk.client(answer).talks.talk(say="x", stream=True))
    assert [type(each) for each in found] == [sdk.root.types.Part] * 2


def test_a_switch_that_is_not_there_is_reported() -> None:
    sdk = sdk_of(config=CONFIG.replace("param_discriminator: stream", "param_discriminator: nope"))
    assert "SW242" in sdk.generation.codes
    assert sdk.client(answer).talks.talk(say="x").whole == "ab"


def test_deprecated_overloads() -> None:
    sdk = sdk_of("    post:\n", "    post:\n      deprecated: true\n")
    with pytest.warns(DeprecationWarning, match="talk is deprecated"):
        assert sdk.client(answer).talks.talk(say="x").whole == "ab"


def test_bytes_or_a_stream() -> None:
    old = "application/json: {schema: {type: object, properties: {whole: {type: string}}}}"
    sdk = sdk_of(old, "application/octet-stream: {}")

    def reply(request: httpx.Request) -> httpx.Response:
        streams = json.loads(request.content).get("stream")
        return answer(request) if streams else httpx.Response(200, content=b"\xff")

    talks = sdk.client(reply).talks
    assert talks.talk(say="x").read() == b"\xff"
    assert [each.part for each in talks.talk(say="x", stream=True)] == ["a", "b"]
    assert talks.with_raw_response.talk(say="x").read() == b"\xff"
    assert [each.part for each in talks.with_raw_response.talk(say="x", stream=True).parse()] == ["a", "b"]


def test_what_comes_whole_is_the_answer_where_nothing_asks_for_a_stream() -> None:
    old = "application/json: {schema: {type: object, properties: {whole: {type: string}}}}"
    config = CONFIG.replace(", streaming: {param_discriminator: stream}", "")
    sdk = sdk_of(old, "application/octet-stream: {}", config)
    assert sdk.client(lambda _: httpx.Response(200, content=b"\xff")).talks.talk(say="x").read() == b"\xff"


def params_of(sdk: Sdk) -> str:
    return sdk.generation.text("types/talk_talk_params.py").partition("class TalkTalkParamsBase")[2]


def test_typed_dicts_of_both_kinds_of_call() -> None:
    text = params_of(sdk_of())
    base, plain, stream = text.split("\nclass ")
    assert "say: Required[str]" in base and "stream" not in base
    assert plain.startswith("TalkTalkParamsNonStreaming(TalkTalkParamsBase, total=False):")
    assert "stream: Literal[False]\n" in plain
    assert stream.startswith("TalkTalkParamsStreaming(TalkTalkParamsBase, total=False):")
    assert "stream: Required[Literal[True]]\n" in stream
    assert "TalkTalkParams: TypeAlias = Union[TalkTalkParamsNonStreaming, TalkTalkParamsStreaming]" in stream


def test_null_asks_for_no_stream() -> None:
    sdk = sdk_of("{type: boolean, default: false}", "{type: [boolean, 'null'], default: false}")
    assert [each[1] for each in signatures(sdk)] == [
        "stream: 'Optional[Literal[False]] | Omit' = omit",
        "stream: 'Literal[True]'",
        "stream: 'bool'",
    ]
    assert "stream: Optional[Literal[False]]\n" in params_of(sdk)
    assert sdk.client(answer).talks.talk(say="x", stream=None).whole == "ab"


def test_the_switch_keeps_its_name_on_the_wire() -> None:
    sdk = sdk_of("stream: {type", "streamIt: {type", CONFIG.replace("stream}", "streamIt}"))
    sdk.client(answer).talks.talk(say="x", stream_it=False)
    assert sdk.sent_json == {"say": "x", "streamIt": False}
    assert 'stream_it: Required[Annotated[Literal[True], PropertyInfo(alias="streamIt")]]' in params_of(sdk)


def test_events_that_are_the_answer_share_its_class() -> None:
    sdk = sdk_of("{part: {type: string}}", "{whole: {type: string}}", CONFIG)
    assert "TalkTalkEvent" in signatures(sdk)[1][2]  # two schemas that look alike are two types
    named = SPEC.replace(
        "{schema: {type: object, properties: {whole: {type: string}}}}", "{schema: {$ref: '#/x-answer'}}"
    )
    named = named.replace(
        "{schema: {type: object, properties: {part: {type: string}}}}", "{schema: {$ref: '#/x-answer'}}"
    )
    sdk = generate(
        named + "x-answer: {type: object, properties: {whole: {type: string}, part: {type: string}}}\n", CONFIG
    )
    assert signatures(sdk)[1][2] == "Stream[TalkTalkResponse]"
    assert [each.part for each in sdk.client(answer).talks.talk(say="x", stream=True)] == ["a", "b"]
