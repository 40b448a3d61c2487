"""The command as a process: signals, pipes, terminals."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
WORKER = [sys.executable, str(Path(__file__).with_name("cli_worker.py"))]


@pytest.fixture
def environment() -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "FORCE_COLOR")}
    inherited = os.environ.get("PYTHONPATH", "")
    return kept | {
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT / "generator"), inherited])),
        "TERM": "xterm-256color",
    }


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """A shell that runs the tests in the background makes them ignore Ctrl-C, and with them all that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def describe(directory: Path, **data: object) -> None:
    (directory / "sdkwright.yml").write_text(json.dumps({"files": {"README.md": "line\n" * 50_000}} | data))


def test_interrupt_is_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    describe(tmp_path, do="wait")
    with subprocess.Popen(
        [*WORKER, "generate"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        interrupt(process, tmp_path / "waiting")
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    # The line end before it ends the line on which a terminal shows ^C.
    assert err == "\nsdkwright: interrupted; every output directory is whole, as it was or as generated\n"


def interrupt(process: subprocess.Popen[Any], sign: Path) -> None:
    """As soon as the command has come so far that the file is there."""
    while not sign.exists():
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)


def test_reader_that_goes_away_is_no_error(tmp_path: Path, environment: dict[str, str]) -> None:
    describe(tmp_path)
    with subprocess.Popen(
        [*WORKER, "check", "--full"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline() == b"--- /dev/null\n"
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 1


def test_closed_streams_are_no_error(tmp_path: Path, environment: dict[str, str]) -> None:
    describe(tmp_path)
    command = " ".join([*WORKER, "generate", ">&-", "2>&-"])
    assert subprocess.run(["sh", "-c", command], cwd=tmp_path, env=environment, check=False).returncode == 0
    assert (tmp_path / "generated/python/README.md").exists()


def test_stdout_that_cannot_encode(tmp_path: Path, environment: dict[str, str]) -> None:
    describe(tmp_path, findings=[["SW101", "späßig ☃"]])
    ascii_only = environment | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*WORKER, "lint"], cwd=tmp_path, env=ascii_only, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"sp\\xe4\\xdfig \\u2603" in done.stdout


def test_terminal_gets_colour_and_progress(tmp_path: Path, environment: dict[str, str]) -> None:
    describe(tmp_path, do="wait")
    text, status = run_on_terminal([*WORKER, "generate"], tmp_path, environment, interrupt_at=b"sdkwright: load")
    assert status == 130
    assert "sdkwright: load" in text
    assert "interrupted" in text
    describe(tmp_path)
    text, status = run_on_terminal([*WORKER, "generate"], tmp_path, environment)
    assert status == 0
    assert "\x1b[32mcreated  generated/python/README.md" in text
    text, _ = run_on_terminal([*WORKER, "generate"], tmp_path, environment | {"NO_COLOR": "1"})
    assert "2 unchanged" not in text
    assert "\x1b[3" not in text


def run_on_terminal(
    command: list[str], directory: Path, environment: dict[str, str], interrupt_at: bytes | None = None
) -> tuple[str, int]:
    """All that the command shows, and its exit status. It is interrupted when it has shown `interrupt_at`."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        command, cwd=directory, env=environment, stdin=theirs, stdout=theirs, stderr=theirs
    ) as process:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
                if interrupt_at is not None and interrupt_at in shown:
                    process.send_signal(signal.SIGINT)
                    interrupt_at = None
        except OSError:
            # Linux says so when the last process that has the terminal is gone.
            pass
        os.close(ours)
        return shown.decode(errors="replace"), process.wait(20)
