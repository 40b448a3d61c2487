"""Pagination schemes, and which operations page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sdkwright.api import (
    Body,
    ListOf,
    MapOf,
    Nullable,
    Object,
    PageField,
    PageScheme,
    Paging,
    Parameter,
    Property,
    Reference,
    Resource,
    Response,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Unknown,
)
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Config, Method, PaginationScheme
    from sdkwright.diagnostics import Diagnostics, Place


# What a scheme must say so that pages can be followed, by its type.
NEEDED: Mapping[str, frozenset[str]] = {
    "cursor": frozenset({"next_cursor_param", "next_cursor_field"}),
    "page_number": frozenset({"page_number_param"}),
    "offset": frozenset({"offset_count_param"}),
}
KINDS = frozenset({*NEEDED, "fake_page"})


def page_schemes(config: Config, sink: Diagnostics) -> tuple[PageScheme, ...]:
    found: list[PageScheme] = []
    for index, scheme in enumerate(config.pagination):
        items = scheme.response_purposes.get("items") or first_array(scheme)
        if items is None or len(items) != 1:
            sink.add(
                "SW230",
                f"pagination scheme {scheme.name!r} has no array of items",
                at=config.place("pagination", index),
            )
            continue
        missing = NEEDED.get(scheme.type, frozenset()) - leading(scheme)
        if missing or scheme.type not in KINDS:
            sink.add(
                "SW230",
                f"pagination scheme {scheme.name!r} gives the first page only: "
                + (f"it lacks {' and '.join(sorted(missing))}" if missing else f"{scheme.type!r} cannot be followed"),
                at=config.place("pagination", index),
            )
        found.append(
            PageScheme(
                name=scheme.name,
                kind=scheme.type,
                request=fields_of(scheme.request, scheme.request_purposes),
                response=fields_of(scheme.response, scheme.response_purposes),
                items=items[0],
                place=scheme.param_location or "query",
            )
        )
    return tuple(found)


def leading(scheme: PaginationScheme) -> set[str]:
    """The purposes of fields that stand at the top, where they can be followed."""
    both = (*scheme.request_purposes.items(), *scheme.response_purposes.items())
    return {purpose for purpose, path in both if len(path) == 1}


def placed(
    schemes: tuple[PageScheme, ...], resources: tuple[Resource, ...], types: Mapping[TypeId, TypeDef]
) -> tuple[PageScheme, ...]:
    """The schemes, those that turn the page in the body of every operation marked so."""
    used: dict[str, set[bool]] = {}
    queue = list(resources)
    while queue:
        resource = queue.pop()
        queue += resource.children
        for operation in resource.operations:
            if operation.paging is not None:
                scheme = next(each for each in schemes if each.name == operation.paging.scheme)
                in_body = controls(scheme) & {each.wire_name for each in properties_of(operation.body, types)}
                used.setdefault(scheme.name, set()).add(bool(in_body))
    return tuple(replace(each, place="body") if used.get(each.name) == {True} else each for each in schemes)


def first_array(scheme: PaginationScheme) -> tuple[str, ...] | None:
    return next(((name,) for name, schema in scheme.response.items() if schema.get("type") == "array"), None)


def fields_of(
    fields: Mapping[str, Mapping[str, object]], purposes: Mapping[str, tuple[str, ...]]
) -> tuple[PageField, ...]:
    by_name = {path[0]: purpose for purpose, path in purposes.items() if len(path) == 1}
    return tuple(PageField(name, field_type(schema), by_name.get(name)) for name, schema in fields.items())


def field_type(schema: Mapping[str, object]) -> TypeRef:
    match schema.get("type"):
        case "string":
            return Scalar("string")
        case "integer":
            return Scalar("integer")
        case "number":
            return Scalar("number")
        case "boolean":
            return Scalar("boolean")
        case "array":
            return ListOf(field_type(mapping(schema.get("items"))))
        case "object":
            return MapOf(Unknown())
        case _:
            return Unknown()


def paging_of(
    method: Method,
    parameters: tuple[Parameter, ...],
    body: Body | None,
    success: Response,
    schemes: tuple[PageScheme, ...],
    types: Mapping[TypeId, TypeDef],
    sink: Diagnostics,
    at: Place,
) -> Paging | None:
    """The scheme that the method names, else the first whose fields the operation has; None where it does not page."""
    if method.paginated is False:
        return None
    answer = object_of(success.type, types)
    names = {each.wire_name for each in parameters} | {each.wire_name for each in properties_of(body, types)}
    for scheme in schemes:
        if isinstance(method.paginated, str) and scheme.name != method.paginated:
            continue
        item = item_of(answer, scheme)
        if item is not None and controls(scheme) & names:
            return Paging(scheme.name, item)
    if method.paginated:
        sink.add("SW231", "no pagination scheme has the parameters and the response of this method", at=at)
    return None


def controls(scheme: PageScheme) -> set[str]:
    """The request fields that turn the page."""
    return {each.wire_name for each in scheme.request if each.purpose} or {each.wire_name for each in scheme.request}


def item_of(answer: Object | None, scheme: PageScheme) -> TypeRef | None:
    """What the items of a response of this form are; None where the form differs."""
    if answer is None:
        return None
    fields = {each.wire_name: each for each in answer.properties}
    if any(each.purpose and each.wire_name not in fields for each in scheme.response):
        return None
    found = fields.get(scheme.items)
    kind = found.type.inner if found and isinstance(found.type, Nullable) else found.type if found else None
    return kind.item if isinstance(kind, ListOf) else None


def object_of(ref: TypeRef | None, types: Mapping[TypeId, TypeDef]) -> Object | None:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = types.get(inner.id) if isinstance(inner, Reference) else None
    return found if isinstance(found, Object) else None


def properties_of(body: Body | None, types: Mapping[TypeId, TypeDef]) -> tuple[Property, ...]:
    found = object_of(body.type, types) if body else None
    return found.properties if found else ()
