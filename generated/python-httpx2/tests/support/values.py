"""Answers of the SDK as plain JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol, cast

from pydantic import BaseModel, TypeAdapter

MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_MOMENTS = TypeAdapter(datetime)


class Model(Protocol):
    """What the models of an SDK have beside those of pydantic."""

    def to_dict(self, *, mode: str) -> dict[str, object]: ...


def dump(value: object) -> object:
    """The JSON that a value came from, by the SDK's own way of dumping models."""
    if isinstance(value, BaseModel):
        return cast("Model", value).to_dict(mode="json")
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: dump(inner) for key, inner in cast("Mapping[str, object]", value).items()}
    if isinstance(value, (list, tuple)):
        return [dump(inner) for inner in cast("Iterable[object]", value)]
    return value


def undeclared(value: object) -> list[str]:
    """Where models hold something that their classes do not declare: a property whose wire name the SDK has wrong."""
    if isinstance(value, BaseModel):
        found = [f"{type(value).__name__}.{name}" for name in value.model_extra or ()]
        for name in type(value).model_fields:
            found += undeclared(getattr(value, name))
        return found
    if isinstance(value, Mapping):
        return undeclared(list(cast("Mapping[str, object]", value).values()))
    if isinstance(value, (list, tuple)):
        return [name for inner in cast("Iterable[object]", value) for name in undeclared(inner)]
    return []


def comparable(value: object) -> object:
    """The value with equal moments written alike: the same instant has several spellings (RFC 3339, section 5.6)."""
    if isinstance(value, str) and MOMENT.match(value):
        try:
            moment = _MOMENTS.validate_python(value)
        except ValueError:
            return value
        return moment.isoformat() if moment.tzinfo is None else f"{moment.timestamp():.6f}"
    if isinstance(value, dict):
        return {key: comparable(inner) for key, inner in cast("dict[str, object]", value).items()}
    if isinstance(value, list):
        return [comparable(inner) for inner in cast("list[object]", value)]
    return value
