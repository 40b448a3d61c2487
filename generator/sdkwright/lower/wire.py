"""Whether and where arguments differ on the wire from what callers write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Body, ListOf, MapOf, Nullable, Object, Operation, Reference, Scalar, TypeRef, UnionOf
from sdkwright.lower.emit import Code, ident
from sdkwright.name.types import members, reachable

if TYPE_CHECKING:
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
                context.names.properties[type_id, each.wire_name] != each.wire_name for each in found.properties
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
    """Where files stand in a form: the wire names that lead to each, `<array>` for every element of a list."""
    found: list[list[str]] = []
    queue: list[tuple[TypeRef, list[str], frozenset[str]]] = [(ref, [], frozenset())]
    while queue:
        current, path, seen = queue.pop(0)
        match current:
            case Scalar(kind="string", format="binary") if path:
                found.append(path)
            case Nullable(inner=inner):
                queue.append((inner, path, seen))
            case ListOf(item=inner) if path:
                queue.append((inner, [*path, "<array>"], seen))
            case Reference(id=type_id) if type_id not in seen:
                definition = context.api.types.get(type_id)
                if isinstance(definition, Object):
                    queue += [(each.type, [*path, each.wire_name], seen | {type_id}) for each in definition.properties]
            case _:
                pass
    return found


def content_type(body: Body) -> str:
    """What the header says of a body that is not JSON; a range of media types says nothing."""
    return "application/octet-stream" if "*" in body.media_type else body.media_type


def header_value(ref: TypeRef, py_name: str, *, required: bool) -> Code:
    """The text of an argument in a header, in style `simple` of OpenAPI: lists with commas, booleans in lower case.

    No builtin is called: an argument may have its name.
    """
    inner = ref.inner if isinstance(ref, Nullable) else ref
    guarded = is_guarded(ref, required=required)
    match inner:
        case Scalar(kind="string", format=None) if not guarded:
            return ident(py_name)
        case Scalar(kind="boolean"):
            text = f'f"{{{py_name}}}".lower()'
        case ListOf():
            text = f'",".join(f"{{each}}" for each in {py_name})'
        case _:
            text = f'f"{{{py_name}}}"'
    if not guarded:
        return Code(text)
    is_not_null = f" and {py_name} is not None" if isinstance(ref, Nullable) else ""
    return Code(f"{text} if is_given({py_name}){is_not_null} else not_given")


def is_guarded(ref: TypeRef, *, required: bool) -> bool:
    """Whether the value of a header may be absent or null, and must be turned into text otherwise."""
    plain = isinstance(ref, Scalar) and ref.kind == "string" and ref.format is None
    return isinstance(ref, Nullable) or not (required or plain)
