"""Documents that say nonsense, or what cannot be expressed: diagnostics, never a traceback, never code that is broken."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.functional.support import HEAD, Generation, Sdk, generate, run_pipeline
from tests.work import ends, lines_run

GO = "resources: {things: {methods: {go: post /a}}}"


def document(schema: object, **components: object) -> str:
    """A document, as JSON, whose one operation takes and gives `schema`."""
    content = {"application/json": {"schema": schema}}
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {"title": "Acme", "version": "1"},
            "servers": [{"url": "https://acme.test"}],
            "paths": {
                "/a": {"post": {"requestBody": {"content": content}, "responses": {"200": {"content": content}}}}
            },
            "components": {"schemas": components},
        }
    )


def ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def compiles(generation: Generation) -> Generation:
    for path, content in generation.files.items():
        if path.endswith(".py"):
            compiled(content)
    return generation


@cache
def compiled(content: bytes) -> None:
    """Most of a package, its runtime, is the same in all of them."""
    compile(content, "module", "exec")


# --- nodes of the wrong shape --------------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (None, True, 3, 1.5, "text", [], ["a"], {}, {"a": 1}, {"$ref": 5}, {"$ref": "#/nowhere"})
WORDS = (
    *("type", "format", "properties", "required", "items", "additionalProperties", "enum", "const", "default", "title"),
    *("description", "allOf", "oneOf", "anyOf", "discriminator", "nullable", "readOnly", "example", "examples", "$ref"),
)


@pytest.mark.parametrize("word", WORDS)
def test_keywords_of_schemas_with_values_of_any_shape(word: str) -> None:
    for base in ({}, {"type": "object", "properties": {"a": {"type": "string"}}}, {"type": "array"}):
        schemas = {f"S{index}": {**base, word: odd} for index, odd in enumerate(ODD)}
        whole = {"type": "object", "properties": {name: ref(name) for name in schemas}}
        generation = compiles(run_pipeline(document(whole, **schemas), GO))
        assert generation.files or any(each.severity == "error" for each in generation.diagnostics)


@pytest.mark.parametrize(
    "place",
    [
        ("info",), ("servers",), ("components",), ("components", "schemas"), ("components", "securitySchemes"), ("tags",),
        ("paths", "/a"), ("paths", "/a", "post"), ("paths", "/a", "post", "parameters"), ("paths", "/a", "parameters"),
        ("paths", "/a", "post", "requestBody"), ("paths", "/a", "post", "requestBody", "content"),
        ("paths", "/a", "post", "responses"), ("paths", "/a", "post", "responses", "200"),
        ("paths", "/a", "post", "responses", "200", "content"), ("paths", "/a", "post", "summary"),
        ("paths", "/a", "post", "responses", "200", "content", "application/json"), ("security",),
    ],
    ids="/".join,
)  # fmt: skip
def test_parts_of_documents_with_values_of_any_shape(place: tuple[str, ...]) -> None:
    for odd in ODD:
        data: Any = json.loads(document({"type": "object", "properties": {"a": {"type": "string"}}}))
        node = data
        for step in place[:-1]:
            node = node[step]
        node[place[-1]] = odd
        generation = compiles(run_pipeline(json.dumps(data), GO))
        assert generation.files or any(each.severity == "error" for each in generation.diagnostics), odd


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_lists_with_items_of_any_shape(odd: object) -> None:
    schema: Any = {"type": "object", "properties": {"a": {"oneOf": [odd, odd, {"type": "string"}]}}}
    for word in ("allOf", "anyOf", "enum", "type", "required", "examples"):
        schema["properties"][word] = {word: [odd, {"type": "string"}]}
    compiles(run_pipeline(document(schema), GO))
    data: Any = json.loads(document(schema))
    data["paths"]["/a"]["post"]["parameters"] = [odd, {"name": odd, "in": "query"}, {"name": "a", "in": odd}]
    compiles(run_pipeline(json.dumps(data), GO))


# --- circles -------------------------------------------------------------------------------------------------------


def check_round_trip(schemas: dict[str, object]) -> list[str]:
    """The codes of a document with these components, whose `A` is sent and answered, with a model of it and without."""
    value = {"a": [["x"]]}
    named = "resources: {things: {models: {a: A}, methods: {go: post /a}}}"
    codes: list[str] = []
    for config in (GO, named):
        sdk = generate(document({"type": "object", "properties": {"a": ref("A")}}, **schemas), config)
        assert sdk.client(value).things.go(**value).to_dict() == sdk.sent_json == value
        codes += sdk.generation.codes
    return codes


@pytest.mark.parametrize(
    "schemas", [{"A": {"anyOf": [ref("A"), {"type": "null"}]}}, {"A": {"oneOf": [ref("A"), ref("A")]}}]
)
def test_schemas_that_are_nothing_but_themselves(schemas: dict[str, object]) -> None:
    assert "SW203" in check_round_trip(schemas)


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"type": "array", "items": ref("A")}},
        {"A": {"type": "object", "additionalProperties": ref("A")}},
        {"A": {"oneOf": [{"type": "string"}, {"type": "array", "items": ref("A")}]}},
        {"A": {"type": "array", "items": ref("B")}, "B": {"type": "array", "items": ref("A")}},
        {"A": {"oneOf": [ref("B"), {"type": "string"}]}, "B": {"oneOf": [ref("A"), {"type": "integer"}]}},
    ],
)
def test_schemas_that_hold_themselves(schemas: dict[str, object]) -> None:
    check_round_trip(schemas)


@pytest.mark.parametrize(
    "schemas",
    [
        {"A": {"allOf": [ref("A")]}},
        {"A": {"allOf": [ref("B")]}, "B": {"allOf": [ref("A"), {"properties": {"x": {"type": "string"}}}]}},
        {"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}},
    ],
)
def test_all_of_and_references_that_lead_nowhere(schemas: dict[str, object]) -> None:
    generation = compiles(run_pipeline(document({"type": "object", "properties": {"a": ref("A")}}, **schemas), GO))
    assert generation.files or generation.codes


# --- size ----------------------------------------------------------------------------------------------------------


def chain(length: int, link: str) -> dict[str, object]:
    def one(index: int) -> dict[str, object]:
        target = ref(f"S{index + 1}")
        match link:
            case "property":
                return {"type": "object", "properties": {"next": target}}
            case "items":
                return {"type": "array", "items": target}
            case _:
                return {link: [target, {"properties": {f"p{index}": {"type": "string"}}}]}

    return {**{f"S{index}": one(index) for index in range(length)}, f"S{length}": {"type": "string"}}


@pytest.mark.parametrize("link", ["property", "items", "oneOf", "anyOf", "allOf"])
def test_long_chains_of_references(link: str) -> None:
    generation = compiles(run_pipeline(document(ref("S0"), **chain(1500, link)), GO))
    assert generation.files or generation.codes


def wide(count: int) -> str:
    return document({"type": "object", "properties": {f"p{index}": {"type": "string"} for index in range(count)}})


def test_work_grows_with_the_size_and_no_faster() -> None:
    run_pipeline(wide(10), GO)  # What is imported when it is first needed.
    assert lines_run(lambda: run_pipeline(wide(1000), GO)) < 4.8 * lines_run(lambda: run_pipeline(wide(250), GO))
    with ends():
        assert run_pipeline(wide(4000), GO).files


def test_enums_and_unions_of_many() -> None:
    kinds = {f"K{index}": {"type": "object", "properties": {"type": {"const": f"k{index}"}}} for index in range(300)}
    schema = {
        "type": "object",
        "properties": {"e": {"enum": [f"v{i}" for i in range(5000)]}, "u": {"oneOf": [ref(k) for k in kinds]}},
    }
    assert compiles(run_pipeline(document(schema, **kinds), GO)).files


# --- values --------------------------------------------------------------------------------------------------------


def test_numbers_that_json_has_not() -> None:
    spec = (
        HEAD
        + """
paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/A"}}}}, responses: {"204": {}}}}}
components: {schemas: {A: {type: object, properties: {a: {type: number, default: .nan}, b: {type: number, default: .inf, example: -.inf}, c: {enum: [.nan, 1]}, d: {const: .inf}}}}}
"""
    )
    generation = compiles(run_pipeline(spec, GO))
    assert generation.files or generation.codes


def test_numbers_of_any_length() -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "integer", "default": 10**300, "enum": [10**300, -(10**300)]}},
    }
    assert compiles(run_pipeline(document(schema), GO)).files


@pytest.mark.parametrize(
    "path",
    [
        "/{}",
        "/{a}{b}",
        "/{a:int}",
        "/{a.b}",
        "/{a-b}",
        "/{a",
        "/a}",
        "/{{a}}",
        "/%s",
        "/a?x={a}",
        "/a#{b}",
        "/'\"",
        "/{__class__}",
        "/{0}",
        "//",
    ],
)
def test_odd_paths(path: str) -> None:
    spec = json.dumps(
        {"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {path: {"get": {"responses": {}}}}}
    )
    config = json.dumps({"resources": {"things": {"methods": {"go": f"get {path}"}}}})
    compiles(run_pipeline(spec, config))


# --- configs -------------------------------------------------------------------------------------------------------


def sdk_of(config: str) -> Sdk:
    return generate(document({"type": "object", "properties": {"a": {"type": "string"}}}), config)


@pytest.mark.parametrize(
    "config",
    [
        "",
        "resources: {}",
        "resources: {a: {}}",
        "resources: {a: {methods: {}}}",
        "resources: {a: {subresources: {b: {}}}}",
    ],
)
def test_configs_with_nothing_to_do(config: str) -> None:
    sdk = sdk_of(config)
    assert sdk.client() is not None
    assert sdk.generation.codes == ["SW212"]


def test_an_operation_that_is_not_there_is_an_error() -> None:
    generation = run_pipeline(document({}), "resources: {things: {methods: {go: get /nope}}}")
    assert (generation.files, sorted(generation.codes)) == ({}, ["SW211", "SW212"])


def test_operations_that_are_left_out_on_purpose() -> None:
    assert sdk_of("unspecified_endpoints: [post /a]").generation.codes == []


@pytest.mark.parametrize(
    "name", ["class", "json", "typing", "import", "httpx", "pydantic", "a-b", "1a", "A B", "tests"]
)
def test_packages_of_any_name_import(name: str) -> None:
    generation = run_pipeline(document({}), f"targets: {{python: {{package_name: {json.dumps(name)}}}}}")
    assert generation.package.isidentifier()
    assert generation.package not in ("class", "json", "typing", "import", "httpx", "pydantic", "tests")
    compiles(generation)


@pytest.mark.parametrize("name", ["none", "true", "class", "1st", "ﬁ", "名前", "...", ""])
def test_organizations_of_any_name(name: str) -> None:
    generation = run_pipeline(document({}), f"organization: {{name: {json.dumps(name)}}}")
    compiles(generation)
    assert generation.files or generation.codes
