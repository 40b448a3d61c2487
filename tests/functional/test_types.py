"""What schemas become: nullability, composition, unions, closed sets, recursion, maps, names on the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, get_args, get_type_hints

import pytest

from tests.functional.support import Sdk, generate

GET = "resources: {things: {methods: {get: get /thing, put: put /thing}}}"


def document(schema: str, components: str = "") -> str:
    """One schema, answered by GET and taken by PUT."""
    return f"""
paths:
  /thing:
    get: {{responses: {{"200": {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}}}}}}}
    put:
      requestBody:
        required: true
        content: {{application/json: {{schema: {{$ref: "#/components/schemas/Thing"}}}}}}
      responses: {{"204": {{}}}}
components:
  schemas:
    Thing: {schema}
{components}
"""


def sdk_of(schema: str, components: str = "", config: str = GET) -> Sdk:
    return generate(document(schema, components), config)


def get(sdk: Sdk, reply: object) -> Any:
    return sdk.client(reply).things.get()


def annotation(sdk: Sdk, field: str) -> Any:
    return sdk.root.types.ThingGetResponse.model_fields[field].annotation


# --- null ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "schema",
    [
        'type: [string, "null"]',
        'anyOf: [{type: string}, {type: "null"}]',
        'oneOf: [{type: "null"}, {type: string}]',
        'anyOf: [{type: [string, "null"]}]',
        "type: string, nullable: true",
    ],
)
def test_every_way_to_say_null_is_one(schema: str) -> None:
    sdk = sdk_of(f"{{type: object, required: [a], properties: {{a: {{{schema}}}, b: {{{schema}}}}}}}")
    assert annotation(sdk, "a") == annotation(sdk, "b") == (str | None)
    found = get(sdk, {"a": None})
    assert found.a is None and found.b is None
    assert found.model_fields_set == {"a"}, "null is not absence"
    sdk.client().things.put(a=None)
    assert sdk.sent_json == {"a": None}
    sdk.client().things.put(a="x", b=None)
    assert sdk.sent_json == {"a": "x", "b": None}


def test_nullable_of_openapi_3_0() -> None:
    spec = document("{type: object, properties: {a: {type: string, nullable: true}, b: {type: string}}}")
    head = 'openapi: 3.0.3\ninfo: {title: Acme, version: "1"}\nservers: [{url: https://acme.test}]\n'
    sdk = generate(head + spec, GET)
    assert get(sdk, {"a": None, "b": "x"}).to_dict() == {"a": None, "b": "x"}


def test_nullable_reference() -> None:
    sdk = sdk_of(
        '{type: object, required: [pet], properties: {pet: {anyOf: [{$ref: "#/components/schemas/Pet"}, {type: "null"}]}}}',
        "    Pet: {type: object, properties: {name: {type: string}}}",
    )
    assert get(sdk, {"pet": None}).pet is None
    assert get(sdk, {"pet": {"name": "Rex"}}).pet.name == "Rex"


def test_enum_with_null() -> None:
    sdk = sdk_of("{type: object, required: [a], properties: {a: {enum: [x, null]}}}")
    assert get(sdk, {"a": None}).a is None
    assert get_args(get_args(annotation(sdk, "a"))[0]) == ("x",)


def test_a_type_that_is_only_null() -> None:
    sdk = sdk_of('{type: object, required: [a], properties: {a: {type: "null"}}}')
    assert get(sdk, {"a": None}).to_dict() == {"a": None}


# --- allOf ---------------------------------------------------------------------------------------------------------

PARTS = """
    Base: {type: object, required: [id], properties: {id: {type: string}, note: {type: string}}}
    Dated: {type: object, properties: {made: {type: string, format: date-time}}}
"""


def test_all_of_merges_properties_and_required() -> None:
    sdk = sdk_of(
        '{allOf: [{$ref: "#/components/schemas/Base"}, {$ref: "#/components/schemas/Dated"}, '
        "{type: object, required: [note], properties: {size: {type: integer}}}]}",
        PARTS,
    )
    fields = sdk.root.types.ThingGetResponse.model_fields
    assert {name for name, field in fields.items() if field.is_required()} == {"id", "note"}
    found = get(sdk, {"id": "1", "note": "n", "made": "2026-01-02T03:04:05Z", "size": 3})
    assert found.made == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.size == 3


def test_all_of_with_one_reference_and_a_description_is_the_reference() -> None:
    sdk = sdk_of(
        '{type: object, properties: {a: {allOf: [{$ref: "#/components/schemas/Base"}], description: Mine.}}}', PARTS
    )
    assert get(sdk, {"a": {"id": "7"}}).a.id == "7"


def test_all_of_narrows_a_property() -> None:
    sdk = sdk_of(
        '{allOf: [{$ref: "#/components/schemas/Base"}, {type: object, properties: {note: {enum: [x, y]}}}]}', PARTS
    )
    assert get_args(get_args(annotation(sdk, "note"))[0]) == ("x", "y")


def test_all_of_may_loop() -> None:
    sdk = sdk_of('{allOf: [{$ref: "#/components/schemas/Thing"}, {type: object, properties: {id: {type: string}}}]}')
    assert get(sdk, {"id": "1"}).id == "1"


def test_all_of_many() -> None:
    parts = "\n".join(
        f"    P{index}: {{type: object, properties: {{p{index}: {{type: string}}}}}}" for index in range(100)
    )
    members = ", ".join(f'{{$ref: "#/components/schemas/P{index}"}}' for index in range(100))
    sdk = sdk_of(f"{{allOf: [{members}]}}", parts)
    assert len(sdk.root.types.ThingGetResponse.model_fields) == 100
    assert sdk.generation.codes == []


def test_all_of_in_a_diamond() -> None:
    levels = "\n".join(
        f'    L{index}: {{allOf: [{{$ref: "#/components/schemas/L{index + 1}"}}, {{$ref: "#/components/schemas/L{index + 1}"}}]}}'
        for index in range(30)
    )
    sdk = sdk_of(
        '{$ref: "#/components/schemas/L0"}', f"{levels}\n    L30: {{type: object, properties: {{a: {{type: string}}}}}}"
    )
    assert get(sdk, {"a": "x"}).a == "x"


def test_all_of_that_contradicts_itself_is_reported() -> None:
    generation = generate(
        document("{type: object, properties: {a: {allOf: [{type: string}, {type: integer}]}}}"), GET
    ).generation
    assert "SW202" in generation.codes


# --- unions --------------------------------------------------------------------------------------------------------

ANIMALS = """
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {enum: [dog, puppy]}, barks: {type: boolean}}}
"""
EITHER = '[{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]'


def union_sdk(members: str = EITHER, rest: str = "", components: str = ANIMALS) -> Sdk:
    return sdk_of(f"{{type: object, properties: {{pet: {{oneOf: {members}{rest}}}}}}}", components)


@pytest.mark.parametrize("rest", ["", ", discriminator: {propertyName: kind}"])
def test_the_tag_picks_the_variant(rest: str) -> None:
    sdk = union_sdk(rest=rest)
    assert get(sdk, {"pet": {"kind": "cat", "barks": True}}).pet.__class__.__name__ == "PetCat"
    assert get(sdk, {"pet": {"kind": "puppy", "lives": 9}}).pet.__class__.__name__ == "PetDog"


def test_an_unknown_variant_is_kept() -> None:
    pet = {"kind": "fish", "fins": [1, 2]}
    found = get(union_sdk(), {"pet": pet})
    assert found.to_dict() == {"pet": pet}


def test_the_mapping_of_a_discriminator() -> None:
    components = """
    Cat: {type: object, properties: {kind: {type: string}, lives: {type: integer}}}
    Dog: {type: object, properties: {kind: {type: string}, barks: {type: boolean}}}
"""
    rest = ', discriminator: {propertyName: kind, mapping: {c: "#/components/schemas/Cat", k9: "#/components/schemas/Dog"}}'
    sdk = union_sdk(rest=rest, components=components)
    assert "barks" in type(get(sdk, {"pet": {"kind": "k9"}}).pet).model_fields
    assert "lives" in type(get(sdk, {"pet": {"kind": "c"}}).pet).model_fields


def test_a_union_without_a_tag_takes_what_fits() -> None:
    components = """
    Cat: {type: object, required: [lives], properties: {lives: {type: integer}}}
    Dog: {type: object, required: [barks], properties: {barks: {type: boolean}}}
"""
    sdk = union_sdk(components=components)
    assert get(sdk, {"pet": {"barks": True}}).pet.barks is True
    assert get(sdk, {"pet": {"lives": 9}}).pet.lives == 9


def test_a_union_of_scalars_and_lists() -> None:
    sdk = union_sdk("[{type: string}, {type: integer}, {type: array, items: {type: string}}]")
    for value in ("a", 1, ["a", "b"]):
        assert get(sdk, {"pet": value}).pet == value


def test_a_union_of_objects_and_scalars() -> None:
    sdk = union_sdk('[{type: string}, {$ref: "#/components/schemas/Cat"}]')
    assert get(sdk, {"pet": "x"}).pet == "x"
    assert get(sdk, {"pet": {"kind": "cat", "lives": 1}}).pet.lives == 1


def test_a_union_of_inline_objects() -> None:
    sdk = union_sdk(
        "[{type: object, required: [a], properties: {a: {type: string}}},"
        " {type: object, required: [b], properties: {b: {type: string}}}]"
    )
    assert get(sdk, {"pet": {"b": "x"}}).pet.b == "x"


def test_a_union_as_the_whole_answer() -> None:
    sdk = sdk_of(f"{{oneOf: {EITHER}}}", ANIMALS)
    assert get(sdk, {"kind": "cat", "lives": 2}).lives == 2


def test_a_list_of_a_union_as_the_whole_answer() -> None:
    sdk = sdk_of(f"{{type: array, items: {{oneOf: {EITHER}}}}}", ANIMALS)
    found = get(sdk, [{"kind": "cat", "lives": 2}, {"kind": "dog", "barks": False}])
    assert [found[0].lives, found[1].barks] == [2, False]


# --- closed sets ---------------------------------------------------------------------------------------------------


def test_enums_are_open_when_read_and_closed_when_typed() -> None:
    sdk = sdk_of("{type: object, required: [a], properties: {a: {type: string, enum: [x, y]}}}")
    assert get_args(annotation(sdk, "a")) == ("x", "y")
    assert get(sdk, {"a": "new"}).a == "new"


def test_enums_of_other_scalars() -> None:
    sdk = sdk_of("{type: object, required: [a], properties: {a: {enum: [1, true, one, -1]}, b: {enum: [0.5, 1.5]}}}")
    assert get_args(annotation(sdk, "a")) == (1, True, "one", -1)
    assert get(sdk, {"a": -1, "b": 0.5}).to_dict() == {"a": -1, "b": 0.5}


def test_const() -> None:
    sdk = sdk_of("{type: object, required: [object], properties: {object: {const: thing}}}")
    assert get_args(annotation(sdk, "object")) == ("thing",)
    sdk.client().things.put(object="thing")
    assert sdk.sent_json == {"object": "thing"}


# --- shapes --------------------------------------------------------------------------------------------------------


def test_recursion() -> None:
    sdk = sdk_of(
        "{type: object, required: [name], properties: {name: {type: string}, "
        'children: {type: array, items: {$ref: "#/components/schemas/Thing"}}, '
        'parent: {anyOf: [{$ref: "#/components/schemas/Thing"}, {type: "null"}]}}}'
    )
    found = get(sdk, {"name": "a", "parent": None, "children": [{"name": "b", "children": [{"name": "c"}]}]})
    assert found.children[0].children[0].name == "c"
    assert type(found.children[0]) is type(found)
    sdk.client().things.put(name="a", children=[{"name": "b", "children": []}])
    assert sdk.sent_json == {"name": "a", "children": [{"name": "b", "children": []}]}


def test_recursion_through_others() -> None:
    sdk = sdk_of(
        '{type: object, properties: {b: {$ref: "#/components/schemas/B"}}}',
        '    B: {type: object, properties: {c: {$ref: "#/components/schemas/C"}}}\n'
        '    C: {type: object, properties: {b: {$ref: "#/components/schemas/B"}, t: {$ref: "#/components/schemas/Thing"}}}\n',
    )
    found = get(sdk, {"b": {"c": {"b": {"c": {"t": {"b": {}}}}}}})
    assert found.to_dict() == {"b": {"c": {"b": {"c": {"t": {"b": {}}}}}}}
    assert type(found.b.c.b.c.t) is type(found)


def test_recursive_types_of_one_name_in_two_modules() -> None:
    """`typing` keeps one object for equal forward references, so that one module could end up with the other's."""

    def node(key: str) -> str:
        item = f"{{type: object, properties: {{{key}: {{type: string}}, items: {{type: array, items: {{$ref: '#/components/schemas/{key}'}}}}}}}}"
        return f"    {key}: {item}"

    def operation(key: str) -> str:
        root = f"{{schema: {{type: object, properties: {{items: {{type: array, items: {{$ref: '#/components/schemas/{key}'}}}}}}}}}}"
        return f"""  /{key}: {{post: {{requestBody: {{content: {{application/json: {root}}}}},
    responses: {{"200": {{content: {{application/json: {root}}}}}}}}}}}"""

    spec = "\n".join(
        ("paths:", operation("aKey"), operation("bKey"), "components:", "  schemas:", node("aKey"), node("bKey"))
    )
    sdk = generate(spec, "resources: {x: {methods: {a: post /aKey, b: post /bKey}}}")
    for method, name in (("a", "aKey"), ("b", "bKey")):
        value = {"items": [{name: "1", "items": [{name: "2"}]}]}
        python = {"items": [{f"{method}_key": "1", "items": [{f"{method}_key": "2"}]}]}
        found = getattr(sdk.client(value).x, method)(**python)
        assert sdk.sent_json == value
        assert getattr(found.items[0].items[0], f"{method}_key") == "2"


def test_recursion_through_maps_and_unions() -> None:
    sdk = sdk_of(
        '{type: object, properties: {under: {type: object, additionalProperties: {$ref: "#/components/schemas/Node"}}}}',
        '    Node: {oneOf: [{type: string}, {type: array, items: {$ref: "#/components/schemas/Node"}},'
        ' {type: object, properties: {of: {$ref: "#/components/schemas/Node"}}}]}\n',
    )
    value = {"under": {"a": "x", "b": [["y"]], "c": {"of": {"of": "z"}}}}
    assert get(sdk, value).to_dict() == value


def test_maps() -> None:
    sdk = sdk_of(
        "{type: object, properties: {counts: {type: object, additionalProperties: {type: integer}}, "
        "any: {type: object}, free: {type: object, additionalProperties: true}, "
        "deep: {type: object, additionalProperties: {type: object, properties: {when: {type: string, format: date}}}}}}"
    )
    found = get(sdk, {"counts": {"a": 1}, "any": {"x": [1]}, "free": {}, "deep": {"k": {"when": "2026-01-02"}}})
    assert found.counts == {"a": 1} and found.any == {"x": [1]} and found.free == {}
    assert found.deep["k"].when == date(2026, 1, 2)


def test_additional_properties_beside_declared_ones() -> None:
    sdk = sdk_of("{type: object, properties: {a: {type: string}}, additionalProperties: {type: integer}}")
    found = get(sdk, {"a": "x", "b": 2})
    assert found.model_extra == {"b": 2}
    assert found.to_dict() == {"a": "x", "b": 2}


def test_unknown_fields_survive() -> None:
    found = get(sdk_of("{type: object, properties: {a: {type: string}}}"), {"a": "x", "new": {"deep": [1]}})
    assert found.to_dict() == {"a": "x", "new": {"deep": [1]}}


@pytest.mark.parametrize(
    "schema",
    ["{}", "{type: string}", "{type: array, items: {type: integer}}", "{type: object}", "{enum: [a, b]}", "true"],
)
def test_any_schema_can_be_the_whole_answer(schema: str) -> None:
    sdk = sdk_of(schema)
    for value in ("a", [1], {"x": 1}):
        if isinstance(value, dict) or "object" not in schema:
            assert sdk.client(value).things.get() in (value, str(value)) or schema != "{}"


def test_a_schema_of_an_empty_object() -> None:
    sdk = sdk_of("{type: object, properties: {}}")
    assert get(sdk, {"a": 1}) == {"a": 1}


# --- the wire ------------------------------------------------------------------------------------------------------


def test_camel_case_on_the_wire_snake_case_in_python() -> None:
    sdk = sdk_of(
        "{type: object, required: [petName], properties: {petName: {type: string}, HTTPCode: {type: integer}, "
        "inner: {type: object, properties: {deepKey: {type: string}}}}}"
    )
    found = get(sdk, {"petName": "Rex", "HTTPCode": 7, "inner": {"deepKey": "x"}})
    assert (found.pet_name, found.http_code, found.inner.deep_key) == ("Rex", 7, "x")
    assert found.to_dict() == {"petName": "Rex", "HTTPCode": 7, "inner": {"deepKey": "x"}}
    sdk.client().things.put(pet_name="Rex", http_code=7, inner={"deep_key": "x"})
    assert sdk.sent_json == {"petName": "Rex", "HTTPCode": 7, "inner": {"deepKey": "x"}}


def test_dates_travel_both_ways() -> None:
    sdk = sdk_of(
        "{type: object, properties: {at: {type: string, format: date-time}, on: {type: string, format: date}}}"
    )
    assert get(sdk, {"at": "2026-01-02T03:04:05Z", "on": "2026-01-02"}).on == date(2026, 1, 2)
    sdk.client().things.put(at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), on="2026-01-02")
    assert sdk.sent_json == {"at": "2026-01-02T03:04:05+00:00", "on": "2026-01-02"}


def test_read_only_and_write_only() -> None:
    sdk = sdk_of(
        "{type: object, required: [id, secret], properties: {id: {type: string, readOnly: true}, "
        "secret: {type: string, writeOnly: true}, inner: {type: object, properties: "
        "{made: {type: string, readOnly: true}, name: {type: string}}}}}"
    )
    sdk.client().things.put(secret="s", inner={"name": "n"})
    assert sdk.sent_json == {"secret": "s", "inner": {"name": "n"}}
    assert set(sdk.root.types.ThingGetResponse.model_fields) == {"id", "inner"}
    params = get_type_hints(sdk.module("types.thing_put_params").ThingPutParams)
    assert set(params) == {"secret", "inner"}
    assert set(get_type_hints(params["inner"])) == {"name"}


def test_the_order_of_properties_is_the_documents_when_asked_for() -> None:
    spec = "{type: object, required: [b], properties: {c: {type: string}, b: {type: string}, a: {type: string}}}"
    assert list(sdk_of(spec).root.types.ThingGetResponse.model_fields) == ["b", "a", "c"]
    kept = sdk_of(spec, config=GET + "\nsettings: {sort_schema_properties: false}")
    assert list(kept.root.types.ThingGetResponse.model_fields) == ["c", "b", "a"]


def test_strict_validation_on_request() -> None:
    sdk = sdk_of("{type: object, required: [a], properties: {a: {type: integer}}}")
    assert sdk.client({"a": "x"}).things.get().a == "x"
    with pytest.raises(sdk.root.APIResponseValidationError):
        sdk.client({"a": "x"}, _strict_response_validation=True).things.get()
