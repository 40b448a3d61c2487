"""OpenAPI 3.0 to the meaning of 3.1 (JSON Schema 2020-12). Pure: what changes is copied, the rest is shared.

By the letter (OpenAPI 3.0.3, Schema Object) `nullable` acts on the `type` beside it alone. Documents and their readers
mean more by it: null is allowed also where the schema is an enum, a reference or a composition, and so it is lifted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.kinds import KINDS, Kind, Shape
from sdkwright.load.plain import is_list, is_map

if TYPE_CHECKING:
    from collections.abc import Callable

    Change = Callable[[dict[str, Any]], dict[str, Any]]

_ANNOTATIONS: Final = frozenset(
    {"title", "description", "default", "deprecated", "readOnly", "writeOnly", "example", "examples", "externalDocs"}
)
_NULL: Final = {"type": "null"}


def lift_30(node: Any, kind: Kind) -> Any:
    """An object of this kind as OpenAPI 3.1; itself if nothing changes.

    The structure changes (a wrapping `anyOf`) only where a reference or `allOf` is nullable, so that nearly all JSON
    pointers hold.
    """
    return change_all(node, kind, "schema", lift_schema)


def change_all(node: Any, kind: Kind, wanted: Kind, change: Change) -> Any:
    """An object of this kind with each object of the wanted kind in it changed, inner ones first; itself if nothing
    changes.
    """
    if not is_map(node):
        return node
    mapping = node
    if kind == "callback":
        return _map(mapping, "path", wanted, change)
    children = KINDS[kind]
    changed: dict[str, Any] = {}
    for key, value in mapping.items():
        child = children.get(key)
        if child is not None:
            lifted = _shaped(value, *child, wanted, change)
            if lifted is not value:
                changed[key] = lifted
    if changed:
        mapping = {**mapping, **changed}
    return change(mapping) if kind == wanted else mapping


def _shaped(value: Any, shape: Shape, kind: Kind, wanted: Kind, change: Change) -> Any:
    if shape == "map" and is_map(value):
        return _map(value, kind, wanted, change)
    if is_list(value):
        lifted = [change_all(item, kind, wanted, change) for item in value]
        return value if all(a is b for a, b in zip(value, lifted, strict=True)) else lifted
    return change_all(value, kind, wanted, change) if shape == "one" else value


def _map(mapping: dict[str, Any], kind: Kind, wanted: Kind, change: Change) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for key, value in mapping.items():
        lifted = change_all(value, kind, wanted, change)
        if lifted is not value:
            changed[key] = lifted
    return {**mapping, **changed} if changed else mapping


def lift_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """One schema, without what is inside it."""
    if isinstance(schema.get("$ref"), str):
        schema = _reference(schema)
    if is_list(schema.get("items")):
        schema = _alternatives(schema)
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


def _alternatives(schema: dict[str, Any]) -> dict[str, Any]:
    """`items` must be one schema here. A list of several that stands in no array is what converters of documents make
    of `anyOf`.
    """
    stays = len(schema["items"]) < 2 or schema.get("type", "object") != "object" or {"anyOf", "oneOf"} & schema.keys()
    return schema if stays else {("anyOf" if key == "items" else key): value for key, value in schema.items()}


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
