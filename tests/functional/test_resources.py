"""How resources become modules, classes and attributes."""

from __future__ import annotations

import importlib.util

import anyio

from tests.functional.support import generate

SPEC = """\
paths:
  /plain/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}, {name: q, in: query, schema: {type: string}}]
      responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Thing'}}}}}
components:
  schemas:
    Thing: {type: object, properties: {name: {type: string}}}
    Other: {type: object, properties: {name: {type: string}}}
"""
GET = "{methods: {retrieve: 'get /plain/{id}'}}"


def has(sdk: object, name: str) -> bool:
    return importlib.util.find_spec(f"{sdk.generation.package}.{name}") is not None  # type: ignore[attr-defined]


def test_a_standalone_resource_is_a_package_of_its_own() -> None:
    config = "resources: {outer: {subresources: {inner: {standalone_api: true, models: {thing: Thing}, methods: {retrieve: 'get /plain/{id}'}}}}}"
    sdk = generate(SPEC, config)
    assert sdk.client({"name": "n"}).outer.inner.retrieve("a", q="b").name == "n"
    inner = sdk.module("resources.outer.inner")
    assert inner.InnerResource is sdk.module("resources.outer.inner.inner").InnerResource
    assert not hasattr(sdk.module("resources.outer"), "InnerResource")
    assert sdk.module("types.outer.inner").Thing is sdk.module("types.outer.inner.thing").Thing
    assert sdk.module("types.outer.inner.inner_retrieve_params").InnerRetrieveParams
    assert not has(sdk, "types.outer.thing")


def test_a_resource_without_methods_is_no_attribute_but_keeps_its_types() -> None:
    config = f"resources: {{plain: {GET}, models: {{subresources: {{v1: {{models: {{other: Other}}}}}}}}}}"
    sdk = generate(SPEC, config)
    assert not hasattr(sdk.client(), "models")
    assert not hasattr(sdk.module("resources"), "ModelsResource")
    assert sdk.module("types.models").Other.__name__ == "Other"


def test_a_standalone_resource_without_methods_is_an_empty_package() -> None:
    config = (
        f"resources: {{plain: {GET}, a: {{subresources: {{v1: {{standalone_api: true, models: {{other: Other}}}}}}}}}}"
    )
    sdk = generate(SPEC, config)
    assert sdk.module("resources.a.v1").__all__ == []
    assert sdk.module("types.a.v1").Other.__name__ == "Other"


def test_resources_with_children_have_a_package_of_types_even_if_it_is_empty() -> None:
    config = (
        "resources: {plain: {models: {thing: Thing}, subresources: {below: {methods: {retrieve: 'get /plain/{id}'}}}}}"
    )
    sdk = generate(SPEC.replace(", {name: q, in: query, schema: {type: string}}", ""), config)
    assert sdk.module("types.plain").__all__ == []


def test_a_type_never_takes_the_name_of_an_empty_package() -> None:
    config = (
        "resources: {thing: {models: {thing: Thing}, subresources: {below: {methods: {retrieve: 'get /plain/{id}'}}}}}"
    )
    sdk = generate(SPEC.replace(", {name: q, in: query, schema: {type: string}}", ""), config)
    assert sdk.client({"name": "n"}).thing.below.retrieve("a").name == "n"
    assert sdk.module("types").Thing.__name__ == "Thing"
    assert sdk.module("types.thing").__all__ == []


def test_a_resource_that_is_called_api_never_hides_what_it_inherits_from() -> None:
    sdk = generate(SPEC, f"resources: {{api: {GET}, sync_api: {GET}}}")
    assert sdk.client({"name": "n"}).api.retrieve("a").name == "n"
    assert sdk.client({"name": "n"}).sync_api.retrieve("a").name == "n"
    assert anyio.run(sdk.async_client({"name": "n"}).api.retrieve, "a").name == "n"


CLIENT = """\
resources:
  $client:
    methods: {ping: get /ping, find: {endpoint: get /plain/{id}}, get: get /ping}
  plain: {methods: {retrieve: get /plain/{id}}}
"""
PING = SPEC.replace(
    "components:",
    """\
  /ping:
    get:
      responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {pong: {type: integer}}}}}}}
components:""",
)


def test_methods_of_the_client_itself() -> None:
    sdk = generate(PING, CLIENT.replace("get /plain/{id}", "'get /plain/{id}'"))
    client = sdk.client({"pong": 3, "name": "n"})
    assert client.ping().pong == 3
    assert client.find("a", q="b").name == "n"
    assert str(sdk.sent.url) == "https://acme.test/v1/plain/a?q=b"
    assert client.plain.retrieve("a").name == "n"
    assert client.with_raw_response.ping().parse().pong == 3
    with client.with_streaming_response.find("a") as response:
        assert response.parse().name == "n"


def test_methods_of_the_async_client_itself() -> None:
    sdk = generate(PING, CLIENT.replace("get /plain/{id}", "'get /plain/{id}'"))

    async def use() -> None:
        client = sdk.async_client({"pong": 3})
        assert (await client.ping()).pong == 3
        assert (await (await client.with_raw_response.ping()).parse()).pong == 3

    anyio.run(use)


def test_arguments_of_the_client_are_called_after_it_and_answers_after_the_method() -> None:
    sdk = generate(PING, CLIENT.replace("get /plain/{id}", "'get /plain/{id}'"))
    assert sdk.module("types.client_find_params").ClientFindParams
    assert sdk.module("types").PingResponse.__name__ == "PingResponse"


def test_a_method_never_hides_what_the_client_has() -> None:
    sdk = generate(PING, CLIENT.replace("get /plain/{id}", "'get /plain/{id}'"))
    client = sdk.client({"pong": 3})
    assert client.get_method().pong == 3
    assert client.get("/ping", cast_to=object) == {"pong": 3}


def test_the_reference_lists_the_client_under_its_name() -> None:
    sdk = generate(PING, CLIENT.replace("get /plain/{id}", "'get /plain/{id}'"))
    text = sdk.generation.files["api.md"].decode()
    assert "# Acme\n" in text
    assert f'client.<a href="./src/{sdk.generation.package}/_client.py">ping</a>()' in text
