"""What `render` gives and `write` takes: one file of generated text, not yet on disk."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutputFile:
    """`path` is POSIX and relative to the target's output directory; `content` is exactly what belongs there, once it
    is formatted.
    """

    path: str
    content: bytes
    is_formatted: bool = False
