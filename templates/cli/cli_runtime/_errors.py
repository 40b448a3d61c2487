"""What went wrong, told on standard error, and the exit status that stands for it."""

from __future__ import annotations

import io
import sys
import traceback
from http import HTTPStatus
from typing import Any

import click

from . import _statuses
from ._data import Program
from ._formats import json_text
from ._safe import escaped

SHOWN = 4000
"""Characters of an error's body that are shown."""


def told(program: Program, error: Exception, *, traces: bool) -> int:
    """Tell of the error; the exit status. `traces`: tell too where what nobody foresaw was raised."""
    if isinstance(error, click.ClickException):
        _show_usage(error)
        return error.exit_code
    message, status = _of_call(program, sys.modules.get(program.sdk), error)
    if traces and status == _statuses.OTHER:
        click.echo(escaped("".join(traceback.format_exception(type(error), error, error.__traceback__))), err=True)
    click.echo(f"Error: {escaped(message)}", err=True)
    return status


def _show_usage(error: click.ClickException) -> None:
    """Click's own text, whose parts may be what somebody was told to type."""
    shown = io.StringIO()
    error.show(shown)
    click.echo(escaped(shown.getvalue()), err=True, nl=False)


def _of_call(program: Program, sdk: Any, error: Exception) -> tuple[str, int]:
    """The message and the exit status for what a call raised."""
    if sdk is not None:
        if isinstance(error, sdk.APIStatusError):
            return _answered(error), _statuses.of_http(int(getattr(error, "status_code", 0)))
        if isinstance(error, sdk.APITimeoutError):
            return "the server did not answer in time.", _statuses.TIMEOUT
        if isinstance(error, sdk.APIConnectionError):
            return f"no connection to the server: {error.__cause__ or error}", _statuses.CONNECTION
        if type(error).__base__ is Exception and type(error).__module__.startswith(program.sdk):
            return _of_client(program, str(error)), _statuses.USAGE
    kinds = {each.__name__ for each in type(error).__mro__}
    if "StreamError" in kinds:
        return f"the server broke off the stream: {_body(error)}", _statuses.SERVER
    if "TimeoutException" in kinds:
        return "the server did not go on in time.", _statuses.TIMEOUT
    if "TransportError" in kinds:
        return f"the connection broke: {error}", _statuses.CONNECTION
    if isinstance(error, OSError):
        where = f"{error.filename!r}: " if error.filename else ""
        return f"{where}{error.strerror or error}", _statuses.OTHER
    if isinstance(error, (TypeError, ValueError)):
        return str(error), _statuses.USAGE
    return f"{type(error).__name__}: {error}", _statuses.OTHER


def _of_client(program: Program, text: str) -> str:
    """What the SDK's client lacks, with the options that give it."""
    for each in program.flags:
        text = text.replace(f"`{each.argument}`", f"'{each.flag}'")
    return text


def _answered(error: Any) -> str:
    """`404 Not Found`, the server's words for it, and the id that its support will ask for."""
    status = int(error.status_code)
    phrase = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
    request_id = getattr(error, "request_id", None)
    told_id = f" (request {request_id})" if request_id else ""
    body = _body(error)
    return f"{status} {phrase}".rstrip() + told_id + (f"\n{body}" if body else "")


def _body(error: Any) -> str:
    body = getattr(error, "body", None)
    if body is None or body == "":
        return "" if hasattr(error, "status_code") else str(error)
    text = body if isinstance(body, str) else json_text(body)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
