"""A document alone gives an SDK that one can use."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
from sdkwright.cli.running import run
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.functional.support import Sdk, import_package

SHOP = """
openapi: 3.1.0
info: {{title: {title}, version: "1"}}
servers: [{{url: https://shop.test/v1}}]
security: [{{key: []}}]
components:
  securitySchemes: {{key: {{type: apiKey, in: header, name: X-Key}}}}
  schemas:
    Item: {{type: object, properties: {{id: {{type: string}}, kind: {{$ref: '#/components/schemas/Kind'}}}}}}
    Kind: {{enum: [big, small]}}
paths:
  /v1/shops/{{shop_id}}/items:
    get:
      parameters: [{{name: page, in: query, schema: {{type: integer}}}}]
      responses:
        "200":
          description: Items.
          content: {{application/json: {{schema: {{type: array, items: {{$ref: '#/components/schemas/Item'}}}}}}}}
    post:
      requestBody: {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Item'}}}}}}}}
      responses:
        "201": {{description: Made., content: {{application/json: {{schema: {{$ref: '#/components/schemas/Item'}}}}}}}}
  /v1/shops/{{shop_id}}/items/{{item_id}}/buy:
    post: {{responses: {{"204": {{description: Bought.}}}}}}
"""


def document(folder: Path, title: str) -> Path:
    path = folder / "shop.yaml"
    path.write_text(SHOP.format(title=title), encoding="utf-8")
    return path


def generated(text: str, folder: Path) -> Sdk:
    """The SDK of a document that has no config, imported."""
    path = folder / "openapi.yaml"
    path.write_text(text, encoding="utf-8")
    sink = Diagnostics()
    outputs = Pipeline(str(path), None, (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    for each in outputs[0].files:
        target = folder / "sdk" / each.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(each.content)
    (package,) = (folder / "sdk" / "src").iterdir()
    return Sdk(None, import_package(package))  # type: ignore[arg-type]


def client(sdk: Sdk, reply: Any) -> Any:
    """The client class is the one exported name that is not shared by all SDKs."""

    def answer(request: httpx.Request) -> httpx.Response:
        sdk.requests.append(request)
        return reply(request)

    return sdk.root.Client(http_client=httpx.Client(transport=httpx.MockTransport(answer)), api_key="k", max_retries=0)


def test_a_document_is_enough(tmp_path: Path) -> None:
    sdk = generated(SHOP.format(title="No Config One"), tmp_path)

    def reply(request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            return httpx.Response(204) if request.url.path.endswith("buy") else httpx.Response(201, json={"id": "new"})
        return httpx.Response(200, json=[{"id": "a"}, {"id": "b"}] if "page" not in request.url.params else [])

    with client(sdk, reply) as shop:
        assert [item.id for item in shop.shops.items.list("s")] == ["a", "b"]
        assert [str(each.url) for each in sdk.requests] == [
            "https://shop.test/v1/v1/shops/s/items",
            "https://shop.test/v1/v1/shops/s/items?page=2",
        ]
        assert sdk.sent.headers["x-key"] == "k"
        assert type(shop.shops.items.create("s", id="new")).__name__ == "Item"
        assert json.loads(sdk.sent.content) == {"id": "new"}
        assert shop.shops.items.buy(item_id="i", shop_id="s") is None
        assert sdk.sent.url.path == "/v1/v1/shops/s/items/i/buy"


def test_the_command_needs_nothing_but_a_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = document(tmp_path, "Acme")
    assert run(["generate", "--spec", str(path), "--output", "out"]) == 0
    assert (tmp_path / "out" / "src" / "acme" / "resources" / "shops").is_dir()
    assert run(["check", "--spec", str(path), "--output", "out"]) == 0
    assert run(["generate", "--spec", str(path)]) == 0
    assert (tmp_path / "generated" / "python" / "src" / "acme").is_dir()
    capsys.readouterr()
    assert run(["lint", "--spec", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["counts"]["error"] == 0


def test_a_config_that_is_found_is_used_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    path = document(tmp_path, "Acme")
    config = "organization: {name: other}\nresources: {}\nsdkwright: {output: out}\n"
    (tmp_path / "sdkwright.yml").write_text(config, encoding="utf-8")
    assert run(["generate", "--spec", str(path)]) == 0
    assert (tmp_path / "out" / "python" / "src" / "other").is_dir()
    assert run(["generate", "--spec", str(path), "--output", "here", "--no-config"]) == 0
    assert (tmp_path / "here" / "src" / "acme").is_dir()
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["generate"], "give --config, or --spec alone"),
        (["generate", "--no-config"], "--no-config needs --spec"),
        (["generate", "--no-config", "--spec", "a", "--config", "c.yml"], "exclude each other"),
    ],
)
def test_what_cannot_be_meant(
    arguments: list[str],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "c.yml").write_text("organization: {name: a}", encoding="utf-8")
    assert run(arguments) == 2
    assert message in capsys.readouterr().err


def test_findings_point_into_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """There is no config that they could point into."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "openapi.json"
    root = {"openapi": "3.1.0", "info": {"title": "x", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}
    path.write_text(json.dumps(root), encoding="utf-8")
    run(["lint", "--spec", "openapi.json", "--json"])
    found = json.loads(capsys.readouterr().out)["diagnostics"]
    assert found
    assert {each["file"] for each in found} == {"openapi.json"}
