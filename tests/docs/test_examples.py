"""Every example of the reference of the project's own API: run, or compared with what the SDK sends."""

from __future__ import annotations

import http.server
import json
import os
import re
import subprocess
import sys
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
from sdkwright.mock import serving

from tests.cli.cli_support import CHAT, Program
from tests.docs.links import dead_links
from tests.docs.support import Sent, blocks, sent_by

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "generated" / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text(encoding="utf-8") for path in sorted(DOCS.rglob("*.md"))}
METHODS = sorted(
    path.partition("/")[2]
    for path, text in PAGES.items()
    if path.startswith("python/") and text.startswith("## ") and "\n### Example\n" in text
)
CONFIG = ROOT / "spec" / "sdkwright.yml"
KEY = "a-key"
PROGRAM = "llamacloud-prod"


@pytest.fixture(scope="module")
def mock() -> Iterator[str]:
    with serving(config=CONFIG) as url:
        yield url


@pytest.fixture(autouse=True)
def generated_code(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in CHAT:
        monkeypatch.syspath_prepend(str(folder))


def run(code: str, url: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The names that an example leaves."""
    monkeypatch.setenv("LLAMA_CLOUD_API_KEY", KEY)
    monkeypatch.setenv("LLAMA_CLOUD_BASE_URL", url)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(code, "example", "exec"), names)
    names["client"].close()
    return names


def test_there_are_examples_of_all_methods() -> None:
    assert len(METHODS) == 7


@pytest.mark.parametrize("method", METHODS)
def test_python_examples_run(
    method: str, mock: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (code,) = blocks(PAGES[f"python/{method}"], "python")
    run(code, mock, monkeypatch)
    assert bool(capsys.readouterr().out) == ("print(" in code)


# --- command line ---------------------------------------------------------------------------------------------------


def in_shell(command: str) -> list[str]:
    """The words of a command, as a shell takes it apart."""
    script = 'program="$1"; shift; printf "%s\\0" "$@"'
    found = subprocess.run(
        ["sh", "-c", command.replace(PROGRAM, f"sh -c '{script}' - {PROGRAM}", 1)],
        capture_output=True,
        check=True,
        timeout=10,
    )
    return found.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("method", METHODS)
def test_cli_examples_run(method: str, mock: str) -> None:
    (command,) = blocks(PAGES[f"cli/{method}"], "cli")
    environment = {**os.environ, "LLAMA_CLOUD_BASE_URL": mock, "PYTHONPATH": os.pathsep.join(map(str, CHAT))}
    done = subprocess.run(
        [sys.executable, "-m", "llamacloud_prod", *in_shell(command)],
        env=environment,
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert bool(done.stdout) == ("### Returns" in PAGES[f"cli/{method}"])


@pytest.mark.parametrize("method", METHODS)
def test_options_of_the_reference_are_those_of_the_command(method: str) -> None:
    page = PAGES[f"cli/{method}"]
    told = set(re.findall(r"^- `(--[\w.-]+): ", page, re.MULTILINE))
    (command,) = blocks(page, "cli")
    words = in_shell(command)[:2]
    ran = Program("llamacloud_prod").run(*words, "--help")
    assert told <= set(re.findall(r"--[\w.-]+", ran.out))


# --- curl ----------------------------------------------------------------------------------------------------------


class Seen(NamedTuple):
    method: str
    target: str
    headers: dict[str, str]
    body: str


class Recorder(http.server.BaseHTTPRequestHandler):
    """Notes what it is asked, and answers what the page says."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, seen: list[Seen], answer: tuple[str, str]) -> None:
        self._seen, self._answer = seen, answer
        super().__init__(*args)

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._seen.append(Seen(self.command, self.path, headers, body))
        kind, text = self._answer
        self.send_response(200)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any

    def log_message(self, format: str, *args: object) -> None:
        pass


def answer_of(page: str) -> tuple[str, str]:
    """The response that the page shows, with its media type."""
    told = page.partition("#### Response")[2]
    for language, kind in (("json", "application/json"), ("text", "text/event-stream")):
        for text in blocks(told, language):
            return kind, text + "\n"
    return "application/json", ""


def sdk_request(page: str, monkeypatch: pytest.MonkeyPatch) -> Seen:
    """What the Python example sends."""
    seen: list[Seen] = []
    handler = partial(Recorder, seen=seen, answer=answer_of(page))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            (code,) = blocks(page, "python")
            run(code, f"http://127.0.0.1:{server.server_port}", monkeypatch)
        finally:
            server.shutdown()
    (found,) = seen
    return found


def environment(command: str, path: str) -> dict[str, str]:
    """The reader's values: the key, and what the example in Python has in the path."""
    url = re.search(r"https://[^\s\"]+", command)
    assert url is not None
    found = {"LLAMA_CLOUD_API_KEY": KEY}
    for written, real in zip(urlsplit(url[0]).path.split("/"), urlsplit(path).path.split("/"), strict=True):
        if written.startswith("$"):
            found[written.strip("${}")] = real
    return found


@pytest.mark.parametrize("method", METHODS)
def test_curl_sends_what_the_sdk_sends(method: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = sdk_request(PAGES[f"python/{method}"], monkeypatch)
    (command,) = blocks(PAGES[f"http/{method}"], "sh")
    sent: Sent = sent_by(command, environment(command, asked.target))
    target = urlsplit(asked.target)
    assert (sent.method, sent.path) == (asked.method, target.path)
    assert sent.query == sorted(parse_qsl(target.query, keep_blank_values=True))
    assert sent.headers["authorization"] == asked.headers["authorization"] == f"Bearer {KEY}"
    assert sent.headers.get("content-type") == asked.headers.get("content-type")
    assert sent.headers.get("accept", "application/json") == asked.headers["accept"].replace("*/*", "application/json")
    assert json.loads(sent.body or "null") == json.loads(asked.body or "null")


@pytest.mark.parametrize("method", METHODS)
def test_all_flavours_show_one_answer(method: str) -> None:
    first, *others = [
        page.partition("#### Response")[2] for path, page in PAGES.items() if path.partition("/")[2] == method
    ]
    assert others
    assert all(each == first for each in others)


def test_no_link_leads_nowhere() -> None:
    assert dead_links(PAGES) == []
