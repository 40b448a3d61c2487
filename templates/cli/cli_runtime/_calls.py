"""A command carried out: the SDK's method called, and what it gives written down."""

from __future__ import annotations

import json
import warnings
from contextlib import closing, contextmanager
from itertools import islice
from operator import attrgetter
from typing import Any, Dict, Generator, Iterable

import click

from ._client import Settings, make_client, shown_log
from ._data import Command, Program
from ._formats import Writer, event_writer, item_writer, value_writer
from ._plain import plain
from ._progress import counted, uploads
from ._sinks import Sink, opened
from ._transform import Transform, transform_of


def run_call(program: Program, command: Command, settings: Settings, arguments: Dict[str, Any]) -> None:
    """Call and print. Raises what the SDK raises, and click.UsageError before anything is sent."""
    transform = transform_of(settings)
    refuse_misfits(command, settings)
    client = make_client(program, settings)
    with (
        quiet(),
        shown_log(program, settings),
        closing(client),
        opened(settings.output) as sink,
        uploads(arguments, whole=command.body == "bytes") as sent,
    ):
        if command.answer == "bytes" and settings.output is None and sink.is_terminal:
            raise click.UsageError("The answer is a file: give '--output FILE', or send it on with a pipe.")
        owner = attrgetter(".".join(command.call[:-1]))(client) if len(command.call) > 1 else client
        if settings.format == "raw" or command.answer == "bytes":
            _copy(owner, command, sent, sink, shows=settings.output not in (None, "-"))
        else:
            _write(owner, command, settings, sent, transform, sink)


@contextmanager
def quiet() -> Generator[None, None, None]:
    """The SDK warns programmers of methods that are deprecated; users of a program are told by its help."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def refuse_misfits(command: Command, settings: Settings) -> None:
    """Options that make no sense for this command."""
    if settings.max_items is not None and command.answer != "page":
        raise click.UsageError("'--max-items' is for commands that list; this one gives one answer.")
    if settings.max_items is not None and settings.format == "raw":
        raise click.UsageError("'--max-items' needs an answer that is parsed: use another '--format'.")
    if settings.transform is not None and (settings.format == "raw" or command.answer == "bytes"):
        raise click.UsageError("'--transform' needs an answer that is parsed: use another '--format'.")


def _copy(owner: Any, command: Command, arguments: Dict[str, Any], sink: Sink, *, shows: bool) -> None:
    """The answer's bytes as they come."""
    with getattr(owner.with_streaming_response, command.call[-1])(**arguments) as response:
        total = response.headers.get("content-length", "")
        for chunk in counted(response.iter_bytes(), int(total) if total.isdigit() else None, shows=shows):
            sink.data(chunk)


def _write(
    owner: Any, command: Command, settings: Settings, arguments: Dict[str, Any], transform: Transform, sink: Sink
) -> None:
    name = command.call[-1]
    if command.answer == "page":
        items = getattr(owner, name)(**arguments)
        _all(islice(items, settings.max_items), item_writer(settings.format, sink), transform)
    elif command.answer in ("stream", "switch"):
        result = getattr(owner, name)(**arguments)
        if hasattr(result, "__next__"):
            with closing(result):
                _all(result, event_writer(settings.format, sink), transform)
        else:
            _all([result], value_writer(settings.format, sink), transform)
    elif command.answer == "none":
        getattr(owner, name)(**arguments)
    else:
        response = getattr(owner.with_raw_response, name)(**arguments)
        _all(_answered(response, command), value_writer(settings.format, sink), transform)


def _answered(response: Any, command: Command) -> Iterable[Any]:
    """The answer as the server wrote it; nothing where it is empty."""
    text: str = response.text()
    if not text:
        return []
    if command.answer == "text":
        return [text]
    try:
        data = json.loads(text)
    except ValueError:
        return [text]
    if command.envelope is not None and isinstance(data, dict) and command.envelope in data:
        return [data[command.envelope]]  # pyright: ignore[reportUnknownVariableType]
    return [data]


def _all(values: Iterable[Any], writer: Writer, transform: Transform) -> None:
    """Write each value; what a transform makes null is left out. What was there before a failure is written."""
    try:
        for each in values:
            found = transform(plain(each))
            if found is not None or transform.keeps_null:
                writer.item(found)
    finally:
        writer.end()
