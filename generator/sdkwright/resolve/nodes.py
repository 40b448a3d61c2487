"""Reading nodes of a document without trusting their shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeGuard, cast

from sdkwright.load import FILES, split

if TYPE_CHECKING:
    from collections.abc import Mapping

_WITHIN_A_SCHEMA = frozenset({"items", "additionalProperties", "not", "if", "then", "else", "contains"})


def is_mapping(value: object) -> TypeGuard[Mapping[str, object]]:
    """`isinstance` leaves the types of keys and values unknown; documents are read with string keys only."""
    return isinstance(value, dict)


def mapping(value: object) -> Mapping[str, object]:
    return value if is_mapping(value) else {}


def sequence(value: object) -> list[object]:
    return cast("list[object]", value) if isinstance(value, list) else []


def text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def component_name(pointer: str) -> str | None:
    """The name that a document gives the schema at `pointer`, None where it has none.

    That is the name under `components/schemas`, `definitions` or `$defs`, in the document or in another file that it
    refers to; of a schema that is a whole file, the file's name without its ending, and of one that is a member of such
    a file its key.
    """
    keys = split(pointer)
    if len(keys) > 1 and keys[0] == FILES:
        if len(keys) == 2:
            return _stem(keys[1])
        if len(keys) == 3:
            return None if keys[2] in _WITHIN_A_SCHEMA else keys[2]
        keys = keys[2:]
    if len(keys) == 3 and keys[:2] == ("components", "schemas"):
        return keys[2]
    if len(keys) < 2 or keys[-2] not in ("$defs", "definitions") or keys[-3:-2] == ("properties",):
        return None
    return keys[-1]


def _stem(path: str) -> str:
    """`schemas/pet.v1.yaml` is `pet.v1`."""
    name = path.rsplit("/", 1)[-1]
    stem, dot, _ = name.rpartition(".")
    return stem if dot and stem else name
