"""Bases of the resource classes: a client and its verbs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Dict, Optional, Sequence, TypeVar

from typing_extensions import Self

from ._options import ResponseMode

if TYPE_CHECKING:
    from ._base_client import AsyncAPIClient, SyncAPIClient

__all__ = ["AsyncAPIResource", "SyncAPIResource", "bound_in_mode"]

_OwnerT = TypeVar("_OwnerT")

_VERBS = ("_get", "_post", "_patch", "_put", "_delete", "_get_api_list", "_call")


class SyncAPIResource:
    """Base of the sync resources."""

    _client: SyncAPIClient

    def __init__(self, client: SyncAPIClient) -> None:
        self._client = client
        self._get = client.get
        self._post = client.post
        self._patch = client.patch
        self._put = client.put
        self._delete = client.delete
        self._get_api_list = client.get_api_list
        self._call = client._call

    def _in_mode(self, mode: ResponseMode) -> Self:
        """The same resource, its calls answered in `mode`."""
        return bound_in_mode(self, _VERBS, mode)

    def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class AsyncAPIResource:
    """Base of the async resources."""

    _client: AsyncAPIClient

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client
        self._get = client.get
        self._post = client.post
        self._patch = client.patch
        self._put = client.put
        self._delete = client.delete
        self._get_api_list = client.get_api_list
        self._call = client._call

    def _in_mode(self, mode: ResponseMode) -> Self:
        """The same resource, its calls answered in `mode`."""
        return bound_in_mode(self, _VERBS, mode)

    async def _sleep(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)


class _BoundVerb:
    """A verb of a client that tells each call in which mode to hand over its answer."""

    def __init__(self, verb: Any, mode: ResponseMode) -> None:
        self._verb = verb
        self._mode = mode

    def __call__(self, *args: Any, options: Optional[Dict[str, Any]] = None, **settings: Any) -> Any:
        return self._verb(*args, options={**(options or {}), "mode": self._mode}, **settings)


def bound_in_mode(owner: _OwnerT, verbs: Sequence[str], mode: ResponseMode) -> _OwnerT:
    """A shallow copy of a resource or client whose verbs answer in `mode`; the calls still go through the original."""
    bound = owner.__class__.__new__(owner.__class__)
    bound.__dict__.update(owner.__dict__)
    for verb in verbs:
        bound.__dict__[verb] = _BoundVerb(getattr(owner, verb), mode)
    return bound
