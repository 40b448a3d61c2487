"""Text that cannot speak to a terminal.

A server's text may hold control sequences that move the cursor, change the title or the clipboard, and characters that
change the order in which text is read. On a terminal they are shown as escapes.
"""

from __future__ import annotations

import re

# C0 apart from tab and line feed, DEL and C1; then what sets directions or is no character (Unicode, UAX 9).
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
IN_LINE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def escaped(text: str) -> str:
    """The text with escapes as JSON has them for what a terminal would act on; lines stay lines."""
    return UNSAFE.sub(_escape, text) if UNSAFE.search(text) else text


def escaped_line(text: str) -> str:
    """The same in one line: line feeds and tabs are escapes too."""
    return IN_LINE.sub(_escape, text) if IN_LINE.search(text) else text


def _escape(found: re.Match[str]) -> str:
    return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}.get(found[0]) or f"\\u{ord(found[0]):04x}"
