"""JSON lines and JSON text sequences: one JSON value per line (jsonlines.org), or per record (RFC 7464).

Decoders of the shape that streams need (`_sse.SSEBytesDecoder`). Bytes in, values out, however the bytes are cut; time
is linear in the length of the stream.
"""

from __future__ import annotations

import json
import re
from typing import List, Optional, Tuple, Union

import httpx

from ._sse import EventTooLargeError, ServerSentEvent

__all__ = ["JSONLinesDecoder", "JSONRecordsDecoder", "line_decoder"]

_Block = Tuple[bytes, bytes, bytes]
_BOM = b"\xef\xbb\xbf"
_RECORD = b"\x1e"
_LINES = re.compile(
    r"(application|text)/(x-)?(jsonl|ndjson|jsonlines|json-lines|json-stream)|application/stream\+json|.+\+(jsonl|ndjson)"
)
_RECORDS = re.compile(r"application/(x-)?json-seq|.+\+json-seq")


class JSONLinesDecoder:
    """Lines end with LF or CRLF; blank ones hold nothing. The last one needs no end (`end`)."""

    word = "line"

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        self.last_event_id: Optional[str] = None
        self.retry: Optional[int] = None
        self.between = False
        self._max_event_bytes = max_event_bytes
        self._pending: List[bytes] = []
        self._pending_size = 0
        self._lines: List[bytes] = []  # those of the last piece, to tell where a broken one stands
        self._before = 0

    def scan(self, chunk: bytes) -> List[_Block]:
        """The values that this piece completes, each as (no name, data, nothing)."""
        lines = self._split(chunk)
        if self._pending and len(lines) > 1:
            lines[0] = b"".join([*self._pending, lines[0]])
            self._pending, self._pending_size = [], 0
        self._hold(lines.pop())
        return self._blocks(lines)

    def end(self) -> List[_Block]:
        """The value that the end of the stream completes."""
        rest = b"".join(self._pending)
        self._pending, self._pending_size = [], 0
        return self._blocks([rest] if rest else [])

    def interpret(self, block: bytes) -> Optional[Tuple[bytes, bytes]]:
        return (b"", block)

    def event(self, event: bytes, data: Optional[bytes]) -> ServerSentEvent:
        """A value as an event without a name."""
        return ServerSentEvent(event=event.decode(errors="replace"), data=(data or b"").decode(errors="replace"))

    def truncated(self) -> bool:
        return bool(self._pending)

    def place(self, data: bytes) -> str:
        """`line 3`, for a value of the last piece."""
        for number, line in enumerate(self._lines, self._before + 1):
            if line is data:
                return f"{self.word} {number}"
        return f"a {self.word}"

    def _split(self, chunk: bytes) -> List[bytes]:
        return chunk.split(b"\n")

    def _hold(self, piece: bytes) -> None:
        if piece:
            self._pending.append(piece)
            self._pending_size += len(piece)
            self._check_size(self._pending_size)

    def _blocks(self, lines: List[bytes]) -> List[_Block]:
        if lines and not self._before and not self._lines:
            lines[0] = lines[0].removeprefix(_BOM)
        if lines:
            self._before += len(self._lines)
            self._lines = lines
            self._check_size(max(map(len, lines)))
        return [(b"", line, b"") for line in lines if line and not line.isspace()]

    def _check_size(self, size: int) -> None:
        if self._max_event_bytes is not None and size > self._max_event_bytes:
            raise EventTooLargeError(f"A {self.word} is larger than {self._max_event_bytes} bytes")


class JSONRecordsDecoder(JSONLinesDecoder):
    """Records begin with the character RS and end with LF; a value may hold line ends of its own."""

    word = "record"

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        super().__init__(max_event_bytes=max_event_bytes)
        self._try_at = 0

    def scan(self, chunk: bytes) -> List[_Block]:
        """The records that the next one follows, and the last one if it is whole."""
        blocks = super().scan(chunk)
        if chunk.endswith(b"\n") and self._pending_size >= self._try_at:
            rest = b"".join(self._pending)
            if _is_json(rest):
                self._try_at = 0
                return blocks + self.end()
            self._pending = [rest] if rest else []
            self._try_at = 2 * len(rest)  # doubling keeps the sum of all tries linear
        elif blocks:
            self._try_at = 0
        return blocks

    def _split(self, chunk: bytes) -> List[bytes]:
        return chunk.split(_RECORD)

    def _blocks(self, lines: List[bytes]) -> List[_Block]:
        return super()._blocks([line for line in lines if line and not line.isspace()])


def line_decoder(response: httpx.Response) -> Optional[type[JSONLinesDecoder]]:
    """The decoder for an answer, by its Content-Type or, where that tells no stream, by what was asked for; None for
    server-sent events.
    """
    try:
        asked = response.request.headers.get("accept", "")
    except RuntimeError:  # an answer to nobody
        asked = ""
    for name in (response.headers.get("content-type", ""), asked):
        media_type = name.partition(";")[0].strip().lower()
        if media_type == "text/event-stream":
            return None
        if _LINES.fullmatch(media_type):
            return JSONLinesDecoder
        if _RECORDS.fullmatch(media_type):
            return JSONRecordsDecoder
    return None


def _is_json(data: Union[bytes, bytearray]) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
