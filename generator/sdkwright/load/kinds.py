"""What kinds of objects an OpenAPI document has, and where one holds another.

Examples, defaults, enum values and extensions are data, not objects: what looks like a reference there is none.
"""

from __future__ import annotations

from typing import Final, Literal

Kind = str
Shape = Literal["one", "list", "map"]
Children = dict[str, tuple[Shape, Kind]]

METHODS: Final = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
"""The methods that a Path Item Object has fields for (OpenAPI 3.2; the earlier versions lack `query`)."""


def _each(shape: Shape, kind: Kind, *keys: str) -> Children:
    return dict.fromkeys(keys, (shape, kind))


_SCHEMA: Final[Children] = {
    **_each("one", "schema", "items", "additionalProperties", "not", "if", "then", "else", "contains", "propertyNames"),
    **_each("one", "schema", "unevaluatedItems", "unevaluatedProperties", "additionalItems", "contentSchema"),
    **_each("list", "schema", "allOf", "anyOf", "oneOf", "prefixItems"),
    **_each("map", "schema", "properties", "patternProperties", "dependentSchemas", "$defs", "definitions"),
}

KINDS: Final[dict[Kind, Children]] = {
    "root": {**_each("map", "path", "paths", "webhooks"), **_each("one", "components", "components")},
    "components": {
        **_each("map", "schema", "schemas"),
        **_each("map", "response", "responses"),
        **_each("map", "parameter", "parameters", "headers"),
        **_each("map", "body", "requestBodies"),
        **_each("map", "callback", "callbacks"),
        **_each("map", "path", "pathItems"),
        **_each("map", "media", "mediaTypes"),
        **_each("map", "leaf", "examples", "links", "securitySchemes"),
    },
    "path": {
        **_each("list", "parameter", "parameters"),
        **_each("one", "operation", *METHODS),
        **_each("map", "operation", "additionalOperations"),
    },
    "operation": {
        **_each("list", "parameter", "parameters"),
        **_each("one", "body", "requestBody"),
        **_each("map", "response", "responses"),
        **_each("map", "callback", "callbacks"),
    },
    "parameter": {
        **_each("one", "schema", "schema"),
        **_each("map", "media", "content"),
        **_each("map", "leaf", "examples"),
    },
    "body": _each("map", "media", "content"),
    "response": {
        **_each("map", "media", "content"),
        **_each("map", "parameter", "headers"),
        **_each("map", "leaf", "links"),
    },
    "media": {
        **_each("one", "schema", "schema", "itemSchema"),
        **_each("map", "encoding", "encoding"),
        **_each("list", "encoding", "prefixEncoding"),
        **_each("one", "encoding", "itemEncoding"),
        **_each("map", "leaf", "examples"),
    },
    "encoding": {**_each("map", "parameter", "headers"), **_each("map", "encoding", "encoding")},
    "schema": _SCHEMA,
    "leaf": {},
}
"""OpenAPI 3.x. A "callback" is a map of paths, and its keys are free; a "leaf" may be a reference and holds none."""

SWAGGER_KINDS: Final[dict[Kind, Children]] = {
    "root": {
        **_each("map", "path", "paths"),
        **_each("map", "schema", "definitions"),
        **_each("map", "parameter", "parameters"),
        **_each("map", "response", "responses"),
    },
    "path": {**_each("list", "parameter", "parameters"), **_each("one", "operation", *METHODS)},
    "operation": {**_each("list", "parameter", "parameters"), **_each("map", "response", "responses")},
    "parameter": _each("one", "schema", "schema"),
    "response": _each("one", "schema", "schema"),
    "schema": _SCHEMA,
    "leaf": {},
}
"""Swagger 2.0."""


def kinds_of(version: str) -> dict[Kind, Children]:
    """The table for a document of this version."""
    return SWAGGER_KINDS if version.startswith("2") else KINDS
