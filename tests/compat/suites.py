"""The published SDK's own tests, run against our package."""

from __future__ import annotations

import fcntl
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from tests.compat.pairs import TOOLS
from tests.corpus.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DELIBERATE = Path(__file__).parent / "deliberate.yml"


@dataclass
class Suite:
    """`passed` of `total`; `failed` is test id → its first line, `deliberate` those that `deliberate.yml` excuses."""

    passed: int = 0
    total: int = 0
    failed: dict[str, str] = field(default_factory=dict[str, str])
    deliberate: list[str] = field(default_factory=list[str])
    error: str | None = None

    @property
    def short(self) -> int:
        """Tests that neither pass nor are excused."""
        return self.total - self.passed - len(self.deliberate)


def read_deliberate(path: Path = DELIBERATE) -> dict[str, dict[str, str]]:
    """Pair → test id → reason."""
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return found


def run_suite(pair: Path, source: Path, lock: Path | None) -> Suite:
    """The whole suite. Its runner keeps one folder per pair, so that two runs must not meet: `lock`."""
    command: list[str | Path] = [sys.executable, TOOLS / "sdk_suite.py", pair, source, "--show", "100000"]
    with _held(lock):
        done = run(command, timeout=2400)
    return read_result(done.out, done.err)


def read_result(out: str, err: str) -> Suite:
    """What the runner printed."""
    found = Suite()
    last = re.search(r"^suite \S+: (\d+) of (\d+) passed", out, re.MULTILINE)
    if last is None:
        found.error = (err.strip() or out.strip()).splitlines()[-1][:300] if err.strip() or out.strip() else "no output"
        return found
    found.passed, found.total = int(last[1]), int(last[2])
    for line in out.splitlines():
        if line.startswith("- "):
            name, _, message = line[2:].partition(": ")
            found.failed[name] = message
    return found


def excuse(suite: Suite, reasons: Mapping[str, str]) -> None:
    """Count failures that have a reason apart. An id without its parameters excuses the test with all of them."""
    suite.deliberate = [each for each in suite.failed if each in reasons or each.split("[")[0] in reasons]
    for each in suite.deliberate:
        del suite.failed[each]


@contextmanager
def _held(path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
