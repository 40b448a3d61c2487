"""One difference, and the words for its classes."""

from __future__ import annotations

from typing import NamedTuple


class Difference(NamedTuple):
    """`path` is dotted, below the package; `kind` is module, class, field, method, function, parameter, alias or
    name, or `return of the method` (or function).

    `change` is one of `BREAKING` or `COMPATIBLE`; `was` and `now` are as they are written, or empty. `where` is
    file:line of the new package, of the old one for names and members that are gone.
    """

    path: str
    kind: str
    change: str
    where: str
    was: str = ""
    now: str = ""

    @property
    def breaks(self) -> bool:
        return self.change in BREAKING

    @property
    def message(self) -> str:
        """In words, with both values where there are such."""
        values = f": {self.was or 'nothing'} -> {self.now or 'nothing'}" if self.has_values else ""
        return f"{self.kind} {self.meaning}{values}"

    @property
    def meaning(self) -> str:
        """In words, without the values."""
        return BREAKING.get(self.change) or COMPATIBLE[self.change]

    @property
    def has_values(self) -> bool:
        return bool(self.was or self.now)


BREAKING = {
    "removed": "is gone",
    "kind": "is something else now",
    "base-removed": "does not inherit any more",
    "moved": "has another position",
    "keyword-only": "can only be given by keyword",
    "positional-only": "cannot be given by keyword any more",
    "required": "must be given now",
    "required-added": "was added, and must be given",
    "takes-less": "takes less",
    "gives-other": "gives what it did not give",
    "type": "is of another type",
    "async": "is not of the same kind of function (async)",
}
COMPATIBLE = {
    "added": "was added",
    "takes-more": "takes more",
    "gives-less": "gives less",
    "values-added": "has further values",
    "optional": "may be left out now",
    "default": "has another default",
    "by-position": "can be given by position too",
}
