"""Requests per second of the mock server beside those of Prism: one process each, one after the other, in turns."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.benchmarks.plan import Plan

PRISM = Path.home() / ".cache" / "sdk-suite" / "prism" / "node_modules" / ".bin" / "prism"
_REACH = 2.0
_START_SECONDS = 60.0
_CONNECTIONS = 16
_DOCUMENT = """
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer}}
        - {name: verbose, in: query, schema: {type: boolean}}
      responses:
        "200":
          description: A pet.
          content:
            application/json:
              schema:
                type: object
                required: [id, name]
                properties:
                  id: {type: integer}
                  name: {type: string}
                  tags: {type: array, items: {type: string}}
              example: {id: 1, name: Rex, tags: [a, b]}
"""


def missing() -> str | None:
    """What keeps this from being measured; None where all is there."""
    if not PRISM.exists():
        return f"Prism is not at {PRISM}: npm install --prefix {PRISM.parents[2]} @stoplight/prism-cli@5"
    return None if shutil.which("wrk") else "wrk is not installed: apt-get install wrk"


def measure(plan: Plan) -> list[Row]:
    """No rows, and a line that says why, where something is missing."""
    why = missing()
    if why is not None:
        print(f"the mock server is not measured: {why}", file=sys.stderr)
        return []
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "openapi.yaml")
        document.write_text(_DOCUMENT, encoding="utf-8")
        rates: dict[str, list[float]] = {"ours": [], "theirs": []}
        for _ in range(plan.loads):
            for side in rates:
                with running(side, document) as port:
                    load(port, 1)
                    rates[side].append(load(port, plan.load_seconds))
    ours, theirs = median(rates["ours"]), median(rates["theirs"])
    return [Row("mock server, GET", "req/s", ours, theirs, ours / theirs, _REACH, at_least=True)]


@contextmanager
def running(side: str, document: Path) -> Iterator[int]:
    """A server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    command = {
        "ours": [sys.executable, "-m", "sdkwright", "mock", document, "--port", port],
        "theirs": [PRISM, "mock", document, "--port", port],
    }[side]
    process = subprocess.Popen([str(each) for each in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield port
    finally:
        process.kill()
        process.wait()


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


def load(port: int, seconds: int) -> float:
    """Requests per second; all of them have to be answered with 200."""
    command = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", f"http://127.0.0.1:{port}/pets/1?verbose=true"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", out)
    if found is None or "Non-2xx" in out or "Socket errors" in out:
        raise RuntimeError(f"wrk was not answered as it should be:\n{out}")
    return float(found[1])
