"""Where the members of a JSON text stand, found on request and without reading it all again in Python."""

from __future__ import annotations

import re
from json import JSONDecoder

_BLANK = re.compile(r"[ \t\n\r]*")
_scan = JSONDecoder().raw_decode


class JsonPlaces:
    """Places within a JSON text that was read without error. Kept are only containers on the way to what was asked."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._members: dict[int, dict[str, tuple[int, int]]] = {}

    def find(self, keys: tuple[str, ...]) -> int:
        """Offset of the key (in an object) or value (in an array) at the end of `keys`, as far as the text has them."""
        place = value = self._skip(0)
        for key in keys:
            members = self._members.get(value)
            if members is None:
                members = self._members[value] = self._read(value)
            if key not in members:
                break
            place, value = members[key]
        return place

    def _skip(self, offset: int) -> int:
        found = _BLANK.match(self._text, offset)
        return found.end() if found else offset

    def _read(self, start: int) -> dict[str, tuple[int, int]]:
        """Key or index to the offsets of key and value; of equal keys the last counts, as for the reader."""
        opening = self._text[start : start + 1]
        members: dict[str, tuple[int, int]] = {}
        if opening not in ("{", "["):
            return members
        at = self._skip(start + 1)
        while self._text[at : at + 1] not in ("}", "]", ""):
            key, place = str(len(members)), at
            if opening == "{":
                key, at = _scan(self._text, at)
                at = self._skip(self._skip(at) + 1)
            members[key] = (place, at)
            _, at = _scan(self._text, at)
            at = self._skip(at)
            if self._text[at : at + 1] == ",":
                at = self._skip(at + 1)
        return members
