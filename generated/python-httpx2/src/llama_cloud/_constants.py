"""Defaults of a client; the numbers come from the seam."""

from __future__ import annotations

import httpx2

from ._seam import DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT_SECONDS, INITIAL_RETRY_DELAY, MAX_RETRY_DELAY

__all__ = [
    "DEFAULT_CONNECTION_LIMITS", "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT", "HTTPX_DEFAULT_TIMEOUT",
    "INITIAL_RETRY_DELAY", "MAX_RETRY_AFTER", "MAX_RETRY_DELAY", "RAW_RESPONSE_HEADER",
]  # fmt: skip

DEFAULT_TIMEOUT = httpx2.Timeout(timeout=DEFAULT_TIMEOUT_SECONDS, connect=5.0)
#: What httpx2 itself takes when nothing is said.
HTTPX_DEFAULT_TIMEOUT = httpx2.Timeout(5.0)
DEFAULT_CONNECTION_LIMITS = httpx2.Limits(max_connections=1000, max_keepalive_connections=100)

#: Seconds; a longer wait asked for by a server is not obeyed.
MAX_RETRY_AFTER = 60.0

#: Among the headers of a call by verb it asks for the response itself: read ("raw"), or with its body still to come
#: ("stream"). It is never sent.
RAW_RESPONSE_HEADER = "X-Stainless-Raw-Response"
