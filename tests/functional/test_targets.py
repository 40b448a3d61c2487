"""The table of targets: what configs and command lines may ask for, and what it takes to add one."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from sdkwright import render, targets
from sdkwright.cli.app import app
from sdkwright.cli.terminal import Terminal
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline
from sdkwright.render import templates_root

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SPEC = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets:
    get: {operationId: listPets, responses: {"200": {description: ok}}}
    post: {operationId: createPet, responses: {"204": {description: ok}}}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "openapi.yaml").write_text(SPEC)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_config(project: Path, listed: str) -> Path:
    config = project / "sdkwright.yml"
    resources = "resources: {pets: {methods: {list: get /pets, create: post /pets}}}\n"
    settings = f"sdkwright:\n  spec: openapi.yaml\n  output: out\n  targets: {listed}\n"
    config.write_text("organization: {name: acme}\n" + resources + settings)
    return config


def run(project: Path, listed: str, *chosen: str, into: Path | None = None) -> tuple[dict[str, Path], list[str]]:
    """Folder of each output, and what was found."""
    sink = Diagnostics()
    pipeline = Pipeline(None, write_config(project, listed), chosen, sink, into=into)
    outputs = pipeline.outputs() or []
    told = [f"{each.at.line if each.at else 0}:{each.code} {each.message}" for each in sink if each.code < "SW2"]
    return {each.name: each.directory for each in outputs}, told


class TestChoosing:
    def test_a_config_lists_the_output_folders(self, project: Path) -> None:
        made, told = run(project, "{python: , python-two: {target: python}}")
        assert made == {"python": project / "out/python", "python-two": project / "out/python-two"}
        assert told == []

    def test_without_a_list_it_is_the_python_sdk(self, project: Path) -> None:
        assert list(run(project, "{}")[0]) == ["python"]

    def test_names_on_the_command_line_choose_among_them(self, project: Path) -> None:
        assert list(run(project, "{python: , second: {target: python}}", "second")[0]) == ["second"]

    def test_a_target_that_is_not_listed_can_be_named(self, project: Path) -> None:
        assert list(run(project, "{second: {target: python}}", "python")[0]) == ["python"]

    def test_into_needs_one_target(self, project: Path) -> None:
        config = write_config(project, "{python: , second: {target: python}}")
        pipeline = Pipeline(None, config, (), Diagnostics(), into=project / "here")
        assert pipeline.wrong_choice() == "--into is the folder of one target; name it: python, second"
        assert Pipeline(None, config, ("second",), Diagnostics(), into=project / "here").wrong_choice() is None

    def test_an_unknown_name_tells_what_there_is(self, project: Path) -> None:
        config = write_config(project, "{second: {target: python}}")
        problem = Pipeline(None, config, ("thrid",), Diagnostics()).wrong_choice()
        assert problem is not None
        assert problem == f"no target 'thrid'; there is second, {', '.join(targets.TARGETS)}"


class TestVersion:
    """What was released is not taken back."""

    @staticmethod
    def made(project: Path, config: Path) -> dict[str, bytes]:
        (output,) = Pipeline(None, config, (), Diagnostics(), into=project).outputs() or []
        return {each.path: each.content for each in output.files}

    @pytest.mark.parametrize(
        ("there", "version"),
        [
            ('[project]\nname = "acme"\nversion = "4.5.0-rc.1" # x-release-please-version\n', "4.5.0-rc.1"),
            ('[project]\nname = "acme"\ndynamic = ["version"]\n', "0.0.1"),
            ("[project]\nversion = 4\n", "0.0.1"),
            ('[project]\nversion = "1\\n2"\n', "0.0.1"),
            ("project = 1\n", "0.0.1"),
            ("[project\n", "0.0.1"),
            ("[" * 10_000, "0.0.1"),
            ("\udcff", "0.0.1"),
            (None, "0.0.1"),
        ],
    )
    def test_it_is_that_of_the_project_in_the_directory(self, project: Path, there: str | None, version: str) -> None:
        if there is not None:
            (project / "pyproject.toml").write_bytes(there.encode("utf-8", "surrogateescape"))
        files = self.made(project, write_config(project, "{}"))
        for path in ("pyproject.toml", "src/acme/_version.py", "CHANGELOG.md"):
            assert version in files[path].decode(), path

    def test_the_config_has_the_last_word(self, project: Path) -> None:
        (project / "pyproject.toml").write_text('[project]\nversion = "4.5.0"\n')
        config = write_config(project, "{}")
        config.write_text(config.read_text() + "targets: {python: {x-sdkwright-version: 5.0.0}}\n")
        assert b'__version__ = "5.0.0"' in self.made(project, config)["src/acme/_version.py"]

    @pytest.mark.parametrize("raised", [["pyproject.toml"], ["pyproject.toml", "src/acme/_version.py"]])
    def test_a_release_is_no_edit_by_hand(self, project: Path, raised: list[str]) -> None:
        write_config(project, "{}")
        runner, generate = CliRunner(), ["generate", "--into", "."]
        assert runner.invoke(app, generate, obj=Terminal(), standalone_mode=False).return_value == 0
        for path in raised:
            (project / path).write_text((project / path).read_text().replace('"0.0.1"', '"0.1.0"'))
        assert runner.invoke(app, generate, obj=Terminal(), standalone_mode=False).return_value == 0
        assert '__version__ = "0.1.0"' in (project / "src/acme/_version.py").read_text()
        assert 'version = "0.1.0"' in (project / "pyproject.toml").read_text()
        assert "## 0.1.0" in (project / "CHANGELOG.md").read_text()


class TestMistakes:
    def test_an_unknown_target_is_told_at_its_place(self, project: Path) -> None:
        made, told = run(project, "{pyhton: {}}")
        assert made == {}
        assert told == ["6:SW107 there is no target 'pyhton'"]

    def test_an_unknown_option_is_told_at_its_place(self, project: Path) -> None:
        made, told = run(project, "\n    python:\n      colour: red")
        assert list(made) == ["python"]
        assert told == ["8:SW101 unknown key `colour`"]

    def test_a_folder_is_a_plain_name(self, project: Path) -> None:
        _, told = run(project, "{../../there: {target: python}}")
        assert [each[:7] for each in told] == ["6:SW102"]


def test_every_target_of_the_table_can_be_loaded() -> None:
    for name in targets.TARGETS:
        module = targets.target_module(name)
        assert callable(module.files)
        assert module.Options.model_config["extra"] == "forbid"


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The target of CONTRIBUTING, installed beside the others."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Adding a target")[2]
    code = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    template = re.search(r"```jinja\n(.*?)```", page, re.DOTALL)
    assert code is not None
    assert template is not None
    folder = tmp_path / "templates"
    shutil.copytree(templates_root(), folder)
    (folder / "requests").mkdir()
    (folder / "requests" / "requests.md.j2").write_text(template[1])
    (tmp_path / "target_of_the_page.py").write_text(code[1])
    monkeypatch.setattr(render, "templates_root", lambda: folder)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(targets, "TARGETS", {**targets.TARGETS, "requests": "target_of_the_page"})
    monkeypatch.setattr("sdkwright.pipeline.TARGETS", targets.TARGETS)
    yield "requests"
    sys.modules.pop("target_of_the_page", None)


def test_the_target_that_contributing_shows_works(project: Path, example: str) -> None:
    write_config(project, "{python: , requests: }")
    result = CliRunner().invoke(app, ["generate", example], obj=Terminal(), standalone_mode=False)
    assert result.exception is None
    assert (project / "out/requests/requests.md").read_text() == "- `GET /pets`\n- `POST /pets`\n"
    assert not (project / "out/python").exists()
