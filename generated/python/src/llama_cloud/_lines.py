"""Splitting text into lines at CR, LF and CRLF, whatever the pieces in which it comes."""

from __future__ import annotations

import re
from typing import List

__all__ = ["LineSplitter"]

_LINE_END = re.compile(r"\r\n|\n|\r")


class LineSplitter:
    """Takes pieces of text and gives whole lines; in linear time, and without splitting at U+2028, U+0085 and such."""

    def __init__(self) -> None:
        self._rest: List[str] = []
        self._after_cr = False

    def feed(self, text: str) -> List[str]:
        """The lines that `text` completes."""
        if self._after_cr and text.startswith("\n"):
            text = text[1:]
            self._after_cr = False
        if not text:
            return []
        self._after_cr = text.endswith("\r")
        first, *others = _LINE_END.split(text)
        self._rest.append(first)
        if not others:
            return []
        lines = ["".join(self._rest), *others]
        self._rest = [lines.pop()]
        return lines

    def end(self) -> List[str]:
        """The last line, if it had no end."""
        last = "".join(self._rest)
        self._rest = []
        return [last] if last else []
