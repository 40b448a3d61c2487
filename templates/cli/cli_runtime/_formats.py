"""JSON data as text: JSON, JSON Lines, YAML, tables.

| format | a value                                       | items of pages              | events of a stream      |
|--------|-----------------------------------------------|-----------------------------|-------------------------|
| auto   | on a terminal as json, text as it is          | table on a terminal or json | jsonl                   |
| json   | indented                                      | one array                   | indented, one by one    |
| jsonl  | one line; each item of a list on its own      | one line each               | one line each           |
| yaml   | a document                                    | one list                    | a document each         |
| table  | a row for each property, or item of a list    | a row each                  | a row each              |
"""

from __future__ import annotations

import json
import os
from typing import Any, Iterable, Iterator, List, Protocol, cast

from ._safe import UNSAFE
from ._sinks import Sink

FORMATS = ("auto", "json", "jsonl", "yaml", "table", "raw")


class Writer(Protocol):
    """Writes values as they come."""

    def item(self, value: Any) -> None:
        """One of several values."""

    def end(self) -> None:
        """There are no more."""


def value_writer(format: str, sink: Sink) -> Writer:  # noqa: A002 - the option's name
    """For one value."""
    if format == "jsonl":
        return LineWriter(sink, spread=True)
    if format == "yaml":
        return YamlWriter(sink)
    if format == "table":
        from ._tables import TableWriter

        return TableWriter(sink, alone=True)
    return JsonWriter(sink, bare_text=format == "auto")


def item_writer(format: str, sink: Sink) -> Writer:  # noqa: A002
    """For the items of pages."""
    if format == "table" or (format == "auto" and sink.is_terminal):
        from ._tables import TableWriter

        return TableWriter(sink)
    if format == "jsonl":
        return LineWriter(sink)
    return YamlWriter(sink, as_list=True) if format == "yaml" else ArrayWriter(sink)


def event_writer(format: str, sink: Sink) -> Writer:  # noqa: A002
    """For the events of a stream."""
    if format == "table":
        from ._tables import TableWriter

        return TableWriter(sink, batch=1)
    if format == "yaml":
        return YamlWriter(sink)
    return JsonWriter(sink) if format == "json" else LineWriter(sink, bare_text=format == "auto")


# --- JSON ----------------------------------------------------------------------------------------------------------


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """JSON that people can read; what a terminal would act on is an escape that JSON knows."""
    separators = None if indent else (", ", ": ")
    text = json.dumps(value, ensure_ascii=False, indent=indent, separators=separators)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class JsonWriter:
    """Indented JSON. `bare_text`: a string is written without quotes."""

    def __init__(self, sink: Sink, *, bare_text: bool = False) -> None:
        self._sink = sink
        self._bare_text = bare_text

    def item(self, value: Any) -> None:
        if self._bare_text and isinstance(value, str):
            self._sink.line(value)
        else:
            write_json(self._sink, json_text(value))

    def end(self) -> None:
        pass


class LineWriter:
    """One line of JSON for each value. `spread`: for each item of a list."""

    def __init__(self, sink: Sink, *, spread: bool = False, bare_text: bool = False) -> None:
        self._sink = sink
        self._spread = spread
        self._bare_text = bare_text

    def item(self, value: Any) -> None:
        if self._bare_text and isinstance(value, str):
            self._sink.line(value)
            return
        several: List[Any] = cast("Any", value) if self._spread and isinstance(value, list) else [value]
        for each in several:
            write_json(self._sink, json_text(each, indent=None))

    def end(self) -> None:
        pass


class ArrayWriter:
    """One JSON array whose items are written as they come."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self._pending: str | None = None
        self._is_open = False

    def item(self, value: Any) -> None:
        self._flush(",")
        if not self._is_open:
            write_json(self._sink, "[")
            self._is_open = True
        self._pending = "  " + json_text(value).replace("\n", "\n  ")

    def end(self) -> None:
        self._flush("")
        write_json(self._sink, "]" if self._is_open else "[]")

    def _flush(self, comma: str) -> None:
        if self._pending is not None:
            write_json(self._sink, self._pending + comma)
            self._pending = None


def write_json(sink: Sink, text: str) -> None:
    """JSON text, in colours where they are wanted."""
    if not (sink.is_terminal and wants_colours()):
        sink.line(text)
        return
    from ._colours import coloured_json

    sink.drawn(coloured_json(text))


def wants_colours() -> bool:
    """Whether colours are welcome on a terminal (https://no-color.org)."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


# --- YAML ----------------------------------------------------------------------------------------------------------


class YamlWriter:
    """YAML. `as_list`: all values are the items of one list, else each is a document."""

    def __init__(self, sink: Sink, *, as_list: bool = False) -> None:
        self._sink = sink
        self._as_list = as_list
        self._count = 0

    def item(self, value: Any) -> None:
        if self._count and not self._as_list:
            self._sink.line("---")
        self._count += 1
        self._sink.line(yaml_text([value] if self._as_list else value))

    def end(self) -> None:
        if self._as_list and not self._count:
            self._sink.line("[]")


def yaml_text(value: Any) -> str:
    import yaml

    is_safe = not any(UNSAFE.search(each) for each in _texts(value))
    text = yaml.safe_dump(value, allow_unicode=is_safe, sort_keys=False, default_flow_style=False, width=1000)
    return text.removesuffix("\n").removesuffix("\n...")


def _texts(value: Any) -> Iterator[str]:
    """Every text in JSON data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, each in cast("Iterable[tuple[str, Any]]", cast("Any", value).items()):
            yield key
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:  # pyright: ignore[reportUnknownVariableType]
            yield from _texts(each)
