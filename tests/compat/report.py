"""All differences of a run, as Markdown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.compat.rows import Row


def report(rows: list[Row], reasons: Mapping[str, Mapping[str, str]], limit: int | None = None) -> str:
    """One section for each pair that has something to tell; at most `limit` lines of each list."""
    parts = [_section(row, reasons.get(row.pair, {}), limit) for row in rows]
    return "\n".join(part for part in parts if part) or "Nothing to report.\n"


def _section(row: Row, reasons: Mapping[str, str], limit: int | None) -> str:
    lines: list[str] = [f"- {each}" for each in [*row.short(), *row.notes]]
    if row.surface is not None:
        lines += _list("Removed", row.surface.removed, limit)
        lines += _list("Parameters removed", row.surface.lost_parameters, limit)
        lines += _list("Changed", [_change(fact, *both) for fact, both in row.surface.changed.items()], limit)
        lines += _list("Set aside", [f"{fact}: {why}" for fact, why in row.surface.aside.items()], limit)
    if row.suite is not None:
        lines += _list("Tests that fail", [f"{name}: {why}" for name, why in row.suite.failed.items()], limit)
        own = [f"{name}: {why}" for name, why in row.suite.own_failed.items()]
        lines += _list("Tests of code written by hand that fail", own, limit)
        excused = [f"{name}: {_reason(name, reasons)}" for name in row.suite.deliberate]
        lines += _list("Tests that fail on purpose", excused, limit)
    if row.programs is not None:
        lines += _list("Old programs, checked otherwise", row.programs.different, limit)
    return "\n".join([f"## {row.pair}", "", *lines, ""]) if lines else ""


def _list(title: str, items: list[str], limit: int | None) -> list[str]:
    if not items:
        return []
    shown = [f"- {' '.join(each.split())}" for each in items[:limit]]
    more = [f"- and {len(items) - len(shown)} more"] if len(shown) < len(items) else []
    return ["", f"### {title} ({len(items)})", "", *shown, *more]


def _change(fact: str, was: object, now: object) -> str:
    return f"{fact}: {json.dumps(was)[:400]} -> {json.dumps(now)[:400]}"


def _reason(name: str, reasons: Mapping[str, str]) -> str:
    return reasons.get(name) or reasons[name.split("[")[0]]
