"""Text of untrusted files made fit for a terminal."""

from __future__ import annotations

import re
from typing import Final

MAX_TEXT: Final = 2000
"""Characters of a message; what is longer is cut in the middle."""

_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """The text on one line: control, direction and invisible characters written as escapes, and its length cut.

    What is written so cannot move a cursor, colour or hide anything, and encodes as UTF-8.
    """
    if len(text) > limit:
        text = f"{text[: limit // 2]} … {text[-limit // 2 :]}"
    return _UNSAFE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    if found[0] in "\t\n\r":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
