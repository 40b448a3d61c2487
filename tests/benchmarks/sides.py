"""The two SDKs that are compared: each with an interpreter and a long-lived worker process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Generator

_ROOT = Path(__file__).parents[2]
_WORKER = "tests.benchmarks.worker"


class WorkerError(Exception):
    """A worker ended or did not answer as agreed."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that does timed tasks, one after the other."""

    name: str
    process: subprocess.Popen[str]

    def ask(self, task: str, **arguments: object) -> dict[str, Any]:
        """Do `task` in the worker. Raises `WorkerError` when the worker dies of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        try:
            self.process.stdin.write(json.dumps({"task": task, "arguments": arguments}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise WorkerError(f"the worker of {self.name} is gone") from None
        line = self.process.stdout.readline()
        if not line:
            raise WorkerError(f"the worker of {self.name} failed in {task}, see above")
        answer: dict[str, Any] = json.loads(line)
        return answer


@dataclass(frozen=True, slots=True)
class Side:
    """An SDK installed for `python`. `typed_stream`: whether its `stream` method gives typed events."""

    name: str
    python: Path
    typed_stream: bool
    environment: dict[str, str] = field(default_factory=dict[str, str])

    def run(self, code: str) -> str:
        """What a fresh interpreter prints that runs `code`."""
        done = subprocess.run(
            [self.python, "-c", code], env=self._variables(), check=True, capture_output=True, text=True
        )
        return done.stdout

    @contextlib.contextmanager
    def worker(self) -> Generator[Worker]:
        with subprocess.Popen(
            [self.python, "-m", _WORKER],
            cwd=_ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self._variables(),
            text=True,
        ) as process:
            try:
                yield Worker(self.name, process)
            finally:
                assert process.stdin is not None
                with contextlib.suppress(BrokenPipeError):
                    process.stdin.close()

    def _variables(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LLAMA_"))}
        return {**kept, **self.environment}


def side_of_checkout(root: Path) -> Side:
    """The generated SDK as it lies in the checkout, for the interpreter that runs this."""
    source = root / "generated" / "python" / "src"
    return Side("checkout", Path(sys.executable), True, {"PYTHONPATH": str(source)})
