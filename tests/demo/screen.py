"""Writing to the terminal: colours on a terminal, plain text anywhere else."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Mapping

_STYLES = {"heading": "1", "faint": "2", "tool": "36", "good": "32", "bad": "31"}


@dataclass(frozen=True, slots=True)
class Screen:
    """Text goes out at once, piece by piece. Style names: heading, faint, tool, good, bad."""

    out: TextIO
    colours: bool

    @classmethod
    def on(cls, out: TextIO, environment: Mapping[str, str] = os.environ) -> Screen:
        """With colours if `out` is a terminal and `NO_COLOR` (no-color.org) is not set."""
        return cls(out, out.isatty() and not environment.get("NO_COLOR"))

    def write(self, text: str, style: str | None = None) -> None:
        if style is not None and self.colours:
            text = f"\033[{_STYLES[style]}m{text}\033[0m"
        self.out.write(text)
        self.out.flush()

    def line(self, text: str = "", style: str | None = None) -> None:
        self.write(text, style)
        self.write("\n")
