"""The judge's own reading of documents, and what it takes for valid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.corpus.sampling import Checker, NoSampleError, Sampler
from tests.corpus.sampling.strings import matching
from tests.corpus.spec import Spec, read_document

SWAGGER = """
swagger: "2.0"
consumes: [application/json]
securityDefinitions: {key: {type: apiKey, in: query, name: k}}
security: [{key: []}]
paths:
  /a:
    get:
      parameters: [{name: ids, in: query, type: array, items: {type: integer}, collectionFormat: pipes}]
      responses: {200: {description: "", schema: {$ref: "#/definitions/A"}}}
    post:
      parameters: [{name: body, in: body, required: true, schema: {$ref: "#/definitions/A"}}]
      responses: {}
  /b:
    post:
      consumes: [multipart/form-data]
      parameters: [{name: f, in: formData, type: file, required: true}]
      responses: {}
definitions:
  A: {type: object, properties: {n: {type: integer, minimum: 1, exclusiveMinimum: true, x-nullable: true}}}
"""


def checker(schema: Any, version: str = "3.1.0", direction: Any = "request") -> tuple[Spec, Checker]:
    spec = Spec({"openapi": version, "paths": {}, "components": {"schemas": {"It": schema}}})
    return spec, Checker(spec, direction)


IT = {"$ref": "urn:document#/components/schemas/It"}


def test_swagger() -> None:
    spec = Spec(yaml.safe_load(SWAGGER))
    get, post, upload = spec.ops["GET /a"], spec.ops["POST /a"], spec.ops["POST /b"]
    assert (get.params[0].style, get.params[0].explode) == ("pipeDelimited", False)
    assert get.security[0][0].place == "query"
    assert post.body_required
    assert post.bodies[0].type == "application/json"
    assert upload.bodies[0].type == "multipart/form-data"
    judge = Checker(spec, "request")
    schema = post.bodies[0].schema
    assert judge.fits({"n": None}, schema)
    assert judge.fits({"n": 2}, schema)
    assert not judge.fits({"n": 1}, schema)


def test_yaml_is_json() -> None:
    path = Path(__file__).parent / "documents"
    found = [read_document(each) for each in path.iterdir()]
    assert all(isinstance(status, str) for each in found for status in _statuses(each))


def _statuses(document: Any) -> list[Any]:
    items = [item for item in document["paths"].values() if isinstance(item, dict)]
    operations = [each for item in items for each in item.values() if isinstance(each, dict)]
    return [status for each in operations for status in each.get("responses", {})]


def test_keys_and_dates_of_yaml_are_strings(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("200: 2026-01-02\non: no\nn: 1e3\n", encoding="utf-8")
    assert read_document(path) == {"200": "2026-01-02", "on": "no", "n": 1000.0}


@pytest.mark.parametrize(
    ("schema", "version", "good", "bad"),
    [
        ({"type": "string", "nullable": True}, "3.0.3", [None, "a"], [1]),
        ({"type": "string", "nullable": True}, "3.1.0", ["a"], [None]),
        ({"minimum": 1, "exclusiveMinimum": True, "type": "number"}, "3.0.0", [1.5], [1]),
        ({"type": "string", "format": "date-time"}, "3.1.0", ["2026-01-02T03:04:05Z"], ["2026-01-02 03:04", "soon"]),
        ({"type": "string", "pattern": "^a+$"}, "3.1.0", ["aa"], ["b"]),
        ({"oneOf": [{"type": "integer"}, {"const": "x"}]}, "3.1.0", [1, "x"], ["y"]),
    ],
)
def test_validity(schema: Any, version: str, good: list[Any], bad: list[Any]) -> None:
    _, judge = checker(schema, version)
    assert all(judge.fits(each, IT) for each in good)
    assert not any(judge.fits(each, IT) for each in bad)


def test_what_a_direction_does_not_carry_is_not_missed() -> None:
    schema = {
        "type": "object",
        "required": ["id", "secret", "name"],
        "properties": {"id": {"readOnly": True}, "secret": {"writeOnly": True}, "name": {}},
    }
    _, request = checker(schema)
    _, response = checker(schema, direction="response")
    assert request.fits({"secret": 1, "name": 2}, IT)
    assert not request.fits({"id": 1, "name": 2}, IT)
    assert response.fits({"id": 1, "name": 2}, IT)
    assert not response.fits({"id": 1}, IT)


@pytest.mark.parametrize(
    "schema",
    [
        {
            "type": "array",
            "items": {"type": "string", "pattern": "^[0-9]{3}-[a-f]$"},
            "minItems": 3,
            "uniqueItems": True,
        },
        {"type": "integer", "exclusiveMinimum": 10, "multipleOf": 7},
        {"type": "number", "minimum": 0, "maximum": 1},
        {"type": "string", "minLength": 40, "maxLength": 41},
        {"allOf": [{"type": "object", "properties": {"a": {"enum": [1]}}}, {"required": ["a", "b"]}]},
        {
            "oneOf": [
                {"type": "string", "maxLength": 0},
                {"type": "object", "additionalProperties": {"type": "integer"}},
            ]
        },
        {"type": "object", "properties": {"next": IT, "n": {"type": "integer"}}, "required": ["n"]},
        {"type": "object", "patternProperties": {"^x-": {"type": "boolean"}}, "minProperties": 1},
    ],
)
@pytest.mark.parametrize("mode", ["least", "most", "null"])
def test_samples_are_valid(schema: Any, mode: Any) -> None:
    spec, judge = checker(schema)
    value = Sampler(spec, judge).sample(IT, mode)
    assert judge.problem(value, IT, strict=True) is None


def test_a_property_that_is_only_described_again_stays_read_only() -> None:
    first = {"type": "object", "properties": {"a": {"type": "string", "readOnly": True}, "b": {"readOnly": True}}}
    spec, judge = checker({"allOf": [first, {"properties": {"a": {"description": "A."}, "b": {"type": "string"}}}]})
    assert Sampler(spec, judge).sample(IT, "most").keys() == {"b"}


def test_a_component_has_the_tags_that_select_it() -> None:
    schemas = {
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["woof"]}}},
        "Any": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
        "It": {"type": "object", "required": ["cat"], "properties": {"cat": {"$ref": "#/components/schemas/Cat"}}},
    }
    schemas["Any"]["discriminator"] = {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}}
    spec = Spec({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}})
    assert Sampler(spec, Checker(spec, "response")).sample(IT, "most") == {"cat": {"kind": "meow"}}


def test_an_impossible_schema_has_no_sample() -> None:
    spec, judge = checker({"type": "string", "pattern": "^a$", "minLength": 2})
    with pytest.raises(NoSampleError):
        Sampler(spec, judge).sample(IT, "least")


def test_modes() -> None:
    schema = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "integer"}, "b": {"type": ["string", "null"]}, "c": {}, "d": {"readOnly": True}},
    }
    spec, judge = checker(schema)
    sampler = Sampler(spec, judge)
    assert sampler.sample(IT, "least").keys() == {"a"}
    assert sampler.sample(IT, "most").keys() == {"a", "b", "c"}
    assert sampler.sample(IT, "most")["b"] is not None
    found = sampler.sample(IT, "null")
    assert found["b"] is None
    assert found["c"] is not None


def test_every_variant_of_a_union_is_sampled() -> None:
    cat = {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}}}
    schemas = {
        "Cat": cat,
        "Dog": cat,
        "It": {"oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]},
    }
    schemas["It"]["discriminator"] = {"propertyName": "kind", "mapping": {"meow": "#/components/schemas/Cat"}}
    spec = Spec({"openapi": "3.1.0", "paths": {}, "components": {"schemas": schemas}})
    found = Sampler(spec, Checker(spec, "response")).variants(IT)
    assert [each["kind"] for each in found] == ["meow", "Dog"]


def test_valid_examples_are_used() -> None:
    spec, judge = checker({"type": "integer"})
    sampler = Sampler(spec, judge)
    assert sampler.sample(IT, "most", ("wrong", 42)) == 42


@pytest.mark.parametrize("pattern", [r"^\d{4}-(a|b)$", r"[^a-z]x?", r"^(?<year>\d\d)$", "^https?://", r"\w+@\w+\.com"])
def test_patterns(pattern: str) -> None:
    import re

    found = matching(pattern)
    assert found is not None
    assert re.search(pattern.replace("?<year>", ""), found)
