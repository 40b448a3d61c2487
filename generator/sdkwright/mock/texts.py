"""Texts: by pattern, by format, by what a property is called, and of the length that is asked for."""

from __future__ import annotations

import base64
import re
import uuid
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sdkwright.mock.patterns import matching

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from random import Random

    from sdkwright.mock.shapes import Shape

START: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS: Final = (
    "amber", "birch", "cedar", "delta", "ember", "fjord", "grove", "harbor", "island", "juniper", "kestrel", "lagoon",
    "maple", "north", "olive", "pine", "quartz", "river", "stone", "tundra", "umber", "valley", "willow", "zephyr",
)  # fmt: skip
_LONGEST: Final = 10_000
_TIME_NAME: Final = re.compile(
    r"(^|_)(at|time|timestamp|created|updated|modified|expires)$|[a-z](At|Time)$|^created|^updated"
)
_ID_NAME: Final = re.compile(r"(^|_)id$|[a-z](Id|ID)$|^(uuid|guid)$")


def instant(random: Random) -> datetime:
    return START + timedelta(seconds=random.randrange(0, 180 * 86_400))


def words(random: Random, count: int = 2) -> str:
    return " ".join(random.sample(_WORDS, count))


def _written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


_FORMATS: Final[Mapping[str, Callable[[Random], str]]] = {
    "date-time": lambda random: _written(instant(random)),
    "date": lambda random: instant(random).strftime("%Y-%m-%d"),
    "time": lambda random: instant(random).strftime("%H:%M:%SZ"),
    "duration": lambda random: f"PT{random.randrange(1, 60)}M",
    "uuid": lambda random: str(uuid.UUID(int=random.getrandbits(128), version=4)),
    "email": lambda random: f"{random.choice(_WORDS)}@example.com",
    "idn-email": lambda random: f"{random.choice(_WORDS)}@example.com",
    "hostname": lambda random: f"{random.choice(_WORDS)}.example.com",
    "idn-hostname": lambda random: f"{random.choice(_WORDS)}.example.com",
    "ipv4": lambda random: f"192.0.2.{random.randrange(1, 255)}",
    "ipv6": lambda random: f"2001:db8::{random.randrange(1, 0xFFFF):x}",
    "uri": lambda random: f"https://example.com/{random.choice(_WORDS)}",
    "url": lambda random: f"https://example.com/{random.choice(_WORDS)}",
    "iri": lambda random: f"https://example.com/{random.choice(_WORDS)}",
    "uri-reference": lambda random: f"/{random.choice(_WORDS)}",
    "iri-reference": lambda random: f"/{random.choice(_WORDS)}",
    "uri-template": lambda random: f"/{random.choice(_WORDS)}/{{id}}",
    "json-pointer": lambda random: f"/{random.choice(_WORDS)}",
    "relative-json-pointer": lambda random: f"{random.randrange(3)}/{random.choice(_WORDS)}",
    "regex": lambda random: f"^{random.choice(_WORDS)}$",
    "byte": lambda random: base64.b64encode(words(random).encode()).decode(),
    "base64": lambda random: base64.b64encode(words(random).encode()).decode(),
    "int64": lambda random: str(random.randrange(1, 1_000_000)),
    "decimal": lambda random: f"{random.randrange(1, 1000)}.{random.randrange(10, 99)}",
}


def made_text(shape: Shape, random: Random, name: str = "") -> str:
    """A text for the shape; `name` is what the property is called that it is for."""
    least, most = _bound(shape.facts.get("minLength"), 0), _bound(shape.facts.get("maxLength"), None)
    for pattern in shape.patterns:
        found = matching(pattern, random, least or 0, most)
        if found is not None:
            return found
    said = shape.facts.get("format")
    made = _FORMATS.get(said) if isinstance(said, str) else None
    if made is None and shape.facts.get("contentEncoding") == "base64":
        made = _FORMATS["base64"]
    if made is not None:
        found = made(random)
        fits = len(found) >= (least or 0) and (most is None or len(found) <= most)
        return (
            found if fits or said in ("date-time", "date", "uuid", "email", "uri") else fitted(found, least or 0, most)
        )
    return fitted(_named(name, random), least or 0, most)


def _named(name: str, random: Random) -> str:
    """What a property of that name may hold."""
    if _ID_NAME.search(name):
        return f"{random.choice(_WORDS)}-{random.getrandbits(32):08x}"
    if _TIME_NAME.search(name):
        return _written(instant(random))
    return words(random)


def fitted(text: str, least: int, most: int | None) -> str:
    while len(text) < least:
        text += f" {text}"
    return text[: max(most, 0)].strip().ljust(least, "x") if most is not None else text


def _bound(value: Any, default: int | None) -> int | None:
    return min(int(value), _LONGEST) if isinstance(value, (int, float)) else default
