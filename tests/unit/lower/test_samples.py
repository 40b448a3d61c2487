"""Sample values: they fit their type, prefer the document's examples, and end."""

from __future__ import annotations

import copy
import json
import random
from typing import TYPE_CHECKING

import pytest
from jsonschema import validate
from sdkwright.api import (
    Docs,
    Json,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Property,
    Reference,
    Scalar,
    TypeDef,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
    Variant,
)
from sdkwright.config import load_config
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import load_document
from sdkwright.lower.samples import EndlessError, MisfitError, Samples
from sdkwright.resolve import resolve

if TYPE_CHECKING:
    from pathlib import Path

    from sdkwright.api import Api

TEXT, INTEGER, NUMBER, BOOLEAN = Scalar("string"), Scalar("integer"), Scalar("number"), Scalar("boolean")
NOTHING = Docs()


def example(value: Json) -> Docs:
    return Docs(example=value, has_example=True)


def prop(name: str, ref: TypeRef, *, required: bool = True, docs: Docs = NOTHING, **flags: bool) -> Property:
    return Property(name, ref, required, docs, f"/{name}", **flags)


def an_object(type_id: str, *properties: Property, docs: Docs = NOTHING) -> Object:
    return Object(type_id, type_id, docs, properties)


def samples(*definitions: TypeDef, every_variant: bool = False, optional: int | None = None) -> Samples:
    return Samples({each.id: each for each in definitions}, "output", every_variant, optional)


# --- what is made ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        (TEXT, "text"),
        (INTEGER, 1),
        (NUMBER, 1.5),
        (BOOLEAN, True),
        (Scalar("string", "date"), "2026-04-22"),
        (Scalar("string", "date-time"), "2026-04-22T12:34:41Z"),
        (Scalar("string", "uuid"), "4f6c1a52-8d3e-4b7a-9c50-2e1d8f7b6a34"),
        (Scalar("string", "no such format"), "text"),
        (ListOf(INTEGER), [1]),
        (MapOf(INTEGER), {"key": 1}),
        (Nullable(INTEGER), 1),
        (LiteralOf(("b", "a")), "b"),
        (UnionOf((INTEGER, TEXT)), 1),
        (Unknown(), "text"),
        (Reference("/not/there"), "text"),
    ],
)
def test_made_of_the_type(ref: TypeRef, expected: Json) -> None:
    assert samples().of(ref) == expected


def test_properties_are_told_apart_by_their_text() -> None:
    pair = an_object("/pair", prop("first", TEXT), prop("second", TEXT))
    assert samples(pair).of(Reference("/pair")) == {"first": "first", "second": "second"}


def test_directions_leave_out_what_does_not_travel() -> None:
    user = an_object(
        "/user", prop("id", TEXT, read_only=True), prop("password", TEXT, write_only=True), prop("name", TEXT)
    )
    types = {"/user": user}
    assert Samples(types, "input").of(Reference("/user")) == {"name": "name", "password": "password"}
    assert Samples(types, "output").of(Reference("/user")) == {"id": "id", "name": "name"}


def test_the_tag_of_a_variant_is_set_even_where_its_property_is_any_text() -> None:
    cat = an_object("/cat", prop("kind", TEXT), prop("lives", INTEGER))
    dog = an_object("/dog", prop("kind", TEXT), prop("volume", INTEGER))
    variants = Variant(Reference("/cat"), ("felis", "cat")), Variant(Reference("/dog"), ("canis",))
    pet = Union("/pet", "Pet", NOTHING, variants, "kind")
    assert samples(cat, dog, pet).of(Reference("/pet")) == {"kind": "felis", "lives": 1}
    assert samples(cat, dog, pet).variants(pet) == [{"kind": "felis", "lives": 1}, {"kind": "canis", "volume": 1}]
    pets = ListOf(Reference("/pet"))
    assert samples(cat, dog, pet).of(pets) == [{"kind": "felis", "lives": 1}]
    assert len(as_list(samples(cat, dog, pet, every_variant=True).of(pets))) == 2


def as_list(value: Json) -> list[Json]:
    assert isinstance(value, list)
    return value


# --- examples --------------------------------------------------------------------------------------------------------


def test_the_nearest_fitting_example_wins() -> None:
    assert samples().of(INTEGER, example("no number"), example(7), example(8)) == 7
    assert samples().of(INTEGER, example(None), Docs(default=20, has_default=True)) == 20
    inner = an_object("/inner", prop("a", TEXT), docs=example({"a": "of the schema"}))
    outer = an_object("/outer", prop("inner", Reference("/inner")), prop("own", TEXT, docs=example("of the property")))
    found = samples(inner, outer).of(Reference("/outer"))
    assert found == {"inner": {"a": "of the schema"}, "own": "of the property"}


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        (TEXT, 1),
        (TEXT, "half of a pair: \ud800"),
        (INTEGER, True),
        (INTEGER, 1.5),
        (INTEGER, "1"),
        (NUMBER, float("inf")),
        (NUMBER, float("nan")),
        (NUMBER, 2**53 + 1),
        (NUMBER, 10**400),
        (BOOLEAN, 1),
        (Scalar("string", "date"), "22.4.2026"),
        (Scalar("string", "date"), "2026-02-30"),
        (Scalar("string", "date-time"), "2026-04-22"),
        (Scalar("string", "date-time"), "2026-04-22T25:00:00Z"),
        (LiteralOf((1, "a")), True),
        (LiteralOf(("a",)), "b"),
        (ListOf(INTEGER), [1, "2"]),
        (MapOf(INTEGER), {"a": "b"}),
        (MapOf(INTEGER), [1]),
        (UnionOf((INTEGER, BOOLEAN)), "a"),
        (Unknown(), {"a": [float("nan")]}),
    ],
)
def test_what_does_not_fit(ref: TypeRef, value: Json) -> None:
    assert not samples().fits(ref, value)
    with pytest.raises(MisfitError):
        samples().fitted(ref, value)
    samples().of(ref, example(value))


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        (INTEGER, 5.0),
        (NUMBER, 1),
        (Nullable(TEXT), None),
        (Scalar("string", "date-time"), "2026-04-22T12:34:41.342245+02:00"),
        (Scalar("string", "date-time"), "2026-04-22 12:34:41"),
        (UnionOf((INTEGER, ListOf(TEXT))), ["a"]),
        (Unknown(), {"a": [None, {"b": 1}]}),
    ],
)
def test_what_fits(ref: TypeRef, value: Json) -> None:
    assert samples().fitted(ref, value) == value


def test_undeclared_properties_are_left_out_and_required_ones_must_be_there() -> None:
    thing = an_object("/thing", prop("a", TEXT), prop("b", TEXT, required=False))
    assert samples(thing).fitted(Reference("/thing"), {"a": "x", "z": 1}) == {"a": "x"}
    with pytest.raises(MisfitError, match="'a'"):
        samples(thing).fitted(Reference("/thing"), {"b": "x"})


def test_a_value_belongs_to_the_variant_that_declares_all_of_it() -> None:
    wide = an_object("/wide", prop("name", TEXT, required=False))
    narrow = an_object("/narrow", prop("name", TEXT), prop("size", INTEGER))
    either = Union("/either", None, NOTHING, (Variant(Reference("/wide")), Variant(Reference("/narrow"))))
    found = samples(wide, narrow, either)
    value: Json = {"name": "a", "size": 1}
    assert found.fitted(Reference("/either"), value) == value
    assert found.variant(either, value) == Variant(Reference("/narrow"))
    assert found.variant(either, 1) is None


def test_completed_keeps_what_is_there_and_adds_what_is_missing() -> None:
    leaf = an_object("/leaf", prop("a", TEXT), prop("b", Nullable(TEXT), required=False))
    root = an_object("/root", prop("leaves", ListOf(Reference("/leaf"))), prop("note", TEXT, required=False))
    found = samples(leaf, root).completed(Reference("/root"), {"leaves": [{"a": "x", "b": None}, {"a": "y"}]})
    assert found == {"leaves": [{"a": "x", "b": None}, {"a": "y", "b": "b"}], "note": "note"}


def test_what_need_not_be_there_can_be_counted_and_comes_last_where_it_holds_objects() -> None:
    leaf = an_object("/leaf", *(prop(each, TEXT, required=False) for each in "abc"))
    inner = prop("a", Reference("/leaf"), required=False)
    flat = [prop(each, TEXT, required=False) for each in "bcd"]
    root = an_object("/root", inner, *flat, prop("z", Reference("/leaf")))
    assert samples(leaf, root, optional=2).of(Reference("/root")) == {"b": "b", "c": "c", "z": {"a": "a", "b": "b"}}
    assert samples(leaf, root, optional=0).of(Reference("/root")) == {"z": {}}
    shown = {"a": {"a": "x", "b": "y", "c": "z"}, "z": {}}
    told = an_object("/told", inner, *flat, prop("z", Reference("/leaf")), docs=example(shown))
    assert samples(leaf, told, optional=0).of(Reference("/told")) == shown


def test_completed_lists_show_every_variant() -> None:
    cat = an_object("/cat", prop("kind", LiteralOf(("cat",))))
    dog = an_object("/dog", prop("kind", LiteralOf(("dog",))))
    pet = Union(
        "/pet", None, NOTHING, (Variant(Reference("/cat"), ("cat",)), Variant(Reference("/dog"), ("dog",))), "kind"
    )
    found = samples(cat, dog, pet, every_variant=True)
    assert found.completed(ListOf(Reference("/pet")), [{"kind": "dog"}]) == [{"kind": "dog"}, {"kind": "cat"}]


# --- types without end -----------------------------------------------------------------------------------------------


def test_recursion_ends_where_it_may() -> None:
    node = an_object(
        "/node",
        prop("children", ListOf(Reference("/node"))),
        prop("by_name", MapOf(Reference("/node"))),
        prop("parent", Nullable(Reference("/node"))),
        prop("next", Reference("/node"), required=False),
    )
    assert samples(node).of(Reference("/node")) == {"children": [], "by_name": {}, "parent": None}


def test_a_type_that_must_hold_itself_has_no_sample() -> None:
    with pytest.raises(EndlessError):
        samples(an_object("/self", prop("me", Reference("/self")))).of(Reference("/self"))


def test_types_that_double_with_each_level_are_given_up_soon() -> None:
    levels = [
        an_object(f"/{depth}", prop("left", Reference(f"/{depth + 1}")), prop("right", Reference(f"/{depth + 1}")))
        for depth in range(40)
    ]
    with pytest.raises(EndlessError):
        samples(*levels, an_object("/40", prop("a", TEXT))).of(Reference("/0"))
    optional = [
        Object(each.id, None, NOTHING, tuple(prop(one.wire_name, one.type, required=False) for one in each.properties))
        for each in levels
    ]
    assert len(json.dumps(samples(*optional).of(Reference("/0")))) < 20_000


def test_ambiguous_unions_are_given_up_soon() -> None:
    unions = [
        Union(f"/{depth}", None, NOTHING, tuple(Variant(ListOf(Reference(f"/{depth + 1}"))) for _ in range(4)))
        for depth in range(30)
    ]
    value: Json = "deep"
    for _ in range(30):
        value = [value]
    assert not samples(*unions, an_object("/30")).fits(Reference("/0"), value)


# --- whole documents -----------------------------------------------------------------------------------------------

DOCUMENT: dict[str, Json] = {
    "openapi": "3.1.0",
    "info": {"title": "Samples", "version": "1"},
    "paths": {
        "/all": {
            "get": {
                "operationId": "all",
                "responses": {
                    "200": {
                        "description": "all",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/All"}}},
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "All": {
                "type": "object",
                "required": ["shape", "when", "tree"],
                "properties": {
                    "shape": {
                        "oneOf": [{"$ref": "#/components/schemas/Circle"}, {"$ref": "#/components/schemas/Square"}]
                    },
                    "when": {"type": "string", "format": "date-time"},
                    "day": {"type": ["string", "null"], "format": "date"},
                    "tree": {"$ref": "#/components/schemas/Tree"},
                    "anyOf": {"anyOf": [{"type": "string"}, {"type": "integer"}, {"type": "null"}]},
                    "map": {"type": "object", "additionalProperties": {"type": "number"}},
                    "size": {"enum": ["small", "large", None]},
                    "count": {"type": "integer", "example": "not a number"},
                    "free": {},
                },
            },
            "Circle": {
                "type": "object",
                "required": ["kind", "radius"],
                "properties": {"kind": {"const": "circle"}, "radius": {"type": "number"}},
            },
            "Square": {
                "allOf": [
                    {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "square"}}},
                    {"type": "object", "required": ["side"], "properties": {"side": {"type": "integer"}}},
                ]
            },
            "Tree": {
                "type": "object",
                "required": ["trees"],
                "properties": {
                    "trees": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
                    "twin": {"$ref": "#/components/schemas/Tree"},
                },
            },
        }
    },
}


def resolved(document: object, folder: Path) -> Api:
    folder.mkdir(exist_ok=True)
    (folder / "api.json").write_text(json.dumps(document))
    (folder / "config.yml").write_text("organization: {name: samples}\nresources: {root: {methods: {all: get /all}}}\n")
    sink = Diagnostics()
    config = load_config(folder / "config.yml", sink)
    loaded = load_document(folder / "api.json", sink, allow_urls=False, allow_private_hosts=False)
    assert config is not None
    assert loaded is not None
    return resolve(loaded, config, sink)


def test_samples_of_a_document_are_valid_against_its_schemas(tmp_path: Path) -> None:
    api = resolved(DOCUMENT, tmp_path)
    found = Samples(api.types, "output", every_variant=True)
    for type_id in api.types:
        if type_id.startswith("/components/schemas/") and type_id.count("/") == 3:
            dialect = "https://json-schema.org/draft/2020-12/schema"
            schema = {"$schema": dialect, "$ref": f"#{type_id}", "components": DOCUMENT["components"]}
            sample = found.of(Reference(type_id))
            validate(sample, schema)
            assert found.fitted(Reference(type_id), sample) == sample
            assert found.completed(Reference(type_id), sample) == sample


def test_the_order_of_properties_changes_nothing(tmp_path: Path) -> None:
    def shuffled(node: Json, chance: random.Random) -> Json:
        if isinstance(node, list):
            return [shuffled(each, chance) for each in node]
        if isinstance(node, dict):
            entries = [(key, shuffled(node[key], chance)) for key in node]
            chance.shuffle(entries)
            return dict(entries)
        return node

    root = Reference("/components/schemas/All")
    first = Samples(resolved(DOCUMENT, tmp_path / "first").types, "output").of(root)
    for seed in range(5):
        other = resolved(shuffled(copy.deepcopy(DOCUMENT), random.Random(seed)), tmp_path / str(seed))
        assert json.dumps(Samples(other.types, "output").of(root)) == json.dumps(first)
