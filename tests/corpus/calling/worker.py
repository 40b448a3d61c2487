"""A process that imports one SDK and calls all its methods.

`python -m tests.corpus.calling.worker PLAN` reads a JSON object {"source", "document", "table", "only"} and writes one
line of JSON for each operation: {"operation", "calls", "failures": [{"method", "call", "stage", "message"}]}.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.corpus.calling.methods import table_from
from tests.corpus.calling.rounds import Caller
from tests.corpus.spec import Spec, read_document

if TYPE_CHECKING:
    from tests.corpus.calling.methods import Method, MethodTable


def main() -> None:
    plan = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.path.insert(0, plan["source"])
    warnings.simplefilter("ignore")
    table = table_from(plan["table"])
    spec = Spec(read_document(Path(plan["document"])))
    asyncio.run(_call_all(spec, table, plan["source"], set(plan.get("only") or spec.ops)))


async def _call_all(spec: Spec, table: MethodTable, source: str, only: set[str]) -> None:
    methods: dict[str, list[Method]] = {}
    for method in table.methods:
        methods.setdefault(method.key, []).append(method)
    package: Any = importlib.import_module(table.package)
    async with Caller(spec, table, package) as caller:
        for key, op in spec.ops.items():
            if key not in only:
                continue
            own = methods.get(key, [])
            calls, failures = 0, []
            for method in own:
                found = await caller.call(method, op)
                calls += found.calls
                failures += found.failures
            line = {"operation": key, "methods": len(own), "calls": calls, "failures": failures}
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
