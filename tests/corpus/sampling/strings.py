"""Strings: by format, by pattern, by length."""

from __future__ import annotations

import re
from re import _constants as words  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from tests.corpus.sampling.checker import expression

# Two of each, so that lists can hold different ones.
_FORMATS = {
    "date-time": ("2026-03-04T05:06:07Z", "2025-01-02T03:04:05.678Z"),
    "date": ("2026-03-04", "2025-01-02"),
    "time": ("05:06:07", "03:04:05"),
    "duration": ("PT5M", "P1DT2H"),
    "uuid": ("7c9e6679-7425-40de-944b-e07fc1f90ae7", "550e8400-e29b-41d4-a716-446655440000"),
    "uri": ("https://example.test/a", "https://example.test/b?c=d"),
    "url": ("https://example.test/a", "https://example.test/b?c=d"),
    "uri-reference": ("/a", "/b?c=d"),
    "uri-template": ("/a/{b}", "/c/{d}"),
    "email": ("ada@example.test", "bob@example.test"),
    "idn-email": ("ada@example.test", "bob@example.test"),
    "hostname": ("example.test", "b.example.test"),
    "ipv4": ("192.0.2.1", "192.0.2.2"),
    "ipv6": ("2001:db8::1", "2001:db8::2"),
    "byte": ("aGVsbG8=", "d29ybGQ="),
    "base64": ("aGVsbG8=", "d29ybGQ="),
    "json-pointer": ("/a/b", "/c"),
    "regex": ("^a$", "^b$"),
    "int64": ("12", "34"),
    "decimal": ("1.5", "2.25"),
}
_PLAIN = ("text é&=/+ ?", "other")
_UNPRINTABLE = 33


def strings(schema: dict[str, Any], patterns: list[str], number: int, *, plain: bool = False) -> list[str]:
    """Candidates for a schema's string, the likeliest first; `number` asks for different ones. `plain`: of letters
    only, for places where others cannot travel.
    """
    found: list[str] = []
    for pattern in patterns:
        made = matching(pattern, number)
        found += [] if made is None else [made]
    formatted = _FORMATS.get(str(schema.get("format")))
    if formatted:
        found.append(formatted[number % 2])
    word = "text" if plain else _PLAIN[0]
    found.append(word if number == 0 else f"{word}{number}")
    found += [f"text{number}", "a1", "1", "A", "a"]
    least, most = schema.get("minLength") or 0, schema.get("maxLength")
    fitted = [_fitted(each, int(least), None if most is None else int(most)) for each in found]
    return list(dict.fromkeys([*found, *fitted]))


def _fitted(text: str, least: int, most: int | None) -> str:
    longer = text + "x" * (least - len(text))
    return longer if most is None else longer[:most]


def matching(pattern: str, number: int = 0) -> str | None:
    """A string that the pattern finds, another one for each `number`; None where none is seen."""
    compiled = expression(pattern)
    if compiled is None:
        return None
    for extra in (0, 1, 3):
        text = "".join(_part(item, extra, number) for item in parser.parse(compiled.pattern))
        if compiled.search(text):
            return text
    return next((each for each in ("a", "1", "a1", "A1") if compiled.search(each)), None)


def _part(item: Any, extra: int, number: int) -> str:
    kind, value = item
    if kind is words.LITERAL:
        return chr(value)
    if kind is words.NOT_LITERAL:
        return "a" if value != ord("a") else "b"
    if kind is words.ANY:
        return "abcdefghij"[number % 10]
    if kind is words.IN:
        return _one_of(value, number)
    if kind is words.BRANCH:
        return "".join(_part(each, extra, number) for each in value[1][number % len(value[1])])
    if kind is words.SUBPATTERN:
        return "".join(_part(each, extra, number) for each in value[-1])
    if kind in (words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT):
        least, most, inner = value
        count = least if least or not extra else min(int(most), extra)
        return "".join(_part(each, extra, number) for each in inner) * count
    return ""


def _one_of(items: Any, number: int) -> str:
    """A character of a class."""
    negated = items[0][0] is words.NEGATE
    inside = re.compile("[" + "".join(_shown(each) for each in items if each[0] is not words.NEGATE) + "]")
    letters = "a1A-_.:/ #@+%$xzZ902345bcd" + "".join(map(chr, range(_UNPRINTABLE, 127)))
    found = [letter for letter in dict.fromkeys(letters) if bool(inside.match(letter)) != negated]
    if found:
        return found[number % len(found)]
    return chr(items[0][1]) if items[0][0] is words.LITERAL else ""


def _shown(item: Any) -> str:
    kind, value = item
    if kind is words.LITERAL:
        return re.escape(chr(value))
    if kind is words.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {
        words.CATEGORY_DIGIT: r"\d",
        words.CATEGORY_NOT_DIGIT: r"\D",
        words.CATEGORY_SPACE: r"\s",
        words.CATEGORY_NOT_SPACE: r"\S",
        words.CATEGORY_WORD: r"\w",
        words.CATEGORY_NOT_WORD: r"\W",
    }[value]
