"""Swagger 2.0 lifted to 3.1."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
from sdkwright.load import Refs
from sdkwright.load.lift import lift

from tests.unit.load.folders import Loaded, write


def lifted(**root: Any) -> dict[str, Any]:
    given = {"swagger": "2.0", **root}
    before = copy.deepcopy(given)
    found = lift(given, "2.0").root
    assert given == before
    assert found["openapi"] == "3.1.0"
    assert not {"swagger", "definitions", "consumes", "produces", "host", "securityDefinitions"} & set(found)
    return found


def operation(node: dict[str, Any], **root: Any) -> dict[str, Any]:
    found: dict[str, Any] = lifted(paths={"/a": {"post": node}}, **root)["paths"]["/a"]["post"]
    return found


def parameter(**node: Any) -> dict[str, Any]:
    found: dict[str, Any] = operation({"parameters": [{"name": "n", "in": "query", **node}]})["parameters"][0]
    return found


@pytest.mark.parametrize(
    ("root", "urls"),
    [
        (
            {"host": "a.test", "basePath": "/v1/", "schemes": ["http", "https"]},
            ["https://a.test/v1", "http://a.test/v1"],
        ),
        ({"host": "a.test:81"}, ["https://a.test:81"]),
        ({"host": "a.test", "schemes": ["ws", "http"]}, ["http://a.test"]),
        ({"basePath": "/v1"}, ["/v1"]),
        ({"basePath": "/"}, None),
        ({}, None),
        ({"host": 5, "schemes": 7}, None),
    ],
)
def test_servers(root: dict[str, Any], urls: list[str] | None) -> None:
    servers = lifted(**root).get("servers")
    assert servers == (urls and [{"url": url} for url in urls])


@pytest.mark.parametrize(
    ("node", "rest"),
    [
        ({"type": "integer", "format": "int64", "default": 1}, {"schema": {"type": "integer", "format": "int64", "default": 1}}),
        ({"type": "string", "enum": ["a"], "x-nullable": True}, {"schema": {"type": ["string", "null"], "enum": ["a", None]}}),
        ({"type": "number", "minimum": 1, "exclusiveMinimum": True}, {"schema": {"type": "number", "exclusiveMinimum": 1}}),
        ({"type": "string", "x-example": "e", "description": "d"}, {"schema": {"type": "string"}, "example": "e", "description": "d"}),
        ({"schema": {"$ref": "#/definitions/X"}}, {"schema": {"$ref": "#/components/schemas/X"}}),
        ({"type": "array", "items": {"type": "string"}}, {"schema": {"type": "array", "items": {"type": "string"}}, "style": "form", "explode": False}),
    ],
)  # fmt: skip
def test_parameters(node: dict[str, Any], rest: dict[str, Any]) -> None:
    assert parameter(**node) == {"name": "n", "in": "query", **rest}


@pytest.mark.parametrize(
    ("word", "style", "explode"),
    [
        ("csv", "form", False),
        ("multi", "form", True),
        ("ssv", "spaceDelimited", False),
        ("pipes", "pipeDelimited", False),
    ],
)
def test_collection_formats(word: str, style: str, explode: bool) -> None:
    found = parameter(type="array", items={"type": "string"}, collectionFormat=word)
    assert (found["style"], found["explode"]) == (style, explode)
    field = {"name": "n", "in": "formData", "type": "array", "items": {"type": "string"}, "collectionFormat": word}
    media = operation({"parameters": [field]})["requestBody"]["content"]["application/x-www-form-urlencoded"]
    assert media["encoding"] == {"n": {"style": style, "explode": explode}}


def test_collection_formats_without_equivalent_are_told(tmp_path: Path) -> None:
    text = """\
swagger: "2.0"
paths:
  /a:
    get:
      parameters:
      - {name: b, in: body, schema: {}}
      - {name: q, in: query, type: array, items: {type: string}, collectionFormat: tsv}
      - {name: h, in: header, type: array, items: {type: string}, collectionFormat: csv}
"""
    found = Loaded(write(tmp_path, api_yaml=text))
    assert [(each.code, each.at.line if each.at else None) for each in found.sink] == [("SW024", 7)]
    query, header = found.root["paths"]["/a"]["get"]["parameters"]
    assert (query["style"], query["explode"]) == ("form", False)
    assert "style" not in header


def test_bodies() -> None:
    body = {"name": "b", "in": "body", "required": True, "description": "d", "schema": {"$ref": "#/definitions/X"}}
    schema = {"schema": {"$ref": "#/components/schemas/X"}}
    found = operation({"parameters": [body]})
    assert found["requestBody"] == {"description": "d", "content": {"application/json": schema}, "required": True}
    assert found["parameters"] == []
    root = {"consumes": ["application/xml"]}
    assert list(operation({"parameters": [body]}, **root)["requestBody"]["content"]) == ["application/xml"]
    own = operation({"parameters": [body], "consumes": ["a/b", "c/d"]}, **root)
    assert own["requestBody"]["content"] == {"a/b": schema, "c/d": schema}
    assert "consumes" not in own


@pytest.mark.parametrize(
    ("consumes", "file", "types"),
    [
        ([], False, ["application/x-www-form-urlencoded"]),
        (["application/json"], False, ["application/x-www-form-urlencoded"]),
        (["application/x-www-form-urlencoded", "application/json"], False, ["application/x-www-form-urlencoded"]),
        (["multipart/form-data"], False, ["multipart/form-data"]),
        ([], True, ["multipart/form-data"]),
        (["application/x-www-form-urlencoded"], True, ["multipart/form-data"]),
    ],
)
def test_forms(consumes: list[str], file: bool, types: list[str]) -> None:
    fields = [
        {"name": "a", "in": "formData", "type": "file" if file else "string", "required": True, "description": "d"},
        {"name": "b", "in": "formData", "type": "integer", "default": 3},
    ]
    body = operation({"parameters": fields, "consumes": consumes})["requestBody"]
    assert list(body["content"]) == types
    first = {"type": "string", **({"format": "binary"} if file else {}), "description": "d"}
    assert body["content"][types[0]]["schema"] == {
        "type": "object",
        "properties": {"a": first, "b": {"type": "integer", "default": 3}},
        "required": ["a"],
    }
    assert body["required"] is True


def test_shared_parameters() -> None:
    root = lifted(
        parameters={
            "q": {"name": "q", "in": "query", "type": "string"},
            "b": {"name": "b", "in": "body", "schema": {"type": "object"}},
            "f": {"name": "f", "in": "formData", "type": "string"},
        },
        paths={
            "/a": {
                "parameters": [{"$ref": "#/parameters/b"}, {"$ref": "#/parameters/q"}],
                "get": {},
                "post": {"parameters": [{"name": "own", "in": "body", "schema": {"type": "string"}}]},
                "put": {"parameters": [{"$ref": "#/parameters/f"}, {"name": "x", "in": "header", "type": "string"}]},
            }
        },
    )
    assert list(root["components"]["parameters"]) == ["q"]
    assert list(root["components"]["requestBodies"]) == ["b"]
    item = root["paths"]["/a"]
    assert item["parameters"] == [{"$ref": "#/components/parameters/q"}]
    # One type for all operations that share a body.
    shared = {"$ref": "#/components/requestBodies/b/content/application~1json/schema"}
    assert item["get"]["requestBody"]["content"]["application/json"]["schema"] == shared
    assert item["post"]["requestBody"]["content"]["application/json"]["schema"] == {"type": "string"}
    assert [each["name"] for each in item["put"]["parameters"]] == ["x"]


def test_fields_of_a_path_and_of_an_operation_make_one_form() -> None:
    field = {"name": "a", "in": "formData", "type": "string"}
    root = lifted(
        paths={
            "/a": {
                "parameters": [field],
                "post": {"parameters": [{**field, "name": "b"}, {**field, "type": "integer"}]},
            }
        }
    )
    form = root["paths"]["/a"]["post"]["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    assert form["properties"] == {"a": {"type": "integer"}, "b": {"type": "string"}}


def test_responses() -> None:
    def response(node: dict[str, Any], **more: Any) -> dict[str, Any]:
        found: dict[str, Any] = operation({"responses": {"200": node}, **more}, produces=["application/xml"])[
            "responses"
        ]["200"]
        return found

    assert response({"description": "d"}) == {"description": "d"}
    node = {
        "description": "d",
        "schema": {"$ref": "#/definitions/X"},
        "examples": {"application/xml": "<x/>", "a/b": 1},
    }
    media = {"schema": {"$ref": "#/components/schemas/X"}, "example": "<x/>"}
    assert response(node) == {"description": "d", "content": {"application/xml": media}}
    assert list(response(node, produces=["a/b", "c/d"])["content"]) == ["a/b", "c/d"]
    headers = {"X-A": {"type": "integer", "description": "h"}}
    assert response({"headers": headers})["headers"] == {"X-A": {"description": "h", "schema": {"type": "integer"}}}
    assert response({"$ref": "#/responses/R"}) == {"$ref": "#/components/responses/R"}
    file = {"schema": {"type": "string", "format": "binary"}}
    assert response({"schema": {"type": "file"}}, produces=["application/json"])["content"] == {
        "application/octet-stream": file
    }
    assert response({"schema": {"type": "file"}}, produces=["application/pdf"])["content"] == {"application/pdf": file}


def test_without_produces_answers_are_json() -> None:
    found = operation({"responses": {"200": {"schema": {"type": "string"}}}})
    assert found["responses"]["200"]["content"] == {"application/json": {"schema": {"type": "string"}}}


def test_definitions() -> None:
    root = lifted(
        definitions={
            "A": {
                "discriminator": "kind",
                "properties": {"b": {"$ref": "#/definitions/B"}, "c": {"type": "string", "example": 1}},
            },
            "B": {"type": "string", "x-nullable": True, "allOf": [{"$ref": "#/definitions/A"}]},
        }
    )["components"]["schemas"]
    assert root["A"]["discriminator"] == {"propertyName": "kind"}
    assert root["A"]["properties"]["b"] == {"$ref": "#/components/schemas/B"}
    assert root["A"]["properties"]["c"] == {"type": "string", "examples": [1]}
    assert root["B"]["anyOf"][1] == {"type": "null"}


def test_security() -> None:
    scopes = {"read": "r"}
    root = lifted(
        securityDefinitions={
            "basic": {"type": "basic", "description": "d"},
            "key": {"type": "apiKey", "in": "header", "name": "K"},
            "code": {
                "type": "oauth2",
                "flow": "accessCode",
                "authorizationUrl": "a",
                "tokenUrl": "t",
                "scopes": scopes,
            },
            "machine": {"type": "oauth2", "flow": "application", "tokenUrl": "t"},
            "odd": {"type": "oauth2"},
        },
        security=[{"key": []}],
    )
    assert root["security"] == [{"key": []}]
    assert root["components"]["securitySchemes"] == {
        "basic": {"type": "http", "scheme": "basic", "description": "d"},
        "key": {"type": "apiKey", "in": "header", "name": "K"},
        "code": {
            "type": "oauth2",
            "flows": {"authorizationCode": {"authorizationUrl": "a", "tokenUrl": "t", "scopes": scopes}},
        },
        "machine": {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": "t", "scopes": {}}}},
        "odd": {"type": "oauth2", "flows": {}},
    }


TEXT = """\
swagger: "2.0"
host: acme.test
definitions:
  Pet:
    type: object
responses:
  Gone: {description: d, schema: {properties: {why: {type: string}}}}
parameters:
  b: {name: b, in: body, schema: {properties: {x: {type: string}}}}
paths:
  /a:
    post:
      parameters:
        - {name: body, in: body, schema: {properties: {deep: {type: string}}}}
        - name: q
          in: query
          type: array
          items: {type: odd}
      responses:
        "200":
          schema: {properties: {out: {type: string}}}
  /b:
    post:
      parameters:
        - {name: f, in: formData, type: string}
        - {$ref: '#/parameters/b'}
"""


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ("/servers/0/url", 2, 1),
        ("/components/schemas/Pet/type", 5, 5),
        ("/components/responses/Gone/content/application~1json/schema/properties/why", 7, 48),
        ("/components/requestBodies/b/content/application~1json/schema/properties/x", 9, 48),
        ("/paths/~1a/post/requestBody/content/application~1json/schema/properties/deep", 14, 56),
        ("/paths/~1a/post/parameters/0/schema/items", 15, 11),
        ("/paths/~1a/post/parameters/0/name", 15, 11),
        ("/paths/~1a/post/responses/200/content/application~1json/schema/properties/out", 21, 33),
    ],
)
def test_places_are_those_of_what_was_written(tmp_path: Path, pointer: str, line: int, column: int) -> None:
    found = Loaded(write(tmp_path, api_yaml=TEXT))
    assert found.spot(pointer) == ("api.yaml", line, column)


def test_old_pointers_are_understood(tmp_path: Path) -> None:
    found = Loaded(write(tmp_path, api_yaml=TEXT))
    document = found.document
    assert document.current("/definitions/Pet") == "/components/schemas/Pet"
    assert document.current("/components/schemas/Pet") == "/components/schemas/Pet"
    assert document.current("/definitions/None") == "/definitions/None"
    assert found.refs.at("/definitions/Pet") == {"type": "object"}
    why = "/components/responses/Gone/content/application~1json/schema/properties/why"
    assert document.current("/responses/Gone/schema/properties/why") == why
    refs = Refs(document, found.sink)
    assert refs.follow("#/responses/Gone/schema/properties/why", "/x") == ({"type": "string"}, why)
    out = refs.follow("#/paths/~1a/post/responses/200/schema/properties/out", "/x")
    assert out is not None
    assert out.pointer == "/paths/~1a/post/responses/200/content/application~1json/schema/properties/out"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        5,
        "x",
        [],
        {},
        [5],
        {"a": None},
        {"a": []},
        {"/a": {"get": {"parameters": {}, "responses": []}}},
        [{"$ref": 5}],
    ],
)
@pytest.mark.parametrize(
    "key",
    [
        "paths",
        "definitions",
        "parameters",
        "responses",
        "securityDefinitions",
        "consumes",
        "schemes",
        "host",
        "basePath",
    ],
)
def test_odd_documents_do_not_raise(key: str, odd: Any) -> None:
    lifted(**{key: odd})
    operation(
        {
            "parameters": [odd, {"in": "body"}, {"in": "formData", "name": odd}],
            "responses": {"200": odd, "201": {"schema": odd, "examples": odd, "headers": odd}},
        }
    )
    lifted(paths={"/a": odd, "/b": {"get": odd, "parameters": odd, "post": {"parameters": odd, "consumes": odd}}})
