"""Words of a POSIX shell made of untrusted text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Emitted, is_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

BARE = re.compile(r"[A-Za-z0-9@%+=:,./_-]+")
INDENT = "  "


class Shell(Emitted):
    """A piece of a shell command."""

    __slots__ = ()


def shell_word(text: str) -> Shell:
    """One word: bare where nothing in it means anything to a shell, else between single quotes; text that is not
    printable between those that take escapes (`$'…'`, POSIX.1-2024, 2.2.4).
    """
    if BARE.fullmatch(text):
        return Shell(text)
    if all(map(is_plain, text)):
        return Shell("'" + text.replace("'", "'\\''") + "'")
    return Shell("$'" + "".join(map(_escaped, text)) + "'")


def _escaped(char: str) -> str:
    if char in "'\\":
        return "\\" + char
    if char in "\n\t":
        return "\\n" if char == "\n" else "\\t"
    if is_plain(char):
        return char
    return "".join(f"\\x{byte:02x}" for byte in char.encode("utf-8", "replace") if byte) + ("" if char != "\0" else "?")


def command_text(lines: Sequence[Shell]) -> Shell:
    """One command over several lines."""
    return Shell(f" \\\n{INDENT}".join(lines))
