"""Downloads: where they may go, how much they may bring, what messages may say."""

from __future__ import annotations

import gzip
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING

import httpx
import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import fetching, load_document
from sdkwright.load.fetching import fetch
from sdkwright.load.problems import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PUBLIC = "93.184.215.14"


def resolver(**names: str) -> Callable[[str, int], list[str]]:
    return lambda host, _port: [names.get(host.replace(".", "_"), PUBLIC)]


class Hosts:
    """A transport that answers by host name and notes what it was asked."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.requests: list[httpx.Request] = []
        self.answer = answer

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return self.answer(request)


def refused(url: str, hosts: Hosts, names: dict[str, str] | None = None, *, private: bool = False) -> str:
    with pytest.raises(ReadError) as caught:
        fetch(url, allow_private_hosts=private, resolve=resolver(**(names or {})), transport=hosts.transport())
    problem = caught.value.problem
    assert "secret" not in problem.message
    return f"{problem.code} {problem.message}"


def redirect(location: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda request: (
        httpx.Response(302, headers={"location": location})
        if request.url.path == "/start"
        else httpx.Response(200, content=b"there")
    )


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    hosts = Hosts(lambda _: httpx.Response(200, content=b"openapi: 3.1.0"))
    body, url = fetch("https://api.example.com:8443/a.yaml?v=1", resolve=resolver(), transport=hosts.transport())
    assert body == b"openapi: 3.1.0"
    assert url == "https://api.example.com:8443/a.yaml?v=1"
    (request,) = hosts.requests
    assert request.url.host == PUBLIC
    assert request.url.port == 8443
    assert request.headers["host"] == "api.example.com:8443"
    assert request.extensions["sni_hostname"] == "api.example.com"
    assert request.url.raw_path == b"/a.yaml?v=1"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:a00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public_are_refused(address: str) -> None:
    hosts = Hosts(lambda _: httpx.Response(200))
    assert refused("http://inner/x", hosts, {"inner": address}).startswith("SW017")
    assert hosts.requests == []


def test_public_addresses_of_both_kinds() -> None:
    hosts = Hosts(lambda _: httpx.Response(200, content=b"x"))
    for address in (PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c"):
        assert fetch("http://h/x", resolve=resolver(h=address), transport=hosts.transport()).body == b"x"


def test_all_addresses_of_a_name_are_checked() -> None:
    hosts = Hosts(lambda _: httpx.Response(200))
    with pytest.raises(ReadError):
        fetch("http://h/x", resolve=lambda _h, _p: [PUBLIC, "127.0.0.1"], transport=hosts.transport())
    assert hosts.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "http://2130706433/",
        "http://0x7f.1/",
        "http://127.1/",
        "http://[::1]/",
        "http://localhost/",
        "http://127.0.0.1:99999/",
    ],
)
def test_odd_spellings_of_loopback_are_refused(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(url)
    assert caught.value.problem.code in {"SW017", "SW018"}


@pytest.mark.parametrize("url", ["ftp://h/x", "file:///etc/passwd", "gopher://h/", "http:///x", "data:x,y"])
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(ReadError) as caught:
        fetch(url)
    assert caught.value.problem.code == "SW017"


@pytest.mark.parametrize(
    "target",
    ["http://inner/x", "http://169.254.169.254/x", "file:///etc/passwd", "http://[::1]/x", "gopher://h/x"],
)
def test_every_hop_is_checked(target: str) -> None:
    hosts = Hosts(redirect(target))
    names = {"inner": "10.0.0.1", "169_254_169_254": "169.254.169.254", "::1": "::1"}
    assert refused("http://outer/start", hosts, names).startswith("SW017")
    assert len(hosts.requests) == 1


def test_a_private_host_that_is_allowed_may_not_lead_to_another() -> None:
    hosts = Hosts(redirect("http://other/x"))
    names = {"inner": "127.0.0.1", "other": "10.0.0.1"}
    assert refused("http://inner/start", hosts, names, private=True).startswith("SW017")


def test_redirects_are_followed_and_counted() -> None:
    hosts = Hosts(redirect("/x"))
    found = fetch("http://outer/start", resolve=resolver(), transport=hosts.transport())
    assert found == (b"there", "http://outer/x")
    loop = Hosts(lambda _: httpx.Response(302, headers={"location": "/again"}))
    assert "redirects" in refused("http://outer/start", loop)
    assert len(loop.requests) == fetching.REDIRECTS + 1


def test_https_is_kept() -> None:
    assert "https to http" in refused("https://outer/start", Hosts(redirect("http://outer/x")))


def test_credentials_stay_with_their_origin() -> None:
    same = Hosts(redirect("/x"))
    fetch("http://user:secret@outer/start", resolve=resolver(), transport=same.transport())
    assert ["authorization" in request.headers for request in same.requests] == [True, True]
    for target in ("http://elsewhere/x", "http://outer:81/x", "https://outer/x"):
        other = Hosts(redirect(target))
        fetch("http://user:secret@outer/start", resolve=resolver(), transport=other.transport())
        assert ["authorization" in request.headers for request in other.requests] == [True, False]
        assert "secret" not in str(other.requests[1].url)


def test_failures_hold_no_secret() -> None:
    def broken(_: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("cannot reach secret")

    url = "http://user:secret@h/x?key=secret"
    assert refused(url, Hosts(broken)).startswith("SW018")
    assert "404" in refused(url, Hosts(lambda _: httpx.Response(404, content=b"secret")))


def test_what_is_too_large_is_refused_whatever_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "MAX_BYTES", 1000)
    bomb = gzip.compress(b"0" * 1_000_000)
    zipped = Hosts(lambda _: httpx.Response(200, headers={"content-encoding": "gzip"}, content=bomb))
    assert refused("http://h/x", zipped).startswith("SW002")
    plain = Hosts(lambda _: httpx.Response(200, content=b"0" * 1001))
    assert refused("http://h/x", plain).startswith("SW002")


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = b"openapi: 3.1.0\ninfo: {title: served}\n"
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{made.server_port}"
    made.shutdown()
    thread.join()
    made.server_close()


def test_a_document_from_loopback_when_the_user_typed_it(server: str) -> None:
    sink = Diagnostics()
    url = f"{server}/api.yaml?key=secret"
    document = load_document(url, sink, allow_urls=True, allow_private_hosts=True)
    assert list(sink) == []
    assert document is not None
    assert document.root["info"] == {"title": "served"}
    assert document.display_name == f"{server}/api.yaml"


def test_loopback_is_refused_otherwise(server: str) -> None:
    sink = Diagnostics()
    assert load_document(f"{server}/api.yaml", sink, allow_urls=True) is None
    assert [found.code for found in sink] == ["SW017"]
