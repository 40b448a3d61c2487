"""What type checkers say of old programs with the published SDK, and with ours."""

from __future__ import annotations

from dataclasses import dataclass, field

CHECKERS = ("mypy", "pyright")


@dataclass
class Programs:
    """`lines` were checked; `differences` is checker → what is said of one of them with one SDK only."""

    lines: int = 0
    differences: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def same(self, checker: str) -> int:
        """Lines of which the same is said with both."""
        return self.lines - len(self.differences.get(checker, ()))

    @property
    def different(self) -> list[str]:
        """All differences, each with its checker."""
        return [f"{checker}: {each}" for checker in CHECKERS for each in self.differences.get(checker, ())]
