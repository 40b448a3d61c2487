"""Models that refer to each other in a circle: each has a module of its own, whichever of them is imported first."""

from __future__ import annotations

import pytest

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import Sdk

LAYERS = """
Thing: {type: object, properties: {steps: {type: array, items: {$ref: "#/components/schemas/Step"}}}}
Step: {type: object, properties: {name: {type: string}, layer: {$ref: "#/components/schemas/Layer"}, more: {$ref: "#/components/schemas/Layers"}}}
Layers: {type: array, items: {$ref: "#/components/schemas/Layer"}}
Layer: {oneOf: [{$ref: "#/components/schemas/Text"}, {$ref: "#/components/schemas/Image"}]}
Text: {type: object, required: [text], properties: {text: {type: string}}}
Image:
  allOf:
    - $ref: "#/components/schemas/Base"
    - {type: object, required: [url], properties: {url: {type: string}, steps: {type: array, items: {$ref: "#/components/schemas/Step"}}}}
Base: {type: object, properties: {mode: {type: string}}}
"""
VALUE = {"steps": [{"name": "a", "layer": {"url": "u", "mode": "m", "steps": [{"more": [{"text": "t"}]}]}}]}


def layers() -> Sdk:
    return sdk_of(LAYERS, "Step", "Layers", "Layer", "Text", "Image", "Base")


@pytest.mark.parametrize("first", ["step", "layers", "layer", "text", "image", "base"])
def test_any_module_of_a_circle_can_be_imported_first(first: str) -> None:
    sdk = layers()
    sdk.module(f"types.shared.{first}")
    sdk.module(f"types.shared_params.{first}")
    found = get(sdk, VALUE)
    assert type(found.steps[0].layer) is sdk.root.types.shared.Image
    assert type(found.steps[0].layer.steps[0].more[0]) is sdk.root.types.shared.Text
    assert put(sdk, **VALUE) == VALUE


def test_each_model_of_a_circle_lives_in_its_own_module() -> None:
    sdk = layers()
    for name in ("Step", "Image"):
        assert getattr(sdk.root.types.shared, name).__module__.endswith(f".{name.lower()}")


def test_a_class_below_a_model_of_a_circle_knows_what_that_refers_to() -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {since: {type: string}}}]}
        Pet: {type: object, properties: {owner: {$ref: "#/components/schemas/Owner"}}}
        Owner: {type: object, properties: {name: {type: string}, pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
        """,
        "Pet",
        "Owner",
    )
    found = get(sdk, {"since": "x", "owner": {"name": "Ann", "pets": [{"owner": {"name": "Bob"}}]}})
    assert found.owner.pets[0].owner.name == "Bob"
    assert isinstance(found, sdk.root.types.shared.Pet)
