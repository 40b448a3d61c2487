"""JSON lines and JSON text sequences: one JSON value per line (jsonlines.org), or per record (RFC 7464).

Bytes in, values out, however the bytes are cut; time is linear in the length of the stream.
"""

from __future__ import annotations

import json
import re
from typing import List, Optional

import httpx
from typing_extensions import override

from ._sse import Block, SSEBytesDecoder

_BOM = b"\xef\xbb\xbf"
_RECORD = b"\x1e"
_LINES = re.compile(
    r"(application|text)/(x-)?(jsonl|ndjson|jsonlines|json-lines|json-stream)|application/stream\+json|.+\+(jsonl|ndjson)"
)
_RECORDS = re.compile(r"application/(x-)?json-seq|.+\+json-seq")


class JSONLinesDecoder(SSEBytesDecoder):
    """Lines end with LF or CRLF; blank ones hold nothing. The last one needs no end (`end`)."""

    block_name = "a line"
    between = b"\n"

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        super().__init__(max_event_bytes=max_event_bytes)
        self._lines: List[bytes] = []  # those of the last piece, to tell where a broken one stands
        self._before = 0

    @override
    def scan(self, chunk: bytes) -> List[Block]:
        lines = chunk.split(self.between)
        if len(lines) > 1:
            self._pending.append(lines[0])
            lines[0] = self._released()
        self._hold(lines.pop())
        return self._blocks(lines)

    @override
    def end(self) -> List[Block]:
        rest = self._released()
        return self._blocks([rest] if rest else [])

    @override
    def place(self, data: bytes) -> str:
        """`line 3`, for a value of the last piece."""
        for number, line in enumerate(self._lines, self._before + 1):
            if line is data:
                return f"{self.block_name.removeprefix('a ')} {number}"
        return self.block_name

    def _blocks(self, lines: List[bytes]) -> List[Block]:
        if lines and not self._before and not self._lines:
            lines[0] = lines[0].removeprefix(_BOM)
        if lines:
            self._before += len(self._lines)
            self._lines = lines
            self._check_size(max(map(len, lines)))
        return [(b"", line, b"") for line in lines if line and not line.isspace()]


class JSONRecordsDecoder(JSONLinesDecoder):
    """Records begin with the character RS and end with LF; a value may hold line ends of its own."""

    block_name = "a record"
    between = _RECORD

    def __init__(self, *, max_event_bytes: Optional[int] = None) -> None:
        super().__init__(max_event_bytes=max_event_bytes)
        self._try_at = 0

    @override
    def scan(self, chunk: bytes) -> List[Block]:
        """The records that the next one follows, and the last one if it is whole."""
        blocks = super().scan(chunk)
        if chunk.endswith(b"\n") and self._pending_size >= self._try_at:
            rest = self._released()
            if _is_json(rest):
                self._try_at = 0
                return blocks + self._blocks([rest])
            self._hold(rest)
            self._try_at = 2 * len(rest)  # doubling keeps the sum of all tries linear
        elif blocks:
            self._try_at = 0
        return blocks

    @override
    def _blocks(self, lines: List[bytes]) -> List[Block]:
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


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True
