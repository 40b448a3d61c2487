"""Which operations page, and by which scheme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
    Body,
    ListOf,
    Nullable,
    Object,
    PageScheme,
    Paging,
    Parameter,
    Property,
    Reference,
    Resource,
    Response,
    TypeDef,
    TypeId,
    TypeRef,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Method
    from sdkwright.diagnostics import Diagnostics, Place


# The answer alone tells the next page.
WITHOUT_CONTROLS = frozenset({"cursor_url", "link_header"})
# What an answer must have; the rest may be left out of it.
TELLING = frozenset({"items", "next_cursor_field", "cursor_url_field"})
# One named array may be another by name.
MOST_NAMES = 16


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
        if each.header is not None:
            continue
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
