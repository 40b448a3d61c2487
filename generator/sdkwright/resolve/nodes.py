"""Reading nodes of a document without trusting their shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeGuard, cast


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """`isinstance` leaves the types of keys and values unknown; documents are read with string keys only."""
    return isinstance(value, Mapping)


def mapping(value: object) -> Mapping[str, object]:
    return value if is_mapping(value) else {}


def sequence(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def component_name(pointer: str) -> str | None:
    """The name of the component schema at `pointer`, None for anything else."""
    prefix = "/components/schemas/"
    if not pointer.startswith(prefix) or "/" in pointer[len(prefix) :]:
        return None
    return pointer[len(prefix) :].replace("~1", "/").replace("~0", "~")
