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
_TOKEN: Final = re.compile(r"after-([0-9]{1,15})")
# Ours: where the document has no parameter that a URL of the next page could carry.
MARK: Final = "mock-after"


class Asked(NamedTuple):
    """`param` is what turns the page, with the value that the request gives it, None where it gives none. `size` is how
    many items a page holds.
    """

    scheme: PageScheme
    param: str | None
    value: Any
    size: int
    first: int

    @property
    def is_first(self) -> bool:
        """Whether it is the first page that is asked for."""
        if self.scheme.kind in ("offset", "page_number"):
            return not isinstance(self.value, int) or self.value <= (self.first if self.scheme.kind != "offset" else 0)
        return self.value in (None, "")


class Page(NamedTuple):
    """`told` is what the answer says, by purpose; None where it says that there is no more. `link` is where the next
    page is, for schemes that tell it as a URL.
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
        field = next((each for each in scheme.request if each.purpose in _PARAMS), None)
        param = field.wire_name if field is not None else None
        value = given.get(param) if param is not None else None
        if scheme.kind in ("cursor_url", "link_header"):
            value = next((text for name, text in request.query if name == MARK), value)
        sizes = (each for name, each in given.items() if plain(name) in _SIZES and isinstance(each, int))
        size = max(1, min(next(sizes, _USUAL), _MOST))
        first = field.default if field is not None and field.default is not None else 1
        return Asked(scheme, param, value, size, first)

    def page(self, asked: Asked, records: Sequence[tuple[int, str, Any]], request: Incoming) -> Page:
        """The page of records (number, id, value), which are in their order."""
        start = self._start(asked, records)
        chosen = records[start : start + asked.size]
        more = start + asked.size < len(records)
        last = chosen[-1] if chosen else None
        told: dict[str, Any] = {
            "has_next_page": more,
            "offset_count_start_field": start,
            "current_page_number_field": start // asked.size + asked.first,
            "total_page_count_field": -(-len(records) // asked.size),
            "offset_total_count_field": len(records),
            "total_count_field": len(records),
            "next_cursor_field": None,
        }
        link = None
        if more and last is not None:
            told["next_cursor_field"] = self._next(asked, last, start)
            if asked.scheme.kind in ("cursor_url", "link_header"):
                link = next_url(request, last[0])
                told["next_cursor_field"] = link
        return Page([value for _, _, value in chosen], told, link)

    def _start(self, asked: Asked, records: Sequence[tuple[int, str, Any]]) -> int:
        if asked.is_first:
            return 0
        kind, value = asked.scheme.kind, asked.value
        if kind == "offset":
            return int(value)
        if kind == "page_number":
            return (int(value) - asked.first) * asked.size
        if kind == "cursor_id":
            return next((index + 1 for index, (_, key, _) in enumerate(records) if key == str(value)), len(records))
        number = after(value)
        if number is None:
            detail = f"{value!r} is no page that an answer told of"
            raise Refusal(400, detail, (Fault(asked.scheme.place, detail, asked.param),))
        return next((index for index, (each, _, _) in enumerate(records) if each > number), len(records))

    def _next(self, asked: Asked, last: tuple[int, str, Any], start: int) -> Any:
        """The value that asks for what comes after the last record of a page."""
        match asked.scheme.kind:
            case "offset":
                return start + asked.size
            case "page_number":
                return start // asked.size + asked.first + 1
            case "cursor_id":
                return last[1]
            case _:
                return f"after-{last[0]}"


_PARAMS: Final = frozenset({"next_cursor_param", "offset_count_param", "page_number_param"})


def after(value: Any) -> int | None:
    """The number of the record that a token stands behind."""
    if isinstance(value, int):
        return value
    found = _TOKEN.fullmatch(str(value))
    return int(found[1]) if found is not None else None


def next_url(request: Incoming, number: int) -> str:
    """The request's own URL with our mark."""
    pairs = [each for each in request.query if each[0] != MARK]
    host = request.headers.get("host", "localhost")
    return f"http://{host}{request.path}?{urlencode([*pairs, (MARK, f'after-{number}')])}"


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
        if field.purpose is not None and field.purpose in told:
            _tell(found, (field.wire_name,), told[field.purpose], ending)
        for inner in field.fields:
            if inner.purpose is not None and inner.purpose in told:
                holder = dict(mapping(found.get(field.wire_name)))
                _tell(holder, (field.wire_name, inner.wire_name), told[inner.purpose], ending)
                found[field.wire_name] = holder
    return found


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
    told = {"next_cursor_field": None, "has_next_page": False}
    return with_told({**value, asked.scheme.items: []}, asked.scheme, told, ending)
