"""Where nodes were before they were moved, and the other way round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEPS: Final = 20


@dataclass(frozen=True, slots=True)
class Moves:
    """What one step of loading moved: pointers after it to those before it, each for all that is below.

    `nested`: the pointers before may have moved themselves, in the same step.
    """

    pointers: Mapping[str, str]
    nested: bool = False

    def before(self, pointer: str) -> str:
        """Where the node was."""
        for _ in range(_STEPS if self.nested else 1):
            known = _known_part(pointer, self.pointers)
            if known is None:
                break
            pointer = self.pointers[known] + pointer[len(known) :]
        return pointer

    def after(self, pointer: str) -> str:
        """Where the node is now; of several places the first."""
        now: dict[str, str] = {}
        for new, old in self.pointers.items():
            now.setdefault(old, new)
        known = _known_part(pointer, now)
        return pointer if known is None else now[known] + pointer[len(known) :]


def _known_part(pointer: str, pointers: Mapping[str, str]) -> str | None:
    """The longest part of a pointer, from its start, that there is an entry for."""
    probe = pointer
    while pointers:
        if probe in pointers:
            return probe
        if not probe:
            break
        probe = probe.rpartition("/")[0]
    return None
