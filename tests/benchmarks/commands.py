"""`sdkwright generate` and `sdkwright check` for the chat API: the whole process, from the outside."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from tests.benchmarks.plan import Plan

_SDKWRIGHT = Path(sys.executable).parent / "sdkwright"


def measure(root: Path, plan: Plan) -> list[Row]:
    """Generate into a new folder each time; check one that is as it should be.

    Raises `subprocess.CalledProcessError` when the command fails.
    """
    config = root / "spec" / "sdkwright.yml"
    with tempfile.TemporaryDirectory() as scratch:
        fresh = (Path(scratch) / f"new{number}" for number in range(plan.commands + 1))
        kept = Path(scratch) / "kept"
        _seconds("generate", config, kept)
        found = medians(
            plan.commands,
            {
                "generate": lambda: _seconds("generate", config, next(fresh)),
                "check": lambda: _seconds("check", config, kept),
            },
        )
    return [_row("generate", found["generate"], 0.6), _row("check", found["check"], 0.4)]


def _seconds(command: str, config: Path, output: Path) -> float:
    start = perf_counter()
    subprocess.run([_SDKWRIGHT, command, "--config", config, "--output", output], check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - start


def _row(command: str, seconds: float, limit: float) -> Row:
    return Row(
        what=f"sdkwright {command}, whole process",
        unit="s",
        ours=seconds,
        theirs=None,
        value=seconds,
        limit=limit,
        limit_unit="s",
    )
