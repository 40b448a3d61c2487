"""What is proposed beside names: the title, credentials, servers, models, kinds of body and answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.propose.around import ITEM, config, paths, proposed

# --- title ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "package", "client"),
    [
        ("Swagger Petstore - OpenAPI 3.0", "swagger_petstore", "SwaggerPetstore"),
        ("Acme REST API v3", "acme", "Acme"),
        ("GitHub's official OpenAPI spec + Extension", "github", "GitHub"),
        ("Acme HTTP API (Preview)", "acme", "Acme"),
        ("Acme - Messaging", "acme_messaging", "AcmeMessaging"),
        ("The Acme Web API", "acme", "Acme"),
        ("JSON", "farm", "Farm"),
        ("", "farm", "Farm"),
        ("Größe & Söhne", "grosse_sohne", "GrosseSohne"),
        ("猫のAPI", "farm", "Farm"),
        ("3Scale 7 Farm", "farm", "Farm"),
        ("Types", "types_sdk", "Types"),
        ("email", "email_sdk", "Email"),
        ("class", "class_sdk", "Class"),
        ('A"; import os\n#', "import_os", "ImportOs"),
    ],
)
def test_what_the_sdk_is_called(title: str, package: str, client: str) -> None:
    found = proposed({"info": {"title": title, "version": "1"}, "servers": [{"url": "https://api.farm.test/v1"}]})
    assert found.data["targets"]["python"]["package_name"] == package
    assert found.data["client_settings"]["client_name"] == client
    assert found.data["client_settings"]["default_env_prefix"] == package.upper()


def test_a_document_that_says_nothing_has_a_name_too() -> None:
    found = proposed({"info": {}, "paths": {}})
    assert found.data["targets"]["python"]["package_name"] == "api"


# --- credentials ---------------------------------------------------------------------------------------------------


def opts(schemes: dict[str, Any], security: Any = None, operation: Any = None) -> dict[str, Any]:
    root = paths("get /pets", components={"securitySchemes": schemes})
    if security is not None:
        root["security"] = security
    if operation is not None:
        root["paths"]["/pets"]["get"]["security"] = operation
    found: dict[str, Any] = proposed(root).data["client_settings"].get("opts", {})
    return found


KEY = {"type": "apiKey", "in": "header", "name": "X-Key"}
BASIC = {"type": "http", "scheme": "Basic"}
BEARER = {"type": "http", "scheme": "bearer"}


def test_a_key_that_every_request_needs() -> None:
    assert opts({"k": KEY}, [{"k": []}]) == {
        "api_key": {
            "type": "string",
            "nullable": False,
            "description": "The API key.",
            "read_env": "ACME_API_KEY",
            "auth": {"security_scheme": "k"},
        }
    }


@pytest.mark.parametrize(
    ("security", "operation"),
    [(None, None), ([], None), ([{"k": []}, {}], None), ([{"k": []}], []), ([{"k": []}], [{}])],
)
def test_a_key_that_some_request_can_do_without(security: Any, operation: Any) -> None:
    assert opts({"k": KEY}, security, operation)["api_key"]["nullable"] is True


def test_a_user_and_a_password() -> None:
    found = opts({"b": BASIC}, [{"b": []}])
    assert {name: (each["auth"]["role"], each["nullable"]) for name, each in found.items()} == {
        "username": ("username", False),
        "password": ("password", False),
    }


def test_several_schemes() -> None:
    found = opts({"k": KEY, "BearerAuth": BEARER, "m": {"type": "mutualTLS"}}, [{"k": []}])
    assert {name: each["auth"]["security_scheme"] for name, each in found.items()} == {
        "bearer_token": "BearerAuth",
        "api_key": "k",
    }
    assert all(each["nullable"] for each in found.values())
    assert set(opts({"one": KEY, "two": KEY, "b": BASIC, "c": BASIC})) == {
        "one_api_key", "two_api_key", "b_username", "b_password", "c_username", "c_password",
    }  # fmt: skip
    assert set(opts({"AdminApiKey": BEARER, "ApiKeyAuth": BEARER})) == {"admin_api_key", "api_key_auth"}


def test_client_credentials() -> None:
    flows = {"clientCredentials": {"tokenUrl": "https://acme.test/token", "scopes": {}}}
    found = opts({"o": {"type": "oauth2", "flows": flows}})
    assert {name: each["auth"]["role"] for name, each in found.items()} == {
        "access_token": "value",
        "client_id": "client_id",
        "client_secret": "client_secret",
    }
    assert set(opts({"o": {"type": "oauth2", "flows": {"implicit": {}}}})) == {"access_token"}


# --- servers -------------------------------------------------------------------------------------------------------


def environments(*servers: Any, location: str | None = None) -> dict[str, str]:
    found: dict[str, str] = proposed({"servers": list(servers)}, location).data.get("environments", {})
    return found


def test_servers_have_names() -> None:
    assert environments(
        {"url": "https://a.test"},
        {"url": "https://b.test", "description": "The sandbox server"},
        {"url": "https://staging.c.test"},
        {"url": "https://{region}.d.test", "description": "Far away"},
        {"url": "https://e.test", "name": "eu-1"},
        {"url": "https://f.test", "description": "A server that has a long description"},
        {"url": "https://a.test"},
        {"url": "wss://a.test"},
    ) == {
        "production": "https://a.test",
        "sandbox": "https://b.test",
        "staging": "https://staging.c.test",
        "far_away": "https://{region}.d.test",
        "eu_1": "https://e.test",
        "environment_6": "https://f.test",
    }


def test_relative_servers_count_from_the_document() -> None:
    assert environments({"url": "/api/v3"}) == {}
    assert environments({"url": "/api/v3"}, location="https://a.test/x/openapi.json") == {
        "production": "https://a.test/api/v3"
    }
    assert environments({"url": "../v2"}, location="https://a.test/x/openapi.json") == {
        "production": "https://a.test/v2"
    }
    assert environments({"url": "/api/v3"}, location="api/openapi.yaml") == {}
    assert environments(location="api/openapi.yaml") == {}
    assert environments(location="https://a.test/x/openapi.json") == {"production": "https://a.test/"}


# --- models --------------------------------------------------------------------------------------------------------


def test_components_that_are_used_and_deserve_a_class() -> None:
    ref = {"$ref": "#/components/schemas/Pet"}
    schemas = {
        "Pet": {"type": "object", "properties": {"kind": {"$ref": "#/components/schemas/Kind"}, "of": ref}},
        "Kind": {"enum": ["cat", "dog"]},
        "Name": {"type": "string"},
        "Names": {"type": "array", "items": {"$ref": "#/components/schemas/Name"}},
        "Unused": {"type": "object"},
        "Both": {"allOf": [ref]},
        "Event": {"oneOf": [ref, {"$ref": "#/components/schemas/Both"}]},
        "pet": {"type": "object", "properties": {"names": {"$ref": "#/components/schemas/Names"}}},
        "a/b c": {"type": "object"},
        "Told": {"type": "object"},
    }
    body = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/pet"}}}}
    told = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Told"}}}}
    root = paths("post /pets", components={"schemas": schemas}, webhooks={"told": {"post": {"requestBody": told}}})
    root["paths"]["/pets"]["post"] |= {
        "requestBody": body,
        "parameters": [
            {"name": "e", "in": "query", "schema": {"$ref": "#/components/schemas/Event"}},
            {"name": "x", "in": "query", "schema": {"$ref": "#/components/schemas/a~1b%20c"}},
        ],
    }
    found = config(proposed(root)).resources["$shared"].models
    assert {name: entry.pointer for name, entry in found.items()} == {
        "pet": "/components/schemas/Pet",
        "kind": "/components/schemas/Kind",
        "both": "/components/schemas/Both",
        "event": "/components/schemas/Event",
        "pet_2": "/components/schemas/pet",
        "a_b_c": "/components/schemas/a~1b c",
        "told": "/components/schemas/Told",
    }


def test_tags_describe_the_resources_of_their_name() -> None:
    tags = [
        {"name": "Big Pets", "description": "All about\nbig pets.\n\nAnd more."},
        {"name": "none", "description": "x"},
    ]
    found = proposed(paths("get /big-pets list", "get /shops list", tags=tags))
    assert found.data["resources"]["big_pets"]["description"] == "All about big pets."
    assert set(found.data["resources"]) == {"big_pets", "shops"}
    assert found.origin(("resources", "big_pets", "description")) == "/tags/0"


# --- kinds of body and answer --------------------------------------------------------------------------------------


def variants(operation: dict[str, Any]) -> dict[str, Any]:
    root = paths("post /runs")
    root["paths"]["/runs"]["post"] |= operation
    found: dict[str, Any] = proposed(root).data["resources"]["runs"]["methods"]
    return found


def content(**schemas: Any) -> dict[str, Any]:
    types = {
        "json": "application/json",
        "form": "application/x-www-form-urlencoded",
        "multipart": "multipart/form-data",
    }
    types |= {"sse": "text/event-stream", "lines": "application/x-ndjson", "bytes": "application/octet-stream"}
    return {"content": {types[name]: {"schema": schema} for name, schema in schemas.items()}}


def test_bodies_of_different_shapes_have_methods_of_their_own() -> None:
    one, two = {"type": "object", "properties": {"a": {}}}, {"type": "string", "format": "binary"}
    assert variants({"requestBody": content(json=one, form=one, bytes=two)}) == {
        "create": "post /runs",
        "create_binary": {"endpoint": "post /runs", "x-sdkwright-request-type": "application/octet-stream"},
    }
    assert variants({"requestBody": content(bytes=two)}) == {"create": "post /runs"}


def test_a_stream_beside_a_whole_answer() -> None:
    answers = {"200": {"description": "", **content(json={"type": "object"}, sse={"type": "object"})}}
    assert variants({"responses": answers}) == {
        "create": "post /runs",
        "create_stream": {"endpoint": "post /runs", "x-sdkwright-response-type": "text/event-stream"},
    }
    switch = {"type": "object", "properties": {"stream": {"type": ["boolean", "null"]}}}
    assert variants({"responses": answers, "requestBody": content(json=switch)}) == {
        "create": {"endpoint": "post /runs", "streaming": {"param_discriminator": "stream"}}
    }
    only = {"200": {"description": "", **content(lines={"type": "object"})}}
    assert variants({"responses": only}) == {"create": "post /runs"}


# --- whatever comes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [None, 1, "x", [], [1], {"a": None}, {"a": [{"b": 1}]}])
def test_nothing_in_a_document_raises(bad: Any) -> None:
    for key in ("info", "servers", "security", "components", "paths", "webhooks", "tags"):
        proposed({key: bad})
    for key in ("parameters", "responses", "requestBody", "tags", "operationId", "security"):
        root = paths("get /pets")
        root["paths"]["/pets"]["get"][key] = bad
        assert proposed(root).data["resources"]["pets"]
    for key in ("schemas", "securitySchemes"):
        proposed(paths("get /pets", components={key: bad}))
    proposed(paths("get /pets", components={"securitySchemes": {"k": bad}, "schemas": {"k": bad}}))


def test_every_operation_has_a_method() -> None:
    calls = ["get /{a}", "get /{b}/{c}", "get /", "head /", "get /a b", "trace /x/{}", "get //", "post /%", "get /{"]
    root = {
        "paths": {call.split(" ", 1)[1]: {call.split()[0]: {"responses": ITEM}} for call in calls if call != "head /"}
    }
    root["paths"]["/"]["head"] = {"responses": ITEM}
    found = config(proposed(root))
    assert sum(len(each.methods) for each in found.resources.values()) == len(calls)


def test_a_broken_reference_is_not_reported_twice() -> None:
    """The stage that needs what it refers to reports it; `proposed` asserts that this one is silent."""
    root = paths("get /pets")
    root["paths"]["/pets"]["get"]["responses"] = {"200": {"$ref": "#/components/responses/Gone"}}
    assert proposed(root).data["resources"]["pets"]


def test_where_choices_come_from() -> None:
    found = proposed(paths("get /pets list", components={"securitySchemes": {"k": KEY}}))
    assert found.origin(("resources", "pets", "methods", "list", "endpoint")) == "/paths/~1pets/get"
    assert found.origin(("client_settings", "opts", "api_key")) == "/components/securitySchemes/k"
    assert found.origin(("unknown",)) == ""


def test_an_answer_that_is_part_of_itself_is_no_list() -> None:
    loop = {"$ref": "#/components/schemas/Loop"}
    root = paths("get /pets", components={"schemas": {"Loop": {"allOf": [loop, {"type": "object"}]}}})
    root["paths"]["/pets"]["get"]["responses"] = {
        "200": {"description": "", "content": {"application/json": {"schema": loop}}}
    }
    assert set(config(proposed(root)).resources["pets"].methods) == {"retrieve"}
