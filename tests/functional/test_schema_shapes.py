"""Objects, maps and lists as documents write them, well and badly; and schemas of any shape at all."""

from __future__ import annotations

import importlib
import random
from typing import Any, Required, get_origin

import pytest
from typing_extensions import get_type_hints

from tests.functional.schema_support import PATHS, get, put, sdk_of
from tests.functional.support import generate, run_pipeline

both = pytest.mark.parametrize("models", [(), ("*",)], ids=["inline", "named"])


@both
@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ("{type: object, patternProperties: {'^x-': {type: integer}}}", {"x-a": 1}),
        ("{patternProperties: {'^x-': {type: integer}, '^y-': {type: string}}}", {"x-a": 1, "y-b": "c"}),
        ("{type: object, patternProperties: {'^x-': {type: integer}}, additionalProperties: false}", {"x-a": 1}),
        ("{type: object, additionalProperties: false}", {}),
        ("{type: object, additionalProperties: true}", {"a": [1]}),
        ("{additionalProperties: {type: array, items: {type: integer}}}", {"a": [1]}),
        ("{type: array}", [1, "a"]),
        ("{type: array, items: true}", [1, "a"]),
        ("{type: array, prefixItems: [{type: string}, {type: integer}], items: false}", ["a", 1]),
        ("{prefixItems: [{type: string}], items: {type: integer}}", ["a", 1]),
        ("{type: array, items: [{type: string}, {type: integer}]}", ["a", 1]),
        ("{type: array, contains: {type: string}}", ["a"]),
        ("{if: {type: string}, then: {maxLength: 3}, else: false}", 5),
        ("{not: {type: string}}", 5),
        ("{type: object, dependentSchemas: {a: {required: [b]}}, unevaluatedProperties: false}", {"a": 1}),
        ("true", {"a": 1}),
        ("{}", None),
        ("{type: [object, array, string]}", {"a": 1}),
        ("{type: [object, 'null'], properties: {x: {type: string}}}", {"x": "1"}),
        ("{type: [object, string], properties: {x: {type: string}}}", {"x": "1"}),
        ("{type: 'null'}", None),
    ],
)
def test_shapes_inside_an_object(schema: str, value: Any, models: tuple[str, ...]) -> None:
    sdk = sdk_of(f"Thing: {{type: object, properties: {{v: {schema}, w: {{type: string}}}}}}", *models)
    get(sdk, {"v": value, "w": "x"})
    assert put(sdk, v=value) == {"v": value}


@both
def test_typed_properties_beside_declared_ones(models: tuple[str, ...]) -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties: {a: {type: string}}
          patternProperties: {"^x": {$ref: "#/components/schemas/Inner"}}
          additionalProperties: {type: integer}
        Inner: {type: object, properties: {n: {type: integer}}}
        """,
        *models,
    )
    found = get(sdk, {"a": "x", "x1": {"n": 1}, "other": 5})
    assert found.x1.n == 1 and found.other == 5


def wire(name: str, field: Any) -> str:
    return name if field.alias is None else str(field.alias)


def test_a_property_that_may_not_be_there_is_not() -> None:
    sdk = sdk_of("Thing: {type: object, properties: {never: false, v: {type: string}}}")
    assert set(sdk.root.types.ThingGetResponse.model_fields) == {"v"}
    assert get(sdk, {"never": 1, "v": "x"}).never == 1, "what comes all the same is kept"


NAMES = [
    "class", "from", "None", "self", "model_config", "copy", "json", "schema", "dict", "validate", "construct",
    "__class__", "__init__", "_private", "_", "", "$ref2", "@type", "a-b", "a.b", "a b", "aB", "AB", "ab", "été", "名前",
    "1st", "+1", "-1", "list", "type", "object", "str", "int", "model_fields", "to_dict", "Union", "Optional",
    "__pydantic_extra__", "property", "fields", "print",
]  # fmt: skip


@both
def test_properties_of_any_name(models: tuple[str, ...]) -> None:
    from json import dumps

    fields = ", ".join(f"{dumps(name, ensure_ascii=False)}: {{type: string}}" for name in NAMES)
    inner = f"{{type: object, properties: {{{fields}}}, required: [__class__]}}"
    sdk = sdk_of(
        f"Thing: {{type: object, properties: {{x: {{$ref: '#/components/schemas/Names'}}}}}}\nNames: {inner}", *models
    )
    values = {name: f"value {index}" for index, name in enumerate(NAMES)}
    found = get(sdk, {"x": values}).x
    by_wire = {wire(name, each): getattr(found, name) for name, each in type(found).model_fields.items()}
    assert by_wire == values
    module = importlib.import_module(f"{sdk.root.__name__}.types.{'shared_params' if models else 'thing_put_params'}")
    keys = keys_by_wire(module.Names if models else module.X)
    assert put(sdk, x={keys[key]: value for key, value in values.items()}) == {"x": values}


def keys_by_wire(typed_dict: Any) -> dict[str, str]:
    """The keys of a typed dict by the names that they have on the wire."""
    found: dict[str, str] = {}
    for key, hint in get_type_hints(typed_dict, include_extras=True).items():
        plain = hint.__args__[0] if get_origin(hint) is Required else hint
        found[next((each.alias for each in getattr(plain, "__metadata__", ())), key)] = key
    return found


@pytest.mark.parametrize(
    "schema",
    [
        "{type: object, properties: [a]}",
        "{type: object, properties: 3, required: true}",
        "{type: object, required: [a, 3, {b: 1}]}",
        "{type: object, properties: {a: {type: string, required: true}}, required: x}",
        "{type: object, properties: {a: null, b: 3, c: [x], d: false, e: true}}",
        "{type: array, items: 3}",
        "{type: file}",
        "{type: object, discriminator: kind}",
        "{oneOf: [{type: object}], discriminator: {propertyName: 3, mapping: [x]}}",
        "{type: object, properties: {a: {$ref: '#/components/schemas/Gone'}}}",
        "{$ref: '#/components/schemas/Gone'}",
        "{$ref: 3}",
        "{type: string, default: 3, example: {a: 1}, examples: 5, minimum: x, pattern: [a]}",
        "{type: object, additionalProperties: [x], patternProperties: 3, prefixItems: x}",
        "{enum: 3, const: {a: [1]}}",
        "{type: string, x-enum-varnames: 3, x-enum-descriptions: {a: 3}, enum: [a]}",
        "{type: object, title: [x], description: 3, deprecated: x, properties: {a: {description: {a: 1}, title: 3}}}",
    ],
)
def test_mistakes_are_served(schema: str) -> None:
    for config in ("", "resources: {$shared: {models: {thing: '#/components/schemas/Thing'}}, "):
        methods = "things: {methods: {get: get /thing, put: put /thing}}}"
        sdk = generate(f"{PATHS}    Thing: {schema}\n", (config or "resources: {") + methods)
        assert sdk.client("x").things.get() == "x"


WORDS = ["oneOf", "anyOf", "allOf", "properties", "items", "type", "enum", "const", "required", "discriminator", "not"]
WORDS += [
    "additionalProperties",
    "patternProperties",
    "prefixItems",
    "$ref",
    "format",
    "nullable",
    "readOnly",
    "default",
]


def made_up(draw: random.Random, depth: int = 0) -> Any:
    """A schema, or what a careless hand may write in its place."""
    if draw.random() < 0.12 or depth > 4:
        return draw.choice([None, True, False, 3, "x", [], {}, 1.5, ["a"], {"type": "string"}])
    found: dict[str, Any] = {}
    for word in draw.sample(WORDS, draw.randint(1, 4)):
        match word:
            case "oneOf" | "anyOf" | "allOf" | "prefixItems":
                found[word] = [made_up(draw, depth + 1) for _ in range(draw.randint(0, 3))]
            case "properties" | "patternProperties":
                found[word] = {draw.choice(["a", "b", "kind", "c d"]): made_up(draw, depth + 1) for _ in range(2)}
            case "items" | "additionalProperties" | "not":
                found[word] = made_up(draw, depth + 1)
            case "$ref":
                found = {word: f"#/components/schemas/{draw.choice(['Thing', 'A', 'B', 'C', 'Gone'])}"}
                break
            case "type":
                found[word] = draw.choice(
                    ["object", "array", "string", "integer", "null", ["string", "null"], "odd", 3]
                )
            case "enum" | "required":
                found[word] = draw.choice([["a", "b"], ["a", None], [1, "a"], [], "a", [[1]], [{"a": 1}], ["kind"]])
            case "discriminator":
                found[word] = {"propertyName": "kind", "mapping": {"x": "#/components/schemas/A", "y": "B"}}
            case "const" | "default":
                found[word] = draw.choice(["a", 1, None, {"a": 1}, [1], True])
            case _:
                found[word] = draw.choice([True, "date-time", "binary", "int64"])
    return found


@pytest.mark.parametrize("seed", range(12))
def test_schemas_of_any_shape_give_code_that_runs(seed: int) -> None:
    import json

    draw = random.Random(seed)
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://acme.test"}],
        "paths": {
            "/thing": {
                "get": {"responses": {"200": content("Thing")}},
                "put": {"requestBody": {"required": True, **content("A")}, "responses": {"200": content("B")}},
            }
        },
        "components": {"schemas": {name: made_up(draw) for name in ("Thing", "A", "B", "C")}},
    }
    names = {name.lower(): f"#/components/schemas/{name}" for name in ("Thing", "A", "B", "C")}
    shared = json.dumps({"$shared": {"models": names}})[1:-1]
    for config in ("resources: {", f"resources: {{{shared}, "):
        config += "things: {methods: {get: get /thing, put: put /thing}}}"
        generation = run_pipeline(json.dumps(document), config)
        if generation.files:
            sdk = generate(json.dumps(document), config)
            for reply in ({"kind": "x", "a": [1]}, ["a"], "a", None):
                sdk.client(reply).things.get()
            for name in sdk.root.types.__all__:
                getattr(sdk.root.types, name)
        else:
            assert any(each.code in ("SW014", "SW015", "SW016") for each in generation.diagnostics)


def content(name: str) -> dict[str, Any]:
    return {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}


def test_what_is_required_and_not_declared_can_be_given() -> None:
    sdk = sdk_of("Thing: {type: object, required: [kind, a], properties: {a: {type: string}}}")
    assert "SW205" in sdk.generation.codes
    assert put(sdk, a="x", kind={"n": 1}) == {"a": "x", "kind": {"n": 1}}
    assert get(sdk, {"a": "x", "kind": 1}).kind == 1
    with pytest.raises(TypeError, match="kind"):
        put(sdk, a="x")


def test_what_is_required_and_not_declared_has_the_type_of_further_properties() -> None:
    typed = sdk_of(
        "Thing: {type: object, required: [n], properties: {a: {type: string}}, additionalProperties: {type: integer}}"
    )
    assert "n: int" in typed.generation.text("types/thing_get_response.py")
    closed = sdk_of(
        "Thing: {type: object, required: [n], properties: {a: {type: string}}, additionalProperties: false}"
    )
    assert put(closed, a="x") == {"a": "x"}


@both
def test_null_without_quotes_in_a_list_of_types_is_null(models: tuple[str, ...]) -> None:
    sdk = sdk_of("Thing: {type: object, properties: {tags: {type: [array, null], items: {type: string}}}}", *models)
    assert put(sdk, tags=None) == {"tags": None}
    keys = sdk.root.types.ThingPutParams.__annotations__
    assert "Optional" in str(keys["tags"])
