"""Types that lead back to themselves, by every way there is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.functional.schema_support import get, put, sdk_of

REFERENCE = '{$ref: "#/components/schemas/'


def filled(text: str) -> str:
    """`<Name>` as a reference to that schema."""
    return text.replace("<", REFERENCE).replace(">", '"}')


both = pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])
ROOT = Path(__file__).parents[2]

ANYTHING = """
Thing: {type: object, properties: {v: {$ref: "#/components/schemas/Value"}}}
Value:
  anyOf:
    - {type: string}
    - {type: number}
    - {type: "null"}
    - {type: array, items: {$ref: "#/components/schemas/Value"}}
    - {type: object, additionalProperties: {$ref: "#/components/schemas/Value"}}
"""


@both
def test_a_union_that_contains_itself(models: tuple[str, ...]) -> None:
    sdk = sdk_of(ANYTHING, *models)
    value = [1.5, "x", None, {"a": [{"b": []}]}]
    assert get(sdk, {"v": value}).v == value
    assert get(sdk, {"v": True}).v is True, "what no variant is, is kept"
    assert put(sdk, v=value) == {"v": value}


@both
def test_lists_of_themselves(models: tuple[str, ...]) -> None:
    sdk = sdk_of('Thing: {type: array, items: {$ref: "#/components/schemas/Thing"}}', *models)
    assert get(sdk, [[], [[]]]) == [[], [[]]]
    assert put(sdk, body=[[[]]]) == [[[]]]


@both
def test_two_aliases_in_a_circle(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {anyOf: [{type: string}, {type: array, items: {$ref: "#/components/schemas/Other"}}]}
        Other: {anyOf: [{type: integer}, {type: array, items: {$ref: "#/components/schemas/Thing"}}]}
        """,
        *models,
    )
    assert get(sdk, [1, ["a", [2]]]) == [1, ["a", [2]]]


@both
def test_dates_deep_inside_a_recursive_alias_are_formatted(models: tuple[str, ...]) -> None:
    from datetime import date

    sdk = sdk_of(
        """
        Thing: {type: object, properties: {v: {$ref: "#/components/schemas/Dates"}}}
        Dates: {anyOf: [{type: string, format: date}, {type: array, items: {$ref: "#/components/schemas/Dates"}}]}
        """,
        *models,
    )
    assert put(sdk, v=[date(2026, 1, 2), [date(2026, 1, 3)]]) == {"v": ["2026-01-02", ["2026-01-03"]]}
    assert get(sdk, {"v": [["2026-01-02"]]}).v == [[date(2026, 1, 2)]]


@both
@pytest.mark.parametrize(
    ("schemas", "reply"),
    [
        ("Thing: {type: object, properties: {next: <Thing>}}", {"next": {"next": {}}}),
        ('Thing: {type: object, properties: {next: {anyOf: [<Thing>, {type: "null"}]}}}', {"next": {"next": None}}),
        (
            "Thing: {type: object, properties: {by: {type: object, additionalProperties: <Thing>}}}",
            {"by": {"a": {"by": {}}}},
        ),
        (
            "Thing: {allOf: [<Base>, {properties: {more: {type: array, items: <Thing>}}}]}\n"
            "Base: {type: object, properties: {up: <Thing>}}",
            {"more": [{"up": {"more": []}}]},
        ),
        (
            "Thing: {oneOf: [<A>, <B>]}\n"
            "A: {type: object, properties: {b: <B>}}\nB: {type: object, properties: {t: <Thing>}}",
            {"b": {"t": {"b": {}}}},
        ),
    ],
    ids=["itself", "null", "map", "allOf", "union"],
)
def test_objects_of_themselves(schemas: str, reply: Any, models: tuple[str, ...]) -> None:
    sdk = sdk_of(filled(schemas), *models)
    get(sdk, reply)


@both
@pytest.mark.parametrize(
    "schemas",
    [
        "Thing: <Thing>",
        "Thing: {allOf: [<Thing>]}",
        "Thing: {anyOf: [<Other>]}\nOther: {anyOf: [<Thing>]}",
        "Thing: {anyOf: [<Other>, {type: string}]}\nOther: {anyOf: [<Thing>, {type: integer}]}",
    ],
)
def test_circles_of_nothing(schemas: str, models: tuple[str, ...]) -> None:
    sdk = sdk_of(filled(schemas), *models)
    assert get(sdk, "x") == "x"


@pytest.mark.slow
@both
def test_type_checkers_take_recursive_aliases(models: tuple[str, ...], tmp_path: Path) -> None:
    sdk = sdk_of(ANYTHING, *models)
    for path, content in sdk.generation.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    package = f"src/{sdk.generation.package}/types"
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), package]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout
