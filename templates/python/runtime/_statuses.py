"""Types by the status of an answer, as OpenAPI tells them: a code, a range such as `4XX`, or `default`."""

from __future__ import annotations

from functools import partial
from typing import Any, Callable, Mapping


def by_status(types: Mapping[str, Any]) -> Any:
    """A `cast_to` for the verbs of a client: the type for each status; for any other status that of the first."""
    return partial(_type_of_success, types)


def _type_of_success(types: Mapping[str, Any], status: int) -> Any:
    found = type_of_status(types, status)
    return next(iter(types.values())) if found is None else found


def documented(types: Callable[[], Mapping[str, Any]]) -> Callable[[int], Any]:
    """The type of an error by its status; `types` is called when a call fails, and no sooner."""
    return lambda status: type_of_status(types(), status)


def type_of_status(types: Mapping[str, Any], status: int) -> Any:
    """The type of the code, else of its range, else the default one; None where there is none."""
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return None
