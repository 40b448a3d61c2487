"""Schemas of 2.0 and 3.0 in the words of JSON Schema 2020-12, for the validator; those of 3.1 only get their `$ref`s.

The converted document has the same shape, so that every pointer leads to the same schema; it is known to the validator as
`urn:document`.
"""

from __future__ import annotations

from typing import Any

BASE = "urn:document"

_MAPS = ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas")
_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
_ONES = (
    "additionalProperties", "contains", "else", "if", "items", "not", "propertyNames", "then", "unevaluatedItems",
    "unevaluatedProperties", "contentSchema",
)  # fmt: skip
# Outside of schemas: what holds none, whatever it looks like.
_DATA = frozenset({"example", "examples", "x-examples", "x-example"})


def converted(document: Any) -> Any:
    """The whole document with converted schemas. `old` dialects: 2.0 and 3.0."""
    version = str(document.get("openapi") or document.get("swagger") or "3.1")
    return _Converter(old=version.startswith(("2", "3.0")), swagger=version.startswith("2")).document(document)


class _Converter:
    def __init__(self, *, old: bool, swagger: bool) -> None:
        self._old = old
        self._swagger = swagger

    def document(self, root: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in root.items():
            if key == "definitions" and self._swagger:
                found[key] = {name: self.schema(each) for name, each in value.items()}
            elif key == "components" and isinstance(value, dict):
                found[key] = {
                    part: {name: self.schema(each) for name, each in (inner or {}).items()}
                    if part == "schemas"
                    else self.node(inner)
                    for part, inner in value.items()
                }
            else:
                found[key] = self.node(value)
        return found

    def node(self, value: Any) -> Any:
        """Anything outside of schemas."""
        if isinstance(value, list):
            return [self.node(each) for each in value]
        if not isinstance(value, dict):
            return value
        found: dict[str, Any] = {}
        for key, each in value.items():
            if key in ("schema", "itemSchema") and isinstance(each, dict | bool):
                found[key] = self.schema(each)
            elif key in _DATA:
                found[key] = each
            else:
                found[key] = self.node(each)
        return found

    def schema(self, schema: Any) -> Any:
        if not isinstance(schema, dict):
            return schema if isinstance(schema, bool) else True
        reference = schema.get("$ref")
        if isinstance(reference, str) and self._old:
            return {"$ref": _absolute(reference)}
        found: dict[str, Any] = {}
        for key, value in schema.items():
            if key in _MAPS and isinstance(value, dict):
                found[key] = {name: self.schema(each) for name, each in value.items()}
            elif key in _LISTS and isinstance(value, list):
                if value:
                    found[key] = [self.schema(each) for each in value]
            elif key == "items" and isinstance(value, list):
                # Not allowed in 2.0 and 3.0; beside no `type: array` it is a union that somebody converted.
                word = "prefixItems" if schema.get("type") == "array" or not self._old else "anyOf"
                found[word] = [self.schema(each) for each in value]
            elif key in _ONES and isinstance(value, dict | bool):
                found[key] = self.schema(value)
            elif key in ("$ref", "$dynamicRef") and isinstance(value, str):
                found[key] = _absolute(value)
            else:
                found[key] = value
        return self._aged(found) if self._old else _mended(found)

    def _aged(self, schema: dict[str, Any]) -> dict[str, Any]:
        for limit, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
            if isinstance(schema.get(exclusive), bool) and schema.pop(exclusive) and limit in schema:
                schema[exclusive] = schema.pop(limit)
        if self._swagger and schema.get("type") == "file":
            schema["type"], schema["format"] = "string", "binary"
        if isinstance(schema.get("required"), bool):
            del schema["required"]
        nullable = schema.pop("nullable", False) is True or schema.get("x-nullable") is True
        schema = _mended(schema)
        if not nullable:
            return schema
        kept = {
            key: schema[key] for key in ("readOnly", "writeOnly", "example", "default", "deprecated") if key in schema
        }
        return {**kept, "anyOf": [schema, {"type": "null"}]}


def _mended(schema: dict[str, Any]) -> dict[str, Any]:
    """Without what makes a validator stumble: keywords whose values the dialect does not know."""
    if "type" in schema:
        types = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        known = [each for each in types if each in _TYPES]
        if known:
            schema["type"] = known if isinstance(schema["type"], list) else known[0]
        else:
            del schema["type"]
    if "required" in schema and not isinstance(schema["required"], list):
        del schema["required"]
    for limit in _NUMBERS & schema.keys():
        if isinstance(schema[limit], bool) or not isinstance(schema[limit], int | float):
            del schema[limit]
    if "enum" in schema and not (isinstance(schema["enum"], list) and schema["enum"]):
        del schema["enum"]
    for word in ("discriminator", "xml", "externalDocs", "id"):
        if word == "id" or not isinstance(schema.get(word), dict):
            schema.pop(word, None)
    return schema


_TYPES = frozenset({"string", "number", "integer", "boolean", "array", "object", "null"})
_NUMBERS = frozenset(
    {
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "minItems",
        "maxItems", "minProperties", "maxProperties",
    }
)  # fmt: skip


def _absolute(reference: str) -> str:
    return f"{BASE}{reference}" if reference.startswith("#") else reference
