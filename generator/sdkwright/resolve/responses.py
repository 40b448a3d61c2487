"""The answers of an operation: success and errors, by status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Docs, Response
from sdkwright.load import Document, join
from sdkwright.resolve.answer_media import answer_kind, best_answer, best_stream, is_media_type
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.finder import EMPTY
from sdkwright.resolve.items import ItemReader
from sdkwright.resolve.nodes import is_mapping, mapping, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

STATUS = re.compile(r"[1-5](\d\d|XX)|DEFAULT")
REDIRECTS = frozenset({"301", "302", "303", "307", "308", "3XX"})


class Answers(NamedTuple):
    """`success` decides the method's type; `successes` are all that count, none of them where only the first does.
    `stream` is the success as a stream where it can be had as one, and as something else too.
    """

    success: Response
    successes: tuple[Response, ...]
    errors: tuple[Response, ...]
    stream: Response | None


class ResponseReader:
    """Reads Responses Objects (OpenAPI 3.1, 4.8.16). `count_all`: every success status counts, else the first."""

    def __init__(
        self, document: Document, finder: Finder, schemas: SchemaResolver, sink: Diagnostics, *, count_all: bool
    ) -> None:
        self._document = document
        self._finder = finder
        self._schemas = schemas
        self._sink = sink
        self._count_all = count_all
        self._items = ItemReader(finder, schemas)

    def read(
        self, operation: Mapping[str, object], place: str, *, http_method: str = "get", media_type: str | None = None
    ) -> Answers:
        """The answers by status. `media_type` is the one to ask for, where the caller has chosen.

        An answer to HEAD never has content (RFC 9110, 9.3.2). Where the document tells no success, it is any value,
        or what a redirect leads to.
        """
        if http_method == "head":
            operation = {**operation, "responses": without_content(mapping(operation.get("responses")))}
        found = self._statuses(operation, place, media_type)
        answers = [each for each, _ in found]
        success = [each for each in answers if each.status.startswith("2")] or [
            each for each in answers if each.status == "default"
        ]
        errors = tuple(each for each in answers if each.status[:1] in "45")
        if self._count_all and not any(each.status == "default" for each in success):
            errors += tuple(each for each in answers if each.status == "default")
        with_content = [each for each in success if each.kind != "empty"]
        first = (with_content or success or [self._undocumented(answers, place)])[0]
        stream = next((stream for each, stream in found if each is first), None)
        if not self._count_all:
            return Answers(first, (), errors, stream)
        others = tuple(each for each in success if each is not first)
        return Answers(first, (first, *others), errors, stream)

    def _statuses(
        self, operation: Mapping[str, object], place: str, media_type: str | None
    ) -> list[tuple[Response, Response | None]]:
        """Each answer, by status, and the stream that stands beside it."""
        nodes = mapping(operation.get("responses"))
        found: dict[str, tuple[Response, Response | None]] = {}
        for key in sorted(nodes):
            at, status = join(place, "responses", key), key.strip().upper()
            if STATUS.fullmatch(status):
                status = "default" if status == "DEFAULT" else status
                found.setdefault(status, self._response(status, nodes[key], at, media_type))
            elif not key.lower().startswith("x-"):
                self._sink.add("SW244", f"{key!r} is no status; it is left out", at=self._document.place(at))
        return list(found.values())

    def _undocumented(self, answers: list[Response], place: str) -> Response:
        at = join(place, "responses")
        if not self._count_all or any(each.status in ("304", "1XX", "100", "101") for each in answers):
            return Response("2XX", "empty", None, None, Docs(), at)
        if any(each.status in REDIRECTS for each in answers):
            return Response("2XX", "binary", "*/*", None, Docs(), at)
        return Response("2XX", "json", None, None, Docs(), at)

    def _response(self, status: str, node: object, place: str, wanted: str | None) -> tuple[Response, Response | None]:
        answer, at = self._finder.follow(node, place) or (EMPTY, place)
        content, content_at = self._finder.follow(answer.get("content"), join(at, "content")) or (EMPTY, at)
        if not content and is_mapping(answer.get("schema")):
            # The form of OpenAPI 2.0, left standing when a document was converted by hand.
            media = {"schema": answer["schema"]}
            return self._read(status, answer, "application/json", media, at), None
        if not content:
            return Response(status, "empty", None, None, docs_of(answer), at), None
        media_types = {name: self._finder.follow(content[name], join(content_at, name)) for name in content}
        known = {name: found[0] if found else EMPTY for name, found in media_types.items()}
        chosen = wanted if wanted is not None and wanted in content else best_answer(known, whole=self._count_all)
        places = {name: found[1] if found else join(content_at, name) for name, found in media_types.items()}
        stream = best_stream(known)
        return (
            self._read(status, answer, chosen, known[chosen], places[chosen]),
            self._read(status, answer, stream, known[stream], places[stream]) if stream else None,
        )

    def _read(
        self, status: str, answer: Mapping[str, object], media_type: str, media: Mapping[str, object], at: str
    ) -> Response:
        word = "itemSchema" if "itemSchema" in media else "schema"
        schema, schema_at = media.get(word), join(at, word)
        target = self._finder.follow(schema, schema_at)
        kind = answer_kind(media_type, target[0] if target else EMPTY)
        known = is_mapping(schema) and kind in ("json", "sse", "jsonl")
        if media_type.strip().lower().startswith("multipart/") and word == "itemSchema":
            self._sink.add("SW243", f"{media_type} comes as bytes", at=self._document.place(schema_at))
        found = self._items.type_of(schema, schema_at, kind, is_item=word == "itemSchema") if known else None
        named = media_type.strip() if is_media_type(media_type) else None
        return Response(status, kind, named, found, docs_of(answer), schema_at)


def without_content(responses: Mapping[str, object]) -> dict[str, object]:
    return {status: {"description": text(mapping(node).get("description"))} for status, node in responses.items()}
