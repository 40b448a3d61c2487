"""Answers that are nothing but an envelope: `unwrap_response_fields` says which property holds the value."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from .support import Sdk, generate

SPEC = """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: %s}}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: %s}}}}}}
components:
  schemas:
    Pet: {type: object, required: [id], properties: {id: {type: string}}}
    Pets: {type: object, required: [data], properties: {data: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
"""
PETS = "{$ref: '#/components/schemas/Pets'}"
SETTINGS = "settings: {unwrap_response_fields: [data]}"
MODELS = "models: {pet: Pet, pets: Pets}, "


def sdk_of(schema: str = PETS, *, models: str = "", more: str = "", settings: str = SETTINGS) -> Sdk:
    return generate(
        SPEC % (schema, schema),
        f"resources: {{pets: {{{models}methods: {{list: {{endpoint: get /a{more}}}}}}}, "
        f"all: {{methods: {{every: get /b}}}}}}\n{settings}",
    )


def test_the_method_returns_what_is_inside() -> None:
    sdk = sdk_of()
    client = sdk.client({"data": [{"id": "x"}]})
    assert [each.id for each in client.pets.list()] == ["x"]
    assert [each.id for each in client.pets.with_raw_response.list().parse()] == ["x"]
    assert "PetListResponse: TypeAlias = List[PetListResponseItem]" in sdk.generation.text("types/pet_list_response.py")


def test_generated_tests_expect_what_is_inside() -> None:
    [golden] = [text for path, text in sdk_of().generation.files.items() if path.endswith("golden/pets/list.json")]
    response = json.loads(golden)["required"]["response"]
    assert response["body"][response["envelope"]] == [{"id": "id"}]


def test_async_methods_too() -> None:
    async def go() -> object:
        async with sdk_of().async_client({"data": [{"id": "x"}]}) as client:
            return [each.id for each in await client.pets.list()]

    assert asyncio.run(go()) == ["x"]


def test_what_is_inside_of_a_model_has_one_name_everywhere() -> None:
    sdk = sdk_of(models=MODELS)
    assert "PetListResponse: TypeAlias = List[Pet]" in sdk.generation.text("types/pet_list_response.py")
    assert "data: PetListResponse" in sdk.generation.text("types/pets.py")
    assert ") -> PetListResponse:" in sdk.generation.text("resources/all.py")
    assert [each.id for each in sdk.client({"data": [{"id": "x"}]}).all.every()] == ["x"]


@pytest.mark.parametrize(
    "schema",
    [
        "{type: object, properties: {data: {type: string}, more: {type: string}}}",
        "{type: object, properties: {dates: {type: string}}}",
    ],
)
def test_an_answer_with_another_property_is_no_envelope(schema: str) -> None:
    found = sdk_of(schema).client({"data": "x", "dates": "y"}).pets.list()
    assert type(found).__name__ == "PetListResponse"


@pytest.mark.parametrize(
    ("schema", "given", "expected"),
    [
        ("{type: string}", '{"data": "x"}', "x"),
        ("{type: string}", '{"data": "x", "more": 1}', "x"),
        ("{type: string}", "{}", None),
        ("{type: string}", "[]", []),
        ("{type: [string, 'null']}", '{"data": null}', None),
        ("{type: object, additionalProperties: {type: integer}}", '{"data": {"a": 1}}', {"a": 1}),
    ],
)
def test_values_of_any_kind(schema: str, given: str, expected: object) -> None:
    sdk = sdk_of(f"{{type: object, properties: {{data: {schema}}}}}")
    client = sdk.client(lambda _: httpx.Response(200, text=given, headers={"content-type": "application/json"}))
    assert client.pets.list() == expected


def test_a_method_may_say_otherwise() -> None:
    assert (
        type(sdk_of(more=", unwrap_response_fields: []").client({"data": []}).pets.list()).__name__ == "PetListResponse"
    )
    assert sdk_of(more=", unwrap_response_fields: [data]", settings="").client({"data": []}).pets.list() == []


def test_pages_are_no_envelopes() -> None:
    pagination = "pagination: [{name: page, type: cursor_url, request: {}, response: {data: {type: array}, next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}}}]"
    schema = "{type: object, properties: {data: {type: array, items: {type: string}}, next: {type: string}}}"
    assert list(sdk_of(schema, settings=f"{SETTINGS}\n{pagination}").client({"data": ["x"]}).pets.list()) == ["x"]
