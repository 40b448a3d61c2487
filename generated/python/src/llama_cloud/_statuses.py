"""Types by the status of an answer, as OpenAPI tells them: a code, a range such as `4XX`, or `default`."""

from __future__ import annotations

from typing import Any, Mapping


class ByStatus:
    """What an answer is to be parsed as where that depends on its status."""

    def __init__(self, types: Mapping[str, Any]) -> None:
        self.types = types

    def of(self, status: int) -> Any:
        """The type for a status; for one that is not documented, that of the first."""
        found = type_of_status(self.types, status)
        return next(iter(self.types.values())) if found is None else found


def by_status(types: Mapping[str, Any]) -> Any:
    """A `cast_to` for the verbs of a client: the type for each status."""
    return ByStatus(types)


def type_of_status(types: Mapping[str, Any], status: int) -> Any:
    """The type of the code, else of its range, else the default one; None where there is none."""
    for key in (str(status), f"{status // 100}XX", "default"):
        if key in types:
            return types[key]
    return None
