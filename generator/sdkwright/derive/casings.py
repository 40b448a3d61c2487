"""Words that an SDK spells otherwise in its classes than they would be: `QA`, `v1`."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sdkwright.name.words import Casing, words_of


class Spellings:
    """Compares names word by word; `found` gives what most of them say."""

    def __init__(self) -> None:
        self._seen: dict[str, Counter[str]] = {}
        self._usual = Casing()

    def compare(self, expected: str, actual: str) -> None:
        """Two class names that differ in capitals only."""
        if expected != actual and expected.lower() == actual.lower():
            self.compare_name(expected, actual)

    def compare_name(self, name: str, actual: str) -> None:
        """The words of a name and how a class of that name spells them."""
        at = 0
        pieces: list[tuple[str, str]] = []
        for word in words_of(name):
            piece = actual[at : at + len(word)]
            if piece.lower() != word:
                return
            pieces.append((word, piece))
            at += len(word)
        if at == len(actual):
            for word, piece in pieces:
                self._seen.setdefault(word, Counter())[piece] += 1

    def found(self) -> dict[str, dict[str, Any]]:
        """As `custom_casings` has it, for the words that are spelled otherwise than without it."""
        casings: dict[str, dict[str, Any]] = {}
        for word in sorted(self._seen):
            spelled = max(self._seen[word], key=lambda each: (self._seen[word][each], each))
            if spelled == self._usual.pascal(word):
                continue
            if spelled == word.upper():
                casings[word] = {"initialism": True}
            elif spelled == word.capitalize():
                casings[word] = {"initialism": False}
            else:
                casings[word] = {
                    "pascal": spelled,
                    "camel": word if spelled == word else spelled[:1].lower() + spelled[1:],
                    "snake": word,
                }
        return casings
