"""The schema that editors use is the one that the tool has."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from sdkwright.cli.schema import whole_schema

SPEC = Path(__file__).parents[3] / "spec"


def test_the_committed_schema_is_the_tools_own() -> None:
    """`make schema` writes it anew."""
    assert json.loads((SPEC / "sdkwright.schema.json").read_text(encoding="utf-8")) == whole_schema()


def test_the_projects_own_config_fits_it() -> None:
    config = yaml.safe_load((SPEC / "sdkwright.yml").read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(whole_schema()).iter_errors(config)) == []


@pytest.mark.parametrize(
    ("listed", "good"),
    [
        ("{python: {http: httpx2}}", True),
        ("{python: {http: requests}}", False),
        ("{python: {flavours: [pydantic]}}", False),
        ("{sdk: {target: python, http: httpx}}", True),
        ("{sdk: {target: python, colour: red}}", False),
        ("{sdk: {target: pyhton}}", False),
        ("{python: {target: models, flavours: [msgspec]}}", True),
        ("{models: {flavours: [attrs]}}", False),
        ("{models: {x-note: mine}}", True),
    ],
)
def test_editors_know_the_options_of_each_target(listed: str, good: bool) -> None:
    made = whole_schema()
    jsonschema.Draft202012Validator.check_schema(made)
    config = yaml.safe_load(f"organization: {{name: a}}\nsdkwright: {{targets: {listed}}}\n")
    assert jsonschema.Draft202012Validator(made).is_valid(config) is good
