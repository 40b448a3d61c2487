"""Closed sets of values of every type, and what documents get wrong about them."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from tests.functional.schema_support import get, put, sdk_of


def annotation(schema: str) -> Any:
    sdk = sdk_of(f"Thing: {{type: object, required: [a], properties: {{a: {schema}}}}}")
    return sdk.root.types.ThingGetResponse.model_fields["a"].annotation


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("{type: integer, enum: [1, 2]}", Literal[1, 2]),
        ("{type: number, enum: [0.5, 1]}", float),
        ("{type: number, enum: [1.0, 2]}", Literal[1, 2]),
        ("{type: boolean, enum: [true]}", Literal[True]),
        ("{enum: [a, 1, true]}", Literal["a", 1, True]),
        ("{enum: [a, a, b]}", Literal["a", "b"]),
        ("{enum: [a, null]}", Literal["a"] | None),
        ("{type: [string, 'null'], enum: [a, null]}", Literal["a"] | None),
        ("{type: [string, 'null'], const: a}", Literal["a"] | None),
        ("{enum: [null]}", object),
        ("{const: null}", object),
        ("{type: string, enum: []}", str),
        ("{type: string, enum: nonsense}", str),
        ("{type: string, enum: [false, 1, 2.5]}", Literal["false", "1", "2.5"]),
        ("{type: integer, enum: ['1', '2']}", Literal[1, 2]),
        ("{type: boolean, enum: ['true']}", Literal[True]),
        ("{enum: [a, 1.5]}", float | Literal["a"]),
        ("{const: 1.5}", float),
        ("{const: {a: 1}}", dict[str, object]),
        ("{const: [1]}", list[object]),
        ("{type: string, enum: [{a: 1}, b]}", dict[str, object] | Literal["b"]),
    ],
)
def test_what_a_closed_set_becomes(schema: str, expected: Any) -> None:
    found = annotation(schema)
    assert (
        str(found).replace("typing.Dict", "dict").replace("typing.List", "list") == str(expected) or found == expected
    )


def test_values_that_are_not_of_their_type_are_told_of() -> None:
    sdk = sdk_of("Thing: {type: object, properties: {a: {type: integer, enum: ['1']}, b: {type: integer, enum: [1]}}}")
    assert sdk.generation.codes.count("SW204") == 1


@pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])
def test_unknown_values_are_kept(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {a: {$ref: "#/components/schemas/E"}, b: {type: array, items: {$ref: "#/components/schemas/E"}}}}
        E: {type: string, enum: [x, y]}
        """,
        *models,
    )
    found = get(sdk, {"a": "new", "b": ["x", "newer", 3, None]})
    assert found.a == "new" and found.b == ["x", "newer", 3, None]
    assert put(sdk, a="x", b=["y"]) == {"a": "x", "b": ["y"]}


@pytest.mark.parametrize(
    "names",
    [
        "x-enum-varnames: [First, Second]",
        "x-enumNames: [First, Second]",
        "x-enum-descriptions: [First, Second]",
        "x-enum-descriptions: {x: First, y: Second}",
    ],
)
def test_names_and_descriptions_of_values_are_in_the_docs(names: str) -> None:
    schemas = f"""
        Thing: {{type: object, properties: {{a: {{$ref: "#/components/schemas/E"}}}}}}
        E: {{type: string, enum: [x, y], {names}}}
        """
    named = sdk_of(schemas, "*").generation.text("types/shared/e.py")
    inline = sdk_of(schemas).generation.text("types/thing_get_response.py")
    for text in (named, inline):
        assert '- `"x"`: First' in text and '- `"y"`: Second' in text


def test_numbers_of_any_size_come_back() -> None:
    sdk = sdk_of("Thing: {type: object, properties: {a: {type: integer}, b: {type: number}, c: {type: integer}}}")
    reply = {"a": 2**70, "b": 2**60 + 1, "c": 1.0}
    found = sdk.client(reply).things.get()
    assert found.to_dict() == reply and isinstance(found.b, int)
