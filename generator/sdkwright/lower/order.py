"""The order of definitions in a module of types, such that each can be evaluated where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Alias, Object, TypeDef, TypeId, Union
from sdkwright.name.cycles import circles
from sdkwright.resolve.walking import members, references

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def evaluation_order(
    wanted: Iterable[TypeId], local: Mapping[TypeId, str], types: Mapping[TypeId, TypeDef]
) -> list[TypeId]:
    """Local definitions, each after those that it is made of; in a circle, classes before aliases.

    A class may mention in quotes what follows it: its names are looked up in its own module. An alias may not, for what
    is quoted in it would be looked up wherever the alias is used.
    """
    order = inside_out(wanted, local, types)
    groups = circles(order, types)
    last = {groups[each]: each for each in order if each in groups}
    found: list[TypeId] = []
    for each in order:
        group = groups.get(each)
        if group is None or not any(is_alias(types[one]) for one in group):
            found.append(each)
        elif last[group] == each:
            inside = set(group)
            found += [one for one in order if one in inside and not is_alias(types[one])]
            found += inside_out(group, {one: "" for one in group if is_alias(types[one])}, types)
    return bases_first(found, types)


def bases_first(order: Iterable[TypeId], types: Mapping[TypeId, TypeDef]) -> list[TypeId]:
    """The same order, but for classes that stand before one which they inherit from."""
    given = list(order)
    local, done = set(given), dict[TypeId, None]()

    def enter(type_id: TypeId) -> None:
        definition = types[type_id]
        for each in definition.bases if isinstance(definition, Object) else ():
            if each in local and each not in done:
                enter(each)
        done[type_id] = None

    for each in given:
        if each not in done:
            enter(each)
    return list(done)


def inside_out(wanted: Iterable[TypeId], local: Mapping[TypeId, str], types: Mapping[TypeId, TypeDef]) -> list[TypeId]:
    """Local definitions, each after those that it is made of; where they form a cycle, one of them comes first."""
    done: dict[TypeId, None] = {}
    on_the_way: set[TypeId] = set()
    stack = [(each, False) for each in reversed(list(wanted))]
    while stack:
        type_id, is_complete = stack.pop()
        if is_complete:
            done[type_id] = None
        elif type_id not in on_the_way and type_id in local:
            on_the_way.add(type_id)
            inner = [each for ref in members(types[type_id]) for each in references(ref)]
            stack += [(type_id, True), *((each, False) for each in reversed(inner))]
    return list(done)


def recursive_aliases(order: Iterable[TypeId], types: Mapping[TypeId, TypeDef]) -> frozenset[TypeId]:
    """The aliases that lead back to themselves by way of aliases alone."""
    aliases = {each: types[each] for each in order if is_alias(types[each])}
    direct = {each for each, found in aliases.items() if any(each in references(ref) for ref in members(found))}
    return frozenset(direct | set(circles(aliases, aliases)))


def is_alias(definition: TypeDef) -> bool:
    return isinstance(definition, (Alias, Union)) and not isinstance(definition, Object)
