"""Definitions that are made of themselves and of nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Alias, Nullable, Reference, TypeDef, TypeId, TypeRef, Union, UnionOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def without_loops(types: Mapping[TypeId, TypeDef]) -> dict[TypeId, TypeDef]:
    """The definitions, in which no alias or union leads back to itself without a list, a map or an object on the way:
    such a variant says nothing (every value that it allows is one of the union's already), such an alias allows
    anything.
    """
    found = dict(types)
    done: set[TypeId] = set()
    for start in types:
        path: dict[TypeId, None] = {}
        stack = [(start, False)]
        while stack:
            each, is_left = stack.pop()
            if is_left:
                path.pop(each)
                done.add(each)
            elif each not in done and each not in path:
                path[each] = None
                stack.append((each, True))
                definition = found[each] = cut(found[each], path)
                stack += [(one, False) for one in direct(definition) if one in found]
    return found


def cut(definition: TypeDef, path: Mapping[TypeId, None]) -> TypeDef:
    """The definition without what leads back to those on the way to it."""
    match definition:
        case Alias(target=target):
            return definition._replace(target=kept(target, path) or Unknown())
        case Union(variants=variants):
            rest = tuple(each for each in variants if not isinstance(each.type, Reference) or each.type.id not in path)
            if len(rest) == len(variants):
                return definition
            if len(rest) > 1:
                return definition._replace(variants=rest)
            return Alias(definition.id, definition.name_hint, definition.docs, rest[0].type if rest else Unknown())
        case _:
            return definition


def kept(ref: TypeRef, path: Mapping[TypeId, None]) -> TypeRef | None:
    match ref:
        case Reference(id=found):
            return None if found in path else ref
        case Nullable(inner=inner):
            rest = kept(inner, path)
            return Nullable(rest) if rest is not None else None
        case UnionOf(variants=variants):
            parts = tuple(part for part in (kept(each, path) for each in variants) if part is not None)
            return UnionOf(parts) if len(parts) > 1 else parts[0] if parts else None
        case _:
            return ref


def direct(definition: TypeDef) -> Iterator[TypeId]:
    """The definitions that a value of this one may be as a whole."""
    match definition:
        case Alias(target=target):
            yield from behind(target)
        case Union(variants=variants):
            for each in variants:
                yield from behind(each.type)
        case _:
            return


def behind(ref: TypeRef) -> Iterator[TypeId]:
    match ref:
        case Reference(id=found):
            yield found
        case Nullable(inner=inner):
            yield from behind(inner)
        case UnionOf(variants=variants):
            for each in variants:
                yield from behind(each)
        case _:
            return
