"""`pagination`: the ways in which list methods give pages."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from sdkwright.load.plain import is_map

from .base import Part

MARK = "x-stainless-pagination-property"
_Path = tuple[str, ...]


class Mark(NamedTuple):
    """What the config says of one field. `path` are the names of the properties down to it; `header` is that of the
    response which carries it; `is_whole`: the answer is this array itself.
    """

    path: _Path
    purpose: str | None
    header: str | None
    is_whole: bool


class PaginationScheme(Part):
    """A way in which list methods give pages. The fields of `request` and `response` are JSON Schemas."""

    name: str = Field(description="Names the classes of pages.")
    description: str | None = Field(default=None, description="Docstring of the classes of pages.")
    type: str = Field(description="cursor, cursor_id, cursor_url, offset, page_number or fake_page.")
    request: dict[str, dict[str, Any]] = Field(default={}, description="Parameter name to schema and purpose.")
    response: dict[str, dict[str, Any]] = Field(default={}, description="Property name to schema and purpose.")
    param_location: Literal["query", "body"] | None = None
    continue_on_empty_items: bool = Field(default=False, description="Whether a page without items is not the last.")

    @property
    def request_purposes(self) -> dict[str, _Path]:
        """Purpose (such as `next_cursor_param`) to where it lies: the names of the properties down to it."""
        return _purposes(marks(self.request))

    @property
    def response_purposes(self) -> dict[str, _Path]:
        """Purpose (such as `items`, `next_cursor_field`) to where it lies: the names of the properties down to it."""
        return _purposes(marks(self.response))

    def item_purposes(self, items: str) -> dict[str, _Path]:
        """As `response_purposes`, of the properties of one item in the array `items`."""
        item: Any = self.response.get(items, {}).get("items")
        return _purposes(marks(_map(item, "properties")))


def marks(fields: Mapping[str, Any], above: _Path = ()) -> Iterator[Mark]:
    """What is said of fields and of those inside them; not of what is in arrays."""
    for name, field in fields.items():
        if not is_map(field):
            continue
        mark: Any = field.get(MARK)
        said: Mapping[str, Any] = mark if is_map(mark) else {"purpose": mark}
        purpose, header = said.get("purpose"), said.get("from_header")
        yield Mark(
            (*above, name),
            purpose if isinstance(purpose, str) else None,
            header if isinstance(header, str) else None,
            said.get("is_top_level_array") is True,
        )
        yield from marks(_map(field, "properties"), (*above, name))


def _map(node: Any, key: str) -> Mapping[str, Any]:
    found: Any = node.get(key) if is_map(node) else None
    return found if is_map(found) else {}


def _purposes(found: Iterator[Mark]) -> dict[str, _Path]:
    purposes: dict[str, _Path] = {}
    for each in found:
        if each.purpose is not None:
            purposes.setdefault(each.purpose, each.path)
    return purposes


def _as_schemes(value: Any) -> Any:
    return ({"name": "page", **value},) if is_map(value) else value


Pagination = Annotated[
    tuple[PaginationScheme, ...],
    BeforeValidator(_as_schemes, json_schema_input_type=PaginationScheme | list[PaginationScheme]),
]
"""A list of schemes; one alone stands for a list of one, and needs no name."""
