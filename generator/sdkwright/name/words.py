"""Cutting names of documents and configs into words, and joining words again in the casing of a place."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

# Words that are written in capitals wherever a name begins with one. What is not among them has one capital, however a
# document writes it: `Json`, `Uri`, `Mcp`. A config's `custom_casings` add to them and take from them.
INITIALISMS = (
    "3DS", "ACH", "ACL", "AI", "API", "ATS", "CPU", "CRM", "DB", "DNS", "E2E", "EEOC", "GB", "GPU", "HD", "HRIS",
    "HTML", "HTTP", "HTTPS", "ID", "IP", "ISO", "JSONL", "KB", "KYB", "KYC", "LFS", "MB", "MP3", "MP4", "NFT", "SAML",
    "SDK", "SKU", "SMS", "SS", "SSH", "SSO", "URL",
)  # fmt: skip
SPELLINGS: Mapping[str, str] = {
    **{word.lower(): word for word in INITIALISMS},
    "oauth": "OAuth",
    "openai": "OpenAI",
}
# Names with a capital inside, initialisms with digits, plurals of initialisms (`stopIDs`, `URLsByName`), initialisms,
# words, numbers.
PLURALS = "|".join(f"{word.upper()}s" for word in SPELLINGS)
_MIXED = [word for word in INITIALISMS if not word.isalpha()]
MIXED = "|".join(
    (
        rf"(?<![^\W_])(?i:{'|'.join(_MIXED)})(?![a-z0-9])",
        rf"(?<=[a-z])(?:{'|'.join(word for word in _MIXED if word[0].isalpha())})(?![a-z0-9])",
    )
)
WORD = re.compile(
    rf"OpenAI(?![a-z])|OAuth(?![a-z])|{MIXED}|(?:{PLURALS})(?![a-z])|[A-Z]{{2,}}s(?![^\W_])"
    r"|^[0-9]+[^\W_0-9A-Z]+|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[^\W_0-9A-Z]+|[A-Z]+|[0-9]+"
)
# Plurals that no ending tells, and words that are their own singular.
IRREGULAR: Mapping[str, str] = {
    "children": "child", "men": "man", "people": "person", "women": "woman",
    "criteria": "criterion", "phenomena": "phenomenon",
    "appendices": "appendix", "indices": "index", "matrices": "matrix", "vertices": "vertex",
    "halves": "half", "knives": "knife", "leaves": "leaf", "lives": "life", "shelves": "shelf", "wolves": "wolf",
    "abuses": "abuse", "menus": "menu", "quizzes": "quiz", "species": "specie", "uses": "use",
    **{word: word for word in ("data", "gas", "media", "metadata", "news", "series")},
}  # fmt: skip
# Endings with what the singular has in their stead; the first that a word has counts.
ENDINGS: Mapping[str, str] = {
    **{each: each[:-2] + "is" for each in ("alyses", "agnoses", "crises", "mphases", "nopses", "ntheses", "otheses")},
    **{each: each[:-1] for each in ("ookies", "ovies", "alories", "ombies", "auses", "ouses")},
    **{each: each[:-2] for each in ("uses", "aliases", "atlases", "gases", "sses", "shes", "ches", "xes", "zzes")},
    **{each: each for each in ("ss", "us", "is")},
}


def words_of(name: str) -> list[str]:
    """The words of a name in any casing, lower case: `HTTPServer_id` gives `http server id`. Digits stay with the
    word before, or with small letters behind where no word is before: `volume_24h`.
    """
    return [word.lower() for word in cut(name)]


def cut(name: str) -> list[str]:
    """The words of a name as they are written."""
    found: list[str] = []
    for part in re.split(r"[\W_]+", unicodedata.normalize("NFKC", name)):
        pieces = WORD.findall(part)
        for piece in pieces:
            if piece.isdigit() and found and piece is not pieces[0]:
                found[-1] += piece
            else:
                found.append(piece)
    return found


def singular(word: str) -> str:
    """The English singular, good enough to name the item of a list; a word that is none stays as it is."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, one in ENDINGS.items():
        if word.endswith(ending):
            return word.removesuffix(ending) + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and len(word) > 1 else word


DIGITS = "0123456789"
NO_CASINGS: Mapping[str, Mapping[str, Any]] = {}


@dataclass(frozen=True, slots=True)
class Casing:
    """Joins words. `custom` is the config's `custom_casings`: word, or words with spaces between -> {pascal, snake, …}.
    `plurals` gives the singular of those that the config says.
    """

    custom: Mapping[str, Mapping[str, Any]] = field(default_factory=lambda: NO_CASINGS)
    plurals: Mapping[str, str] = field(default_factory=dict[str, str])
    _known: dict[tuple[str, tuple[str, ...]], str] = field(
        default_factory=dict[tuple[str, tuple[str, ...]], str], compare=False, repr=False
    )

    def pascal(self, *names: str) -> str:
        return self._joined("pascal", names)

    def as_written(self, name: str) -> str:
        """The name that a config gives a class: what it writes in capitals stays so."""
        written = {word.lower(): word for word in cut(name) if len(word) > 1 and word.isupper()}
        words = [written.get(word) or self._word(word, "pascal") for word in self._units(words_of(name))]
        return identifier("".join(words), capital=True)

    def snake(self, *names: str) -> str:
        return self._joined("snake", names)

    def _joined(self, casing: str, names: tuple[str, ...]) -> str:
        """The same few names come again and again: `id`, `name`, `created_at`."""
        found = self._known.get((casing, names))
        if found is None:
            units = self._units([word for name in names for word in words_of(name)])
            words = [self._word(word, casing) for word in units]
            is_pascal = casing == "pascal"
            found = identifier(("" if is_pascal else "_").join(words), capital=is_pascal)
            self._known[casing, names] = found
        return found

    def singular(self, name: str) -> str:
        """The name with its last word in the singular, in snake case."""
        words = words_of(name)
        return self.snake(*words[:-1], self.plurals.get(words[-1]) or singular(words[-1])) if words else name

    def _units(self, words: list[str]) -> list[str]:
        """The words, those that the config spells together as one; the longest such run counts."""
        longest = max((key.count(" ") + 1 for key in self.custom), default=1)
        if longest == 1:
            return words
        found: list[str] = []
        at = 0
        while at < len(words):
            sizes = range(min(longest, len(words) - at), 0, -1)
            unit = next((run for size in sizes if (run := " ".join(words[at : at + size])) in self.custom), words[at])
            found.append(unit)
            at += unit.count(" ") + 1
        return found

    def _word(self, word: str, casing: str) -> str:
        chosen = self.custom.get(word, {})
        if casing in chosen:
            return str(chosen[casing])
        if casing == "pascal":
            return "".join(self._capitalized(each) for each in word.split(" "))
        return word.replace(" ", "_")

    def _capitalized(self, word: str) -> str:
        """A word in a class name. Neither the `s` of a plural nor a number behind it changes the spelling."""
        whole = self._spelling(word)
        if whole:
            return whole
        stem = word.rstrip(DIGITS)
        found = self._spelling(stem)
        if found is None and stem.endswith("s"):
            found = self._spelling(stem[:-1])
            found = f"{found}s" if found else None
        return (found or stem[:1].upper() + stem[1:]) + word[len(stem) :]

    def _spelling(self, word: str) -> str | None:
        chosen = self.custom.get(word, {}).get("initialism")
        if chosen is None:
            return SPELLINGS.get(word)
        return word.upper() if chosen else None


def identifier(name: str, *, capital: bool = False) -> str:
    """A valid Python identifier as near to `name` as can be: NFKC, no leading digit, never empty, at most 240
    characters.
    """
    clean = re.sub(r"\W", "_", unicodedata.normalize("NFKC", name))[:240]
    if not clean.strip("_") or not clean[0].isidentifier():
        clean = (
            ("N" if capital else "n") + "_" + clean.lstrip("_")
            if clean.strip("_")
            else ("Unnamed" if capital else "unnamed")
        )
    return clean if clean.isidentifier() else ("Unnamed" if capital else "unnamed")
