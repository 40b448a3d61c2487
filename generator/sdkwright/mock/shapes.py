"""What a schema comes down to once its references are followed and its `allOf` is merged, with one variant chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Refs, Resolved, join
from sdkwright.load.pointers import unescape
from sdkwright.mock.nodes import is_map, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    # Of the unions of one schema the how-manieth it is, and its variants: the chosen one.
    Chooser = Callable[[int, list[Resolved]], Resolved]

TYPES: Final = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})
MOST_PARTS: Final = 200
_UNIONS: Final = ("oneOf", "anyOf")
_OBJECT: Final = frozenset({"properties", "required", "additionalProperties", "patternProperties", "minProperties"})
_ARRAY: Final = frozenset({"items", "prefixItems", "minItems", "maxItems", "contains", "uniqueItems"})
_NUMBER: Final = frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"})
_STRING: Final = frozenset({"pattern", "minLength", "maxLength", "format", "contentEncoding", "contentMediaType"})
# Of two bounds the narrower one counts.
_NARROWER: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
}


@dataclass(slots=True)
class Shape:
    """`types` is None where any is allowed. `properties` by name: all schemas that a property has to fit. `additional`
    are the schemas of other properties, `closed` the names that each schema without others has, `patterned` the schemas
    of properties by the pattern of their names, `names` what all names fit. `facts` are the other keywords by name.
    """

    types: frozenset[str] | None = None
    properties: dict[str, list[Resolved]] = field(default_factory=dict[str, list[Resolved]])
    required: dict[str, None] = field(default_factory=dict[str, None])
    additional: list[Resolved] = field(default_factory=list[Resolved])
    closed: list[frozenset[str]] = field(default_factory=list[frozenset[str]])
    patterned: dict[str, Resolved] = field(default_factory=dict[str, Resolved])
    names: Resolved | None = None
    items: list[Resolved] = field(default_factory=list[Resolved])
    contains: Resolved | None = None
    prefix: list[Resolved] = field(default_factory=list[Resolved])
    enum: list[Any] | None = None
    patterns: list[str] = field(default_factory=list[str])
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    tags: dict[str, Any] = field(default_factory=dict[str, Any])

    def allows(self, name: str) -> bool:
        """Whether no schema forbids a property of that name."""
        return all(name in names for names in self.closed)

    @property
    def kind(self) -> str:
        """The type of the values to make; where any is allowed, the one that the keywords are about."""
        for each in ("object", "array", "string", "integer", "number", "boolean", "null"):
            if self.types is not None and each in self.types:
                return each
        if self.properties or self.required or self.additional or self.patterned:
            return "object"
        if self.items or self.prefix:
            return "array"
        return "number" if _NUMBER & self.facts.keys() else "string"


class Shapes:
    """Reads schemas of one document. `is_left_out` tells which properties do not travel the way of the values."""

    def __init__(self, refs: Refs) -> None:
        self._refs = refs
        self._kinds: dict[str, frozenset[str]] = {}

    def target(self, schema: Resolved) -> Resolved:
        """What a chain of references ends at, where nothing beside them counts; itself where there is none."""
        if is_map(schema.node) and "$ref" in schema.node:
            return self._refs.deref(schema.node, schema.pointer) or Resolved(True, schema.pointer)
        return schema

    def shape(self, schema: Resolved, choose: Chooser) -> Shape:
        found = Shape()
        _Merging(self._refs, found, choose).whole(schema)
        return found

    def variants(self, schema: Resolved) -> list[Resolved]:
        """The variants of a union; none of what is no union."""
        target = self.target(schema)
        for word in _UNIONS:
            parts = sequence(mapping(target.node).get(word))
            if parts:
                return [Resolved(part, join(target.pointer, word, index)) for index, part in enumerate(parts)]
        return []

    def types(self, schema: Resolved) -> frozenset[str]:
        """The types that values may have, those of every variant together; all where nothing is said."""
        found = self._kinds.get(schema.pointer)
        if found is None:
            found = self._kinds[schema.pointer] = self._types(schema, frozenset(), 0) or TYPES
        return found

    def _types(self, schema: Resolved, seen: frozenset[str], depth: int) -> frozenset[str]:
        target = self.target(schema)
        node = mapping(target.node)
        if target.pointer in seen or depth > MOST_PARTS:
            return frozenset()
        seen |= {target.pointer}
        own = declared_types(node)
        if own is not None:
            return own
        found = frozenset(type_of(each) for each in values_of(node) or ())
        for index, part in enumerate(sequence(node.get("allOf"))):
            types = self._types(Resolved(part, join(target.pointer, "allOf", index)), seen, depth + 1)
            found = (narrowed(found, types) or types) if found and types else found or types
        if found:
            return found
        for word in _UNIONS:
            for index, part in enumerate(sequence(node.get(word))):
                found |= self._types(Resolved(part, join(target.pointer, word, index)), seen, depth + 1)
        return found or implied_types(node)


class _Merging:
    """One schema into one shape."""

    def __init__(self, refs: Refs, into: Shape, choose: Chooser) -> None:
        self._refs = refs
        self._shape = into
        self._choose = choose
        self._unions = 0
        self._parts = 0
        self._seen: set[str] = set()
        self._open: list[tuple[Mapping[str, Any], list[Resolved]]] = []

    def whole(self, schema: Resolved) -> None:
        """What holds whatever variant is chosen comes first, so that variants are chosen that go with it."""
        self._add(schema)
        while self._open:
            node, variants = self._open.pop(0)
            self._unions += 1
            chosen = self._choose(self._unions - 1, [each for each in variants if self._can_be(each)] or variants)
            self._tag(node, chosen)
            self._add(chosen)

    def _add(self, schema: Resolved) -> None:
        self._parts += 1
        if self._parts > MOST_PARTS:
            return
        if not is_map(schema.node):
            return
        node, pointer = schema.node, schema.pointer
        if "$ref" in node and pointer not in self._seen:
            self._seen.add(pointer)
            target = self._refs.deref(node, pointer)
            if target is not None and target.pointer not in self._seen:
                self._seen.add(target.pointer)
                self._add(target)
        for index, part in enumerate(sequence(node.get("allOf"))):
            self._add(Resolved(part, join(pointer, "allOf", index)))
        self._keywords(node, pointer)
        for word in _UNIONS:
            parts = enumerate(sequence(node.get(word)))
            variants = [Resolved(part, join(pointer, word, index)) for index, part in parts]
            if variants:
                self._open.append((node, variants))

    def _can_be(self, variant: Resolved) -> bool:
        """Whether a variant goes with what is known of the values already."""
        node = mapping(variant.node)
        target = self._refs.deref(node, variant.pointer) if "$ref" in node else None
        node = mapping(target.node) if target is not None else node
        types, values = declared_types(node), values_of(node)
        if self._shape.types is not None and types is not None and not narrowed(self._shape.types, types):
            return False
        return values is None or self._shape.enum is None or any(each in self._shape.enum for each in values)

    def _keywords(self, node: Mapping[str, Any], pointer: str) -> None:
        shape = self._shape
        types = declared_types(node)
        if types is not None:
            shape.types = types if shape.types is None else narrowed(shape.types, types)
        values = values_of(node)
        if values is not None:
            both = values if shape.enum is None else [each for each in shape.enum if each in values]
            shape.enum = both or shape.enum
        for name, part in mapping(node.get("properties")).items():
            shape.properties.setdefault(name, []).append(Resolved(part, join(pointer, "properties", name)))
        shape.required.update(dict.fromkeys(each for each in sequence(node.get("required")) if isinstance(each, str)))
        additional = node.get("additionalProperties")
        if additional is False:
            shape.closed.append(frozenset(mapping(node.get("properties"))))
        elif additional is not None:
            shape.additional.append(Resolved(additional, join(pointer, "additionalProperties")))
        for pattern, part in mapping(node.get("patternProperties")).items():
            shape.patterned.setdefault(pattern, Resolved(part, join(pointer, "patternProperties", pattern)))
        if "propertyNames" in node:
            shape.names = Resolved(node["propertyNames"], join(pointer, "propertyNames"))
        if "items" in node:
            shape.items.append(Resolved(node["items"], join(pointer, "items")))
        if "contains" in node:
            shape.contains = Resolved(node["contains"], join(pointer, "contains"))
        shape.prefix = shape.prefix or [
            Resolved(part, join(pointer, "prefixItems", index))
            for index, part in enumerate(sequence(node.get("prefixItems")))
        ]
        if isinstance(node.get("pattern"), str):
            shape.patterns.append(node["pattern"])
        self._facts(node)

    def _facts(self, node: Mapping[str, Any]) -> None:
        for word in (_NUMBER | _STRING | _ARRAY | _OBJECT | {"maxProperties"}) & node.keys():
            value = node[word]
            narrower = _NARROWER.get(word)
            if narrower is None:
                self._shape.facts.setdefault(word, value)
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                self._shape.facts[word] = narrower(self._shape.facts.get(word, value), value)

    def _tag(self, union: Mapping[str, Any], chosen: Resolved) -> None:
        """The value of the property that tells the variants apart."""
        discriminator = mapping(union.get("discriminator"))
        name, ref = discriminator.get("propertyName"), mapping(chosen.node).get("$ref")
        if not isinstance(name, str) or not isinstance(ref, str):
            return
        mapped = (tag for tag, target in mapping(discriminator.get("mapping")).items() if leads_to(target, ref))
        self._shape.tags.setdefault(name, next(mapped, unescape(ref.rpartition("/")[2])))


def leads_to(target: object, ref: str) -> bool:
    """Whether an entry of `discriminator.mapping`, a reference or a name, is that reference."""
    return isinstance(target, str) and (target == ref or f"#/components/schemas/{target}" == ref)


def declared_types(node: Mapping[str, Any]) -> frozenset[str] | None:
    said = node.get("type")
    words = [said] if isinstance(said, str) else sequence(said)
    return frozenset(each for each in words if isinstance(each, str) and each in TYPES) or None


def narrowed(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The types that both allow; every integer is a number."""
    both = one & other
    return both | {"integer"} if {"integer"} & (one ^ other) and "number" in one | other else both


def values_of(node: Mapping[str, Any]) -> list[Any] | None:
    """`const` and `enum`; None where neither is there."""
    if "const" in node:
        return [node["const"]]
    return sequence(node["enum"]) if sequence(node.get("enum")) else None


def type_of(value: object) -> str:
    """The JSON type of a value."""
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def implied_types(node: Mapping[str, Any]) -> frozenset[str]:
    """The type that keywords are about, where none is declared."""
    for words, name in ((_OBJECT, "object"), (_ARRAY, "array"), (_NUMBER, "number"), (_STRING, "string")):
        if words & node.keys():
            return frozenset({name})
    return frozenset()
