"""JSON pointers (RFC 6901) and their form as URI fragments."""

from __future__ import annotations

import re
from urllib.parse import unquote

_BAD_ESCAPE = re.compile(r"~(?![01])")


def escape(token: str) -> str:
    """One reference token as it is written within a pointer."""
    return token.replace("~", "~0").replace("/", "~1") if "/" in token or "~" in token else token


def unescape(token: str) -> str:
    return token.replace("~1", "/").replace("~0", "~") if "~" in token else token


def join(pointer: str, *keys: str | int) -> str:
    """The pointer of what lies under these keys: `join("/paths", "/a", "get")` is "/paths/~1a/get"."""
    for key in keys:
        pointer = f"{pointer}/{escape(str(key))}"
    return pointer


def split(pointer: str) -> tuple[str, ...]:
    """The keys of a pointer, unescaped; "" gives none. Raises ValueError if it is not a JSON pointer."""
    if not pointer:
        return ()
    if not pointer.startswith("/") or _BAD_ESCAPE.search(pointer):
        raise ValueError(f"not a JSON pointer: {pointer!r}")
    tokens = pointer[1:].split("/")
    return tuple(map(unescape, tokens)) if "~" in pointer else tuple(tokens)


def parent(pointer: str) -> str:
    """The pointer one level up; "" is its own parent."""
    return pointer.rpartition("/")[0]


def from_fragment(fragment: str) -> str:
    """The pointer that a URI fragment (without '#') stands for: percent-decoded as UTF-8 (RFC 6901 section 6)."""
    return unquote(fragment, errors="strict")
