"""The log of the SDK: one line for each request, never a body, never a credential.

INFO tells method, path without query, status, milliseconds and the server's request id; DEBUG adds headers, masked.
"""

from __future__ import annotations

import logging
import os
from typing import Optional

import httpx2

from ._errors import request_id_of
from ._seam import LOG_ENV, TITLE
from ._secrets import mask_headers

logger: logging.Logger = logging.getLogger(TITLE)

_LEVELS = {"debug": logging.DEBUG, "info": logging.INFO}


def setup_logging() -> None:
    """Log at the level that the environment variable `LOG_ENV` names (`debug` or `info`), to stderr if nobody listens.

    Does nothing without the variable, so that an application's own settings of logging stay as they are.
    """
    level = _LEVELS.get(os.environ.get(LOG_ENV, "").lower())
    if level is None:
        return
    logger.setLevel(level)
    if not logger.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("[%(asctime)s - %(name)s - %(levelname)s] %(message)s"))
        logger.addHandler(handler)


def log_request(request: httpx2.Request) -> None:
    """The headers of a request about to be sent."""
    if logger.isEnabledFor(logging.DEBUG):
        shown = mask_headers(request.headers.multi_items())
        logger.debug("%s %s headers: %s", request.method, request.url.path, shown)


def log_answer(request: httpx2.Request, response: httpx2.Response, seconds: float) -> None:
    """The line of a request that was answered."""
    if not logger.isEnabledFor(logging.INFO):
        return
    asked, milliseconds = (request.method, request.url.path), seconds * 1000
    identity = request_id_of(response.headers) or "-"
    logger.info("%s %s %d in %.0f ms, request id %s", *asked, response.status_code, milliseconds, identity)
    if logger.isEnabledFor(logging.DEBUG):
        shown = mask_headers(response.headers.multi_items())
        logger.debug("%s %s answered with headers: %s", request.method, request.url.path, shown)


def log_failure(request: httpx2.Request, error: Exception, seconds: float) -> None:
    """The line of a request without answer; the error's own text may hold anything, so only its class is told."""
    logger.info("%s %s %s in %.0f ms", request.method, request.url.path, type(error).__name__, seconds * 1000)


def log_retry(request: httpx2.Request, delay: float, left: int, status: Optional[int]) -> None:
    """The line before waiting for another attempt."""
    why = "no answer" if status is None else f"status {status}"
    logger.info("Retrying %s %s in %.2f s after %s, %d left", request.method, request.url.path, delay, why, left)
