"""Params of hand-written calls as what goes over the wire; models among them as the JSON that they stand for."""

from __future__ import annotations

from typing import Any, Iterator

import pydantic
from typing_extensions import TypeGuard

from .._transform import async_transform as _async_transform
from .._transform import transform as _transform


def maybe_transform(data: Any, expected_type: Any) -> Any:
    """`transform`, or None for None."""
    return None if data is None else transform(data, expected_type)


def transform(data: Any, expected_type: Any) -> Any:
    """Data with the keys and formats that a params type asks for; a model becomes a dict of what was set on it."""
    return _transform(_plain(data), expected_type)


async def async_maybe_transform(data: Any, expected_type: Any) -> Any:
    return None if data is None else await async_transform(data, expected_type)


async def async_transform(data: Any, expected_type: Any) -> Any:
    """`transform`; the content of files is read in a worker thread."""
    return await _async_transform(_plain(data), expected_type)


def is_iterator(data: object) -> TypeGuard[Iterator[object]]:
    return isinstance(data, Iterator)


def _plain(data: Any) -> Any:
    if isinstance(data, pydantic.BaseModel):
        return data.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return list(data) if is_iterator(data) else data
