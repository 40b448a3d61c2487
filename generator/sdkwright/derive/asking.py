"""A config in the making that also holds what only its owner can answer.

Each question stands in the file as a comment at its place, and among the findings of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.propose.proposal import Draft
from sdkwright.resolve.nodes import is_mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.propose.proposal import Keys, Proposal

SECTIONS: Mapping[Keys, str] = {
    ("organization",): "Who publishes the SDK; the name is that of the headings and of the client's class.",
    ("settings",): "What holds for all of the SDK.",
    ("client_settings",): "The arguments of the client's constructor, where they are read from and where they go.",
    ("query_settings",): "How lists and maps are written in a query.",
    ("pagination",): "The ways in which the SDK's methods turn pages.",
    ("resources",): "What the SDK offers: `client.pets.list()` is the method `list` of the resource `pets`; models are "
    "classes that have a module of their own.",
    ("resources", "$shared"): "Models in `types.shared`.",
    ("custom_casings",): "Words that the SDK spells in its own way.",
    ("unspecified_endpoints",): "Operations of the document that the SDK has no method for.",
}
GUESSED = "SW604"
NOT_FOUND = "SW605"


class Answers(Draft):
    """A draft with questions. `sink` takes them too."""

    def __init__(self, sink: Diagnostics) -> None:
        super().__init__()
        self.sink = sink
        self.comments |= SECTIONS
        self._questions: list[tuple[Keys, str]] = []

    def ask(self, keys: Keys, message: str, hint: str, *, at: Place | None = None, code: str = GUESSED) -> None:
        """Ask about the value under `keys`: what was not found or guessed, and what to write."""
        self.sink.add(code, f"`{'.'.join(map(str, keys))}`: {message}", at=at, hint=hint)
        self._questions.append((keys, f"? {message[:1].upper()}{message[1:]}. {hint}"))

    def add(self, keys: Keys, key: str, value: object) -> None:
        """Enter one more setting of a method, which may be its endpoint alone so far."""
        node = self.data
        for each in keys[:-1]:
            node = node[str(each)]
        method = node[str(keys[-1])]
        node[str(keys[-1])] = {**(method if is_mapping(method) else {"endpoint": method}), key: value}

    def finish(self) -> Proposal:
        """With each question at its key; at the nearest one above where there is nothing to write it to."""
        for keys, text in self._questions:
            while len(keys) > 1 and not self._is_there(keys):
                keys = keys[:-1]
            before = self.comments.get(keys)
            self.comments[keys] = text if before is None else f"{before}\n\n{text}"
        self._questions.clear()
        return super().finish()

    def _is_there(self, keys: Keys) -> bool:
        node: object = self.data
        for key in keys:
            if not is_mapping(node) or key not in node:
                return False
            node = node[str(key)]
        return True
