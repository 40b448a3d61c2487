"""Parsing answers: a long session, one with kinds and types that the SDK does not know, a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from tests.benchmarks.plan import Plan
    from tests.benchmarks.sides import Worker


def measure(ours: Worker, theirs: Worker, plan: Plan) -> list[Row]:
    return [
        _row(f"parse {plan.events:,} events", 0.25, ours, theirs, plan, "parse", count=plan.events),
        _row(f"list of {plan.items}", 0.35, ours, theirs, plan, "listing", count=plan.items, times=plan.lists),
        _unknown(ours, theirs, plan),
    ]


def _unknown(ours: Worker, theirs: Worker, plan: Plan) -> Row:
    kept = bool(ours.ask("keeps_unknown", count=plan.events)["kept"])
    return _row(
        f"parse {plan.events:,} events, some unknown",
        1.0,
        ours,
        theirs,
        plan,
        "parse",
        holds=kept,
        note="" if kept else "something was lost",
        count=plan.events,
        unknown=True,
    )


def _row(
    what: str,
    limit: float,
    ours: Worker,
    theirs: Worker,
    plan: Plan,
    task: str,
    *,
    holds: bool = True,
    note: str = "",
    **arguments: int,
) -> Row:
    def seconds(worker: Worker) -> float:
        return float(worker.ask(task, **arguments)["seconds"])

    found = medians(plan.repetitions, {"ours": lambda: seconds(ours), "theirs": lambda: seconds(theirs)})
    return Row(
        what=what,
        unit="ms",
        ours=found["ours"] * 1e3,
        theirs=found["theirs"] * 1e3,
        value=found["ours"] / found["theirs"],
        limit=limit,
        holds=holds,
        note=note,
    )
