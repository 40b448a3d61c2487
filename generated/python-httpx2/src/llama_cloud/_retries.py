"""When a call is tried again, and after how long. Nothing here sleeps or sends."""

from __future__ import annotations

import math
import random
import time
from typing import Optional

import httpx2

from ._constants import INITIAL_RETRY_DELAY, MAX_RETRY_AFTER, MAX_RETRY_DELAY

#: Any number of doublings that is surely above the cap; more would overflow a float.
_MOST_DOUBLINGS = 64


def should_retry_status(status: int, headers: httpx2.Headers) -> bool:
    """Whether an answer may be asked for again: `x-should-retry` says so, or the status is 408, 409, 429 or >= 500."""
    said: str = headers.get("x-should-retry", "").strip().lower()
    if said in ("true", "false"):
        return said == "true"
    return status in (408, 409, 429) or status >= 500


def parse_retry_after(headers: Optional[httpx2.Headers]) -> Optional[float]:
    """Seconds that the server asks to wait (RFC 9110 10.2.3): `retry-after-ms`, else `retry-after` as seconds or date.

    None when nothing finite is said; a date in the past gives a negative number.
    """
    if headers is None:
        return None
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    text = headers.get("retry-after")
    seconds = _number(text)
    if seconds is not None or not text:
        return seconds
    return _seconds_until(text)


def backoff(retries_taken: int) -> float:
    """Seconds before the next attempt: 0.5 doubling to 8, less up to a quarter so that clients do not march in step."""
    doublings = min(max(retries_taken, 0), _MOST_DOUBLINGS)
    longest: float = min(INITIAL_RETRY_DELAY * 2.0**doublings, MAX_RETRY_DELAY)
    return longest * (1 - 0.25 * random.random())  # noqa: S311 (jitter is no secret)


def retry_delay(retries_taken: int, headers: Optional[httpx2.Headers]) -> float:
    """Seconds to wait: what the server asks for if it is above 0 and at most `MAX_RETRY_AFTER`, else the backoff."""
    asked = parse_retry_after(headers)
    if asked is not None and 0 < asked <= MAX_RETRY_AFTER:
        return asked
    return backoff(retries_taken)


def _number(text: Optional[str]) -> Optional[float]:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _seconds_until(date: str) -> Optional[float]:
    from email.utils import mktime_tz, parsedate_tz

    parsed = parsedate_tz(date)
    try:
        return None if parsed is None else mktime_tz(parsed) - time.time()
    except (ValueError, OverflowError):
        return None
