"""Whether a value fits a type."""

from __future__ import annotations

import datetime
import math
import re
from typing import TYPE_CHECKING, assert_never

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

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Json, JsonScalar, Property, TypeDef, TypeId, TypeRef, Variant
    from sdkwright.name.table import Flavour

DATE = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?")

# Documents can be made so that a match tries each variant at each level.
MOST_STEPS = 50_000
DEEPEST = 64


class MisfitError(ValueError):
    """A value does not fit the type that it is meant for."""


def kept(definition: Object, flavour: Flavour) -> list[Property]:
    """The properties that travel in one direction, by wire name."""
    found = [each for each in definition.properties if not (each.read_only if flavour == "input" else each.write_only)]
    return sorted(found, key=lambda each: each.wire_name)


def is_json_equal(one: JsonScalar, other: Json) -> bool:
    """Equality of JSON scalars, where true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


class Fitter:
    """Checks one value against a type."""

    def __init__(self, types: Mapping[TypeId, TypeDef], flavour: Flavour) -> None:
        self._types = types
        self._flavour: Flavour = flavour
        self._steps = 0

    def fit(self, ref: TypeRef, value: Json, depth: int = 0) -> Json:
        """See `Samples.fitted`."""
        self._steps += 1
        if depth > DEEPEST or self._steps > MOST_STEPS:
            raise MisfitError("too deep or too ambiguous to be a sample")
        match ref:
            case Scalar():
                return fit_scalar(ref, value)
            case ListOf(item=item):
                return [self.fit(item, each, depth + 1) for each in as_list(value)]
            case MapOf(value=inner):
                return {fit_text(key): self.fit(inner, each, depth + 1) for key, each in as_object(value).items()}
            case Reference(id=type_id):
                return self._fit_definition(self._types.get(type_id), value, depth + 1)
            case Nullable(inner=inner):
                return None if value is None else self.fit(inner, value, depth + 1)
            case LiteralOf(values=values):
                return fit_literal(values, value)
            case UnionOf(variants=variants):
                return self._first(variants, value, depth)
            case Unknown():
                return self._any(value, depth)
            case _:
                assert_never(ref)

    def variant(self, union: Union, value: Json) -> Variant | None:
        """See `Samples.variant`."""
        candidates = self._candidates(union, value)
        found = self._best(tuple(each.type for each in candidates), value, 0)
        return None if found is None else candidates[found[0]]

    def _fit_definition(self, definition: TypeDef | None, value: Json, depth: int) -> Json:
        match definition:
            case Object():
                return self._fit_object(definition, as_object(value), depth)
            case Enum(values=values):
                return fit_literal(values, value)
            case Union():
                return self._first(tuple(each.type for each in self._candidates(definition, value)), value, depth)
            case Alias(target=target):
                return self.fit(target, value, depth)
            case None:
                return self._any(value, depth)
            case _:
                assert_never(definition)

    def _fit_object(self, definition: Object, value: dict[str, Json], depth: int) -> Json:
        found: dict[str, Json] = {}
        for each in kept(definition, self._flavour):
            if each.wire_name in value:
                found[each.wire_name] = self.fit(each.type, value[each.wire_name], depth)
            elif each.required:
                raise MisfitError(f"property {each.wire_name!r} is missing")
        return found

    def _candidates(self, union: Union, value: Json) -> tuple[Variant, ...]:
        """A tag decides where the value has one that the union knows."""
        tag = value.get(union.tag) if union.tag is not None and isinstance(value, dict) else None
        tagged = tuple(each for each in union.variants if tag in each.tags)
        return tagged or union.variants

    def _first(self, variants: tuple[TypeRef, ...], value: Json, depth: int) -> Json:
        found = self._best(variants, value, depth)
        if found is None:
            raise MisfitError("no variant of the union fits")
        return found[1]

    def _best(self, variants: tuple[TypeRef, ...], value: Json, depth: int) -> tuple[int, Json] | None:
        """The first variant that declares all of the value, else the first that fits; and the value fitted to it."""
        first: tuple[int, Json] | None = None
        for index, each in enumerate(variants):
            try:
                fitted = self.fit(each, value, depth + 1)
            except MisfitError:
                continue
            if fitted == value:
                return index, fitted
            first = first or (index, fitted)
        return first

    def _any(self, value: Json, depth: int) -> Json:
        match value:
            case list():
                return [self.fit(Unknown(), each, depth + 1) for each in value]
            case dict():
                return {fit_text(key): self.fit(Unknown(), each, depth + 1) for key, each in value.items()}
            case str():
                return fit_text(value)
            case float():
                return fit_number(value)
            case _:
                return value


def as_list(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise MisfitError("not an array")
    return value


def as_object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise MisfitError("not an object")
    return value


def fit_literal(values: tuple[JsonScalar, ...], value: Json) -> Json:
    if not any(is_json_equal(each, value) for each in values):
        raise MisfitError("not one of the values of the enum")
    return value


def fit_scalar(ref: Scalar, value: Json) -> Json:
    match ref.kind:
        case "boolean":
            if not isinstance(value, bool):
                raise MisfitError("not a boolean")
            return value
        case "string":
            return fit_moment(ref.format, fit_text(value))
        case "integer":
            number = fit_number(value)
            if not float(number).is_integer():
                raise MisfitError("not an integer")
            return int(number)
        case "number":
            return fit_number(value)


def fit_text(value: Json) -> str:
    """Text that UTF-8 can carry."""
    if not isinstance(value, str) or (not value.isascii() and any("\ud800" <= char <= "\udfff" for char in value)):
        raise MisfitError("not a string")
    return value


def fit_number(value: Json) -> int | float:
    """A number that survives being read as a double (RFC 8259, section 6)."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise MisfitError("not a number")
    try:
        exact = math.isfinite(value) and float(value) == value
    except OverflowError:
        exact = False
    if not exact:
        raise MisfitError("not a number that a double can hold")
    return value


def fit_moment(form: str | None, text: str) -> str:
    """Dates and times are parsed by the SDK (RFC 3339, section 5.6; an offset may be missing); other text is text."""
    pattern = {"date": DATE, "date-time": MOMENT}.get(form or "")
    if pattern is None:
        return text
    if pattern.fullmatch(text) is None:
        raise MisfitError(f"not a {form}")
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise MisfitError(f"not a {form}") from error
    return text
