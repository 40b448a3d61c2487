"""Values made from schemas: the same ones for the same source of chance.

| a schema with | gives |
|---|---|
| `const`, `enum` | its value, one of its values |
| `example`, `examples`, `default` | the first of them that is there; with `dynamic` none of them counts |
| `oneOf`, `anyOf` | its first variant that is not null; with `dynamic` any |
| properties | all of them, of objects far down only the required ones; none that does not travel this way |
| itself somewhere below | as little as is required |
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Resolved
from sdkwright.mock.nodes import is_map, mapping, sequence
from sdkwright.mock.patterns import matching
from sdkwright.mock.texts import made_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from sdkwright.mock.shapes import Shape, Shapes

_FULL: Final = 5
_DEEPEST: Final = 24
_MOST_VALUES: Final = 3_000
_LIMIT: Final = 10_000
_MOST_ITEMS: Final = 200
_NULL: Final = frozenset({"null"})
_ANY: Final = Resolved(True, "")


class Maker:
    """Makes values of one answer. `dynamic`: the document's examples do not count. `left_out` is the keyword of
    properties that do not travel: `writeOnly` for answers, `readOnly` for requests. `fits` tells whether a value of
    the document is one of a schema.
    """

    def __init__(
        self,
        shapes: Shapes,
        random: Random,
        fits: Callable[[Resolved, Any], bool],
        *,
        dynamic: bool = False,
        left_out: str = "writeOnly",
    ) -> None:
        self._shapes = shapes
        self._fits = fits
        self._random = random
        self._dynamic = dynamic
        self._left_out = left_out
        self._values = 0
        self._within: list[str] = []

    def value(self, schema: Resolved, name: str = "", depth: int = 0) -> Any:
        """A value of a schema; null where it has none, or none that is small enough."""
        self._values += 1
        target = self._shapes.target(schema)
        found = self._told(schema, target)
        if found is not None:
            return found[0]
        if depth > _DEEPEST or self._values > _LIMIT:
            return None
        self._within.append(target.pointer)
        try:
            return self._of_shape(self._shapes.shape(schema, self._choose), name, depth)
        finally:
            self._within.pop()

    def variants(self, schema: Resolved, most: int) -> list[Any]:
        """A value of each variant of a union; one value of what is none."""
        target = self._shapes.target(schema)
        node = mapping(target.node)
        count = max((len(sequence(node.get(word))) for word in ("oneOf", "anyOf")), default=0)
        if count < 2:
            return [self.value(schema)]
        found: list[Any] = []
        for index in range(min(count, most)):

            def choose(_number: int, variants: list[Resolved], index: int = index) -> Resolved:
                return variants[min(index, len(variants) - 1)]

            shape = self._shapes.shape(schema, choose)
            if shape.types != _NULL:
                found.append(self._of_shape(shape, "", 0))
        return found or [self.value(schema)]

    def is_small(self, depth: int) -> bool:
        """Whether there is still room for what is not required."""
        return depth < _FULL and self._values < _MOST_VALUES

    def _told(self, schema: Resolved, target: Resolved) -> tuple[Any] | None:
        """The document's own value, that of the place that refers to a schema before the schema's; one that does not
        fit the schema is passed over.
        """
        if self._dynamic:
            return None
        for node in map(mapping, (schema.node, target.node)):
            told = [node["example"]] if "example" in node else []
            told += [
                *sequence(node.get("examples"))[:1],
                *([node["default"]] if node.get("default") is not None else []),
            ]
            for value in told:
                if self._fits(schema, value):
                    return (value,)
        return None

    def _choose(self, _number: int, variants: list[Resolved]) -> Resolved:
        """A variant that is not null, and that does not lead back to where it is used."""
        real = [each for each in variants if self._shapes.types(each) != _NULL] or variants
        ahead = [each for each in real if self._shapes.target(each).pointer not in self._within] or real
        return self._random.choice(ahead) if self._dynamic else ahead[0]

    def _of_shape(self, shape: Shape, name: str, depth: int) -> Any:
        if shape.enum:
            values = [each for each in shape.enum if each is not None] or shape.enum
            return self._random.choice(values) if self._dynamic else values[0]
        match shape.kind:
            case "object":
                return self._object(shape, depth)
            case "array":
                return self._array(shape, name, depth)
            case "string":
                return made_text(shape, self._random, name)
            case "integer":
                return number(shape, self._random, whole=True)
            case "number":
                return number(shape, self._random, whole=False)
            case "boolean":
                return self._random.random() < 0.5 if self._dynamic else True
            case _:
                return None

    def _object(self, shape: Shape, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, schemas in shape.properties.items():
            schema = schemas[-1] if len(schemas) == 1 else _all_of(schemas)
            if name in shape.tags and not self._is_fixed(schema):
                found[name] = shape.tags[name]
            elif self._travels(schemas) and (
                name in shape.required or (shape.allows(name) and self._is_wanted(schemas, depth))
            ):
                found[name] = self.value(schema, name, depth + 1)
        for name in shape.required:
            if name not in found and name not in shape.properties:
                found[name] = self.value((shape.additional or [_ANY])[0], name, depth + 1)
        self._fill(shape, found, depth)
        return found

    def _is_fixed(self, schema: Resolved) -> bool:
        """Whether a property takes certain values only: then its schema knows the tag better than a variant's name."""
        return bool(self._shapes.shape(schema, self._choose).enum)

    def _fill(self, shape: Shape, found: dict[str, Any], depth: int) -> None:
        """Other properties of a map, and as many as there have to be."""
        pattern = next(iter(shape.patterned), None)
        if shape.closed and pattern is None:
            return
        least = shape.facts.get("minProperties")
        count = max(0, least - len(found)) if isinstance(least, int) else 0
        if not shape.properties and (shape.additional or pattern is not None) and self.is_small(depth):
            count = max(count, 1)
        schema = shape.patterned[pattern] if pattern is not None else (shape.additional or [_ANY])[0]
        for index in range(min(count, _MOST_ITEMS)):
            key = self._key(shape, pattern, index)
            if key is not None:
                found.setdefault(key, self.value(schema, "", depth + 1))

    def _key(self, shape: Shape, pattern: str | None, index: int) -> str | None:
        """A name for an undeclared property; None where none is seen."""
        if pattern is not None:
            return matching(pattern, self._random)
        if shape.names is None:
            return f"key{index + 1}"
        names = self._shapes.shape(shape.names, self._choose)
        if names.enum:
            return str(names.enum[index % len(names.enum)])
        return made_text(names, self._random)

    def _travels(self, schemas: list[Resolved]) -> bool:
        return not any(
            node is False or mapping(node).get(self._left_out) is True
            for each in schemas
            for node in (each.node, self._shapes.target(each).node)
        )

    def _is_wanted(self, schemas: list[Resolved], depth: int) -> bool:
        """Whether an optional property is made: not far down, and not one that leads back."""
        return self.is_small(depth) and not any(
            pointer in self._within for each in schemas for pointer in self._reached(each)
        )

    def _reached(self, schema: Resolved) -> Iterator[str]:
        """The schema that a property refers to, itself or with its items."""
        target = self._shapes.target(schema)
        yield target.pointer
        items = mapping(target.node).get("items")
        if is_map(items):
            yield self._shapes.target(Resolved(items, f"{target.pointer}/items")).pointer

    def _array(self, shape: Shape, name: str, depth: int) -> list[Any]:
        found = [self.value(each, name, depth + 1) for each in shape.prefix]
        least, most = shape.facts.get("minItems"), shape.facts.get("maxItems")
        count = least if isinstance(least, int) else 0
        item = _ANY if not shape.items else shape.items[0] if len(shape.items) == 1 else _all_of(shape.items)
        if not shape.items and shape.contains is not None:
            item, count = shape.contains, max(count, 1)
        leads_back = self._shapes.target(item).pointer in self._within
        if not found and shape.items and self.is_small(depth) and not leads_back and item.node is not False:
            count = max(count, self._random.randint(1, 3) if self._dynamic else 1)
        if isinstance(most, int):
            count = min(count, most)
        missing = range(min(count, _MOST_ITEMS) - len(found))
        found.extend(self.value(item, name, depth + 1) for _ in missing)
        return self._unique(found, item, name, depth) if shape.facts.get("uniqueItems") is True else found

    def _unique(self, values: list[Any], item: Resolved, name: str, depth: int) -> list[Any]:
        """As many values that differ; examples do not count where they would be the same."""
        found: list[Any] = []
        for index, each in enumerate(values):
            value, dynamic = each, self._dynamic
            for _ in range(8):
                if value not in found:
                    found.append(value)
                    break
                self._dynamic = True
                value = self.value(item, f"{name}{index}", depth + 1)
                self._dynamic = dynamic
        return found


def _all_of(schemas: list[Resolved]) -> Resolved:
    return Resolved({"allOf": [each.node for each in schemas]}, "+".join(each.pointer for each in schemas))


def number(shape: Shape, random: Random, *, whole: bool) -> int | float:
    """A number between the bounds, where there are some."""
    low, high = _bounds(shape, whole=whole)
    if not (math.isfinite(low) and math.isfinite(high)):
        return 0
    step = shape.facts.get("multipleOf")
    if isinstance(step, (int, float)) and step > 0 and math.isfinite(high / step):
        least, most = math.ceil(low / step), math.floor(high / step)
        found = step * random.randint(least, max(least, most))
        return int(found) if whole else round(found, 10)
    if whole:
        least = math.ceil(low)
        return random.randint(least, max(least, math.floor(high)))
    value = round(random.uniform(low, high), 2) if low < high else low
    excluded = (shape.facts.get("exclusiveMinimum"), shape.facts.get("exclusiveMaximum"))
    return value if low <= value <= high and value not in excluded else (low + high) / 2


def _bounds(shape: Shape, *, whole: bool) -> tuple[float, float]:
    """The least and the most; what is open has a bound that makes for plain numbers."""
    gap = 1 if whole else 0
    lows = [(shape.facts.get("minimum"), 0), (shape.facts.get("exclusiveMinimum"), gap)]
    highs = [(shape.facts.get("maximum"), 0), (shape.facts.get("exclusiveMaximum"), gap)]
    low = max((each + more for each, more in lows if isinstance(each, (int, float))), default=None)
    high = min((each - less for each, less in highs if isinstance(each, (int, float))), default=None)
    if low is None:
        low = 1 if high is None or high > 1 else high - 100
    return low, low + 100 if high is None else max(low, min(high, low + 100))
