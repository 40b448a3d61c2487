"""Markdown made of untrusted text, for the places that the files around the package have beside those of `emit`."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Markdown, markdown_code, plain_text, url

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.lower.emit import Code

# CommonMark 2.4: a backslash takes the meaning from any of these; entities stand for the two that HTML begins with.
_ACTIVE = re.compile(r"([\\`*_\[\]|~$])")
_BLOCK_START = re.compile(r"^(\d*)([#+=.)-])")
LONGEST_PARAGRAPH = 800


def code_block(lines: Iterable[Code | str], language: str = "python") -> Markdown:
    """A fenced block that no line in it can close: its fence is longer than any run of backticks (CommonMark 4.5)."""
    text = "\n".join(lines)
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return Markdown(f"{fence}{language}\n{text}\n{fence}")


def literal_text(text: str) -> Markdown:
    """One line that reads as the text itself: no character of it is markup."""
    line = " ".join(plain_text(text).split())
    escaped = _ACTIVE.sub(r"\\\1", html.escape(line, quote=False))
    return Markdown(_BLOCK_START.sub(r"\1\\\2", escaped))


def cell_code(text: str) -> Markdown:
    """A code span in a table, where a bar ends the cell even inside of code (GFM 4.10)."""
    return Markdown(markdown_code(text).replace("|", "\\|"))


def first_paragraph(text: str | None) -> Markdown | None:
    """The first paragraph of Markdown prose as plain text; None where it has none."""
    for block in re.split(r"\n[ \t]*\n", plain_text(text or "")):
        bare = plain_prose(shortened(block))
        if bare and not block.lstrip().startswith(("#", "```", "~~~", "|", "<")):
            return literal_text(bare)
    return None


def shortened(block: str) -> str:
    """The block, cut at a word's end where it is long."""
    if len(block) <= LONGEST_PARAGRAPH:
        return block
    return block[:LONGEST_PARAGRAPH].rpartition(" ")[0] + " …"


def plain_prose(block: str) -> str:
    """A paragraph without its links' targets, its emphasis and its code marks."""
    text = re.sub(r"!?\[([^\[\]]*)\]\([^()]*\)", r"\1", block)
    text = re.sub(r"(\*\*|__|`+)(?=\S)(.+?)(?<=\S)\1", r"\2", text, flags=re.DOTALL)
    return " ".join(text.split())


def attribute(text: str) -> Markdown:
    """The value of a double-quoted HTML attribute that stands in a line of Markdown."""
    line = " ".join(plain_text(text).split())
    return Markdown(html.escape(line, quote=True).replace("`", "&#96;").replace("|", "&#124;"))


def link(text: str, target: str) -> Markdown:
    return Markdown(f"[{literal_text(text)}]({url(target)})")
