"""Which classes inherit from models: an `allOf` that refers to one."""

from __future__ import annotations

from typing import Any

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import Sdk

BASE = """
Base:
  type: object
  required: [id]
  properties:
    id: {type: string}
    fullName: {type: string}
    kind: {type: string}
    owner: {type: object, properties: {mail: {type: string}}}
"""
HEIR = """
Thing:
  allOf:
    - $ref: "#/components/schemas/Base"
    - type: object
      required: [kind]
      properties:
        kind: {const: heir}
        size: {type: object, properties: {inner: {type: object, properties: {n: {type: integer}}}}}
"""


def answer_of(sdk: Sdk) -> Any:
    return sdk.root.types.ThingGetResponse


def test_an_allof_that_refers_to_a_model_is_a_class_below_it() -> None:
    sdk = sdk_of(HEIR + BASE, "Base")
    answer, base = answer_of(sdk), sdk.root.types.shared.Base
    assert issubclass(answer, base)
    assert set(answer.__annotations__) == {"kind", "size"}
    found = get(sdk, {"id": "1", "fullName": "x", "kind": "heir", "owner": {"mail": "m"}})
    assert (found.full_name, found.owner.mail, found.kind) == ("x", "m", "heir")
    assert isinstance(found, base)


def test_types_inside_an_heir_carry_its_name() -> None:
    module = sdk_of(HEIR + BASE, "Base").module("types.thing_get_response")
    assert module.ThingGetResponseSize and module.ThingGetResponseSizeInner
    assert not hasattr(module, "Owner")


def test_what_refers_to_no_model_has_all_properties_itself() -> None:
    sdk = sdk_of(HEIR + BASE)
    assert {"id", "full_name", "owner", "kind", "size"} <= set(answer_of(sdk).__annotations__)


def test_models_inherit_from_models_also_where_they_are_sent() -> None:
    sdk = sdk_of(HEIR + BASE + "Outer: {type: object, properties: {thing: {$ref: '#/components/schemas/Thing'}}}", "*")
    thing, base = sdk.root.types.shared.Thing, sdk.root.types.shared.Base
    assert issubclass(thing, base)
    source = sdk_of(
        "Thing: {type: object, properties: {inner: {$ref: '#/components/schemas/Heir'}}}\n"
        + HEIR.replace("Thing:", "Heir:")
        + BASE,
        "Base",
        "Heir",
    )
    assert "class Heir(Base, total=False):" in source.generation.text("types/shared_params/heir.py")
    assert put(source, inner={"id": "1", "full_name": "x", "kind": "heir"}) == {
        "inner": {"id": "1", "fullName": "x", "kind": "heir"}
    }


def test_a_property_that_becomes_something_else_leaves_no_inheritance() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {type: object, properties: {a: {type: array, items: {const: x}}}}
        Base: {type: object, properties: {a: {type: array, items: {type: string}}, b: {type: string}}}
        """,
        "Base",
    )
    assert set(answer_of(sdk).__annotations__) == {"a", "b"}


def test_a_class_of_its_own_in_place_of_the_models_leaves_no_inheritance() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {type: object, required: [owner]}
        Base: {type: object, properties: {owner: {type: object, properties: {mail: {type: string}}}}}
        """,
        "Base",
    )
    assert not issubclass(answer_of(sdk), sdk.root.types.shared.Base)
    assert get(sdk, {"owner": {"mail": "x"}}).owner.mail == "x"


def test_a_property_that_an_heir_requires_has_no_default() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {type: object, required: [a]}
        Base: {type: object, properties: {a: {type: string}, b: {type: string}}}
        """,
        "Base",
    )
    assert issubclass(answer_of(sdk), sdk.root.types.shared.Base)
    assert answer_of(sdk).model_fields["a"].is_required()
    # Type checkers inherit the default of a field unless it says that it has none.
    assert "    a: str = FieldInfo()  # pyright: ignore[" in sdk.generation.text("types/thing_get_response.py")


def test_the_comment_on_a_long_property_stands_where_it_begins() -> None:
    values = [f"a_very_long_value_number_{number}" for number in range(9)]
    sdk = sdk_of(
        f"""
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {{type: object, properties: {{kind: {{enum: {values}}}}}}}
        Base: {{type: object, properties: {{kind: {{type: string}}}}}}
        """,
        "Base",
    )
    text = sdk.generation.text("types/thing_get_response.py")
    assert "    kind: Optional[  # pyright: ignore[reportIncompatibleVariableOverride]\n" in text


def test_an_heir_never_has_the_name_of_the_model_that_it_inherits_from() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            base:
              allOf: [{$ref: "#/components/schemas/Base"}, {type: object, properties: {b: {type: string}}}]
        Base: {type: object, properties: {a: {type: string}}}
        """,
        "Base",
    )
    assert type(get(sdk, {"base": {"a": "x", "b": "y"}}).base).__name__ == "ThingGetResponseBase"


def test_several_models_are_several_bases() -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
        A: {type: object, properties: {a: {type: string}}}
        B: {type: object, properties: {b: {type: string}}}
        """,
        "A",
        "B",
    )
    answer, shared = answer_of(sdk), sdk.root.types.shared
    assert issubclass(answer, shared.A) and issubclass(answer, shared.B)
    assert get(sdk, {"a": "x", "b": "y"}).b == "y"


def test_a_model_and_its_own_base_are_one_base() -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
        A: {type: object, properties: {a: {type: string}}}
        B: {allOf: [{$ref: "#/components/schemas/A"}, {type: object, properties: {b: {type: string}}}]}
        """,
        "A",
        "B",
    )
    assert answer_of(sdk).__bases__ == (sdk.root.types.shared.B,)


def test_bases_with_a_common_ancestor_are_merged() -> None:
    sdk = sdk_of(
        """
        Thing: {allOf: [{$ref: "#/components/schemas/B"}, {$ref: "#/components/schemas/C"}]}
        A: {type: object, properties: {a: {type: string}}}
        B: {allOf: [{$ref: "#/components/schemas/A"}, {type: object, properties: {b: {type: string}}}]}
        C: {allOf: [{$ref: "#/components/schemas/A"}, {type: object, properties: {c: {type: string}}}]}
        """,
        "A",
        "B",
        "C",
    )
    assert set(answer_of(sdk).__annotations__) == {"a", "b", "c"}


def test_a_model_that_holds_its_heirs_is_defined_before_them() -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {node: {$ref: "#/components/schemas/Node"}}}
        Leaf: {allOf: [{$ref: "#/components/schemas/Node"}, {type: object, properties: {text: {type: string}}}]}
        Node: {type: object, properties: {leaves: {type: array, items: {$ref: "#/components/schemas/Leaf"}}}}
        """,
        "Leaf",
        "Node",
    )
    found = get(sdk, {"node": {"leaves": [{"text": "x", "leaves": [{"text": "y"}]}]}})
    assert found.node.leaves[0].leaves[0].text == "y"
    assert put(sdk, node={"leaves": [{"text": "x"}]}) == {"node": {"leaves": [{"text": "x"}]}}


def test_an_heir_calls_inherited_properties_as_its_model_does() -> None:
    sdk = sdk_of(
        """
        Thing:
          allOf:
            - $ref: "#/components/schemas/Base"
            - {type: object, properties: {foo_bar: {type: integer}}}
        Base: {type: object, properties: {fooBar: {type: string}}}
        """,
        "Base",
    )
    found = get(sdk, {"fooBar": "x", "foo_bar": 1})
    assert found.foo_bar == "x"
    assert found.foo_bar_ == 1
