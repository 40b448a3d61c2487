"""Importing the SDK and first use of the resource, in fresh processes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from tests.benchmarks.plan import Plan
    from tests.benchmarks.sides import Side

_TIMED = "from time import perf_counter as now; start = now()\n{code}\nprint(now() - start)"
_BARE = "import httpx, pydantic"
_BARE_USED = "import httpx\nfrom pydantic import BaseModel"
_SDK = "from llama_cloud import LlamaCloud\nLlamaCloud(api_key='key').beta.chat"


def measure(ours: Side, theirs: Side, plan: Plan) -> list[Row]:
    def seconds(side: Side, code: str) -> float:
        return float(side.run(_TIMED.format(code=code)))

    found = medians(
        plan.processes,
        {
            "bare": lambda: seconds(ours, _BARE),
            "bare, used": lambda: seconds(ours, _BARE_USED),
            "ours": lambda: seconds(ours, _SDK),
            "theirs": lambda: seconds(theirs, _SDK),
        },
    )
    note = (
        f"importing httpx and pydantic takes {found['bare'] * 1e3:.0f} ms; with pydantic.BaseModel, which pydantic "
        f"loads on first use, {found['bare, used'] * 1e3:.0f} ms ({found['ours'] / found['bare, used']:.2f} ×)"
    )
    return [
        Row(
            what="import and first use, to httpx + pydantic",
            unit="ms",
            ours=found["ours"] * 1e3,
            theirs=found["theirs"] * 1e3,
            value=found["ours"] / found["bare"],
            limit=1.25,
            note=note,
        )
    ]
