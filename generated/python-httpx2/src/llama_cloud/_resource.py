"""Bases of the resource classes, and the verbs that resources and clients have."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Callable, ClassVar, Dict, Optional, Tuple, cast

from typing_extensions import Self

from ._options import ResponseMode

if TYPE_CHECKING:
    from ._base_client import AsyncAPIClient, SyncAPIClient


class HasVerbs:
    """What sends by verbs: a resource or a client. `_verb` gives that of any other method of HTTP."""

    _verbs: ClassVar[Tuple[str, ...]] = ("_get", "_post", "_patch", "_put", "_delete", "_get_api_list")

    def _in_mode(self, mode: ResponseMode) -> Self:
        """A shallow copy whose verbs answer in `mode`; the calls still go through the original."""
        bound = self.__class__.__new__(self.__class__)
        bound.__dict__.update(self.__dict__)
        for name in self._verbs:
            bound.__dict__[name] = _verb_in_mode(getattr(self, name), mode)

        def verb(method: str) -> Callable[..., Any]:
            return _verb_in_mode(cast("Any", self)._verb(method), mode)

        bound.__dict__["_verb"] = verb
        return bound


def _verb_in_mode(verb: Callable[..., Any], mode: ResponseMode) -> Callable[..., Any]:
    def call(*args: Any, options: Optional[Dict[str, Any]] = None, **settings: Any) -> Any:
        return verb(*args, options={**(options or {}), "mode": mode}, **settings)

    return call


class SyncAPIResource(HasVerbs):
    """Base of the sync resources."""

    def __init__(self, client: SyncAPIClient) -> None:
        self._client = client
        self._get, self._post, self._patch = client.get, client.post, client.patch
        self._put, self._delete, self._verb = client.put, client.delete, client._verb
        self._get_api_list = client.get_api_list

    def _sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class AsyncAPIResource(HasVerbs):
    """Base of the async resources."""

    def __init__(self, client: AsyncAPIClient) -> None:
        self._client = client
        self._get, self._post, self._patch = client.get, client.post, client.patch
        self._put, self._delete, self._verb = client.put, client.delete, client._verb
        self._get_api_list = client.get_api_list

    async def _sleep(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)
