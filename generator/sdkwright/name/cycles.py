"""Models that refer to each other in a circle. Python modules cannot import each other so; such models share one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.walking import members, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.api import TypeDef, TypeId


def circles(models: Iterable[TypeId], types: Mapping[TypeId, TypeDef]) -> dict[TypeId, tuple[TypeId, ...]]:
    """Each model that is in a circle, with all models of the circle; both in the order given."""
    order = list(dict.fromkeys(models))
    uses = {each: direct(each, frozenset(order), types) for each in order}
    used_by: dict[TypeId, list[TypeId]] = {each: [] for each in order}
    for user, used in uses.items():
        for each in used:
            used_by[each].append(user)
    found: dict[TypeId, tuple[TypeId, ...]] = {}
    seen: set[TypeId] = set()
    # Kosaraju: from last to first in the order in which a walk leaves them, what still reaches a model backwards is
    # in a circle with it.
    for each in reversed(left(order, uses)):
        if each not in seen:
            group = reached(each, used_by, seen)
            seen |= group
            if len(group) > 1:
                circle = tuple(model for model in order if model in group)
                found.update(dict.fromkeys(circle, circle))
    return found


def direct(model: TypeId, models: frozenset[TypeId], types: Mapping[TypeId, TypeDef]) -> list[TypeId]:
    """The models that a model mentions, itself or in definitions that live in its module."""
    found: dict[TypeId, None] = {}
    queue, seen = [model] if model in types else [], {model}
    while queue:
        for ref in members(types[queue.pop()]):
            for each in references(ref):
                if each in models:
                    found[each] = None
                elif each not in seen and each in types:
                    seen.add(each)
                    queue.append(each)
    return list(found)


def left(order: list[TypeId], uses: Mapping[TypeId, list[TypeId]]) -> list[TypeId]:
    """The models in the order in which a depth-first walk leaves them."""
    done: dict[TypeId, None] = {}
    entered: set[TypeId] = set()
    stack = [(each, False) for each in reversed(order)]
    while stack:
        model, is_complete = stack.pop()
        if is_complete:
            done[model] = None
        elif model not in entered:
            entered.add(model)
            stack += [(model, True), *((each, False) for each in reversed(uses[model]))]
    return list(done)


def reached(start: TypeId, edges: Mapping[TypeId, list[TypeId]], stop: set[TypeId]) -> set[TypeId]:
    found, queue = {start}, [start]
    while queue:
        for each in edges[queue.pop()]:
            if each not in found and each not in stop:
                found.add(each)
                queue.append(each)
    return found
