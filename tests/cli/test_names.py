"""What a program and its package are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = """
openapi: 3.1.0
info: {title: Acme, version: "1"}
servers: [{url: https://acme.test}]
paths:
  /completion: {get: {operationId: get, responses: {"204": {description: D}}}}
  /pets/{id}:
    get: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {"204": {description: D}}}
"""
CONFIG = """
organization: {{name: acme}}
sdkwright: {{spec: openapi.yaml, targets: {{cli: {options}}}}}
targets: {{python: {{package_name: acme_sdk, project_name: acme-sdk}}}}
resources:
  $client: {{methods: {{pets: get /completion}}}}
  completion: {{methods: {{help: get /completion}}}}
  pets: {{methods: {{retrieve: 'get /pets/{{id}}'}}}}
"""


def outcome(folder: Path, options: str) -> tuple[dict[str, str], list[str]]:
    (folder / "openapi.yaml").write_text(DOCUMENT)
    (folder / "sdkwright.yml").write_text(CONFIG.format(options=options))
    sink = Diagnostics()
    outputs = Pipeline(None, folder / "sdkwright.yml", (), sink).outputs() or []
    return {each.path: each.content.decode() for output in outputs for each in output.files}, [
        each.code for each in sink
    ]


@pytest.mark.parametrize(
    ("options", "command", "package", "distribution"),
    [
        ("{}", "acme-sdk", "acme_sdk_cli", "acme-sdk-cli"),
        ("{command: acme}", "acme", "acme", "acme"),
        ("{command: acme-prod.v2}", "acme-prod.v2", "acme_prod_v2", "acme-prod.v2"),
        ("{command: json}", "json", "json_cli", "json"),
        ("{command: rich}", "rich", "rich_cli", "rich"),
        ("{command: 7up}", "7up", "n_7up", "7up"),
        ("{command: acme, package: tool, distribution: acme-tool}", "acme", "tool", "acme-tool"),
    ],
)
def test_a_program_has_the_name_that_goes_with_its_command(
    tmp_path: Path, options: str, command: str, package: str, distribution: str
) -> None:
    files, _ = outcome(tmp_path, options)
    assert f"src/{package}/_program.py" in files
    assert f'name = "{distribution}"' in files["pyproject.toml"]
    assert f'"{command}" = "{package}.__main__:main"' in files["pyproject.toml"]


@pytest.mark.parametrize("options", ['{command: "a b"}', "{command: ../x}", "{package: A-b}", "{command: -x}"])
def test_a_name_that_none_can_have_is_refused(tmp_path: Path, options: str) -> None:
    files, codes = outcome(tmp_path, options)
    assert files == {}
    assert codes


def test_what_the_program_has_already_is_taken(tmp_path: Path) -> None:
    files, _ = outcome(tmp_path, "{command: acme}")
    program = files["src/acme/_program.py"]
    assert '"completion-resource": Group(' in program
    assert '"pets": Group(' in program
    assert '"pets-method": ' in program


def test_the_version_is_that_of_the_project_unless_the_config_names_one(tmp_path: Path) -> None:
    spec, project = tmp_path / "spec", tmp_path / "generated" / "cli" / "pyproject.toml"
    spec.mkdir()
    project.parent.mkdir(parents=True)
    project.write_text('[project]\nversion = "3.1"\n')
    files, _ = outcome(spec, "{command: acme}")
    assert 'version = "3.1"' in files["pyproject.toml"]
    files, _ = outcome(spec, "{command: acme, version: '4.0'}")
    assert 'version = "4.0"' in files["pyproject.toml"]


def test_an_option_that_there_is_not_is_told(tmp_path: Path) -> None:
    _, codes = outcome(tmp_path, "{comand: x}")
    assert "SW101" in codes
