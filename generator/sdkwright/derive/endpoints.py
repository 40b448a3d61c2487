"""Which operation of the document a request of the SDK is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.propose.operations import Call


class Match(NamedTuple):
    """`doubt` says why another operation may be meant; None where there is none."""

    call: Call
    doubt: str | None = None


class Endpoints:
    """The operations, found by what is on the wire: the HTTP method, and the path without the names of parameters."""

    def __init__(self, calls: Iterable[Call]) -> None:
        self._by_form: dict[str, dict[str, Call]] = {}
        for call in calls:
            self._by_form.setdefault(form(call.path), {}).setdefault(call.http_method, call)
        self.used: set[tuple[str, str]] = set()

    def find(self, http_method: str, path: str) -> Match | None:
        """The operation of a request; where the document has its path under another HTTP method only, that one."""
        here = self._by_form.get(form(path), {})
        found = here.get(http_method)
        if found is None and len(here) == 1:
            (other,) = here.values()
            match: Match | None = Match(other, f"the SDK sends {http_method.upper()}, the document has `{other.endpoint}` only")
        else:
            match = Match(found) if found is not None else None
        if match is not None:
            self.used.add(match.call.key)
        return match

    def unused(self) -> Iterator[Call]:
        for group in self._by_form.values():
            yield from (call for call in group.values() if call.key not in self.used)


def form(path: str) -> str:
    """A path with its parameters without names, without a slash at the end."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/") or "/"
