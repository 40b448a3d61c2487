"""Transforms of a config, as the SDK that comes of them shows."""

from __future__ import annotations

import pytest

from tests.functional.support import generate, run_pipeline

SPEC = """\
paths:
  /pets:
    get:
      operationId: listPets
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components: {schemas: {Pet: {type: object, required: [id], properties: {id: {type: integer}, old: {type: string}}}}}
"""
CONFIG = "resources: {pets: {models: {pet: Pet}, methods: {list: get /pets}}}\n"


@pytest.mark.parametrize("key", ["transforms", "transformations"])
def test_both_spellings_change_the_document_before_it_is_read(key: str) -> None:
    transforms = f"""\
openapi:
  {key}:
  - {{command: remove, args: {{target: $.components.schemas.Pet.properties, keys: [old]}}}}
  - {{command: update, args: {{target: $.components.schemas.Pet.properties.id.type, value: string}}}}
"""
    sdk = generate(SPEC, CONFIG + transforms)
    pet = sdk.module("types.pet").Pet
    assert list(pet.model_fields) == ["id"]
    assert sdk.client({"id": "a"}).pets.list().id == "a"


def test_what_a_transform_breaks_is_told_with_its_line() -> None:
    transforms = """\
openapi:
  transforms:
  - {command: update, args: {target: $.components.schemas.Pet.properties.id, value: {$ref: '#/nowhere'}}}
"""
    said = next(each for each in run_pipeline(SPEC, CONFIG + transforms).diagnostics if each.code == "SW014")
    assert said.at is not None
    assert said.at.file.endswith("sdkwright.yml")
