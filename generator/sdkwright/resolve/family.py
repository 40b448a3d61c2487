"""Who inherits from whom: schemas whose `allOf` refers to a parent that has a `discriminator`.

Such a parent means any of its children wherever it is used (OpenAPI 3.1, Discriminator Object): its own `allOf` only
says what they have in common.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from sdkwright.load import Document, Refs, join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeId

# The place of what a parent says of itself, beside the union that it means.
BASE = "x-sdkwright-base"


class Family:
    """The children of the component schemas of one document."""

    def __init__(self, document: Document, refs: Refs) -> None:
        self._document = document
        self._refs = refs

    def children(self, schema: Mapping[str, object], pointer: TypeId) -> list[TypeId]:
        """The component schemas that inherit from a schema with a discriminator, at any distance, in their order."""
        if text(mapping(schema.get("discriminator")).get("propertyName")) is None:
            return []
        found: dict[TypeId, None] = {}
        queue = [pointer]
        while queue:
            for child in self._direct.get(queue.pop(), ()):
                if child not in found and child != pointer:
                    found[child] = None
                    queue.append(child)
        return sorted(found)

    @cached_property
    def _direct(self) -> Mapping[TypeId, list[TypeId]]:
        found: defaultdict[TypeId, list[TypeId]] = defaultdict(list)
        components = mapping(mapping(self._document.root.get("components")).get("schemas"))
        for name, node in components.items():
            place = join("/components/schemas", name)
            for index, member in enumerate(sequence(mapping(node).get("allOf"))):
                if is_mapping(member) and isinstance(member.get("$ref"), str):
                    target = self._refs.deref(member, join(place, "allOf", index))
                    if target is not None and target[1] != place:
                        found[target[1]].append(place)
        return found
