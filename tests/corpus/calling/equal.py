"""Equality of JSON values, where a moment of time is equal however it is written."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from tests.corpus.sampling.checker import instant


def difference(left: Any, right: Any, place: str = "") -> str | None:
    """Where two JSON values differ first; None where they do not."""
    if isinstance(left, dict) and isinstance(right, dict):
        for name in [*left, *(name for name in right if name not in left)]:
            if name not in left or name not in right:
                side = "lost" if name in left else "added"
                return f"{place}/{name}: {side} {_shown(left.get(name, right.get(name)))}"
            found = difference(left[name], right[name], f"{place}/{name}")
            if found:
                return found
        return None
    if isinstance(left, list) and isinstance(right, list):
        if len(left) != len(right):
            return f"{place}: {len(left)} items became {len(right)}"
        pairs = enumerate(zip(left, right, strict=True))
        return next((found for index, (a, b) in pairs if (found := difference(a, b, f"{place}/{index}"))), None)
    return None if _same(left, right) else f"{place}: {_shown(left)} became {_shown(right)}"


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, bool) or isinstance(right, bool) or left is None or right is None:
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left == right or math.isclose(left, right, rel_tol=1e-12)
    if isinstance(left, str) and isinstance(right, str) and left != right:
        first, second = _moment(left), _moment(right)
        return first is not None and first == second
    return bool(left == right)


def _moment(text: str) -> datetime | None:
    found = instant(text)
    if found is not None:
        return found
    try:
        return datetime.fromisoformat(text) if "T" in text or " " in text else None
    except ValueError:
        return None


def _shown(value: Any) -> str:
    return repr(value)[:120]
