"""The parameters of an operation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from sdkwright.api import Docs, Parameter, ParameterPlace, Scalar
from sdkwright.load import Document, Refs, join
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

IGNORED_HEADERS = frozenset({"accept", "authorization", "content-type"})
TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
STYLES: Mapping[str, str] = {"path": "simple", "query": "form", "header": "simple", "cookie": "form"}


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
        """Path-level parameters with the operation's own over them (OpenAPI 3.1, Operation Object)."""
        item, item_place = self._finder.path_item(path)
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


def path_names(path: str) -> list[str]:
    """The names between braces, in order."""
    return [part.split("}")[0] for part in path.split("{")[1:]]
