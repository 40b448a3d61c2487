"""Whether and where arguments differ on the wire from what callers write."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
    ListOf,
    MapOf,
    Nullable,
    Object,
    Operation,
    Reference,
    Scalar,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.name.types import reachable
from sdkwright.resolve.walking import members

if TYPE_CHECKING:
    from sdkwright.api import TypeDef
    from sdkwright.lower.context import Context


def needs_transform(context: Context, operation: Operation) -> bool:
    """True where a typed dict below the arguments renames a key or formats a value (dates): then the runtime must
    rewrite.
    """
    types = context.api.types
    roots = [each.type for each in operation.parameters if each.place != "path"]
    roots += [operation.body.type] if operation.body is not None else []
    for root in roots:
        if formats(root):
            return True
        for type_id in reachable(root, types):
            found = types[type_id]
            if isinstance(found, Object) and any(
                context.names.keys[type_id, each.wire_name] != each.wire_name for each in found.properties
            ):
                return True
            if any(formats(each) for each in members(found)):
                return True
    return False


def formats(ref: TypeRef) -> bool:
    """Whether a value of this type, leaving definitions aside, holds a date."""
    match ref:
        case Scalar(kind="string", format="date" | "date-time"):
            return True
        case Nullable(inner=inner) | ListOf(item=inner) | MapOf(value=inner):
            return formats(inner)
        case UnionOf(variants=variants):
            return any(formats(each) for each in variants)
        case _:
            return False


def file_paths(context: Context, ref: TypeRef) -> list[list[str]]:
    """Where files stand in a form: the wire names that lead to each, `<array>` for every element of a list, `<value>`
    for every value of a map, `<files>` for those values of a map of any kind that can only be files.
    """
    found: list[list[str]] = []
    queue: deque[tuple[TypeRef, list[str], frozenset[str]]] = deque([(ref, [], frozenset())])
    while queue:
        current, path, seen = queue.popleft()
        match current:
            case Scalar(kind="string", format="binary") if path:
                found.append(path)
            case Nullable(inner=inner):
                queue.append((inner, path, seen))
            case ListOf(item=inner) if path:
                queue.append((inner, [*path, "<array>"], seen))
            case UnionOf(variants=variants):
                queue += [(each, path, seen) for each in variants]
            case Unknown() | MapOf(value=Unknown()) if not path:
                found.append(["<files>"])
            case MapOf(value=inner):
                queue.append((inner, [*path, "<value>"], seen))
            case Reference(id=type_id) if type_id not in seen:
                below = inside(context.api.types.get(type_id))
                queue += [(each, [*path, *step], seen | {type_id}) for each, step in below]
            case _:
                pass
    # Where a value is a file or a list of them, the list is looked for first: a list is no file.
    lists = [each for each in found if each[-1] == "<array>" and each[:-1] in found]
    return [list(each) for each in dict.fromkeys(map(tuple, [*lists, *found]))]


def inside(definition: TypeDef | None) -> list[tuple[TypeRef, list[str]]]:
    """What a value of a definition holds, and the steps that lead there."""
    match definition:
        case Object(properties=properties):
            return [(each.type, [each.wire_name]) for each in properties]
        case Union(variants=variants):
            return [(each.type, []) for each in variants]
        case Alias(target=target):
            return [(target, [])]
        case _:
            return []
