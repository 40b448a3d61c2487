"""OpenAPI 3.0 to the meaning of 3.1 (JSON Schema 2020-12). Pure: what changes is copied, the rest is shared.

By the letter (OpenAPI 3.0.3, Schema Object) `nullable` acts on the `type` beside it alone. Documents and their readers
mean more by it: null is allowed also where the schema is an enum, a reference or a composition, and so it is lifted.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from .plain import is_list, is_map

_Kind = str
_Shape = Literal["one", "list", "map"]
_Children = dict[str, tuple[tuple[_Shape, _Kind], ...]]


def _each(shape: _Shape, kind: _Kind, *keys: str) -> _Children:
    return dict.fromkeys(keys, ((shape, kind),))


_KINDS: Final[dict[_Kind, _Children]] = {
    "root": {**_each("map", "path", "paths", "webhooks"), **_each("one", "components", "components")},
    "components": {
        **_each("map", "schema", "schemas"),
        **_each("map", "response", "responses"),
        **_each("map", "parameter", "parameters", "headers"),
        **_each("map", "body", "requestBodies"),
        **_each("map", "callback", "callbacks"),
        **_each("map", "path", "pathItems"),
    },
    "path": {
        **_each("list", "parameter", "parameters"),
        **_each("one", "operation", "get", "put", "post", "delete", "options", "head", "patch", "trace"),
    },
    "operation": {
        **_each("list", "parameter", "parameters"),
        **_each("one", "body", "requestBody"),
        **_each("map", "response", "responses"),
        **_each("map", "callback", "callbacks"),
    },
    "parameter": {**_each("one", "schema", "schema"), **_each("map", "media", "content")},
    "body": _each("map", "media", "content"),
    "response": {**_each("map", "media", "content"), **_each("map", "parameter", "headers")},
    "media": {**_each("one", "schema", "schema"), **_each("map", "encoding", "encoding")},
    "encoding": _each("map", "parameter", "headers"),
    "schema": {
        **_each("one", "schema", "items", "additionalProperties", "not"),
        **_each("list", "schema", "allOf", "anyOf", "oneOf"),
        **_each("map", "schema", "properties", "patternProperties"),
    },
}
_ANNOTATIONS: Final = frozenset(
    {"title", "description", "default", "deprecated", "readOnly", "writeOnly", "example", "examples", "externalDocs"}
)
_NULL: Final = {"type": "null"}


def lift(root: dict[str, Any], version: str) -> dict[str, Any]:
    """The document as OpenAPI 3.1; itself if it is that already. Changes of structure (a wrapping `anyOf`) only where a
    reference or `allOf` is nullable, so that nearly all JSON pointers hold."""
    if not version.startswith("3.0"):
        return root
    return {**_node(root, "root"), "openapi": "3.1.0"}


def _node(node: Any, kind: _Kind) -> Any:
    if not is_map(node):
        return node
    mapping = node
    if kind == "callback":
        return _map(mapping, "path")
    children = _KINDS[kind]
    changed: dict[str, Any] = {}
    for key, value in mapping.items():
        for shape, inner in children.get(key, ()):
            lifted = _shaped(value, shape, inner)
            if lifted is not value:
                changed[key] = lifted
    if changed:
        mapping = {**mapping, **changed}
    return _schema(mapping) if kind == "schema" else mapping


def _shaped(value: Any, shape: _Shape, kind: _Kind) -> Any:
    if shape == "map" and is_map(value):
        return _map(value, kind)
    if is_list(value):
        lifted = [_node(item, kind) for item in value]
        return value if all(a is b for a, b in zip(value, lifted, strict=True)) else lifted
    return _node(value, kind) if shape == "one" else value


def _map(mapping: dict[str, Any], kind: _Kind) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for key, value in mapping.items():
        lifted = _node(value, kind)
        if lifted is not value:
            changed[key] = lifted
    return {**mapping, **changed} if changed else mapping


def _schema(schema: dict[str, Any]) -> dict[str, Any]:
    if isinstance(schema.get("$ref"), str):
        schema = _reference(schema)
    if isinstance(schema.get("exclusiveMinimum"), bool):
        schema = _exclusive(schema, "exclusiveMinimum", "minimum")
    if isinstance(schema.get("exclusiveMaximum"), bool):
        schema = _exclusive(schema, "exclusiveMaximum", "maximum")
    if "nullable" in schema:
        nullable = schema["nullable"] is True
        schema = {key: value for key, value in schema.items() if key != "nullable"}
        schema = _with_null(schema) if nullable else schema
    if "example" in schema and "examples" not in schema:
        schema = {
            ("examples" if key == "example" else key): ([value] if key == "example" else value)
            for key, value in schema.items()
        }
    return schema


def _reference(schema: dict[str, Any]) -> dict[str, Any]:
    """In 3.0 what stands beside `$ref` is ignored; in 3.1 it counts. Annotations are kept: they are meant."""
    kept = {key: value for key, value in schema.items() if key in {"$ref", "nullable"} or _annotates(key)}
    return schema if len(kept) == len(schema) else kept


def _annotates(key: str) -> bool:
    return key in _ANNOTATIONS or key.startswith("x-")


def _exclusive(schema: dict[str, Any], flag: str, bound: str) -> dict[str, Any]:
    lifted = {key: value for key, value in schema.items() if key not in {flag, bound}}
    if schema[flag] is False:
        return {**lifted, bound: schema[bound]} if bound in schema else lifted
    return {**lifted, flag: schema[bound]} if bound in schema else lifted


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema or "allOf" in schema:
        inner = {key: value for key, value in schema.items() if not _annotates(key)}
        outer = {key: value for key, value in schema.items() if _annotates(key)}
        return {**outer, "anyOf": [inner, _NULL]}
    lifted = dict(schema)
    for key in ("anyOf", "oneOf"):
        lifted.update(_appended(schema, key, _NULL))
    lifted.update(_appended(schema, "enum", None))
    kind = schema.get("type")
    if isinstance(kind, str):
        lifted["type"] = kind if kind == "null" else [kind, "null"]
    return {**lifted, **_appended(schema, "type", "null")}


def _appended(schema: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """The list under a key with one more value, unless it has it; nothing if there is no list."""
    present = schema.get(key)
    return {key: [*present, value]} if is_list(present) and value not in present else {}
