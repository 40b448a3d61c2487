"""A config in the making that also holds what only its owner can answer.

Each question stands in the file as a comment at its place, and among the findings of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.propose.proposal import Draft
from sdkwright.resolve.nodes import is_mapping

if TYPE_CHECKING:
    from sdkwright.propose.proposal import Proposal
    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.propose.proposal import Keys

GUESSED = "SW604"
NOT_FOUND = "SW605"


class Answers(Draft):
    """A draft with questions. `sink` takes them too."""

    def __init__(self, sink: Diagnostics) -> None:
        super().__init__()
        self.sink = sink
        self._questions: list[tuple[Keys, str]] = []

    def ask(self, keys: Keys, message: str, hint: str, *, at: Place | None = None, code: str = GUESSED) -> None:
        """Ask about the value under `keys`: what was not found or guessed, and what to write."""
        self.sink.add(code, f"`{'.'.join(map(str, keys))}`: {message}", at=at, hint=hint)
        self._questions.append((keys, f"? {message[:1].upper()}{message[1:]}. {hint}"))

    def finish(self) -> Proposal:
        """With each question at its key; at the nearest one above where there is nothing to write it to."""
        for keys, text in self._questions:
            while len(keys) > 1 and not self._is_there(keys):
                keys = keys[:-1]
            before = self.comments.get(keys)
            self.comments[keys] = text if before is None else f"{before} {text}"
        self._questions.clear()
        return super().finish()

    def _is_there(self, keys: Keys) -> bool:
        node: object = self.data
        for key in keys:
            if not is_mapping(node) or key not in node:
                return False
            node = node[str(key)]
        return True
