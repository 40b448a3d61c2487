"""Reading a document from a URL that the caller allows, and from nowhere else."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from typing import TYPE_CHECKING, Final, NamedTuple

import httpx

from .limits import MAX_BYTES
from .problems import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS: Final = 30.0
"""For the whole download, redirects included."""

REDIRECTS: Final = 5

Transport = httpx.BaseTransport


class Fetched(NamedTuple):
    """A body, and the URL that it came from after all redirects."""

    body: bytes
    url: str


class _Answer(NamedTuple):
    body: bytes
    redirect: httpx.URL | None


def fetch(
    location: str,
    *,
    allow_private_hosts: bool = False,
    same_origin: bool = False,
    resolve: Callable[[str, int], list[str]] | None = None,
    transport: Transport | None = None,
) -> Fetched:
    """The body at an http(s) URL. Raises ReadError; no message holds credentials or a query.

    Hosts that are not on the public internet are refused, unless `allow_private_hosts`, which holds for the first URL's
    host only: a redirect may not lead to another such host. The connection goes to the address that was checked, so
    that a second name lookup cannot lead elsewhere. User and password are sent to the origin they are given for alone.
    With `same_origin` no redirect may leave the first origin. Proxies of the environment are not used.
    """
    url = _parse(location)
    first_host = url.host
    deadline = time.monotonic() + SECONDS
    look_up = resolve or _look_up
    try:
        with _client(transport) as client:
            for _ in range(REDIRECTS + 1):
                address = _checked(url, look_up, private=allow_private_hosts and url.host == first_host)
                answer = _request(client, url, address, deadline)
                if answer.redirect is None:
                    return Fetched(answer.body, str(url))
                following = _next(url, answer.redirect)
                if same_origin and _origin(following) != _origin(url):
                    raise ReadError("SW017", "the host redirects to another origin")
                url = following
    except httpx.TimeoutException:
        raise ReadError("SW018", "the host took too long to answer") from None
    except httpx.HTTPError as error:
        raise ReadError("SW018", f"the request failed ({type(error).__name__})") from None
    raise ReadError("SW018", f"more than {REDIRECTS} redirects")


def _client(transport: Transport | None) -> httpx.Client:
    verify = ssl.create_default_context() if transport is None else True
    return httpx.Client(transport=transport, verify=verify, trust_env=False, follow_redirects=False, timeout=10.0)


def _parse(location: str) -> httpx.URL:
    try:
        url = httpx.URL(location)
    except (httpx.InvalidURL, ValueError):
        raise ReadError("SW017", "this is not a URL") from None
    if url.scheme not in ("http", "https") or not url.host:
        raise ReadError("SW017", "only http and https URLs are read")
    return url


def _next(url: httpx.URL, target: httpx.URL) -> httpx.URL:
    following = _parse(str(url.join(target)))
    if url.scheme == "https" and following.scheme != "https":
        raise ReadError("SW017", "the host redirects from https to http")
    return following.copy_with(userinfo=url.userinfo if _origin(url) == _origin(following) else b"")


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port


def _look_up(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, OverflowError, UnicodeError):
        raise ReadError("SW018", "the host name is not known") from None
    return [str(entry[4][0]) for entry in found]


def _checked(url: httpx.URL, look_up: Callable[[str, int], list[str]], *, private: bool) -> str:
    """The address to connect to; all that the name stands for must be allowed."""
    addresses = look_up(url.host, url.port or (443 if url.scheme == "https" else 80))
    for address in addresses:
        if not private and not _is_public(address):
            raise ReadError("SW017", "the host is not on the public internet")
    if not addresses:
        raise ReadError("SW018", "the host name is not known")
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in ipaddress.ip_network("64:ff9b::/96"):
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.is_global and not ip.is_multicast


def _request(client: httpx.Client, url: httpx.URL, address: str, deadline: float) -> _Answer:
    request = client.build_request(
        "GET",
        url.copy_with(host=address, userinfo=b""),
        headers={"Host": url.netloc.decode("ascii"), "Accept": "application/json, application/yaml, */*;q=0.5"},
        extensions={"sni_hostname": url.host, "timeout": _timeouts(deadline)},
    )
    auth = httpx.BasicAuth(url.username, url.password) if url.userinfo else None
    response = client.send(request, auth=auth, stream=True)
    try:
        if response.has_redirect_location:
            return _Answer(b"", httpx.URL(response.headers["location"]))
        if response.status_code != 200:
            raise ReadError("SW018", f"the host answered with status {response.status_code}")
        return _Answer(_body(response, deadline), None)
    except httpx.InvalidURL:
        raise ReadError("SW018", "the host redirects to what is not a URL") from None
    finally:
        response.close()


def _timeouts(deadline: float) -> dict[str, float]:
    left = max(0.001, min(10.0, deadline - time.monotonic()))
    return dict.fromkeys(("connect", "read", "write", "pool"), left)


def _body(response: httpx.Response, deadline: float) -> bytes:
    """The decoded body; counted while it comes, so that neither its length header nor its compression matters."""
    body = bytearray()
    for chunk in response.iter_bytes():
        body += chunk
        if len(body) > MAX_BYTES:
            raise ReadError("SW002", f"more than {MAX_BYTES // (1024 * 1024)} MiB")
        if time.monotonic() > deadline:
            raise ReadError("SW018", f"the download took more than {SECONDS:.0f} seconds")
    return bytes(body)
