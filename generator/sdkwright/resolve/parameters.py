"""The parameters of an operation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sdkwright.api import Docs, Object, Parameter, ParameterPlace, Reference, Scalar, Unknown
from sdkwright.load import Document, Refs, join
from sdkwright.resolve.defaults import with_fitting_default
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.extensions import called, is_skipped
from sdkwright.resolve.media import bare, best_media_type, encodings, is_json
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text
from sdkwright.resolve.paths import is_in_query, slot_name, slots, takes_segments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeRef
    from sdkwright.config import Method
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})
TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
# OpenAPI 3.1, Style Values; `cookie` is of 3.2. The first of a place is its default.
STYLES: Mapping[str, tuple[str, ...]] = {
    "path": ("simple", "label", "matrix"),
    "query": ("form", "spaceDelimited", "pipeDelimited", "deepObject"),
    "header": ("simple",),
    "cookie": ("form", "cookie"),
}
# Parts of OpenAPI 2.0 that are read as the body of the request.
BODIES = frozenset({"body", "formData"})

Found = dict[tuple[str, str], Parameter]


class ParameterReader:
    def __init__(
        self, document: Document, refs: Refs, finder: Finder, schemas: SchemaResolver, sink: Diagnostics
    ) -> None:
        self._document = document
        self._refs = refs
        self._finder = finder
        self._schemas = schemas
        self._sink = sink

    def read(self, path: str, operation: Mapping[str, object], place: str) -> tuple[Parameter, ...]:
        """Path-level parameters with the operation's own over them (OpenAPI 3.1, Operation Object); those of the path
        first, in its order.
        """
        item, item_place = self._finder.path_item(path)
        found = {**self._listed(item.get("parameters"), item_place), **self._listed(operation.get("parameters"), place)}
        in_path = [self._in_path(path, slot, found, place) for slot in slots(path)]
        names = {each.wire_name for each in in_path}
        for each in found.values():
            if each.place == "path" and each.wire_name not in names:
                self._tell("SW213", f"{path} has no place for {each.wire_name!r}", each.source)
        moved = {each.source for each in in_path}
        rest = (each for each in found.values() if each.place != "path" and each.source not in moved)
        return (*{each.wire_name: each for each in in_path}.values(), *rest)

    def _tell(self, code: str, message: str, pointer: str) -> None:
        self._sink.add(code, message, at=self._document.place(pointer))

    def _listed(self, nodes: object, place: str) -> Found:
        """The parameters of one list. Names of headers are the same in any case of letters."""
        found: Found = {}
        for index, node in enumerate(sequence(nodes)):
            for parameter in self._parameters(mapping(node), join(place, "parameters", index)):
                name = parameter.wire_name
                key = (parameter.place, name.lower() if parameter.place == "header" else name)
                if key in found:
                    self._tell("SW215", f"{parameter.place} parameter {name!r} stands twice", parameter.source)
                if self._can_be_sent(parameter):
                    found[key] = parameter
        return found

    def _in_path(self, path: str, slot: str, found: Found, place: str) -> Parameter:
        """The parameter for a place in the path; text where the document declares none."""
        declared = {name for where, name in found if where == "path"}
        name = slot_name(slot, declared)
        known = found.get(("path", name))
        if known is None and is_in_query(path, slot) and ("query", name) in found:
            known = found["query", name]._replace(place="path", style="simple", explode=False, required=True)
        if known is None:
            self._tell("SW213", f"{name!r} stands in the path and is not declared", place)
            known = Parameter(name, "path", Scalar("string"), True, Docs(), f"{place}/{{{slot}}}", "simple", False)
        return known._replace(allow_reserved=True) if takes_segments(slot) else known

    def _can_be_sent(self, parameter: Parameter) -> bool:
        """Headers that the media types decide are no parameters (OpenAPI 3.1, Parameter Object)."""
        if parameter.place in ("header", "cookie") and TOKEN.fullmatch(parameter.wire_name) is None:
            what = "header (RFC 9110, 5.1)" if parameter.place == "header" else "cookie (RFC 6265, 4.1.1)"
            self._tell("SW214", f"{parameter.wire_name!r} is no name of a {what}", parameter.source)
            return False
        return parameter.place != "header" or parameter.wire_name.lower() not in IGNORED_HEADERS

    def _parameters(self, node: Mapping[str, object], place: str) -> list[Parameter]:
        """What a Parameter Object stands for: one parameter, or several where it is the whole query."""
        resolved = self._refs.deref(node, place) if "$ref" in node else (node, place)
        if resolved is None:
            return []
        found, place = mapping(resolved[0]), resolved[1]
        where, name = found.get("in"), text(found.get("name"))
        if where != "path" and (is_skipped(found) or is_skipped(mapping(found.get("schema")))):
            return []
        if where == "querystring":
            return self._whole_query(found, place)
        if isinstance(where, str) and where in BODIES:
            self._tell("SW210", f"`in: {where}` is of OpenAPI 2.0; write a requestBody", place)
            return []
        if not isinstance(where, str) or where not in STYLES or name is None:
            self._tell("SW210", "a parameter needs `name` and `in`", place)
            return []
        style = self._style(found, where, place)
        explode = found.get("explode")
        known, content_type, schema = self._type(found, place)
        docs = parameter_docs(found, schema, node)
        return [
            Parameter(
                wire_name=name,
                place=cast("ParameterPlace", where),
                type=known,
                required=where == "path" or found.get("required") is True,
                docs=with_fitting_default(docs, known, self._sink, lambda: self._document.place(place)),
                source=place,
                style=style,
                explode=explode if isinstance(explode, bool) else style in ("form", "cookie"),
                content_type=content_type,
                allow_reserved=found.get("allowReserved") is True,
                called=called(found, mapping(found.get("schema"))),
            )
        ]

    def _style(self, found: Mapping[str, object], where: str, place: str) -> str:
        style = found.get("style")
        if isinstance(style, str) and style in STYLES[where]:
            return style
        if style is None:
            return STYLES[where][0]
        self._tell("SW217", f"a {where} parameter has no style {style!r}", join(place, "style"))
        return STYLES[where][0]

    def _type(self, found: Mapping[str, object], place: str) -> tuple[TypeRef, str | None, Mapping[str, object]]:
        """The type of the value; how it is written where `content` says so (its first media type, JSON before others);
        and its schema.
        """
        content, schema = mapping(found.get("content")), found.get("schema")
        if is_mapping(schema):
            return self._schemas.type_of(schema, join(place, "schema")), None, schema
        if not content and "type" in found:  # as OpenAPI 2.0 writes it
            return self._schemas.type_of(found, place), None, {}
        if not content:
            return Unknown() if found.get("in") == "query" else Scalar("string"), None, {}
        media_type = best_media_type(content)
        media, at = self._finder.follow(content[media_type], join(place, "content", media_type)) or ({}, place)
        inner = mapping(media.get("schema"))
        if not is_json(media_type):
            return Scalar("string"), None, inner
        return self._schemas.type_of(media.get("schema"), join(at, "schema")), bare(media_type), inner

    def _whole_query(self, found: Mapping[str, object], place: str) -> list[Parameter]:
        """`in: querystring` of OpenAPI 3.2: the properties of a form are parameters of their own; anything else is one
        argument that is the query, which has no name on the wire.
        """
        content = mapping(found.get("content"))
        if not content:
            self._tell("SW210", "a parameter for the whole query needs `content`", place)
            return []
        media_type = best_media_type(content)
        media, at = self._finder.follow(content[media_type], join(place, "content", media_type)) or ({}, place)
        known = self._schemas.type_of(media.get("schema"), join(at, "schema"))
        required = found.get("required") is True
        definition = self._schemas.types.get(known.id) if isinstance(known, Reference) else None
        if bare(media_type).endswith("x-www-form-urlencoded") and isinstance(definition, Object):
            styles = encodings(media)
            return [
                Parameter(
                    each.wire_name,
                    "query",
                    each.type,
                    each.required and required,
                    each.docs,
                    each.source,
                    (styles[each.wire_name].style if each.wire_name in styles else None) or "form",
                    (styles[each.wire_name].explode if each.wire_name in styles else None) is not False,
                )
                for each in definition.properties
            ]
        kind = bare(media_type)
        own = known if is_json(kind) else Scalar("string")
        return [Parameter("", "query", own, required, docs_of(found), place, "form", True, content_type=kind)]


def parameter_docs(found: Mapping[str, object], schema: Mapping[str, object], node: Mapping[str, object]) -> Docs:
    """What a parameter says of itself; what it leaves out, its schema may say."""
    own = docs_of(found, outer=node if "$ref" in node else None)
    inner = docs_of(schema)
    if inner.has_default and not own.has_default:
        own = own._replace(default=inner.default, has_default=True)
    if not own.constraints:
        own = own._replace(constraints=inner.constraints)
    return own if own.description else own._replace(description=inner.description)


def positional_of(method: Method, parameters: tuple[Parameter, ...], *, usual: bool) -> tuple[str, ...]:
    """What may be given by position: what the config says, else, where that is `usual`, the last parameter of the path,
    which names the thing itself. Those before it name what it belongs to: by name, nobody takes one for another.
    """
    if method.positional_params is not None or not usual:
        return tuple(method.positional_params or ())
    in_path = [each.wire_name for each in parameters if each.place == "path"]
    return tuple(in_path[-1:])
