"""The failures of a run, those of one kind together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.corpus.rows import Failure, Row

_SHOWN = 4


def report(rows: list[Row]) -> str:
    """Markdown: one section for each document that has something to tell."""
    parts: list[str] = []
    for row in rows:
        lines = [f"- {each}" for each in row.short()]
        lines += [f"- missing: {each}" for each in row.missing]
        lines += [f"- {each}" for each in row.checks.details]
        lines += _kinds(row.failures)
        if lines:
            parts.append("\n".join([f"## {row.document}", "", *lines, ""]))
    return "\n".join(parts) or "Nothing to report.\n"


def _kinds(failures: list[Failure]) -> list[str]:
    groups: dict[tuple[str, str], list[Failure]] = {}
    for each in failures:
        groups.setdefault((each.stage, kind(each.message)), []).append(each)
    lines: list[str] = []
    for (stage, what), own in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        operations = {each.operation for each in own}
        lines += ["", f"### {stage}: {what}", "", f"{len(own)} calls of {len(operations)} operations, such as", ""]
        seen: dict[str, Failure] = {}
        for each in own:
            seen.setdefault(each.operation, each)
        lines += [
            f"- `{each.operation}` ({each.method}, {each.call}): {' '.join(each.message.split())}"
            for each in list(seen.values())[:_SHOWN]
        ]
    return lines


def kind(message: str) -> str:
    """A message without its values, so that messages of one kind are equal."""
    text = re.sub(r" \(to [^()]*\)$", "", message)
    text = re.sub(r"'[^']*'|\"[^\"]*\"|b'[^']*'|\[[^\]]*\]|\{[^}]*\}", "…", text)
    text = re.sub(r"/[\w/~.\-{}]+", "/…", text)
    text = re.sub(r"\b\d+\b", "0", text)
    return " ".join(text.split())[:120]
