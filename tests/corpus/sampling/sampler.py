"""Values of a schema: the least that is valid, and one with everything in it."""

from __future__ import annotations

from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from tests.corpus.sampling.shape import ANNOTATIONS, Shape, shape_of
from tests.corpus.sampling.strings import matching, strings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.sampling.checker import Checker
    from tests.corpus.spec import Spec

# least: required properties. most: all properties. null: all, and null wherever it is allowed.
Mode: TypeAlias = Literal["least", "most", "null"]
_ATTEMPTS = 24
_NESTED = 4
_DEEPEST = 14
# Down to where, and up to how many variants of a union of items a list holds.
_VARIED = 2
_VARIANTS = 8
_ORDER = ("object", "array", "string", "boolean", "integer", "number", "null")


class NoSampleError(Exception):
    """No valid value was found; the message says of what."""


class Sampler:
    """`plain`: strings of letters only, for places such as header fields where others cannot travel."""

    def __init__(self, spec: Spec, checker: Checker, *, plain: bool = False) -> None:
        self._spec = spec
        self._checker = checker
        self._plain = plain
        self._kept: dict[tuple[str, Mode, int, int], Any] = {}
        #: Which variant unions begin with: another one gives other values of the same schema.
        self.turn = 0

    def sample(self, schema: Any, mode: Mode, examples: tuple[Any, ...] = (), *, number: int = 0) -> Any:
        """A valid value; with `most`, the first example of the document that is valid. Raises NoSampleError."""
        if mode == "most":
            for each in examples:
                if self._checker.fits(each, schema, strict=True):
                    return each
        return self._make(schema, mode, 0, number)

    def variants(self, schema: Any) -> list[Any]:
        """A value of each variant of the unions at the top of `schema`; one value where there are none."""
        found: list[Any] = []
        for value in self._candidates(schema, "most", 0, 0):
            if self._checker.fits(value, schema) and value not in found:
                found.append(value)
        return found or [self.sample(schema, "most")]

    def _make(self, schema: Any, mode: Mode, depth: int, number: int) -> Any:
        reference = schema.get("$ref") if isinstance(schema, dict) and len(schema) == 1 else None
        key = (str(reference), mode, max(2, depth), self.turn) if reference and number == 0 else None
        if key is not None and key in self._kept:
            return self._kept[key]
        value = self._search(schema, mode, depth, number)
        if key is not None:
            self._kept[key] = value
        return value

    def _search(self, schema: Any, mode: Mode, depth: int, number: int) -> Any:
        passable: list[Any] = []
        # Where properties exclude each other, everything is too much.
        for each in dict.fromkeys((mode, "least")):
            for value in self._candidates(schema, each, depth, number):
                if self._checker.fits(value, schema, strict=True):
                    return value
                if not passable and self._checker.fits(value, schema):
                    passable.append(value)
        if passable:
            return passable[0]
        raise NoSampleError(f"no valid value of {str(schema)[:200]}")

    def _candidates(self, schema: Any, mode: Mode, depth: int, number: int) -> Iterator[Any]:
        """Values for each choice of variants; not all are valid."""
        if mode == "null" and depth and self._says_null(schema) and self._checker.fits(None, schema):
            yield None
        total, attempt = 1, 0
        while attempt < min(total, _ATTEMPTS):
            shape = shape_of(self._spec, schema, _chooser(attempt + self.turn + number))
            total = max(total, prod(shape.unions))
            attempt += 1
            if shape.impossible:
                continue
            try:
                yield from islice(self._values(shape, mode, depth, number), 12)
            except NoSampleError:
                continue
        yield from shape_of(self._spec, schema, _chooser(0)).examples

    def _says_null(self, schema: Any, depth: int = 0) -> bool:
        """Whether null is named, and not only allowed by a schema without a type."""
        node = self._spec.deref(schema)
        if node.get("type") == "null" or "null" in (node.get("type") or ()) or None in (node.get("enum") or ()):
            return True
        nested = (each for word in ("allOf", "anyOf", "oneOf") for each in node.get(word) or ())
        return depth < 20 and any(self._says_null(each, depth + 1) for each in nested)

    def _values(self, shape: Shape, mode: Mode, depth: int, number: int) -> Iterator[Any]:
        if depth > _DEEPEST:
            raise NoSampleError("endless")
        if shape.enum is not None:
            allowed = [each for each in shape.enum if each is not None] or shape.enum
            yield from allowed[number % len(allowed) :]
            return
        kinds = shape.types if shape.types is not None else {_guess(shape)}
        for kind in sorted(kinds, key=_ORDER.index):
            if kind == "null" and len(kinds) > 1:
                continue
            yield from self._of_kind(kind, shape, mode, depth, number)

    def _of_kind(self, kind: str, shape: Shape, mode: Mode, depth: int, number: int) -> Iterator[Any]:
        match kind:
            case "object":
                yield self._object(shape, mode, depth)
            case "array":
                yield self._array(shape, mode, depth)
            case "string":
                yield from strings(shape.facts, shape.patterns, number, plain=self._plain)
            case "boolean":
                yield number % 2 == 0
                yield number % 2 != 0
            case "null":
                yield None
            case _:
                yield from _numbers(shape, number, whole=kind == "integer")

    def _object(self, shape: Shape, mode: Mode, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, schemas in shape.properties.items():
            schema = schemas[0] if len(schemas) == 1 else {"allOf": schemas}
            needed = name in shape.required
            if self._is_omitted(schemas) or (not needed and self._is_left_out(mode, depth)):
                continue
            try:
                found[name] = self._make(schema, mode, depth + 1, 0)
            except NoSampleError:
                if needed:
                    raise
        free = [each for each in shape.additional if each is not False]
        for name in shape.required:
            if name not in found and name not in shape.properties:
                found[name] = self._make(free[0] if free else True, mode, depth + 1, 0)
        if any(each is False for each in shape.additional) and not shape.patterned:
            return found
        wanted = max(int(shape.facts.get("minProperties", 0)), len(found))
        open_ = bool(free or shape.patterned) and not self._is_left_out(mode, depth) and not shape.properties
        for number in range(wanted - len(found) if not open_ else max(1, wanted - len(found))):
            pattern = next(iter(shape.patterned), None)
            key = self._key(shape, pattern, number)
            inner = shape.patterned[pattern] if pattern else free[0] if free else True
            found.setdefault(key, self._make(inner, mode, depth + 1, number))
        return found

    def _is_omitted(self, schemas: list[Any]) -> bool:
        """Whether a property does not travel: declared again with annotations only, it is still what it was."""
        telling = [each for each in schemas if not isinstance(each, dict) or each.keys() - ANNOTATIONS]
        return bool(telling) and all(self._checker.omits(each) for each in telling)

    def _key(self, shape: Shape, pattern: str | None, number: int) -> str:
        names = shape.facts.get("propertyNames")
        if isinstance(names, dict):
            made = self._make({"type": "string", "allOf": [names]}, "least", 1, number)
            return str(made)
        return (matching(pattern) if pattern else None) or f"key{number or ''}"

    def _array(self, shape: Shape, mode: Mode, depth: int) -> list[Any]:
        found = [self._make(each, mode, depth + 1, 0) for each in shape.prefix]
        item: Any = True
        if shape.items:
            item = shape.items[0] if len(shape.items) == 1 else {"allOf": shape.items}
        if isinstance(shape.facts.get("contains"), dict) and not shape.items:
            item = shape.facts["contains"]
        count = int(shape.facts.get("minItems", 0))
        if not self._is_left_out(mode, depth) and item is not False:
            variants = shape_of(self._spec, item, _chooser(0)).unions[:1] if depth <= _VARIED else []
            count = max(count, 2 if depth == 0 else 1, *(min(each, _VARIANTS) for each in variants))
        count = min(count, int(shape.facts.get("maxItems", count)))
        for number in range(len(found), count):
            try:
                found.append(self._make(item, mode, depth + 1, number))
            except NoSampleError:
                if number < int(shape.facts.get("minItems", 0)):
                    raise
                break
        if shape.facts.get("uniqueItems") and len(found) > 1:
            found = [each for index, each in enumerate(found) if each not in found[:index]]
        return found

    def _is_left_out(self, mode: Mode, depth: int) -> bool:
        return mode == "least" or depth > _NESTED


def _chooser(attempt: int) -> Any:
    """The variants of attempt `attempt`, counted as digits of a number."""
    digits: dict[int, int] = {}
    left = attempt

    def choose(number: int, count: int) -> int:
        nonlocal left
        if number not in digits:
            digits[number] = left % count
            left //= count
        return digits[number]

    return choose


def _guess(shape: Shape) -> str:
    """The type of a schema that names none."""
    if shape.properties or shape.required or shape.additional or shape.patterned:
        return "object"
    if shape.items or shape.prefix:
        return "array"
    if {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} & shape.facts.keys():
        return "number"
    return "string"


def _numbers(shape: Shape, number: int, *, whole: bool) -> Iterator[int | float]:
    """Candidates: the whole ones come first, since they are valid where others are."""
    facts = shape.facts
    step = facts.get("multipleOf")
    low = facts.get("minimum", facts.get("exclusiveMinimum"))
    high = facts.get("maximum", facts.get("exclusiveMaximum"))
    if low is None and high is None and step is None:
        yield number + 7 if whole else number + 1.5
        return
    start = low if low is not None else min(high, 7) if high is not None else 7
    if step:
        lowest = -(-start // step) * step
        yield from (lowest + step * offset for offset in (number + 1, number, 0))
    if whole:
        start = int(-(-start // 1))
        yield from (start + offset for offset in (number + 1, number, 0, -1))
        return
    if high is not None and low is not None:
        yield low + (high - low) * (0.5 + 0.1 * number)
    yield from (start + number + 0.5, start + 1, start, start - 1)
