"""Validity, by jsonschema."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import cache
from ipaddress import IPv4Address, IPv6Address
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.corpus.spec.dialect import BASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.corpus.spec import Spec

Direction: TypeAlias = Literal["request", "response"]
_OMITTED = {"request": "readOnly", "response": "writeOnly"}


class Checker:
    """Holds values against schemas of one document. What a direction does not carry is not missed there."""

    def __init__(self, spec: Spec, direction: Direction) -> None:
        self.direction = direction
        self._spec = spec
        self._omitted = _OMITTED[direction]
        self._names = frozenset(_names_with(spec.root, self._omitted))
        registry: Registry[Any] = Registry().with_resource(BASE, DRAFT202012.create_resource(spec.root))
        rules = {"required": self._required, "pattern": _pattern, "patternProperties": _pattern_properties}
        strict = extend(Draft202012Validator, rules)
        lenient = extend(strict, {"oneOf": Draft202012Validator.VALIDATORS["anyOf"]})
        self._validators = tuple(each(True, registry=registry, format_checker=FORMATS) for each in (lenient, strict))

    def problem(self, value: Any, schema: Any, *, strict: bool = False) -> str | None:
        """The first fault; None for a valid value. Only `strict` holds `oneOf` to exactly one."""
        validator = self._validators[strict].evolve(schema=schema)
        for error in validator.iter_errors(value):
            place = "/".join(map(str, error.absolute_path))
            return f"{error.message[:300]}" + (f" at {place}" if place else "")
        return None

    def fits(self, value: Any, schema: Any, *, strict: bool = False) -> bool:
        try:
            return self.problem(value, schema, strict=strict) is None
        except RecursionError:
            return False

    def omits(self, schema: Any) -> bool:
        """Whether values of this property do not travel in this direction: one schema that says so is enough (JSON
        Schema, section 9.4).
        """
        node = self._spec.deref(schema)
        return node.get(self._omitted) is True or any(self.omits(each) for each in node.get("allOf") or ())

    def _required(self, validator: Any, required: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        if not isinstance(instance, dict):
            return
        for name in required:
            if name in instance:
                continue
            own = (schema.get("properties") or {}).get(name)
            omitted = name in self._names if own is None else self.omits(own)
            if not omitted:
                yield ValidationError(f"{name!r} is a required property")


def _names_with(node: Any, word: str) -> Iterator[str]:
    """Names of properties that the document marks with `word` anywhere."""
    stack = [node]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            properties = each.get("properties")
            if isinstance(properties, dict):
                yield from (name for name, inner in properties.items() if isinstance(inner, dict) and inner.get(word))
            stack += each.values()
        elif isinstance(each, list):
            stack += each


@cache
def expression(pattern: str) -> re.Pattern[str] | None:
    """An ECMA 262 pattern as one of Python; None for what Python cannot say."""
    text = re.sub(r"\(\?<([A-Za-z_]\w*)>", r"(?P<\1>", pattern)
    try:
        return re.compile(text)
    except re.error:
        return None


def _pattern(_validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    found = expression(pattern) if isinstance(instance, str) and isinstance(pattern, str) else None
    if found is not None and not found.search(instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _pattern_properties(validator: Any, patterns: Any, instance: Any, _schema: Any) -> Iterator[ValidationError]:
    for pattern, schema in patterns.items() if isinstance(instance, dict) else ():
        found = expression(pattern)
        for name, value in instance.items():
            if found is not None and found.search(name):
                yield from validator.descend(value, schema, path=name, schema_path=pattern)


def instant(text: str) -> datetime | None:
    """A date-time of RFC 3339."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _parses(parse: Callable[[str], Any]) -> Callable[[Any], bool]:
    def check(value: Any) -> bool:
        if not isinstance(value, str):
            return True
        try:
            return parse(value) is not None
        except ValueError:
            return False

    return check


FORMATS = FormatChecker(formats=())
FORMATS.checkers = {}
for _name, _parse in (
    ("date-time", instant),
    ("date", lambda text: date.fromisoformat(text) if len(text) == 10 else None),
    ("time", lambda text: time.fromisoformat(text)),
    ("uuid", UUID),
    ("ipv4", IPv4Address),
    ("ipv6", IPv6Address),
    ("email", lambda text: text if "@" in text else None),
    ("uri", lambda text: re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text)),
):
    FORMATS.checkers[_name] = (_parses(_parse), ())
