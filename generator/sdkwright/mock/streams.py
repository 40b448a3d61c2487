"""The items of a stream: Server-Sent Events (WHATWG HTML, 9.2) and lines of JSON, each sent on its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Resolved, join
from sdkwright.mock.contents import json_bytes
from sdkwright.mock.nodes import is_list, is_map, mapping
from sdkwright.resolve.items import EVENT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sdkwright.config import Config, OnEvent
    from sdkwright.mock.making import Maker
    from sdkwright.mock.operations import Media
    from sdkwright.mock.shapes import Shapes

_ITEMS: Final = 3
_MOST: Final = 50
_BLOCK: Final = re.compile(r"(?:\r\n|\r|\n){2,}")
_LINE: Final = re.compile(r"\r\n|\r|\n")
_RECORD: Final = b"\x1e"


class Streams:
    """`config` says how a stream ends, and which events are told apart by their name."""

    def __init__(self, shapes: Shapes, config: Config) -> None:
        self._shapes = shapes
        self._rules = config.streaming.on_event

    def item(self, media: Media) -> Resolved | None:
        """The schema of one item; of a list of them the list's."""
        schema = media.schema
        if schema is None or media.is_item or media.kind == "sse":
            return schema
        target = self._shapes.target(schema)
        node = mapping(target.node)
        if node.get("type") == "array" and "items" in node:
            return Resolved(node["items"], join(target.pointer, "items"))
        return schema

    def made(self, media: Media, maker: Maker) -> list[Any]:
        """One item of each variant where there are some, a few alike else."""
        schema = self.item(media)
        if schema is None:
            return [{}] * _ITEMS
        found = maker.variants(schema, _MOST)
        return found if len(found) > 1 else [*found, *(maker.value(schema) for _ in range(_ITEMS - 1))]

    def values(self, example: Any) -> list[Any]:
        """The items that an example holds: those of a list, or of a transcript those that are JSON."""
        if isinstance(example, str):
            return [value for block in blocks(example) for value in _data(block)]
        return list(example) if is_list(example) else [example]

    def framed(self, media: Media, example: Any) -> tuple[bytes, ...]:
        """The pieces for an example of the document or for items: a transcript is sent as it stands, block by block."""
        if media.kind == "sse":
            if isinstance(example, str):
                return tuple(f"{block}\n\n".encode("utf-8", "replace") for block in blocks(example))
            return (*(self._event(each) for each in _several(example)), *self._end())
        mark = _RECORD if "json-seq" in media.media_type else b""
        if isinstance(example, str):
            lines = [each.strip() for each in _LINE.split(example) if each.strip()]
            return tuple(mark + each.encode("utf-8", "replace") + b"\n" for each in lines)
        return tuple(mark + json_bytes(each) + b"\n" for each in _several(example))

    def _event(self, value: Any) -> bytes:
        fields = mapping(value)
        if "data" in fields and fields.keys() <= EVENT_FIELDS:
            return b"".join(_fields(fields))
        name = self._name(fields)
        head = f"event: {name}\n".encode() if name else b""
        return head + b"data: " + json_bytes(value) + b"\n\n"

    def _name(self, fields: Any) -> str | None:
        """The event's name, where the config tells events apart by names and one of them is the tag of this value."""
        named = {each for rule in self._rules for each in rule.event_types if each is not None}
        for tag in ("type", "event", "object", "kind"):
            value = fields.get(tag)
            if isinstance(value, str) and value in named:
                return value
        return None

    def _end(self) -> Iterator[bytes]:
        """What tells that a stream is over, where the config knows of something that does."""
        rule = next((each for each in self._rules if each.handle == "done"), None)
        if rule is not None:
            yield _terminator(rule)


def _terminator(rule: OnEvent) -> bytes:
    name = next((each for each in rule.event_types if each is not None), None)
    head = f"event: {name}\n" if name and not _LINE.search(name) else ""
    return f"{head}data: {_LINE.sub(' ', rule.data_starts_with or '{}')}\n\n".encode()


def _several(example: Any) -> Sequence[Any]:
    return example if is_list(example) else [example]


def _fields(fields: Any) -> Iterator[bytes]:
    """An event that is described with its fields (OpenAPI 3.2, 4.14.4)."""
    for name in ("id", "event", "retry"):
        if fields.get(name) is not None:
            yield f"{name}: {_LINE.sub(' ', str(fields[name]))}\n".encode()
    data = fields["data"]
    text = data if isinstance(data, str) else json_bytes(data).decode()
    for line in _LINE.split(text):
        yield f"data: {line}\n".encode()
    yield b"\n"


def blocks(transcript: str) -> list[str]:
    """The events of a transcript, comments included."""
    return [each.strip("\r\n") for each in _BLOCK.split(transcript) if each.strip()]


def _data(block: str) -> Iterator[Any]:
    import json

    lines = [line[5:].removeprefix(" ") for line in _LINE.split(block) if line.startswith("data:")]
    if lines:
        try:
            value = json.loads("\n".join(lines))
        except (ValueError, RecursionError):
            return
        if is_map(value):
            yield value
