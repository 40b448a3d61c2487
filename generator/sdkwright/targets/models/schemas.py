"""JSON Schema of an API's models, made of the intermediate form: it holds no keyword that is not written here, so that
nothing of a document becomes code but names that are settled, values that are fixed, and prose.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, TypeAlias, assert_never

from sdkwright.api import (
    Alias,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.docs import description_lines
from sdkwright.targets.models.constraints import constrained
from sdkwright.targets.models.kinds import JSON_KINDS, told_apart

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sdkwright.api import Docs, Property, TypeDef, TypeId, TypeRef
    from sdkwright.targets.models.names import Named

Schema: TypeAlias = "dict[str, Any]"

# Formats whose values have a class of their own, as in the SDK; all others stay what they are in JSON.
MOMENTS = frozenset({"date", "date-time"})


class SchemaWriter:
    """Writes the schemas of the types that have names; those that have none are written out where they are used.
    `by_kind`: for a reader that tells the variants of a union apart by their kind in JSON, and objects by their tag,
    which is then never left out.
    """

    def __init__(self, types: Mapping[TypeId, TypeDef], named: Named, *, by_kind: bool = False) -> None:
        self._types = types
        self._named = named
        self._by_kind = by_kind
        self._tagged = {each.id: each for each in types.values() if isinstance(each, Union) and self._tags(each)}
        self._tag_places = self._told_tags() if by_kind else frozenset[tuple[str, str]]()
        self._within: list[TypeId] = []

    def document(self) -> Schema:
        """One schema for each name, under `$defs`, in the order of the names."""
        found = {name: self._definition(self._types[type_id]) for type_id, name in self._named.types.items()}
        found |= {name: self.schema(ref) for name, ref in self._named.wholes.items()}
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$defs": {name: found[name] for name in sorted(found)},
        }

    def schema(self, ref: TypeRef) -> Schema:
        """The schema of a use of a type."""
        match ref:
            case Scalar(kind=kind, format=form):
                return {"type": kind, "format": form} if form in MOMENTS and kind == "string" else {"type": kind}
            case ListOf(item=item):
                return {"type": "array", "items": self.schema(item)}
            case MapOf(value=value):
                return free(self.schema(value))
            case Nullable(inner=inner):
                return nullable(self.schema(inner))
            case LiteralOf(values=values):
                return self._fixed(values)
            case UnionOf(variants=variants):
                return self._any_of(variants)
            case Unknown(is_object=is_object):
                return free({}) if is_object else {}
            case Reference(id=type_id):
                return self._referred(type_id)
            case _:
                assert_never(ref)

    def _referred(self, type_id: TypeId) -> Schema:
        if type_id in self._named.types:
            return {"$ref": f"#/$defs/{self._named.types[type_id]}"}
        definition = self._types.get(type_id)
        if definition is None or type_id in self._within:
            return {}
        self._within.append(type_id)
        found = self._definition(definition)
        self._within.pop()
        return found

    def _definition(self, definition: TypeDef) -> Schema:
        match definition:
            case Object():
                found = self._object(definition)
            case Enum(values=values):
                found = self._fixed(values)
            case Union():
                found = self._union(definition)
            case Alias(target=target, docs=docs):
                found = constrained(self.schema(target), docs.constraints)
            case _:
                assert_never(definition)
        return described(found, definition.docs)

    def _object(self, definition: Object) -> Schema:
        properties = {each.wire_name: self._property(each) for each in definition.properties}
        # What is only read is missing when it is sent, and the other way round.
        required = [
            each.wire_name
            for each in definition.properties
            if (each.required and not (each.read_only or each.write_only))
            or (definition.id, each.wire_name) in self._tag_places
        ]
        found: Schema = {"type": "object", "properties": properties}
        if required:
            found["required"] = required
        if definition.additional is not None:
            found["additionalProperties"] = self.schema(definition.additional) or True
        return found

    def _property(self, own: Property) -> Schema:
        return described(constrained(self.schema(own.type), own.docs.constraints), own.docs)

    def _fixed(self, values: Sequence[object]) -> Schema:
        return (
            {"type": "boolean"} if self._by_kind and all(isinstance(each, bool) for each in values) else fixed(values)
        )

    def _union(self, definition: Union) -> Schema:
        variants = [each.type for each in definition.variants]
        if definition.id in self._tagged:
            tags = self._tags(definition)
            ways = [*map(self.schema, variants), *([{"type": "null"}] if definition.is_nullable else ())]
            return {"anyOf": ways, "discriminator": {"propertyName": definition.tag, "mapping": tags}}
        found = self._any_of(variants)
        return nullable(found) if definition.is_nullable else found

    def _tags(self, definition: Union) -> dict[str, str]:
        """Tag → variant, where each variant says by a property of fixed values that it is meant; nothing otherwise."""
        found: dict[str, str] = {}
        if definition.tag is None:
            return found
        for variant in definition.variants:
            target = self._types.get(variant.type.id) if isinstance(variant.type, Reference) else None
            name = self._named.types.get(variant.type.id) if isinstance(variant.type, Reference) else None
            if not isinstance(target, Object) or name is None:
                return {}
            told = next((each for each in target.properties if each.wire_name == definition.tag), None)
            if told is None or not isinstance(told.type, LiteralOf):
                return {}
            if self._by_kind and len(told.type.values) > 1:
                return {}
            for tag in told.type.values:
                if not isinstance(tag, str) or tag in found:
                    return {}
                found[tag] = f"#/$defs/{name}"
        return found

    def _told_tags(self) -> frozenset[tuple[TypeId, str]]:
        """The properties that tell the variants of a union apart; a union whose variants have another tag in another
        union is tagged no more.
        """
        found = {each.id: frozenset(_tag_places(each)) for each in self._tagged.values()}
        every: frozenset[tuple[TypeId, str]] = frozenset[tuple[str, str]]().union(*found.values())
        tags = Counter(type_id for type_id, _ in every)
        self._tagged = {
            union_id: self._tagged[union_id]
            for union_id, places in found.items()
            if all(tags[type_id] == 1 for type_id, _ in places)
        }
        return frozenset[tuple[str, str]]().union(*(found[union_id] for union_id in self._tagged))

    def _any_of(self, variants: Sequence[TypeRef]) -> Schema:
        told = told_apart(variants, self._types, self._tagged) if self._by_kind else variants
        found = [self.schema(each) for each in told]
        return {"anyOf": found} if len(found) > 1 else found[0]


def _tag_places(union: Union) -> Iterator[tuple[TypeId, str]]:
    for variant in union.variants:
        if isinstance(variant.type, Reference) and union.tag is not None:
            yield variant.type.id, union.tag


def free(values: Schema) -> Schema:
    """An object with free keys. With `true` for any value a class without fields would be made of it."""
    return {"type": "object", "additionalProperties": values}


def nullable(schema: Schema) -> Schema:
    """The schema, or null; in one where it can be, as a constraint within `anyOf` would be given a name."""
    if not schema:
        return schema
    kind = schema.get("type")
    if not isinstance(kind, str):
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [kind, "null"], **({"enum": [*schema["enum"], None]} if "enum" in schema else {})}


def fixed(values: Sequence[object]) -> Schema:
    """One of these values; numbers that no literal type can name are any number."""
    if any(isinstance(each, float) for each in values):
        return {"type": "number"} if all(isinstance(each, (int, float)) for each in values) else {}
    kinds = {JSON_KINDS.get(type(each)) for each in values}
    kind = kinds.pop() if len(kinds) == 1 else None
    return {"type": kind, "enum": list(values)} if kind else {"enum": list(values)}


def described(schema: Schema, docs: Docs) -> Schema:
    """The schema with what the SDK says of it in its docstring."""
    lines = description_lines(docs, 4)
    return {**schema, "description": "\n".join(lines).strip()} if lines else schema
