"""Where operations and what they refer to stand in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.load import Document, Refs, join
from sdkwright.resolve.nodes import is_mapping, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

EMPTY: Mapping[str, object] = {}


class Finder:
    """Finds path items, operations and what their references lead to, each with its JSON pointer."""

    def __init__(self, document: Document, refs: Refs) -> None:
        self._document = document
        self._refs = refs

    def operation(self, http_method: str, path: str) -> tuple[Mapping[str, object], str] | None:
        """The Operation Object and its place, None where the document has no such operation."""
        item, place = self.path_item(path)
        operation = item.get(http_method)
        return (mapping(operation), join(place, http_method)) if is_mapping(operation) else None

    def path_item(self, path: str) -> tuple[Mapping[str, object], str]:
        """The Path Item Object and its place. Configs write the slash that some documents forget."""
        paths = mapping(self._document.root.get("paths"))
        key = path[1:] if path not in paths and path[1:] in paths else path
        place = join("/paths", key)
        return self.follow(paths.get(key), place) or (EMPTY, place)

    def follow(self, node: object, place: str) -> tuple[Mapping[str, object], str] | None:
        """The mapping that a node is or refers to; None where there is none."""
        if not is_mapping(node):
            return None
        if "$ref" not in node:
            return mapping(node), place
        target = self._refs.deref(mapping(node), place)
        return (mapping(target[0]), target[1]) if target else None
