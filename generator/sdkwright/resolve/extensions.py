"""Keys of a document that are meant for generators of SDKs, as documents for the Stainless service hold them.

| key | at | means |
|---|---|---|
| `x-stainless-naming` | a property, a parameter or its schema | `{python: {property_name: …}}`: what it is called |
| `x-stainless-param` | a parameter or its schema | what it is called, in every language |
| `x-stainless-skip` | a property or a parameter | true, or a list of targets: it is left out of the SDK |
| `x-stainless-any` | a schema | it takes any value (`resolve/schemas.py`) |
| `x-stainless-empty-object` | a schema | an object without properties, and no map (`resolve/schemas.py`) |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

TARGET = "python"


def called(*nodes: Mapping[str, object]) -> str | None:
    """What the first of these nodes that says so wants the property or the parameter to be called."""
    for node in nodes:
        naming = mapping(mapping(node.get("x-stainless-naming")).get(TARGET))
        found = text(naming.get("property_name")) or text(naming.get("method_argument"))
        found = found or text(node.get("x-stainless-param"))
        if found:
            return found
    return None


def is_skipped(node: Mapping[str, object]) -> bool:
    """Whether the SDK is to do without it."""
    said = node.get("x-stainless-skip")
    return said is True or TARGET in sequence(said)
