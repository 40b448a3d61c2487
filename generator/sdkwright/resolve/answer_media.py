"""Media types of answers: which of several is used, and what kind of answer each is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.resolve.media import FORM, TEXT, bare, is_json
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Framing, ResponseKind

# One JSON value per line, or per record (RFC 7464); Spring calls the former `application/stream+json`.
LINES = re.compile(
    r"(application|text)/(x-)?(jsonl|ndjson|jsonlines|json-lines|json-seq|json-stream)|application/stream\+json|"
    r"[^/]+/[^/]+\+(jsonl|ndjson|json-seq)"
)
STREAMS: frozenset[ResponseKind] = frozenset({"sse", "jsonl"})
# RFC 9110, 8.3.1: two tokens; those with a `*` are ranges.
MEDIA_TYPE = re.compile(r"[\w!#$&^.+*-]+/[\w!#$&^.+*-]+")


def is_media_type(media_type: str) -> bool:
    return MEDIA_TYPE.fullmatch(bare(media_type)) is not None


def answer_kind(media_type: str, schema: Mapping[str, object]) -> ResponseKind:
    """What an answer of this media type is. `schema` decides where the media type does not: bytes that are declared
    as JSON, and ranges such as `*/*`, which are JSON where the answer says so.
    """
    name = bare(media_type)
    is_bytes = schema.get("type") == "string" and schema.get("format") == "binary"
    if name == "text/event-stream":
        return "sse"
    if LINES.fullmatch(name):
        return "jsonl"
    if is_json(name):
        return "binary" if is_bytes else "json"
    if name == FORM or TEXT.fullmatch(name):
        return "text"
    if "/*" in name or not is_media_type(name):
        return "binary" if is_bytes or not schema else "json"
    return "binary"


def best_answer(content: Mapping[str, object], *, whole: bool = False) -> str:
    """JSON before streams before the rest, or, with `whole`, streams last; within a rank by name, so that key order
    does not matter.
    """

    def rank(media_type: str) -> tuple[int, str]:
        kind = answer_kind(media_type, mapping(mapping(content[media_type]).get("schema")))
        plain = bare(media_type) == "application/json"
        streams = 5 if whole else 2
        return 0 if plain else {"json": 1, "sse": streams, "jsonl": streams + 1}.get(kind, 4), media_type

    return min(content, key=rank)


def best_stream(content: Mapping[str, object]) -> str | None:
    """The media type of a stream among others, None where there is none."""
    found = [each for each in content if answer_kind(each, {}) in STREAMS]
    return min(found, key=lambda each: (answer_kind(each, {}) != "sse", each)) if found else None


def framing_of(kind: ResponseKind) -> Framing:
    return "jsonl" if kind == "jsonl" else "sse"
