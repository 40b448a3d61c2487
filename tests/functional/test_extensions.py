"""Keys of a document that are meant for generators of SDKs."""

from __future__ import annotations

from tests.functional.support import generate

SPEC = """\
paths:
  /pets:
    post:
      parameters:
      - {name: "fields[]", in: query, schema: {type: string, x-stainless-naming: {python: {property_name: only}}}}
      - {name: q, in: query, x-stainless-param: search_text, schema: {type: string}}
      - {name: gone, in: query, schema: {type: string, x-stainless-skip: true}}
      - {name: kept, in: query, schema: {type: string, x-stainless-skip: [go]}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Pet:
      type: object
      required: [class]
      properties:
        class: {type: string, x-stainless-naming: {python: {property_name: kind}, go: {property_name: sort}}}
        secret: {type: string, x-stainless-skip: [python, go]}
        any: {type: object, x-stainless-any: true}
"""
CONFIG = "resources: {pets: {models: {pet: Pet}, methods: {create: post /pets}}}"


def test_a_property_is_called_as_the_document_says_and_travels_under_its_own_name() -> None:
    sdk = generate(SPEC, CONFIG)
    found = sdk.client({"class": "cat"}).pets.create(kind="cat", only="a", search_text="b", kept="c")
    assert found.kind == "cat"
    assert sdk.sent_json == {"class": "cat"}
    assert dict(sdk.sent.url.params) == {"fields[]": "a", "q": "b", "kept": "c"}


def test_what_is_skipped_is_not_in_the_sdk() -> None:
    sdk = generate(SPEC, CONFIG)
    assert set(sdk.module("types.pet").Pet.model_fields) == {"kind", "any"}
    keys = sdk.module("types.pet_create_params").PetCreateParams.__annotations__
    assert set(keys) == {"kind", "any", "only", "search_text", "kept"}


def test_a_transform_may_rename() -> None:
    rename = (
        "\nopenapi: {transforms: [{command: renameValue, args: {filter: {only: ['$.components.schemas.Pet.properties.any']}, "
        "rename: {python: whatever}}}]}"
    )
    sdk = generate(SPEC, CONFIG + rename)
    assert "whatever" in sdk.module("types.pet").Pet.model_fields
    assert sdk.client({"class": "cat", "any": 3}).pets.create(kind="cat").whatever == 3
