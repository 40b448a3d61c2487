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
        fresh = (Path(scratch) / f"new{number}" for number in range(2 * plan.commands + 2))
        kept = Path(scratch) / "kept"
        _seconds("generate", config, kept)
        found = medians(
            plan.commands,
            {
                "generate python": lambda: _seconds("generate python", config, next(fresh)),
                "check python": lambda: _seconds("check python", config, kept),
                "generate": lambda: _seconds("generate", config, next(fresh)),
            },
        )
    reaches = {"generate python": 0.6, "check python": 0.4, "generate": 2.0}
    return [_row(command, found[command], reach) for command, reach in reaches.items()]


def _seconds(command: str, config: Path, output: Path) -> float:
    words = [*command.split(), "--config", config, "--output", output]
    start = perf_counter()
    subprocess.run([_SDKWRIGHT, *words], check=True, stdout=subprocess.DEVNULL)
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
