"""From the texts of a query, a path, a header or a form to typed values, as a schema reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Resolved
from sdkwright.mock.nodes import is_list, is_map

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.mock.shapes import Shape, Shapes
    from sdkwright.mock.validators import Validators

_INTEGER: Final = re.compile(r"-?(0|[1-9][0-9]{0,300})")
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,300})(\.[0-9]{1,300})?([eE][+-]?[0-9]{1,3})?")
_NESTED: Final = re.compile(r"\[([^\[\]]*)\]|\.([^.\[\]]+)")
_MOST_NESTED: Final = 20
_TEXT: Final = frozenset({"string"})


class Coercion:
    """Reads texts by schemas. What does not read as a schema wants stays text, which the validator will refuse."""

    def __init__(self, shapes: Shapes, validators: Validators) -> None:
        self._shapes = shapes
        self._validators = validators

    def types(self, schema: Resolved) -> frozenset[str]:
        return self._shapes.types(schema)

    def scalar(self, text: str, schema: Resolved) -> Any:
        """A number, truth value or null where the schema takes one, and the text unless it takes that alone."""
        types = self._shapes.types(schema)
        if types == _TEXT:
            return text
        found = readings(text, types)
        if "string" in types or not found:
            found.append(text)
        return next((each for each in found if self._validators.is_valid(schema, each)), found[0])

    def items(self, texts: list[str], schema: Resolved) -> list[Any]:
        shape = self.shape(schema, "array")
        item = shape.items[0] if shape.items else Resolved(True, "")
        return [self.scalar(each, item) for each in texts]

    def members(self, fields: Mapping[str, Any], schema: Resolved) -> dict[str, Any]:
        """An object whose values are texts, lists of texts, or such objects."""
        shape = self.shape(schema, "object")
        return {name: self.value(each, self.member(shape, name)) for name, each in fields.items()}

    def member(self, shape: Shape, name: str) -> Resolved:
        """The schema of a property; of one that is not declared, that of any other."""
        return (shape.properties.get(name) or shape.additional or [Resolved(True, "")])[0]

    def value(self, given: Any, schema: Resolved) -> Any:
        """What a text, a list of texts or an object of them stands for."""
        types = self._shapes.types(schema)
        if is_map(given):
            fields: dict[str, Any] = given
            keys = list(fields)
            if "array" in types and "object" not in types and all(each.isdecimal() for each in keys):
                shape = self.shape(schema, "array")
                item = shape.items[0] if shape.items else Resolved(True, "")
                return [self.value(fields[each], item) for each in sorted(keys, key=int)]
            return self.members(fields, schema)
        if is_list(given):
            shape = self.shape(schema, "array")
            item = shape.items[0] if shape.items else Resolved(True, "")
            texts: list[Any] = given
            if "array" not in types and len(texts) == 1:
                return self.value(texts[0], schema)
            return [self.value(each, item) for each in texts]
        if "array" in types and not types & {"string", "integer", "number", "boolean"}:
            return self.items([str(given)], schema)
        return self.scalar(str(given), schema)

    def shape(self, schema: Resolved, wanted: str) -> Shape:
        """The shape of the first variant of that type."""

        def choose(_number: int, variants: list[Resolved]) -> Resolved:
            return next((each for each in variants if wanted in self._shapes.types(each)), variants[0])

        return self._shapes.shape(schema, choose)


def readings(text: str, types: frozenset[str]) -> list[Any]:
    """The values other than text that a text may stand for."""
    found: list[Any] = []
    if {"integer", "number"} & types and _INTEGER.fullmatch(text):
        found.append(int(text))
    elif "number" in types and _NUMBER.fullmatch(text):
        found.append(float(text))
    if "boolean" in types and text in ("true", "false"):
        found.append(text == "true")
    if "null" in types and text in ("", "null"):
        found.append(None)
    return found


def nested(pairs: list[tuple[str, Any]], name: str, *, dots: bool = False) -> Any:
    """What `name[a][b]=…`, `name[]=…` and `name[0]=…` say together: an object of texts and lists; None where no such
    pair is there. With `dots`, `name.a.b=…` counts as well.
    """
    found: dict[str, Any] = {}
    whole: list[Any] = []
    for key, value in pairs:
        if not key.startswith(name) or key == name:
            continue
        steps = steps_of(key[len(name) :], dots=dots)
        if not steps:
            continue
        if steps == [""]:
            whole.append(value)
            continue
        put(found, steps, value)
    return whole if whole and not found else found or None


def steps_of(rest: str, *, dots: bool) -> list[str]:
    """The keys of `[a][b]`; none where it is not written so, or too deep."""
    steps: list[str] = []
    at = 0
    while at < len(rest) and len(steps) <= _MOST_NESTED:
        match = _NESTED.match(rest, at)
        if match is None or (match[2] is not None and not dots):
            return []
        steps.append(match[1] if match[1] is not None else match[2])
        at = match.end()
    return steps if len(steps) <= _MOST_NESTED else []


def put(into: dict[str, Any], steps: list[str], value: Any) -> None:
    """Set what lies below the keys; several values of one key, and those below an empty key, are a list."""
    for place, step in enumerate(steps[:-1]):
        if steps[place + 1 :] == [""]:
            there = into.setdefault(step, [])
            if is_list(there):
                there.append(value)
            return
        inner = into.setdefault(step, {})
        if not is_map(inner):
            return
        into = inner
    last = steps[-1]
    if last not in into:
        into[last] = value
    elif isinstance(into[last], list):
        into[last].append(value)
    elif not isinstance(into[last], dict):
        into[last] = [into[last], value]
