"""Redirects are followed, but credentials and bodies stay with the origin that they were meant for."""

from __future__ import annotations

import httpx
import pytest
from runtime._errors import APIConnectionError, APIStatusError, UnsafeRedirectError
from runtime._types import NoneType

from tests.runtime.transport_support import KEY, Client, Handler, Server, Thing, answer, async_client, client

SECRETS = {
    "X-Sesame": KEY,
    "X-Api-Key": KEY,
    "X-Auth-Token": KEY,
    "Cookie": f"session={KEY}",
    "Proxy-Authorization": KEY,
}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


def redirect(to: str, status: int = 302) -> Handler:
    return lambda request: httpx.Response(status, headers={"location": to})


def test_same_origin_redirect_keeps_credentials() -> None:
    server = Server(redirect("/elsewhere"), answer())
    assert client(server).things.get("1").name == "a"
    assert server.last.url.path == "/elsewhere"
    assert server.last.headers["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/x", "https://api.example.com:8443/x", "https://sub.api.example.com/x", "//evil.example/x"],
)
def test_no_credential_crosses_an_origin(target: str, status: int) -> None:
    server = Server(redirect(target, status), answer())
    assert client(server, default_headers=SECRETS).things.get("1").name == "a"
    assert KEY not in repr(server.last.headers.raw) + str(server.last.url)
    assert server.last.headers["accept"] == "application/json"


@pytest.mark.anyio
async def test_no_credential_crosses_an_origin_async() -> None:
    server = Server(redirect("https://evil.example/x"), answer())
    await async_client(server, default_headers=SECRETS).things.get("1")
    assert KEY not in repr(server.last.headers.raw)


def test_no_credential_of_the_users_own_http_client_crosses() -> None:
    server = Server(redirect("https://evil.example/x"), redirect("https://evil.example/y"), answer())
    http = httpx.Client(
        transport=httpx.MockTransport(server),
        headers={"X-Api-Key": KEY},
        cookies={"session": KEY},
        auth=("user", KEY),
        follow_redirects=True,
    )
    Client(http_client=http).things.get("1")
    assert "cookie" in server.requests[0].headers
    for request in server.requests[1:]:
        assert KEY not in repr(request.headers.raw)
        assert {"authorization", "cookie", "x-api-key"}.isdisjoint(request.headers)


def test_secret_query_parameter_does_not_cross() -> None:
    server = Server(redirect(f"https://evil.example/x?sesame={KEY}&page=2"), answer())
    client(server, default_query={"sesame": KEY}).things.get("1")
    assert server.requests[0].url.params["sesame"] == KEY
    assert str(server.last.url) == "https://evil.example/x?page=2"


def test_secret_query_parameter_stays_within_the_origin() -> None:
    server = Server(redirect(f"/x?sesame={KEY}"), answer())
    client(server).things.get("1")
    assert server.last.url.params["sesame"] == KEY


def test_credentials_do_not_come_back_with_a_detour() -> None:
    server = Server(redirect("https://evil.example/x"), redirect("https://api.example.com/y"), answer())
    client(server).things.get("1")
    assert "authorization" not in server.last.headers


def test_redirect_from_https_to_http_is_refused() -> None:
    server = Server(redirect("http://api.example.com/x"), answer())
    with pytest.raises(UnsafeRedirectError, match="from https to http") as caught:
        client(server).things.get("1")
    assert caught.value.status_code == 302
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_body_is_not_replayed_to_another_origin(status: int) -> None:
    server = Server(redirect("https://evil.example/x", status), answer())
    with pytest.raises(UnsafeRedirectError, match="body to another origin"):
        client(server).things.create(name="a")
    assert len(server.requests) == 1


def test_body_is_replayed_to_the_same_origin() -> None:
    server = Server(redirect("/new", 307), answer())
    client(server).things.create(name="a")
    assert server.last.method == "POST"
    assert server.last.content == b'{"name":"a"}'


def test_consumed_body_is_not_replayed() -> None:
    server = Server(redirect("/new", 307), answer())
    with pytest.raises(UnsafeRedirectError, match="cannot be sent again"):
        client(server).post("/x", content=iter([b"a"]), cast_to=Thing)


def test_post_becomes_get_without_body_after_303() -> None:
    server = Server(redirect("https://other.example/x", 303), answer())
    client(server).things.create(name="a")
    assert (server.last.method, server.last.content) == ("GET", b"")


def test_redirects_have_an_end() -> None:
    server = Server(redirect("/again"))
    with pytest.raises(APIConnectionError, match="More than 20 redirects"):
        client(server).things.get("1")
    assert len(server.requests) == 21


def test_redirect_to_another_scheme_is_refused() -> None:
    with pytest.raises((UnsafeRedirectError, APIConnectionError)):
        client(Server(redirect("file:///etc/passwd")), max_retries=0).things.get("1")


def test_not_following_gives_the_status_error() -> None:
    with pytest.raises(APIStatusError) as caught:
        client(Server(redirect("/x"))).get("/x", cast_to=NoneType, options={"follow_redirects": False})
    assert caught.value.response.headers["location"] == "/x"


def test_http_client_that_does_not_follow_is_respected() -> None:
    server = Server(redirect("/x"))
    with pytest.raises(APIStatusError):
        Client(http_client=httpx.Client(transport=httpx.MockTransport(server))).things.get("1")


def test_history_is_kept() -> None:
    response = client(Server(redirect("/a"), redirect("/b"), answer())).get("/x", cast_to=httpx.Response)
    assert [hop.status_code for hop in response.history] == [302, 302]
    assert response.url.path == "/b"
