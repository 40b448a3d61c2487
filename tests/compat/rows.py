"""What one pair came to, and the table of all beside what is to be reached."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.compat.programs.checking import Programs
    from tests.compat.suites import Suite
    from tests.compat.surfaces import Surface

SECONDS, KEPT, LINES, DELIBERATE = 1.5, 99.5, 3500, 10


@dataclass
class Row:
    """Parts that were left out are None."""

    pair: str
    seconds: float
    error: str | None = None
    surface: Surface | None = None
    lines: int = 0
    suite: Suite | None = None
    programs: Programs | None = None
    notes: list[str] = field(default_factory=list[str])

    def short(self) -> list[str]:
        """What is short of the reach; nothing when all is well."""
        if self.error or self.surface is None:
            return [f"does not generate: {self.error}"]
        found = [f"takes {self.seconds:.2f} s, not {SECONDS}"] if self.seconds > SECONDS else []
        if self.surface.kept < KEPT:
            found.append(f"keeps {self.surface.kept:.2f}% of the surface, not {KEPT}%")
        found += [f"{count} lost: {kind}" for kind, count in sorted(self.surface.lost.items())]
        if self.lines > LINES:
            found.append(f"{self.lines} lines of runtime, not {LINES}")
        if self.suite is not None and (self.suite.error or self.suite.short):
            found.append(f"suite: {self.suite.error or f'{self.suite.short} tests do not pass'}")
        if self.programs is not None and (different := self.programs.different):
            found.append(f"{len(different)} lines of old programs are checked otherwise")
        return found


_HEAD = (
    "pair",
    "s",
    "suite",
    "own tests",
    "kept",
    "class",
    "field",
    "method",
    "alias",
    "export",
    "module",
    "lost",
    "aside",
)
_MORE = ("lines", "mypy", "pyright")
_REACH = (
    *("reach", f"{SECONDS}", "all", "", f"{KEPT}%", *("~changed -removed",), *("",) * 5, "0", "", f"{LINES}"),
    *("same", "same"),
)


def table(rows: list[Row]) -> str:
    """The rows, aligned, as Markdown; the last tells what is to be reached."""
    lines = [[*_HEAD, *_MORE], *(_cells(row) for row in rows), list(_REACH)]
    lines[-1][5] = ""
    widths = [max(len(line[index]) for line in lines) for index in range(len(lines[0]))]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    head, *rest = (_line(each, widths) for each in lines)
    return "\n".join(
        [
            head,
            rule,
            *rest,
            "",
            "class to module: ~changed -removed; own tests: of code written by hand, apart from the suite",
        ]
    )


def _cells(row: Row) -> list[str]:
    if row.surface is None:
        return [row.pair, f"{row.seconds:.2f}", "does not generate", *("-",) * (len(_HEAD) + len(_MORE) - 3)]
    kinds = row.surface.by_kind()
    differences = [_difference(kinds.get(kind)) for kind in _HEAD[5:11]]
    kept, lost = f"{row.surface.kept:.2f}%", str(row.surface.lost.total())
    own = f"{row.suite.own_passed}/{row.suite.own_total}" if row.suite and row.suite.own_total else "-"
    figures = [f"{row.seconds:.2f}", _suite(row.suite), own, kept, *differences, lost, str(len(row.surface.aside))]
    return [row.pair, *figures, str(row.lines), *_programs(row.programs)]


def _difference(found: tuple[int, int] | None) -> str:
    return f"~{found[0]} -{found[1]}" if found else "0"


def _suite(suite: Suite | None) -> str:
    if suite is None:
        return "-"
    excused = f" ({len(suite.deliberate)} excused)" if suite.deliberate else ""
    return "error" if suite.error else f"{suite.passed}/{suite.total}{excused}"


def _programs(programs: Programs | None) -> list[str]:
    if programs is None:
        return ["-", "-"]
    return [f"{programs.same(checker)}/{programs.lines}" for checker in ("mypy", "pyright")]


def _line(cells: list[str], widths: list[int]) -> str:
    first, *rest = [
        cell.ljust(width) if index == 0 else cell.rjust(width)
        for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "| " + " | ".join([first, *rest]) + " |"
