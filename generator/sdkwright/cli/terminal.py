"""What goes to stdout and stderr, and how: colour and progress on a terminal, plain and stable elsewhere."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.status import Status

# Seconds before a run counts as long; most are over by then and never show a spinner.
_PATIENCE = 0.4


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """https://no-color.org and https://force-color.org: set and not empty; else only a terminal that is not dumb."""
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR"):
        return True
    return _is_terminal(stream) and environment.get("TERM") != "dumb"


class Terminal:
    """The two output streams of one command."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._out, self._err = _open(sys.stdout), _open(sys.stderr)
        self.colour = not as_json and wants_colour(self._out, os.environ)
        self.error_colour = wants_colour(self._err, os.environ)
        self._progress: _Progress | None = None

    def print(self, text: str = "", **style: str | bool | None) -> None:
        """A line (or more) of the command's result. A reader that has gone away is no error."""
        self._write(self._out, text, style if self.colour else {}, self.colour)

    def error(self, text: str, **style: str | bool | None) -> None:
        """A line (or more) about the result."""
        self._write(self._err, text, style if self.error_colour else {}, self.error_colour)

    def stage(self, name: str) -> None:
        """Tell what the command is busy with; shown on a terminal when it takes long."""
        if self._progress is None and not self.as_json and _is_terminal(self._err) and os.environ.get("TERM") != "dumb":
            self._progress = _Progress()
        if self._progress is not None:
            self._progress.update(name)

    def end_progress(self) -> None:
        if self._progress is not None:
            self._progress.end()
            self._progress = None

    def flush(self) -> None:
        """Show what was printed now: the command goes on for long."""
        for stream in (self._out, self._err):
            try:
                stream.flush()
            except BrokenPipeError:
                _silence(stream)

    def close(self) -> None:
        """Flush; what a reader that has gone away would not take is dropped."""
        self.end_progress()
        self.flush()

    def _write(self, stream: TextIO, text: str, style: Mapping[str, str | bool | None], colour: bool) -> None:
        self.end_progress()
        styled = click.style(text, **style) if style else text  # type: ignore[arg-type]
        try:
            click.echo(styled, file=stream, color=colour)
        except BrokenPipeError:
            _silence(stream)
        except UnicodeEncodeError:
            click.echo(styled.encode("ascii", "backslashreplace").decode(), file=stream, color=colour)


class _Progress:
    """A spinner with the name of the stage, once the run has proved long."""

    def __init__(self) -> None:
        self._stage = ""
        self._status: Status | None = None
        self._lock = threading.Lock()
        self._ended = False
        self._timer = threading.Timer(_PATIENCE, self._show)
        self._timer.daemon = True
        self._timer.start()

    def update(self, stage: str) -> None:
        with self._lock:
            self._stage = stage
            if self._status is not None:
                self._status.update(f"sdkwright: {stage}")

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._status is not None:
                self._status.stop()

    def _show(self) -> None:
        from rich.console import Console

        with self._lock:
            if not self._ended:
                self._status = Console(stderr=True).status(f"sdkwright: {self._stage}")
                self._status.start()


def _open(stream: TextIO | None) -> TextIO:
    """`stream`; nowhere instead of one that the parent process closed."""
    return Path(os.devnull).open("w", encoding="utf-8") if stream is None else stream


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _silence(stream: TextIO) -> None:
    """Send what is still to come to nowhere, so that neither this process nor the interpreter's exit complains."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
