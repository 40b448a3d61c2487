"""Refusals: the exception carries the documented model of the status, made only when somebody looks."""

from __future__ import annotations

import asyncio
import copy
import pickle
import sys
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

SPEC = """
paths:
  /a:
    get:
      responses:
        "200": {content: {application/json: {schema: {type: string}}}}
        "400": {description: Bad, content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        "404": {content: {application/problem+json: {schema: {type: object, required: [what], properties: {what: {type: string}}}}}}
        "409": {$ref: "#/components/responses/Conflict"}
        "410": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Problem"}}}}}
        "429": {content: {text/plain: {schema: {type: string}}}}
        "5XX": {content: {application/json: {schema: {$ref: "#/components/schemas/Problem"}}}}
        default: {content: {application/json: {schema: {type: object, properties: {other: {type: string}}}}}}
  /b: {get: {responses: {"204": {}, "409": {$ref: "#/components/responses/Conflict"}}}}
components:
  schemas:
    Problem: {type: object, required: [code], properties: {code: {type: integer}, at: {type: string, format: date-time}}}
  responses:
    Conflict: {content: {application/json: {schema: {type: object, properties: {with: {type: string}}}}}}
"""
CONFIG = """
resources:
  $shared: {models: {problem: "#/components/schemas/Problem"}}
  things: {methods: {go: get /a, other: get /b}}
settings: {x-sdkwright-responses: all}
"""


@pytest.fixture(scope="module")
def sdk() -> Sdk:
    return generate(SPEC, CONFIG)


def refuse(sdk: Sdk, status: int, method: str = "go", **body: Any) -> Any:
    with pytest.raises(sdk.root.APIStatusError) as caught:
        getattr(sdk.client(lambda _: httpx.Response(status, **body)).things, method)()
    assert caught.value.status_code == status
    return caught.value


def test_the_documented_model(sdk: Sdk) -> None:
    found = refuse(sdk, 400, json={"code": 7, "more": 1})
    assert isinstance(found, sdk.root.BadRequestError)
    assert type(found.parsed) is sdk.root.types.shared.Problem
    assert (found.parsed.code, found.parsed.to_dict(), found.body) == (
        7,
        {"code": 7, "more": 1},
        {"code": 7, "more": 1},
    )


@pytest.mark.parametrize(
    ("status", "body", "attribute"),
    [
        (404, {"what": "x"}, "what"),
        (409, {"with": "x"}, "with_"),
        (503, {"code": "x"}, "code"),
        (418, {"other": "x"}, "other"),
    ],
)
def test_by_code_range_and_default(sdk: Sdk, status: int, body: Any, attribute: str) -> None:
    assert getattr(refuse(sdk, status, json=body).parsed, attribute) == "x"


def test_async(sdk: Sdk) -> None:
    async def main() -> Any:
        async with sdk.async_client(lambda _: httpx.Response(400, json={"code": 7})) as client:
            with pytest.raises(sdk.root.BadRequestError) as caught:
                await client.things.go()
            return caught.value.parsed

    assert asyncio.run(main()).code == 7


def test_raw_and_streamed_calls(sdk: Sdk) -> None:
    things = sdk.client(lambda _: httpx.Response(400, json={"code": 7})).things
    with pytest.raises(sdk.root.BadRequestError) as caught:
        things.with_raw_response.go()
    assert caught.value.parsed.code == 7
    with pytest.raises(sdk.root.BadRequestError) as caught, things.with_streaming_response.go():
        pass
    assert caught.value.parsed.code == 7


def test_a_list_of_problems(sdk: Sdk) -> None:
    assert [each.code for each in refuse(sdk, 410, json=[{"code": 1}]).parsed] == [1]
    assert refuse(sdk, 410, json={"code": 1}).parsed is None


@pytest.mark.parametrize(
    "body", [{"json": {"message": "of a proxy"}}, {"json": [1]}, {"text": "<html>"}, {"content": b""}, {"json": None}]
)
def test_a_body_that_does_not_fit_has_no_model(sdk: Sdk, body: Any) -> None:
    found = refuse(sdk, 400, **body)
    assert found.parsed is None
    with pytest.raises(ValueError, match="body"):
        found.body_as(sdk.root.types.shared.Problem)


def test_text(sdk: Sdk) -> None:
    found = refuse(sdk, 429, text="slow down")
    assert (found.body, found.parsed) == ("slow down", None)


def test_a_model_of_choice(sdk: Sdk) -> None:
    problem = sdk.root.types.shared.Problem
    assert refuse(sdk, 429, json={"code": 7}).body_as(problem).code == 7


def test_a_response_component_has_one_class(sdk: Sdk) -> None:
    one = refuse(sdk, 409, json={"with": "x"}).parsed
    assert type(refuse(sdk, 409, "other", json={"with": "x"}).parsed) is type(one)
    assert type(one).__name__ == "ConflictResponse"


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_copies_keep_the_model(sdk: Sdk, copied: Any) -> None:
    found = copied(refuse(sdk, 400, json={"code": 7}))
    assert found.parsed.code == 7
    assert copied(refuse(sdk, 429, text="no")).parsed is None


def test_models_of_errors_are_not_imported_by_good_calls() -> None:
    sdk = generate(SPEC, CONFIG)
    sdk.client("x").things.go()
    assert f"{sdk.generation.package}.types.shared.problem" not in sys.modules


def test_the_docstring_tells(sdk: Sdk) -> None:
    text = sdk.module("resources.things").ThingsResource.go.__doc__
    assert "BadRequestError: Bad. `parsed` holds a `Problem`." in " ".join(text.split())
    assert "InternalServerError: HTTP status 5XX" in text
    assert "RateLimitError: HTTP status 429" in text
