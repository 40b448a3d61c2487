"""Pages whose answers lead to the next one by the header `Link` (RFC 8288), or may end by it."""

from __future__ import annotations

import re
from typing import Dict, Generic, Optional, TypeVar

from httpx import Headers
from pydantic import PrivateAttr
from typing_extensions import override

from ._pages import BasePage

_T = TypeVar("_T")
_PARTS = re.compile(r"<[^<>]*>|\"[^\"]*\"|[,;]|[^<\",;]+")


class LinkedPage(BasePage[_T], Generic[_T]):
    """A page that knows the header `Link` of its answer."""

    _links: Optional[str] = PrivateAttr(default=None)

    @override
    def _received(self, headers: Headers) -> None:
        super()._received(headers)
        self._links = headers.get("link")

    @override
    def has_next_page(self) -> bool:
        return (self._links is None or not links_end(self._links)) and super().has_next_page()

    def _next_link(self) -> Optional[str]:
        """The URL of the next page; None if the header names none."""
        return None if self._links is None else linked(self._links).get("next")


def linked(header: str) -> Dict[str, str]:
    """The targets of a header `Link` by their relations."""
    found: Dict[str, str] = {}
    target: Optional[str] = None
    name = ""
    for part in _PARTS.findall(header):
        if part in ",;":
            target, name = (None if part == "," else target), ""
        elif part[0] == "<" and target is None:
            target = part[1:-1]
        else:
            quoted = part[0] == '"'
            name, _, value = (name, "", part[1:-1]) if quoted else part.partition("=")
            if name.strip().lower() == "rel" and target is not None:
                for relation in value.lower().split():
                    found.setdefault(relation, target)
    return found


def links_end(header: str) -> bool:
    """Whether a header `Link` tells of pages, and of none after this one."""
    relations = linked(header)
    return "next" not in relations and not relations.keys().isdisjoint(("first", "prev", "previous", "last"))
