"""A field type for iterables that keep their items: pydantic's own `Iterable` is used up by the first reading."""

from __future__ import annotations

from collections import deque
from typing import Any, Iterable, Sequence, TypeVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import core_schema
from typing_extensions import Annotated, TypeAlias

from .._wire import is_iterable

_T = TypeVar("_T")


class _Eager:
    """Reads an iterable once, into a collection of the class that it came in or else into a list."""

    def __get_pydantic_core_schema__(self, source_type: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        items = core_schema.list_schema(handler.generate_schema((*source_type.__args__, Any)[0]))
        return core_schema.no_info_wrap_validator_function(
            _collected, items, serialization=core_schema.plain_serializer_function_ser_schema(list)
        )


def _collected(value: Any, validate: Any) -> Any:
    items = validate(list(value) if is_iterable(value) else value)
    return next((kind(items) for kind in _COLLECTIONS if isinstance(value, kind)), items)


_COLLECTIONS: Sequence[Any] = (tuple, set, frozenset, deque)

EagerIterable: TypeAlias = Annotated[Iterable[_T], _Eager()]
