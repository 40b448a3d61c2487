"""Server-sent events as the WHATWG HTML standard decodes them (section 9.2.6), apart from any I/O.

Bytes in, events out, however the bytes are cut: inside a line end, a byte order mark or a character. Time is linear
in the length of the stream, and an event of many megabytes in small pieces is joined once.
"""

from __future__ import annotations

import json
import re
from typing import Any, List, Optional, Protocol, Tuple

from typing_extensions import override

__all__ = ["EventTooLargeError", "SSEBytesDecoder", "SSEDecoder", "ServerSentEvent"]

_BOM = b"\xef\xbb\xbf"

# A block, up to and including the blank line that ends it: `data` alone or after `event`, or else anything, left whole.
_BLOCKS = re.compile(rb"(?:event: ?(.*)\n)?data: ?(.*)\n\n|((?:.+\n)*\n)").findall
_COMMENTS = re.compile(rb"^:.*\n", re.MULTILINE)
_COMPACT_AT = 64 * 1024
_LARGE = 64 * 1024


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
        return isinstance(other, ServerSentEvent) and all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]

    @override
    def __repr__(self) -> str:
        return f"ServerSentEvent(event={self.event}, data={self.data}, id={self.id}, retry={self.retry})"


class EventTooLargeError(ValueError):
    """A single event is larger than the limit that was set."""


class SSEBytesDecoder(Protocol):
    """What a stream needs of a decoder; another framing, such as JSON lines, is another class of this shape."""

    last_event_id: Optional[str]
    retry: Optional[int]
    between: bool

    def scan(self, chunk: bytes) -> List[Tuple[bytes, bytes, bytes]]: ...

    def interpret(self, block: bytes) -> Optional[Tuple[bytes, Optional[bytes]]]: ...

    def event(self, event: bytes, data: Optional[bytes]) -> ServerSentEvent: ...

    def end(self) -> List[Tuple[bytes, bytes, bytes]]: ...

    def place(self, data: bytes) -> str: ...

    def truncated(self) -> bool: ...


class SSEDecoder:
    """`feed` gives whole events. What comes after the last blank line is no event yet, and at the end of a stream
    never becomes one: the standard discards it, because nobody knows whether it is complete (`truncated` tells).

    `max_event_bytes` bounds the memory of one event: more raises EventTooLargeError. Comments take none.
    """

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        self.last_event_id: Optional[str] = None
        self.retry: Optional[int] = None
        self._max_event_bytes = max_event_bytes
        self._pending: List[bytes] = []
        self._pending_size = 0
        self._compact_at = _COMPACT_AT
        self._commented = False  # a comment may be among what is held
        self._head: Optional[bytes] = b""  # first bytes, while they may be a byte order mark
        self._skip_line_feed = False
        self._one_line = False  # no piece that is held has a line end, apart from the first
        self._block_retry: Optional[int] = None
        #: Nothing is held back: the next byte begins a block.
        self.between = False

    def feed(self, chunk: bytes) -> List[ServerSentEvent]:
        """The events that this piece of the stream completes."""
        events: List[ServerSentEvent] = []
        for event, data, whole in self.scan(chunk):
            read = self.interpret(whole) if whole else (event, data)
            if read is not None and read[1] is not None:
                events.append(self.event(*read, self._block_retry if whole else None))
        return events

    def event(self, event: bytes, data: Optional[bytes], retry: Optional[int] = None) -> ServerSentEvent:
        """The event object of a block."""
        return ServerSentEvent(
            event=event.decode(errors="replace"),
            data=(data or b"").decode(errors="replace"),
            id=self.last_event_id,
            retry=retry,
        )

    def end(self) -> List[Tuple[bytes, bytes, bytes]]:
        """The blocks that the end of the stream completes: none."""
        return []

    def place(self, data: bytes) -> str:
        """What to call a block in messages."""
        del data
        return "an event"

    def truncated(self) -> bool:
        """Whether an event has begun that is not complete."""
        rest = _COMMENTS.sub(b"", b"".join(self._pending))
        return bool(rest.strip(b"\n")) and not rest.startswith(b":")

    def scan(self, chunk: bytes) -> List[Tuple[bytes, bytes, bytes]]:
        """The blocks that this piece completes, as (event name, data, block): the first two where the block has the
        common shape, or else the whole of it, which `interpret` has to read first.
        """
        if self.between and chunk.endswith(b"\n\n") and b"\r" not in chunk:
            return _BLOCKS(chunk)
        if chunk and self._pending and self._is_inside_line(chunk):
            self._pending.append(chunk)
            self._pending_size += len(chunk)
            return []
        if self._skip_line_feed or self._head is not None or b"\r" in chunk:
            chunk = self._normalised(chunk)
        blocks = self._blocks(chunk)
        self.between = (
            not self._pending and not self._skip_line_feed and self._head is None and self._max_event_bytes is None
        )
        return blocks

    def _is_inside_line(self, chunk: bytes) -> bool:
        """Whether a piece only makes the line longer that is held, and nothing else is to be watched: most pieces of a
        long event, for which this is all that is looked at.
        """
        return (
            b"\n" not in chunk
            and b"\r" not in chunk
            and not chunk.startswith(b":")
            and not self._commented
            and not self._skip_line_feed
            and self._max_event_bytes is None
        )

    def _blocks(self, chunk: bytes) -> List[Tuple[bytes, bytes, bytes]]:
        end = chunk.rfind(b"\n\n") + 2
        if self._pending:
            if end < 2:
                # The blank line may lie across the border of two pieces.
                if not (chunk.startswith(b"\n") and self._pending[-1].endswith(b"\n")):
                    self._hold(chunk)
                    return []
                end = 1
            if end == len(chunk) and self._one_line and self._pending_size >= _LARGE:
                block = self._long_block(chunk)
                if block is not None:
                    return [block]
            end += self._pending_size
            chunk = self._released(chunk)
        elif end < 2:
            end = 1 if chunk.startswith(b"\n") else 0
        if end < len(chunk):
            self._hold(chunk[end:])
        if not end:
            return []
        blocks: List[Tuple[bytes, bytes, bytes]] = _BLOCKS(chunk, 0, end)
        if self._max_event_bytes is not None and len(chunk) > self._max_event_bytes:
            self._check_sizes(blocks)
        return blocks

    def _long_block(self, chunk: bytes) -> Optional[Tuple[bytes, bytes, bytes]]:
        """The block that `chunk` ends, where all but its beginning is one long line of data: that is copied only once.
        None for anything else.
        """
        head, event, at = self._pending[0], b"", 0
        if head.startswith(b"event:"):
            at = head.find(b"\n") + 1
            event = head[6 : at - 1].removeprefix(b" ")
        start = at + 5
        simple = head.startswith(b"data:", at) and len(head) > start and head.find(b"\n", at) < 0
        if not simple or chunk.find(b"\n") != len(chunk) - 2 or self._max_event_bytes is not None:
            return None
        start += head.startswith(b" ", start)
        data = b"".join([head[start:], *self._pending[1:], chunk[:-2]])
        self._pending, self._pending_size, self._compact_at, self._commented = [], 0, _COMPACT_AT, False
        return event, data, b""

    def interpret(self, block: bytes) -> Optional[Tuple[bytes, Optional[bytes]]]:
        """Read the fields of a block: its event name, and its data or None, without which it is no event. None for
        a block of comments and blank lines.
        """
        event = None
        data: List[bytes] = []
        self._block_retry = None
        for line in block.split(b"\n"):
            name, _, value = line.partition(b":")
            if value.startswith(b" "):
                value = value[1:]
            if name == b"data":
                data.append(value)
            elif name == b"event":
                event = value
            elif name == b"id":
                if b"\0" not in value:
                    self.last_event_id = value.decode(errors="replace")
            elif name == b"retry" and value.isdigit():
                self.retry = self._block_retry = int(value[:18])
        if data:
            return event or b"", b"\n".join(data)
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
            chunk = chunk[1:] if chunk.startswith(b"\n") else chunk
        if b"\r" in chunk:
            # A carriage return ends its line at once; a line feed that follows it belongs to it.
            self._skip_line_feed = chunk.endswith(b"\r")
            chunk = chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        return chunk

    def _hold(self, piece: bytes) -> None:
        if not piece:
            return
        self._one_line = not self._pending
        self._pending.append(piece)
        self._pending_size += len(piece)
        # A colon that begins a piece may stand in the middle of a line; looking in vain costs time only.
        self._commented = self._commented or b"\n:" in piece or piece.startswith(b":")
        if self._commented and self._pending_size > self._compact_at:
            self._drop_comments()
        if self._max_event_bytes is not None and self._pending_size > self._max_event_bytes:
            raise EventTooLargeError(f"An event is larger than {self._max_event_bytes} bytes")

    def _drop_comments(self) -> None:
        rest = _COMMENTS.sub(b"", b"".join(self._pending))
        self._pending = [rest] if rest else []
        self._pending_size = len(rest)
        self._compact_at = max(_COMPACT_AT, 2 * len(rest))  # doubling keeps the sum of all joins linear
        self._commented = rest.startswith(b":") or b"\n:" in rest

    def _released(self, chunk: bytes) -> bytes:
        self._pending.append(chunk)
        joined = b"".join(self._pending)
        self._pending, self._pending_size, self._compact_at, self._commented = [], 0, _COMPACT_AT, False
        return joined

    def _check_sizes(self, blocks: List[Tuple[bytes, bytes, bytes]]) -> None:
        for event, data, whole in blocks:
            if len(event) + len(data) + len(whole) > (self._max_event_bytes or 0):
                raise EventTooLargeError(f"An event is larger than {self._max_event_bytes} bytes")
