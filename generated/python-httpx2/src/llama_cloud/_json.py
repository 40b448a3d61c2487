"""JSON text of request bodies."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from os import PathLike, fspath
from typing import Any, Iterable, List, Mapping, Tuple, cast
from uuid import UUID

import pydantic

from ._types import NotGiven, Omit
from ._wire import is_iterable


class _OmittedError(Exception):
    """An omitted value was met inside the body."""


def openapi_dumps(obj: Any) -> bytes:
    """Compact UTF-8 JSON of a request body.

    Takes models (by wire name, only what was set), mappings, sequences and other iterables, dates (RFC 3339), UUIDs,
    decimals (as text), enums and paths. Omitted values are left out at any depth. ValueError for NaN and infinities,
    which JSON does not have, and for a body nested too deeply; TypeError for anything else.
    """
    try:
        return _dumps(obj)
    except _OmittedError:
        return _dumps(drop_omitted(obj))


def drop_omitted(obj: Any) -> Any:
    """A copy of nested mappings and sequences without omitted values."""
    if isinstance(obj, Mapping):
        items = cast("Mapping[object, object]", obj).items()
        return {key: drop_omitted(value) for key, value in items if not isinstance(value, (Omit, NotGiven))}
    if isinstance(obj, (list, tuple)):
        values: Iterable[object] = cast("List[object] | Tuple[object, ...]", obj)
        return [drop_omitted(value) for value in values if not isinstance(value, (Omit, NotGiven))]
    return obj


def _dumps(obj: Any) -> bytes:
    try:
        text = json.dumps(obj, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_default)
        return text.encode()
    except UnicodeEncodeError:  # half of a surrogate pair: valid in JSON, as an escape only
        return json.dumps(obj, separators=(",", ":"), allow_nan=False, default=_default).encode()
    except RecursionError:
        raise ValueError("The request body is nested too deeply") from None


def _default(value: object) -> object:
    if isinstance(value, (Omit, NotGiven)):
        raise _OmittedError
    if isinstance(value, pydantic.BaseModel):
        return value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (UUID, Decimal)):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PathLike):
        return fspath(cast("PathLike[str]", value))
    if isinstance(value, Mapping):
        return dict(cast("Mapping[object, object]", value))
    if is_iterable(value) and not isinstance(value, (bytes, bytearray, memoryview)):
        return list(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")
