"""Which media type an answer has (RFC 9110, 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sdkwright.resolve.media import bare

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.mock.operations import Media

_MOST_RANGES: Final = 50


class Range(NamedTuple):
    """A range of media types and how much it is wanted, from 0 (not at all) to 1."""

    media_type: str
    quality: float


def ranges_of(accept: str) -> list[Range]:
    """The ranges of an `Accept` header; one for everything where it is empty."""
    found: list[Range] = []
    for part in accept.split(",")[:_MOST_RANGES]:
        name, _, parameters = part.strip().partition(";")
        if name.strip():
            found.append(Range(name.strip().lower(), _quality(parameters)))
    return found or [Range("*/*", 1.0)]


def _quality(parameters: str) -> float:
    for each in parameters.split(";"):
        name, _, value = each.strip().partition("=")
        if name.strip().lower() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def matches(name: str, known: str) -> int:
    """How closely two media types agree, either of which may be a range: 4 to the letter, 0 not at all."""
    one, other = bare(name), bare(known)
    if one == other:
        return 4
    if "*/*" in (one, other) or other == "*":
        return 1
    kind, _, sub = one.partition("/")
    other_kind, _, other_sub = other.partition("/")
    if kind == other_kind and "*" in (sub, other_sub):
        return 2
    # What is said of JSON holds for types that are JSON by their suffix (RFC 6839), and the other way round.
    return 3 if kind == other_kind and {sub.rpartition("+")[2], other_sub.rpartition("+")[2]} == {"json"} else 0


def chosen(media: Sequence[Media], accept: str) -> Media | None:
    """The media type that is wanted most; of those that are wanted alike the first. None where none is acceptable."""
    ranges = ranges_of(accept)
    best: tuple[float, int, int] | None = None
    found: Media | None = None
    for index, each in enumerate(media):
        agreeing = [(matches(one.media_type, each.media_type), one.quality) for one in ranges]
        closeness, quality = max(agreeing)
        rank = (quality, closeness, -index)
        if closeness and quality and (best is None or rank > best):
            best, found = rank, each
    return found
