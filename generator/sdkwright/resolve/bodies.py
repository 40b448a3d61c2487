"""The body of a request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Body, ListOf, MapOf, Scalar, Unknown
from sdkwright.load import Document, join
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.finder import EMPTY
from sdkwright.resolve.media import bare, best_media_type, body_kind, encodings, sent_media_type
from sdkwright.resolve.nodes import is_mapping, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import BodyKind, TypeRef
    from sdkwright.config import Method
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

# Methods whose content has no meaning that HTTP defines (RFC 9110, 9.3): a body that the document declares is sent all
# the same, since its server wants it, but what lies between may drop it.
NOTED = frozenset({"get", "head", "trace"})


class BodyReader:
    def __init__(self, document: Document, finder: Finder, schemas: SchemaResolver, sink: Diagnostics) -> None:
        self._document = document
        self._finder = finder
        self._schemas = schemas
        self._sink = sink

    def read(
        self, http_method: str, operation: Mapping[str, object], place: str, wanted: str | None = None
    ) -> Body | None:
        """The body in the media type `wanted`, or in the one that is best known; None where there is none."""
        found = self._finder.follow(operation.get("requestBody"), join(place, "requestBody"))
        if found is None:
            return self._from_parameter(operation, place)
        media_type = self.media_type(operation, place, wanted)
        if media_type is None:
            return None
        if http_method in NOTED:
            self._sink.add(
                "SW216", f"{http_method.upper()} requests seldom have a body", at=self._document.place(found[1])
            )
        at = join(found[1], "content", media_type)
        media, at = self._finder.follow(mapping(found[0].get("content"))[media_type], at) or (EMPTY, at)
        schema, at = media.get("schema"), join(at, "schema")
        kind = body_kind(media_type, self._shape(schema, at))
        return Body(
            media_type=sent_media_type(media_type, kind),
            kind=kind,
            type=self._type(kind, schema, at),
            required=found[0].get("required") is True,
            docs=docs_of(found[0]),
            source=at,
            encodings=encodings(media) if kind in ("form", "multipart") else {},
        )

    def media_type(self, operation: Mapping[str, object], place: str, wanted: str | None = None) -> str | None:
        """The key under `content` that counts; None where there is no content."""
        found = self._finder.follow(operation.get("requestBody"), join(place, "requestBody"))
        content = mapping(found[0].get("content")) if found else EMPTY
        if wanted is not None:
            equal = [each for each in content if bare(each) == bare(wanted)]
            if equal:
                return wanted if wanted in equal else min(equal)
        return best_media_type(content) if content else None

    def takes(self, operation: Mapping[str, object], place: str, wanted: str) -> bool:
        """Whether there is a body of the media type `wanted`."""
        chosen = self.media_type(operation, place, wanted)
        return chosen is not None and bare(chosen) == bare(wanted)

    def _shape(self, schema: object, place: str) -> Mapping[str, object]:
        found = self._finder.follow(schema, place)
        return found[0] if found else EMPTY

    def _type(self, kind: BodyKind, schema: object, place: str) -> TypeRef:
        """A form has fields, even where the document does not tell which."""
        known = self._schemas.type_of(schema, place) if is_mapping(schema) else Unknown()
        nameless = isinstance(known, Unknown) if kind == "form" else isinstance(known, Unknown | Scalar | ListOf)
        return MapOf(Unknown()) if kind in ("form", "multipart") and nameless else known

    def _from_parameter(self, operation: Mapping[str, object], place: str) -> Body | None:
        """`in: body` of OpenAPI 2.0 in a document of a later version."""
        for index, node in enumerate(sequence(operation.get("parameters"))):
            found = self._finder.follow(node, join(place, "parameters", index))
            if found is not None and found[0].get("in") == "body":
                schema, at = found[0].get("schema"), join(found[1], "schema")
                known = self._schemas.type_of(schema, at) if is_mapping(schema) else Unknown()
                required = found[0].get("required") is True
                return Body("application/json", "json", known, required, docs_of(found[0]), at)
        return None


def as_configured(body: Body | None, method: Method, *, optional: bool) -> Body | None:
    """The body with what the config says of it. `optional`: what the document does not require may be left out."""
    if body is None:
        return None
    return body._replace(argument=method.body_param_name, may_be_left_out=optional and not body.required)
