"""What one path item and method mean: parameters, body, answers, examples."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sdkwright.api import (
    Body,
    BodyKind,
    Docs,
    Examples,
    Json,
    Parameter,
    ParameterPlace,
    Response,
    ResponseKind,
    Scalar,
    Unknown,
)
from sdkwright.load import Document, Refs, join
from sdkwright.resolve.docs import docs_of, first_example
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.schemas import SchemaResolver

EMPTY: Mapping[str, object] = {}
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
SENDABLE = frozenset({"get", "put", "post", "delete", "patch"})
IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})
TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
STYLES: Mapping[str, str] = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


class OperationReader:
    """Reads the parts of operations; the caller decides which operations exist and what they are called."""

    def __init__(self, document: Document, refs: Refs, schemas: SchemaResolver, sink: Diagnostics) -> None:
        self._document = document
        self._refs = refs
        self._schemas = schemas
        self._sink = sink

    def node(self, http_method: str, path: str) -> tuple[Mapping[str, object], str] | None:
        """The Operation Object and its place, None where the document has no such operation."""
        item, place = self._item(path)
        operation = item.get(http_method)
        return (mapping(operation), join(place, http_method)) if is_mapping(operation) else None

    def _item(self, path: str) -> tuple[Mapping[str, object], str]:
        place = join("/paths", path)
        return self._follow(mapping(self._document.root.get("paths")).get(path), place) or (EMPTY, place)

    def parameters(self, path: str, operation: Mapping[str, object], place: str) -> tuple[Parameter, ...]:
        """Path-level parameters with the operation's own over them (OpenAPI 3.1, Operation Object)."""
        item, item_place = self._item(path)
        found: dict[tuple[str, str], Parameter] = {}
        for nodes, at in (
            (sequence(item.get("parameters")), item_place),
            (sequence(operation.get("parameters")), place),
        ):
            for index, node in enumerate(nodes):
                parameter = self._parameter(mapping(node), join(at, "parameters", index))
                if parameter is not None and self._can_be_sent(parameter):
                    found[parameter.place, parameter.wire_name] = parameter
        in_path = [self._in_path(name, found, place) for name in dict.fromkeys(path_names(path))]
        for each in found.values():
            if each.place == "path" and each not in in_path:
                self._sink.add(
                    "SW213", f"{path} has no place for {each.wire_name!r}", at=self._document.place(each.source)
                )
        return (*in_path, *(each for each in found.values() if each.place != "path"))

    def _in_path(self, name: str, found: Mapping[tuple[str, str], Parameter], place: str) -> Parameter:
        """The parameter for a place in the path; text where the document declares none."""
        if ("path", name) in found:
            return found["path", name]
        self._sink.add("SW213", f"{name!r} stands in the path and is not declared", at=self._document.place(place))
        return Parameter(name, "path", Scalar("string"), True, Docs(), place, "simple", False)

    def _can_be_sent(self, parameter: Parameter) -> bool:
        """Headers that the media types decide are no parameters (OpenAPI 3.1, Parameter Object); cookies are left to
        the HTTP client.
        """
        if parameter.place == "cookie":
            at = self._document.place(parameter.source)
            self._sink.add("SW214", f"cookie {parameter.wire_name!r} is no argument", at=at)
            return False
        if parameter.place == "header" and TOKEN.fullmatch(parameter.wire_name) is None:
            at = self._document.place(parameter.source)
            self._sink.add("SW214", f"{parameter.wire_name!r} is no name of a header (RFC 9110, 5.1)", at=at)
            return False
        return parameter.place != "header" or parameter.wire_name.lower() not in IGNORED_HEADERS

    def _parameter(self, node: Mapping[str, object], place: str) -> Parameter | None:
        resolved = self._refs.deref(node, place) if "$ref" in node else (node, place)
        if resolved is None:
            return None
        found, place = mapping(resolved[0]), resolved[1]
        where, name = found.get("in"), text(found.get("name"))
        if not isinstance(where, str) or where not in STYLES or name is None:
            self._sink.add("SW210", "a parameter needs `name` and `in`", at=self._document.place(place))
            return None
        style = text(found.get("style")) or STYLES[str(where)]
        explode = found.get("explode")
        return Parameter(
            wire_name=name,
            place=cast("ParameterPlace", where),
            type=self._schemas.type_of(found.get("schema"), join(place, "schema")),
            required=where == "path" or found.get("required") is True,
            docs=self._parameter_docs(found, node),
            source=place,
            style=style,
            explode=explode if isinstance(explode, bool) else style == "form",
        )

    def _parameter_docs(self, found: Mapping[str, object], node: Mapping[str, object]) -> Docs:
        own = docs_of(found, outer=node if "$ref" in node else None)
        schema = docs_of(mapping(found.get("schema")))
        if own.description or schema.description is None:
            return own
        return Docs(
            summary=own.summary,
            description=schema.description,
            default=schema.default,
            has_default=schema.has_default,
            deprecated=own.deprecated,
            example=own.example,
            has_example=own.has_example,
        )

    def body(self, http_method: str, operation: Mapping[str, object], place: str) -> Body | None:
        """The body in the media type that is best known; None where there is none, or where HTTP gives it no meaning
        (RFC 9110, 9.3.1).
        """
        found = self._follow(operation.get("requestBody"), join(place, "requestBody"))
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

    def responses(self, operation: Mapping[str, object], place: str) -> tuple[Response, tuple[Response, ...]]:
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
        found = self._follow(node, place)
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

    def examples(
        self, operation: Mapping[str, object], place: str, parameters: tuple[Parameter, ...], success: Response
    ) -> Examples:
        """The document's own examples of the request and of the success response."""
        body = self._follow(operation.get("requestBody"), join(place, "requestBody"))
        answer = self._follow(mapping(operation.get("responses")).get(success.status), place)
        has_body, body_value = media_example(body)
        has_answer, answer_value = media_example(answer)
        streams = success.kind == "sse"
        return Examples(
            parameters={each.wire_name: each.docs.example for each in parameters if each.docs.has_example},
            body=body_value,
            has_body=has_body,
            response=None if streams else answer_value,
            has_response=has_answer and not streams,
            transcript=answer_value if streams and isinstance(answer_value, str) else None,
        )

    def _follow(self, node: object, place: str) -> tuple[Mapping[str, object], str] | None:
        if not is_mapping(node):
            return None
        if "$ref" not in node:
            return mapping(node), place
        target = self._refs.deref(mapping(node), place)
        return (mapping(target[0]), target[1]) if target else None


def path_names(path: str) -> list[str]:
    """The names between braces, in order."""
    return [part.split("}")[0] for part in path.split("{")[1:]]


def best_media_type(content: Mapping[str, object]) -> str:
    """JSON before event streams before forms before the rest; within a rank by name, so that key order does not
    matter.
    """
    ranks = ("application/json", "text/event-stream", "multipart/form-data", "application/x-www-form-urlencoded")

    def rank(name: str) -> tuple[int, str]:
        bare = name.split(";")[0].strip().lower()
        if bare in ranks:
            return ranks.index(bare), name
        return (1 if is_json(bare) else len(ranks)), name

    return min(content, key=rank)


def is_json(media_type: str) -> bool:
    """RFC 6839: a type whose structured syntax suffix is `+json` is JSON."""
    bare = media_type.split(";")[0].strip().lower()
    return bare == "application/json" or bare.endswith("+json")


def body_kind(media_type: str) -> BodyKind:
    bare = media_type.split(";")[0].strip().lower()
    if is_json(bare):
        return "json"
    if bare == "multipart/form-data":
        return "multipart"
    if bare == "application/x-www-form-urlencoded":
        return "form"
    return "text" if bare.startswith("text/") else "binary"


def response_kind(media_type: str) -> ResponseKind:
    bare = media_type.split(";")[0].strip().lower()
    if is_json(bare):
        return "json"
    if bare == "text/event-stream":
        return "sse"
    return "text" if bare.startswith("text/") else "binary"


def media_example(holder: tuple[Mapping[str, object], str] | None) -> tuple[bool, Json]:
    content = mapping(holder[0].get("content")) if holder else EMPTY
    return first_example(mapping(content[best_media_type(content)])) if content else (False, None)
