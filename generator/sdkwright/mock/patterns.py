"""Texts that a pattern finds, made from the tree that Python's own parser gives of it: short ones, in bounded time."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from random import Random

_LONGEST_PATTERN: Final = 500
_LONGEST: Final = 2_000
_MOST_STEPS: Final = 20_000
_ATTEMPTS: Final = 18
_NAMED: Final = re.compile(r"\(\?<([A-Za-z_]\w*)>")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.:/ @+%#$&=,;!?()[]{}~*'\"\\|<>^`"
_PARSER: Final[Any] = import_module("re._parser")
"""What the standard library parses patterns with: nothing public gives their tree."""
_CATEGORIES: Final = {
    "CATEGORY_DIGIT": r"\d",
    "CATEGORY_NOT_DIGIT": r"\D",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"\w",
    "CATEGORY_NOT_WORD": r"\W",
}


class _TooLongError(Exception):
    pass


def matching(pattern: str, random: Random, least: int = 0, most: int | None = None) -> str | None:
    """A text of `least` to `most` characters for an ECMA 262 pattern; None where none is seen."""
    if len(pattern) > _LONGEST_PATTERN:
        return None
    try:
        tree: Any = _PARSER.parse(_NAMED.sub(r"(?P<\1>", pattern))
    except (re.error, RecursionError, OverflowError):
        return None
    for attempt in range(_ATTEMPTS):
        # Where a text has to be long, what may be repeated is repeated as often as that, or half as often, or twice.
        maker = _Maker(random, (least * 2 ** (attempt % 3)) // 2 if least else attempt)
        try:
            text = maker.text(tree)
        except (_TooLongError, RecursionError):
            continue
        if least <= len(text) and (most is None or len(text) <= most):
            return text
    return None


class _Maker:
    def __init__(self, random: Random, extra: int) -> None:
        self._random = random
        self._extra = extra
        self._length = 0
        self._steps = 0
        self._groups: dict[int, str] = {}

    def part(self, item: Any) -> str:
        value = item[1]
        self._steps += 1
        if self._steps > _MOST_STEPS:
            raise _TooLongError
        match str(item[0]):
            case "LITERAL":
                return self._counted(chr(value))
            case "NOT_LITERAL":
                return self._counted(one_of([("NEGATE", None), ("LITERAL", value)], self._random))
            case "ANY":
                return self._counted(one_of([("NEGATE", None), ("LITERAL", 10)], self._random))
            case "IN":
                return self._counted(one_of(value, self._random))
            case "BRANCH":
                return self.text(self._random.choice(value[1]))
            case "SUBPATTERN":
                text = self.text(value[-1])
                if value[0] is not None:
                    self._groups[value[0]] = text
                return text
            case "ATOMIC_GROUP":
                return self.text(value)
            case "GROUPREF":
                return self._counted(self._groups.get(value, ""))
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                return self._repeated(*value)
            case _:
                return ""  # places, and what lies ahead or behind

    def text(self, items: Any) -> str:
        return "".join(map(self.part, items))

    def _repeated(self, least: int, most: Any, inner: Any) -> str:
        more = self._random.randint(self._extra // 2, self._extra)
        times = min(int(most), int(least) + more)
        if times > _LONGEST:
            raise _TooLongError
        return "".join(self.text(inner) for _ in range(times))

    def _counted(self, text: str) -> str:
        self._length += len(text)
        if self._length > _LONGEST:
            raise _TooLongError
        return text


def one_of(items: Any, random: Random) -> str:
    """A character of a class, a plain one where it has some."""
    negated = str(items[0][0]) == "NEGATE"
    inside = re.compile("[" + "".join(map(_shown, items[1:] if negated else items)) + "]")
    found = [letter for letter in _LETTERS if bool(inside.match(letter)) != negated]
    letters = [each for each in found if each.isalnum()] or found
    if letters:
        return random.choice(letters)
    kind, value = items[0]
    return "" if negated else chr(value if str(kind) == "LITERAL" else value[0])


def _shown(item: Any) -> str:
    kind, value = str(item[0]), item[1]
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES.get(str(value), "")
