"""Dates and times from text or numbers, as loosely as pydantic 1 read them.

Text is ISO 8601, with one-digit months, days, hours and minutes allowed, or a number. A number is seconds since 1970
or, beyond ±2e10, milliseconds, microseconds or nanoseconds.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from typing import Match, Optional, Union

_DATE = r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
_TIME = r"(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.(?P<fraction>\d{1,6})\d*)?)?"
_ZONE = r"(?P<zone>Z|[+-]\d{2}(?::?\d{2})?)?"
_DATE_ONLY = re.compile(_DATE)
_DATE_AND_TIME = re.compile(f"{_DATE}[T ]{_TIME}{_ZONE}")

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
_MOST_SECONDS = 2e10
_BEYOND_NANOSECONDS = 3e20


def parse_datetime(value: Union[datetime, str, bytes, float]) -> datetime:
    """A datetime, aware if the text names a zone or the value is a number. ValueError for anything else."""
    if isinstance(value, datetime):
        return value
    number = _number(value)
    if number is not None:
        return _from_number(number)
    found = _DATE_AND_TIME.fullmatch(_text(value))
    if found is None:
        raise ValueError("invalid datetime format")
    year, month, day, hour, minute, second = (
        int(found[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")
    )
    return datetime(year, month, day, hour, minute, second, int((found["fraction"] or "").ljust(6, "0")), _zone(found))


def parse_date(value: Union[date, str, bytes, float]) -> date:
    """A date. ValueError for anything else."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    number = _number(value)
    if number is not None:
        return _from_number(number).date()
    found = _DATE_ONLY.fullmatch(_text(value))
    if found is None:
        raise ValueError("invalid date format")
    return date(int(found["year"]), int(found["month"]), int(found["day"]))


def _text(value: Union[date, str, bytes, float]) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def _number(value: Union[date, str, bytes, float]) -> Optional[float]:
    if isinstance(value, (int, float)):
        return value
    try:
        return float(_text(value))
    except ValueError:
        return None


def _from_number(number: float) -> datetime:
    if number > _BEYOND_NANOSECONDS:
        return datetime.max
    if number < -_BEYOND_NANOSECONDS:
        return datetime.min
    while abs(number) > _MOST_SECONDS:
        number /= 1000
    return _EPOCH + timedelta(seconds=number)


def _zone(found: Match[str]) -> Optional[timezone]:
    zone = found["zone"]
    if zone is None or zone == "Z":
        return None if zone is None else timezone.utc
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[3:].lstrip(":") or 0))
    return timezone(-offset if zone[0] == "-" else offset)
