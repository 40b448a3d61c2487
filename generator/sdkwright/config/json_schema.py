"""The JSON Schema of the config file, for editors and for `nearest known key`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from pydantic.json_schema import GenerateJsonSchema

from .model import Config

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .base import Part

ID = "https://json-schema.org/draft/2020-12/schema"


class _Generator(GenerateJsonSchema):
    """Without the titles that pydantic makes up from field names."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def schema(model: type[Part] = Config) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the config file, or of a part of it. The same content in the same order on every
    call.

    Unknown keys are not allowed wherever the loader warns of them; keys that begin with "x-" are for anchors and notes.
    """
    made = model.model_json_schema(schema_generator=_Generator)
    _tidy(made)
    made["properties"] = {"$schema": {"type": "string"}, **made.get("properties", {})}
    return {"$schema": ID, **made}


def known_keys(made: dict[str, Any], keys: tuple[str | int, ...]) -> list[str]:
    """The keys that the mapping under `keys` may have, by a schema from `schema`; none if they are free."""
    nodes = [made]
    for key in keys:
        nodes = [child for node in nodes for child in _children(made, node, key)]
    return sorted({name for node in nodes for way in _ways(made, node) for name in way.get("properties", ())})


def _tidy(node: dict[str, Any]) -> None:
    """Leave out defaults that say nothing, and let strict mappings hold "x-" keys; in place, all the way down."""
    if node.get("default", 0) in (None, [], {}) or isinstance(node.get("default"), dict):
        del node["default"]
    if node.get("additionalProperties") is False:
        node["patternProperties"] = {"^x-(?!sdkwright-)": {}}
    for key in ("properties", "$defs"):
        for inner in node.get(key, {}).values():
            _tidy(inner)
    for inner in (node.get("items"), node.get("additionalProperties"), *node.get("anyOf", ())):
        if isinstance(inner, dict):
            _tidy(cast("dict[str, Any]", inner))


def _ways(made: dict[str, Any], node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The alternatives that a schema consists of, references followed."""
    if "$ref" in node:
        yield from _ways(made, made["$defs"][node["$ref"].rpartition("/")[2]])
    for variant in node.get("anyOf", ()):
        yield from _ways(made, variant)
    yield node


def _children(made: dict[str, Any], node: dict[str, Any], key: str | int) -> Iterator[dict[str, Any]]:
    for way in _ways(made, node):
        if isinstance(key, int):
            inner = way.get("items")
        else:
            inner = way.get("properties", {}).get(key, way.get("additionalProperties"))
        if isinstance(inner, dict):
            yield cast("dict[str, Any]", inner)
