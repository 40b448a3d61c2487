"""What a call of the SDK costs above the same request by httpx, on a mock transport."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from tests.benchmarks.plan import Plan
    from tests.benchmarks.sides import Worker


def measure(ours: Worker, theirs: Worker, plan: Plan) -> list[Row]:
    def overhead(worker: Worker) -> float:
        found = worker.ask("call", count=plan.calls)
        return float(found["sdk"] - found["raw"])

    found = medians(plan.repetitions, {"ours": lambda: overhead(ours), "theirs": lambda: overhead(theirs)})
    return [
        Row(
            what="overhead of a call above raw httpx",
            unit="µs",
            ours=found["ours"] * 1e6,
            theirs=found["theirs"] * 1e6,
            value=found["ours"] / found["theirs"],
            limit=0.4,
        )
    ]
