"""A session in a terminal: the generated program, run as a process, against the mock server of the same document."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.cli_support import CHAT, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("jsonschema_rs", reason="the mock server needs sdkwright[mock]")


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    from sdkwright.mock import Settings, serving

    with serving(ROOT / "spec" / "chat.openapi.yaml", settings=Settings(stateful=True, pause=0)) as found:
        yield found


def environment(url: str) -> dict[str, str]:
    own = {"LLAMA_CLOUD_API_KEY": "key", "LLAMA_CLOUD_BASE_URL": url}
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, CHAT)), **own}


def run(url: str, *args: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "llamacloud_prod", *args],
        env=environment(url),
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_session(url: str) -> None:
    created = run(url, "beta:chat", "create", "--index-ids", "idx-1", "--transform", "session_id")
    assert (created.returncode, created.stderr) == (0, "")
    session = created.stdout.strip()

    streamed = run(
        url, "beta:chat", "stream", "--session-id", session, "--index-ids", "idx-1", stdin="prompt: What of Q3?"
    )
    assert (streamed.returncode, streamed.stderr) == (0, "")
    assert [json.loads(line)["type"] for line in streamed.stdout.splitlines()][-1] == "stop"

    listed = run(url, "beta:chat", "list", "--format", "table")
    assert (listed.returncode, listed.stderr) == (0, "")
    head, *rows = listed.stdout.splitlines()
    assert "SESSION_ID" in head
    assert any(session in row for row in rows)

    wrong = run(url, "beta:chat", "retrieve", "--sesion-id", session)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "Did you mean '--session-id'?" in wrong.stderr

    deleted = run(url, "beta:chat", "delete", "--session-id", session)
    assert (deleted.returncode, deleted.stdout, deleted.stderr) == (0, "", "")

    missing = run(url, "beta:chat", "retrieve", "--session-id", session)
    assert (missing.returncode, missing.stdout) == (6, "")
    assert missing.stderr.startswith("Error: 404 Not Found\n")
    assert not [each for each in run(url, "beta:chat", "list").stdout.split() if session in each]


def test_what_the_server_refuses_is_told(url: str) -> None:
    refused = run(url, "beta:chat", "list", "--page-size", "1000")
    assert (refused.returncode, refused.stdout) == (7, "")
    assert "page_size" in refused.stderr


def test_a_reader_that_stops_reading_is_no_error(url: str) -> None:
    session = run(url, "beta:chat", "create", "--transform", "session_id").stdout.strip()
    stream = f"{sys.executable} -m llamacloud_prod beta:chat stream --session-id {session} --index-ids i --prompt p"
    shell = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {stream} | head -c 1 >/dev/null"],
        env=environment(url),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (shell.returncode in (0, 141), shell.stderr) == (True, "")
