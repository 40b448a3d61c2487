"""YAML text to plain data, by libyaml's events, without recursion and within limits.

Only what JSON can say comes out: keys are strings (a number or word as key keeps its spelling), tags of the core schema
alone mean anything, and anchors cannot contain themselves. What aliases repeat is shared, and counted as if it were
written out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn, cast

import yaml
from yaml._yaml import CParser

from .limits import MAX_DEPTH, MAX_NODES
from .plain import is_list
from .problems import Problem, ReadError
from .scalars import COLLECTION_TAGS, plain, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

_ALLOWED = "Quote the value, or remove the tag."


@dataclass(slots=True)
class _Frame:
    """A map or list that is still open."""

    value: dict[str, Any] | list[Any]
    start: int
    anchor: str | None
    nodes_before: int
    height: int = 1
    key: str | None = None
    keys: dict[str, int] = field(default_factory=dict[str, int])
    merged: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    merging: bool = False


@dataclass(frozen=True, slots=True)
class _Anchored:
    value: Any
    nodes: int
    height: int


def events(text: str) -> Iterator[Any]:
    """The events of a YAML stream. Raises ReadError for a syntax error."""
    try:
        parser = CParser(text)
        while (event := parser.get_event()) is not None:
            yield event
    except yaml.reader.ReaderError as error:
        raise ReadError("SW004", f"not allowed in YAML: {error.reason}", _position(text, error)) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(part for part in (error.context, error.problem) if part)
        raise ReadError("SW004", said or "not YAML", mark.index if mark else None) from None


def _position(text: str, error: yaml.reader.ReaderError) -> int:
    """The offset in characters: libyaml counts bytes of UTF-8."""
    return len(text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "ignore"))


def read_yaml(text: str) -> tuple[Any, list[Problem]]:
    """The data of the first YAML document that holds any, and what is wrong without stopping the reader.

    Raises ReadError when reading cannot go on.
    """
    builder = _Builder()
    for event in events(text):
        if type(event) is yaml.DocumentStartEvent and builder.root is not None:
            message = "a second YAML document begins here, and is not read"
            mark = event.start_mark
            builder.problems.append(Problem("SW025", message, mark.index if mark else None))
            break
        builder.take(event)
    return builder.root, builder.problems


class _Builder:
    def __init__(self) -> None:
        self.root: Any = None
        self.problems: list[Problem] = []
        self._nodes = 0
        self._tags: set[str] = set()
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}

    def take(self, event: Any) -> None:
        kind = cast("object", type(event))
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._open(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._open(event, [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close()
        elif kind is yaml.AliasEvent:
            self._alias(event)

    def _scalar(self, event: Any) -> None:
        text: str = event.value
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            self._key(frame, event, text)
            return
        value = self._value(event, text)
        weight = 1 + (len(text) >> 6)
        self._count(event, weight)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(value, weight, 0)
        self._put(event, value)

    def _value(self, event: Any, text: str) -> Any:
        try:
            if event.tag is not None:
                return text if self._passed_over(event) else tagged(text, event.tag)
            return plain(text) if event.implicit[0] else text
        except LookupError:
            _refuse(event, "SW006", f"the tag {event.tag!r} is not allowed", _ALLOWED)
        except ValueError as error:
            _refuse(event, "SW019", str(error))

    def _passed_over(self, event: Any) -> bool:
        """Whether the tag is one of an application (`!Sub`), which other tools act on; said once for each."""
        tag: str = event.tag
        if not tag.startswith("!") or tag == "!":
            return False
        if tag not in self._tags:
            self._tags.add(tag)
            message = f"the tag {tag!r} means nothing here"
            self.problems.append(Problem("SW026", message, event.start_mark.index))
        return True

    def _key(self, frame: _Frame, event: Any, text: str) -> None:
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(text, 1, 0)
        if text == "<<" and event.tag is None and event.implicit[0]:
            frame.key, frame.merging = text, True
            return
        self._value(event, text)
        self._name(frame, text, event.start_mark.index)

    def _name(self, frame: _Frame, key: str, offset: int) -> None:
        first = frame.keys.setdefault(key, offset)
        if first != offset:
            self.problems.append(Problem("SW005", key, offset, earlier=first))
        frame.key = key

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if event.tag is not None and event.tag not in COLLECTION_TAGS and not self._passed_over(event):
            _refuse(event, "SW006", f"the tag {event.tag!r} is not allowed", "Remove the tag.")
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            _refuse(event, "SW010", "a map or list cannot be a key")
        if len(self._stack) >= MAX_DEPTH:
            _refuse(event, "SW008", f"more than {MAX_DEPTH} maps and lists within each other")
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(value, event.start_mark.index, event.anchor, self._nodes))
        self._count(event, 1)

    def _close(self) -> None:
        frame = self._stack.pop()
        value = frame.value
        if frame.merged and isinstance(value, dict):
            value = _merge(frame.merged, value)
        if frame.anchor is not None:
            self._anchors[frame.anchor] = _Anchored(value, self._nodes - frame.nodes_before, frame.height)
        if self._stack:
            self._stack[-1].height = max(self._stack[-1].height, frame.height + 1)
        self._put(frame, value)

    def _alias(self, event: Any) -> None:
        name: str = event.anchor
        if name not in self._anchors:
            _refuse(event, "SW004", f"there is no anchor {name!r} before this alias")
        anchored = self._anchors[name]
        if anchored is None:
            _refuse(event, "SW009", f"the anchor {name!r} contains itself")
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            if not isinstance(anchored.value, str):
                _refuse(event, "SW010", "only a string can be a key")
            self._name(frame, anchored.value, event.start_mark.index)
            return
        if len(self._stack) + anchored.height > MAX_DEPTH:
            _refuse(event, "SW008", f"more than {MAX_DEPTH} maps and lists within each other")
        if frame is not None:
            frame.height = max(frame.height, anchored.height + 1)
        self._count(event, anchored.nodes)
        self._put(event, anchored.value)

    def _count(self, event: Any, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            _refuse(event, "SW007", f"more than {MAX_NODES:,} values when every alias is written out")

    def _put(self, origin: Any, value: Any) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
        elif frame.merging:
            frame.merged.extend(_mappings(value, origin))
            frame.key, frame.merging = None, False
        elif frame.key is not None:
            frame.value[frame.key] = value
            frame.key = None


def _mappings(value: Any, origin: Any) -> list[dict[str, Any]]:
    parts = value if is_list(value) else [value]
    if not all(isinstance(part, dict) for part in parts):
        _refuse(origin, "SW004", "'<<' takes a map or a list of maps", "Quote '<<' if it is an ordinary key.")
    return parts


def _merge(parts: list[dict[str, Any]], own: dict[str, Any]) -> dict[str, Any]:
    """Own keys win, then earlier parts (https://yaml.org/type/merge.html)."""
    result: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            result.setdefault(key, value)
    result.update(own)
    return result


def _refuse(origin: Any, code: str, message: str, hint: str | None = None) -> NoReturn:
    offset = origin.start if isinstance(origin, _Frame) else origin.start_mark.index
    raise ReadError(code, message, offset, hint)
