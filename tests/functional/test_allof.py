"""`allOf`: the merge table, and which types stay what they are."""

from __future__ import annotations

from typing import Any, Literal, get_args

import pytest

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import Sdk

both = pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])


def field(sdk: Sdk, name: str = "a") -> Any:
    found: Any = getattr(sdk.root.types, "Thing", None) or sdk.root.types.ThingGetResponse
    return found.model_fields[name].annotation


@both
def test_one_reference_with_notes_is_the_reference(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            a: {allOf: [{$ref: "#/components/schemas/Pet"}], description: Mine.}
            b: {allOf: [{$ref: "#/components/schemas/Pet"}, {description: Mine.}], type: object}
            c: {type: object, required: [name], allOf: [{$ref: "#/components/schemas/Pet"}]}
        Pet: {type: object, required: [name], properties: {name: {type: string}}}
        """,
        *models,
    )
    classes = [get_args(field(sdk, name))[0] for name in "abc"]
    assert len({repr(each.model_fields) for each in classes}) == 1
    assert [each.__name__ for each in classes] == (["Pet"] * 3 if models else ["A", "B", "C"])
    assert get(sdk, {"a": {"name": "x"}}).a.name == "x"


@both
def test_references_to_other_things_than_objects(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            enum: {allOf: [{$ref: "#/components/schemas/E"}], description: d}
            map: {allOf: [{$ref: "#/components/schemas/M"}, {type: object}]}
            list: {allOf: [{$ref: "#/components/schemas/L"}, {maxItems: 3}]}
            union: {allOf: [{$ref: "#/components/schemas/U"}, {title: t}]}
            few: {allOf: [{$ref: "#/components/schemas/E"}, {enum: [y, z]}]}
        E: {type: string, enum: [x, y]}
        M: {type: object, additionalProperties: {type: integer}}
        L: {type: array, items: {type: string}}
        U: {oneOf: [{type: string}, {type: integer}]}
        """,
        *models,
    )
    reply = {"enum": "x", "map": {"a": 1}, "list": ["x"], "union": 3, "few": "y"}
    get(sdk, reply)
    assert put(sdk, **reply) == reply
    assert Literal["y"] in get_args(field(sdk, "few"))


def test_unions_inside_are_distributed() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - {type: object, required: [id], properties: {id: {type: string}}}
            - oneOf:
                - {type: object, required: [kind], properties: {kind: {const: a}, x: {type: integer}}}
                - {type: object, required: [kind], properties: {kind: {const: b}, y: {type: integer}}}
        """
    )
    found = get(sdk, {"id": "1", "kind": "b", "y": 2})
    assert found.id == "1" and found.y == 2 and "x" not in type(found).model_fields


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("{type: number}", "{type: integer}", int),
        ("{type: [string, 'null']}", "{type: string}", str),
        ("{type: string}", "{enum: [a]}", Literal["a"]),
        ("{type: string, description: x}", "{description: y}", str),
        ("{}", "{type: string}", str),
        ("{type: string}", "{type: integer}", str),
    ],
)
def test_a_property_that_two_members_declare(first: str, second: str, expected: Any) -> None:
    sdk = sdk_of(
        f"""
        Thing:
          required: [a]
          allOf: [{{type: object, properties: {{a: {first}}}}}, {{type: object, properties: {{a: {second}}}}}]
        """
    )
    assert field(sdk) == expected


def test_nested_objects_of_two_members_are_joined() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {properties: {inner: {properties: {b: {type: integer}}}, list: {items: {properties: {d: {type: integer}}}}}}
        Base:
          type: object
          properties:
            inner: {type: object, properties: {a: {type: string}}}
            list: {type: array, items: {type: object, properties: {c: {type: string}}}}
        """
    )
    found = get(sdk, {"inner": {"a": "x", "b": 1}})
    assert (found.inner.a, found.inner.b) == ("x", 1)


def test_maps_of_two_members() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - {type: object, properties: {a: {type: string}}, additionalProperties: false}
            - {type: object, additionalProperties: {type: object, properties: {n: {type: integer}}}}
        """
    )
    found = get(sdk, {"a": "x", "more": {"n": 1}})
    assert found.more.n == 1


def test_contradictions_are_told_and_the_first_stays() -> None:
    sdk = sdk_of("Thing: {allOf: [{type: string}, {type: integer}]}")
    assert "SW202" in sdk.generation.codes
    assert get(sdk, "x") == "x"
    enums = sdk_of("Thing: {allOf: [{enum: [a]}, {enum: [b]}]}")
    assert "SW202" in enums.generation.codes and get(enums, "a") == "a"


@both
@pytest.mark.parametrize("schema", ["{allOf: []}", "{allOf: [true]}", "{allOf: [null, 3]}", "{allOf: [{}, {}]}"])
def test_empty_ones_take_anything(schema: str, models: tuple[str, ...]) -> None:
    sdk = sdk_of(f"Thing: {schema}", *models)
    assert get(sdk, {"a": 1}) == {"a": 1}


@both
def test_required_only_members_require(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {required: [a]}]}
        Base: {type: object, properties: {a: {type: string}, b: {type: string}}}
        """,
        *models,
    )
    found = get(sdk, {"a": "x"})
    assert {name for name, each in type(found).model_fields.items() if each.is_required()} == {"a"}


@both
def test_items_that_two_members_describe_have_what_both_say(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - type: object
              properties:
                sets: {type: array, items: {type: object, properties: {id: {type: string}, n: {type: string}}}}
            - properties: {sets: {description: All., items: {properties: {n: {enum: [a, b]}}}}}
        """,
        *models,
    )
    found = get(sdk, {"sets": [{"id": "x", "n": "a"}]}).sets[0]
    assert type(found).model_fields.keys() == {"id", "n"}
    assert put(sdk, sets=[{"id": "x"}]) == {"sets": [{"id": "x"}]}
