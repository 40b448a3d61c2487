"""Names that a document gives its schemas."""

from __future__ import annotations

import pytest
from sdkwright.load import FILES, join
from sdkwright.resolve.nodes import component_name


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        (("components", "schemas", "Pet"), "Pet"),
        (("components", "schemas", "a/b~c"), "a/b~c"),
        (("components", "schemas", "Pet", "properties", "x"), None),
        (("components", "schemas", "Pet", "$defs", "Tag"), "Tag"),
        (("components", "schemas", "Pet", "properties", "definitions", "items"), None),
        (("components", "responses", "Pet"), None),
        (("paths", "/a", "get"), None),
        ((), None),
        ((FILES,), None),
        ((FILES, "schemas/pet.yaml"), "pet"),
        ((FILES, "schemas/pet.v1.json"), "pet.v1"),
        ((FILES, "pet"), "pet"),
        ((FILES, "common.yaml", "Pet"), "Pet"),
        ((FILES, "pet.yaml", "items"), None),
        ((FILES, "common.yaml", "components", "schemas", "Pet"), "Pet"),
        ((FILES, "common.yaml", "definitions", "Pet"), "Pet"),
        ((FILES, "common.yaml", "properties", "x"), None),
    ],
)
def test_component_names(keys: tuple[str, ...], name: str | None) -> None:
    assert component_name(join("", *keys)) == name
