"""Running a command: its seconds and the most memory that it held."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
# Starts a command, and writes its seconds and its memory to a file. A process counts the memory of the one that it was
# started from as its own, so a small one stands between.
_STARTER = """
import os, sys, time
start = time.perf_counter()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
with open(sys.argv[1], "w") as report:
    report.write(f"{time.perf_counter() - start} {usage.ru_maxrss}")
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""
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
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        report = Path(made, "usage")
        starter = [sys.executable, "-I", "-S", "-c", _STARTER, report]
        done = subprocess.run(
            [*starter, "timeout", str(timeout), *command],
            stdout=out,
            stderr=err,
            cwd=folder or ROOT,
            env=environment,
            check=False,
        )
        seconds, peak = report.read_text(encoding="utf-8").split()
        out.seek(0)
        err.seek(0)
        return Run(
            done.returncode,
            float(seconds),
            int(peak) * _UNIT / 1e6,
            out.read().decode(errors="replace"),
            err.read().decode(errors="replace"),
        )
