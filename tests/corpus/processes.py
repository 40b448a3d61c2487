"""Running a command: its seconds and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
# Linux counts in KiB, macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """`peak_mb` is the resident size of the largest process of the command."""

    status: int
    seconds: float
    peak_mb: float
    out: str
    err: str


def run(command: list[str | Path], *, folder: Path | None = None, timeout: float = 1800) -> Run:
    """Run to the end, or to `timeout` seconds (status 124)."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = {**kept, "PYTHONDONTWRITEBYTECODE": ""}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = perf_counter()
        process = subprocess.Popen(
            ["timeout", str(timeout), *command], stdout=out, stderr=err, cwd=folder or ROOT, env=environment
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        return Run(
            process.returncode,
            seconds,
            usage.ru_maxrss * _UNIT / 1e6,
            out.read().decode(errors="replace"),
            err.read().decode(errors="replace"),
        )
