"""A small API client for the tests of the transport: one resource, sync and async; a handler plays the server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from runtime._base_client import AsyncAPIClient, SyncAPIClient, make_request_options
from runtime._models import BaseModel
from runtime._resource import AsyncAPIResource, SyncAPIResource

BASE = "https://api.example.com"
KEY = "sk-canary-9f8e7d"

Handler = Callable[[httpx.Request], httpx.Response]


class Thing(BaseModel):
    name: str


class Things(SyncAPIResource):
    def get(self, thing_id: str, *, extra_headers: Any = None, timeout: float | None = 60.0) -> Thing:
        options = make_request_options(extra_headers=extra_headers, timeout=timeout)
        return self._get(f"/things/{thing_id}", options=options, cast_to=Thing)

    def create(self, *, name: str, extra_headers: Any = None) -> Thing:
        options = make_request_options(extra_headers=extra_headers)
        return self._post("/things", body={"name": name}, options=options, cast_to=Thing)


class AsyncThings(AsyncAPIResource):
    async def get(self, thing_id: str) -> Thing:
        return await self._get(f"/things/{thing_id}", cast_to=Thing)

    async def create(self, *, name: str) -> Thing:
        return await self._post("/things", body={"name": name}, cast_to=Thing)


class _Settings:
    """Names of constructor arguments as generated clients have them."""

    @staticmethod
    def renamed(settings: dict[str, Any]) -> dict[str, Any]:
        names = {"default_headers": "custom_headers", "default_query": "custom_query"}
        return {names.get(name, name): value for name, value in settings.items()}


class Client(SyncAPIClient):
    def __init__(self, *, api_key: str = KEY, base_url: str | httpx.URL = BASE, **settings: Any) -> None:
        self.api_key = api_key
        self.slept: list[float] = []
        super().__init__(version="1.2.3", base_url=base_url, **_Settings.renamed(settings))

    @property
    def auth_headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key}"}

    @property
    def things(self) -> Things:
        return Things(self)

    def copy(self, **changes: Any) -> Client:
        return self._copy({"api_key": changes.pop("api_key", self.api_key)}, **changes)

    def _sleep_for_retry(self, seconds: float) -> None:
        self.slept.append(seconds)


class AsyncClient(AsyncAPIClient):
    def __init__(self, *, api_key: str = KEY, base_url: str | httpx.URL = BASE, **settings: Any) -> None:
        self.api_key = api_key
        self.slept: list[float] = []
        super().__init__(version="1.2.3", base_url=base_url, **_Settings.renamed(settings))

    @property
    def auth_headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.api_key}"}

    @property
    def things(self) -> AsyncThings:
        return AsyncThings(self)

    def copy(self, **changes: Any) -> AsyncClient:
        return self._copy({"api_key": changes.pop("api_key", self.api_key)}, **changes)

    async def _sleep_for_retry(self, seconds: float) -> None:
        self.slept.append(seconds)


class Server:
    """Answers one after the other, the last one for ever; keeps what it was asked."""

    def __init__(self, *answers: Exception | Handler) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request)

    @property
    def last(self) -> httpx.Request:
        return self.requests[-1]


def answer(status: int = 200, json: object = None, **rest: Any) -> Handler:
    """A fresh JSON response for each request; another body through `content=`."""
    if "content" not in rest:
        rest["json"] = {"name": "a"} if json is None else json
    return lambda request: httpx.Response(status, **rest)


def client(handler: Handler, **settings: Any) -> Client:
    def handle(request: httpx.Request) -> httpx.Response:
        request.read()
        return handler(request)

    return Client(http_client=httpx.Client(transport=httpx.MockTransport(handle), follow_redirects=True), **settings)


def async_client(handler: Handler, **settings: Any) -> AsyncClient:
    async def handle(request: httpx.Request) -> httpx.Response:
        await request.aread()
        return handler(request)

    transport = httpx.MockTransport(handle)
    return AsyncClient(http_client=httpx.AsyncClient(transport=transport, follow_redirects=True), **settings)
