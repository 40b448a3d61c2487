"""Keys of the config about the project around the package: its licence, its names, its policies."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from sdkwright.cli.running import run

from tests.functional.support import Generation, generate, run_pipeline

SPEC = """
paths:
  /pets:
    get: {responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
components: {schemas: {Pet: {type: object, properties: {model_name: {type: string}}}}}
"""
PETS = "resources: {pets: {models: {pet: Pet}, methods: {get: get /pets}}}\n"


def made(config: str, **python: Any) -> Generation:
    whole = {**yaml.safe_load(PETS + config), "targets": {"python": {"package_name": "acme", **python}}}
    return run_pipeline(SPEC, yaml.safe_dump(whole))


def project(found: Generation) -> dict[str, Any]:
    return tomllib.loads(found.files["pyproject.toml"].decode())["project"]


def test_a_licence_with_a_text_of_its_own() -> None:
    text = "Acme Licence\n\nDo as you {{ please }}.\n"
    found = made(yaml.safe_dump({"settings": {"license": {"name": "LicenseRef-Acme", "contents": text}}}))
    assert found.files["LICENSE"].decode() == text
    assert (project(found)["license"], project(found)["license-files"]) == ("LicenseRef-Acme", ["LICENSE"])


@pytest.mark.parametrize("extension", ["md", ".md"])
def test_the_licence_may_have_an_extension(extension: str) -> None:
    found = made(f"settings: {{license: {{name: MIT, extension: {extension}}}}}")
    assert found.files["LICENSE.md"].startswith(b"MIT License")
    assert "LICENSE" not in found.files
    assert project(found)["license-files"] == ["LICENSE.md"]


@pytest.mark.parametrize("extension", ["../x", "a/b", "''"])
def test_an_extension_is_no_path(extension: str) -> None:
    found = made(f"settings: {{license: {{name: MIT, extension: {extension}}}}}")
    assert found.codes == ["SW102"]


def test_a_licence_classifier_stands_instead_of_an_expression() -> None:
    found = made(
        "settings: {license: Apache-2.0, python: {license_classifier: 'License :: Other/Proprietary License'}}"
    )
    assert "License :: Other/Proprietary License" in project(found)["classifiers"]
    assert "license" not in project(found)
    assert project(found)["license-files"] == ["LICENSE"]


def test_the_policy_of_the_organization_is_in_the_security_file() -> None:
    terms = "We pay for *no* reports.\n\n<script>alert()</script>"
    organization = {"name": "acme", "security_policy_url": "https://acme.test/policy", "security_policy_terms": terms}
    text = made(yaml.safe_dump({"organization": organization})).files["SECURITY.md"].decode()
    assert "https://acme.test/policy" in text
    assert "## Terms and policies of Acme" in text
    assert "We pay for \\*no\\* reports.\n\n&lt;script&gt;" in text
    assert "policies" not in made("").files["SECURITY.md"].decode()


def test_a_policy_is_a_web_page() -> None:
    text = made("organization: {name: acme, security_policy_url: 'javascript:alert()'}").files["SECURITY.md"].decode()
    assert "javascript" not in text


def test_the_name_on_the_index() -> None:
    named = made("", project_name="acme-python", publish={"pypi": {"package_name": "acme-sdk"}})
    assert project(named)["name"] == "acme-sdk"
    assert "pip install acme-sdk" in named.files["README.md"].decode()
    assert project(made("", project_name="acme-python", publish={"pypi": True}))["name"] == "acme-python"


def test_a_screencast_is_in_the_readme() -> None:
    url = "https://acme.test/film.mp4"
    assert f"({url})" in made("", screencast=url).files["README.md"].decode()


@pytest.mark.parametrize(("free", "name"), [(False, "api_model_name"), (True, "model_name")])
def test_whether_attributes_begin_with_model(free: bool, name: str) -> None:
    options = {"disable_pydantic_namespace_protection": free}
    config = yaml.safe_load(PETS) | {
        "sdkwright": {"compat": True, "spec": "openapi.yaml"},
        "targets": {"python": {"package_name": f"sdk_model_free_{free}".lower(), "options": options}},
    }
    sdk = generate(SPEC, yaml.safe_dump(config))
    assert getattr(sdk.client({"model_name": "x"}).pets.get(), name) == "x"


def test_options_that_change_nothing_are_told() -> None:
    found = made("", options={"use_uv": True, "websockets_extra_name": "live", "speed": 5})
    assert {each.code: each.message.split("`")[1] for each in found.diagnostics if each.code == "SW250"} == {
        "SW250": "speed"
    }
    told = [each.message.split("`")[1] for each in found.diagnostics if each.code == "SW251"]
    assert sorted(told) == ["use_uv", "websockets_extra_name"]


def test_a_target_that_is_skipped_is_made_where_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    config = {**yaml.safe_load(PETS), "organization": {"name": "acme"}, "sdkwright": {"spec": "openapi.yaml"}}
    config["sdkwright"]["output"] = "made"
    config["targets"] = {"python": {"package_name": "acme", "skip": True}}
    Path("sdkwright.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
    head = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\n'
    Path("openapi.yaml").write_text(head + SPEC, encoding="utf-8")
    assert run(["generate", "--config", "sdkwright.yml", "--verbose"]) == 0
    assert not Path("made/python").exists()
    assert "SW108" in capsys.readouterr().err
    assert run(["generate", "python", "--config", "sdkwright.yml"]) == 0
    assert Path("made/python/pyproject.toml").exists()
