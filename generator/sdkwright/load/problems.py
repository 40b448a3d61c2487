"""How the readers of YAML and JSON tell what is wrong, before there is a place to point at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding at a character of the text (counted from 0; None: nowhere in particular).

    For a duplicate key `message` is the key and `earlier` the offset of the first one.
    """

    code: str
    message: str
    offset: int | None = None
    hint: str | None = None
    earlier: int | None = None


class ReadError(Exception):
    """Reading cannot go on."""

    def __init__(self, code: str, message: str, offset: int | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, offset, hint)
