"""A thing that was just created: what a server fills in by itself, and little more.

| property | holds at first |
|---|---|
| its id | the next number, or a text of the schema's form with the beginning that examples have |
| a time | the clock of the mock, which goes on a second with each change |
| with a `default`, `const` or `enum` | that, the first of them |
| may be null | null |
| a list, a map | nothing |
| required | nothing that is known: false, the least number that is allowed, a made text |
| not required | it is left out |
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Resolved
from sdkwright.mock.making import number
from sdkwright.mock.nodes import mapping
from sdkwright.mock.patterns import matching
from sdkwright.mock.texts import START, made_text

if TYPE_CHECKING:
    from random import Random

    from sdkwright.mock.shapes import Shape, Shapes

_TIME: Final = re.compile(
    r"(^|_)(at|time|timestamp|date|created|updated|modified)$|[a-z](At|Time|Date|On)$|^(created|updated|modified)$"
)
_CHANGE: Final = re.compile(r"(?i)(updat|modif|chang)")
_BEGINNING: Final = re.compile(r"[A-Za-z]{1,12}[-_]")
_MOMENTS: Final = frozenset({"date-time", "date"})
_DEEPEST: Final = 6
_LENGTH: Final = 12


class Fresh:
    """Values of one change: `ticks` is the number of changes so far."""

    def __init__(self, shapes: Shapes, random: Random, ticks: int) -> None:
        self._shapes = shapes
        self._random = random
        self._now = START + timedelta(seconds=ticks)

    def thing(self, shape: Shape, given: Any, depth: int = 0) -> dict[str, Any]:
        """An object of a shape, with the properties that are given."""
        found: dict[str, Any] = {}
        for name, schemas in shape.properties.items():
            if name in given:
                found[name] = given[name]
                continue
            value = self._value(schemas[-1], name, required=name in shape.required, depth=depth)
            if value is not _NOTHING:
                found[name] = value
        for name in given:
            if name not in found and shape.allows(name) and (shape.additional or not shape.properties):
                found[name] = given[name]
        return found

    def changed(self, shape: Shape, body: dict[str, Any]) -> dict[str, Any]:
        """The thing with the times of its last change set."""
        times = {
            name: self._moment(self.shape(schemas[-1]))
            for name, schemas in shape.properties.items()
            if name in body and _CHANGE.search(name) and self._is_time(name, self.shape(schemas[-1]))
        }
        return {**body, **times}

    def id(self, schema: Resolved, count: int, examples: list[Any]) -> Any:
        """An id that none of `count` things before it has."""
        shape = self.shape(schema)
        if shape.kind in ("integer", "number"):
            least = shape.facts.get("minimum")
            return max(int(least) if isinstance(least, (int, float)) else 1, 1) + count
        most = shape.facts.get("maxLength")
        most = most if isinstance(most, int) and most > 0 else None
        for pattern in shape.patterns:
            # A long one, where the pattern allows it, is one that no other thing has.
            found = matching(pattern, self._random, min(_LENGTH, most or _LENGTH), most)
            if found is not None:
                return found
        if shape.patterns or shape.facts.get("format"):
            return made_text(shape, self._random, "id")
        text = next((each for each in examples if isinstance(each, str)), "")
        beginning = _BEGINNING.match(text)
        return f"{beginning[0] if beginning else ''}{self._random.getrandbits(64):016x}"[:most]

    def shape(self, schema: Resolved) -> Shape:
        """The first variant that is not null."""

        def choose(_number: int, variants: list[Resolved]) -> Resolved:
            return next((each for each in variants if self._shapes.types(each) != _NULL), variants[0])

        return self._shapes.shape(schema, choose)

    def _value(self, schema: Resolved, name: str, *, required: bool, depth: int) -> Any:
        node, shape = mapping(schema.node), self.shape(schema)
        default = node.get("default", mapping(self._shapes.target(schema).node).get("default", _NOTHING))
        is_time = self._is_time(name, shape)
        if node.get("writeOnly") is True:
            return _NOTHING
        if default is not _NOTHING and default is not None:
            return default
        if "null" in self._shapes.types(schema) and self._says_null(schema) and not (is_time and required):
            return None
        if is_time:
            return self._moment(shape)
        if not required and node.get("readOnly") is not True:
            return _NOTHING
        return self._required(shape, name, depth)

    def _required(self, shape: Shape, name: str, depth: int) -> Any:
        if shape.enum:
            return shape.enum[0]
        match shape.kind:
            case "object":
                return self.thing(shape, {}, depth + 1) if depth < _DEEPEST else {}
            case "array":
                least = shape.facts.get("minItems")
                item = shape.items[0] if shape.items else Resolved(True, "")
                count = least if isinstance(least, int) and depth < _DEEPEST else 0
                return [self._required(self.shape(item), name, depth + 1) for _ in range(min(count, 20))]
            case "boolean":
                return False
            case "integer" | "number":
                low = shape.facts.get("minimum", shape.facts.get("exclusiveMinimum"))
                free = low is None and "maximum" not in shape.facts and "exclusiveMaximum" not in shape.facts
                return 0 if free or low == 0 else number(shape, self._random, whole=shape.kind == "integer")
            case "null":
                return None
            case _:
                return made_text(shape, self._random, name)

    def _says_null(self, schema: Resolved) -> bool:
        """Whether a schema names null, and not only allows it by saying nothing."""
        node = mapping(self._shapes.target(schema).node)
        return bool(node.keys() & {"type", "enum", "anyOf", "oneOf", "allOf", "const"})

    def _is_time(self, name: str, shape: Shape) -> bool:
        said = shape.facts.get("format")
        if shape.kind == "string":
            return said in _MOMENTS or (said is None and not shape.patterns and _TIME.search(name) is not None)
        return shape.kind in ("integer", "number") and _TIME.search(name) is not None

    def _moment(self, shape: Shape) -> Any:
        now: datetime = self._now
        if shape.kind != "string":
            return int(now.timestamp())
        return now.strftime("%Y-%m-%d" if shape.facts.get("format") == "date" else "%Y-%m-%dT%H:%M:%SZ")


_NOTHING: Final[Any] = object()
_NULL: Final = frozenset({"null"})
