"""The body of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Body, Unknown
from sdkwright.load import Document, join
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.finder import EMPTY
from sdkwright.resolve.media import best_media_type, body_kind
from sdkwright.resolve.nodes import is_mapping, mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver


class BodyReader:
    def __init__(self, document: Document, finder: Finder, schemas: SchemaResolver, sink: Diagnostics) -> None:
        self._document = document
        self._finder = finder
        self._schemas = schemas
        self._sink = sink

    def read(self, http_method: str, operation: Mapping[str, object], place: str) -> Body | None:
        """The body in the media type that is best known; None where there is none, or where HTTP gives it no meaning
        (RFC 9110, 9.3.1).
        """
        found = self._finder.follow(operation.get("requestBody"), join(place, "requestBody"))
        content = mapping(found[0].get("content")) if found else EMPTY
        if found is None or not content:
            return None
        if http_method == "get":
            self._sink.add("SW214", "a GET request has no body", at=self._document.place(found[1]))
            return None
        media_type = best_media_type(content)
        at = join(found[1], "content", media_type, "schema")
        schema = mapping(content[media_type]).get("schema")
        return Body(
            media_type=media_type,
            kind=body_kind(media_type),
            type=self._schemas.type_of(schema, at) if is_mapping(schema) else Unknown(),
            required=found[0].get("required") is True,
            docs=docs_of(found[0]),
            source=at,
        )
