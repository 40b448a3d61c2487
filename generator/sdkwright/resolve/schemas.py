"""What each schema means: nullability, merged `allOf`, unions and their tags, objects, maps, lists, scalars.

A schema that gives an object, a union, or a named enum becomes a definition with its pointer as id; everything else is
expressed in place. JSON Schema 2020-12 as OpenAPI 3.1 uses it; earlier versions were lifted to it by `load`.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, cast

from sdkwright.api import (
    Alias,
    Enum,
    Json,
    JsonScalar,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Property,
    Reference,
    Scalar,
    ScalarKind,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
    Variant,
)
from sdkwright.load import Document, Refs, join
from sdkwright.resolve.allof import merge
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.nodes import component_name, is_mapping, mapping, sequence, text
from sdkwright.resolve.tags import find_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics

SCALARS: frozenset[str] = frozenset({"string", "integer", "number", "boolean"})
# References that lead from one schema to the next with no object between them.
MOST_STEPS = 64


class SchemaResolver:
    """Turns schemas into types, once each; `types` fills as they are asked for.

    What is inside an object, and the tags of a union, wait in a queue until the type that was asked for stands: the
    objects of a document may refer to each other to any depth.
    """

    def __init__(
        self, document: Document, refs: Refs, sink: Diagnostics, *, named: frozenset[TypeId], sort: bool
    ) -> None:
        self.types: dict[TypeId, TypeDef] = {}
        self._document = document
        self._refs = refs
        self._sink = sink
        self._named = named
        self._sort = sort
        self._under_way: set[TypeId] = set()
        self._nullable: set[TypeId] = set()
        self._path: list[TypeId] = []
        self._objects: deque[tuple[TypeId, Mapping[str, object]]] = deque()
        self._unions: dict[TypeId, tuple[Mapping[str, object], tuple[TypeRef, ...]]] = {}

    def type_at(self, pointer: str) -> TypeRef:
        """The type of the schema at `pointer`."""
        return self.type_of(self._refs.at(pointer), pointer)

    def type_of(self, node: object, pointer: str) -> TypeRef:
        """The type of a schema; all that it refers to is defined when this returns."""
        found = self._type(node, pointer)
        while self._objects:
            self._define(*self._objects.popleft())
        for place, (schema, plain) in self._unions.items():
            tag, values = find_tag(schema, plain, self.types)
            variants = tuple(Variant(each, values.get(each, ())) for each in plain)
            self.types[place] = Union(place, self._hint(schema, place), docs_of(schema), variants, tag)
        self._under_way.difference_update(self._unions)
        self._unions.clear()
        return found

    def _type(self, node: object, pointer: str) -> TypeRef:
        if not is_mapping(node):
            return Unknown()
        schema = mapping(node)
        if isinstance(schema.get("$ref"), str):
            return self._referred(schema, pointer)
        bare, nullable = without_null(schema)
        inner = self._defined(bare, pointer) if pointer in self._named else self._bare(bare, pointer)
        return Nullable(inner) if nullable and not isinstance(inner, (Nullable, Unknown)) else inner

    def _referred(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        target = self._refs.deref(schema, pointer)
        if target is None:
            return Unknown()
        node, place = target
        nullable = schema.get("nullable") is True
        if place in self._path or len(self._path) >= MOST_STEPS:
            self._sink.add(
                "SW203",
                "a schema leads back to itself, and to no object on the way"
                if place in self._path
                else f"more than {MOST_STEPS} references lead from schema to schema, and to no object",
                at=self._document.place(pointer),
            )
            return Unknown()
        if place in self.types or place in self._under_way:
            known: TypeRef = Reference(place)
            nullable = nullable or without_null(mapping(node))[1] or place in self._nullable
        else:
            self._path.append(place)
            known = self._type(node, place)
            self._path.pop()
        return Nullable(known) if nullable and not isinstance(known, Nullable) else known

    def _defined(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """A schema that the config names: it gets a definition whatever it is."""
        if pointer in self.types or pointer in self._under_way:
            return Reference(pointer)
        found = self._bare(schema, pointer)
        if found != Reference(pointer):
            self.types[pointer] = Alias(pointer, self._hint(schema, pointer), docs_of(schema), found)
        return Reference(pointer)

    def _bare(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """The type of a schema that is neither a reference nor nullable any more."""
        if pointer in self.types or pointer in self._under_way:
            return Reference(pointer)
        if sequence(schema.get("allOf")):
            schema, pointer = self._merged(schema, pointer)
            if isinstance(schema.get("$ref"), str) or without_null(schema)[1]:
                return self._type(schema, pointer)
        for word in ("oneOf", "anyOf"):
            if sequence(schema.get(word)):
                found = self._union(schema, word, pointer)
                # Members such as `required: [a]` only constrain the object that stands beside them.
                return self._typed(schema, pointer) if isinstance(found, Unknown) and "properties" in schema else found
        if "const" in schema:
            return literal([schema["const"]])
        if sequence(schema.get("enum")):
            return self._enum(schema, pointer)
        return self._typed(schema, pointer)

    def _merged(self, schema: Mapping[str, object], pointer: str) -> tuple[Mapping[str, object], str]:
        return merge(schema, pointer, self._refs, self._document, self._sink), pointer

    def _typed(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        kind = schema.get("type")
        if sequence(kind):
            kinds = [word for word in sequence(kind) if isinstance(word, str)]
            parts = [self._typed({**schema, "type": word}, pointer) for word in kinds]
            return parts[0] if len(parts) == 1 else UnionOf(tuple(parts)) if parts else Unknown()
        if kind == "array" or (kind is None and "items" in schema):
            return ListOf(self._type(schema.get("items"), join(pointer, "items")))
        if kind == "object" or (kind is None and ("properties" in schema or "additionalProperties" in schema)):
            return self._object(schema, pointer)
        if isinstance(kind, str) and kind in SCALARS:
            return Scalar(cast("ScalarKind", kind), text(schema.get("format")))
        if kind is not None and kind != "null":
            self._sink.add("SW201", f"unknown type {kind!r}", at=self._document.place(pointer))
        return Unknown()

    def _object(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        extra = schema.get("additionalProperties")
        if not mapping(schema.get("properties")):
            if is_mapping(extra):
                return MapOf(self._type(extra, join(pointer, "additionalProperties")))
            if schema.get("x-stainless-empty-object") is not True and pointer not in self._named:
                return MapOf(Unknown())
        self._under_way.add(pointer)
        self._objects.append((pointer, schema))
        return Reference(pointer)

    def _define(self, pointer: TypeId, schema: Mapping[str, object]) -> None:
        extra = schema.get("additionalProperties")
        value = self._type(extra, join(pointer, "additionalProperties")) if is_mapping(extra) else None
        found = self._properties(mapping(schema.get("properties")), sequence(schema.get("required")), pointer)
        self._under_way.discard(pointer)
        self.types[pointer] = Object(pointer, self._hint(schema, pointer), docs_of(schema), found, value)

    def _properties(
        self, properties: Mapping[str, object], required: list[object], pointer: str
    ) -> tuple[Property, ...]:
        found: list[Property] = []
        for wire_name, node in properties.items():
            place = self._property_place(node, join(pointer, "properties", wire_name))
            schema = mapping(node)
            outer = schema if "$ref" in schema else None
            target = self._refs.deref(schema, place) if outer else None
            found.append(
                Property(
                    wire_name=wire_name,
                    type=self._type(node, place),
                    required=wire_name in required,
                    docs=docs_of(mapping(target[0]) if target else schema, outer=outer),
                    source=place,
                    read_only=schema.get("readOnly") is True,
                    write_only=schema.get("writeOnly") is True,
                )
            )
        if self._sort:
            found.sort(key=lambda each: (not each.required, each.wire_name))
        return tuple(found)

    def _property_place(self, node: object, pointer: str) -> str:
        """Where a property really stands: merged `allOf` members carry their own pointer."""
        origin = mapping(node).get("x-sdkwright-origin")
        return origin if isinstance(origin, str) else pointer

    def _union(self, schema: Mapping[str, object], word: str, pointer: str) -> TypeRef:
        members = sequence(schema.get(word))
        if len(members) == 1:
            return self._type(members[0], join(pointer, word, 0))
        types = [self._type(member, join(pointer, word, index)) for index, member in enumerate(members)]
        if any(isinstance(each, Unknown) for each in types):
            return Unknown()
        nullable = any(isinstance(each, Nullable) for each in types)
        plain = tuple(dict.fromkeys(each.inner if isinstance(each, Nullable) else each for each in types))
        found: TypeRef
        if len(plain) == 1:
            found = plain[0]
        elif pointer not in self._named and all(isinstance(each, (Scalar, LiteralOf)) for each in plain):
            found = UnionOf(plain)
        else:
            self._under_way.add(pointer)
            self._unions[pointer] = (schema, plain)
            found = Reference(pointer)
        if nullable:
            self._nullable.add(pointer)
        return Nullable(found) if nullable else found

    def _enum(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        found = literal(sequence(schema.get("enum")))
        if pointer in self._named and isinstance(found, LiteralOf):
            self.types[pointer] = Enum(pointer, self._hint(schema, pointer), docs_of(schema), found.values)
            return Reference(pointer)
        return found

    def _hint(self, schema: Mapping[str, object], pointer: str) -> str | None:
        return component_name(pointer) or text(schema.get("title"))


def without_null(schema: Mapping[str, object]) -> tuple[Mapping[str, object], bool]:
    """The schema without the ways to say null (`type` list, a null member of a union, `enum`, `const`), and whether
    it had one.
    """
    if schema.get("nullable") is True:
        rest, _ = without_null({key: value for key, value in schema.items() if key != "nullable"})
        return rest, True
    kind = schema.get("type")
    if "null" in sequence(kind) and len(sequence(kind)) > 1:
        others = [word for word in sequence(kind) if word != "null"]
        rest, _ = without_null({**schema, "type": others[0] if len(others) == 1 else others})
        return rest, True
    for word in ("oneOf", "anyOf"):
        members = sequence(schema.get(word))
        others = [member for member in members if mapping(member).get("type") != "null"]
        if members and others and len(others) < len(members):
            return {**schema, word: others}, True
    values = sequence(schema.get("enum"))
    if None in values and len(values) > 1:
        return {**schema, "enum": [value for value in values if value is not None]}, True
    return schema, False


def literal(values: list[object]) -> TypeRef:
    """A closed set of scalars; anything else in it makes the type unknown."""
    scalars = [value for value in values if isinstance(value, (str, int, bool))]
    if not scalars or len(scalars) < len(values):
        floats = all(isinstance(value, (int, float)) for value in values)
        return Scalar("number") if floats and values else Unknown()
    unique: dict[tuple[type, Json], JsonScalar] = {(type(value), value): value for value in scalars}
    return LiteralOf(tuple(unique.values()))
