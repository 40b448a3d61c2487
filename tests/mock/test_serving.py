"""A mock on a socket, from Python and from the command line; trouble that it makes on purpose."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import yaml
from sdkwright.diagnostics import Diagnostics
from sdkwright.mock import BadDocumentError, Settings, serving
from sdkwright.mock.app import create_app
from sdkwright.mock.running import service_of
from sdkwright.pipeline import Pipeline

from tests.mock.support import client, document, operation

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

SPEC = Path(__file__).parents[2] / "spec"
TEXT = document({"/a/{id}": {"get": operation({"const": 1})}})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "openapi.yaml"
    found.write_text(yaml.safe_dump(TEXT), encoding="utf-8")
    return found


# --- from Python ---------------------------------------------------------------------------------------------------


def test_a_server_lasts_as_long_as_its_context(path: Path) -> None:
    before = threading.active_count()
    with serving(path) as url, httpx.Client(base_url=url) as http:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", url)
        assert http.get("/a/1").json() == 1
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{url}/a/1")
    assert threading.active_count() == before


def test_a_bad_document_is_told_with_its_place(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("openapi: 3.1.0\npaths: {", encoding="utf-8")
    with pytest.raises(BadDocumentError, match=r"bad\.yaml:\d+:\d+ error SW"), serving(bad):
        pytest.fail("it was served")


def test_a_config_brings_its_document() -> None:
    with serving(config=SPEC / "sdkwright.yml") as url:
        assert httpx.get(f"{url}/api/v1/chat", headers={"Authorization": "Bearer x"}).status_code == 200


# --- trouble -------------------------------------------------------------------------------------------------------


def fates(url: str, count: int) -> list[int]:
    """The statuses of requests; 0 where the connection was closed."""
    found: list[int] = []
    with httpx.Client(base_url=url) as http:
        for _ in range(count):
            try:
                response = http.get("/a/1")
            except httpx.TransportError:
                found.append(0)
                continue
            found.append(response.status_code)
            assert ("retry-after" in response.headers) == (response.status_code in (429, 503))
    return found


def test_requests_fail_by_a_chance_that_is_seeded(path: Path) -> None:
    def run(**settings: Any) -> list[int]:
        with serving(path, settings=Settings(**settings)) as url:
            return fates(url, 40)

    once = run(fail_rate=0.5, seed=1)
    assert set(once) == {0, 200, 429, 500, 503}
    assert run(fail_rate=0.5, seed=1) == once
    assert run(fail_rate=0.5, seed=2) != once
    assert set(run(fail_rate=0.0)) == {200}
    assert 200 not in run(fail_rate=1.0)


@pytest.mark.anyio
async def test_answers_come_late(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []

    async def sleep(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr("sdkwright.mock.app.asyncio.sleep", sleep)
    async with client(tmp_path, TEXT, latency=(0.25, 0.25)) as http:
        await http.get("/a/1", headers={"Prefer": "delay=1.5"})
    assert waits == [0.25, 1.5]
    async with client(tmp_path, TEXT, latency=(1.0, 2.0)) as http:
        await http.get("/a/1")
    assert 1.0 <= waits[-1] <= 2.0


# --- hostile requests ----------------------------------------------------------------------------------------------

REQUESTS = (
    b"GET /a/%00%0d%0aX:y HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /a/" + b"%2e%2e%2f" * 500 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /a/1?" + b"q=1&" * 3_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET /a/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    b"GET http://other.example/a/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    b'GET /a/1 HTTP/1.1\r\nHost: x\r\nPrefer: example="\\"a\xff\r\n\r\n',
    b"GET /a/1 HTTP/1.1\r\nHost: x\r\nCookie: " + b"a=1; " * 2_000 + b"\r\n\r\n",
    b"GET /a/1 HTTP/1.1\r\nHost: x\r\nAccept: " + b"a/b, " * 5_000 + b"\r\n\r\n",
    b"FOO /a/1 HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /a/1 HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n",
    b"\x00\x01\x02\r\n\r\n",
)


def test_hostile_requests_are_answered_and_the_server_lives_on(path: Path) -> None:
    lines: list[str] = []
    with serving(path, on_answer=lambda method, place, *_: lines.append(f"{method} {place}")) as url:
        port = int(url.rpartition(":")[2])
        for request in REQUESTS:
            with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
                connection.sendall(request)
                head = connection.recv(65536).partition(b"\r\n\r\n")[0]
            status = int(head.split(b" ")[1])
            assert 200 <= status < 500, (request[:40], head)
            assert b"\nX:y" not in head
        assert httpx.get(f"{url}/a/1").status_code == 200


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def interruptible() -> Iterator[None]:
    """A shell that runs the tests in the background makes them ignore Ctrl-C, and with them all that they start."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@contextmanager
def command(*arguments: object, folder: Path) -> Generator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "sdkwright", "mock", *map(str, arguments)],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@pytest.mark.usefixtures("interruptible")
def test_the_command_serves_until_it_is_interrupted(path: Path) -> None:
    with command(path, "--port", 0, folder=path.parent) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        found = re.fullmatch(r"(http://127\.0\.0\.1:\d+) answers 1 operation; Ctrl-C stops it\n", first)
        assert found, first
        assert httpx.get(f"{found[1]}/a/1?key=secret").json() == 1
        assert httpx.get(f"{found[1]}/b%1b[31m").status_code == 404
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    lines = out.splitlines()
    assert re.fullmatch(r"GET /a/1 200 [\d.]+ ms", lines[0])
    assert re.fullmatch(r"GET /b%1b\[31m 404 [\d.]+ ms", lines[1])
    assert (lines[2:], err, process.returncode) == (["stopped"], "", 130)


def test_the_command_tells_programs_where_it_is(path: Path) -> None:
    with command("--json", path, "--port", 0, folder=path.parent) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
    assert (told["ok"], told["operations"]) == (True, 1)
    assert told["url"].startswith("http://127.0.0.1:")


def test_a_config_may_be_given_or_found(path: Path) -> None:
    config = path.parent / "mine.yml"
    text = {"organization": {"name": "t"}, "sdkwright": {"spec": path.name}, "resources": {}}
    config.write_text(yaml.safe_dump(text), encoding="utf-8")
    with command(config, "--port", 0, folder=path.parent) as process:
        assert process.stdout is not None
        assert "answers 1 operation" in process.stdout.readline()
    config.rename(path.parent / "sdkwright.yml")
    with command("--port", 0, folder=path.parent) as process:
        assert process.stdout is not None
        assert "answers 1 operation" in process.stdout.readline()


def test_an_overlay_and_other_folders_count(path: Path) -> None:
    folder = path.parent / "inner"
    folder.mkdir()
    (path.parent / "other").mkdir()
    shared = path.parent / "other" / "answer.yaml"
    shared.write_text("{description: '', content: {application/json: {example: far}}}", encoding="utf-8")
    text = document({"/a": {"get": {"responses": {"200": {"$ref": "../other/answer.yaml"}}}}})
    (folder / "openapi.yaml").write_text(yaml.safe_dump(text), encoding="utf-8")
    overlay = {"overlay": "1.0.0", "info": {"title": "o", "version": "1"}}
    overlay["actions"] = [{"target": "$.paths", "update": {"/b": {"get": operation({"const": 2})}}}]
    (folder / "more.yaml").write_text(yaml.safe_dump(overlay), encoding="utf-8")
    more = ("--overlay", folder / "more.yaml", "--allow-refs", path.parent / "other")
    with command(folder / "openapi.yaml", "--port", 0, *more, folder=folder) as process:
        assert process.stdout is not None
        url = process.stdout.readline().split()[0]
        assert (httpx.get(f"{url}/a").json(), httpx.get(f"{url}/b").json()) == ("far", 2)


def test_what_cannot_be_served_is_told(path: Path) -> None:
    bad = path.parent / "bad.yaml"
    bad.write_text("openapi: 3.1.0\npaths: {", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        for arguments, status, words in (
            ((bad,), 1, "bad.yaml:"),
            ((path, "--port", taken.getsockname()[1]), 2, "cannot listen on 127.0.0.1 port"),
            ((path, "--latency", "soon"), 2, "--latency is a number of seconds"),
            ((path, "--db", "x.db"), 2, "--db goes with --stateful"),
            ((path, "--fail", "2"), 2, "--fail"),
        ):
            with command(*arguments, folder=path.parent) as process:
                _, err = process.communicate(timeout=20)
            assert (process.returncode, words in err) == (status, True), err
            assert "Traceback" not in err


def test_help_imports_no_server() -> None:
    code = (
        "import sys\nfrom sdkwright.cli.running import run\nrun(['mock', '--help'])\n"
        "print(sorted({'uvicorn', 'starlette', 'jsonschema_rs', 'sdkwright.pipeline'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.anyio
async def test_a_bug_is_answered_and_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(*_: object) -> None:
        raise KeyError("x\n")

    service = service_of(Pipeline(str(path), None, (), Diagnostics()), Settings(), Diagnostics())
    bugs: list[Exception] = []
    monkeypatch.setattr(service, "answer", broken)
    transport = httpx.ASGITransport(create_app(service, Settings(), on_bug=bugs.append), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://mock") as http:
        response = await http.get("/a/1")
    assert (response.status_code, response.json()["detail"]) == (500, "the mock has a bug: KeyError: 'x\\n'")
    assert [type(each) for each in bugs] == [KeyError]


def test_packages_that_are_missing_are_named(path: Path) -> None:
    code = (
        "import sys\nsys.modules['uvicorn'] = None\nfrom sdkwright.cli.running import run\n"
        f"sys.exit(run(['mock', {str(path)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "(uvicorn): pip install 'sdkwright[mock]'" in done.stderr
