"""Defaults that are values of another type than their own: told at their place, and not passed on to callers."""

from __future__ import annotations

import pytest

from tests.functional.support import generate

GO = "resources: {things: {methods: {go: post /a}}}"


def schema_codes(schema: str) -> tuple[list[str], str]:
    """The codes of SW206 kind, and the docstring of the method, for an argument and a parameter of this schema."""
    sdk = generate(
        f"""
paths:
  /a:
    post:
      parameters: [{{name: q, in: query, schema: {schema}}}]
      requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{b: {schema}}}}}}}}}}}
      responses: {{'200': {{description: ''}}}}
""",
        GO,
    )
    sdk.client().things.go(q=None, b=None)
    return [each for each in sdk.generation.codes if each == "SW206"], sdk.generation.text("resources/things.py")


@pytest.mark.parametrize(
    "schema",
    [
        "{type: integer, default: many}",
        "{type: integer, default: 1.5}",
        "{type: integer, default: true}",
        "{type: number, default: '1'}",
        "{type: string, default: 5}",
        "{type: boolean, default: 'true'}",
        "{enum: [a, b], default: c}",
        "{type: array, items: {type: string}, default: a}",
        "{type: array, items: {type: string}, default: [1]}",
        "{type: object, additionalProperties: {type: string}, default: []}",
        "{type: [integer, 'null'], default: x}",
    ],
)
def test_of_another_type(schema: str) -> None:
    codes, text = schema_codes(schema)
    assert codes == ["SW206", "SW206"]
    assert "Defaults to" not in text


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        ("{type: integer, default: 2.0}", "Defaults to `2.0`"),
        ("{type: number, default: 1}", "Defaults to `1`"),
        ("{enum: [a, b], default: b}", 'Defaults to `"b"`'),
        ("{type: array, items: {type: string}, default: [a]}", 'Defaults to `["a"]`'),
        ("{type: [string, integer], default: 3}", "Defaults to `3`"),
        ("{default: [1]}", "Defaults to `[1]`"),
        ("{type: string, default: null}", ""),
    ],
)
def test_of_its_type(schema: str, told: str) -> None:
    codes, text = schema_codes(schema)
    assert codes == []
    assert told in text
