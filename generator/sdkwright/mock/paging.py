"""Pages of a list: which one a request asks for, and what the answer tells of the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias
from urllib.parse import urlencode

from sdkwright.mock.nodes import is_list, is_map, mapping
from sdkwright.mock.problems import Fault, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sdkwright.api import PageScheme
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Operation

_SIZES: Final = frozenset(
    {"limit", "pagesize", "perpage", "size", "pagelimit", "maxresults", "maxitems", "first", "top", "take", "count"}
)
_USUAL: Final = 20
_MOST: Final = 1_000
_TOKEN: Final = re.compile(r"(?:after|before)-([0-9]{1,15})")
# Ours: where the document has no parameter that a URL of the next page could carry.
MARK: Final = "mock-after"


class Asked(NamedTuple):
    """`param` is what turns the page, with the value that the request gives it, None where it gives none; `backwards`:
    it asks for what stands before. `size` is how many items a page holds, `first` the number of the first page.
    """

    scheme: PageScheme
    param: str | None
    value: Any
    size: int
    first: int
    backwards: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is the first page that is asked for."""
        if self.scheme.kind in ("offset", "page_number"):
            return not isinstance(self.value, int) or self.value <= (self.first if self.scheme.kind != "offset" else 0)
        return self.value in (None, "")


class Page(NamedTuple):
    """`told` is what the answer says, by purpose; None where it says that there is no more. `link` is where the next
    page is, for schemes that tell it in a header `Link`.
    """

    items: list[Any]
    told: Mapping[str, Any]
    link: str | None = None


class Pages:
    """Knows the schemes of the config, or those that the document suggests."""

    def __init__(self, schemes: Sequence[PageScheme]) -> None:
        self._schemes = {each.name: each for each in schemes}

    def asked(
        self, operation: Operation, request: Incoming, values: Mapping[tuple[str, str], Any], body: Any
    ) -> Asked | None:
        """None where the operation gives no pages."""
        paging = operation.meaning.paging if operation.meaning is not None else None
        scheme = self._schemes.get(paging.scheme) if paging is not None else None
        if scheme is None:
            return None
        given = {**mapping(body), **{name: value for (place, name), value in values.items() if place == "query"}}
        params = {each.purpose: each for each in scheme.request if each.purpose in (*_NEXT, *_BEFORE)}
        back = next((each for word in _BEFORE if (each := params.get(word)) and given.get(each.wire_name)), None)
        field = back or next((each for word in _NEXT if (each := params.get(word))), None)
        param = field.wire_name if field is not None else None
        value = given.get(param) if param is not None else None
        if scheme.kind in _LINKED:
            value = next((text for name, text in request.query if name == MARK), value)
        sizes = (each for name, each in given.items() if plain(name) in _SIZES and isinstance(each, int))
        size = max(1, min(next(sizes, _USUAL), _MOST))
        first = field.default if field is not None and field.default is not None else 1
        return Asked(scheme, param, value, size, first, back is not None)

    def page(self, asked: Asked, records: Sequence[tuple[int, Any]], request: Incoming) -> Page:
        """The page of records (number and value), which are in their order."""
        start, end = self._span(asked, records)
        chosen = records[start:end]
        told: dict[str, Any] = {
            "has_next_page": start > 0 if asked.backwards else end < len(records),
            "offset_count_start_field": start,
            "current_page_number_field": start // asked.size + asked.first,
            "total_page_count_field": -(-len(records) // asked.size),
            "offset_total_count_field": len(records),
            "total_count_field": len(records),
            "next_cursor_field": f"after-{chosen[-1][0]}" if chosen and end < len(records) else None,
            "previous_cursor_field": f"before-{chosen[0][0]}" if chosen and start > 0 else None,
            "cursor_url_field": None,
        }
        link = next_url(request, chosen[-1][0]) if chosen and end < len(records) else None
        if asked.scheme.kind == "cursor_url":
            told["cursor_url_field"] = link
        return Page([value for _, value in chosen], told, link if asked.scheme.kind == "link_header" else None)

    def _span(self, asked: Asked, records: Sequence[tuple[int, Any]]) -> tuple[int, int]:
        """Where the page begins and ends."""
        if asked.is_first:
            at = 0
        elif asked.scheme.kind == "offset":
            at = int(asked.value)
        elif asked.scheme.kind == "page_number":
            at = (int(asked.value) - asked.first) * asked.size
        else:
            at = self._position(asked, records) + (0 if asked.backwards else 1)
        if asked.backwards:
            return max(0, at - asked.size), max(0, at)
        return min(at, len(records)), min(at + asked.size, len(records))

    def _position(self, asked: Asked, records: Sequence[tuple[int, Any]]) -> int:
        """The record that a cursor names, or the nearest one before it that is still there."""
        if asked.scheme.kind == "cursor_id":
            key = asked.scheme.item.wire_name if asked.scheme.item is not None else "id"
            ids = [str(mapping(value).get(key)) for _, value in records]
            return ids.index(str(asked.value)) if str(asked.value) in ids else len(records)
        found = _TOKEN.fullmatch(str(asked.value))
        if found is None and not isinstance(asked.value, int):
            detail = f"{asked.value!r} is no page that an answer told of"
            raise Refusal(400, detail, (Fault(asked.scheme.place, detail, asked.param),))
        number = int(found[1]) if found is not None else int(asked.value)
        if asked.backwards:
            return sum(each < number for each, _ in records)
        return sum(each <= number for each, _ in records) - 1


_NEXT: Final = ("next_cursor_param", "next_cursor_id_param", "offset_count_param", "page_number_param")
_BEFORE: Final = ("previous_cursor_param", "previous_cursor_id_param")
_LINKED: Final = frozenset({"cursor_url", "link_header"})


def next_url(request: Incoming, number: int) -> str:
    """The request's own URL with our mark."""
    pairs = [each for each in request.query if each[0] != MARK]
    host = request.headers.get("host", "localhost")
    return f"http://{host}{request.path}?{urlencode([*pairs, (MARK, f'after-{number}')])}"


def link_of(url: str | None) -> str | None:
    """The value of a header `Link` that names the next page (RFC 8288)."""
    return None if url is None else f'<{url}>; rel="next"'


def plain(name: str) -> str:
    """A name without separators, in lower case."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


# What a field that has nothing to say holds, by the names down to it.
Ending: TypeAlias = "Callable[[tuple[str, ...]], Any]"
ABSENT: Final[Any] = object()


def with_told(value: Any, scheme: PageScheme, told: Mapping[str, Any], ending: Ending) -> Any:
    """The answer with what the scheme's fields say of this page and the next."""
    if not is_map(value):
        return value
    found = dict(value)
    for field in scheme.response:
        if field.header is not None:
            continue
        if field.purpose is not None and field.purpose in told:
            _tell(found, (field.wire_name,), told[field.purpose], ending)
        for inner in field.fields:
            if inner.purpose is not None and inner.purpose in told:
                holder = dict(mapping(found.get(field.wire_name)))
                _tell(holder, (field.wire_name, inner.wire_name), told[inner.purpose], ending)
                found[field.wire_name] = holder
    return found


def headers_of(scheme: PageScheme, told: Mapping[str, Any]) -> dict[str, Any]:
    """What the scheme tells in headers, by their names; None for those that say nothing."""
    fields = [each for each in scheme.response if each.header is not None and each.purpose in told]
    return {each.header or "": told[each.purpose or ""] for each in fields}


def _tell(into: dict[str, Any], path: tuple[str, ...], value: Any, ending: Ending) -> None:
    value = ending(path) if value is None else value
    if value is ABSENT:
        into.pop(path[-1], None)
    else:
        into[path[-1]] = value


def ended(value: Any, asked: Asked, ending: Ending) -> Any:
    """An example as the last page, which has no items: so that a client that asks page after page comes to an end."""
    if is_list(value):
        return []
    if not is_map(value):
        return value
    told = {"next_cursor_field": None, "previous_cursor_field": None, "cursor_url_field": None, "has_next_page": False}
    return with_told({**value, asked.scheme.items: []}, asked.scheme, told, ending)
