"""Names that clash: with the language, with pydantic, with the runtime, with each other."""

from __future__ import annotations

import inspect
import keyword
from typing import Any

import pytest

from tests.functional.support import Sdk, generate

HOSTILE_PROPERTIES = (
    *("class", "from", "None", "async", "def", "import"),
    *("str", "int", "float", "bool", "object", "list", "dict", "type", "id", "bytes"),
    *(
        "List",
        "Dict",
        "Optional",
        "Union",
        "Literal",
        "BaseModel",
        "FieldInfo",
        "Annotated",
        "PropertyInfo",
        "datetime",
    ),
    *("copy", "schema", "json", "dict", "model_config", "model_fields", "construct", "validate", "to_dict", "to_json"),
    *("model_", "model_dump", "model_extra", "_private", "__init__", "__class__", "self", "builtins", "annotations"),
    *("1st", "a-b", "a b", "a.b", "$ref", "@id", "", "é", "ﬁ", "名前", "😀", "TYPE_CHECKING", "True"),
    *("__slots__", "__dict__", "__annotations__", "__fields__", "__pydantic_extra__", "model_post_init", "_request_id"),
)


def yaml_text(text: str) -> str:
    import json

    return json.dumps(text, ensure_ascii=False)


def object_of(names: tuple[str, ...], kind: str = "{type: string}") -> str:
    return "{type: object, properties: {" + ", ".join(f"{yaml_text(name)}: {kind}" for name in names) + "}}"


def thing(schema: str) -> Sdk:
    return generate(
        f"""
paths:
  /thing:
    get: {{responses: {{"200": {{content: {{application/json: {{schema: {schema}}}}}}}}}}}
    put:
      requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}
      responses: {{"204": {{}}}}
""",
        "resources: {things: {methods: {get: get /thing, put: put /thing}}}",
    )


def arguments(method: Any) -> list[str]:
    trailing = {"extra_headers", "extra_query", "extra_body", "timeout"}
    return [each for each in inspect.signature(method).parameters if each not in trailing]


# --- properties ----------------------------------------------------------------------------------------------------


def test_properties_of_any_name_round_trip() -> None:
    names = tuple(dict.fromkeys(HOSTILE_PROPERTIES))
    sdk = thing(object_of(names))
    value = {name: f"value of {name}" for name in names}
    found = sdk.client(value).things.get()
    assert found.to_dict() == value
    fields = type(found).model_fields
    assert len(fields) == len(names)
    assert {getattr(found, field) for field in fields} == set(value.values())
    for field in fields:
        assert field.isidentifier() and not keyword.iskeyword(field) and not field.startswith("_")


def test_arguments_of_any_name_reach_the_wire() -> None:
    names = tuple(dict.fromkeys(name for name in HOSTILE_PROPERTIES if name))
    sdk = thing(object_of(names))
    client = sdk.client()
    given = arguments(client.things.put)
    assert len(given) == len(names)
    client.things.put(**{name: name for name in given})
    assert set(sdk.sent_json) == set(names)


@pytest.mark.parametrize("kind", ["integer", "boolean", "number", "object", "string"])
def test_a_property_named_like_a_builtin_type_does_not_hide_it(kind: str) -> None:
    names = ("str", "int", "float", "bool", "object", "bytes", "List", "Dict")
    sdk = thing(object_of(names, f"{{type: array, items: {{type: {kind}}}}}"))
    sample: Any = {"integer": 1, "boolean": True, "number": 1.5, "object": {"a": 1}, "string": "x"}[kind]
    value = {name: [sample] for name in names}
    assert sdk.client(value).things.get().to_dict() == value


def test_two_properties_with_one_python_name_are_both_there() -> None:
    names = ("petName", "pet_name", "PetName", "pet-name")
    sdk = thing(object_of(names))
    value = {name: name for name in names}
    found = sdk.client(value).things.get()
    assert found.pet_name == "pet_name", "who is written so already keeps the name"
    assert found.to_dict() == value
    assert len({id(field) for field in type(found).model_fields}) == 4
    assert "SW301" in sdk.generation.codes
    client = sdk.client()
    client.things.put(**{name: name for name in arguments(client.things.put)})
    assert set(sdk.sent_json) == set(names)


def test_a_property_named_like_its_own_class() -> None:
    schema = "{type: object, properties: {owner: {type: object, properties: {Owner: {type: string}, owner: {type: integer}}}}}"
    sdk = thing(schema)
    assert sdk.client({"owner": {"Owner": "a", "owner": 1}}).things.get().to_dict() == {
        "owner": {"Owner": "a", "owner": 1}
    }


def test_inline_classes_named_like_what_a_module_imports() -> None:
    names = (
        "Optional",
        "List",
        "Dict",
        "Union",
        "Literal",
        "BaseModel",
        "FieldInfo",
        "TypeAlias",
        "Annotated",
        "datetime",
    )
    inner = "{type: object, properties: {at: {type: string, format: date-time}, n: {enum: [a]}, tags: {type: array, items: {type: string}}}}"
    sdk = thing(object_of(names, inner))
    value = {name: {"n": "a", "tags": ["x"]} for name in names}
    assert sdk.client(value).things.get().to_dict() == value
    sdk.client().things.put(**{name: {"tags": ["x"]} for name in arguments(sdk.client().things.put)})
    assert set(sdk.sent_json) == set(names)


def test_inline_classes_of_one_name_are_told_apart() -> None:
    schema = (
        "{type: object, properties: {a: {type: object, properties: {item: {type: object, properties: {x: {type: string}}}}},"
        " item: {type: object, properties: {y: {type: string}}}, items: {type: array, items: {type: object, properties: {z: {type: string}}}}}}"
    )
    found = thing(schema).client({"a": {"item": {"x": "1"}}, "item": {"y": "2"}, "items": [{"z": "3"}]}).things.get()
    assert (found.a.item.x, found.item.y, found.items[0].z) == ("1", "2", "3")


# --- methods, resources, parameters --------------------------------------------------------------------------------


def test_methods_named_like_builtins_and_keywords() -> None:
    words = ("list", "print", "import", "type", "str", "id", "class", "with_raw_response", "_get", "_client", "get")
    paths = "\n".join(
        f'  /m{index}: {{get: {{responses: {{"200": {{content: {{application/json: {{schema: {{type: array, items: {{type: string}}}}}}}}}}}}}}}}'
        for index in range(len(words))
    )
    methods = ", ".join(f"{word}: get /m{index}" for index, word in enumerate(words))
    sdk = generate(f"paths:\n{paths}", f"resources: {{things: {{methods: {{{methods}}}}}}}")
    things = sdk.client(["x"]).things
    names = [
        name for name, value in vars(type(things)).items() if inspect.isfunction(value) and not name.startswith("__")
    ]
    assert len(names) == len(words)
    for name in names:
        assert getattr(things, name)() == ["x"]
        assert getattr(things.with_raw_response, name)().parse() == ["x"]
    assert {request.url.path for request in sdk.requests} == {f"/v1/m{index}" for index in range(len(words))}


def test_a_resource_may_have_the_name_of_a_client_attribute() -> None:
    words = ("copy", "timeout", "get", "class", "api_key", "with_options", "types", "pagination", "client", "_client")
    resources = ", ".join(f"{word}: {{methods: {{go: get /a}}}}" for word in words)
    sdk = generate(
        'paths: {/a: {get: {responses: {"200": {content: {application/json: {schema: {type: string}}}}}}}}',
        f"resources: {{{resources}}}\nclient_settings: {{opts: {{api_key: {{nullable: true}}}}}}",
    )
    client = sdk.client("x", api_key="k")
    found = [name for name in dir(type(client)) if hasattr(getattr(client, name, None), "go")]
    assert len(found) == len(words)
    assert client.copy(timeout=1).timeout == 1
    assert client.api_key == "k"


def test_resources_three_deep() -> None:
    sdk = generate(
        """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {n: {type: integer}}}}}}}}}
  /b/{b_id}: {get: {parameters: [{name: b_id, in: path, required: true, schema: {type: string}}], responses: {"200": {content: {application/json: {schema: {type: object, properties: {m: {type: integer}}}}}}}}}
""",
        """
resources:
  a:
    methods: {get: get /a}
    subresources:
      b:
        subresources:
          c:
            methods: {get: "get /b/{b_id}"}
          a: {methods: {get: get /a}}
""",
    )
    client = sdk.client({"n": 1, "m": 2})
    assert client.a.get().n == 1
    assert client.a.b.c.get("x").m == 2
    assert client.a.b.a.get().n == 1
    assert client.with_raw_response.a.b.c.get("x").parse().m == 2
    assert client.a.b.with_raw_response.c.get("x").parse().m == 2
    with client.a.with_streaming_response.b.c.get("x") as response:
        assert response.parse().m == 2
    assert sdk.module("types.a.b.c_get_response").CGetResponse is type(client.a.b.c.get("x"))


PARAMETERS = (
    *(
        "self",
        "timeout",
        "extra_headers",
        "extra_query",
        "extra_body",
        "pagination",
        "sdk_types",
        "beta_types",
        "types",
    ),
    *("omit", "Omit", "not_given", "NotGiven", "httpx", "cast", "Any", "path_template", "make_request_options"),
    *("maybe_transform", "strip_not_given", "NoneType", "str", "list", "class", "SequenceNotStr", "Body", "Query"),
    *(
        "Optional",
        "options",
        "body",
        "cast_to",
        "template",
        "kwargs",
        "x-y",
        "a.b[]",
        "$top",
        "ids[]",
        "None",
        "__class__",
    ),
)


@pytest.mark.parametrize("place", ["query", "header", "path"])
def test_parameters_of_any_name_reach_the_wire(place: str) -> None:
    names = list({each.lower() if place == "header" else each: each for each in PARAMETERS}.values())
    if place == "header":
        names = [each for each in names if all(char not in each for char in "[].")]
    path = "/x" + "".join(f"/{{{name}}}" for name in names) if place == "path" else "/x"
    parameters = ", ".join(
        f"{{name: {yaml_text(name)}, in: {place}, required: true, schema: {{type: string}}}}" for name in names
    )
    sdk = generate(
        f'paths: {{{yaml_text(path)}: {{get: {{parameters: [{parameters}], responses: {{"204": {{}}}}}}}}}}',
        f"resources: {{beta: {{subresources: {{things: {{methods: {{go: {yaml_text('get ' + path)}}}}}}}}}}}",
    )
    things = sdk.client().beta.things
    given = arguments(things.go)
    assert len(given) == len(names)
    if place == "path":
        # The last of the path comes first: it alone may be given by position.
        values = [f"value-{index}" for index in range(len(names))]
        things.go(values[-1], **dict(zip(given[1:], values, strict=False)))
        assert sdk.sent.url.path == "/v1/x/" + "/".join(f"value-{index}" for index in range(len(names)))
    else:
        things.go(**{name: f"value of {index}" for index, name in enumerate(given)})
        sent = sdk.sent.url.params if place == "query" else sdk.sent.headers
        assert [sent.get(name) for name in names] == [f"value of {names.index(name)}" for name in names]


def test_one_name_in_path_query_header_and_body() -> None:
    sdk = generate(
        """
paths:
  /a/{id}:
    post:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
        - {name: id, in: query, schema: {type: string}}
        - {name: id, in: header, schema: {type: string}}
      requestBody: {content: {application/json: {schema: {type: object, properties: {id: {type: string}, body_id: {type: string}}}}}}
      responses: {"204": {}}
""",
        'resources: {things: {methods: {go: "post /a/{id}"}}}',
    )
    things = sdk.client().things
    names = arguments(things.go)
    assert list(names) == ["path_id", "query_id", "header_id", "body_id", "id_"]
    things.go("p", query_id="q", header_id="h", **{name: name for name in names[3:]})
    assert sdk.sent.url.path == "/v1/a/p"
    assert dict(sdk.sent.url.params) == {"id": "q"}
    assert sdk.sent.headers["id"] == "h"
    assert set(sdk.sent_json) == {"id", "body_id"}


def test_custom_casings() -> None:
    sdk = generate(
        """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {apiUrl: {type: object, properties: {x: {type: string}}}}}}}}}}}
""",
        "resources: {api_keys: {methods: {get: get /a}}}\ncustom_casings: {api: {pascal: API}, url: {pascal: URL, initialism: true}}",
    )
    module = sdk.module("types.api_key_get_response")
    assert module.__all__[0] == "APIKeyGetResponse"
    assert {"APIURL"} < set(module.__all__)
    assert sdk.module("resources.api_keys").__all__ == ["APIKeysResource", "AsyncAPIKeysResource"]


def test_a_plural_and_a_phrase_of_the_config() -> None:
    text = "paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}}"
    casings = """
  octopus: {singular: {pascal: Octopus, snake: octopus}, plural: {pascal: Octopodes, snake: octopodes}}
  street_map: {pascal: StreetMAP}
  url: {initialism: false}
"""
    resources = "resources: {octopodes: {methods: {get: get /a}}, street_map_urls: {methods: {get: get /a}}}"
    sdk = generate(text, f"{resources}\ncustom_casings:{casings}")
    assert sdk.module("resources.octopodes").__all__[0] == "OctopodesResource"
    assert sdk.module("types.octopus_get_response").__all__ == ["OctopusGetResponse"]
    assert sdk.module("types.street_map_url_get_response").__all__ == ["StreetMAPUrlGetResponse"]


def test_a_method_that_the_config_begins_with_an_underscore_keeps_it() -> None:
    text = """
paths:
  /a: {get: {parameters: [{name: q, in: query, schema: {type: string}}], responses: {"200": {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}
  /b: {delete: {responses: {"204": {}}}}
"""
    methods = "{_export: get /a, _delete: delete /b}"
    sdk = generate(text, f"resources: {{wallets: {{methods: {methods}}}, $client: {{methods: {{_ping: get /a}}}}}}")
    client = sdk.client({"x": "1"})
    assert client.wallets._export(q="1").x == "1"
    assert client.wallets.with_raw_response._export().parse().x == "1"
    assert sdk.module("types.wallet_export_params").__all__ == ["WalletExportParams"]
    client.wallets._delete_method()
    assert sdk.sent.method == "DELETE"
    assert client.ping().x == "1"


def test_classes_of_modules_do_not_collide_across_resources() -> None:
    spec = """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {y: {type: string}}}}}}}}}
"""
    sdk = generate(spec, "resources: {pet: {methods: {get: get /a}}, pets: {methods: {get: get /b}}}")
    client = sdk.client({"x": "1", "y": "2"})
    assert list(type(client.pet.get()).model_fields) == ["x"]
    assert list(type(client.pets.get()).model_fields) == ["y"]


def test_methods_whose_modules_would_have_one_name() -> None:
    spec = """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {y: {type: string}}}}}}}}}
"""
    sdk = generate(
        spec,
        "resources: {pet: {methods: {list_get: get /a}}, pet_list: {methods: {get: get /b}}}",
    )
    client = sdk.client({"x": "1", "y": "2"})
    assert list(type(client.pet.list_get()).model_fields) == ["x"]
    assert list(type(client.pet_list.get()).model_fields) == ["y"]


def test_names_that_differ_by_case_only() -> None:
    spec = """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: {type: object, properties: {y: {type: string}}}}}}}}}
"""
    sdk = generate(spec, "resources: {PET: {methods: {get: get /a}}, pet: {methods: {get: get /b}}}")
    assert len({path.casefold() for path in sdk.generation.files}) == len(sdk.generation.files)
    client = sdk.client({"x": "1", "y": "2"})
    names = [name for name in dir(type(client)) if hasattr(getattr(client, name, None), "get") and "pet" in name]
    assert sorted(next(iter(type(getattr(client, name).get()).model_fields)) for name in names) == ["x", "y"]
