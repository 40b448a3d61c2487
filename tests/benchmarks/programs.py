"""Help of the generated command line: the whole process, beside one that only imports click."""

from __future__ import annotations

import os
import subprocess
import sys
from time import perf_counter
from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row
from tests.benchmarks.timing import medians

if TYPE_CHECKING:
    from pathlib import Path

    from tests.benchmarks.plan import Plan

_PROGRAM = "llamacloud_prod"
_CALLS = {"--help": ("--help",), "a command's --help": ("beta:chat", "stream", "--help")}
_LIMIT = 0.25


def measure(root: Path, plan: Plan) -> list[Row]:
    """Raises `subprocess.CalledProcessError` when the program fails."""
    environment = {**os.environ, "PYTHONPATH": str(root / "generated" / "cli" / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)

    def seconds(*args: str) -> float:
        start = perf_counter()
        subprocess.run([sys.executable, *args], env=environment, check=True, stdout=subprocess.DEVNULL)
        return perf_counter() - start

    measures = {what: lambda args=args: seconds("-m", _PROGRAM, *args) for what, args in _CALLS.items()}
    found = medians(plan.processes, {**measures, "click": lambda: seconds("-c", "import click")})
    return [
        Row(
            what=f"command line, {what}, whole process",
            unit="s",
            ours=found[what],
            theirs=found["click"],
            value=found[what],
            limit=_LIMIT,
            limit_unit="s",
            note=f"{found[what] / found['click']:.2f} × a process that imports click",
        )
        for what in _CALLS
    ]
