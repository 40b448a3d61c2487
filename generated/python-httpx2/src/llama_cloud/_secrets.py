"""What counts as a credential, and how it is hidden.

A header is secret when the seam names it, when it carries cookies, or when its name says so.
"""

from __future__ import annotations

import re
from typing import Iterable, List, Tuple

import httpx2

from ._seam import IDEMPOTENCY_HEADER, SECRET_HEADERS, SECRET_QUERY

MASK = "<redacted>"

_ALWAYS = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"}) | SECRET_HEADERS
_NEVER = frozenset({(IDEMPOTENCY_HEADER or "").lower()})
_TELLING = re.compile(r"auth|token|key|secret|password|credential|session|signature")


def is_secret_header(name: str) -> bool:
    """Whether the value of the header may be a credential."""
    lower = name.lower()
    return lower in _ALWAYS or (lower not in _NEVER and _TELLING.search(lower) is not None)


def mask_headers(headers: Iterable[Tuple[str, str]]) -> List[Tuple[str, str]]:
    """The headers, with the values of secret ones replaced."""
    return [(name, MASK if is_secret_header(name) else value) for name, value in headers]


def mask_url(url: httpx2.URL) -> httpx2.URL:
    """The URL with its userinfo dropped and its secret query values replaced."""
    if url.userinfo:
        url = url.copy_with(userinfo=b"")
    if SECRET_QUERY.isdisjoint(url.params):
        return url
    shown = [(name, MASK if name in SECRET_QUERY else value) for name, value in url.params.multi_items()]
    return url.copy_with(params=shown)
