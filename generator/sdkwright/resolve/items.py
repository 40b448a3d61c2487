"""What a stream's items are: the whole schema, the items of an array, or the data of server-sent events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import TypeRef, Unknown
from sdkwright.load import join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.api import ResponseKind
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

# The fields of a server-sent event (WHATWG HTML, 9.2.6), as OpenAPI 3.2 (4.14.4) makes an object of it.
EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})
# Words that may nest variants of an event.
VARIANTS = ("oneOf", "anyOf", "allOf")
MOST_VARIANTS = 8


class ItemReader:
    def __init__(self, finder: Finder, schemas: SchemaResolver) -> None:
        self._finder = finder
        self._schemas = schemas

    def type_of(self, schema: object, at: str, kind: ResponseKind, *, is_item: bool) -> TypeRef:
        """The type of an answer, or of one item of a stream. `is_item`: the schema is an `itemSchema`."""
        target = self._finder.follow(schema, at)
        if kind == "jsonl" and not is_item and target is not None and target[0].get("type") == "array":
            items = target[0].get("items")
            return self._schemas.type_of(items, join(target[1], "items"))
        if kind == "sse" and is_item and target is not None:
            data = list(self._data(*target, depth=0))
            if data:
                return self._of_data(data)
        return self._schemas.type_of(schema, at)

    def _data(self, schema: Mapping[str, object], at: str, *, depth: int) -> Iterator[tuple[object, str]]:
        """The schemas of `data` in an object that describes an event, and in its variants."""
        properties = mapping(schema.get("properties"))
        if "data" in properties and properties.keys() <= EVENT_FIELDS:
            yield properties["data"], join(at, "properties", "data")
        for word in VARIANTS if depth < MOST_VARIANTS else ():
            for index, member in enumerate(sequence(schema.get(word))):
                found = self._finder.follow(member, join(at, word, index))
                if found is not None:
                    yield from self._data(*found, depth=depth + 1)

    def _of_data(self, data: list[tuple[object, str]]) -> TypeRef:
        """One type, or the union of several; a variant that says more of `data` counts, not the plain text beside."""
        described = [each for each in map(self._described, *zip(*data, strict=True)) if each is not None]
        unique = {at: schema for schema, at in described}
        if not unique:
            return self._schemas.type_of(*data[0]) if len(data) == 1 else Unknown()
        if len(unique) == 1:
            [(at, schema)] = unique.items()
            return self._schemas.type_of(schema, at)
        return self._schemas.type_of({"anyOf": list(unique.values())}, data[0][1])

    def _described(self, node: object, at: str) -> tuple[object, str] | None:
        """The schema of what the text of `data` holds (`contentSchema`), or of data that is described as itself; None
        for plain text.
        """
        found = self._finder.follow(node, at)
        if found is None:
            return None
        schema = found[0]
        inner = schema.get("contentSchema")
        if is_mapping(inner):
            return inner, join(found[1], "contentSchema")
        return None if schema.get("type") == "string" or not schema else (node, at)
