"""Names for the schemas of other files, under which they join the components of the document."""

from __future__ import annotations

import re
from itertools import chain, count
from typing import TYPE_CHECKING, Final

from .pointers import split

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

_NOT_NAMES: Final = frozenset({"items", "additionalProperties", "not", "if", "then", "else", "contains"})
_ODD: Final = re.compile(r"[^0-9A-Za-z._\-]+")
"""What a key under `components` may not hold (OpenAPI 3.1, Components Object)."""


def names(places: Iterable[tuple[str, str]], taken: Collection[str]) -> dict[tuple[str, str], str]:
    """Places (name of a file, pointer in it) of schemas to their names; without those that nothing names.

    A schema is called as its own file calls it, or by the file's name without ending. Where that is taken, the folder
    and the file's name are put before it, and then a number behind it. The order of the places is of no
    account, and names of the document itself always win.
    """
    found: dict[tuple[str, str], str] = {}
    used = {name.casefold() for name in taken}
    for place in sorted(set(places)):
        wanted = [name for name in _candidates(*place) if name]
        numbered = (f"{wanted[0]}_{number}" for number in count(2)) if wanted else ()
        name = next((name for name in chain(wanted, numbered) if name.casefold() not in used), None)
        if name is not None:
            used.add(name.casefold())
            found[place] = name
    return found


def _candidates(file: str, pointer: str) -> list[str]:
    keys = list(split(pointer))
    stem = file.rpartition(".")[0] or file
    short = stem.rpartition("/")[2]
    if not keys:
        return [_clean(short), _clean(stem)]
    inside = keys[:2] == ["components", "schemas"] and len(keys) == 3
    own = inside or (len(keys) == 2 and keys[0] in ("definitions", "$defs"))
    if not own and (len(keys) > 1 or keys[0] in _NOT_NAMES):
        return []
    return [_clean(keys[-1]), _clean(f"{short}_{keys[-1]}"), _clean(f"{stem}_{keys[-1]}")]


def _clean(name: str) -> str:
    return _ODD.sub("_", name).strip("_.")
