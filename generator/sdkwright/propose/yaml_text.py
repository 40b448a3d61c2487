"""A proposal as the text of a config file: block style, a comment before the key that it is about.

What comes from a document is untrusted: a text is written plain only where it cannot be anything else, and a comment
never leaves its line.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import TYPE_CHECKING

from sdkwright.load.plain import is_list
from sdkwright.resolve.nodes import is_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.propose.proposal import Keys, Proposal

_PLAIN = re.compile(r"[A-Za-z$/][A-Za-z0-9_$/.{}@-]*( [A-Za-z0-9_$/.{}@-]+)*")
_NO_TEXT = re.compile(r"true|false|null|yes|no|on|off|y|n|inf|nan|x", re.IGNORECASE)
_ODD = re.compile(r"[^\x20-\x7e\xa1-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_WIDTH = 100


def yaml_of(proposal: Proposal) -> str:
    """The whole file; a blank line before each section of the top."""
    lines: list[str] = []
    for key in proposal.data:
        lines += ["", *_entry(proposal, (key,), proposal.data[key])]
    return "\n".join(lines[1:]) + "\n"


def _entry(proposal: Proposal, keys: Keys, value: object) -> Iterator[str]:
    indent = "  " * (len(keys) - 1)
    comment = proposal.comments.get(keys)
    if comment is not None:
        yield from comment_lines(comment, indent)
    if is_mapping(value) and value:
        yield f"{indent}{scalar(keys[-1])}:"
        for key in value:
            yield from _entry(proposal, (*keys, key), value[key])
    else:
        yield from (indent + line for line in _pair(str(keys[-1]), value))


def _pair(key: str, value: object) -> Iterator[str]:
    """A key with its value, without comments."""
    if (is_mapping(value) or is_list(value)) and value:
        yield f"{scalar(key)}:"
        yield from ("  " + line for line in _lines(value))
    else:
        yield f"{scalar(key)}: {scalar(value)}"


def _lines(value: object) -> Iterator[str]:
    if is_mapping(value) and value:
        for key, inner in value.items():
            yield from _pair(key, inner)
    elif is_list(value) and value:
        for item in value:
            lead = "- "
            for line in _lines(item):
                yield lead + line
                lead = "  "
    else:
        yield scalar(value)


def scalar(value: object) -> str:
    """A value of YAML on one line: text, number, boolean, null, or nothing in a list or mapping."""
    if not isinstance(value, str):
        return json.dumps(value)
    if _PLAIN.fullmatch(value) and not _NO_TEXT.fullmatch(value):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return _ODD.sub(lambda found: f"\\U{ord(found[0]):08x}", quoted)


def comment_lines(text: str, indent: str) -> list[str]:
    """A comment of one or more lines; whatever could end a line or steer a terminal becomes a space. After a blank line
    a new line begins.
    """
    plain = [" ".join(_ODD.sub(" ", part).split()) for part in text.split("\n\n")]
    lines = [line for part in plain for line in textwrap.wrap(part, _WIDTH - len(indent), break_long_words=False)]
    return [f"{indent}# {line}" for line in lines]
