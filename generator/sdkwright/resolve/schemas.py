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
from sdkwright.resolve.defaults import with_fitting_default
from sdkwright.resolve.docs import docs_of, with_choices
from sdkwright.resolve.extensions import called, is_skipped
from sdkwright.resolve.family import BASE, Family
from sdkwright.resolve.inheritance import Lineage, lineage_of
from sdkwright.resolve.marks import is_marked
from sdkwright.resolve.nodes import component_name, is_mapping, mapping, sequence, text
from sdkwright.resolve.shapes import (
    MEANT,
    ORIGIN,
    SCALARS,
    are_plain,
    is_any_or_null,
    is_null,
    kinds_of,
    literal,
    origin_of,
    values_of,
    with_values_of_items,
    without_null,
)
from sdkwright.resolve.tags import Tags, find_tag, is_told
from sdkwright.resolve.undeclared import undeclared
from sdkwright.resolve.unions import joined, needs_no_name, union_members, union_word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics

# References that lead from one schema to the next with no object between them.
MOST_STEPS = 64


class SchemaResolver:
    """Turns schemas into types, once each; `types` fills as they are asked for.

    What is inside an object, and the tags of a union, wait in a queue until the type that was asked for stands: the
    objects of a document may refer to each other to any depth. `loose`: an object without properties is any object,
    not a map, unless it says that it is open.
    """

    def __init__(
        self,
        document: Document,
        refs: Refs,
        sink: Diagnostics,
        *,
        named: frozenset[TypeId],
        sort: bool,
        infer_tags: bool = True,
        loose: bool = False,
    ) -> None:
        self.types: dict[TypeId, TypeDef] = {}
        self.lineages: dict[TypeId, Lineage] = {}
        self._document = document
        self._refs = refs
        self._sink = sink
        self._named = named
        self._sort = sort
        self._infer_tags = infer_tags
        self._loose = loose
        self._family = Family(document, refs)
        self._under_way: set[TypeId] = set()
        self._nullable: set[TypeId] = set()
        self._path: list[TypeId] = []
        self._recursive: set[TypeId] = set()
        self._objects: deque[tuple[TypeId, Mapping[str, object]]] = deque()
        self._unions: dict[TypeId, tuple[Mapping[str, object], tuple[Variant, ...]]] = {}

    def type_at(self, pointer: str) -> TypeRef:
        """The type of the schema at `pointer`."""
        return self.type_of(self._refs.at(pointer), pointer)

    def type_of(self, node: object, pointer: str) -> TypeRef:
        """The type of a schema; all that it refers to is defined when this returns."""
        found = self._entered(node, pointer)
        while self._objects:
            self._define(*self._objects.popleft())
        self._tag_unions()
        return found

    def _tag_unions(self) -> None:
        for place, (schema, variants) in self._unions.items():
            self.types[place] = Union(place, self._hint(schema, place), docs_of(schema), variants)
        for place, (schema, untold) in self._unions.items():
            tag, values = None, Tags()
            if self._infer_tags or is_told(schema):
                tag, values = find_tag(schema, [each.type for each in untold], self.types)
            variants = tuple(each._replace(tags=values.get(each.type, ())) for each in untold)
            self.types[place] = Union(place, self._hint(schema, place), docs_of(schema), variants, tag)
        self._under_way.difference_update(self._unions)
        self._unions.clear()

    def _entered(self, node: object, pointer: str) -> TypeRef:
        """The type of a schema that others may refer to: one that leads back to itself becomes a definition."""
        self._path.append(pointer)
        found = self._type(node, pointer)
        self._path.pop()
        if pointer not in self._recursive:
            return found
        self._recursive.discard(pointer)
        inner = found.inner if isinstance(found, Nullable) else found
        if inner == Reference(pointer) and (pointer in self.types or pointer in self._under_way):
            return found
        if inner == Reference(pointer):
            at = self._document.place(pointer)
            self._sink.add("SW203", "a schema leads back to itself, and to nothing on the way", at=at)
            inner = Unknown()
        schema = mapping(node)
        self.types[pointer] = Alias(pointer, self._hint(schema, pointer), docs_of(schema), inner)
        if isinstance(found, Nullable):
            self._nullable.add(pointer)
            return Nullable(Reference(pointer))
        return Reference(pointer)

    def _type(self, node: object, pointer: str) -> TypeRef:
        schema = mapping(node)
        if not is_mapping(node) or schema.get("x-stainless-any") is True:
            return Unknown()
        origin = origin_of(schema)
        if origin is not None:
            pointer, schema = origin, {key: value for key, value in schema.items() if key != ORIGIN}
        if isinstance(schema.get("$ref"), str):
            return self._referred(schema, pointer)
        bare, nullable = without_null(schema)
        inner = self._defined(bare, pointer) if pointer in self._named else self._bare(bare, pointer)
        return Nullable(inner) if nullable and not is_any_or_null(inner) else inner

    def _referred(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        target = self._refs.deref(schema, pointer)
        if target is None:
            return Unknown()
        node, place = target
        nullable = schema.get("nullable") is True
        if place in self.types or place in self._under_way or place in self._path:
            known: TypeRef = Reference(place)
            if place not in self.types and place not in self._under_way:
                self._recursive.add(place)
            nullable = nullable or without_null(mapping(node))[1] or place in self._nullable
        elif len(self._path) >= MOST_STEPS:
            message = f"more than {MOST_STEPS} references lead from schema to schema, and to no object"
            self._sink.add("SW203", message, at=self._document.place(pointer))
            return Unknown()
        else:
            known = self._entered(node, place)
        return Nullable(known) if nullable and not is_any_or_null(known) else known

    def _defined(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """A schema that the config names: it gets a definition whatever it is."""
        if pointer in self.types or pointer in self._under_way:
            return Reference(pointer)
        found = self._bare(schema, pointer)
        if found != Reference(pointer):
            if isinstance(found, Nullable):
                self._nullable.add(pointer)
                found = found.inner
            self._name(schema, pointer, found)
            return Nullable(Reference(pointer)) if pointer in self._nullable else Reference(pointer)
        if pointer not in self.types and pointer not in self._under_way:
            self._recursive.discard(pointer)
            self._name(schema, pointer, Unknown())
        return Reference(pointer)

    def _name(self, schema: Mapping[str, object], pointer: str, found: TypeRef) -> None:
        hint, docs = self._hint(schema, pointer), docs_of(schema)
        if isinstance(found, LiteralOf):
            self.types[pointer] = Enum(pointer, hint, with_choices(docs, schema), found.values)
        else:
            self.types[pointer] = Alias(pointer, hint, docs, found)

    def _bare(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """The type of a schema that is neither a reference nor nullable any more."""
        if pointer in self.types or pointer in self._under_way:
            return Reference(pointer)
        if sequence(schema.get("allOf")):
            self.lineages[pointer] = lineage_of(schema, pointer, self._refs, self._named)
            schema = merge(schema, pointer, self._refs, self._document, self._sink)
            if isinstance(schema.get("$ref"), str) or without_null(schema)[1]:
                return self._merged_again(schema, pointer)
            if sequence(schema.get("allOf")):
                return self._bare(schema, pointer)
        schema = with_values_of_items(schema)
        word, values = union_word(schema), values_of(schema)
        if word is not None and not are_plain(values):
            return self._union(schema, word, pointer)
        if values is not None:
            return self._values(schema, values, pointer)
        return self._typed(schema, pointer)

    def _merged_again(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """A merged schema that is a reference or nullable; its place may be one that the config names already."""
        if isinstance(schema.get("$ref"), str):
            return self._referred(schema, pointer)
        bare, _ = without_null(schema)
        inner = self._bare(bare, pointer)
        return inner if is_any_or_null(inner) else Nullable(inner)

    # --- kinds -----------------------------------------------------------------------------------------------------

    def _typed(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        kinds = [word for word in kinds_of(schema) if word != "null"]
        if len(kinds) == 1:
            return self._of_kind(kinds[0], schema, pointer)
        # No definition may take the place of the whole.
        parts = [self._of_kind(word, schema, join(pointer, "type", word)) for word in kinds if isinstance(word, str)]
        return UnionOf(joined(parts)) if parts and Unknown() not in parts else Unknown()

    def _of_kind(self, kind: object, schema: Mapping[str, object], pointer: str) -> TypeRef:
        if isinstance(kind, str) and kind in SCALARS:
            return Scalar(cast("ScalarKind", kind), text(schema.get("format")))
        if kind == "array":
            return self._list(schema, pointer)
        if kind == "object":
            return self._object(schema, pointer)
        meant = MEANT.get(kind.lower()) if isinstance(kind, str) else None
        taken = f"; it is taken as {meant!r}" if meant else ""
        self._sink.add("SW201", f"unknown type {kind!r}{taken}", at=self._document.place(pointer))
        if kind == "file":
            return Scalar("string", "binary")
        return self._of_kind(meant, schema, pointer) if meant else Unknown()

    def _list(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        """Lists with items of different types by position are lists of any of them: what is read is kept as it is."""
        word = "prefixItems" if sequence(schema.get("prefixItems")) else "items"
        first = sequence(schema.get(word))
        if not first:
            return ListOf(self._type(schema.get("items"), join(pointer, "items")))
        parts = [self._type(node, join(pointer, word, index)) for index, node in enumerate(first)]
        rest = schema.get("items") if word == "prefixItems" else schema.get("additionalItems")
        if is_mapping(rest):
            parts.append(self._type(rest, join(pointer, "items" if word == "prefixItems" else "additionalItems")))
        return ListOf(self._any_of(parts))

    def _any_of(self, parts: list[TypeRef]) -> TypeRef:
        """One of several types, where no place in the document stands for their union."""
        if Unknown() in parts:
            return Unknown()
        plain = joined(each.inner if isinstance(each, Nullable) else each for each in parts)
        found = plain[0] if len(plain) == 1 else UnionOf(plain)
        return Nullable(found) if any(isinstance(each, Nullable) for each in parts) else found

    def _object(self, schema: Mapping[str, object], pointer: str) -> TypeRef:
        family = self._family.children(schema, pointer)
        if family:
            return self._parent(schema, pointer, family)
        if not any(node is not False for node in mapping(schema.get("properties")).values()):
            extra = self._extra(schema, pointer)
            if extra is not None:
                return MapOf(extra)
            is_open = schema.get("additionalProperties") is True
            is_empty = schema.get("x-stainless-empty-object") is True
            if not is_empty and self._loose and not is_open:
                return Unknown(is_object=True)
            if not is_empty and (is_open or pointer not in self._named):
                return MapOf(Unknown())
        self._under_way.add(pointer)
        self._objects.append((pointer, schema))
        return Reference(pointer)

    def _parent(self, schema: Mapping[str, object], pointer: str, family: list[TypeId]) -> TypeRef:
        """A schema that others inherit from and that has a discriminator: any of its children, or what it says
        itself.
        """
        self._under_way.add(pointer)
        base = join(pointer, BASE)
        self._under_way.add(base)
        name = f"{component_name(pointer) or text(schema.get('title')) or ''} Base".strip()
        self._objects.append((base, {**schema, "title": name}))
        children = [self._referred({"$ref": f"#{child}"}, pointer) for child in family]
        plain = joined(each.inner if isinstance(each, Nullable) else each for each in children)
        known = tuple(each for each in plain if not isinstance(each, Unknown) and each != Reference(pointer))
        self._unions[pointer] = (schema, tuple(map(Variant, (*known, Reference(base)))))
        return Reference(pointer)

    def _extra(self, schema: Mapping[str, object], pointer: str) -> TypeRef | None:
        """The type of properties that are not declared by name; None where nothing is said of it."""
        patterns = mapping(schema.get("patternProperties"))
        parts = [
            self._type(node, join(pointer, "patternProperties", name))
            for name, node in patterns.items()
            if node is not False
        ]
        extra = schema.get("additionalProperties")
        if is_mapping(extra):
            parts.append(self._type(extra, join(pointer, "additionalProperties")))
        elif extra is True and parts:
            return Unknown()
        return self._any_of(parts) if parts else None

    def _define(self, pointer: TypeId, schema: Mapping[str, object]) -> None:
        value = self._extra(schema, pointer)
        found = self._properties(schema, pointer, value)
        self._under_way.discard(pointer)
        self.types[pointer] = Object(pointer, self._hint(schema, pointer), docs_of(schema), found, value)

    def _properties(self, schema: Mapping[str, object], pointer: str, extra: TypeRef | None) -> tuple[Property, ...]:
        properties, required = mapping(schema.get("properties")), sequence(schema.get("required"))
        found = [
            self._property(wire_name, node, join(pointer, "properties", wire_name), wire_name in required)
            for wire_name, node in properties.items()
            if node is not False and not is_skipped(mapping(node))
        ]
        found += undeclared(schema, pointer, extra, self._document, self._sink)
        if self._sort:
            found.sort(key=lambda each: (not each.required, each.wire_name))
        return tuple(found)

    def _property(self, wire_name: str, node: object, place: str, required: bool) -> Property:
        schema = mapping(node)
        place = origin_of(schema) or place
        target = self._refs.deref(schema, place) if "$ref" in schema else None
        docs = docs_of(mapping(target[0]) if target else schema, outer=schema if "$ref" in schema else None)
        kind = self._type(node, place)
        docs = with_fitting_default(docs, kind, self._sink, lambda: self._document.place(join(place, "default")))
        return Property(
            wire_name=wire_name,
            type=kind,
            required=required or schema.get("required") is True,
            docs=with_choices(docs, mapping(target[0]) if target else schema),
            source=place,
            read_only=is_marked(schema, place, "readOnly", self._refs),
            write_only=is_marked(schema, place, "writeOnly", self._refs),
            called=called(schema),
        )

    # --- unions and closed sets ------------------------------------------------------------------------------------

    def _union(self, schema: Mapping[str, object], word: str, pointer: str) -> TypeRef:
        members, words, nullable = union_members(schema, word, pointer, self._refs, self._named)
        types = [self._type(node, place) for node, place in members]
        if not types or Unknown() in types:
            return Unknown()
        nullable = nullable or any(isinstance(each, Nullable) for each in types)
        inner = [each.inner if isinstance(each, Nullable) else each for each in types]
        named = dict(zip(reversed(inner), reversed(words), strict=True))
        plain = tuple(each for each in joined(inner) if each != Reference(pointer))
        found: TypeRef
        if len(plain) < 2:
            found = plain[0] if plain else Reference(pointer)
        elif pointer not in self._named and all(needs_no_name(each, self.types) for each in plain):
            found = UnionOf(plain, tuple(named.get(each, "") for each in plain))
        else:
            self._under_way.add(pointer)
            self._unions[pointer] = (schema, tuple(Variant(each, (), named.get(each)) for each in plain))
            found = Reference(pointer)
        if nullable:
            self._nullable.add(pointer)
        return Nullable(found) if nullable else found

    def _values(self, schema: Mapping[str, object], values: list[object], pointer: str) -> TypeRef:
        found, is_stated = literal(values, kinds_of(schema) if "type" in schema else [])
        if not is_stated:
            message = f"fixed values are not of type {schema['type']!r}"
            self._sink.add("SW204", message, at=self._document.place(pointer))
        if isinstance(found, Unknown) and not is_null(schema):
            return self._typed(schema, pointer)
        return found

    def _hint(self, schema: Mapping[str, object], pointer: str) -> str | None:
        return component_name(pointer) or text(schema.get("title"))
