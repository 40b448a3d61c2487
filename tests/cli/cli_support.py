"""Programs for tests: the generated one, and ones made of a few lines of a document. Their requests stay here."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

import httpx
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
CHAT = (ROOT / "generated" / "cli" / "src", ROOT / "generated" / "python" / "src")


class Output(io.TextIOWrapper):
    """Standard output or error; `terminal`: it says that it is one."""

    def __init__(self, *, terminal: bool) -> None:
        self._kept = io.BytesIO()
        self._terminal = terminal
        super().__init__(self._kept, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        return self._terminal

    def kept(self) -> bytes:
        self.flush()
        return self._kept.getvalue()


@dataclass
class Ran:
    """What a run of the program gave."""

    status: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.data)


@dataclass
class Program:
    """A program on the import path; `reply` answers its requests, which `requests` gathers."""

    package: str
    reply: Callable[[httpx.Request], httpx.Response] = lambda _request: httpx.Response(200, json={})
    requests: list[httpx.Request] = field(default_factory=list)

    def module(self, name: str) -> Any:
        return importlib.import_module(f"{self.package}.{name}")

    @property
    def sent_json(self) -> Any:
        return json.loads(self.requests[-1].content)

    def run(self, *args: str, stdin: bytes | None = None, terminal: bool = False, **env: str) -> Ran:
        """Run in this process; `stdin` comes through a pipe, None stands for no input at all."""
        out, err = Output(terminal=terminal), Output(terminal=False)
        with contextlib.ExitStack() as stack:
            stack.enter_context(mock.patch.object(httpx.HTTPTransport, "handle_request", self._transport()))
            stack.enter_context(mock.patch.dict("os.environ", {"NO_COLOR": "1", **env}))
            stack.enter_context(mock.patch.object(sys, "stdin", stack.enter_context(_input(stdin))))
            stack.enter_context(mock.patch.object(sys, "stdout", out))
            stack.enter_context(mock.patch.object(sys, "stderr", err))
            status = self.module("_main").run(self.module("_program").PROGRAM, list(args))
        return Ran(status, out.kept(), err.kept().decode())

    def _transport(self) -> Callable[[object, httpx.Request], httpx.Response]:
        def handle(_transport: object, request: httpx.Request) -> httpx.Response:
            request.read()
            self.requests.append(request)
            response = self.reply(request)
            response.request = request
            return response

        return handle


@contextlib.contextmanager
def _input(data: bytes | None) -> Iterator[io.TextIOBase]:
    if data is None:
        with Path(os.devnull).open() as nothing:
            yield nothing
        return
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        yield pipe


@contextlib.contextmanager
def importable(*folders: Path) -> Iterator[None]:
    added = [str(each) for each in folders]
    sys.path[:0] = added
    try:
        yield
    finally:
        for each in added:
            sys.path.remove(each)


def generated(folder: Path, spec: str, config: str) -> list[Path]:
    """The folders of source that a document and a config give: of the program and of its SDK."""
    (folder / "openapi.yaml").write_text(spec, encoding="utf-8")
    (folder / "sdkwright.yml").write_text(config, encoding="utf-8")
    sink = Diagnostics()
    outputs = Pipeline(None, folder / "sdkwright.yml", (), sink).outputs()
    assert outputs, [f"{each.code} {each.message}" for each in sink]
    for output in outputs:
        for file in output.files:
            path = folder / output.name / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(file.content)
    return [folder / output.name / "src" for output in outputs]
