"""Every hostile string in all prose and in all names of a document, as the command line of the API has it."""

from __future__ import annotations

import ast
import importlib
import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.hostile.oracle import faults, masked
from tests.hostile.oracle import parsed as module_of
from tests.hostile.strings import STRINGS
from tests.hostile.test_every_slot import exchanged

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.hostile.oracle import Module

UNSEEN = set(map(chr, (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def made(text: str, mode: str, folder: Path) -> dict[str, bytes]:
    files = exchanged(text, mode)
    config = {**files["config"], "sdkwright": {**files["config"].get("sdkwright", {}), "targets": {"cli": {}}}}
    (folder / "openapi.json").write_text(json.dumps(files["document"]), encoding="utf-8")
    (folder / "sdkwright.yml").write_text(json.dumps(config), encoding="utf-8")
    sink = Diagnostics()
    outputs = Pipeline(None, folder / "sdkwright.yml", (), sink).outputs()
    assert outputs, [f"{each.code} {each.message}" for each in sink]
    return {each.path: each.content for each in outputs[0].files}


def data_of(files: dict[str, bytes]) -> dict[str, Module]:
    """The modules that are made per API: the others are the runtime's."""
    return {path: module_of(content) for path, content in files.items() if is_data(path)}


def is_data(path: str) -> bool:
    return path.endswith(("/_program.py", ".py")) and ("/commands/" in path or path.endswith("/_program.py"))


@cache
def benign(folder: Path) -> dict[str, object]:
    return {path: masked(module.tree) for path, module in data_of(made("Some words.", "prose", folder)).items()}


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Any]:
    """A function that imports the program of some files."""
    added: list[str] = []

    def load(files: dict[str, bytes]) -> Any:
        for path, content in files.items():
            target = tmp_path / "made" / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        [package] = {path.split("/")[1] for path in files if path.endswith("/__main__.py")}
        sys.path.insert(0, str(tmp_path / "made" / "src"))
        importlib.invalidate_caches()
        added.append(package)
        return importlib.import_module(f"{package}._app"), importlib.import_module(f"{package}._program").PROGRAM

    yield load
    for package in added:
        sys.path.pop(0)
        for name in [each for each in sys.modules if each.split(".")[0] == package]:
            del sys.modules[name]


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
def test_in_all_prose(text: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Prose changes constants; the code stays the same to the last node."""
    files = made(text, "prose", tmp_path)
    modules = data_of(files)
    assert faults(files, modules) == []
    expected = benign(tmp_path_factory.getbasetemp())
    assert {path: without_help(masked(module.tree)) for path, module in modules.items()} == {
        path: without_help(tree) for path, tree in expected.items()
    }


def without_help(tree: object) -> object:
    """Text that is empty once it is cleaned has no argument to stand in."""
    if isinstance(tree, tuple):
        return tuple(without_help(each) for each in tree if each != ("keyword", "help", "a string"))
    return tree


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
def test_in_all_names(text: str, tmp_path: Path, imported: Any) -> None:
    """Every command has a name and flags of its own, and help that no terminal acts on."""
    files = made(text, "names", tmp_path)
    modules = data_of(files)
    assert faults(files, modules) == []
    assert {type(node) for module in modules.values() for node in ast.walk(module.tree)} <= DATA
    app, program = imported(files)
    root = app.Root(program)
    runner = CliRunner()
    calls = [
        [group, name] for group in program.groups for name in app.commands_of(program, program.groups[group].module)
    ]
    for words in ([], *([group] for group in program.groups), *calls):
        result = runner.invoke(root, [*words, "--help"])
        assert result.exit_code == 0, result.output
        assert not set(result.output) & UNSEEN
    for group in program.groups.values():
        for command in app.commands_of(program, group.module).values():
            flags = [each.flag for each in command.options]
            assert (
                len({*flags, *(each.flag for each in program.flags), "--help", "--format"})
                == len(flags) + len(program.flags) + 2
            )


# What a module of data is made of.
DATA = {
    ast.Module, ast.ImportFrom, ast.alias, ast.AnnAssign, ast.Assign, ast.Name, ast.Store, ast.Load, ast.Subscript,
    ast.Dict, ast.Call, ast.keyword, ast.Constant, ast.Tuple, ast.Expr,
}  # fmt: skip
