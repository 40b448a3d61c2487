"""Settling who gets which name in one scope (a package, a module, a class body, a signature).

All claims are gathered first. Claims whose names clash are then settled together, in phases of growing force: what is
privileged (pinned by the config, a component) keeps its name, the others go on to their next candidate; what still
clashes gets a number, in the order of the sources. Names are equal when NFKC and case folding make them equal, because
Python and common file systems hold them equal then.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Claim(Generic[K]):
    """`candidates` from the wanted name to the most explicit one; `source` is a JSON pointer that orders and
    explains.
    """

    key: K
    candidates: tuple[str, ...]
    source: str
    privileged: bool = False


@dataclass(frozen=True, slots=True)
class Settled(Generic[K]):
    names: dict[K, str]
    renamed: tuple[tuple[Claim[K], str], ...]


def folded(name: str) -> str:
    return name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()


def normalized(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFKC", name)


def settle(claims: Sequence[Claim[K]], *, taken: Collection[str] = (), fold: bool = True) -> Settled[K]:
    """A name for each claim; none is in `taken`, no two are equal. With `fold` False, names that differ in case
    differ.
    """
    equal = folded if fold else normalized
    closed = {equal(name) for name in taken}
    level: dict[K, int] = {claim.key: 0 for claim in claims}
    for _ in range(max((len(claim.candidates) for claim in claims), default=0)):
        if not _advance(claims, level, closed, equal):
            break
    names: dict[K, str] = {}
    used = set(closed)
    for claim in sorted(claims, key=lambda each: (not each.privileged, each.source)):
        name, number = claim.candidates[level[claim.key]], 2
        while equal(name) in used:
            name, number = f"{claim.candidates[-1]}_{number}", number + 1
        used.add(equal(name))
        names[claim.key] = name
    renamed = tuple((claim, names[claim.key]) for claim in claims if names[claim.key] != claim.candidates[0])
    return Settled(names, renamed)


def _advance(claims: Sequence[Claim[K]], level: dict[K, int], closed: set[str], equal: Callable[[str], str]) -> bool:
    """Move every clashing claim that is not privileged to its next candidate; False when nothing moved."""
    groups: defaultdict[str, list[Claim[K]]] = defaultdict(list)
    for claim in claims:
        groups[equal(claim.candidates[level[claim.key]])].append(claim)
    moved = False
    for name, group in groups.items():
        if len(group) == 1 and name not in closed:
            continue
        keeper = next((claim for claim in group if claim.privileged and name not in closed), None)
        for claim in group:
            if claim is not keeper and level[claim.key] + 1 < len(claim.candidates):
                level[claim.key] += 1
                moved = True
    return moved
