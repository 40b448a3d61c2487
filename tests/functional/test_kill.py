"""A kill at any moment leaves the whole old or the whole new tree, and every file that the tool did not write."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WORKER = Path(__file__).with_name("kill_worker.py")
KILLS = 50


def worker(*arguments: str) -> list[str]:
    return [sys.executable, str(WORKER), *arguments]


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    inherited = os.environ.get("PYTHONPATH", "")
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "generator"), inherited]))}


def snapshot(directory: Path) -> dict[str, bytes]:
    files = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def dice() -> random.Random:
    """Seeded anew for each run; the seed is printed when the test fails, and may be set again."""
    seed = int(os.environ.get("KILL_SEED", time.time_ns() % 2**32))
    print(f"KILL_SEED={seed}")
    return random.Random(seed)


@pytest.mark.parametrize(
    ("way", "states"),
    [
        ("exchange", {"old", "new"}),
        # Without an exchange there is a moment at which only the next run can tell.
        ("two renames", {"old", "new", "missing"}),
        ("in place", {"old", "new", "mix"}),
    ],
)
def test_killed_at_every_call_of_the_system(
    tmp_path: Path, environment: dict[str, str], way: str, states: set[str]
) -> None:
    done = subprocess.run(
        worker("sweep", str(tmp_path), way), env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert set(found) == states
    assert sum(found.values()) > 50


def test_apply_killed_at_random_moments(tmp_path: Path, environment: dict[str, str], dice: random.Random) -> None:
    output = tmp_path / "generated"
    trees: dict[int, dict[str, bytes]] = {}
    mine = {"lib/mine.py": b"mine", "src/m0/mine.py": b"mine"}
    took = 0.0
    for generation in (0, 1, 0):
        start, code = run_apply(output, generation, environment, None)
        took = time.perf_counter() - start
        assert code == 0
        trees[generation] = snapshot(output)
    for name, content in mine.items():
        (output / name).parent.mkdir(exist_ok=True)
        (output / name).write_bytes(content)
    current, killed = 0, 0
    for _ in range(KILLS):
        _, code = run_apply(output, 1 - current, environment, dice.uniform(0, took * 1.1))
        killed += code == -signal.SIGKILL
        now = snapshot(output)
        assert now in (trees[0] | mine, trees[1] | mine)
        current = 0 if now == trees[0] | mine else 1
    assert killed > KILLS // 4, f"only {killed} kills came in time"
    assert run_apply(output, 1 - current, environment, None)[1] == 0
    assert snapshot(output) == trees[1 - current] | mine
    assert [path.name for path in tmp_path.iterdir()] == ["generated"]


def run_apply(
    output: Path, generation: int, environment: dict[str, str], kill_after: float | None
) -> tuple[float, int]:
    """When the writing began, and the exit status of the process."""
    command = worker("apply", str(output), str(generation))
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        start = time.perf_counter()
        if kill_after is not None:
            time.sleep(kill_after)
            process.kill()
        return start, process.wait()


@pytest.mark.slow
def test_generate_killed_at_random_moments(tmp_path: Path, environment: dict[str, str], dice: random.Random) -> None:
    """The whole command on the API in spec/, back and forth between two versions of its document."""
    specs = copy_specs(tmp_path)
    output = tmp_path / "generated"
    mine = {"lib/mine.py": b"mine"}
    trees: list[dict[str, bytes]] = []
    took = 0.0
    for spec in (*specs, specs[0]):
        start = time.perf_counter()
        assert run_generate(spec, output, environment, None) == 0
        took = time.perf_counter() - start
        trees.append(snapshot(output / "python") | mine)
    assert trees[0] == trees[2] != trees[1]
    (output / "python" / "lib").mkdir()
    (output / "python" / "lib" / "mine.py").write_bytes(b"mine")
    found: Counter[int] = Counter()
    current = 0
    for _ in range(KILLS):
        # The last third is where files are compared and written.
        moment = dice.uniform(dice.choice([0.0, 0.67]), 1.05) * took
        start = time.perf_counter()
        code = run_generate(specs[1 - current], output, environment, moment)
        if code == 0:  # The machine has less to do now than when the first runs were timed.
            took = min(took, time.perf_counter() - start)
        found[code] += 1
        now = snapshot(output / "python")
        assert now in trees
        current = trees.index(now)
    assert found[-signal.SIGKILL] > KILLS // 4, found
    assert run_generate(specs[1 - current], output, environment, None) == 0
    assert snapshot(output / "python") == trees[1 - current]
    assert sorted(path.name for path in output.iterdir()) == ["python"]


def copy_specs(directory: Path) -> list[Path]:
    """spec/ twice; in the second copy, the document describes things otherwise."""
    now, later = directory / "now", directory / "later"
    for copy in (now, later):
        shutil.copytree(ROOT / "spec", copy)
    for document in later.glob("*.openapi.yaml"):
        text = document.read_text(encoding="utf-8")
        text, changed = re.subn(r"^( +(?:summary|description): \w.*\w)\.?$", r"\1, later.", text, flags=re.MULTILINE)
        assert changed
        document.write_text(text, encoding="utf-8")
    return [now, later]


def run_generate(spec: Path, output: Path, environment: dict[str, str], kill_after: float | None) -> int:
    """The exit status; -SIGKILL for a process that was killed in time."""
    command = [sys.executable, "-m", "sdkwright", "generate", "--output", str(output), "python"]
    with subprocess.Popen(
        [*command, "--config", str(spec / "sdkwright.yml")],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        if kill_after is None:
            _, complaints = process.communicate()
            assert process.returncode == 0, complaints
        else:
            time.sleep(kill_after)
            process.kill()
        return process.wait()
