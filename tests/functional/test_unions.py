"""Unions: tags, overlaps, siblings, nesting, recursion. Each with inline types and with all of them named."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import generate

PETS = """
        Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
        Dog: {type: object, required: [kind], properties: {kind: {const: dog}, tail: {type: boolean}}}
"""
both = pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])


@both
def test_properties_beside_one_of_are_in_every_variant(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          required: [id]
          properties: {id: {type: string}}
          oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
        """
        + PETS,
        *models,
    )
    found = get(sdk, {"id": "1", "kind": "dog", "tail": True})
    assert (found.id, found.tail) == ("1", True)
    assert type(found).model_fields["id"].is_required()
    assert put(sdk, id="1", kind="cat", lives=9) == {"id": "1", "kind": "cat", "lives": 9}


@both
def test_members_that_only_require_are_no_variants(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties: {a: {type: string}, b: {type: string}}
          anyOf: [{required: [a]}, {required: [b]}]
        """,
        *models,
    )
    assert get(sdk, {"b": "x"}).b == "x"
    assert put(sdk, a="x") == {"a": "x"}


@both
def test_of_overlapping_variants_the_one_that_knows_most_is_taken(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {anyOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
        A: {type: object, required: [id], properties: {id: {type: string}}}
        B: {type: object, required: [id], properties: {id: {type: string}, more: {type: integer}}}
        """,
        *models,
    )
    assert type(get(sdk, {"id": "1", "more": 2})).__name__.endswith("B")
    assert type(get(sdk, {"id": "1"})).__name__.endswith("A")
    assert type(get(sdk, {"id": "1", "more": "new kind of value"})).__name__.endswith(("A", "B"))


def test_unions_of_unions_are_one() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            a: {oneOf: [{type: string}, {anyOf: [{type: integer}, {oneOf: [{type: boolean}, {type: "null"}]}]}]}
        """
    )
    expected = {str, int, bool, type(None)}
    assert set(get_args(sdk.root.types.ThingGetResponse.model_fields["a"].annotation)) == expected
    assert get(sdk, {"a": None}).a is None


def test_unions_of_constants_are_one_closed_set_with_docs() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          required: [a]
          properties:
            a: {type: string, oneOf: [{const: x, description: The first.}, {const: y, title: The other.}]}
        """
    )
    assert sdk.root.types.ThingGetResponse.model_fields["a"].annotation == Literal["x", "y"]
    assert "- `x`: The first." in sdk.generation.text("types/thing_get_response.py").replace('"x"', "x")


@both
def test_tags_in_nested_all_of(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
        Base: {type: object, required: [kind], properties: {kind: {type: string}, id: {type: string}}}
        A: {allOf: [{$ref: "#/components/schemas/Base"}, {properties: {kind: {const: a}, n: {type: integer}}}]}
        B: {allOf: [{$ref: "#/components/schemas/Base"}, {properties: {kind: {enum: [b]}, n: {type: integer}}}]}
        """,
        *models,
    )
    found = get(sdk, {"kind": "b", "n": 1, "id": "x"})
    assert type(found).__name__.endswith("B") and found.id == "x"
    assert type(found).model_fields["kind"].annotation == Literal["b"]


@pytest.mark.parametrize("values", [(1, 2), (True, False)], ids=["numbers", "booleans"])
def test_tags_that_are_no_text(values: tuple[Any, Any]) -> None:
    first, second = (str(each).lower() for each in values)
    sdk = sdk_of(
        f"""
        Thing: {{oneOf: [{{$ref: "#/components/schemas/A"}}, {{$ref: "#/components/schemas/B"}}]}}
        A: {{type: object, required: [v], properties: {{v: {{const: {first}}}, x: {{type: string}}}}}}
        B: {{type: object, required: [v], properties: {{v: {{const: {second}}}, x: {{type: string}}}}}}
        """,
        "A",
        "B",
    )
    assert type(get(sdk, {"v": values[0], "x": "q"})).__name__ == "A"
    assert type(get(sdk, {"v": values[1], "x": "q"})).__name__ == "B"


FAMILY = """
Thing: {type: object, properties: {pet: {$ref: "#/components/schemas/Pet"}, pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
Pet:
  type: object
  required: [kind]
  discriminator: {propertyName: kind, mapping: {kitty: "#/components/schemas/Cat"}}
  properties: {kind: {type: string}, name: {type: string}}
Cat: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {lives: {type: integer}}}]}
Dog: {allOf: [{$ref: "#/components/schemas/Pet"}, {type: object, properties: {friend: {$ref: "#/components/schemas/Pet"}}}]}
"""


@both
def test_a_parent_with_a_discriminator_means_its_children(models: tuple[str, ...]) -> None:
    sdk = sdk_of(FAMILY, *models)
    reply = {
        "pet": {"kind": "kitty", "name": "Tom", "lives": 9},
        "pets": [
            {"kind": "Dog", "friend": {"kind": "kitty", "lives": 1}},
            {"kind": "fish", "name": "Wanda", "fins": 2},
        ],
    }
    found = get(sdk, reply)
    assert found.pet.lives == 9 and type(found.pet).model_fields["kind"].annotation == Literal["kitty"]
    assert found.pets[0].friend.lives == 1
    assert found.pets[1].name == "Wanda" and type(found.pets[1]).__name__.endswith("Base"), "what the parent says"
    assert put(sdk, pet={"kind": "kitty", "lives": 3}) == {"pet": {"kind": "kitty", "lives": 3}}


def test_the_variant_for_unknown_tags_of_openapi_3_2() -> None:
    sdk = sdk_of(
        """
        Thing:
          oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Other"}]
          discriminator: {propertyName: kind, mapping: {cat: Cat}, defaultMapping: Other}
        Other: {type: object, properties: {kind: {type: string}, note: {type: string}}}
        """
        + PETS,
        "*",
    )
    assert type(get(sdk, {"kind": "cat", "lives": 1})).__name__ == "Cat"
    assert type(get(sdk, {"kind": "rat", "note": "n"})).__name__ == "Other"


@both
def test_mixtures_of_everything(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {v: {$ref: "#/components/schemas/V"}}}
        V:
          anyOf:
            - {type: string}
            - {type: array, items: {$ref: "#/components/schemas/Cat"}}
            - {type: object, additionalProperties: {type: integer}}
            - {$ref: "#/components/schemas/Dog"}
            - {$ref: "#/components/schemas/Dog"}
            - {type: "null"}
        """
        + PETS,
        *models,
    )
    for value in ("x", None, [{"kind": "cat", "lives": 1}], {"a": 1}, {"kind": "dog", "tail": False}, 1.5, [[1]]):
        get(sdk, {"v": value})
        assert put(sdk, v=value) == {"v": value}
    assert get(sdk, {"v": [{"kind": "cat", "lives": 1}]}).v[0].lives == 1
    assert get(sdk, {"v": {"kind": "dog", "tail": True}}).v.tail is True


@both
@pytest.mark.parametrize(
    "schema",
    [
        "{anyOf: [{}, {type: string}]}",
        "{oneOf: []}",
        "{oneOf: [{type: 'null'}]}",
        "{anyOf: [{not: {type: string}}, {type: integer}]}",
        "{oneOf: [true, {type: string}]}",
        "{oneOf: {a: 1}, anyOf: x, allOf: 3}",
        "{oneOf: [{$ref: '#/components/schemas/Thing'}]}",
        "{oneOf: [{$ref: '#/components/schemas/Thing'}, {type: string}]}",
        "{allOf: [{oneOf: [{type: string}, {type: integer}]}, {oneOf: [{minimum: 1}, {maxLength: 3}]}]}",
    ],
)
def test_odd_unions_take_anything(schema: str, models: tuple[str, ...]) -> None:
    sdk = sdk_of(f"Thing: {schema}", *models)
    assert get(sdk, "x") == "x"


@pytest.mark.parametrize("version", ['swagger: "2.0"', "openapi: 3.0.3"])
def test_a_list_of_schemas_under_items_is_a_union_unless_it_is_in_an_array(version: str) -> None:
    two = "[{type: object, properties: {a: {type: string}}}, {type: object, properties: {b: {type: integer}}}]"
    schema = f"{{type: object, properties: {{one: {{items: {two}}}, many: {{type: array, items: {two}}}}}}}"
    answer = f"schema: {schema}" if "2.0" in version else f"content: {{application/json: {{schema: {schema}}}}}"
    sdk = generate(
        f"""
{version}
info: {{title: Acme, version: "1"}}
paths: {{/x: {{get: {{produces: [application/json], responses: {{"200": {{description: "", {answer}}}}}}}}}}}
""",
        "resources: {things: {methods: {get: get /x}}}",
    )
    found = sdk.client({"one": {"b": 1}, "many": [{"a": "x"}]}, base_url="https://acme.test").things.get()
    assert found.one.b == 1
    assert found.many[0].a == "x"


def test_a_discriminator_that_no_variant_declares_can_be_sent_and_read() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            run:
              oneOf: [{$ref: "#/components/schemas/Side"}, {$ref: "#/components/schemas/Book"}]
              discriminator: {propertyName: kind, mapping: {s: "#/components/schemas/Side"}}
        Side: {type: object, properties: {name: {type: string}}}
        Book: {type: object, properties: {name: {type: string}}}
        """,
        "*",
    )
    assert type(get(sdk, {"run": {"name": "n", "kind": "Book"}}).run).__name__ == "Book"
    assert type(get(sdk, {"run": {"name": "n", "kind": "s"}}).run).__name__ == "Side"
    assert get(sdk, {"run": {"name": "n"}}).run.name == "n"
    hints = sdk.module("types.shared_params.side").Side.__annotations__
    assert "'s'" in str(hints["kind"]).replace('"', "'")
    assert "Required[" not in str(hints["kind"])


def test_fixed_values_beside_a_union_of_values_are_fewer() -> None:
    sdk = sdk_of(
        """
        Thing: {oneOf: [{$ref: "#/components/schemas/One"}, {$ref: "#/components/schemas/Two"}]}
        Kind: {type: integer, oneOf: [{const: 1}, {const: 2}, {const: 3}]}
        One: {type: object, required: [kind], properties: {kind: {enum: [1], allOf: [{$ref: "#/components/schemas/Kind"}]}}}
        Two: {type: object, required: [kind], properties: {kind: {enum: [2], allOf: [{$ref: "#/components/schemas/Kind"}]}}}
        """,
        "*",
    )
    assert type(get(sdk, {"kind": 2})).__name__ == "Two"
    assert "Literal[2]" in sdk.generation.text("types/shared/two.py")
