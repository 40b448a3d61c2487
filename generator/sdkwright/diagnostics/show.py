"""Diagnostics as text with the source lines, as JSON, and as annotations of GitHub Actions. SARIF: see `sarif`.

What comes from a document is untrusted: it is cleaned of control characters and cut on its way out.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Protocol

from .clean import clean
from .codes import CODES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .sink import Diagnostic, Place

_WIDTH = 100
_COLORS = {Severity.ERROR: "\x1b[31m", Severity.WARNING: "\x1b[33m", Severity.NOTE: "\x1b[36m"}
_BOLD, _DIM, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"


class Lines(Protocol):
    """A file whose lines can be shown: a Document, a Config, a SourceText."""

    @property
    def display_name(self) -> str: ...

    def source_line(self, number: int, /) -> str | None: ...


def as_text(diagnostics: Iterable[Diagnostic], files: Iterable[Lines] = (), *, color: bool = False) -> str:
    """`file:line:column severity code message`, the source line with a caret, and a hint; a block for each.

    Empty if there is nothing; else it ends with a line that counts.
    """
    by_name = {file.display_name: file for file in files}
    found = list(diagnostics)
    blocks = [_block(diagnostic, by_name, color=color) for diagnostic in found]
    return "\n".join([*blocks, summary(found), ""]) if found else ""


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """Such as "2 errors, 1 warning"; "nothing to report" if there is nothing."""
    found = [diagnostic.severity for diagnostic in diagnostics]
    counted = [(found.count(severity), severity.value) for severity in Severity]
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in counted if count]
    return ", ".join(parts) or "nothing to report"


def _block(diagnostic: Diagnostic, files: Mapping[str, Lines], *, color: bool) -> str:
    where = _where(diagnostic.at)
    severity = diagnostic.severity.value
    if color:
        where = f"{_BOLD}{where}{_PLAIN}"
        severity = f"{_COLORS[diagnostic.severity]}{severity}{_PLAIN}"
    head = " ".join(part for part in (where, severity, diagnostic.code, clean(diagnostic.message)) if part)
    lines = [head, *_excerpt(diagnostic.at, files)]
    lines.append(f"  hint: {clean(diagnostic.hint or CODES[diagnostic.code].advice)}")
    if color:
        lines[1:] = [f"{_DIM}{line}{_PLAIN}" for line in lines[1:]]
    return "\n".join(lines) + "\n"


def _where(at: Place | None) -> str:
    if at is None:
        return ""
    parts = [clean(at.file), at.line, at.column if at.line else None]
    return ":".join(str(part) for part in parts if part)


def _excerpt(at: Place | None, files: Mapping[str, Lines]) -> list[str]:
    if at is None or at.line is None or at.file not in files:
        return []
    text = files[at.file].source_line(at.line)
    if text is None or not text.strip():
        return []
    column = max(1, min(at.column or 1, len(text) + 1))
    start = max(0, column - 1 - _WIDTH // 2) if len(text) > _WIDTH else 0
    before, after = clean(text[start : column - 1]), clean(text[column - 1 : start + _WIDTH])
    number = str(at.line)
    cut = "…" if start else ""
    rest = "…" if start + _WIDTH < len(text) else ""
    return [
        f"  {number} | {cut}{before}{after}{rest}",
        f"  {' ' * len(number)} | {' ' * (len(cut) + _cells(before))}^",
    ]


def _cells(text: str) -> int:
    """Columns that the text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def as_data(diagnostic: Diagnostic) -> dict[str, Any]:
    """One diagnostic as plain data, for JSON output of any command."""
    at = diagnostic.at
    return {
        "code": diagnostic.code,
        "severity": diagnostic.severity.value,
        "title": CODES[diagnostic.code].title,
        "message": clean(diagnostic.message),
        "hint": clean(diagnostic.hint or CODES[diagnostic.code].advice),
        "file": clean(at.file) if at else None,
        "line": at.line if at else None,
        "column": at.column if at else None,
        "pointer": clean(at.pointer) if at else None,
    }


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """`{"diagnostics": [...]}`, in ASCII."""
    return json.dumps({"diagnostics": [as_data(diagnostic) for diagnostic in diagnostics]}, indent=2) + "\n"


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands of GitHub Actions, one a line (`::error file=…,line=…,col=…,title=…::message`)."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    word = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}[diagnostic.severity]
    at = diagnostic.at
    place = {"file": at.file, "line": at.line, "col": at.column if at.line else None} if at else {}
    values = {**place, "title": f"{diagnostic.code} {CODES[diagnostic.code].title}"}
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items() if value)
    hint = diagnostic.hint or CODES[diagnostic.code].advice
    message = _data(f"{clean(diagnostic.message)}\n{clean(hint)}")
    return f"::{word} {properties}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(clean(text)).replace(":", "%3A").replace(",", "%2C")
