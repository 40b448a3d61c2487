"""Values that are nearly those of a schema: each differs in one place from a valid one."""

from __future__ import annotations

import copy
from random import Random
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

# As many as there are made of one value; which, a seed decides.
MOST = 24
OTHERS: tuple[Any, ...] = (None, "other", "", 7, -1.5, True, [], {}, ["other"], {"other": 1})


def nearly(value: Any, seed: str) -> list[Any]:
    """Some of the values that come of leaving one key out, adding one, or putting something else in one place."""
    found = list(_changed(value))
    chosen = Random(seed).sample(found, min(MOST, len(found)))
    return [_made(value, place, new) for place, new in chosen]


_LEFT_OUT = object()


def _changed(value: Any) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for place, inner in _places(value, ()):
        if place and isinstance(place[-1], str):
            yield place, _LEFT_OUT
        if isinstance(inner, dict):
            yield (*place, "an unknown key"), "new"
        for other in OTHERS:
            if other != inner or type(other) is not type(inner):
                yield place, other


def _places(value: Any, above: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    yield above, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from _places(each, (*above, key))


def _made(value: Any, place: tuple[Any, ...], new: Any) -> Any:
    if not place:
        return copy.deepcopy(new)
    made = copy.deepcopy(value)
    node = made
    for key in place[:-1]:
        node = node[key]
    if new is _LEFT_OUT:
        del node[place[-1]]
    else:
        node[place[-1]] = copy.deepcopy(new)
    return made
