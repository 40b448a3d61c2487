"""The operations of a document as a server sees them: all of them, whatever the config names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sdkwright.load import Refs, Resolved, join, path_methods
from sdkwright.mock.nodes import is_list, mapping, sequence
from sdkwright.resolve.answer_media import answer_kind
from sdkwright.resolve.finder import Finder
from sdkwright.resolve.media import bare, body_kind
from sdkwright.resolve.nodes import text
from sdkwright.resolve.parameters import IGNORED_HEADERS, STYLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright import api
    from sdkwright.load import Document


class Parameter(NamedTuple):
    """`style` and `explode` as OpenAPI 3.1 defines them; `is_json`: the value travels as JSON (`content`)."""

    name: str
    place: str
    required: bool
    style: str
    explode: bool
    schema: Resolved
    is_json: bool = False
    examples: tuple[Any, ...] = ()


class Media(NamedTuple):
    """One media type of a body or an answer. `schema` is None where nothing is said; `kind` is what `api.Body.kind` and
    `api.Response.kind` are. `is_item`: the schema is one item's of a stream.
    """

    media_type: str
    kind: str
    schema: Resolved | None
    node: Mapping[str, Any]
    pointer: str
    is_item: bool = False


class Body(NamedTuple):
    required: bool
    media: tuple[Media, ...]


class Answer(NamedTuple):
    """`status` as written: a code, a range such as `2XX`, or `default`. `headers` by name."""

    status: str
    media: tuple[Media, ...]
    headers: Mapping[str, Resolved]


class Operation(NamedTuple):
    """`method` in lower case. `servers` are nodes of its own servers. `meaning` is the same operation as the config has
    it, None where it does not name it. `security` are the nodes of alternatives, None for those of the document.
    """

    method: str
    path: str
    parameters: tuple[Parameter, ...]
    body: Body | None
    answers: tuple[Answer, ...]
    servers: tuple[Any, ...]
    security: tuple[Any, ...] | None
    source: str
    meaning: api.Operation | None = None

    @property
    def key(self) -> tuple[str, str]:
        return self.method, self.path


def read_operations(
    document: Document, refs: Refs, meanings: Mapping[tuple[str, str], api.Operation]
) -> list[Operation]:
    """Every operation, in the order of the document; `meanings` by method in lower case and path."""
    return list(_Reader(document, refs).operations(meanings))


def examples_of(*nodes: object) -> list[Any]:
    """The examples of parameters and schemas, `examples` of either form."""
    found: list[Any] = []
    for node in map(mapping, nodes):
        found += [node["example"]] if "example" in node else []
        examples = node.get("examples")
        found += [mapping(each).get("value") for each in mapping(examples).values()] or sequence(examples)
    return found


class _Reader:
    def __init__(self, document: Document, refs: Refs) -> None:
        self._document = document
        self._refs = refs
        self._finder = Finder(document, refs)

    def operations(self, meanings: Mapping[tuple[str, str], api.Operation]) -> Iterator[Operation]:
        for path in mapping(self._document.root.get("paths")):
            if path.startswith("x-"):
                continue
            item, place = self._finder.path_item(path)
            for method in path_methods(cast("dict[str, Any]", item)):
                node, at = mapping(item[method]), join(place, method)
                yield self._operation(method, path, item, place, node, at)._replace(
                    meaning=meanings.get((method.lower(), path))
                )

    def _operation(
        self, method: str, path: str, item: Mapping[str, object], place: str, node: Mapping[str, object], at: str
    ) -> Operation:
        parameters = {
            (each.place, each.name.lower() if each.place == "header" else each.name): each
            for holder, pointer in ((item, place), (node, at))
            for each in self._parameters(holder.get("parameters"), join(pointer, "parameters"))
        }
        security = node.get("security")
        return Operation(
            method=method.lower(),
            path=path,
            parameters=tuple(parameters.values()),
            body=self._body(node.get("requestBody"), join(at, "requestBody")),
            answers=tuple(self._answers(node.get("responses"), join(at, "responses"))),
            servers=(*sequence(node.get("servers")), *sequence(item.get("servers"))),
            security=tuple(sequence(security)) if is_list(security) else None,
            source=at,
        )

    def _parameters(self, nodes: object, at: str) -> Iterator[Parameter]:
        for index, node in enumerate(sequence(nodes)):
            found = self._finder.follow(node, join(at, index))
            if found is None:
                continue
            parameter, pointer = found
            name, place = text(parameter.get("name")), parameter.get("in")
            if name is None or not isinstance(place, str) or place not in STYLES:
                continue
            if place == "header" and name.lower() in IGNORED_HEADERS:
                continue  # media types and credentials are described elsewhere (OpenAPI 3.1, Parameter Object)
            style = parameter.get("style")
            style = style if isinstance(style, str) and style in STYLES[place] else STYLES[place][0]
            explode = parameter.get("explode")
            schema, is_json = self._value(parameter, pointer)
            yield Parameter(
                name,
                place,
                place == "path" or parameter.get("required") is True,
                style,
                explode if isinstance(explode, bool) else style in ("form", "cookie"),
                schema,
                is_json,
                tuple(examples_of(parameter)),
            )

    def _value(self, parameter: Mapping[str, object], at: str) -> tuple[Resolved, bool]:
        """The schema of a parameter or a header, and whether its value is JSON in a text."""
        content = mapping(parameter.get("content"))
        for media_type, node in content.items():
            found = self._finder.follow(node, join(at, "content", media_type))
            if found is not None:
                schema = Resolved(found[0].get("schema", True), join(found[1], "schema"))
                return schema, body_kind(media_type) == "json"
        if "schema" not in parameter and "type" in parameter:
            return Resolved(parameter, at), False
        return Resolved(parameter.get("schema", True), join(at, "schema")), False

    def _body(self, node: object, at: str) -> Body | None:
        found = self._finder.follow(node, at)
        if found is None:
            return None
        media = tuple(self._media(found[0].get("content"), join(found[1], "content"), answers=False))
        return Body(found[0].get("required") is True, media) if media else None

    def _answers(self, nodes: object, at: str) -> Iterator[Answer]:
        for status, node in mapping(nodes).items():
            found = self._finder.follow(node, join(at, status))
            if found is None or status.startswith("x-"):
                continue
            response, pointer = found
            headers: dict[str, Resolved] = {}
            for name, header in mapping(response.get("headers")).items():
                target = self._finder.follow(header, join(pointer, "headers", name))
                if target is not None:
                    headers[name] = Resolved(*target)
            yield Answer(
                status.upper() if status != "default" else status,
                tuple(self._media(response.get("content"), join(pointer, "content"), answers=True)),
                headers,
            )

    def _media(self, nodes: object, at: str, *, answers: bool) -> Iterator[Media]:
        for media_type, node in mapping(nodes).items():
            found = self._finder.follow(node, join(at, media_type))
            if found is None or not bare(media_type):
                continue
            media, pointer = found
            is_item = "itemSchema" in media
            word = "itemSchema" if is_item else "schema"
            schema = Resolved(media[word], join(pointer, word)) if word in media else None
            plain = mapping(schema.node if schema is not None else None)
            kind = answer_kind(media_type, plain) if answers else body_kind(media_type, plain)
            yield Media(media_type, kind, schema, media, pointer, is_item)
