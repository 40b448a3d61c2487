"""The sink that every stage is handed, and what goes into it. A bad document ends up here, never in an exception."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .codes import CODES, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a file: display name, JSON pointer (RFC 6901) of the node, 1-based line and column in characters."""

    file: str
    pointer: str = ""
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `severity` follows from `code`; `hint` says what to do, else the table's advice holds."""

    code: str
    severity: Severity
    message: str
    at: Place | None = None
    hint: str | None = None


class Diagnostics:
    """Collects findings; iterates them in stable order (file, line, column, code) and without duplicates.

    `allow` maps codes that the config accepts to the reason; such findings are left out of iteration and of the counts
    and are listed by `allowed()`. Errors cannot be allowed: what they stand for would give broken code.
    """

    def __init__(self, allow: Mapping[str, str] | None = None) -> None:
        self.allow: dict[str, str] = dict(allow or {})
        self._found: dict[Diagnostic, None] = {}

    def add(self, code: str, message: str, *, at: Place | None = None, hint: str | None = None) -> None:
        """Record a finding. An unknown code is a bug of the toolkit and raises KeyError."""
        self._found[Diagnostic(code, CODES[code].severity, message, at, hint)] = None

    def __iter__(self) -> Iterator[Diagnostic]:
        return (d for d in self._ordered() if not self._is_allowed(d))

    def __len__(self) -> int:
        return sum(not self._is_allowed(d) for d in self._found)

    def allowed(self) -> Iterator[tuple[Diagnostic, str]]:
        """The findings that the config allows, each with the reason it gives."""
        return ((d, self.allow[d.code]) for d in self._ordered() if self._is_allowed(d))

    def count(self, severity: Severity) -> int:
        return sum(d.severity is severity and not self._is_allowed(d) for d in self._found)

    @property
    def has_errors(self) -> bool:
        return any(d.severity is Severity.ERROR for d in self._found)

    def _is_allowed(self, diagnostic: Diagnostic) -> bool:
        return diagnostic.severity is not Severity.ERROR and diagnostic.code in self.allow

    def _ordered(self) -> list[Diagnostic]:
        return sorted(self._found, key=_order)


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str, str, str]:
    at = diagnostic.at or Place("")
    spot = (at.file, at.line or 0, at.column or 0)
    return (*spot, diagnostic.code, at.pointer, diagnostic.message, diagnostic.hint or "")
