"""Importing an SDK and its first call, against importing what it stands on."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.corpus.calling.methods import MethodTable

LIMIT = 1.5
_TIMED = "from time import perf_counter as now; start = now()\n{code}\nprint(now() - start)"
_BARE = "import httpx\nfrom pydantic import BaseModel"
_SDK = """
import sys; sys.path.insert(0, {source!r})
import httpx
from {package} import {client}
answer = httpx.MockTransport(lambda request: httpx.Response(200, json={{}}))
client = {client}(base_url="https://corpus.test", http_client=httpx.Client(transport=answer), **{options!r})
client.{method}(**{arguments!r})
"""


def measure(source: Path, table: MethodTable, repetitions: int = 7) -> tuple[float, float]:
    """(seconds of the SDK, seconds of httpx and pydantic): the fastest of some fresh processes each, taking turns.

    Raises subprocess.CalledProcessError when the call fails.
    """
    method = next(
        each
        for each in table.methods
        if each.http_method.lower() == "get" and all(a[0] != "path" for a in each.arguments)
    )
    code = _SDK.format(
        source=str(source),
        package=table.package,
        client=table.client,
        options=dict.fromkeys(table.options, "key"),
        method=".".join(method.attributes),
        arguments={},
    )
    ours, bare = [], []
    for _ in range(repetitions + 1):
        ours.append(_seconds(code))
        bare.append(_seconds(_BARE))
    return min(ours[1:]), min(bare[1:])


def _seconds(code: str) -> float:
    command = [sys.executable, "-I", "-c", _TIMED.format(code=code)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
