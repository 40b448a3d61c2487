"""Tokens by client credentials: got once, kept, renewed, and never shown."""

from __future__ import annotations

import asyncio
import base64
import threading
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.functional.support import Sdk, generate

SPEC = """
paths: {/a: {get: {security: [{o: [read]}], responses: {"204": {}}}, post: {requestBody: {content: {application/json: {schema: {type: object, properties: {x: {type: integer}}}}}}, responses: {"204": {}}}}}
security: [{o: [write]}]
components:
  securitySchemes:
    o: {type: oauth2, flows: {clientCredentials: {tokenUrl: TOKEN_URL, scopes: {read: Read it, write: Write it}}}}
"""
CONFIG = """
settings: {per_endpoint_security: true}
client_settings:
  opts:
    access_token: {read_env: ACME_TOKEN, auth: {security_scheme: o}}
    client_id: {auth: {security_scheme: o, role: client_id}}
    client_secret: {auth: {security_scheme: o, role: client_secret}}
    scopes: {auth: {security_scheme: o, role: scopes}}
resources: {things: {methods: {go: get /a, send: post /a}}}
"""
PAIR = {"client_id": "me +", "client_secret": "very/secret"}


@pytest.fixture(scope="module")
def sdk() -> Sdk:
    return generate(SPEC.replace("TOKEN_URL", "https://id.test/token"), CONFIG)


class Server:
    """An API that takes the last token that was given out, and the endpoint that gives them out."""

    def __init__(self, *answers: httpx.Response | Exception, seconds: int = 3600) -> None:
        self.answers = list(answers)
        self.seconds = seconds
        self.asked: list[httpx.Request] = []
        self.calls: list[httpx.Request] = []
        self.valid = ""

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.host != "id.test" and request.url.path != "/token":
            self.calls.append(request)
            good = request.headers.get("authorization") == f"Bearer {self.valid}"
            return httpx.Response(204 if good else 401, json=None if good else {})
        self.asked.append(request)
        if self.answers:
            answer = self.answers.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        self.valid = f"token-{len(self.asked)}"
        return httpx.Response(
            200, json={"access_token": self.valid, "token_type": "Bearer", "expires_in": self.seconds}
        )


def test_a_token_is_got_once_and_kept(sdk: Sdk) -> None:
    server = Server()
    client = sdk.client(server, **PAIR)
    client.things.go()
    client.things.go()
    client.with_options(timeout=3).things.go()
    (asked,) = server.asked
    assert (asked.method, str(asked.url)) == ("POST", "https://id.test/token")
    assert parse_qs(asked.content.decode()) == {"grant_type": ["client_credentials"], "scope": ["read write"]}
    pair = base64.b64decode(asked.headers["authorization"].removeprefix("Basic ")).decode()
    assert pair == "me+%2B:very%2Fsecret"
    assert [each.headers["authorization"] for each in server.calls] == ["Bearer token-1"] * 3


def test_an_access_token_needs_no_exchange(sdk: Sdk) -> None:
    server = Server()
    server.valid = "mine"
    sdk.client(server, access_token="mine", **PAIR).things.go()
    assert server.asked == []


def test_nothing_given(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_TOKEN", raising=False)
    with pytest.raises(
        sdk.root.AcmeError, match=r"`access_token` \(or set ACME_TOKEN\), or `client_id` and `client_secret`"
    ):
        sdk.client(Server(), client_id="me").things.go()


def test_other_scopes(sdk: Sdk) -> None:
    for scopes, expected in (("a b", ["a b"]), ("", None)):
        server = Server()
        sdk.client(server, scopes=scopes, **PAIR).things.go()
        assert parse_qs(server.asked[0].content.decode()).get("scope") == expected


@pytest.mark.parametrize(("later", "asked"), [(3530, 1), (3550, 2)])
def test_a_token_is_renewed_before_it_expires(
    sdk: Sdk, monkeypatch: pytest.MonkeyPatch, later: int, asked: int
) -> None:
    server = Server()
    client = sdk.client(server, **PAIR)
    client.things.go()
    monkeypatch.setattr(sdk.module("_oauth"), "time", SimpleNamespace(monotonic=lambda: time.monotonic() + later))
    client.things.go()
    assert len(server.asked) == asked


def test_a_token_for_no_time_serves_its_call(sdk: Sdk) -> None:
    server = Server(seconds=0)
    sdk.client(server, **PAIR).things.go()
    assert len(server.calls) == 1


def test_a_refused_token_is_renewed_once_and_the_call_repeated(sdk: Sdk) -> None:
    server = Server()
    client = sdk.client(server, **PAIR)
    client.things.go()
    server.valid = "changed"
    client.things.send(x=1)
    assert len(server.asked) == 2
    assert [each.content for each in server.calls[1:]] == [b'{"x":1}'] * 2


def test_a_call_that_stays_refused_fails(sdk: Sdk) -> None:
    def reply(request: httpx.Request) -> httpx.Response:
        if request.url.host == "id.test":
            return httpx.Response(200, json={"access_token": "t"})
        return httpx.Response(401, json={})

    client = sdk.client(reply, **PAIR)
    with pytest.raises(sdk.root.AuthenticationError):
        client.things.go()
    assert [each.url.host for each in sdk.requests[-4:]] == ["id.test", "acme.test", "id.test", "acme.test"]


def test_a_server_that_wants_the_secret_in_the_body(sdk: Sdk) -> None:
    server = Server(httpx.Response(401, json={"error": "invalid_client"}))
    client = sdk.client(server, **PAIR)
    client.things.go()
    server.valid = "changed"
    client.things.go()
    first, second, third = server.asked
    assert "authorization" in first.headers
    for each in (second, third):
        form = parse_qs(each.content.decode())
        assert (form["client_id"], form["client_secret"]) == (["me +"], ["very/secret"])
        assert "authorization" not in each.headers


@pytest.mark.parametrize(
    ("status", "answer", "told"),
    [
        (
            400,
            {"error": "invalid_scope", "error_description": "not for very/secret"},
            "invalid_scope: not for <redacted>",
        ),
        (403, "<html>", "status 403"),
        (200, {"nothing": 1}, "without a token"),
        (200, {"access_token": "x", "token_type": "mac"}, "no bearer token"),
    ],
)
def test_why_there_is_no_token(sdk: Sdk, status: int, answer: Any, told: str) -> None:
    server = Server(httpx.Response(status, json=answer))
    with pytest.raises(sdk.root.OAuthTokenError, match=told) as raised:
        sdk.client(server, **PAIR).things.go()
    assert raised.value.status_code == status
    assert isinstance(raised.value, sdk.root.AcmeError)
    assert "very/secret" not in repr(raised.value)
    assert server.calls == []


def test_a_redirect_is_not_followed(sdk: Sdk) -> None:
    server = Server(httpx.Response(307, headers={"location": "https://evil.test/token"}))
    with pytest.raises(sdk.root.OAuthTokenError, match="redirects"):
        sdk.client(server, **PAIR).things.go()
    assert len(server.asked) == 1


def test_an_endpoint_that_fails_is_asked_again(sdk: Sdk) -> None:
    wait = {"retry-after-ms": "1"}
    server = Server(httpx.Response(503, headers=wait), httpx.Response(429, headers=wait))
    sdk.client(server, max_retries=2, **PAIR).things.go()
    assert len(server.asked) == 3
    for error, raised in ((httpx.ConnectError("x"), "APIConnectionError"), (httpx.ReadTimeout("x"), "APITimeoutError")):
        with pytest.raises(getattr(sdk.root, raised)) as found:
            sdk.client(Server(error), **PAIR).things.go()
        assert "authorization" not in found.value.request.headers


def test_threads_share_one_exchange(sdk: Sdk) -> None:
    server = Server()
    client = sdk.client(server, **PAIR)
    threads = [threading.Thread(target=client.things.go) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert (len(server.asked), len(server.calls)) == (1, 8)


def test_the_async_client(sdk: Sdk) -> None:
    server = Server()
    client = sdk.async_client(server, **PAIR)

    async def calls() -> None:
        await asyncio.gather(*(client.things.go() for _ in range(5)))
        server.valid = "changed"
        await client.things.go()

    asyncio.run(calls())
    assert (len(server.asked), len(server.calls)) == (2, 7)


def test_a_relative_token_url_is_that_of_the_api() -> None:
    sdk = generate(SPEC.replace("TOKEN_URL", "/token"), CONFIG)
    server = Server()
    sdk.client(server, **PAIR).things.go()
    assert str(server.asked[0].url) == "https://acme.test/token"


def test_scopes_are_documented(sdk: Sdk) -> None:
    assert "- `read`: Read it" in sdk.root.Acme.__doc__


def test_no_secret_is_shown(sdk: Sdk) -> None:
    client = sdk.client(Server(), **PAIR)
    client.things.go()
    shown: Callable[[object], str] = repr
    assert "very/secret" not in shown(client) + shown(client._grants) + shown(client._tokens)
    assert "token-1" not in shown(client._tokens) + shown(client._credentials)
