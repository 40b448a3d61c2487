"""`sdkwright init` writes the config that stands for having none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sdkwright.cli.running import run
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.functional.test_no_config import SHOP, document


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def files(config: Path | None, spec: str) -> dict[str, bytes]:
    sink = Diagnostics()
    outputs = Pipeline(spec, config, (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    return {each.path: each.content for each in outputs[0].files}


ODD = """
openapi: 3.1.0
info: {title: "Odd: #1\\n\\u2028yes", version: "1"}
servers: [{url: 'https://{a}.test/v1: #x', variables: {a: {default: "no"}}}, {url: https://b.test, description: "yes"}]
components:
  securitySchemes: {"a: #b\\nc": {type: http, scheme: basic}, on: {type: http, scheme: bearer}}
  schemas: {"yes": {type: object}, "a/b": {type: object, properties: {x: {type: string}}}}
paths:
  "/a: #b/{c}":
    get: &get
      parameters: [{name: page_token, in: query, schema: {type: string}}]
      responses:
        "200":
          description: ''
          content:
            application/json:
              schema:
                type: object
                properties:
                  "null": {type: array, items: {$ref: '#/components/schemas/a~1b'}}
                  meta: {type: object, properties: {next_page_token: {type: string}}}
  /true/no: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/yes'}}}}, responses: {}}}
"""


@pytest.mark.parametrize("text", [SHOP.format(title="Acme"), ODD])
def test_it_gives_the_same_sdk_byte_for_byte(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("api").mkdir()
    Path("api/openapi.yaml").write_text(text, encoding="utf-8")
    assert run(["init", "api/openapi.yaml"]) == 0
    assert capsys.readouterr().out.strip() == "created  api/sdkwright.yml"
    alone = files(None, "api/openapi.yaml")
    assert len(alone) > 20
    assert files(Path("api/sdkwright.yml"), "api/openapi.yaml") == alone
    assert run(["generate", "--config", "api/sdkwright.yml", "--dry-run"]) == 0


def test_nothing_is_overwritten_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    document(Path(), "Acme")
    Path("sdkwright.yml").write_text("mine", encoding="utf-8")
    assert run(["init", "shop.yaml"]) == 1
    assert "--force" in capsys.readouterr().err
    assert Path("sdkwright.yml").read_text(encoding="utf-8") == "mine"
    assert run(["init", "shop.yaml", "--force"]) == 0
    assert "Acme" in Path("sdkwright.yml").read_text(encoding="utf-8")


def test_it_can_be_printed_or_written_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    document(Path(), "Acme")
    assert run(["init", "shop.yaml", "--output", "-"]) == 0
    printed = capsys.readouterr().out
    assert "\n  spec: shop.yaml\n" in printed
    assert not Path("sdkwright.yml").exists()
    Path("conf").mkdir()
    assert run(["init", "shop.yaml", "--output", "conf/my.yml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["path"] == "conf/my.yml"
    assert Path("conf/my.yml").read_text(encoding="utf-8") == printed.replace("spec: shop.yaml", 'spec: "../shop.yaml"')


def test_it_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    Path("bad.yaml").write_text("a: [", encoding="utf-8")
    assert run(["init", "bad.yaml"]) == 1
    assert "SW004" in capsys.readouterr().err
    assert run(["init", "missing.yaml", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["ok"] is False
    document(Path(), "Acme")
    assert run(["init", "shop.yaml", "--output", "no/folder/a.yml"]) == 1
    assert "SW511" in capsys.readouterr().err


def test_surprising_names_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    text = SHOP.format(title="Acme") + "  /v2/shops/{shop_id}/items: {post: {responses: {}}}\n"
    Path("shop.yaml").write_text(text, encoding="utf-8")
    assert run(["init", "shop.yaml", "--output", "-"]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    at = lines.index("create_v2: post /v2/shops/{shop_id}/items")
    assert lines[at - 1] == "# `create` is post /v1/shops/{shop_id}/items."
