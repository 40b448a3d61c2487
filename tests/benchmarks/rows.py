"""The result of a measurement as a row of the table, and how the table is printed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

_TITLES = ("what", "ours", "theirs", "ratio", "reach", "")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    `value` is held against `limit`: `value <= limit` is wanted, or `value >= limit` if `at_least`. `ours` and `theirs`
    are in `unit`; None where there is nothing to compare. `holds` is false when something beside the figure is amiss,
    which `note` then tells.
    """

    what: str
    unit: str
    ours: float
    theirs: float | None
    value: float
    limit: float
    limit_unit: str = "×"
    at_least: bool = False
    holds: bool = True
    note: str = ""

    @property
    def reached(self) -> bool:
        return self.holds and (self.value >= self.limit if self.at_least else self.value <= self.limit)


def table(rows: list[Row]) -> str:
    """The rows as aligned text, with a last line that counts how many reach what they should."""
    cells = [_TITLES, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(_TITLES))]
    lines: list[str] = []
    for line in cells:
        first, *middle = (text.rjust(width) for text, width in zip(line[1:-1], widths[1:-1], strict=True))
        lines.append("  ".join([line[0].ljust(widths[0]), first, *middle, line[-1]]).rstrip())
    lines.insert(1, "-" * max(len(line) for line in lines))
    lines += [f"  {row.what}: {row.note}" for row in rows if row.note]
    return "\n".join([*lines, summary(rows)])


def as_json(rows: list[Row]) -> str:
    return json.dumps([{**asdict(row), "reached": row.reached} for row in rows], indent=2, ensure_ascii=False)


def summary(rows: list[Row]) -> str:
    return f"{sum(row.reached for row in rows)} of {len(rows)} figures reached"


def _cells(row: Row) -> tuple[str, ...]:
    sign = "≥" if row.at_least else "≤"
    return (
        row.what,
        f"{_figure(row.ours)} {row.unit}",
        "–" if row.theirs is None else f"{_figure(row.theirs)} {row.unit}",
        f"{_figure(row.value)} {row.limit_unit}",
        f"{sign} {row.limit:g} {row.limit_unit}",
        "ok" if row.reached else "short",
    )


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"
