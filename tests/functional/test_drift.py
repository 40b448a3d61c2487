"""`check` tells what an edit of the document changes, `generate` changes that and nothing else."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from sdkwright.cli.running import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

ROOT = Path(__file__).parents[2]


class Project(NamedTuple):
    folder: Path
    capture: pytest.CaptureFixture[str]

    def run(self, *arguments: str) -> tuple[int, str]:
        self.capture.readouterr()
        status = run(list(arguments))
        shown = self.capture.readouterr()
        return status, shown.out + shown.err

    def edit(self, change: Callable[[dict[str, Any]], None]) -> None:
        [path] = [each for each in (self.folder / "spec").iterdir() if "openapi" in each.name]
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(document)
        path.write_text(yaml.safe_dump(document, sort_keys=False, allow_unicode=True), encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        root = self.folder / "generated"
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Project:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "spec", tmp_path / "spec")
    found = Project(tmp_path, capsys)
    status, output = found.run("generate")
    assert status == 0, output
    return found


def changed_lines(diff: str) -> tuple[set[str], list[str]]:
    """(files, lines that go or come) of a unified diff."""
    files = set(re.findall(r"^\+\+\+ b/(\S+)", diff, re.MULTILINE))
    lines = [line for line in diff.splitlines() if re.match(r"[+-](?![+-]{2} )", line)]
    return files, lines


def a_property(document: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """An object of the document's components and its first described property."""
    for schema in document["components"]["schemas"].values():
        for name, each in schema.get("properties", {}).items():
            if each.get("description") and "\n" not in each["description"]:
                return schema, name
    raise AssertionError("no property with a description")


def test_nothing_changed(project: Project) -> None:
    status, output = project.run("check")
    assert (status, changed_lines(output)[1]) == (0, [])


def test_an_edited_description(project: Project) -> None:
    """In the SDK; elsewhere lines may be broken anew with it."""
    old: list[str] = []

    def change(document: dict[str, Any]) -> None:
        schema, name = a_property(document)
        old.append(schema["properties"][name]["description"])
        schema["properties"][name]["description"] = "Edited by a test."

    before = project.files()
    project.edit(change)
    status, output = project.run("check", "python", "--full")
    assert status == 1
    files, lines = changed_lines(output)
    gone, come = [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]
    assert come and all("Edited by a test." in line for line in come)
    assert gone and all(old[0][:40] in line for line in gone)
    assert all("/types/" in each for each in files)
    assert project.files() == before, "check writes nothing"

    status, output = project.run("generate", "python")
    assert status == 0, output
    after = project.files()
    written = {f"generated/{path}" for path in after if after[path] != before.get(path) and "/.sdkwright/" not in path}
    assert written == files
    assert project.run("check", "python")[0] == 0


def test_a_new_property(project: Project) -> None:
    def change(document: dict[str, Any]) -> None:
        schema, _ = a_property(document)
        schema["properties"]["zz_new"] = {"type": "string"}

    project.edit(change)
    status, output = project.run("check", "--full")
    assert status == 1
    files, lines = changed_lines(output)
    code = [line for line in lines if "zz_new" in line]
    assert any(re.fullmatch(r"\+    zz_new: Optional\[str\] = None", line) for line in code)
    assert not [line for line in lines if line.startswith("-") and line.strip("-").strip() and "/types/" in line]
    assert any("/types/" in each for each in files)
    assert project.run("generate")[0] == 0
    assert project.run("check")[0] == 0


def test_a_broken_document_leaves_the_output(project: Project) -> None:
    before = project.files()
    [path] = [each for each in (project.folder / "spec").iterdir() if "openapi" in each.name]
    path.write_text("openapi: 3.1.0\npaths: [", encoding="utf-8")
    status, output = project.run("generate")
    assert status == 1, output
    assert "SW004" in output
    assert project.files() == before
