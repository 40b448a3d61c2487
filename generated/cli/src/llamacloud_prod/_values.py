"""From the text of an option to a value, by the words that say what it may be.

`null`, `boolean`, `integer`, `number`, `object` and `array` are written as JSON has them; `string` is the text itself.
Where a text may be several things they are tried in this order, and text in double quotes is always a string. A text
that may be a string or null is never taken for null: that takes a body in JSON.

In options of the body a value that begins with `@` is the content of the file behind it, `-` is standard input, and a
backslash before `@`, `-` or another backslash takes this meaning away. The value of a `file` is a file's path, with or
without `@`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Callable, Sequence, Tuple, cast

INTEGER = re.compile(r"[+-]?[0-9]+")
NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
TRUTHS = {"true": True, "false": False}
NAMES = {
    "null": "null",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "object": "a JSON object",
    "array": "a JSON array",
    "string": "text",
    "file": "a file",
}


class BadValueError(ValueError):
    """A text is nothing that its option takes; the message says what it takes."""


def read_values(
    texts: Sequence[str], words: Tuple[str, ...], each: Tuple[str, ...] | None, content: Callable[[str], Any] | None
) -> Any:
    """The value that an option's texts give. One alone may be the whole list as JSON, or what stands for a list.

    `content` gives what `@…` and `-` stand for, None where they have no meaning. Raises BadValueError.
    """
    if each is None:
        return read_value(texts[-1], words, content)
    if len(texts) == 1:
        whole = _whole_list(texts[0])
        if whole is not None and not _is_item(whole, each):
            return whole
        plain = tuple(word for word in words if word != "null" or "string" not in each)
        try:
            return read_value(texts[0], plain, content)
        except BadValueError:
            pass
    return [read_value(text, each, content) for text in texts]


def _is_item(found: list[Any], each: Tuple[str, ...]) -> bool:
    """Whether a list is one item: where items are lists, and its own are none."""
    return set(each) <= {"array", "null"} and not all(isinstance(item, list) for item in found)


def _whole_list(text: str) -> list[Any] | None:
    found = _json(text) if text.lstrip().startswith("[") else None
    return found if isinstance(found, list) else None  # pyright: ignore[reportUnknownVariableType]


def read_value(text: str, words: Tuple[str, ...], content: Callable[[str], Any] | None) -> Any:
    """One value. Raises BadValueError."""
    if "file" in words:
        return content(text if text == "-" or text.startswith("@") else f"@{text}") if content else Path(text)
    if content is not None:
        if text == "-" or text.startswith("@"):
            return _of_content(content(text), words)
        if text.startswith(("\\@", "\\\\")) or text == "\\-":
            text = text[1:]
    return parsed(text, words)


def _of_content(given: Any, words: Tuple[str, ...]) -> Any:
    """Content that is text stands for a value as the text of an option does; structures are read from it."""
    return parsed(given.strip() if "string" not in words else given, words) if isinstance(given, str) else given


def parsed(text: str, words: Tuple[str, ...]) -> Any:
    """The value that the text writes. Raises BadValueError."""
    is_text = "string" in words
    if is_text and not set(words) - {"string", "null"}:
        return text
    if "null" in words and text == "null":
        return None
    if "boolean" in words and text.lower() in TRUTHS:
        return TRUTHS[text.lower()]
    if "integer" in words and INTEGER.fullmatch(text):
        return int(text)
    if "number" in words and NUMBER.fullmatch(text):
        return float(text)
    found = _json(text) if text.lstrip()[:1] in ("{", "[", '"') else None
    if (isinstance(found, dict) and "object" in words) or (isinstance(found, list) and "array" in words):
        return cast("Any", found)
    if is_text:
        return found if isinstance(found, str) else text
    raise BadValueError(f"{text!r} is not {_either(words)}.")


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _either(words: Tuple[str, ...]) -> str:
    told = [NAMES[word] for word in words if word != "null"] or ["null"]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} or {told[-1]}"
