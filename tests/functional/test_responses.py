"""What comes back: nothing, text, bytes, errors; raw and streamed; sync and async."""

from __future__ import annotations

import asyncio
import warnings
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate


def sdk_of(responses: str, config: str = "", rest: str = "") -> Sdk:
    return generate(
        f"paths: {{/a: {{get: {{{rest} responses: {responses}}}}}}}",
        f"resources: {{things: {{methods: {{go: get /a}}}}}}\n{config}",
    )


JSON = '{"200": {description: Fine., content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}'


@pytest.mark.parametrize(
    "responses", ['{"204": {}}', '{"200": {description: Done.}}', "{default: {description: x}}", "{}"]
)
def test_no_content(responses: str) -> None:
    sdk = sdk_of(responses)
    assert sdk.client(lambda _: httpx.Response(204)).things.go() is None
    assert sdk.sent.headers["accept"] == "*/*"


def test_text() -> None:
    sdk = sdk_of('{"200": {content: {text/csv: {schema: {type: string}}}}}')
    assert (
        sdk.client(lambda _: httpx.Response(200, text="a,b", headers={"content-type": "text/csv"})).things.go() == "a,b"
    )
    assert sdk.sent.headers["accept"] == "text/csv"


@pytest.mark.parametrize("media_type", ["application/octet-stream", "image/png", "application/pdf", "'*/*'"])
def test_bytes(media_type: str, tmp_path: Any) -> None:
    sdk = sdk_of(f'{{"200": {{content: {{{media_type}: {{schema: {{type: string, format: binary}}}}}}}}}}')
    found = sdk.client(lambda _: httpx.Response(200, content=b"\x89PNG")).things.go()
    assert found.read() == b"\x89PNG"
    found.write_to_file(tmp_path / "x")
    assert (tmp_path / "x").read_bytes() == b"\x89PNG"


def test_bytes_async() -> None:
    sdk = sdk_of('{"200": {content: {application/octet-stream: {schema: {type: string, format: binary}}}}}')

    async def main() -> bytes:
        async with sdk.async_client(lambda _: httpx.Response(200, content=b"x")) as client:
            found = await client.things.go()
            return await found.read()

    assert asyncio.run(main()) == b"x"


def test_json_by_suffix() -> None:
    sdk = sdk_of(
        '{"200": {content: {application/problem+json: {schema: {type: object, properties: {a: {type: string}}}}}}}'
    )
    assert sdk.client({"a": "x"}).things.go().a == "x"


def test_the_first_success_with_content_counts() -> None:
    sdk = sdk_of('{"202": {}, "201": {content: {application/json: {schema: {type: integer}}}}, "404": {}}')
    assert sdk.client(7).things.go() == 7


def test_a_response_by_reference() -> None:
    sdk = generate(
        """
paths: {/a: {get: {responses: {"200": {$ref: "#/components/responses/R"}}}}}
components: {responses: {R: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}}}
""",
        "resources: {things: {methods: {go: get /a}}}",
    )
    assert sdk.client({"a": "x"}).things.go().a == "x"


def test_raw_and_streamed() -> None:
    sdk = sdk_of(JSON)
    client = sdk.client({"a": "x"})
    raw = client.things.with_raw_response.go()
    assert (raw.status_code, raw.parse().a) == (200, "x")
    with client.things.with_streaming_response.go() as response:
        assert b"".join(response.iter_bytes()) == b'{"a":"x"}'


def test_async_is_the_same() -> None:
    sdk = sdk_of(JSON)

    async def main() -> None:
        async with sdk.async_client({"a": "x"}) as client:
            assert (await client.things.go()).a == "x"
            assert (await (await client.things.with_raw_response.go()).parse()).a == "x"
            async with client.things.with_streaming_response.go() as response:
                assert (await response.parse()).a == "x"

    asyncio.run(main())


def test_errors_are_raised_by_status() -> None:
    sdk = sdk_of(JSON)
    with pytest.raises(sdk.root.NotFoundError) as caught:
        sdk.client(lambda _: httpx.Response(404, json={"detail": "gone"})).things.go()
    assert caught.value.status_code == 404
    assert caught.value.body == {"detail": "gone"}
    assert isinstance(caught.value, sdk.root.AcmeError)


def test_documented_errors_stand_in_the_docstring() -> None:
    sdk = sdk_of('{"204": {}, "404": {description: No such thing.}, "429": {}}')
    text = sdk.client().things.go.__doc__
    assert "NotFoundError: No such thing." in text
    assert "RateLimitError: HTTP status 429" in text


def test_deprecated_operations_warn() -> None:
    sdk = sdk_of(JSON, rest="deprecated: true,")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert sdk.client({"a": "x"}).things.go().a == "x"
    assert [each.category for each in caught] == [DeprecationWarning]
    with pytest.warns(DeprecationWarning):
        assert sdk.client({"a": "x"}).things.with_raw_response.go().parse().a == "x"


def test_a_deprecated_stream_and_page_keep_their_kind() -> None:
    sdk = sdk_of(
        '{"200": {content: {text/event-stream: {schema: {type: object, properties: {a: {type: string}}}}}}}',
        rest="deprecated: true,",
    )
    answer = httpx.Response(200, content=iter([b'data: {"a":"x"}\n\n']), headers={"content-type": "text/event-stream"})
    with pytest.warns(DeprecationWarning), sdk.client(lambda _: answer).things.go() as stream:
        assert [event.a for event in stream] == ["x"]
