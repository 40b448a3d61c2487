"""The answers of an operation: success and errors, by status."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Docs, Response
from sdkwright.load import join
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.finder import EMPTY
from sdkwright.resolve.media import best_media_type, response_kind
from sdkwright.resolve.nodes import is_mapping, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver


class ResponseReader:
    def __init__(self, finder: Finder, schemas: SchemaResolver) -> None:
        self._finder = finder
        self._schemas = schemas

    def read(self, operation: Mapping[str, object], place: str) -> tuple[Response, tuple[Response, ...]]:
        """The success response and the documented errors, by status."""
        nodes = mapping(operation.get("responses"))
        found = [self._response(status, nodes[status], join(place, "responses", status)) for status in sorted(nodes)]
        success = [each for each in found if each.status.startswith("2")] or [
            each for each in found if each.status == "default"
        ]
        errors = tuple(each for each in found if each.status[:1] in "45")
        with_type = [each for each in success if each.kind != "empty"]
        empty = Response("2XX", "empty", None, None, Docs(), join(place, "responses"))
        return (with_type or success or [empty])[0], errors

    def _response(self, status: str, node: object, place: str) -> Response:
        found = self._finder.follow(node, place)
        answer, at = found or (EMPTY, place)
        content = mapping(answer.get("content"))
        if not content:
            return Response(status, "empty", None, None, docs_of(answer), at)
        media_type = best_media_type(content)
        media = mapping(content[media_type])
        kind = response_kind(media_type)
        word = "itemSchema" if "itemSchema" in media else "schema"
        schema = media.get(word)
        known = is_mapping(schema) and kind in ("json", "sse")
        schema_at = join(at, "content", media_type, word)
        return Response(
            status,
            kind,
            media_type,
            self._schemas.type_of(schema, schema_at) if known else None,
            docs_of(answer),
            schema_at,
        )
