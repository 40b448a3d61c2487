"""Mock servers of small documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpx
import yaml
from sdkwright.mock import Settings, mock_app

if TYPE_CHECKING:
    from pathlib import Path

JSON = "application/json"


def document(paths: Any, schemas: Any = None, **more: Any) -> dict[str, Any]:
    found = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths, **more}
    found.setdefault("components", {})["schemas"] = schemas or {}
    return found


def operation(answer: Any = None, *, status: str = "200", **more: Any) -> dict[str, Any]:
    """An operation that answers JSON of the schema `answer`."""
    content = {} if answer is None else {"content": {JSON: {"schema": answer}}}
    return {"responses": {status: {"description": "", **content}}, **more}


def query(name: str, schema: Any, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema, **more}


def json_body(schema: Any, *, required: bool = True) -> dict[str, Any]:
    return {"required": required, "content": {JSON: {"schema": schema}}}


def client(
    folder: Path, text: Any, *, config: Any = None, raise_errors: bool = True, **settings: Any
) -> httpx.AsyncClient:
    """A client of the mock of a document, without a socket."""
    path = folder / "openapi.yaml"
    path.write_text(text if isinstance(text, str) else yaml.safe_dump(text, sort_keys=False), encoding="utf-8")
    config_path = None
    if config is not None:
        config_path = folder / "sdkwright.yml"
        config_path.write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
    app = mock_app(path, config=config_path, settings=Settings(**{"pause": 0.0, **settings}))
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=raise_errors)
    return httpx.AsyncClient(transport=transport, base_url="http://mock")


def faults(response: httpx.Response) -> list[tuple[str, str | None]]:
    """Where a refusal says that something is wrong: the place, and the name or the pointer."""
    assert response.headers["content-type"] == "application/problem+json"
    return [(each["in"], each.get("name", each.get("pointer"))) for each in response.json()["errors"]]
