"""Where requests go: variables in server URLs, servers of single operations, and what the user says instead."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

HEAD = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\n'
PATHS = 'paths: {/a: {get: {responses: {"204": {}}}}}\n'
GO = "resources: {things: {methods: {go: get /a}}}\n"


def served(*servers: str, paths: str = PATHS, config: str = GO) -> Sdk:
    return generate(f"{HEAD}servers: [{', '.join(servers)}]\n{paths}", config)


def url(sdk: Sdk, method: str = "go", **options: Any) -> str:
    getattr(sdk.client(lambda _: httpx.Response(204), **options).things, method)()
    return str(sdk.sent.url)


# --- variables -----------------------------------------------------------------------------------------------------

REGIONS = "{url: 'https://{region}.acme.test/{base}', variables: {region: {default: eu, enum: [eu, us]}, base: {default: v1}}}"


def test_variables_are_options_with_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = served(REGIONS)
    assert url(sdk) == "https://eu.acme.test/v1/a"
    assert url(sdk, region="us", base="v2/beta") == "https://us.acme.test/v2/beta/a"
    assert url(sdk, region="ap-1") == "https://ap-1.acme.test/v1/a"
    monkeypatch.setenv("ACME_SERVER_REGION", "env")
    assert url(sdk) == "https://env.acme.test/v1/a"
    assert url(sdk, base_url="https://mine.test/x") == "https://mine.test/x/a"
    assert 'Literal["eu", "us"] | str | None' in sdk.generation.text("_client.py")


def test_the_whole_address_in_variables() -> None:
    server = "{url: '{protocol}://{host}:{port}', variables: {protocol: {default: http}, host: {default: localhost}, port: {default: 8108}}}"
    sdk = served(server)
    assert url(sdk) == "http://localhost:8108/a"
    assert url(sdk, protocol="https", host="db.test", port="1") == "https://db.test:1/a"
    assert url(sdk, host="[::1]") == "http://[::1]:8108/a"
    for wrong in ({"protocol": "ftp"}, {"host": "a:1"}, {"port": "1/x"}, {"port": "1@evil.test"}):
        with pytest.raises(sdk.root.AcmeError):
            sdk.client(**wrong)


@pytest.mark.parametrize(
    "value", ["evil.test/", "evil.test#", "evil.test?", "u@evil.test", "a:b@c", "e\\", "é", "", "a b", "a%2f"]
)
def test_no_value_leads_to_another_host(value: str) -> None:
    sdk = served(REGIONS)
    with pytest.raises(sdk.root.AcmeError, match="region"):
        sdk.client(region=value)


@pytest.mark.parametrize("value", ["..", "a/../../b", "x?y", "x#y", "%2e%2e", "a b", "\\"])
def test_no_value_climbs_out_of_the_path(value: str) -> None:
    sdk = served(REGIONS)
    with pytest.raises(sdk.root.AcmeError, match="base"):
        sdk.client(base=value)


def test_a_variable_without_a_default_must_be_given() -> None:
    sdk = served("{url: 'https://{tenant}.acme.test'}")
    with pytest.raises(sdk.root.AcmeError, match="tenant"):
        sdk.client()
    assert url(sdk, tenant="t") == "https://t.acme.test/a"
    assert url(sdk, base_url="https://x.test") == "https://x.test/a"


def test_a_url_that_is_one_variable() -> None:
    sdk = served("{url: '{server}/v1', variables: {server: {default: 'https://acme.test'}}}")
    assert url(sdk) == "https://acme.test/v1/a"
    assert url(sdk, server="http://localhost:8080/x") == "http://localhost:8080/x/v1/a"
    with pytest.raises(sdk.root.AcmeError):
        sdk.client(server="https://u:p@evil.test")


def test_an_option_of_the_config_fills_a_variable() -> None:
    opts = "client_settings: {opts: {area: {server_variable: region, read_env: AREA, default: us}}}"
    sdk = served(REGIONS, config=GO + opts)
    assert url(sdk) == "https://us.acme.test/v1/a"
    assert url(sdk, area="eu") == "https://eu.acme.test/v1/a"
    assert "SW250" not in sdk.generation.codes


def test_copies_move_with_their_variables_and_environments() -> None:
    sdk = served(REGIONS, "{url: 'https://sand.test'}")
    client = sdk.client(lambda _: httpx.Response(204))
    client.copy(region="us").things.go()
    assert str(sdk.sent.url) == "https://us.acme.test/v1/a"
    client.copy(environment="server_2").things.go()
    assert str(sdk.sent.url) == "https://sand.test/a"
    client.copy(region="us").copy(timeout=3).things.go()
    assert str(sdk.sent.url) == "https://us.acme.test/v1/a"


# --- odd servers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    ["''", "'ftp://acme.test'", "'https://'", "'https://u:p@acme.test'", "'https://acme.test?x=1'", "'https://a b'"],
)
def test_a_broken_server_is_told_and_left_out(bad: str) -> None:
    sdk = served(f"{{url: {bad}}}", "{url: 'https://good.test/'}")
    assert url(sdk) == "https://good.test/a"


def test_no_slash_is_doubled() -> None:
    assert url(served("{url: 'https://acme.test:8443/v1/'}")) == "https://acme.test:8443/v1/a"


# --- servers of operations -----------------------------------------------------------------------------------------

UPLOADS = """
paths:
  /a: {get: {responses: {"204": {}}}}
  /up: {servers: [{url: 'https://uploads.test/x'}], get: {responses: {"204": {}}}}
  /own: {servers: [{url: 'https://uploads.test/x'}], get: {servers: [{url: 'https://{z}.own.test', variables: {z: {default: q}}}], responses: {"204": {}}}}
  /rel: {get: {servers: [{url: '/v2'}], responses: {"204": {}}}}
  /same: {get: {servers: [{url: 'https://acme.test/v1'}], responses: {"204": {}}}}
components: {securitySchemes: {b: {type: http, scheme: bearer}}}
"""
METHODS = "resources: {things: {methods: {go: get /a, up: get /up, own: get /own, rel: get /rel, same: get /same}}}\n"


def test_operations_with_servers_of_their_own() -> None:
    sdk = served("{url: 'https://acme.test/v1'}", paths=UPLOADS, config=METHODS)
    expected = {
        "go": "https://acme.test/v1/a",
        "up": "https://uploads.test/x/up",
        "own": "https://q.own.test/own",
        "rel": "https://acme.test/v2/rel",
        "same": "https://acme.test/v1/same",
    }
    assert {name: url(sdk, name) for name in expected} == expected
    assert "server=" not in sdk.generation.text("resources/things.py").partition("def same")[2].partition("def ")[0]


def test_credentials_go_to_a_declared_server() -> None:
    sdk = served("{url: 'https://acme.test/v1'}", paths=UPLOADS, config=METHODS)
    url(sdk, "up", api_key="k")
    assert sdk.sent.headers["authorization"] == "Bearer k"


def test_who_says_where_to_send_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    sdk = served("{url: 'https://acme.test/v1'}", paths=UPLOADS, config=METHODS)
    assert url(sdk, "up", base_url="http://localhost:1") == "http://localhost:1/up"
    client = sdk.client(lambda _: httpx.Response(204))
    client.copy(timeout=3).things.up()
    assert sdk.sent.url.host == "uploads.test"
    client.copy(base_url="http://localhost:1").things.up()
    assert sdk.sent.url.host == "localhost"
    monkeypatch.setenv("ACME_BASE_URL", "http://env.test")
    assert url(sdk, "up") == "http://env.test/up"


def test_another_environment_serves_all_operations() -> None:
    sdk = served("{url: 'https://acme.test/v1'}", "{url: 'https://sand.test'}", paths=UPLOADS, config=METHODS)
    assert url(sdk, "up") == "https://uploads.test/x/up"
    assert url(sdk, "up", environment="server_2") == "https://sand.test/up"


def test_servers_of_operations_alone() -> None:
    sdk = generate(HEAD + UPLOADS, METHODS)
    assert url(sdk, "up") == "https://uploads.test/x/up"
