"""A headless Chromium, driven over its DevTools protocol through a pair of pipes."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WAIT = 30.0
# The browser takes commands from its file 3 and answers on 4; both may be taken by what they are made of.
START = """
import fcntl, os, sys
commands, answers = (fcntl.fcntl(int(each), fcntl.F_DUPFD, 10) for each in sys.argv[1:3])
os.dup2(commands, 3)
os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""
FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions",
    "--disable-default-apps", "--metrics-recording-only", "--remote-debugging-pipe", "about:blank",
)  # fmt: skip


def program() -> str | None:
    """The installed browser, if there is one."""
    return next((found for each in PROGRAMS if (found := shutil.which(each))), None)


@contextmanager
def running(profile: Path) -> Iterator[Browser]:
    """A browser with one page; it is gone afterwards."""
    found = program()
    assert found is not None
    reading, writing = os.pipe(), os.pipe()
    pipes = [str(reading[0]), str(writing[1])]
    command = [sys.executable, "-c", START, *pipes, found, f"--user-data-dir={profile}", *FLAGS]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, pass_fds=(reading[0], writing[1]), stdout=quiet, stderr=quiet)
    os.close(reading[0])
    os.close(writing[1])
    try:
        yield Browser(reading[1], writing[0])
    finally:
        os.close(reading[1])
        os.close(writing[0])
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
        if process.poll() is None:
            process.kill()
            process.wait(10)


class BrowserError(Exception):
    """A command that the browser refused."""


class Browser:
    """One page. `requests` are the URLs that it asked for, `problems` the exceptions of its scripts."""

    def __init__(self, commands: int, answers: int) -> None:
        self._commands = commands
        self._answers = answers
        self._buffer = b""
        self._number = 0
        self._session: str | None = None
        self.requests: list[str] = []
        self.problems: list[str] = []
        targets = self.send("Target.getTargets")["targetInfos"]
        target = next(each["targetId"] for each in targets if each["type"] == "page")
        self._session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network"):
            self.send(f"{domain}.enable")

    def send(self, method: str, **params: Any) -> Any:
        """The result of a command; events that come before it are noted."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": params}
        if self._session is not None:
            message["sessionId"] = self._session
        os.write(self._commands, json.dumps(message).encode() + b"\0")
        while True:
            found = self._read()
            if found.get("id") == number:
                if "error" in found:
                    raise BrowserError(found["error"]["message"])
                return found["result"]

    def _read(self) -> dict[str, Any]:
        until = time.monotonic() + WAIT
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._answers], [], [], max(until - time.monotonic(), 0))
            assert ready, "the browser does not answer"
            more = os.read(self._answers, 1 << 20)
            assert more, "the browser is gone"
            self._buffer += more
        text, _, self._buffer = self._buffer.partition(b"\0")
        found: dict[str, Any] = json.loads(text)
        self._note(found)
        return found

    def _note(self, found: dict[str, Any]) -> None:
        match found.get("method"):
            case "Network.requestWillBeSent":
                self.requests.append(found["params"]["request"]["url"])
            case "Runtime.exceptionThrown":
                self.problems.append(json.dumps(found["params"]["exceptionDetails"])[:500])
            case _:
                pass

    def evaluate(self, expression: str) -> Any:
        """The value of an expression of JavaScript, awaited."""
        found = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def until(self, expression: str) -> Any:
        """The value, once it is true. A page that goes away meanwhile is waited for."""

        def look() -> Any:
            with suppress(BrowserError):
                return self.evaluate(expression)
            return None

        return waited(look, expression)

    def open(self, url: str) -> None:
        self.send("Page.navigate", url=url)
        self.loaded(url)

    def loaded(self, end: str) -> None:
        self.until(f"document.readyState === 'complete' && location.href.includes({json.dumps(end)})")

    def click(self, selector: str) -> None:
        """A click in the middle of the element that the selector finds, as a hand does it."""
        place = self.until(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); if (!e) return null; "
            "e.scrollIntoView({block: 'center', behavior: 'instant'}); const r = e.getBoundingClientRect(); "
            "return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : null })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def type(self, text: str) -> None:
        self.send("Input.insertText", text=text)

    def size(self, width: int, height: int, *, phone: bool = False) -> None:
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def prefer(self, scheme: str) -> None:
        self.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def screenshot(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(self.send("Page.captureScreenshot", format="png")["data"]))


def waited(look: Callable[[], Any], what: str) -> Any:
    until = time.monotonic() + WAIT
    while not (found := look()):
        assert time.monotonic() < until, f"never: {what}"
        time.sleep(0.02)
    return found
