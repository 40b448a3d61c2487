"""Typed events of a stream: how many a second, and whether the time grows as the length of an event does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from tests.benchmarks.plan import Plan
    from tests.benchmarks.sides import Worker


def measure(ours: Worker, theirs: Worker, plan: Plan, *, typed: dict[str, bool]) -> list[Row]:
    """`typed`: by name of a worker, whether its SDK's `stream` gives typed events."""
    return [_rate(ours, theirs, plan, typed), _growth(ours, theirs, plan, typed)]


def _rate(ours: Worker, theirs: Worker, plan: Plan, typed: dict[str, bool]) -> Row:
    def seconds(worker: Worker) -> float:
        return float(worker.ask("events", count=plan.stream_events, typed=typed[worker.name])["seconds"])

    found = medians(plan.repetitions, {"ours": lambda: seconds(ours), "theirs": lambda: seconds(theirs)})
    return Row(
        what="typed SSE events",
        unit="/s",
        ours=plan.stream_events / found["ours"],
        theirs=plan.stream_events / found["theirs"],
        value=found["theirs"] / found["ours"],
        limit=3.0,
        at_least=True,
    )


def _growth(ours: Worker, theirs: Worker, plan: Plan, typed: dict[str, bool]) -> Row:
    def seconds(worker: Worker, length: int) -> float:
        return float(worker.ask("long_event", length=length, typed=typed[worker.name])["seconds"])

    once, twice = plan.long_event, 2 * plan.long_event
    found = medians(
        plan.repetitions,
        {
            ("ours", once): lambda: seconds(ours, once),
            ("ours", twice): lambda: seconds(ours, twice),
            ("theirs", once): lambda: seconds(theirs, once),
            ("theirs", twice): lambda: seconds(theirs, twice),
        },
    )
    return Row(
        what="an event twice as long takes",
        unit="×",
        ours=found["ours", twice] / found["ours", once],
        theirs=found["theirs", twice] / found["theirs", once],
        value=found["ours", twice] / found["ours", once],
        limit=2.3,
        note=f"{once:,} characters: {found['ours', once] * 1e3:.1f} ms, theirs {found['theirs', once] * 1e3:.1f} ms",
    )
