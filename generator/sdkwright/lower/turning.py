"""The statements of `next_page_info`: how a page asks for the one that follows it, by the kind of its scheme.

Where the caller pages backwards, by the parameter for that, what stands before the page follows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.emit import Code, string

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import PageField, PageScheme

NOTHING_MORE = (Code("return None"),)
NOTHING_MORE_INSIDE = (Code("    return None"),)


class Told(NamedTuple):
    """What the answer says under a purpose: the name to hold it in, and the expression that reads it."""

    name: Code
    value: Code


class Items(NamedTuple):
    """The attribute that holds the items; the protocol of an item that has the key, and the key's attribute, where the
    scheme asks by it.
    """

    attribute: Code
    protocol: Code
    key: Code


def turning(scheme: PageScheme, told: Mapping[str, Told], items: Items) -> tuple[Code, ...]:
    """Purposes in `told` are those of the answer."""
    asked = {each.purpose: each for each in scheme.request if each.purpose}
    cursor, field = asked.get("next_cursor_param"), told.get("next_cursor_field")
    last, url = asked.get("next_cursor_id_param"), told.get("cursor_url_field")
    match scheme.kind:
        case "cursor" if cursor is not None and field is not None:
            before = backwards(scheme, asked.get("previous_cursor_param"), told.get("previous_cursor_field"))
            return (*before, *by_cursor(field, page_info(scheme, cursor.wire_name, field.name)))
        case "cursor_url" if url is not None:
            return by_cursor(url, f"PageInfo(url={url.name})")
        case "cursor_id" if last is not None:
            return by_item(scheme, last.wire_name, asked.get("previous_cursor_id_param"), items)
        case "link_header":
            return (
                Code("url = self._next_link()"),
                Code("return None if url is None else PageInfo(url=url)"),
            )
        case "page_number" if "page_number_param" in asked:
            return page_number(scheme, asked["page_number_param"], told)
        case "offset" if "offset_count_param" in asked:
            return offset(scheme, asked["offset_count_param"].wire_name, told, items.attribute)
        case _:
            return NOTHING_MORE


def page_info(scheme: PageScheme, param: str, value: str) -> str:
    return f"PageInfo({'json' if scheme.place == 'body' else 'params'}={{{string(param)}: {value}}})"


def by_cursor(field: Told, info: str) -> tuple[Code, ...]:
    return (
        Code(f"{field.name} = {field.value}"),
        Code(f"if not {field.name}:"),
        *NOTHING_MORE_INSIDE,
        Code(""),
        Code(f"return {info}"),
    )


def backwards(scheme: PageScheme, param: PageField | None, field: Told | None) -> tuple[Code, ...]:
    """Nothing where the scheme says only one of both: the answer to such a request then leads forwards."""
    if param is None or field is None:
        return ()
    inside = by_cursor(field, page_info(scheme, param.wire_name, field.name))
    body = [Code(f"    {each}" if each else "") for each in inside]
    return (*asked_lines(scheme, param.wire_name), Code("if asked:"), *body, Code(""))


def by_item(scheme: PageScheme, param: str, previous: PageField | None, items: Items) -> tuple[Code, ...]:
    start = [Code(f"items = self.{items.attribute} or []")]
    forwards = Code(f"return {page_info(scheme, param, f'last.{items.key}')}")
    if previous is None:
        return (*start, *end_of(items, "last", "items[-1]"), forwards)
    back = Code(f"    return {page_info(scheme, previous.wire_name, f'first.{items.key}')}")
    start += asked_lines(scheme, previous.wire_name)
    inside = [Code(f"    {each}" if each else "") for each in end_of(items, "first", "items[0]")]
    return (*start, Code("if asked:"), *inside, back, Code(""), *end_of(items, "last", "items[-1]"), forwards)


def end_of(items: Items, variable: str, item: str) -> tuple[Code, ...]:
    """An item at an end of the page that can be asked by."""
    return (
        Code(f"{variable} = {item} if items else None"),
        Code(f"if not isinstance({variable}, {items.protocol}) or not {variable}.{items.key}:"),
        *NOTHING_MORE_INSIDE,
        Code(""),
    )


def page_number(scheme: PageScheme, param: PageField, told: Mapping[str, Told]) -> tuple[Code, ...]:
    first = 1 if param.default is None else param.default
    current, total = told.get("current_page_number_field"), told.get("total_page_count_field")
    if current is None or first != 1:
        lines = asked_for(scheme, "current", param.wire_name, first)
    else:
        lines = [Code(f"current = {current.value} or 1")]
    if total is not None:
        last = "current" if first == 1 else f"current + {1 - first}"
        lines += [
            Code(f"total = {total.value}"),
            Code(f"if total is not None and {last} >= total:"),
            *NOTHING_MORE_INSIDE,
        ]
    return (*lines, Code(""), Code(f"return {page_info(scheme, param.wire_name, 'current + 1')}"))


def offset(scheme: PageScheme, param: str, told: Mapping[str, Told], items: Code) -> tuple[Code, ...]:
    start, total = told.get("offset_count_start_field"), told.get("offset_total_count_field")
    lines = [Code(f"start = {start.value} or 0")] if start else asked_for(scheme, "start", param, 0)
    lines.append(Code(f"count = len(self.{items} or [])"))
    if total is not None:
        lines += [
            Code(f"total = {total.value}"),
            Code("if total is not None and start + count >= total:"),
            *NOTHING_MORE_INSIDE,
            Code(""),
        ]
    return (*lines, Code(f"return {page_info(scheme, param, 'start + count')} if count else None"))


def asked_for(scheme: PageScheme, variable: str, param: str, default: int) -> list[Code]:
    """The response does not say where it begins: what was asked for tells."""
    return [
        *asked_lines(scheme, param),
        Code(f"{variable} = asked if isinstance(asked, int) else {default}"),
    ]


def asked_lines(scheme: PageScheme, param: str) -> list[Code]:
    """Sets `asked` to what the request of this page gave."""
    if scheme.place == "body":
        return [
            Code("body = self._options.json_data"),
            Code(f"asked = body.get({string(param)}) if is_mapping(body) else None"),
        ]
    return [Code(f"asked = self._options.params.get({string(param)})")]
