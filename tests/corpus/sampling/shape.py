"""What a schema asks for in one place: `allOf` and `$ref` gathered, one variant chosen of each `oneOf` and `anyOf`, which
is null only where there is nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.corpus.spec import Spec

_LOWER = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
_HIGHER = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
_TAKEN = ("format", "multipleOf", "uniqueItems", "contains", "propertyNames", "contentEncoding")
_DEPTH = 40
_SELECTS = "x-selects"
ANNOTATIONS = frozenset({"title", "description", "default", "deprecated", "example", "examples", "externalDocs"})


@dataclass
class Shape:
    """`types` and `enum` are None where nothing limits them; `unions` counts variants of each union that was met."""

    types: set[str] | None = None
    enum: list[Any] | None = None
    properties: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    patterned: dict[str, Any] = field(default_factory=dict[str, Any])
    required: list[str] = field(default_factory=list[str])
    items: list[Any] = field(default_factory=list[Any])
    prefix: list[Any] = field(default_factory=list[Any])
    additional: list[Any] = field(default_factory=list[Any])
    patterns: list[str] = field(default_factory=list[str])
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    examples: list[Any] = field(default_factory=list[Any])
    unions: list[int] = field(default_factory=list[int])
    impossible: bool = False


def shape_of(spec: Spec, schema: Any, choose: Callable[[int, int], int]) -> Shape:
    """Gather `schema`; `choose(number of the union, how many variants)` gives the index of a variant."""
    shape = Shape()
    _gather(spec, schema, shape, choose, 0)
    return shape


def _gather(spec: Spec, schema: Any, shape: Shape, choose: Callable[[int, int], int], depth: int) -> None:
    if schema is False or depth > _DEPTH:
        shape.impossible = True
    if not isinstance(schema, dict) or depth > _DEPTH:
        return
    for word in ("$ref", "$dynamicRef"):
        if isinstance(schema.get(word), str):
            _gather(spec, spec.at(schema[word]), shape, choose, depth + 1)
            _selecting(spec, schema[word], shape)
    _own(schema, shape)
    for each in schema.get("allOf") or ():
        _gather(spec, each, shape, choose, depth + 1)
    for word in ("oneOf", "anyOf"):
        variants = [each for each in schema.get(word) or () if each != {"type": "null"}] or schema.get(word)
        if variants:
            number = len(shape.unions)
            shape.unions.append(len(variants))
            variant = variants[choose(number, len(variants)) % len(variants)]
            _gather(spec, variant, shape, choose, depth + 1)
            _tag(spec, schema, variant, shape)


def _own(schema: dict[str, Any], shape: Shape) -> None:
    kind = schema.get("type")
    if kind is not None:
        own = {kind} if isinstance(kind, str) else set(kind)
        own |= {"integer"} if "number" in own else set()
        shape.types = own if shape.types is None else shape.types & own
        shape.impossible = shape.impossible or not shape.types
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values is not None:
        shape.enum = values if shape.enum is None else [each for each in shape.enum if each in values]
        shape.impossible = shape.impossible or not shape.enum
    for name, inner in (schema.get("properties") or {}).items():
        shape.properties.setdefault(name, []).append(inner)
    shape.patterned |= schema.get("patternProperties") or {}
    shape.required += [name for name in schema.get("required") or () if name not in shape.required]
    shape.items += [schema["items"]] if "items" in schema else []
    shape.prefix = shape.prefix or schema.get("prefixItems") or []
    shape.additional += [schema["additionalProperties"]] if "additionalProperties" in schema else []
    shape.patterns += [schema["pattern"]] if isinstance(schema.get("pattern"), str) else []
    shape.examples += [schema["example"]] if "example" in schema else []
    shape.examples += schema["examples"] if isinstance(schema.get("examples"), list) else []
    shape.examples += [schema["default"]] if "default" in schema else []
    for words, better in ((_LOWER, min), (_HIGHER, max)):
        for word in words:
            if word in schema:
                shape.facts[word] = better(schema[word], shape.facts.get(word, schema[word]))
    for word in _TAKEN:
        if word in schema:
            shape.facts.setdefault(word, schema[word])


def _selecting(spec: Spec, reference: str, shape: Shape) -> None:
    """A component that is a variant of some union has the values of the discriminator that select it, wherever it
    stands.
    """
    for name, values in spec.tags.get(reference.partition("#")[2], {}).items():
        declared = shape.properties.get(name)
        if declared and shape_of(spec, {"allOf": declared}, lambda _number, _count: 0).enum is None:
            shape.properties[name] = [*declared, {"enum": values, _SELECTS: True}]


def _tag(spec: Spec, schema: dict[str, Any], variant: Any, shape: Shape) -> None:
    """The value of the discriminator that belongs to the chosen variant."""
    discriminator = schema.get("discriminator")
    name = discriminator.get("propertyName") if isinstance(discriminator, dict) else None
    reference = variant.get("$ref") if isinstance(variant, dict) else None
    if not isinstance(name, str) or not isinstance(reference, str):
        return
    stated = [each for each in shape.properties.get(name, []) if not isinstance(each, dict) or _SELECTS not in each]
    own = shape_of(spec, {"allOf": stated}, lambda _number, _count: 0)
    if own.enum is not None:
        return
    pointer = reference.partition("#")[2]
    mapping = discriminator.get("mapping") or {}
    tags = [tag for tag, target in mapping.items() if pointer.endswith(str(target).partition("#")[2] or f"/{target}")]
    tag = tags[0] if tags else pointer.rpartition("/")[2]
    shape.properties.setdefault(name, []).append({"const": tag})
    shape.required += [] if name in shape.required else [name]
