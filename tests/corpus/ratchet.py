"""The warnings that each document is known to give. The list may only shrink: `allowed.yml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ALLOWED = Path(__file__).parent / "allowed.yml"


def read_allowed(path: Path = ALLOWED) -> dict[str, dict[str, Any]]:
    """Document → code → {count, why}."""
    return yaml.safe_load(path.read_text(encoding="utf-8")) or {} if path.is_file() else {}


def judge(document: str, codes: Mapping[str, int], allowed: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """What is wrong with a document's warnings: more than are allowed, or fewer, so that the list must be lowered."""
    known = allowed.get(document) or {}
    found: list[str] = []
    for code in sorted({*codes, *known}):
        count, limit = codes.get(code, 0), int((known.get(code) or {}).get("count", 0))
        if count > limit:
            found.append(f"{count} warnings {code}, {limit} are allowed")
        elif count < limit:
            found.append(f"{count} warnings {code}: lower the {limit} of allowed.yml")
        if code in known and not str((known[code] or {}).get("why") or "").strip():
            found.append(f"allowed.yml does not say why there are warnings {code}")
    return found
