"""What the keywords of one schema say of its kind: which types, null or not, which fixed values.

Documents leave `type` out, write it in several ways, and contradict it; what is meant is read here (JSON Schema
2020-12, Validation, 6).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

from sdkwright.api import JsonScalar, ListOf, LiteralOf, MapOf, Nullable, Scalar, TypeRef, UnionOf, Unknown
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

SCALARS: frozenset[str] = frozenset({"string", "integer", "number", "boolean"})
UNIONS = ("oneOf", "anyOf")
# What a merged part of a schema carries: where it stands in the document. No document can hold a value of this class.
ORIGIN = "x-sdkwright-origin"

# Keywords that only values of one type can have; the first that a schema without `type` has tells its type.
TELLING: Mapping[str, str] = {
    **dict.fromkeys(("properties", "additionalProperties", "patternProperties", "required"), "object"),
    **dict.fromkeys(("propertyNames", "minProperties", "maxProperties", "dependentRequired"), "object"),
    **dict.fromkeys(("dependentSchemas", "unevaluatedProperties"), "object"),
    **dict.fromkeys(("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"), "array"),
    **dict.fromkeys(("pattern", "minLength", "maxLength"), "string"),
    **dict.fromkeys(("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), "number"),
}
# Formats that tell the type of a schema without one (OpenAPI Format Registry); all others are of text.
FORMATS: Mapping[str, str] = {"int32": "integer", "int64": "integer", "float": "number", "double": "number"}
# Words that are no types of JSON Schema, and what those who write them mean.
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("int", "int32", "int64", "long", "short"), "integer"),
    **dict.fromkeys(("float", "double", "decimal"), "number"),
    **dict.fromkeys(("bool",), "boolean"),
    **dict.fromkeys(("str", "text", "date", "datetime", "date-time", "timestamp", "uuid", "uri", "url"), "string"),
    **dict.fromkeys(("dict", "map", "hash", "json"), "object"),
    **dict.fromkeys(("list", "set", "tuple"), "array"),
}
# Keywords that say nothing of which values there may be, and those that no annotation of Python expresses.
SAYING_NOTHING = frozenset(
    {
        "$comment", "default", "deprecated", "description", "example", "examples", "externalDocs", "readOnly",
        "summary", "title", "writeOnly", "xml", "nullable", "$anchor", "$id", "$schema", "$defs", "discriminator",
    }
)  # fmt: skip
ONLY_CONSTRAINING = SAYING_NOTHING | {
    "if", "then", "else", "not", "required", "dependentRequired", "dependentSchemas", "minProperties",
    "maxProperties", "propertyNames", "unevaluatedProperties", "unevaluatedItems",
}  # fmt: skip


class Origin(str):
    """The JSON pointer of a schema that was moved."""

    __slots__ = ()


def origin_of(schema: Mapping[str, object]) -> Origin | None:
    found = schema.get(ORIGIN)
    return found if isinstance(found, Origin) else None


def stamped(node: object, place: str) -> object:
    """A node that remembers where it stands."""
    if not is_mapping(node) or origin_of(node) or isinstance(node.get("$ref"), str):
        return node
    return {**node, ORIGIN: Origin(place)}


def says_nothing(schema: Mapping[str, object]) -> bool:
    """Whether a schema only describes."""
    return all(key in SAYING_NOTHING or key.startswith("x-") for key in schema)


def only_constrains(schema: Mapping[str, object]) -> bool:
    """Whether a schema narrows what others say and gives no type of its own: `required: [a]` as a member of a union."""
    if not schema or schema.get("nullable") is True:
        return False
    bounded = {
        key for key in schema if key == "properties" and not any(map(types_value, mapping(schema[key]).values()))
    }
    return all(key in ONLY_CONSTRAINING or key in bounded or key.startswith("x-") for key in schema)


def types_value(node: object) -> bool:
    """Whether the schema of a property, in a part that may only constrain, says of which type it is."""
    return is_mapping(node) and not only_constrains(node) and bool(node)


def without_null(schema: Mapping[str, object]) -> tuple[Mapping[str, object], bool]:
    """The schema without the ways to say null (`type` list, a null member of a union, `enum`, `const`), and whether
    it had one. In YAML the word for null is easily written without quotes, and means null itself then.
    """
    if schema.get("nullable") is True:
        rest, _ = without_null({key: value for key, value in schema.items() if key != "nullable"})
        return rest, True
    kind = schema.get("type")
    if {"null", None} & set(types_in(kind)) and len(sequence(kind)) > 1:
        others = [word for word in sequence(kind) if word not in ("null", None)]
        rest, _ = without_null({**schema, "type": others[0] if len(others) == 1 else others})
        return rest, True
    for word in UNIONS:
        members = sequence(schema.get(word))
        others = [member for member in members if not is_null(member)]
        if members and others and len(others) < len(members):
            return {**schema, word: others}, True
    values = sequence(schema.get("enum"))
    if None in values and len(values) > 1:
        return {**schema, "enum": [value for value in values if value is not None]}, True
    return schema, False


def types_in(kind: object) -> list[str | None]:
    """The types of a list of them; None is null."""
    return [word for word in sequence(kind) if word is None or isinstance(word, str)]


def is_null(node: object) -> bool:
    """Whether null is the only value."""
    schema = mapping(node)
    if "const" in schema:
        return schema["const"] is None
    return schema.get("type") in ("null", ["null"]) or schema.get("enum") == [None]


def kinds_of(schema: Mapping[str, object]) -> list[object]:
    """The types that a schema names; without `type`, the one that its other keywords tell, if any."""
    kind = schema.get("type")
    if sequence(kind) or kind == []:
        return list(dict.fromkeys(word for word in sequence(kind) if isinstance(word, str)))
    if kind is not None:
        return [kind]
    for key, told in TELLING.items():
        if key in schema:
            return [told]
    words = text(schema.get("format"))
    return [FORMATS.get(words, "string")] if words else []


def values_of(schema: Mapping[str, object]) -> list[object] | None:
    """The fixed values of a schema, None where it has none. An empty `enum` is a slip: nothing would be valid."""
    if "const" in schema:
        return [schema["const"]]
    return sequence(schema.get("enum")) or None


def with_values_of_items(schema: Mapping[str, object]) -> Mapping[str, object]:
    """The schema of a list whose `enum` holds scalars: no list is one of them, and what is meant are its items."""
    values = sequence(schema.get("enum"))
    if schema.get("type") not in ("array", ["array"]) or not values or not are_plain(values):
        return schema
    items = mapping(schema.get("items"))
    rest = {key: value for key, value in schema.items() if key != "enum"}
    return rest if {"$ref", "enum", "const"} & items.keys() else {**rest, "items": {**items, "enum": values}}


def are_plain(values: list[object] | None) -> bool:
    """Whether fixed values are scalars, which say all there is to say, whatever union stands beside them."""
    return values is not None and not any(isinstance(each, list) or is_mapping(each) for each in values)


def literal(values: list[object], kinds: list[object]) -> tuple[TypeRef, bool]:
    """The type of a closed set of values, and whether all were of a type in `kinds`. What has no literal in Python
    (numbers with a fraction, lists, objects) widens to its type; values are read as the type that the schema states
    where they can be, for YAML turns `no` and `1` into something else than text.
    """
    read = [as_stated(value, kinds) for value in values]
    fits = all(a is b or (type(a) is type(b) and a == b) for a, b in zip(values, read, strict=True))
    scalars: dict[tuple[type, object], JsonScalar] = {}
    wide: dict[TypeRef, None] = {}
    for value in read:
        if isinstance(value, (str, int, bool)):
            scalars[type(value), value] = value
        elif value is not None:
            wide[widened(value)] = None
    if any(isinstance(each, Scalar) for each in wide):
        scalars = {key: value for key, value in scalars.items() if isinstance(value, (str, bool))}
    parts: list[TypeRef] = [*wide, *([LiteralOf(tuple(scalars.values()))] if scalars else [])]
    return (parts[0] if len(parts) == 1 else UnionOf(tuple(parts)) if parts else Unknown()), fits


def widened(value: object) -> TypeRef:
    if isinstance(value, float):
        return Scalar("number")
    return ListOf(Unknown()) if isinstance(value, list) else MapOf(Unknown()) if is_mapping(value) else Unknown()


def as_stated(value: object, kinds: list[object]) -> object:
    """A fixed value as the type that its schema states; itself where it cannot be that."""
    if len(kinds) != 1 or value is None:
        return value
    match kinds[0], value:
        case "string", bool():
            return "true" if value else "false"
        case "string", int() | float():
            return str(value)
        case "boolean", "true" | "false":
            return value == "true"
        case "integer" | "number", float() if value.is_integer():
            return int(value)
        case "integer" | "number", str():
            return as_number(value, cast("str", kinds[0]))
        case _:
            return value


def as_number(value: str, kind: str) -> object:
    try:
        return int(value)
    except ValueError:
        pass
    try:
        found = float(value)
    except ValueError:
        return value
    return found if kind == "number" and math.isfinite(found) else value


def is_any_or_null(ref: TypeRef) -> bool:
    """Whether null is one of the values of a type."""
    return isinstance(ref, Nullable) or ref == Unknown()
