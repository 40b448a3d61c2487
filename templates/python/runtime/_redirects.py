"""Following redirects without handing credentials or bodies to another origin.

httpx itself drops only Authorization, and only when the host changes.
"""

from __future__ import annotations

from typing import FrozenSet

import httpx

from ._request import drop_credentials, same_origin

__all__ = ["RefusedRedirect", "next_hop"]


class RefusedRedirect(Exception):  # noqa: N818 (never leaves the runtime)
    """A redirect that is not followed; the message says why."""


def next_hop(first: httpx.URL, response: httpx.Response, *, names: FrozenSet[str], repeatable: bool) -> httpx.Request:
    """The request to which `response`, whose `next_request` is set, redirects.

    `first` is the URL that the caller asked for; away from its origin go no credentials (those in `names`, in lower
    case, among them), no cookies and no body. Raises RefusedRedirect from https to http, for a body that would go to
    another origin, and for a body that cannot be sent again.
    """
    hop = response.next_request
    if hop is None:
        raise ValueError("Not a redirect")
    if hop.url.scheme not in ("http", "https"):
        raise RefusedRedirect("the target is no http URL")
    if response.request.url.scheme == "https" and hop.url.scheme == "http":
        raise RefusedRedirect("it leads from https to http")
    has_body = "transfer-encoding" in hop.headers or hop.headers.get("content-length", "0") != "0"
    if has_body and not repeatable:
        raise RefusedRedirect("the body cannot be sent again")
    if not same_origin(first, hop.url):
        if has_body:
            raise RefusedRedirect("it would send the body to another origin")
        drop_credentials(hop, names)
    return hop
