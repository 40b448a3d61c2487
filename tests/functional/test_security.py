"""Credentials per call: which of a document's alternatives a request carries, and what is said where none is there."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate

SETTINGS = "settings: {per_endpoint_security: true}\n"
SCHEMES = {
    "bear": "{type: http, scheme: bearer}",
    "base": "{type: http, scheme: basic}",
    "head": "{type: apiKey, in: header, name: X-Key}",
    "auth": "{type: apiKey, in: header, name: Authorization}",
    "quer": "{type: apiKey, in: query, name: key}",
    "cook": "{type: apiKey, in: cookie, name: sid}",
    "odd": "{type: http, scheme: DPoP}",
    "cert": "{type: mutualTLS}",
    "oidc": "{type: openIdConnect, openIdConnectUrl: https://id.test/.well-known/openid-configuration}",
}
OPTIONS = {
    "bear": ("token",), "base": ("user", "password"), "head": ("key",), "auth": ("whole",), "quer": ("query_key",),
    "cook": ("session",), "odd": ("proof",), "oidc": ("identity",),
}  # fmt: skip
ROLES = {"user": "username", "password": "password"}


def build(overall: str | None, *schemes: str, **operations: str | None) -> Sdk:
    """An SDK whose methods need what `operations` says: YAML of `security`, None for an operation without any."""
    paths = "paths:\n"
    for name, security in operations.items():
        needs = "" if security is None else f"security: {security}, "
        paths += f'  /{name}: {{get: {{{needs}responses: {{"204": {{}}}}}}}}\n'
    spec = f"{paths}components: {{securitySchemes: {{{', '.join(f'{each}: {SCHEMES[each]}' for each in schemes)}}}}}\n"
    if overall is not None:
        spec += f"security: {overall}\n"
    opts = ""
    for scheme in schemes:
        for option in OPTIONS.get(scheme, ()):
            role = f", role: {ROLES[option]}" if option in ROLES else ""
            env = f"read_env: ACME_{option.upper()}, " if option == "token" else ""
            opts += f"{option}: {{nullable: true, {env}auth: {{security_scheme: {scheme}{role}}}}}, "
    methods = ", ".join(f"{name}: get /{name}" for name in operations)
    config = f"{SETTINGS}client_settings: {{opts: {{{opts}}}}}\nresources: {{things: {{methods: {{{methods}}}}}}}"
    return generate(spec, config)


def sent(sdk: Sdk, method: str, **options: Any) -> httpx.Request:
    getattr(sdk.client(lambda _: httpx.Response(204), **options).things, method)()
    return sdk.sent


def carried(request: httpx.Request) -> dict[str, str]:
    """All that may be a credential."""
    found = {name: request.headers[name] for name in ("authorization", "x-key", "cookie") if name in request.headers}
    return {**found, **({"key": request.url.params["key"]} if "key" in request.url.params else {})}


# --- alternatives --------------------------------------------------------------------------------------------------


def test_the_first_alternative_that_is_there_is_sent_and_nothing_else() -> None:
    sdk = build("[{bear: []}, {head: []}]", "bear", "head", go=None)
    assert carried(sent(sdk, "go", token="t", key="k")) == {"authorization": "Bearer t"}
    assert carried(sent(sdk, "go", key="k")) == {"x-key": "k"}


def test_schemes_of_one_alternative_go_together() -> None:
    sdk = build("[{bear: [], head: [], quer: []}, {auth: []}]", "bear", "head", "quer", "auth", go=None)
    everything = {"authorization": "Bearer t", "x-key": "k", "key": "q"}
    assert carried(sent(sdk, "go", token="t", key="k", query_key="q", whole="w")) == everything
    assert carried(sent(sdk, "go", token="t", key="k", whole="w")) == {"authorization": "w"}


def test_operations_have_needs_of_their_own() -> None:
    sdk = build(
        "[{bear: []}]", "bear", "head", "quer", usual=None, other="[{head: []}]", third="[{quer: []}]", free="[]"
    )
    options = {"token": "t", "key": "k", "query_key": "q"}
    assert carried(sent(sdk, "usual", **options)) == {"authorization": "Bearer t"}
    assert carried(sent(sdk, "other", **options)) == {"x-key": "k"}
    assert carried(sent(sdk, "third", **options)) == {"key": "q"}
    assert carried(sent(sdk, "free", **options)) == {}
    assert carried(sent(sdk, "free")) == {}


def test_two_schemes_in_one_header() -> None:
    sdk = build("[{bear: []}]", "bear", "auth", usual=None, admin="[{auth: []}]")
    assert carried(sent(sdk, "admin", token="t", whole="Admin w")) == {"authorization": "Admin w"}
    assert carried(sent(sdk, "usual", token="t", whole="Admin w")) == {"authorization": "Bearer t"}


def test_a_call_without_credentials_is_the_last_resort() -> None:
    sdk = build(None, "bear", go="[{}, {bear: []}]", strict="[{bear: []}]")
    assert carried(sent(sdk, "go", token="t")) == {"authorization": "Bearer t"}
    assert carried(sent(sdk, "go")) == {}


def test_without_security_at_the_root_what_most_operations_need_is_the_default() -> None:
    sdk = build(None, "bear", "head", one="[{bear: []}]", two="[{bear: []}]", three="[{head: []}]", free=None)
    options = {"token": "t", "key": "k"}
    assert carried(sent(sdk, "two", **options)) == {"authorization": "Bearer t"}
    assert carried(sent(sdk, "three", **options)) == {"x-key": "k"}
    assert carried(sent(sdk, "free", **options)) == {}
    client = sdk.client({}, **options)
    client.get("/undocumented", cast_to=object)
    assert carried(sdk.sent) == {"authorization": "Bearer t"}


def test_schemes_that_no_operation_mentions_are_sent_when_given() -> None:
    sdk = build(None, "bear", "head", go=None)
    assert carried(sent(sdk, "go", token="t", key="k")) == {"authorization": "Bearer t", "x-key": "k"}
    assert carried(sent(sdk, "go")) == {}


def test_without_the_setting_every_call_carries_all() -> None:
    spec = (
        'paths: {/a: {get: {security: [], responses: {"204": {}}}}}\nsecurity: [{b: []}]\n'
        "components: {securitySchemes: {b: {type: http, scheme: bearer}}}"
    )
    config = (
        "client_settings: {opts: {token: {auth: {security_scheme: b}}}}\nresources: {things: {methods: {go: get /a}}}"
    )
    assert carried(sent(generate(spec, config), "go", token="t")) == {"authorization": "Bearer t"}


# --- kinds ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("scheme", "options", "expected"),
    [
        ("base", {"user": "u", "password": "p:ä"}, {"authorization": "Basic dTpwOsOk"}),
        ("odd", {"proof": "abc"}, {"authorization": "DPoP abc"}),
        ("odd", {"proof": "DPoP abc"}, {"authorization": "DPoP abc"}),
        ("oidc", {"identity": "i"}, {"authorization": "Bearer i"}),
        ("bear", {"token": "Bearer t"}, {"authorization": "Bearer t"}),
        ("auth", {"whole": "Token token=x"}, {"authorization": "Token token=x"}),
        ("quer", {"query_key": "a b&c"}, {"key": "a b&c"}),
        ("cook", {"session": "a;b\r\nc"}, {"cookie": "sid=a%3Bb%0D%0Ac"}),
        ("cert", {}, {}),
    ],
)
def test_each_kind_of_scheme(scheme: str, options: dict[str, str], expected: dict[str, str]) -> None:
    assert carried(sent(build(f"[{{{scheme}: []}}]", scheme, go=None), "go", **options)) == expected


def test_a_cookie_joins_those_of_the_user() -> None:
    sdk = build("[{cook: []}]", "cook", go=None)
    assert carried(sent(sdk, "go", session="s", default_headers={"Cookie": "mine=1"})) == {"cookie": "mine=1; sid=s"}


def test_an_option_that_travels_in_a_cookie() -> None:
    config = "client_settings: {opts: {tab: {nullable: true, send_in_cookie: tab}}}\nresources: {things: {methods: {go: get /a}}}"
    sdk = generate('paths: {/a: {get: {responses: {"204": {}}}}}', config)
    assert carried(sent(sdk, "go", tab="7")) == {"cookie": "tab=7"}
    assert carried(sent(sdk, "go")) == {}
    assert "SW250" not in sdk.generation.codes


def test_a_scheme_that_says_nothing_is_left_out() -> None:
    spec = (
        'paths: {/a: {get: {responses: {"204": {}}}}}\ncomponents: {securitySchemes: {x: {type: apiKey}, y: nothing}}'
    )
    sdk = generate(spec, SETTINGS + "resources: {things: {methods: {go: get /a}}}")
    assert sdk.generation.codes.count("SW221") == 2
    assert carried(sent(sdk, "go")) == {}


# --- missing, overridden, copied -----------------------------------------------------------------------------------


def test_missing_credentials_are_told_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_TOKEN", raising=False)
    sdk = build("[{bear: []}, {base: []}]", "bear", "base", go=None, free="[]")
    client = sdk.client(lambda _: httpx.Response(204))
    with pytest.raises(sdk.root.AcmeError, match=r"`token` \(or set ACME_TOKEN\).*`user` and `password`"):
        client.things.go()
    assert sdk.requests == []
    client.things.free()
    monkeypatch.setenv("ACME_TOKEN", "env")
    assert carried(sent(sdk, "go")) == {"authorization": "Bearer env"}


def test_half_a_pair_is_no_credential() -> None:
    sdk = build("[{base: []}]", "base", go=None)
    with pytest.raises(sdk.root.AcmeError, match="`user` and `password`"):
        sent(sdk, "go", user="u")


def test_credentials_by_other_means_are_enough() -> None:
    sdk = build("[{bear: []}]", "bear", go=None)
    assert carried(sent(sdk, "go", default_headers={"Authorization": "Own x"})) == {"authorization": "Own x"}
    assert carried(sent(sdk, "go", default_headers={"Authorization": sdk.root.Omit()})) == {}
    client = sdk.client(lambda _: httpx.Response(204))
    client.things.go(extra_headers={"authorization": "Own y"})
    assert carried(sdk.sent) == {"authorization": "Own y"}
    http = httpx.Client(transport=httpx.MockTransport(lambda request: httpx.Response(204)), auth=("u", "p"))
    sdk.root.Client(http_client=http).things.go()


def test_the_users_own_header_wins_over_that_of_an_operation() -> None:
    sdk = build("[{head: []}]", "head", "bear", go="[{bear: []}]")
    request = sent(sdk, "go", token="t", default_headers={"Authorization": "Own x"})
    assert carried(request) == {"authorization": "Own x"}


def test_copies_carry_credentials() -> None:
    sdk = build("[{bear: []}]", "bear", "head", go=None, other="[{head: []}]")
    client = sdk.client(lambda _: httpx.Response(204), token="t", key="k")
    client.with_options(timeout=3).things.other()
    assert carried(sdk.sent) == {"x-key": "k"}
    client.copy(token="new").things.go()
    assert carried(sdk.sent) == {"authorization": "Bearer new"}


def test_no_credential_goes_to_another_origin() -> None:
    sdk = build("[{bear: [], quer: [], cook: []}]", "bear", "quer", "cook", go=None)

    def reply(request: httpx.Request) -> httpx.Response:
        away = request.url.host == "acme.test"
        return (
            httpx.Response(307, headers={"location": "https://evil.test/x"}) if away else httpx.Response(200, json={})
        )

    options = {"token": "secret-1", "query_key": "secret-2", "session": "secret-3"}
    http = sdk.root.DefaultHttpxClient(transport=sdk.client(reply)._client._transport)
    sdk.root.Client(http_client=http, **options).things.go()
    assert sdk.sent.url.host == "evil.test"
    assert carried(sdk.sent) == {}
    sdk.client({}, **options).get("https://evil.test/y", cast_to=object)
    assert carried(sdk.sent) == {}


def test_no_secret_is_shown(caplog: pytest.LogCaptureFixture) -> None:
    sdk = build("[{bear: [], quer: [], cook: []}]", "bear", "quer", "cook", go=None)
    client = sdk.client(
        lambda _: httpx.Response(401, json={}), token="secret-1", query_key="secret-2", session="secret-3"
    )
    with caplog.at_level(logging.DEBUG), pytest.raises(sdk.root.AuthenticationError) as raised:
        client.things.go()
    # httpx logs whole URLs by itself; who turns that on sees them.
    logged = "".join(each.getMessage() for each in caplog.records if each.name.startswith("sdk_"))
    assert "secret-" not in logged + repr(client) + str(raised.value) + repr(raised.value) + repr(client._credentials)


def test_async_clients_choose_alike() -> None:
    sdk = build("[{bear: []}]", "bear", "head", go=None, other="[{head: []}]")
    client = sdk.async_client(lambda _: httpx.Response(204), token="t", key="k")
    asyncio.run(client.things.other())
    assert carried(sdk.sent) == {"x-key": "k"}
