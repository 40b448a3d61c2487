"""The clients' bases and what belongs to them, under the module name that hand-written code imports from.

Generated per API, this is the sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._async_client import AsyncAPIClient, AsyncPaginator
from ._client_base import BaseClient
from ._constants import DEFAULT_CONNECTION_LIMITS, DEFAULT_MAX_RETRIES, DEFAULT_TIMEOUT, HTTPX_DEFAULT_TIMEOUT
from ._lazy import lazy_module
from ._options import FinalRequestOptions, make_request_options, merge_headers
from ._platform import OtherArch, OtherPlatform, get_architecture, get_platform
from ._sync_client import SyncAPIClient
from ._transports import DefaultAioHttpClient, DefaultAsyncHttpxClient, DefaultHttpxClient

if TYPE_CHECKING:
    from ._pages import BaseAsyncPage, BasePage, BaseSyncPage, PageInfo

__all__ = [
    "DEFAULT_CONNECTION_LIMITS",
    "DEFAULT_MAX_RETRIES",
    "DEFAULT_TIMEOUT",
    "HTTPX_DEFAULT_TIMEOUT",
    "AsyncAPIClient",
    "AsyncPaginator",
    "BaseAsyncPage",
    "BaseClient",
    "BasePage",
    "BaseSyncPage",
    "DefaultAioHttpClient",
    "DefaultAsyncHttpxClient",
    "DefaultHttpxClient",
    "FinalRequestOptions",
    "OtherArch",
    "OtherPlatform",
    "PageInfo",
    "SyncAPIClient",
    "get_architecture",
    "get_platform",
    "make_request_options",
    "merge_headers",
]

if not TYPE_CHECKING:
    # Pages are pydantic models; a program that only starts does without.
    __getattr__, __dir__ = lazy_module(
        __name__, dict.fromkeys(("BaseAsyncPage", "BasePage", "BaseSyncPage", "PageInfo"), "._pages")
    )
