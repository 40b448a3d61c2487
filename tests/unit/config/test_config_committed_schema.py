"""The schema that editors use is the one that the tool has."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import yaml
from sdkwright.config import schema

SPEC = Path(__file__).parents[3] / "spec"


def test_the_committed_schema_is_the_tools_own() -> None:
    """`make schema` writes it anew."""
    assert json.loads((SPEC / "sdkwright.schema.json").read_text(encoding="utf-8")) == schema()


def test_the_projects_own_config_fits_it() -> None:
    config = yaml.safe_load((SPEC / "sdkwright.yml").read_text(encoding="utf-8"))
    assert list(jsonschema.Draft202012Validator(schema()).iter_errors(config)) == []
