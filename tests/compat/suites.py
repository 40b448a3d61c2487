"""The published SDK's own tests, run against our package."""

from __future__ import annotations

import fcntl
import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import yaml

from tests.compat.pairs import TOOLS
from tests.compat.published import is_own_test
from tests.corpus.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DELIBERATE = Path(__file__).parent / "deliberate.yml"
# The runner's own environment, with all that published suites need.
SUITE_PYTHON = Path.home() / ".cache" / "sdk-suite" / "venv" / "bin" / "python"


@dataclass
class Suite:
    """`passed` of `total`; `failed` is test id → its first line, `deliberate` those that `deliberate.yml` excuses.

    Tests of code that was written by hand are counted apart: `own_passed` of `own_total`, and `own_failed`. `work` is
    the folder that the suite ran in.
    """

    passed: int = 0
    total: int = 0
    failed: dict[str, str] = field(default_factory=dict[str, str])
    deliberate: list[str] = field(default_factory=list[str])
    own_passed: int = 0
    own_total: int = 0
    own_failed: dict[str, str] = field(default_factory=dict[str, str])
    work: Path | None = None
    error: str | None = None

    @property
    def short(self) -> int:
        """Tests that neither pass nor are excused."""
        return self.total - self.passed - len(self.deliberate)


def read_deliberate(path: Path = DELIBERATE) -> dict[str, dict[str, str]]:
    """Pair → test id → reason."""
    found: dict[str, dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return found


def run_suite(pair: Path, source: Path) -> Suite:
    """The whole suite. Its runner keeps one folder per pair, so that two runs must not meet: see `held`."""
    command: list[str | Path] = [sys.executable, TOOLS / "sdk_suite.py", pair, source, "--show", "100000"]
    done = run(command, timeout=2400)
    return read_result(done.out, done.err)


def read_result(out: str, err: str) -> Suite:
    """What the runner printed."""
    found = Suite()
    last = re.search(r"^suite \S+: (\d+) of (\d+) passed.*?(?:; log (.*)/pytest.log)?$", out, re.MULTILINE)
    if last is None:
        found.error = (err.strip() or out.strip()).splitlines()[-1][:300] if err.strip() or out.strip() else "no output"
        return found
    found.passed, found.total, found.work = int(last[1]), int(last[2]), Path(last[3]) if last[3] else None
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


def set_own_apart(suite: Suite, own_total: int, own_passed: int, published: int) -> None:
    """Take tests of code written by hand out of the numbers; `own_total` of them could have passed. `published` is how
    many tests pass with the published package: those of a module that cannot be imported now count, too.
    """
    suite.own_failed = {name: why for name, why in suite.failed.items() if is_own_test(name)}
    suite.failed = {name: why for name, why in suite.failed.items() if name not in suite.own_failed}
    suite.own_total, suite.own_passed = max(own_total, own_passed), own_passed
    suite.passed -= own_passed
    # The runner's total is no help: it counts what fails and then fails to be taken down twice.
    suite.total = max(suite.passed + len(suite.failed), published - suite.own_total)


def own_results(report: Path) -> tuple[int, int]:
    """How many tests of code written by hand passed, and how many were skipped, by the runner's JUnit report."""
    cases = [
        {child.tag for child in each}
        for each in ElementTree.parse(report).iter("testcase")
        if is_own_test(f"{each.get('classname')}::{each.get('name')}")
    ]
    skipped = sum("skipped" in tags for tags in cases)
    return sum(not tags & {"failure", "error", "skipped"} for tags in cases), skipped


@contextmanager
def held(path: Path | None) -> Iterator[None]:
    """The lock of a file, while a suite runs and what it leaves is read; none without a file."""
    if path is None:
        yield
        return
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
