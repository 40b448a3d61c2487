"""Media types: which of several is used, and what kind of body or answer each is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.docs import first_example
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import BodyKind, Json, ResponseKind


def best_media_type(content: Mapping[str, object]) -> str:
    """JSON before event streams before forms before the rest; within a rank by name, so that key order does not
    matter.
    """
    ranks = ("application/json", "text/event-stream", "multipart/form-data", "application/x-www-form-urlencoded")

    def rank(name: str) -> tuple[int, str]:
        bare = name.split(";")[0].strip().lower()
        if bare in ranks:
            return ranks.index(bare), name
        return (1 if is_json(bare) else len(ranks)), name

    return min(content, key=rank)


def is_json(media_type: str) -> bool:
    """RFC 6839: a type whose structured syntax suffix is `+json` is JSON."""
    bare = media_type.split(";")[0].strip().lower()
    return bare == "application/json" or bare.endswith("+json")


def body_kind(media_type: str) -> BodyKind:
    bare = media_type.split(";")[0].strip().lower()
    if is_json(bare):
        return "json"
    if bare == "multipart/form-data":
        return "multipart"
    if bare == "application/x-www-form-urlencoded":
        return "form"
    return "text" if bare.startswith("text/") else "binary"


def response_kind(media_type: str) -> ResponseKind:
    bare = media_type.split(";")[0].strip().lower()
    if is_json(bare):
        return "json"
    if bare == "text/event-stream":
        return "sse"
    return "text" if bare.startswith("text/") else "binary"


def media_example(holder: tuple[Mapping[str, object], str] | None) -> tuple[bool, Json]:
    content = mapping(holder[0].get("content") if holder else None)
    return first_example(mapping(content[best_media_type(content)])) if content else (False, None)
