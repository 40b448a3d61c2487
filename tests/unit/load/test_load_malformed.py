"""Documents that are not what they should be, and are read nevertheless."""

from __future__ import annotations

import copy
import json
import random
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import Refs, load_document, path_methods

from tests.unit.load.folders import Loaded, write


@pytest.mark.parametrize(
    ("head", "version", "codes"),
    [
        ("openapi: 3.0", "3.0", []),
        ("openapi: 3.1", "3.1", []),
        ("openapi: 3", "3.0", []),
        ("openapi: v3.0.1", "3.0", []),
        ("openapi: '3.0.4-rc'", "3.0.4-rc", []),
        ("openapi: ' 3.1.0 '", "3.1", []),
        ("openapi: 3.9.0", "3.2", ["SW023"]),
        ("openapi: '2.0'", "2.0", []),
        ("swagger: 2", "2.0", []),
        ("swagger: 2.0", "2.0", []),
        ("swagger: '2.0'", "2.0", []),
        ("definitions: {}", "2.0", ["SW023"]),
        ("x-a: 1", "3.1", ["SW023"]),
    ],
)
def test_versions(tmp_path: Path, head: str, version: str, codes: list[str]) -> None:
    found = Loaded(write(tmp_path, api_yaml=f"{head}\npaths: {{}}\n"))
    assert (found.document.version, found.codes) == (version, codes)
    assert not found.sink.has_errors


@pytest.mark.parametrize(
    "text", ["", "components:\n", "info:\npaths:\n", "paths: []\n", "components: {schemas: , x: }\n"]
)
@pytest.mark.parametrize("version", ["2.0", "3.0.3", "3.1.0", "3.2.0"])
def test_what_is_missing_or_empty(tmp_path: Path, version: str, text: str) -> None:
    word = "swagger" if version == "2.0" else "openapi"
    assert Loaded(write(tmp_path, api_yaml=f"{word}: '{version}'\n{text}")).codes == []


def test_the_first_of_several_documents_is_read(tmp_path: Path) -> None:
    found = Loaded(
        write(tmp_path, api_yaml="---\nopenapi: 3.1.0\ninfo: {title: one}\n---\nopenapi: 3.0.0\n  broken: [\n")
    )
    assert found.root["info"] == {"title": "one"}
    assert [(each.code, each.at.line if each.at else None) for each in found.sink] == [("SW025", 4)]
    assert found.spot("/info/title") == ("api.yaml", 3, 8)
    empty = Loaded(write(tmp_path, api_yaml="---\n# nothing\n---\nopenapi: 3.1.0\ninfo: {}\n"))
    assert empty.codes == []
    assert empty.spot("/info") == ("api.yaml", 5, 1)


@pytest.mark.parametrize("name", ["api_yaml", "api_json"])
def test_the_last_of_equal_keys_counts(tmp_path: Path, name: str) -> None:
    text = '{"openapi": "3.1.0",\n "info": {"title": "one"},\n "info": {"title": "two"}}\n'
    path = write(tmp_path, **{name: text})
    found = Loaded(path.with_suffix("." + name.rpartition("_")[2]))
    assert found.root["info"] == {"title": "two"}
    assert found.codes == ["SW005"]
    assert not found.sink.has_errors
    assert found.spot("/info/title")[1] == 3


def test_references_to_nothing_leave_the_rest(tmp_path: Path) -> None:
    found = Loaded(
        write(tmp_path, api_yaml="openapi: 3.1.0\ncomponents: {schemas: {A: {$ref: '#/components/schemas/B'}}}\n")
    )
    assert found.refs.deref(found.refs.at("/components/schemas/A"), "/components/schemas/A") is None
    assert found.codes == ["SW014"]
    assert not found.sink.has_errors


def test_references_through_references(tmp_path: Path) -> None:
    found = Loaded(
        write(
            tmp_path,
            api_yaml="""\
openapi: 3.1.0
paths: {/a: {get: {responses: {"200": {$ref: '#/components/responses/R'}}}}}
components:
  responses: {R: {content: {application/json: {schema: {$ref: '#/components/schemas/P'}}}}}
  schemas:
    P: {properties: {x: {type: string}}}
    A: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/x'}
    L: {$ref: '#/components/schemas/L/properties/x'}
""",
        )
    )
    assert found.deref("/components/schemas/A")[1] == "/components/schemas/P/properties/x"
    assert found.refs.deref(found.refs.at("/components/schemas/L"), "/components/schemas/L") is None


FULL: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "t", "version": "1"},
    "servers": [{"url": "/"}],
    "paths": {
        "/a/{id}": {
            "parameters": [{"$ref": "#/components/parameters/Id"}],
            "get": {
                "parameters": [{"name": "q", "in": "query", "schema": {"type": ["string", "null"], "nullable": True}}],
                "responses": {"200": {"$ref": "#/components/responses/R"}, "default": {"description": "d"}},
                "callbacks": {"c": {"{$url}": {"post": {"requestBody": {"$ref": "#/components/requestBodies/B"}}}}},
            },
            "additionalOperations": {"COPY": {"responses": {}}},
        },
        "/b": {"$ref": "#/components/pathItems/P"},
    },
    "webhooks": {"w": {"post": {}}},
    "components": {
        "parameters": {"Id": {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}},
        "responses": {"R": {"content": {"application/json": {"$ref": "#/components/mediaTypes/M"}}, "headers": {"H": {"schema": {}}}}},
        "requestBodies": {"B": {"content": {"multipart/form-data": {"schema": {"$ref": "#pet"}, "encoding": {"a": {"headers": {}}}}}}},
        "mediaTypes": {"M": {"schema": {"$ref": "#/components/schemas/Page"}}},
        "pathItems": {"P": {"get": {"responses": {}}}},
        "schemas": {
            "Pet": {"$anchor": "pet", "discriminator": {"propertyName": "t", "mapping": {"a": "#/components/schemas/Pet"}}, "oneOf": [{"$ref": "other.yaml"}], "minimum": 1, "exclusiveMinimum": True},
            "Page": {"$id": "https://acme.test/page", "$ref": "#pet", "$defs": {"T": {"$dynamicAnchor": "T"}}, "properties": {"x": {"$dynamicRef": "#T"}}, "allOf": [{"$ref": "#/components/schemas/Pet"}]},
        },
    },
}  # fmt: skip
SWAGGER: dict[str, Any] = {
    "swagger": "2.0",
    "host": "a.test",
    "basePath": "/v1",
    "schemes": ["https"],
    "consumes": ["application/json"],
    "produces": ["application/json"],
    "paths": {
        "/a": {
            "parameters": [{"$ref": "#/parameters/B"}],
            "post": {
                "consumes": ["multipart/form-data"],
                "parameters": [{"name": "f", "in": "formData", "type": "array", "items": {"type": "file"}, "collectionFormat": "multi", "required": True}, {"$ref": "#/parameters/Q"}],
                "responses": {"200": {"schema": {"$ref": "#/definitions/D"}, "examples": {"application/json": 1}, "headers": {"H": {"type": "string"}}}, "400": {"$ref": "#/responses/R"}},
            },
        }
    },
    "parameters": {"B": {"name": "b", "in": "body", "schema": {"type": "object"}}, "Q": {"name": "q", "in": "query", "type": "string"}},
    "responses": {"R": {"schema": {"type": "file"}}},
    "definitions": {"D": {"discriminator": "t", "x-nullable": True, "properties": {"a": {"$ref": "#/definitions/D"}}}},
    "securityDefinitions": {"o": {"type": "oauth2", "flow": "implicit", "scopes": {}}},
}  # fmt: skip


def spots(node: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The keys of everything but the root."""
    found: list[tuple[Any, ...]] = []
    children: Any = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in children:
        found += [(*at, key), *spots(value, (*at, key))]
    return found


def spoilt(whole: Any, keys: tuple[Any, ...], value: Any) -> Any:
    result = copy.deepcopy(whole)
    node = result
    for key in keys[:-1]:
        node = node[key]
    if value is KeyError:
        del node[keys[-1]]
    else:
        node[keys[-1]] = value
    return result


ODD = [None, 5, -0.5, True, "text", "#/components/schemas/Pet", [], [None], [{"$ref": "#/x"}], {}, {"$ref": 5}, {"$ref": "#/a~2"}, {"": {}}, KeyError]  # fmt: skip


def survives(data: Any, folder: Path) -> None:
    path = folder / "api.json"
    path.write_text(json.dumps(data))
    sink = Diagnostics()
    document = load_document(path, sink)
    if document is None:
        assert sink.has_errors
        return
    refs = Refs(document, sink)
    for keys in spots(document.root):
        pointer = "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)
        node = refs.at(pointer)
        if isinstance(node, dict):
            refs.deref(node, pointer)
            path_methods(node)
    assert all(each.at is not None for each in sink)


@pytest.mark.parametrize("whole", [FULL, {**FULL, "openapi": "3.0.3"}, SWAGGER], ids=["3.1", "3.0", "2.0"])
def test_anything_anywhere_is_survived(whole: dict[str, Any], tmp_path: Path) -> None:
    survives(whole, tmp_path)
    chance = random.Random(7)
    for keys in spots(whole):
        for value in chance.sample(ODD, 4):
            survives(spoilt(whole, keys, value), tmp_path)


def test_files_that_refer_to_anything_anywhere_are_survived(tmp_path: Path) -> None:
    names = ["api.json", "b.json", "c.json"]
    chance = random.Random(11)
    places = spots(FULL)

    def reference() -> dict[str, Any]:
        keys = chance.choice(places)
        pointer = "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in keys)
        file = chance.choice([*names, "", "gone.json", "../x.json"])
        return {"$ref": file + chance.choice([f"#{pointer}", f"#{pointer}", "", "#pet", "#"])}

    for _ in range(80):
        for name in names:
            whole = copy.deepcopy(chance.choice([FULL, {**FULL, "openapi": "3.0.3"}]))
            for keys in chance.sample(places, 8):
                fills = {"$defs": {"z": {"$dynamicAnchor": "T", **reference()}}} if chance.random() < 0.3 else {}
                with suppress(KeyError, IndexError, TypeError):
                    whole = spoilt(whole, keys, {**reference(), **fills})
            (tmp_path / name).write_text(json.dumps(whole))
        survives(json.loads((tmp_path / "api.json").read_text()), tmp_path)
