"""`content` that refers to media types which several places share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.load.folders import Loaded, write

SHARED = """
paths:
  /a:
    get: {responses: {"200": {description: a, content: {$ref: "#/components/mediaTypes/pet"}}}}
    put:
      requestBody: {content: {$ref: "#/components/mediaTypes/pet"}}
      callbacks: {done: {"{$url}": {post: {requestBody: {content: {$ref: "#/components/mediaTypes/pet"}}}}}}
components:
  mediaTypes:
    pet: {application/json: {schema: {type: string, nullable: true}}, application/xml: {schema: {type: string}}}
"""


def load(folder: Path, text: str, version: str) -> Loaded:
    return Loaded(write(folder, api_yaml=f"openapi: {version}\n{text}"))


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_it_is_written_out_with_one_schema_for_all(tmp_path: Path, version: str) -> None:
    found = load(tmp_path, SHARED, version)
    item: Any = found.root["paths"]["/a"]
    contents = [
        item["get"]["responses"]["200"]["content"],
        item["put"]["requestBody"]["content"],
        item["put"]["callbacks"]["done"]["{$url}"]["post"]["requestBody"]["content"],
    ]
    assert [list(each) for each in contents] == [["application/json", "application/xml"]] * 3
    schemas = {each["application/json"]["schema"]["$ref"] for each in contents}
    assert len(schemas) == 1
    assert found.codes == []


def test_its_schemas_are_lifted_and_stand_where_they_are_written(tmp_path: Path) -> None:
    found = load(tmp_path, SHARED, "3.0.3")
    media = "/paths/~1a/get/responses/200/content/application~1json"
    schema, pointer = found.deref(f"{media}/schema")
    assert schema["type"] == ["string", "null"]
    assert found.spot(pointer) == ("api.yaml", 11, 30)


@pytest.mark.parametrize("ref", ["#/components/mediaTypes/cat", "#/info/title", "#/%zz", "other.yaml", "7"])
def test_a_reference_to_nothing_stays(tmp_path: Path, ref: str) -> None:
    found = load(
        tmp_path, f'paths: {{/a: {{get: {{responses: {{"200": {{content: {{$ref: "{ref}"}}}}}}}}}}}}', version="3.0.3"
    )
    assert list(found.root["paths"]["/a"]["get"]["responses"]["200"]["content"]) == ["$ref"]
