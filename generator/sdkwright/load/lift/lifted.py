"""What lifting tells besides the document it gives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """`moves`: pointer of a node that moved, to where it is written, both standing for all below them.

    `problems`: (code, message, pointer as written) of what the newer version cannot say.
    """

    moves: dict[str, str] = field(default_factory=dict[str, str])
    problems: list[tuple[str, str, str]] = field(default_factory=list[tuple[str, str, str]])
