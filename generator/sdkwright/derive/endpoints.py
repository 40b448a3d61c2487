"""Which operation of the document a request of the SDK is."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.propose.operations import Call


_ALIKE = 0.9


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
        """The operation of a request, exactly."""
        found = self._by_form.get(form(path), {}).get(http_method)
        if found is None:
            return None
        self.used.add(found.key)
        return Match(found)

    def guess(self, http_method: str, path: str) -> Match | None:
        """The operation that no other request is and that comes nearest: the same path under another HTTP method, or
        the same HTTP method with a path that is spelled much alike.
        """
        here = [call for call in self._by_form.get(form(path), {}).values() if call.key not in self.used]
        near = {
            call.key: score
            for call in self.unused()
            if call.http_method == http_method and (score := _likeness(call.path, path)) >= _ALIKE
        }
        best = sorted(near, key=lambda key: -near[key])
        if len(here) == 1:
            found: Call | None = here[0]
        elif best and (len(best) == 1 or near[best[0]] > near[best[1]]):
            found = next(call for call in self.unused() if call.key == best[0])
        else:
            found = None
        if found is None:
            return None
        self.used.add(found.key)
        return Match(
            found, f"the SDK sends `{http_method} {path}`, which the document lacks; taken as `{found.endpoint}`"
        )

    def unused(self) -> Iterator[Call]:
        for group in self._by_form.values():
            yield from (call for call in group.values() if call.key not in self.used)


def _likeness(one: str, other: str) -> float:
    """How alike the fixed parts of two paths are, from 0 to 1."""
    own, its = ([part for part in re.split(r"[^A-Za-z0-9]+", form(path)) if part] for path in (one, other))
    return SequenceMatcher(None, "/".join(own), "/".join(its), autojunk=False).ratio() if own[-1:] == its[-1:] else 0.0


def form(path: str) -> str:
    """A path with its parameters without names, without a slash at the end."""
    return re.sub(r"\{[^{}]*\}", "{}", path).rstrip("/") or "/"
