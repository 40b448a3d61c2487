"""What OpenAPI 3.2 brings, and path items of every version, in the form that later stages read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sdkwright.load import path_methods

from tests.unit.load.folders import Loaded, write


def load(folder: Path, text: str, version: str = "3.2.0") -> Loaded:
    return Loaded(write(folder, api_yaml=f"openapi: {version}\n{text}"))


def test_additional_operations_stand_beside_the_others(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
paths:
  /a:
    query: {operationId: q}
    get: {operationId: g}
    additionalOperations:
      LINK: {operationId: l}
      COPY: {operationId: c}
      GET: {operationId: no}
      "B AD": {operationId: no}
      Parameters: {operationId: no}
      X: not an operation
""",
    )
    item = found.root["paths"]["/a"]
    assert path_methods(item) == ["get", "query", "copy", "link"]
    assert [item[method]["operationId"] for method in path_methods(item)] == ["g", "q", "c", "l"]
    assert found.spot("/paths/~1a/copy/operationId") == ("api.yaml", 8, 14)
    assert "parameters" not in item


@pytest.mark.parametrize("item", [{}, {"get": None}, {"get": []}, {"additionalOperations": []}, {"x": {}}])
def test_no_methods(item: dict[str, Any]) -> None:
    assert path_methods(item) == []


def test_media_types_of_components(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
paths:
  /a:
    get:
      responses:
        "200": {content: {application/json: {$ref: '#/components/mediaTypes/M'}}}
        "201": {content: {application/json: {$ref: '#/components/mediaTypes/R'}}}
        "400": {content: {application/json: {$ref: '#/components/mediaTypes/None'}}}
components:
  schemas: {Pet: {}}
  mediaTypes:
    M: {schema: {type: object}, example: 1}
    R: {itemSchema: {$ref: '#/components/schemas/Pet'}}
""",
    )
    responses = found.root["paths"]["/a"]["get"]["responses"]
    media = responses["200"]["content"]["application/json"]
    # One type for all uses.
    assert media == {"schema": {"$ref": "#/components/mediaTypes/M/schema"}, "example": 1}
    assert responses["201"]["content"]["application/json"] == {"itemSchema": {"$ref": "#/components/schemas/Pet"}}
    assert responses["400"]["content"]["application/json"] == {"$ref": "#/components/mediaTypes/None"}


def test_path_items_that_are_references_are_written_out(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
paths:
  /a: {$ref: '#/components/pathItems/P', description: own}
  /b: {$ref: '#/components/pathItems/Loop'}
  /c: {$ref: '#/components/pathItems/None'}
  /d: {$ref: '#/components/pathItems/Q'}
webhooks:
  w: {$ref: '#/components/pathItems/P'}
components:
  pathItems:
    P: {get: {operationId: g}, description: theirs}
    Q: {$ref: '#/components/pathItems/P'}
    Loop: {$ref: '#/components/pathItems/Loop'}
""",
        "3.1.0",
    )
    paths = found.root["paths"]
    assert paths["/a"] == {"get": {"operationId": "g"}, "description": "own"}
    assert paths["/b"] == {"$ref": "#/components/pathItems/Loop"}
    assert paths["/c"] == {"$ref": "#/components/pathItems/None"}
    assert paths["/d"] == found.root["webhooks"]["w"] == {"get": {"operationId": "g"}, "description": "theirs"}
    assert found.spot("/paths/~1a/get/operationId") == ("api.yaml", 11, 15)


def test_self_is_the_base_of_references(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "$self: https://acme.test/api/v1.yaml\ncomponents: {schemas: {A: {items: {$ref: 'https://acme.test/api/v1.yaml#/components/schemas/B'}}, B: {}}}\n",
    )
    assert found.deref("/components/schemas/A/items")[1] == "/components/schemas/B"


def test_what_is_new_is_kept(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "servers: [{url: 'https://a.test', name: production}]\ntags: [{name: a, parent: b, kind: nav}]\n"
        "components: {schemas: {A: {oneOf: [], discriminator: {propertyName: t, defaultMapping: B}}}}\n"
        "paths: {/a: {get: {parameters: [{name: q, in: querystring, content: {text/plain: {}}}]}}}\n",
    )
    assert found.root["servers"][0]["name"] == "production"
    assert found.root["tags"][0]["parent"] == "b"
    assert found.root["components"]["schemas"]["A"]["discriminator"]["defaultMapping"] == "B"
    assert found.root["paths"]["/a"]["get"]["parameters"][0]["in"] == "querystring"
    assert found.document.version == "3.2.0"
