"""What the imaginary server answers: every success and every error that the document describes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.corpus.calling.given import FILE
from tests.corpus.sampling import NoSampleError, Sampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.sampling.sampler import Mode
    from tests.corpus.spec import Answer, Media, Op, Spec

# json: one value. events and lines: several. binary and text: as they come. empty: nothing.
_LINES = ("jsonl", "ndjson", "json-lines", "x-ndjson", "json-seq", "x-jsonlines", "jsonlines")
_STATUS = {"1": 100, "2": 200, "3": 302, "4": 418, "5": 500}
# Of a server-sent event (WHATWG HTML, 9.2.6).
_EVENT_FIELDS = frozenset({"data", "event", "id", "retry"})


@dataclass(frozen=True)
class Reply:
    """`value` is what the caller should get: JSON, a list of events, text, bytes, or None. `is_full`: nothing optional is
    left out. `is_modelled`: the document names the properties of a JSON answer.
    """

    status: int
    kind: str
    content_type: str | None
    content: bytes
    value: Any
    headers: dict[str, str] = field(default_factory=dict[str, str])
    shown: str = ""
    is_full: bool = False
    is_modelled: bool = False

    @property
    def is_error(self) -> bool:
        return self.status >= 400


def kind_of(media: Media) -> str:
    essence = media.essence
    if essence == "text/event-stream":
        return "events"
    if essence.rpartition("/")[2] in _LINES or essence.rpartition("+")[2] in _LINES:
        return "lines"
    if essence.endswith(("/json", "+json")) or essence == "*/*":
        return "json"
    if essence.startswith("text/") or essence.endswith(("/xml", "+xml", "/yaml", "/x-yaml", "+yaml")):
        return "text"
    return "binary"


class Answers:
    """Makes the replies of an operation."""

    def __init__(self, spec: Spec, sampler: Sampler) -> None:
        self._spec = spec
        self._sampler = sampler

    def successes(self, op: Op) -> list[tuple[Answer, Media | None]]:
        """Each success with each of its media types, the first one first; `default` where nothing else is said."""
        good = [each for each in op.answers if each.status.startswith("2")]
        good = good or [each for each in op.answers if each.status == "default"]
        return [(each, media) for each in good for media in each.media or (None,)]

    def errors(self, op: Op) -> list[tuple[Answer, Media | None]]:
        """Each error status with its first media type."""
        bad = [each for each in op.answers if each.status[0] in "45"]
        if any(each.status.startswith("2") for each in op.answers):
            bad += [each for each in op.answers if each.status == "default"]
        return [(each, each.media[0] if each.media else None) for each in bad]

    def reply(
        self, answer: Answer, media: Media | None, mode: Mode, *, error: bool = False, examples: bool = True
    ) -> Reply:
        """Raises NoSampleError."""
        status = _status(answer.status, error=error)
        if media is None or status in (204, 304):
            return Reply(status, "empty", None, b"", None, shown=f"{answer.status} {mode}")
        kind = kind_of(media)
        concrete = _concrete(media)
        shown = f"{answer.status} {media.type} {mode}"
        match kind:
            case "json":
                value = self._sampler.sample(media.schema, mode, media.examples if examples else ())
                return Reply(
                    status,
                    kind,
                    concrete,
                    _dumped(value),
                    value,
                    shown=shown,
                    is_full=mode == "most",
                    is_modelled=bool(self._spec.deref(media.schema).get("properties")),
                )
            case "events" | "lines":
                values = list(self.events(media))
                frame = _event if kind == "events" else _record if "json-seq" in media.essence else _line
                return Reply(status, kind, concrete, b"".join(map(frame, values)), values, shown=shown)
            case "text":
                value = self._text(media)
                return Reply(status, kind, concrete, value.encode(), value, shown=shown)
            case _:
                return Reply(status, kind, concrete, FILE, FILE, shown=shown)

    def events(self, media: Media) -> Iterator[Any]:
        """Values of a stream: one of each variant, at least two."""
        found: list[Any] = []
        for schema in self._item_schemas(media):
            try:
                found += self._sampler.variants(schema)
            except NoSampleError:
                found.append("event")
        yield from found if len(found) > 1 else found * 2

    def _item_schemas(self, media: Media) -> list[Any]:
        """Schemas of the values that a caller gets: of server-sent events that are described as objects (OpenAPI 3.2,
        4.14.4) what their `data` holds, of lines that are described as an array its items.
        """
        if media.item is None:
            node = self._spec.deref(media.schema)
            listed = kind_of(media) == "lines" and node.get("type") == "array"
            return [node.get("items", True) if listed else media.schema]
        data = list(self._data(media.item)) if kind_of(media) == "events" else []
        return data or [media.item]

    def _data(self, schema: Any) -> Iterator[Any]:
        node = self._spec.deref(schema)
        properties = node.get("properties") or {}
        if "data" in properties and properties.keys() <= _EVENT_FIELDS:
            own = self._spec.deref(properties["data"])
            yield own.get("contentSchema", own)
        for word in ("oneOf", "anyOf", "allOf"):
            for each in node.get(word) or ():
                yield from self._data(each)

    def _text(self, media: Media) -> str:
        try:
            value = self._sampler.sample(media.schema, "most", media.examples)
        except NoSampleError:
            value = "text"
        return value if isinstance(value, str) else "<a>text é</a>"


def _status(text: str, *, error: bool) -> int:
    if text == "default":
        return 418 if error else 200
    return int(text) if text.isdigit() else _STATUS[text[0]]


def _concrete(media: Media) -> str:
    """A media type that a range such as `image/*` covers."""
    if "*" not in media.type:
        return media.type
    left = media.essence.partition("/")[0]
    return {"*": "application/json", "text": "text/plain", "application": "application/octet-stream"}.get(
        left, f"{left}/x"
    )


def _dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _event(value: Any) -> bytes:
    data = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"{lines}\n".encode()


def _record(value: Any) -> bytes:
    """RFC 7464."""
    return b"\x1e" + _line(value)


def _line(value: Any) -> bytes:
    return _dumped(value) + b"\n"
