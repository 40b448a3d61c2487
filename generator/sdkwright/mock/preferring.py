"""What a request prefers (RFC 7240): `Prefer: code=404, example=empty, dynamic=true, delay=1.5`."""

from __future__ import annotations

import math
import re
from http import HTTPStatus
from typing import Final, NamedTuple

from sdkwright.mock.problems import Fault, Refusal

MOST_DELAY: Final = 60.0
_PREFERENCE: Final = re.compile(
    r'\s*([!#$%&\'*+\-.^_`|~0-9A-Za-z]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^,;"]*)))?[^,]*(?:,|$)'
)


class Preferences(NamedTuple):
    """`delay` in seconds. `applied` are those that were understood, as the answer tells them."""

    code: int | None = None
    example: str | None = None
    dynamic: bool = False
    delay: float = 0.0
    applied: tuple[str, ...] = ()


NONE: Final = Preferences()


def preferences(header: str | None) -> Preferences:
    """Preferences that are not known are ignored, as RFC 7240 asks; a value that cannot be one is refused (400)."""
    if not header:
        return NONE
    found: dict[str, str] = {}
    for match in _PREFERENCE.finditer(header):
        name = match[1].lower()
        value = re.sub(r"\\(.)", r"\1", match[2]) if match[2] is not None else (match[3] or "").strip()
        found.setdefault(name, value)
    applied = tuple(
        f"{name}={value}" for name, value in found.items() if name in ("code", "example", "dynamic", "delay")
    )
    return Preferences(
        code=_code(found["code"]) if "code" in found else None,
        example=found.get("example"),
        dynamic="dynamic" in found and found["dynamic"].lower() in ("true", "", "1"),
        delay=_delay(found["delay"]) if "delay" in found else 0.0,
        applied=applied,
    )


def _code(text: str) -> int:
    if re.fullmatch(r"[2-5][0-9][0-9]", text) is None:
        raise refused("code", "is no status from 200 to 599")
    return int(text)


def _delay(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds <= MOST_DELAY:
        raise refused("delay", f"is no number of seconds from 0 to {MOST_DELAY:.0f}")
    return seconds


def refused(name: str, message: str) -> Refusal:
    detail = f"the preference `{name}` {message}"
    return Refusal(HTTPStatus.BAD_REQUEST, detail, (Fault("header", detail, "Prefer"),))
