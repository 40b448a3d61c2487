"""Several success statuses: the answer is parsed by the status that came, never by guess."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

A = "{type: object, required: [a], properties: {a: {type: string}}}"
B = "{type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}"
ALL = "resources: {things: {methods: {go: get /a}}}\nsettings: {x-sdkwright-responses: all}"


def json_of(schema: str) -> str:
    return f"content: {{application/json: {{schema: {schema}}}}}"


def sdk_of(responses: str, rest: str = "", http_method: str = "get") -> Sdk:
    config = ALL.replace("get /a", f"{http_method} /a")
    return generate(f"paths: {{/a: {{{http_method}: {{responses: {responses}}}}}}}\n{rest}", config)


def reply(status: int, content: Any = None, media_type: str = "application/json") -> Any:
    body = b"" if content is None else content if isinstance(content, bytes) else json.dumps(content).encode()
    return lambda _: httpx.Response(status, content=body, headers={"content-type": media_type})


def returns(sdk: Sdk) -> str:
    return str(sdk.module("resources.things").ThingsResource.go.__annotations__["return"])


def test_the_type_follows_the_status() -> None:
    sdk = sdk_of(f'{{"200": {{{json_of(A)}}}, "201": {{{json_of(B)}}}}}')
    first, second = (sdk.client(reply(status, {"a": "x"})).things.go() for status in (200, 201))
    assert type(first) is sdk.root.types.ThingGoResponse
    assert type(second) is sdk.root.types.ThingGoCreatedResponse
    assert returns(sdk) == "Union[ThingGoResponse, ThingGoCreatedResponse]"


def test_the_type_follows_the_status_async_and_raw() -> None:
    sdk = sdk_of(f'{{"200": {{{json_of(A)}}}, "201": {{{json_of(B)}}}}}')

    async def main() -> Any:
        async with sdk.async_client(reply(201, {"a": "x"})) as client:
            return await client.things.go()

    created = sdk.root.types.ThingGoCreatedResponse
    assert type(asyncio.run(main())) is created
    assert type(sdk.client(reply(201, {"a": "x"})).things.with_raw_response.go().parse()) is created
    with sdk.client(reply(201, {"a": "x"})).things.with_streaming_response.go() as response:
        assert type(response.parse()) is created


@pytest.mark.parametrize("status", [204, 202])
def test_nothing_for_a_status_without_content(status: int) -> None:
    sdk = sdk_of(f'{{"200": {{{json_of(A)}}}, "{status}": {{description: none}}}}')
    assert returns(sdk) == "Optional[ThingGoResponse]"
    assert sdk.client(reply(200, {"a": "x"})).things.go().a == "x"
    assert sdk.client(reply(status)).things.go() is None


def test_a_scalar_or_nothing() -> None:
    sdk = sdk_of(f'{{"200": {{{json_of("{type: string}")}}}, "204": {{}}}}')
    assert returns(sdk) == "Optional[ThingGoResponse]"
    assert sdk.client(reply(200, "x")).things.go() == "x"
    assert sdk.client(reply(204)).things.go() is None


def test_one_type_for_several_statuses_is_that_type() -> None:
    spec = '{"200": {$ref: "#/components/responses/R"}, "201": {$ref: "#/components/responses/R"}}'
    sdk = sdk_of(spec, f"components: {{responses: {{R: {{{json_of(A)}}}}}}}")
    assert "Union" not in returns(sdk)
    assert sdk.client(reply(201, {"a": "x"})).things.go().a == "x"


def test_an_undocumented_success_is_read_as_the_first() -> None:
    sdk = sdk_of(f'{{"200": {{{json_of(A)}}}, "201": {{{json_of(B)}}}}}')
    assert type(sdk.client(reply(203, {"a": "x"})).things.go()) is sdk.root.types.ThingGoResponse


def test_a_range_beside_a_code() -> None:
    sdk = sdk_of(f'{{"201": {{{json_of(B)}}}, "2XX": {{{json_of(A)}}}}}')
    assert type(sdk.client(reply(201, {"a": "x"})).things.go()) is sdk.root.types.ThingGoResponse
    assert type(sdk.client(reply(222, {"a": "x"})).things.go()) is sdk.root.types.ThingGoSuccessResponse


def test_kinds_of_content_by_status() -> None:
    sdk = sdk_of(
        f'{{"200": {{{json_of(A)}}}, "202": {{content: {{text/csv: {{}}}}}}, '
        '"206": {content: {application/pdf: {}}}}'
    )
    assert sdk.client(reply(202, b"a,b", "text/csv")).things.go() == "a,b"
    assert sdk.client(reply(206, b"%PDF", "application/pdf")).things.go().read() == b"%PDF"
    assert sdk.sent.headers["accept"] == "application/json, text/csv, application/pdf"


def test_default_is_a_success_only_where_no_other_is() -> None:
    alone = sdk_of(f'{{"default": {{{json_of(A)}}}, "404": {{{json_of(B)}}}}}')
    assert alone.client(reply(200, {"a": "x"})).things.go().a == "x"
    beside = sdk_of(f'{{"200": {{}}, "default": {{{json_of(A)}}}}}')
    assert beside.client(reply(200, {"a": "x"})).things.go() is None
    with pytest.raises(beside.root.APIStatusError) as caught:
        beside.client(reply(418, {"a": "x"})).things.go()
    assert caught.value.parsed.a == "x"


@pytest.mark.parametrize("responses", ["{}", "null", "[]", '{"404": {}}', "{x-note: 1}"])
def test_any_answer_where_none_is_documented(responses: str) -> None:
    sdk = sdk_of(responses)
    assert sdk.client(reply(200, {"a": 1})).things.go() == {"a": 1}
    assert sdk.client(reply(204)).things.go() is None
    assert sdk.sent.headers["accept"] == "*/*"


def test_where_only_a_redirect_is_documented_its_target_comes_as_bytes() -> None:
    sdk = sdk_of('{"302": {description: elsewhere}}')

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/a"):
            return httpx.Response(302, headers={"location": "/archive"})
        return httpx.Response(200, content=b"\x1f\x8b")

    http_client = httpx.Client(transport=httpx.MockTransport(answer), follow_redirects=True)
    assert sdk.root.Client(http_client=http_client).things.go().read() == b"\x1f\x8b"


def test_head_answers_nothing() -> None:
    sdk = sdk_of(f'{{"200": {{{json_of(A)}}}}}', http_method="head")
    answer = sdk.client(lambda _: httpx.Response(200, headers={"x-total": "3"}))
    assert answer.things.go() is None
    assert answer.things.with_raw_response.go().headers["x-total"] == "3"


@pytest.mark.parametrize(
    ("responses", "code"),
    [
        (f"{{200: {{{json_of(A)}}}}}", None),
        (f'{{"2xx": {{{json_of(A)}}}}}', None),
        (f'{{"Default": {{{json_of(A)}}}}}', None),
        (f'{{"200": {{schema: {A}}}}}', None),
        (f'{{"200": {{{json_of(A)}}}, ok: {{}}}}', "SW244"),
        (f'{{"200": {{content: {{"application json": {{schema: {A}}}}}}}}}', None),
        (f'{{"200": {{content: {{"*/*": {{schema: {A}}}}}}}}}', None),
        (f'{{"200": {{content: {{" application/JSON; charset=utf-8": {{schema: {A}}}}}}}}}', None),
        (f'{{"200": {{content: {{text/json: {{schema: {A}}}}}}}}}', None),
        (f'{{"200": {{content: {{application/vnd.api+json: {{schema: {A}}}}}}}}}', None),
    ],
)
def test_odd_but_readable_documents(responses: str, code: str | None) -> None:
    sdk = sdk_of(responses)
    assert sdk.client({"a": "x"}).things.go().a == "x"
    assert code is None or code in sdk.generation.codes


@pytest.mark.parametrize("node", ["null", "text", "[]", "{content: null}", "{content: []}", "{content: {}}"])
def test_a_response_that_says_nothing(node: str) -> None:
    assert sdk_of(f'{{"200": {node}}}').client(lambda _: httpx.Response(200)).things.go() is None


@pytest.mark.parametrize("media", ["{}", "null", "{schema: null}", "{example: 3}", "{examples: [1]}"])
def test_json_of_any_kind(media: str) -> None:
    sdk = sdk_of(f'{{"200": {{content: {{application/json: {media}}}}}}}')
    assert sdk.client([1, {"a": None}]).things.go() == [1, {"a": None}]


def test_json_media_type_of_its_own_is_asked_for() -> None:
    sdk = sdk_of(f'{{"200": {{content: {{application/vnd.api+json: {{schema: {A}}}}}}}}}')
    sdk.client({"a": "x"}).things.go()
    assert sdk.sent.headers["accept"] == "application/vnd.api+json"


@pytest.mark.parametrize(
    "media_type", ["application/json", "application/pdf", "application/zip", "image/png", "audio/mpeg"]
)
def test_bytes_whatever_they_are_declared_as(media_type: str) -> None:
    sdk = sdk_of(f'{{"200": {{content: {{{media_type}: {{schema: {{type: string, format: binary}}}}}}}}}}')
    assert sdk.client(reply(200, b"%PDF", "application/pdf")).things.go().read() == b"%PDF"


@pytest.mark.parametrize(
    "media_type", ["text/html", "application/xml", "application/atom+xml", "text/csv", "application/yaml"]
)
def test_text(media_type: str) -> None:
    sdk = sdk_of(f'{{"200": {{content: {{{media_type}: {{schema: {A}}}}}}}}}')
    assert sdk.client(reply(200, b"<a/>", media_type)).things.go() == "<a/>"
    assert sdk.sent.headers["accept"] == media_type


def test_other_media_types_by_header_and_by_config() -> None:
    responses = f'{{"200": {{content: {{application/json: {{schema: {A}}}, text/csv: {{}}, application/pdf: {{}}}}}}}}'
    sdk = generate(
        f"paths: {{/a: {{get: {{responses: {responses}}}}}}}",
        "resources: {things: {methods: {go: get /a, csv: {endpoint: get /a, x-sdkwright-response-type: text/csv}, "
        "pdf: {endpoint: get /a, x-sdkwright-response-type: application/pdf}}}}",
    )
    assert sdk.client(reply(200, b"a,b", "text/csv")).things.csv() == "a,b"
    assert sdk.sent.headers["accept"] == "text/csv"
    assert sdk.client(reply(200, b"%PDF", "application/pdf")).things.pdf().read() == b"%PDF"
    raw = sdk.client(reply(200, b"a,b", "text/csv")).things.with_raw_response.go(extra_headers={"Accept": "text/csv"})
    assert raw.text() == "a,b"
    assert sdk.sent.headers["accept"] == "text/csv"


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: array, items: {type: object, properties: {a: {type: integer}}}}", [{"a": 1}]),
        ("{type: object, additionalProperties: {type: integer}}", {"a": 1}),
        ("{oneOf: [{type: string}, {type: array, items: {type: string}}]}", ["a"]),
        ("{type: [string, 'null']}", "x"),
    ],
)
def test_json_under_a_wrong_media_type(schema: str, value: Any) -> None:
    found = sdk_of(f'{{"200": {{{json_of(schema)}}}}}').client(reply(200, value, "text/plain")).things.go()
    plain = [each.to_dict() for each in found] if isinstance(found, list) and value == [{"a": 1}] else found
    assert plain == value


def test_without_the_setting_the_first_success_counts() -> None:
    spec = f'paths: {{/a: {{get: {{responses: {{"200": {{{json_of(A)}}}, "201": {{{json_of(B)}}}, "404": {{{json_of(B)}}}}}}}}}}}'
    sdk = generate(spec, "resources: {things: {methods: {go: get /a}}}")
    assert returns(sdk) == "ThingGoResponse"
    with pytest.raises(sdk.root.NotFoundError) as caught:
        sdk.client(reply(404, {"a": "x"})).things.go()
    assert caught.value.parsed is None


@pytest.mark.parametrize("schema", ["{}", "{type: string}", A])
def test_bytes_that_nobody_asked_for_are_not_lost(schema: str) -> None:
    sdk = sdk_of(f'{{"200": {{content: {{application/json: {{schema: {schema}}}, audio/wav: {{}}}}}}}}')
    assert sdk.client(reply(200, b"RIFF\xff\x00", "audio/wav")).things.go() == b"RIFF\xff\x00"
