"""`make bench`: the generated SDK beside the one that the reference pages document, in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.benchmarks import calls, commands, environments, imports, mocking, parsing, programs, streaming
from tests.benchmarks.plan import QUICK, Plan
from tests.benchmarks.rows import as_json, table

_ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    arguments = parser.parse_args()
    plan = QUICK if arguments.quick else Plan()
    ours, theirs = environments.prepare(_ROOT)
    rows = imports.measure(ours, theirs, plan)
    typed = {side.name: side.typed_stream for side in (ours, theirs)}
    with ours.worker() as our_worker, theirs.worker() as their_worker:
        rows += calls.measure(our_worker, their_worker, plan)
        rows += parsing.measure(our_worker, their_worker, plan)
        rows += streaming.measure(our_worker, their_worker, plan, typed=typed)
    rows += commands.measure(_ROOT, plan)
    rows += programs.measure(_ROOT, plan)
    rows += mocking.measure(plan)
    print(as_json(rows) if arguments.json else table(rows))


if __name__ == "__main__":
    main()
