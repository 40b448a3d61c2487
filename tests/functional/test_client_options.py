"""Options of a client that are no text, and how the config has credentials written."""

from __future__ import annotations

import asyncio
import base64
import inspect

import httpx
import pytest

from tests.functional.support import Sdk, generate, run_pipeline

PATHS = 'paths: {/a: {get: {responses: {"204": {}}}}, "/b/{id}": {get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {"204": {}}}}}\n'
RESOURCES = "resources: {things: {methods: {go: get /a, at: 'get /b/{id}'}}}\n"


def sdk_with(opts: str, more: str = "", spec: str = "") -> Sdk:
    return generate(PATHS + spec, f"{RESOURCES}client_settings: {{opts: {{{opts}}}}}\n{more}")


def sent(sdk: Sdk, **options: object) -> httpx.Request:
    sdk.client(lambda _: httpx.Response(204), **options).things.go()
    return sdk.sent


# --- kinds ---------------------------------------------------------------------------------------------------------

KINDS = """
    beta: {type: boolean, nullable: true, read_env: ACME_BETA, send_in_header: X-Beta},
    tenant: {type: integer, nullable: true, read_env: ACME_TENANT, send_as_query_param: tenant},
    ratio: {type: number, default: 0.5, read_env: ACME_RATIO, send_in_cookie: ratio},
"""


def test_options_have_the_type_that_the_config_says() -> None:
    sdk = sdk_with(KINDS)
    assert sdk.generation.codes == []
    parameters = inspect.signature(sdk.root.Client).parameters
    assert [parameters[name].annotation for name in ("beta", "tenant", "ratio")] == [
        "bool | None", "int | None", "float | None",
    ]  # fmt: skip
    request = sent(sdk, beta=False, tenant=0, ratio=2)
    assert (request.headers["x-beta"], request.url.params["tenant"], request.headers["cookie"]) == (
        "false", "0", "ratio=2",
    )  # fmt: skip
    request = sent(sdk)
    assert "x-beta" not in request.headers and "tenant" not in request.url.params
    assert request.headers["cookie"] == "ratio=0.5"


def test_copies_keep_and_change_values_that_are_false() -> None:
    client = sdk_with(KINDS).client(beta=True, tenant=5)
    assert (client.copy(beta=False, tenant=0).beta, client.copy(tenant=0).tenant, client.copy().beta) == (
        False,
        0,
        True,
    )


def test_the_environment_gives_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = sdk_with(KINDS)
    for text, value in (("true", True), (" NO ", False), ("1", True), ("off", False)):
        monkeypatch.setenv("ACME_BETA", text)
        assert sdk.client().beta is value
    monkeypatch.setenv("ACME_TENANT", "12")
    monkeypatch.setenv("ACME_RATIO", "1e-1")
    assert (sdk.client().tenant, sdk.client().ratio) == (12, 0.1)

    async def main() -> bool:
        async with sdk.async_client() as client:
            return client.beta

    assert asyncio.run(main()) is False


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("ACME_BETA", "maybe", "must be true or false"),
        ("ACME_TENANT", "1.5", "must be a whole number"),
        ("ACME_RATIO", "much", "must be a number"),
    ],
)
def test_what_the_environment_says_wrongly_is_an_error(
    name: str, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sdk = sdk_with(KINDS)
    monkeypatch.setenv(name, text)
    with pytest.raises(sdk.root.AcmeError, match=f"{name} {said}") as caught:
        sdk.client()
    assert text not in str(caught.value).replace(name, "")


def test_a_number_may_fill_a_variable_of_the_server() -> None:
    sdk = sdk_with(
        "shard: {type: integer, server_variable: shard, default: 8}",
        'environments: {production: "https://acme.test/{shard}"}',
    )
    assert sent(sdk).url.path == "/8/a"
    assert sent(sdk, shard=0).url.path == "/0/a"


def test_text_alone_has_no_need_of_readers() -> None:
    assert not any("_environment.py" in path for path in sdk_with("a: {nullable: true}").generation.files)


def test_an_option_of_no_type_is_text_that_may_be_left_out() -> None:
    sdk = sdk_with("a: {type: 'null', read_env: A_B}")
    assert sdk.generation.codes == ["SW250"]
    assert sdk.client().a is None


def test_the_suite_of_the_sdk_knows_the_types() -> None:
    files = sdk_with(
        KINDS + "level: {type: integer, example: 3, read_env: LEVEL}, name: {example: ada}"
    ).generation.files
    conftest = files["tests/conftest.py"].decode()
    for each in ("beta=True", "tenant=7", "ratio=1.5", "level=3", 'name="ada"'):
        assert each in conftest
    tests = files["tests/test_client.py"].decode()
    assert 'setenv("LEVEL", "3")' in tests and "assert client.level == 3" in tests
    assert "assert client.beta is True" in tests


# --- how credentials are written -----------------------------------------------------------------------------------

BEARER = "token: {auth: {security_scheme: s}}"
BASIC = "user: {auth: {security_scheme: s, role: username}}, secret: {auth: {security_scheme: s, role: password}}"
PAIR = base64.b64encode(b"u:p").decode()


@pytest.mark.parametrize("settings", ["", "settings: {per_endpoint_security: true}\nsecurity: [{s: []}]\n"])
@pytest.mark.parametrize(
    ("opts", "scheme", "written"),
    [
        (BEARER, "type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: Token}", "Token t"),
        (BEARER, "type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: ''}", "t"),
        (BEARER, "type: http, scheme: digest, x-stainless-auth: {scheme_keyword: Hash}", "Hash t"),
        (BASIC, "type: http, scheme: basic, x-stainless-auth: {scheme_keyword: Plain}", f"Plain {PAIR}"),
        (BASIC, "type: http, scheme: basic, x-stainless-auth: {disable_base64: true}", "Basic u:p"),
        (BASIC, "type: http, scheme: basic, x-stainless-auth: {disable_base64: true, scheme_keyword: X}", "X u:p"),
    ],
)
def test_the_config_says_how_a_credential_is_written(opts: str, scheme: str, written: str, settings: str) -> None:
    sdk = sdk_with(opts, f"{settings}security_schemes: {{s: {{{scheme}}}}}")
    given = {"token": "t"} if opts == BEARER else {"user": "u", "secret": "p"}
    assert sent(sdk, **given).headers["authorization"] == written


def test_the_document_may_say_it_as_well() -> None:
    spec = (
        "components: {securitySchemes: {s: {type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: Token}}}}\n"
    )
    assert sent(sdk_with(BEARER, spec=spec), token="t").headers["authorization"] == "Token t"


def test_a_keyword_is_one_word() -> None:
    scheme = "{s: {type: http, scheme: bearer, x-stainless-auth: {scheme_keyword: 'a\"b'}}}"
    assert run_pipeline(PATHS, f"{RESOURCES}security_schemes: {scheme}").codes == ["SW102"]
    sdk = sdk_with(BEARER, spec=f"components: {{securitySchemes: {scheme}}}\n")
    assert sent(sdk, token="t").headers["authorization"] == "Bearer t"


def test_a_key_without_a_place_is_a_header() -> None:
    sdk = sdk_with(BEARER, "security_schemes: {s: {type: apiKey, name: X-Key}}")
    assert sent(sdk, token="t").headers["x-key"] == "t"


def test_credentials_of_another_make_are_told() -> None:
    sdk = sdk_with(BEARER, "security_schemes: {s: {type: apiKey, name: X-Key, x-stainless-auth: {custom: signed}}}")
    assert sdk.generation.codes == ["SW250"]


# --- arguments by position -----------------------------------------------------------------------------------------


def test_a_config_may_want_no_argument_by_position() -> None:
    client = sdk_with("", "settings: {positional_params: false}").client(lambda _: httpx.Response(204))
    client.things.at(id="x")
    with pytest.raises(TypeError):
        client.things.at("x")
    sdk_with("").client(lambda _: httpx.Response(204)).things.at("x")
