"""The small decisions of `resolve`: null, literals, media types, tags."""

from __future__ import annotations

from typing import Any

import pytest
from sdkwright.api import Docs, LiteralOf, MapOf, Object, Property, Reference, Scalar, TypeRef, UnionOf, Unknown
from sdkwright.resolve.answer_media import answer_kind
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.media import best_media_type, body_kind
from sdkwright.resolve.nodes import component_name
from sdkwright.resolve.paths import slots
from sdkwright.resolve.shapes import literal, without_null
from sdkwright.resolve.tags import find_tag


@pytest.mark.parametrize(
    ("schema", "rest", "nullable"),
    [
        ({"type": "string"}, {"type": "string"}, False),
        ({"type": ["string", "null"]}, {"type": "string"}, True),
        ({"type": ["string", "integer", "null"]}, {"type": ["string", "integer"]}, True),
        ({"type": ["null"]}, {"type": ["null"]}, False),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"anyOf": [{"type": "string"}]}, True),
        ({"oneOf": [{"type": "null"}]}, {"oneOf": [{"type": "null"}]}, False),
        ({"enum": ["a", None]}, {"enum": ["a"]}, True),
        ({"enum": [None]}, {"enum": [None]}, False),
        ({"type": "string", "nullable": True}, {"type": "string"}, True),
        ({"type": ["string", "null"], "enum": ["a"]}, {"type": "string", "enum": ["a"]}, True),
    ],
)
def test_without_null(schema: dict[str, Any], rest: dict[str, Any], nullable: bool) -> None:
    assert without_null(schema) == (rest, nullable)


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (["a", "b", "a"], LiteralOf(("a", "b"))),
        ([1, True, "1"], LiteralOf((1, True, "1"))),
        ([1.5, 2], Scalar("number")),
        (["a", 1.5], UnionOf((Scalar("number"), LiteralOf(("a",))))),
        ([{"a": 1}], MapOf(Unknown())),
        ([], Unknown()),
    ],
)
def test_literals(values: list[Any], found: TypeRef) -> None:
    assert literal(values, []) == (found, True)


@pytest.mark.parametrize(
    ("values", "kind", "found"),
    [
        (["1", "2"], "integer", LiteralOf((1, 2))),
        ([1, False], "string", LiteralOf(("1", "false"))),
        (["true"], "boolean", LiteralOf((True,))),
        (["x"], "integer", LiteralOf(("x",))),
    ],
)
def test_values_are_read_as_their_type(values: list[Any], kind: str, found: TypeRef) -> None:
    assert literal(values, [kind]) == (found, kind == "integer" and values == ["x"])


@pytest.mark.parametrize(
    ("content", "best"),
    [
        (("text/plain", "application/json"), "application/json"),
        (("application/xml", "application/vnd.api+json"), "application/vnd.api+json"),
        (("text/event-stream", "application/json"), "application/json"),
        (("multipart/form-data", "application/x-www-form-urlencoded"), "multipart/form-data"),
        (("image/png", "image/gif"), "image/gif"),
        (("Application/JSON; charset=utf-8", "text/plain"), "Application/JSON; charset=utf-8"),
    ],
)
def test_the_media_type_does_not_depend_on_the_order(content: tuple[str, ...], best: str) -> None:
    assert best_media_type({key: {} for key in content}) == best
    assert best_media_type({key: {} for key in reversed(content)}) == best


def test_kinds_of_bodies_and_responses() -> None:
    kinds = {
        name: (body_kind(name), answer_kind(name, {})) for name in ("application/json", "text/csv", "image/png", "*/*")
    }
    assert kinds == {
        "application/json": ("json", "json"),
        "text/csv": ("text", "text"),
        "image/png": ("binary", "binary"),
        "*/*": ("json", "binary"),
    }
    assert answer_kind("text/event-stream; charset=utf-8", {}) == "sse"


@pytest.mark.parametrize(
    ("path", "names"), [("/a/{b}/{c}:d", ["b", "c"]), ("/a", []), ("/{a}{b}", ["a", "b"]), ("/{a/b}", ["a/b"])]
)
def test_names_in_paths(path: str, names: list[str]) -> None:
    assert slots(path) == names


def test_component_names() -> None:
    assert component_name("/components/schemas/a~1b~0c") == "a/b~c"
    assert component_name("/components/schemas/a/properties/b") is None


def test_the_outer_docs_win() -> None:
    found = docs_of({"description": "Inner.", "default": 1}, outer={"$ref": "#/x", "description": "Outer."})
    assert (found.description, found.default, found.has_default) == ("Outer.", 1, True)


def variant(name: str, *properties: tuple[str, TypeRef]) -> Object:
    found = (Property(key, ref, True, Docs(), f"{name}/{key}") for key, ref in properties)
    return Object(f"/components/schemas/{name}", name, Docs(), tuple(found))


def tags(schema: dict[str, Any], *variants: Object) -> tuple[str | None, list[tuple[str, ...]]]:
    references = [Reference(each.id) for each in variants]
    tag, values = find_tag(schema, references, {each.id: each for each in variants})
    return tag, [values.get(each, ()) for each in references]


A, B = LiteralOf(("a",)), LiteralOf(("b",))


def test_tags_are_found_without_a_discriminator() -> None:
    assert tags({}, variant("X", ("type", A)), variant("Y", ("type", B))) == ("type", [("a",), ("b",)])
    assert tags({}, variant("X", ("n", A), ("kind", A)), variant("Y", ("n", B), ("kind", B)))[0] == "kind"
    assert tags({}, variant("X", ("type", A)), variant("Y", ("type", A)))[0] is None
    assert tags({}, variant("X", ("type", A)), variant("Y", ("type", Scalar("string"))))[0] is None


def test_tags_of_a_discriminator() -> None:
    plain = [variant(name, ("t", Scalar("string"))) for name in ("X", "Y")]
    assert tags({"discriminator": {"propertyName": "t"}}, *plain) == ("t", [("X",), ("Y",)])
    mapping = {"x1": "#/components/schemas/X", "x2": "X", "y": "#/components/schemas/Y"}
    assert tags({"discriminator": {"propertyName": "t", "mapping": mapping}}, *plain) == ("t", [("x1", "x2"), ("y",)])
    assert tags(
        {"discriminator": {"propertyName": "t", "mapping": {"x": "#/components/schemas/X", "X": "Y"}}}, *plain
    ) == (
        "t",
        [("x",), ("X",)],
    )
