"""Pagination schemes, and which operations page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
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
    "cursor_id": frozenset({"next_cursor_param"}),
    "cursor_url": frozenset({"next_cursor_field"}),
}
KINDS = frozenset({*NEEDED, "fake_page", "link_header"})
# The answer alone tells the next page.
WITHOUT_CONTROLS = frozenset({"cursor_url", "link_header"})
# What an answer must have; the rest may be left out of it.
TELLING = frozenset({"items", "next_cursor_field"})
WHOLE_BODY = "x-sdkwright-whole-body"
MORE = "has_next_page"
# An object of an answer, and a field in it.
DEPTH = 2
# One named array may be another by name.
MOST_NAMES = 16


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
                response=fields_of(scheme.response, purposes_of_answer(scheme)),
                items=items[0],
                place=scheme.param_location or "query",
                whole_body=scheme.response.get(items[0], {}).get(WHOLE_BODY) is True,
            )
        )
    return tuple(found)


def purposes_of_answer(scheme: PaginationScheme) -> Mapping[str, tuple[str, ...]]:
    """The purposes that the config names; a boolean `has_more` says whether another page follows with none named."""
    told = scheme.response_purposes
    if MORE in told or scheme.response.get("has_more", {}).get("type") != "boolean":
        return told
    return {**told, MORE: ("has_more",)}


def leading(scheme: PaginationScheme) -> set[str]:
    """The purposes of fields that can be followed: of the request at the top, of the response one level down too."""
    asked = {purpose for purpose, path in scheme.request_purposes.items() if len(path) == 1}
    return asked | {purpose for purpose, path in scheme.response_purposes.items() if len(path) <= DEPTH}


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
    return tuple(each._replace(place="body") if used.get(each.name) == {True} else each for each in schemes)


def first_array(scheme: PaginationScheme) -> tuple[str, ...] | None:
    return next(((name,) for name, schema in scheme.response.items() if schema.get("type") == "array"), None)


def fields_of(
    fields: Mapping[str, Mapping[str, object]], purposes: Mapping[str, tuple[str, ...]]
) -> tuple[PageField, ...]:
    by_name = {path[0]: purpose for purpose, path in purposes.items() if len(path) == 1}
    found: list[PageField] = []
    for name, schema in fields.items():
        inner = {purpose: path[1:] for purpose, path in purposes.items() if len(path) > 1 and path[0] == name}
        nested: dict[str, Mapping[str, object]] = {
            key: mapping(node) for key, node in mapping(schema.get("properties")).items() if inner
        }
        first = schema.get("default")
        found.append(
            PageField(
                name,
                field_type(schema),
                by_name.get(name),
                fields_of(nested, inner),
                first if isinstance(first, int) else None,
            )
        )
    return tuple(found)


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
    """The scheme that the method names, else the first whose fields the operation has; None where it does not page, and
    where several schemes would each take another array for the items. A `fake_page` has no second page, and
    needs no parameter that asks for one, where the method names it.
    """
    if method.paginated is False:
        return None
    answer = success.type
    names = {each.wire_name for each in parameters} | {each.wire_name for each in properties_of(body, types)}
    is_whole, fitting = list_of(answer, types) is not None, dict[str, Paging]()
    for scheme in schemes:
        if isinstance(method.paginated, str) and scheme.name != method.paginated:
            continue
        is_chosen = isinstance(method.paginated, str)
        item = item_of(answer, scheme, types, chosen=is_chosen)
        is_alone = scheme.kind in WITHOUT_CONTROLS or (is_chosen and scheme.kind == "fake_page")
        if item is not None and (is_alone or controls(scheme) & names):
            fitting.setdefault("" if is_whole else scheme.items, Paging(scheme.name, item))
    if fitting and (method.paginated or len(fitting) == 1):
        return next(iter(fitting.values()))
    if method.paginated:
        sink.add("SW231", "no pagination scheme has the parameters and the response of this method", at=at)
    return None


def controls(scheme: PageScheme) -> set[str]:
    """The request fields that turn the page."""
    return {each.wire_name for each in scheme.request if each.purpose} or {each.wire_name for each in scheme.request}


def item_of(
    answer: TypeRef | None, scheme: PageScheme, types: Mapping[TypeId, TypeDef], *, chosen: bool
) -> TypeRef | None:
    """What the items of a response of this form are; None where the form differs. A scheme that the config has `chosen`
    for the method only needs what tells the next page.
    """
    whole = list_of(answer, types)
    if whole is not None:
        return whole if scheme.whole_body else None
    found = object_of(answer, types)
    if found is None:
        return None
    fields = {each.wire_name: each for each in found.properties}
    for each in scheme.response:
        purposes = {each.purpose} - {None} if each.purpose else {inner.purpose for inner in each.fields} - {None}
        if purposes and each.wire_name not in fields and (not chosen or purposes & TELLING):
            return None
    items = fields.get(scheme.items)
    return list_of(items.type, types) if items else None


def list_of(ref: TypeRef | None, types: Mapping[TypeId, TypeDef]) -> TypeRef | None:
    """The item of an array, also of one that has a name."""
    for _ in range(MOST_NAMES):
        ref = ref.inner if isinstance(ref, Nullable) else ref
        found = types.get(ref.id) if isinstance(ref, Reference) else None
        if not isinstance(found, Alias):
            break
        ref = found.target
    return ref.item if isinstance(ref, ListOf) else None


def object_of(ref: TypeRef | None, types: Mapping[TypeId, TypeDef]) -> Object | None:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = types.get(inner.id) if isinstance(inner, Reference) else None
    return found if isinstance(found, Object) else None


def properties_of(body: Body | None, types: Mapping[TypeId, TypeDef]) -> tuple[Property, ...]:
    found = object_of(body.type, types) if body else None
    return found.properties if found else ()
