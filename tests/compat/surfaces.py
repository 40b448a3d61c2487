"""What is left of the published SDK's surface in ours."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.compat.pairs import TOOLS
from tests.corpus.processes import run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass
class Surface:
    """Facts: `total` of the published SDK without those set `aside` (fact → why), `changed` and `removed` among them.

    `lost` counts what must never be lost: methods, parameters, classes, fields. `aside` facts that ours has all the
    same are in no number.
    """

    total: int = 0
    changed: dict[str, tuple[Any, Any]] = field(default_factory=dict[str, tuple[Any, Any]])
    removed: list[str] = field(default_factory=list[str])
    lost: Counter[str] = field(default_factory=Counter[str])
    lost_parameters: list[str] = field(default_factory=list[str])
    aside: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def kept(self) -> float:
        """Percent."""
        return 100 * (self.total - len(self.changed) - len(self.removed)) / max(1, self.total)

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """Kind → how many changed, how many removed; only kinds that have such."""
        changed, removed = (Counter(kind_of(each) for each in facts) for facts in (self.changed, self.removed))
        return {kind: (changed[kind], removed[kind]) for kind in sorted({*changed, *removed})}


def dump(package: Path) -> dict[str, Any]:
    """The facts of a package, as `surface.py` tells them. RuntimeError where it does not."""
    done = run([sys.executable, TOOLS / "surface.py", "dump", package])
    if done.status:
        raise RuntimeError(done.err.strip()[-300:])
    facts: dict[str, Any] = json.loads(done.out)
    return facts


def compare(old: Mapping[str, Any], new: Mapping[str, Any], aside: Mapping[str, str]) -> Surface:
    """`aside` are facts of `old` that do not come from the document."""
    found = Surface(aside={fact: why for fact, why in aside.items() if new.get(fact) != old[fact]})
    for fact, value in old.items():
        if fact in aside:
            continue
        found.total += 1
        if fact not in new:
            found.removed.append(fact)
        elif new[fact] != value:
            found.changed[fact] = (value, new[fact])
    found.lost.update(
        kind for each in found.removed if (kind := kind_of(each)) in ("class", "field", "method", "alias")
    )
    found.lost_parameters = [
        f"{fact}({name})" for fact, (was, now) in found.changed.items() for name in _lost_parameters(fact, was, now)
    ]
    found.lost["parameter"] = len(found.lost_parameters)
    found.lost += Counter()
    return found


def kind_of(fact: str) -> str:
    """module, export, class, field, method or alias."""
    return fact.split(" ", 1)[0]


def _lost_parameters(fact: str, was: Any, now: Any) -> Iterator[str]:
    """Names of parameters that no overload has any more."""
    if kind_of(fact) != "method":
        return
    before, after = ({parameter[0] for each in overloads for parameter in each["params"]} for overloads in (was, now))
    yield from sorted(before - after)
