"""Members of classes that other packages define: Python itself, and libraries that sdkwright runs on."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Only these are ever imported; the packages that are compared never are.
_KNOWN = ("builtins", "httpx", "pydantic")


def has_member(bases: Iterable[str], name: str) -> bool:
    """Whether one of `bases`, dotted paths, has a member of this name."""
    return any(_has(base, name) for base in bases)


def _has(base: str, name: str) -> bool:
    module, _, own = base.rpartition(".")
    if (module or "builtins").split(".")[0] not in _KNOWN:
        return False
    found = getattr(importlib.import_module(module or "builtins"), own, None)
    return isinstance(found, type) and (hasattr(found, name) or name in getattr(found, "__annotations__", {}))
