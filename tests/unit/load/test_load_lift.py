"""OpenAPI 3.0 lifted to 3.1."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from sdkwright.load.lift import lift as lift_all


def lift(root: dict[str, Any], version: str) -> dict[str, Any]:
    return lift_all(root, version).root


NULL = {"type": "null"}
REF = {"$ref": "#/components/schemas/Pet"}


def lifted(schema: Any) -> Any:
    root = {"openapi": "3.0.3", "components": {"schemas": {"X": schema}}}
    before = copy.deepcopy(root)
    result = lift(root, "3.0.3")
    assert root == before
    assert result["openapi"] == "3.1.0"
    return result["components"]["schemas"]["X"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string"}),
        ({"type": "string", "nullable": "yes"}, {"type": "string"}),
        ({"type": ["string"], "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "null", "nullable": True}, {"type": "null"}),
        ({"nullable": True}, {}),
        (
            {"type": "string", "enum": ["a", "b"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", "b", None]},
        ),
        ({"type": "string", "enum": ["a", None], "nullable": True}, {"type": ["string", "null"], "enum": ["a", None]}),
        ({"anyOf": [{"type": "string"}], "nullable": True}, {"anyOf": [{"type": "string"}, NULL]}),
        (
            {"oneOf": [REF], "discriminator": {"propertyName": "t"}, "nullable": True},
            {"oneOf": [REF, NULL], "discriminator": {"propertyName": "t"}},
        ),
        (
            {"allOf": [REF], "nullable": True, "description": "d", "title": "t", "x-a": 1},
            {"description": "d", "title": "t", "x-a": 1, "anyOf": [{"allOf": [REF]}, NULL]},
        ),
        ({**REF, "nullable": True, "description": "d"}, {"description": "d", "anyOf": [REF, NULL]}),
        ({**REF, "type": "object", "required": ["a"], "description": "d"}, {**REF, "description": "d"}),
        ({"minimum": 1, "exclusiveMinimum": True}, {"exclusiveMinimum": 1}),
        ({"minimum": 1, "exclusiveMinimum": False}, {"minimum": 1}),
        ({"exclusiveMinimum": True}, {}),
        ({"maximum": 9.5, "exclusiveMaximum": True, "type": "number"}, {"exclusiveMaximum": 9.5, "type": "number"}),
        ({"exclusiveMaximum": 5}, {"exclusiveMaximum": 5}),
        ({"type": "string", "example": "x", "title": "t"}, {"type": "string", "examples": ["x"], "title": "t"}),
        ({"example": None}, {"examples": [None]}),
        ({"example": 1, "examples": [2]}, {"example": 1, "examples": [2]}),
        (
            {"type": "array", "items": {"type": "string", "nullable": True}},
            {"type": "array", "items": {"type": ["string", "null"]}},
        ),
        (
            {"additionalProperties": {"type": "string", "nullable": True}},
            {"additionalProperties": {"type": ["string", "null"]}},
        ),
        ({"not": {"type": "string", "nullable": True}}, {"not": {"type": ["string", "null"]}}),
        (True, True),
        ("not a schema", "not a schema"),
        (None, None),
    ],
)
def test_schemas(old: Any, new: Any) -> None:
    result = lifted(old)
    assert result == new
    assert json.dumps(result, sort_keys=True) == json.dumps(new, sort_keys=True)


def test_names_and_values_are_left_alone() -> None:
    schema = {
        "type": "object",
        "properties": {
            "nullable": {"type": "boolean"},
            "example": {"type": "string"},
            "exclusiveMinimum": {"type": "string"},
        },
        "default": {"nullable": True, "example": 1},
        "enum": [{"nullable": True}],
        "x-thing": {"schema": {"nullable": True}},
        "discriminator": {"propertyName": "nullable", "mapping": {"nullable": "x"}},
    }
    assert lifted(schema) == schema


def test_schemas_everywhere() -> None:
    old, new = {"type": "string", "nullable": True}, {"type": ["string", "null"]}

    def root(schema: Any) -> dict[str, Any]:
        media = {
            "application/json": {
                "schema": schema,
                "example": {"nullable": True},
                "encoding": {"a": {"headers": {"H": {"schema": schema}}}},
            }
        }
        operation = {
            "parameters": [{"name": "q", "in": "query", "schema": schema, "example": "x"}, {"content": media}],
            "requestBody": {"content": media},
            "responses": {"200": {"content": media, "headers": {"H": {"schema": schema}}}},
            "callbacks": {"c": {"{$request.body#/url}": {"post": {"requestBody": {"content": media}}}}},
        }
        return {
            "openapi": "3.1.0",
            "paths": {"/a": {"parameters": [{"schema": schema}], "get": operation, "trace": operation}},
            "components": {
                "schemas": {"X": {"properties": {"p": {"allOf": [schema]}}}},
                "responses": {"R": {"content": media}},
                "parameters": {"P": {"schema": schema}},
                "requestBodies": {"B": {"content": media}},
                "headers": {"H": {"schema": schema}},
                "callbacks": {"C": {"x": {"get": operation}}},
            },
            "x-other": {"schema": {"type": "string"}},
        }

    assert lift({**root(old), "openapi": "3.0.0"}, "3.0.0") == root(new)


def test_what_does_not_change_is_shared() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "string"}}}
    assert lifted(schema) is schema


def test_3_1_is_left_alone() -> None:
    root = {"openapi": "3.1.0", "components": {"schemas": {"X": {"nullable": True, "example": 1}}}}
    assert lift(root, "3.1.0") is root


@pytest.mark.parametrize(
    "odd",
    [[], 5, None, "x", {"/a": None}, {"/a": {"get": []}}, {"/a": {"parameters": {"x": 1}, "get": {"responses": []}}}],
)
def test_odd_documents_do_not_raise(odd: Any) -> None:
    assert lift({"openapi": "3.0.0", "paths": odd, "components": odd}, "3.0.0")["paths"] == odd
