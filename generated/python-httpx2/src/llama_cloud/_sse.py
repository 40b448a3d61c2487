"""Server-sent events as the WHATWG HTML standard decodes them (section 9.2.6), apart from any I/O.

Bytes in, events out, however the bytes are cut: inside a line end, a byte order mark or a character. Time is linear
in the length of the stream.
"""

from __future__ import annotations

import json
import re
from typing import Any, List, Match, Optional, Tuple

from typing_extensions import override

#: The name and the data of an event; or, where a block has another shape, the whole of it, which is to be interpreted.
Block = Tuple[bytes, bytes, bytes]

_BOM = b"\xef\xbb\xbf"
# A block, up to and including the blank line that ends it: `data` alone or after `event`, or else anything, left whole.
_BLOCKS = re.compile(rb"(?:event: ?(.*)\n)?data: ?(.*)\n\n|((?:.+\n)*\n)").findall
# The beginning of a block of that kind, up to somewhere within its data.
_BEGUN = re.compile(rb"(?:event: ?(.*)\n)?data: ?([^ \n].*)").fullmatch
_COMMENTS = re.compile(rb"^:.*\n", re.MULTILINE)
_COMPACT_AT = 64 * 1024


class ServerSentEvent:
    """One event. `id` is the last id that the stream set, on this event or before; `retry` in milliseconds."""

    __slots__ = ("data", "event", "id", "retry")

    def __init__(
        self,
        *,
        event: Optional[str] = None,
        data: Optional[str] = None,
        id: Optional[str] = None,  # noqa: A002 - the name is public
        retry: Optional[int] = None,
    ) -> None:
        self.event = event or None
        self.data = data or ""
        self.id = id
        self.retry = retry

    def json(self) -> Any:
        """The data as JSON. ValueError if it is not."""
        try:
            return json.loads(self.data)
        except RecursionError:
            raise ValueError("The JSON is nested too deeply") from None

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, ServerSentEvent) and repr(self) == repr(other)

    __hash__ = None  # type: ignore[assignment]

    @override
    def __repr__(self) -> str:
        return f"ServerSentEvent(event={self.event}, data={self.data}, id={self.id}, retry={self.retry})"


class EventTooLargeError(ValueError):
    """A single event is larger than the limit that was set."""


class SSEBytesDecoder:
    """Cuts a stream into blocks; each framing, such as that of events, of lines or of records, is a subclass.

    `max_event_bytes` bounds the memory of one block: more raises EventTooLargeError.
    """

    block_name = "an event"

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        self.last_event_id: Optional[str] = None
        self.retry: Optional[int] = None
        self.block_retry: Optional[int] = None
        self._max_event_bytes = max_event_bytes
        self._pending: List[bytes] = []
        self._pending_size = 0

    def scan(self, chunk: bytes) -> List[Block]:
        """The blocks that this piece of the stream completes."""
        raise NotImplementedError

    def end(self) -> List[Block]:
        """The blocks that the end of the stream completes."""
        return []

    def interpret(self, block: bytes) -> Optional[Tuple[bytes, Optional[bytes]]]:
        """The name and the data of a whole block; no data make no event. None for comments and blank lines."""
        raise NotImplementedError

    def feed(self, chunk: bytes, *, empty: bool = False) -> List[ServerSentEvent]:
        """The events that this piece of the stream completes; with `empty` also those without data, which are none."""
        events: List[ServerSentEvent] = []
        for name, data, block in self.scan(chunk):
            read = self.interpret(block) if block else (name, data)
            if read is not None and (empty or read[1] is not None):
                events.append(self.event(*read, self.block_retry if block else None))
        return events

    def event(self, name: bytes, data: Optional[bytes], retry: Optional[int] = None) -> ServerSentEvent:
        text, event = (data or b"").decode(errors="replace"), name.decode(errors="replace")
        return ServerSentEvent(event=event, data=text, id=self.last_event_id, retry=retry)

    def place(self, data: bytes) -> str:
        """What to call a block in messages."""
        del data
        return self.block_name

    def truncated(self) -> bool:
        """Whether a block has begun that is not complete."""
        return bool(self._pending)

    def _hold(self, piece: bytes) -> None:
        if piece:
            self._pending.append(piece)
            self._pending_size += len(piece)
            self._check_size(self._pending_size)

    def _released(self) -> bytes:
        joined = b"".join(self._pending)
        self._pending, self._pending_size = [], 0
        return joined

    def _check_size(self, size: int) -> None:
        if self._max_event_bytes is not None and size > self._max_event_bytes:
            raise EventTooLargeError(f"{self.block_name.capitalize()} is larger than {self._max_event_bytes} bytes")


class SSEDecoder(SSEBytesDecoder):
    """What comes after the last blank line is no event yet, and at the end of a stream never becomes one: the standard
    discards it, because nobody knows whether it is complete (`truncated` tells). Comments take no memory.
    """

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        super().__init__(max_event_bytes=max_event_bytes)
        self._compact_at = _COMPACT_AT
        self._begun: Optional[Match[bytes]] = None  # what is held, where it is the beginning of one line of data
        self._head: Optional[bytes] = b""  # first bytes, while they may be a byte order mark
        self._skip_line_feed = False

    @override
    def scan(self, chunk: bytes) -> List[Block]:
        if self._skip_line_feed or self._head is not None or b"\r" in chunk:
            chunk = self._normalised(chunk)
        if self._begun is not None:
            line_end = chunk.find(b"\n")
            if line_end < 0:
                super()._hold(chunk)
                return []
            if line_end == len(chunk) - 2 and chunk.endswith(b"\n"):
                return [self._long_block(self._begun, chunk[:-2])]
            self._begun = None
        if not self._pending and chunk.endswith(b"\n\n"):
            return _BLOCKS(chunk) if self._max_event_bytes is None else self._split(chunk)
        end = chunk.rfind(b"\n\n") + 2
        if end < 2:
            # The blank line may lie across the border of two pieces.
            if not (chunk.startswith(b"\n") and self._pending and self._pending[-1].endswith(b"\n")):
                self._hold(chunk)
                return []
            end = 1
        self._pending.append(chunk[:end])
        whole, self._compact_at = self._released(), _COMPACT_AT
        self._hold(chunk[end:])
        return self._split(whole)

    def _split(self, whole: bytes) -> List[Block]:
        blocks: List[Block] = _BLOCKS(whole)
        if self._max_event_bytes is not None:
            self._check_size(max(sum(map(len, block)) for block in blocks))
        return blocks

    def _long_block(self, begun: Match[bytes], rest: bytes) -> Block:
        """The block that `rest` completes, its data copied only once."""
        super()._hold(rest)
        self._begun, self._pending[0] = None, begun[2]
        return begun[1] or b"", self._released(), b""

    @override
    def interpret(self, block: bytes) -> Optional[Tuple[bytes, Optional[bytes]]]:
        self.block_retry = None
        event: Optional[bytes] = None
        lines: List[bytes] = []
        for line in block.split(b"\n"):
            name, _, value = line.partition(b":")
            value = value.removeprefix(b" ")
            if name == b"data":
                lines.append(value)
            elif name == b"event":
                event = value
            elif name == b"id" and b"\0" not in value:
                self.last_event_id = value.decode(errors="replace")
            elif name == b"retry" and value.isdigit():
                self.retry = self.block_retry = int(value[:18])
        if lines:
            return event or b"", b"\n".join(lines)
        return None if event is None else (event, None)

    def _normalised(self, chunk: bytes) -> bytes:
        """The piece without byte order mark, every line end a line feed."""
        if self._head is not None:
            chunk = self._head + chunk
            if len(chunk) < len(_BOM) and _BOM.startswith(chunk):
                self._head = chunk
                return b""
            self._head = None
            chunk = chunk.removeprefix(_BOM)
        if self._skip_line_feed and chunk:
            self._skip_line_feed = False
            chunk = chunk.removeprefix(b"\n")
        if b"\r" in chunk:
            # A carriage return ends its line at once; a line feed that follows it belongs to it.
            self._skip_line_feed = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return chunk

    @override
    def _hold(self, piece: bytes) -> None:
        self._begun = None if self._pending else _BEGUN(piece)
        if self._begun is None and self._pending_size + len(piece) > min(
            self._compact_at, self._max_event_bytes or self._compact_at
        ):
            self._pending.append(piece)
            piece = _without_comments(self._released())
            self._compact_at = max(_COMPACT_AT, 2 * len(piece))  # doubling keeps the sum of all joins linear
        super()._hold(piece)

    @override
    def truncated(self) -> bool:
        rest = _without_comments(b"".join(self._pending))
        return bool(rest.strip(b"\n")) and not rest.startswith(b":")


def _without_comments(text: bytes) -> bytes:
    return _COMMENTS.sub(b"", text) if text.startswith(b":") or b"\n:" in text else text
