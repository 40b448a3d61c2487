"""JSON text (RFC 8259) to plain data, within limits. NaN and Infinity are read, as most writers of JSON emit them."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from .limits import MAX_DEPTH, MAX_DIGITS
from .problems import Problem, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},:]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE_SURROGATE = re.compile(
    r"(?<!\\)(?:\\\\)*(\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})|"
    r"[c-fC-F][0-9a-fA-F]{2}(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})))"
)
_LONG_INTEGER = re.compile(rf"\d{{{MAX_DIGITS + 1},}}")


def read_json(text: str) -> tuple[Any, list[Problem]]:
    """The data, and what is wrong but does not stop the reader (duplicate keys). Raises ReadError for what does."""
    duplicates = False

    def gather(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal duplicates
        members = dict(pairs)
        duplicates = duplicates or len(members) != len(pairs)
        return members

    try:
        data = json.loads(text, object_pairs_hook=gather)
    except json.JSONDecodeError as error:
        raise ReadError("SW004", f"not JSON: {error.msg}", error.pos) from None
    except RecursionError:
        raise _too_deep(text) from None
    except ValueError:
        found = _LONG_INTEGER.search(text)
        message = f"an integer of more than {MAX_DIGITS} digits"
        raise ReadError("SW019", message, found.start() if found else None) from None
    if _deeper_than(data, MAX_DEPTH):
        raise _too_deep(text)
    lone = _LONE_SURROGATE.search(text) if _SURROGATE.search(text) else None
    if lone:
        raise ReadError("SW019", f"{lone[1]} is half a surrogate pair, no character", lone.start(1))
    return data, list(_duplicates(text)) if duplicates else []


def _deeper_than(data: Any, limit: int) -> bool:
    level: list[Any] = [data] if isinstance(data, (dict, list)) else []
    for _ in range(limit):
        level = [
            child
            for container in level
            for child in (cast("dict[str, Any]", container).values() if isinstance(container, dict) else container)
            if isinstance(child, (dict, list)) and child
        ]
        if not level:
            return False
    return True


def _too_deep(text: str) -> ReadError:
    depth = 0
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return ReadError("SW008", f"more than {MAX_DEPTH} maps and lists within each other", token.start())
        elif token[0] in "]}":
            depth -= 1
    return ReadError("SW008", f"more than {MAX_DEPTH} maps and lists within each other")


def _duplicates(text: str) -> Iterator[Problem]:
    """Each key that its object has had before."""
    open_objects: list[dict[str, int] | None] = []
    pieces = [(piece[0], piece.start()) for piece in _TOKEN.finditer(text)]
    for (piece, offset), (following, _) in pairwise(pieces):
        if piece in "{[":
            open_objects.append({} if piece == "{" else None)
        elif piece in "}]":
            open_objects.pop()
        elif piece[0] == '"' and following == ":":
            keys = open_objects[-1]
            key: str = json.loads(piece)
            if keys is not None and keys.setdefault(key, offset) != offset:
                yield Problem("SW005", key, offset, earlier=keys[key])
