"""Runs inside an SDK's environment: reads tasks as lines of JSON, writes one line of JSON for each."""

from __future__ import annotations

import gc
import json
import sys

from tests.benchmarks.worker.tasks import TASKS


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        gc.collect()
        result = TASKS[order["task"]](**order["arguments"])
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
