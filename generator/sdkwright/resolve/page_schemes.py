"""Pagination schemes: what the config says of a way of paging, and what its names and types say where it is silent.

| type | fields without a purpose are taken, where one is needed |
|---|---|
| `cursor` | the only text of the request that is not for going back; the only text of the answer |
| `cursor_id` | the only text of the request that is not for going back; `id` of the items |
| `cursor_url` | the only text of the answer |
| `page_number` | `page`, else the only whole number of the request |
| `offset` | `offset`, else the only whole number of the request |
| any | the first array of the answer, for the items; `has_more`, for whether another page follows |
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import ListOf, MapOf, PageField, PageScheme, Scalar, TypeRef, Unknown
from sdkwright.config.pagination import marks
from sdkwright.resolve.nodes import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Config, PaginationScheme
    from sdkwright.diagnostics import Diagnostics, Place

    Purposes = dict[str, tuple[str, ...]]

# What a scheme must say so that pages can be followed, by its type: in the request, and in the answer.
NEEDED: Mapping[str, tuple[str | None, str | None]] = {
    "cursor": ("next_cursor_param", "next_cursor_field"),
    "page_number": ("page_number_param", None),
    "offset": ("offset_count_param", None),
    "cursor_id": ("next_cursor_id_param", None),
    "cursor_url": (None, "cursor_url_field"),
}
KINDS = frozenset({*NEEDED, "fake_page", "link_header"})
# Purposes of one type that are taken for those of another.
OTHER_NAMES: Mapping[str, Mapping[str, str]] = {
    "cursor_id": {
        "next_cursor_param": "next_cursor_id_param",
        "previous_cursor_param": "previous_cursor_id_param",
    },
    "cursor_url": {"next_cursor_field": "cursor_url_field"},
}
COUNTED: Mapping[str, str] = {"page_number_param": "page", "offset_count_param": "offset"}
BACKWARDS = re.compile("before|prev", re.IGNORECASE)
MORE = "has_next_page"
# An object of an answer, and a field in it.
DEPTH = 2


class Roles(NamedTuple):
    """Purposes, with the way to their field."""

    request: Purposes
    response: Purposes


def page_schemes(config: Config, sink: Diagnostics) -> tuple[PageScheme, ...]:
    found: list[PageScheme] = []
    for index, scheme in enumerate(config.pagination):
        at = config.place("pagination", index)
        items = array_of(scheme)
        if items is None:
            sink.add("SW230", f"pagination scheme {scheme.name!r} has no array of items", at=at)
            continue
        roles = roles_of(scheme)
        report(scheme, roles, sink, at)
        told = {each.path[0]: each.header for each in marks(scheme.response) if len(each.path) == 1}
        headers = {name: header for name, header in told.items() if header is not None}
        found.append(
            PageScheme(
                name=scheme.name,
                kind=kind_of(scheme, roles, headers),
                request=fields_of(scheme.request, roles.request),
                response=fields_of(scheme.response, roles.response, headers),
                items=items,
                place=scheme.param_location or "query",
                whole_body=is_whole(scheme, items),
                item=item_key(scheme, items) if scheme.type == "cursor_id" else None,
                description=scheme.description,
                goes_on=scheme.continue_on_empty_items,
            )
        )
    return tuple(found)


def array_of(scheme: PaginationScheme) -> str | None:
    """The field that holds the items; None where there is none at the top of the answer."""
    chosen = scheme.response_purposes.get("items")
    if chosen is not None:
        return chosen[0] if len(chosen) == 1 else None
    whole = (each.path[0] for each in marks(scheme.response) if each.is_whole and len(each.path) == 1)
    arrays = (name for name, schema in scheme.response.items() if schema.get("type") == "array")
    return next(whole, next(arrays, None))


def is_whole(scheme: PaginationScheme, items: str) -> bool:
    """Whether an answer is the array of items itself."""
    return any(each.is_whole for each in marks(scheme.response) if each.path == (items,))


def kind_of(scheme: PaginationScheme, roles: Roles, headers: Mapping[str, str]) -> str:
    """The type; a URL in the header `Link` is one of the links in it (RFC 8288)."""
    path = roles.response.get("cursor_url_field", ("",))
    is_linked = scheme.type == "cursor_url" and headers.get(path[0], "").lower() == "link"
    return "link_header" if is_linked else scheme.type


def item_key(scheme: PaginationScheme, items: str) -> PageField:
    """The property of an item that asks for what follows it."""
    name, *inner = scheme.item_purposes(items).get("cursor_item_id", ("id",))
    schema = mapping(mapping(mapping(scheme.response[items].get("items")).get("properties")).get(name))
    return PageField(name, field_type(schema) if schema and not inner else Scalar("string"), "cursor_item_id")


# --- purposes ------------------------------------------------------------------------------------------------------


def roles_of(scheme: PaginationScheme) -> Roles:
    """The purposes that the config names, and those that a type needs besides where only one field can have them."""
    other = OTHER_NAMES.get(scheme.type, {})
    request = {other.get(each, each): path for each, path in scheme.request_purposes.items()}
    response = {other.get(each, each): path for each, path in scheme.response_purposes.items()}
    asked, told = NEEDED.get(scheme.type, (None, None))
    if asked is not None and asked not in request:
        request |= of_request(scheme, asked, taken=request)
    if told is not None and told not in response:
        response |= only(told, untold(scheme.response, "string", response))
    if MORE not in response and scheme.response.get("has_more", {}).get("type") == "boolean":
        response[MORE] = ("has_more",)
    return Roles(request, response)


def of_request(scheme: PaginationScheme, purpose: str, *, taken: Purposes) -> Purposes:
    word = COUNTED.get(purpose)
    if word is None:
        names = untold(scheme.request, "string", taken)
        return only(purpose, [each for each in names if not BACKWARDS.search(each)])
    numbers = untold(scheme.request, "integer", taken)
    return {purpose: (word,)} if word in numbers else only(purpose, numbers)


def untold(fields: Mapping[str, Mapping[str, object]], kind: str, taken: Purposes) -> list[str]:
    """The fields of a JSON type whose purpose is not named."""
    named = {path[0] for path in taken.values()}
    return [name for name, schema in fields.items() if name not in named and kinds_of(schema) == {kind}]


def kinds_of(schema: Mapping[str, object]) -> set[object]:
    """The JSON types, null left out."""
    kinds = set(sequence(schema.get("type"))) or {schema.get("type")}
    return kinds - {"null"}


def only(purpose: str, names: list[str]) -> Purposes:
    return {purpose: (names[0],)} if len(names) == 1 else {}


def report(scheme: PaginationScheme, roles: Roles, sink: Diagnostics, at: Place) -> None:
    """Tell of a scheme whose pages cannot be followed: of the request, fields at the top can be; of the answer, those
    one level down too.
    """
    message = f"pagination scheme {scheme.name!r} gives the first page only: "
    if scheme.type not in KINDS:
        hint = f"The types are {', '.join(sorted(KINDS))}."
        sink.add("SW230", f"{message}{scheme.type!r} cannot be followed", at=at, hint=hint)
        return
    asked, told = NEEDED.get(scheme.type, (None, None))
    found = {each for each, path in roles.request.items() if len(path) == 1}
    found |= {each for each, path in roles.response.items() if len(path) <= DEPTH}
    missing = sorted(each for each in (asked, told) if each is not None and each not in found)
    if missing:
        hint = f"Mark a field with `x-stainless-pagination-property: {{purpose: {missing[0]}}}`."
        sink.add("SW230", f"{message}it lacks {' and '.join(missing)}", at=at, hint=hint)


# --- fields --------------------------------------------------------------------------------------------------------


def fields_of(
    fields: Mapping[str, Mapping[str, object]],
    purposes: Mapping[str, tuple[str, ...]],
    headers: Mapping[str, str] | None = None,
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
                (headers or {}).get(name),
            )
        )
    return tuple(found)


def field_type(schema: Mapping[str, object]) -> TypeRef:
    kinds = kinds_of(schema)
    match kinds.pop() if len(kinds) == 1 else None:
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
