"""A tiny SDK written by hand, right or wrong in one chosen way: what the judge must let pass, and what it must not."""

from __future__ import annotations

import json
from datetime import datetime
from types import SimpleNamespace
from typing import Any, Literal
from urllib.parse import quote

import httpx
import pydantic

from tests.corpus.calling.methods import Method, MethodTable

DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {"title": "Pets", "version": "1"},
    "security": [{"key": []}],
    "paths": {
        "/pets/{id}": {
            "put": {
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}},
                    {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
                    {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
                ],
                "requestBody": {
                    "required": True,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                },
                "responses": {
                    "200": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pet"}}},
                    },
                    "404": {
                        "description": "",
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    },
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Problem": {"type": "object", "required": ["why"], "properties": {"why": {"type": "string"}}},
            "Pet": {
                "type": "object",
                "required": ["name", "born"],
                "properties": {
                    "name": {"type": "string", "minLength": 3},
                    "born": {"type": "string", "format": "date-time"},
                    "mood": {"enum": ["wild", "calm"]},
                },
            },
        },
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
}


ANNOTATIONS: dict[str, Any] = {
    "id": str,
    "tags": list[str],
    "x_trace": str,
    "name": str,
    "born": str | datetime,
    "mood": Literal["wild", "calm"],
}


class Pet(pydantic.BaseModel):
    model_config = pydantic.ConfigDict(extra="allow")
    name: str
    born: Any = None
    mood: str | None = None


class APIStatusError(Exception):
    def __init__(self, status_code: int, body: object) -> None:
        super().__init__(status_code)
        self.status_code = status_code
        self.body = self.parsed = body


class NotFoundError(APIStatusError):
    pass


def _send(fault: str, base_url: str, arguments: dict[str, Any]) -> httpx.Request:
    path = f"/pets/{quote(arguments['id'], safe='' if fault != 'path' else '/ ?&=+')}"
    tags = arguments.get("tags") or []
    query = [("tags", ",".join(tags))] if fault == "style" and tags else [("tags", tag) for tag in tags]
    query += [("debug", "1")] if fault == "undeclared" else []
    headers = {} if fault == "credentials" else {"Authorization": f"Bearer {arguments['key']}"}
    if arguments.get("x_trace") and fault != "header":
        headers["X-Trace"] = arguments["x_trace"]
    body = {name: arguments[name] for name in ("name", "born", "mood") if name in arguments}
    if isinstance(body["born"], datetime):
        body["born"] = body["born"].isoformat()
    if fault == "body":
        body.pop("born")
    if fault == "value":
        body["name"] = body["name"].upper()
    kwargs: dict[str, Any] = {"json": body}
    if fault == "content type":
        kwargs = {"content": json.dumps(body), "headers": {"Content-Type": "text/plain"}}
    headers["Accept"] = "text/html" if fault == "accept" else "application/json"
    kwargs["headers"] = {**kwargs.get("headers", {}), **headers}
    return httpx.Request("POST" if fault == "verb" else "PUT", base_url + path, params=query, **kwargs)


def _read(fault: str, response: httpx.Response) -> Pet:
    if response.status_code >= 400:
        if fault == "error class":
            raise APIStatusError(response.status_code, response.json())
        error = NotFoundError(response.status_code, None if fault == "error body" else response.json())
        if fault == "parsed":
            error.parsed = None
        raise error
    data = response.json()
    if fault == "lost":
        del data["name"]
    if fault == "changed":
        data["born"] = "2001-01-01T00:00:00Z"
    pet = Pet.model_construct(**data)
    return data if fault == "annotation" else pet


def stand_in(fault: str = "") -> tuple[Any, MethodTable]:
    """The package, and the table of its methods. `fault` names what it does wrong."""

    class Base:
        def __init__(self, *, base_url: str, http_client: Any, max_retries: int, key: str) -> None:
            self.base_url, self.http, self.key = base_url, http_client, key
            self.pets = SimpleNamespace(
                replace=self.replace, with_raw_response=SimpleNamespace(replace=self.replace_raw)
            )

    class Client(Base):
        def replace(self, **arguments: Any) -> Pet:
            return _read(fault, self.http.send(_send(fault, self.base_url, {**arguments, "key": self.key})))

        def replace_raw(self, **arguments: Any) -> Any:
            found = self.replace(**arguments)
            return SimpleNamespace(http_response=None, parse=lambda: None if fault == "raw" else found)

        def close(self) -> None:
            self.http.close()

    class AsyncClient(Base):
        async def replace(self, **arguments: Any) -> Pet:
            wrong = "lost" if fault == "async" else fault
            return _read(wrong, await self.http.send(_send(fault, self.base_url, {**arguments, "key": self.key})))

        async def replace_raw(self, **arguments: Any) -> Any:
            found = await self.replace(**arguments)
            return SimpleNamespace(http_response=None, parse=lambda: None if fault == "raw" else found)

        async def close(self) -> None:
            await self.http.aclose()

    places = (("path", "id", "id"), ("query", "tags", "tags"), ("header", "X-Trace", "x_trace"))
    body = tuple(("body", name, name) for name in ("name", "born", "mood"))
    annotations = {**ANNOTATIONS, **({"mood": Literal["calm"]} if fault == "signature" else {}), "return": Pet}
    for each in (Client.replace, AsyncClient.replace):
        each.__annotations__ = annotations
    arguments = tuple(each for each in (*places, *body) if not (fault == "argument" and each[1] == "tags"))
    method = Method("put", "/pets/{id}", ("pets", "replace"), arguments, "application/json", "json")
    table = MethodTable("stand_in", "Client", "AsyncClient", ("key",), (method,))
    names = {
        "Client": Client,
        "AsyncClient": AsyncClient,
        "NotFoundError": NotFoundError,
        "APIStatusError": APIStatusError,
    }
    return SimpleNamespace(**names), table
