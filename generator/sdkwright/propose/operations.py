"""The operations of a document, as far as names and shapes need them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.load import Refs, join, path_methods
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.load import Document

STANDARD = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Call:
    """One operation. `http_method` is in lower case; `item` is its Path Item Object, `place` its JSON pointer."""

    http_method: str
    path: str
    node: Mapping[str, object]
    item: Mapping[str, object]
    place: str

    @property
    def key(self) -> tuple[str, str]:
        return self.path, self.http_method

    @property
    def operation_id(self) -> str:
        return text(self.node.get("operationId")) or ""

    @property
    def tags(self) -> list[str]:
        return [tag for each in sequence(self.node.get("tags")) if (tag := text(each)) is not None]

    @property
    def endpoint(self) -> str:
        """As a config writes it: a method that OpenAPI has no key for stands in capitals."""
        method = self.http_method if self.http_method in STANDARD else self.http_method.upper()
        return f"{method} {self.path}"


def calls_of(document: Document, refs: Refs) -> list[Call]:
    """Every operation of `paths`, ordered by path and method, so that the order of the document does not matter."""
    found: list[Call] = []
    for path, node in mapping(document.root.get("paths")).items():
        if path.startswith("x-") or not is_mapping(node):
            continue
        place = join("/paths", path)
        target = refs.deref(node, place) if "$ref" in node else (node, place)
        if target is not None:
            # Some documents forget the slash; configs write it.
            found += _of_item(path if path.startswith("/") else f"/{path}", mapping(target[0]), target[1])
    return sorted(found, key=lambda each: each.key)


def _of_item(path: str, item: Mapping[str, object], place: str) -> Iterator[Call]:
    for key in path_methods(item):
        node = item.get(key)
        if is_mapping(node) and _TOKEN.fullmatch(key):
            yield Call(key, path, node, item, join(place, key))
