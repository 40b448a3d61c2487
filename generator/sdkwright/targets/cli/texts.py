"""Prose of the document as help shows it: plain text without markup, in paragraphs that a terminal can wrap."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from sdkwright.lower.docs import constraint_line
from sdkwright.lower.emit import plain_text
from sdkwright.lower.project.markdown import plain_prose, shortened

if TYPE_CHECKING:
    from sdkwright.api import Docs
    from sdkwright.lower.command_line import Option

# Click keeps the lines of a paragraph that begins with this (its documentation calls it the marker against rewrapping).
KEEP_LINES = "\b\n"
LISTED = re.compile(r"^\s*(?:[-*+]|\d+[.)])\s", re.MULTILINE)
MOST_PARAGRAPHS = 20
MOST_CHOICES = 12
PLACES = {"path": "", "query": "", "header": "Header.", "cookie": "Cookie.", "body": ""}


def paragraphs(text: str | None) -> list[str]:
    """Paragraphs of Markdown; lists and blocks of code keep their lines."""
    found: list[str] = []
    for block in re.split(r"\n[ \t]*\n", plain_text(text or "")):
        lines = [line.rstrip() for line in block.strip("\n").split("\n")]
        if not any(lines):
            continue
        if LISTED.search(block) or "```" in block or any(line.startswith(("    ", "|")) for line in lines):
            found.append(KEEP_LINES + "\n".join(line for line in lines if not line.lstrip().startswith("```")))
        else:
            found.append(plain_prose(shortened(" ".join(lines).lstrip("# "))))
    return [each for each in found if each.strip()][:MOST_PARAGRAPHS]


def summary_of(docs: Docs, otherwise: str) -> str:
    """One line: what the document calls it, else the first sentence of what it says."""
    if docs.summary and docs.summary.strip():
        return plain_prose(shortened(plain_text(docs.summary)))
    first = next(iter(paragraphs(docs.description)), "").removeprefix(KEEP_LINES)
    return sentence(plain_prose(first)) or otherwise


def sentence(text: str) -> str:
    """The first sentence."""
    found = re.match(r".+?[.!?](?=\s|$)", text)
    return found[0] if found else text


def option_text(option: Option) -> str:
    """All that help says of an option, in one paragraph."""
    docs = option.docs
    words = [each.removeprefix(KEEP_LINES) for each in paragraphs(docs.description or docs.summary)]
    parts = [plain_prose(shortened(" ".join(words))), PLACES.get(option.place, "")]
    if docs.has_default and docs.default is not None:
        parts.append(f"Default: {plain_prose(shortened(plain_text(json.dumps(docs.default, ensure_ascii=False))))}.")
    if docs.constraints and (line := constraint_line(docs)) != "Valid: .":
        parts.append(plain_prose(plain_text(line)))
    if option.reading.choices:
        shown = [plain_prose(plain_text(each)) for each in option.reading.choices[:MOST_CHOICES]]
        more = len(option.reading.choices) - len(shown)
        parts.append(f"One of: {', '.join(shown)}{f' and {more} more' if more else ''}.")
    if docs.deprecated:
        parts.append("Deprecated.")
    return " ".join(each for each in parts if each)
