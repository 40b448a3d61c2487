"""The text of a file, kept so that a diagnostic can say where."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate, count
from operator import add
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place

from .json_places import JsonPlaces
from .pointers import join, split
from .yaml_places import YamlPlaces

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE_END = re.compile(r"\r\n|\r|\n")


class SourceText:
    """Text of a document or config, with its display name. Places are looked up only when asked for."""

    def __init__(self, display_name: str, text: str, *, is_json: bool) -> None:
        self.display_name = display_name
        self.text = text
        self.is_json = is_json

    def place(self, pointer: str) -> Place:
        """Where the node at a JSON pointer stands: at its key within a mapping, else at its start.

        What the text does not hold (an absent key, what came by an alias) is placed at its nearest ancestor.
        """
        return self.at_offset(self._places.find(split(pointer)), pointer)

    def place_of(self, keys: Iterable[str | int]) -> Place:
        """As `place`, by keys."""
        return self.place(join("", *keys))

    def at_offset(self, offset: int, pointer: str = "") -> Place:
        """The place of a character, counted from 0."""
        line = bisect_right(self._line_starts, offset)
        return Place(self.display_name, pointer, line, offset - self._line_starts[line - 1] + 1)

    def source_line(self, number: int) -> str | None:
        """A line of the text, 1-based, without its end; None if there is no such line."""
        if not 1 <= number <= len(self._line_starts):
            return None
        start = self._line_starts[number - 1]
        end = _LINE_END.search(self.text, start)
        return self.text[start : end.start() if end else len(self.text)]

    @cached_property
    def _line_starts(self) -> list[int]:
        if "\r" in self.text:
            return [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        ends = accumulate(map(len, self.text.split("\n")[:-1]))
        return [0, *map(add, ends, count(1))]

    @cached_property
    def _places(self) -> JsonPlaces | YamlPlaces:
        return JsonPlaces(self.text) if self.is_json else YamlPlaces(self.text)
