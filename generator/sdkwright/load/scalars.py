"""Plain scalars by the core schema of YAML 1.2.2 (section 10.3.2), which is that of JSON and a little more."""

from __future__ import annotations

import re
from typing import Final

from .limits import MAX_DIGITS

Scalar = str | int | float | bool | None

_WORDS: Final[dict[str, bool | float | None]] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan")),
    **{sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")},
}
_DECIMAL = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NUMBER_STARTS: Final = frozenset("+-.0123456789")


def plain(text: str) -> Scalar:
    """The value of a plain (unquoted, untagged) scalar. Raises ValueError for an integer of more than 4300 digits."""
    if not text or text[0] in _NUMBER_STARTS:
        return _number(text)
    return _WORDS.get(text, text)


def _number(text: str) -> Scalar:
    if _DECIMAL.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise ValueError(f"an integer of more than {MAX_DIGITS} digits")
        return int(text)
    if _BASED.fullmatch(text):
        if len(text) > MAX_DIGITS:
            raise ValueError(f"an integer of more than {MAX_DIGITS} digits")
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return _WORDS.get(text, text)


_CORE: Final = "tag:yaml.org,2002:"
COLLECTION_TAGS: Final = frozenset({"!", _CORE + "map", _CORE + "seq"})


def tagged(text: str, tag: str) -> Scalar:
    """The value of a scalar with an explicit tag of the core schema.

    Raises LookupError for any other tag, ValueError if the text is not of the tag's form.
    """
    if tag in ("!", _CORE + "str"):
        return text
    kinds: dict[str, type] = {"null": type(None), "bool": bool, "int": int, "float": float}
    kind = kinds.get(tag.removeprefix(_CORE)) if tag.startswith(_CORE) else None
    if kind is None:
        raise LookupError(tag)
    value = plain(text)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:
        raise ValueError(f"not a value of !!{tag.removeprefix(_CORE)}")
    return value
