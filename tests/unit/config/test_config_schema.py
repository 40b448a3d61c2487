"""The JSON Schema of the config: valid, the same each time, and of one mind with the loader."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from jsonschema import Draft202012Validator
from sdkwright.config import parse_config, schema
from sdkwright.config.json_schema import known_keys
from sdkwright.diagnostics import Diagnostics
from sdkwright.load.reading import parse_source, read_source

PAIRS = Path(__file__).parents[3].parent / "shared" / "pairs"
CONFIGS = sorted(PAIRS.glob("*/stainless.yml"))
GENERATOR = Path(__file__).parents[3] / "generator"


def validator() -> Any:
    made = schema()
    Draft202012Validator.check_schema(made)
    return Draft202012Validator(made)


def valid(text: str) -> bool:
    source = parse_source(text, "a.yml", Diagnostics())
    assert source is not None
    return bool(validator().is_valid(source.data))


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("", True),
        ("resorces: {}", False),
        ("x-note: 1\n$schema: ./s.json", True),
        ("x-sdkwright-note: 1", False),
        ("resources: {r: {methods: {m: get /x, n: {endpoint: GET /y, skip: [go]}}}}", True),
        ("resources: {r: {methods: {m: fetch /x}}}", False),
        ("resources: {r: {methods: {m: null}}}", False),
        ("resources: {r: {models: {m: null}}}", False),
        ("resources: {r: {methods: {m: {endpoint: get /x, unknown: 1}}}}", False),
        ("resources: {r: {models: {m: M, n: {openapi_uri: N}}, subresources: {s: {skip: true}}}}", True),
        ("environments: {p: https://x, q: {url: https://y}}", True),
        ("streaming: {on_event: [{event_type: null}, {event_type: [a, null]}, {event_type: x}]}", True),
        ("targets: {python: {x-sdkwright-version: 1.0.0}, go: {any: thing}}", True),
        ("targets: {python: {version: 1.0.0}}", False),
        ("client_settings: {opts: {password: {default: x}}, default_timeout: PT60S}", True),
        ("settings: {unwrap_response_fields: data}", True),
    ],
)
def test_schema_and_loader_are_of_one_mind(text: str, good: bool) -> None:
    whole = f"organization: {{name: a}}\n{text}"
    assert valid(whole) is good
    sink = Diagnostics()
    parse_config(whole, sink)
    assert (len(sink) == 0) is good


def test_an_empty_mapping_is_no_config() -> None:
    assert not valid("{}")


def test_only_the_loader_knows_that_a_method_needs_an_endpoint() -> None:
    """A webhook's method has none, so that the schema cannot ask for it."""
    assert valid("organization: {name: a}\nresources: {r: {methods: {m: {type: webhook_unwrap}}}}")


def defined(made: dict[str, Any]) -> list[dict[str, dict[str, Any]]]:
    """The properties of each definition."""
    whole: list[dict[str, Any]] = [way for made in made["$defs"].values() for way in (made, *made.get("anyOf", ()))]
    return [made["properties"], *(way["properties"] for way in whole if "properties" in way)]


def test_our_keys_are_described_and_marked() -> None:
    made = schema()
    ours = made["$defs"]["Sdkwright"]["properties"]
    assert set(ours) == {
        "spec",
        "overlays",
        "allow_refs",
        "output",
        "targets",
        "telemetry_prefix",
        "compat",
        "resource_suffix",
        "diagnostics",
    }
    for name, field in {**ours, **made["$defs"]["PythonTarget"]["properties"]}.items():
        if name in ours or name.startswith("x-sdkwright-"):
            assert name == "diagnostics" or field["description"]
    for properties in defined(made):
        for name, field in properties.items():
            if name.startswith("x-sdkwright-"):
                assert field["description"].startswith("sdkwright: ")


def test_no_default_leaks_the_models() -> None:
    for properties in defined(schema()):
        for field in properties.values():
            assert field.get("default", 0) not in ({}, [], None)
            assert not isinstance(field.get("default"), dict)
            assert "title" not in field


def test_the_same_bytes_each_time() -> None:
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import sdkwright.config as c; print(json.dumps(c.schema()))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(GENERATOR)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert printed == {json.dumps(schema()) + "\n"}


def test_known_keys_at_any_depth() -> None:
    made = schema()
    assert "resources" in known_keys(made, ())
    assert "read_env" in known_keys(made, ("client_settings", "opts", "api_key"))
    deep = ("resources", "a", "subresources", "b", "methods", "c", "streaming")
    assert "x-sdkwright-collect" in known_keys(made, deep)
    assert "handle" in known_keys(made, ("streaming", "on_event", 3))
    assert known_keys(made, ("environments",)) == []
    assert known_keys(made, ("targets", "go")) == []


@pytest.mark.skipif(not CONFIGS, reason="the public configs are not here")
@pytest.mark.parametrize("path", CONFIGS, ids=lambda path: cast("Path", path).parent.name)
def test_public_configs_are_valid(path: Path) -> None:
    source = read_source(path, Diagnostics())
    assert source is not None
    assert [error.message for error in validator().iter_errors(source.data)] == []
