"""What one document came to, and the table of all."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.corpus.checks import Checks

if TYPE_CHECKING:
    from tests.corpus.peers import Peer

RATIO = 0.5
MEMORY = {"github": 300.0}


@dataclass(frozen=True)
class Failure:
    """One call that went wrong. `kind` is its message without what differs from call to call."""

    operation: str
    method: str
    call: str
    stage: str
    message: str


@dataclass
class Row:
    """`operations` are those of the document, `generated` those that have a method, `called` those whose calls all went
    well. `peer` is None where it was not measured.
    """

    document: str
    operations: int
    generated: int = 0
    called: int = 0
    calls: int = 0
    checks: Checks = field(default_factory=Checks)
    counts: dict[str, int] = field(default_factory=dict[str, int])
    codes: dict[str, int] = field(default_factory=dict[str, int])
    seconds: float = 0.0
    peak_mb: float = 0.0
    lines: int = 0
    error: str | None = None
    failures: list[Failure] = field(default_factory=list[Failure])
    missing: list[str] = field(default_factory=list[str])
    ratchet: list[str] = field(default_factory=list[str])
    peer: Peer | None = None

    @property
    def ratio(self) -> float | None:
        """Our seconds to the peer's, where it works."""
        return self.seconds / self.peer.seconds if self.peer and self.peer.operations is not None else None

    def short(self) -> list[str]:
        """What is short of the reach; nothing when all is well."""
        found = [f"does not generate: {self.error}"] if self.error else []
        if self.generated < self.operations:
            found.append(f"{self.operations - self.generated} operations have no method")
        if self.called < self.operations:
            found.append(f"{self.operations - self.called} operations are not called well")
        if self.checks.faults:
            found.append(f"{self.checks.faults} faults of import, lint, format or types")
        if self.ratio is not None and self.ratio > RATIO:
            found.append(f"takes {self.ratio:.2f} of the peer's time, not {RATIO}")
        if self.peak_mb > MEMORY.get(self.document, float("inf")):
            found.append(f"holds {self.peak_mb:.0f} MB, not {MEMORY[self.document]:.0f}")
        return [*found, *self.ratchet]


_HEAD = (
    "document",
    "ops",
    "methods",
    "called",
    "import",
    "lint",
    "format",
    "mypy",
    "pyright",
    "e/w/n",
    "s",
    "MB",
    "lines",
)
_PEER_HEAD = ("peer s", "peer ops", "fail", "peer MB", "ratio")


def table(rows: list[Row], *, peers: bool) -> str:
    """The rows and their totals, aligned, as Markdown."""
    head = _HEAD + (_PEER_HEAD if peers else ())
    cells = [[*_cells(row), *(_peer_cells(row) if peers else ())] for row in rows]
    cells.append([*_totals(rows), *(_peer_totals(rows) if peers else ())])
    widths = [max(len(line[index]) for line in [list(head), *cells]) for index in range(len(head))]
    lines = [_line(list(head), widths), "|" + "|".join("-" * (width + 2) for width in widths) + "|"]
    return "\n".join([*lines, *(_line(each, widths) for each in cells)])


def _line(cells: list[str], widths: list[int]) -> str:
    first, *rest = [
        cell.ljust(width) if index == 0 else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "| " + " | ".join([first, *rest]) + " |"


def _cells(row: Row) -> list[str]:
    checks = row.checks
    faults = [
        "-" if each is None else str(each)
        for each in (checks.imports, checks.lint, checks.format, checks.mypy, checks.pyright)
    ]
    counts = "/".join(str(row.counts.get(each, 0)) for each in ("error", "warning", "note"))
    figures = [counts, f"{row.seconds:.2f}", f"{row.peak_mb:.0f}", f"{row.lines}"]
    return [row.document, str(row.operations), str(row.generated), str(row.called), *faults, *figures]


def _peer_cells(row: Row) -> list[str]:
    peer = row.peer
    if peer is None:
        return ["-"] * 5
    if peer.operations is None:
        return [f"{peer.seconds:.2f}", "refuses", "-", f"{peer.peak_mb:.0f}", "-"]
    ratio = f"{row.ratio:.2f}" if row.ratio is not None else "-"
    return [f"{peer.seconds:.2f}", str(peer.operations), str(peer.failing_modules), f"{peer.peak_mb:.0f}", ratio]


def _totals(rows: list[Row]) -> list[str]:
    def total(name: str) -> str:
        return str(sum(getattr(row.checks, name) or 0 for row in rows))

    counts = "/".join(str(sum(row.counts.get(each, 0) for row in rows)) for each in ("error", "warning", "note"))
    good = sum(row.error is None for row in rows)
    return [
        f"total {good}/{len(rows)}",
        *(str(sum(getattr(row, name) for row in rows)) for name in ("operations", "generated", "called")),
        *(total(name) for name in ("imports", "lint", "format", "mypy", "pyright")),
        counts,
        f"{sum(row.seconds for row in rows):.2f}",
        f"{max((row.peak_mb for row in rows), default=0):.0f}",
        str(sum(row.lines for row in rows)),
    ]


def _peer_totals(rows: list[Row]) -> list[str]:
    peers = [row.peer for row in rows if row.peer]
    operations = sum(each.operations or 0 for each in peers)
    failing = sum(each.failing_modules for each in peers)
    peak = max((each.peak_mb for each in peers), default=0)
    return [f"{sum(each.seconds for each in peers):.2f}", str(operations), str(failing), f"{peak:.0f}", ""]
