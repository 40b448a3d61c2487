"""Models that refer to each other in a circle, which Python modules cannot import each other in.

Each still has a module of its own, for its fields are only evaluated when they are first used; models share one where
a module would need, in the moment in which it is imported, what needs the module itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Object
from sdkwright.resolve.walking import members, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.api import TypeDef, TypeId


def circles(models: Iterable[TypeId], types: Mapping[TypeId, TypeDef]) -> dict[TypeId, tuple[TypeId, ...]]:
    """Each model that is in a circle, with all models of the circle; both in the order given."""
    order = list(dict.fromkeys(models))
    return components(order, {each: direct(each, frozenset(order), types) for each in order})


def tight_circles(models: Iterable[TypeId], types: Mapping[TypeId, TypeDef]) -> dict[TypeId, tuple[TypeId, ...]]:
    """Each model that needs itself to be imported, with all that it needs so: aliases are evaluated at once, and so is
    what a class inherits, with its fields.
    """
    order = list(dict.fromkeys(models))
    groups = circles(order, types)
    uses: dict[TypeId, list[TypeId]] = {each: [] for each in groups}
    for each, group in groups.items():
        for other, is_base in needed(each, frozenset(group), types):
            uses[each].append(other)
            if is_base:
                uses[other].append(each)
    return components([each for each in order if each in groups], uses)


def needed(model: TypeId, models: frozenset[TypeId], types: Mapping[TypeId, TypeDef]) -> Iterator[tuple[TypeId, bool]]:
    """The models that the module of a model evaluates when it is imported, and whether it inherits from them."""
    for definition in local_definitions(model, models, types):
        bases = definition.bases if isinstance(definition, Object) else ()
        yield from ((each, True) for each in bases if each in models)
        if not isinstance(definition, Object):
            used = (each for ref in members(definition) for each in references(ref))
            yield from ((each, False) for each in used if each in models)


def components(order: list[TypeId], uses: Mapping[TypeId, list[TypeId]]) -> dict[TypeId, tuple[TypeId, ...]]:
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
    found = (
        each
        for definition in local_definitions(model, models, types)
        for ref in members(definition)
        for each in references(ref)
    )
    return list(dict.fromkeys(each for each in found if each in models))


def local_definitions(model: TypeId, models: frozenset[TypeId], types: Mapping[TypeId, TypeDef]) -> Iterator[TypeDef]:
    """A model and what lives in its module."""
    queue, seen = [model] if model in types else [], {model}
    while queue:
        definition = types[queue.pop()]
        yield definition
        for ref in members(definition):
            for each in references(ref):
                if each not in models and each not in seen and each in types:
                    seen.add(each)
                    queue.append(each)


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
