"""`sdkwright compare`: what it prints and exits with, and what it does with packages that are not there or not nice."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from sdkwright.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = {
    "_version.py": '__version__ = "1.2.0"\n',
    "pets.py": "class Pet:\n    name: str\n    def call(self, *, loud: bool = False) -> str: ...\n",
}
NEW = {"pets.py": "class Pet:\n    def call(self, *, loud: bool = False, far: bool = False) -> str: ...\n"}
MORE = {**OLD, "toys.py": "class Toy: ...\n"}


class Result(NamedTuple):
    status: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        loaded: dict[str, Any] = json.loads(self.out)
        return loaded


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Result:
        with pytest.raises(SystemExit) as exit_info:
            main(["compare", *arguments])
        shown = capsys.readouterr()
        assert isinstance(exit_info.value.code, int)
        return Result(exit_info.value.code, shown.out, shown.err)

    return run


def package(folder: str, files: dict[str, str]) -> None:
    for path, text in {"__init__.py": "", **files}.items():
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")


def test_what_breaks_is_told_by_module_and_exits_with_1(run: Callable[..., Result]) -> None:
    package("old/zoo", OLD)
    package("new/src/zoo", NEW)
    result = run("old/zoo", "new")
    assert result == (
        1,
        "zoo 1.2.0 -> zoo\n"
        "\n"
        "Breaks (2)\n"
        "  zoo\n"
        "    _version.__version__: name is gone  (_version.py:1)\n"
        "  zoo.pets\n"
        "    Pet.name: field is gone  (pets.py:2)\n"
        "\n"
        "Does not break (1)\n"
        "  1 parameter added; --verbose lists them\n"
        "\n"
        "the surface breaks: a major version\n",
        "",
    )
    assert "    Pet.call(far): parameter was added  (pets.py:2)\n" in run("old", "new", "--verbose").out


def test_additions_exit_with_0_and_ask_for_a_minor_version(run: Callable[..., Result]) -> None:
    package("old/zoo", OLD)
    package("new/zoo", MORE)
    assert (run("old", "new").status, run("old", "old").status) == (0, 0)
    assert run("old", "new").out.endswith("nothing breaks: a minor version\n")
    assert run("old", "old").out.endswith("the surfaces are the same: a patch version\n")


def test_json(run: Callable[..., Result]) -> None:
    package("old/zoo", OLD)
    package("new/zoo", NEW)
    data = run("old", "new", "--json").data
    assert (data["command"], data["ok"], data["verdict"]) == ("compare", False, "major")
    assert data["old"] == {"name": "zoo", "version": "1.2.0", "folder": str(Path("old/zoo").resolve())}
    assert data["counts"] == {"breaking": 2, "other": 1}
    assert data["differences"][-1] == {
        "path": "pets.Pet.name",
        "kind": "field",
        "change": "removed",
        "breaking": True,
        "message": "field is gone",
        "old": "",
        "new": "",
        "at": "pets.py:2",
    }
    assert run("old", "old", "--json").data["differences"] == []


def test_markdown_folds_away_what_does_not_break(run: Callable[..., Result]) -> None:
    package("old/zoo", {"pets.py": "class Pet:\n    name: 'str | `x`'\n    size: int\n"})
    package("new/zoo", {"pets.py": "class Pet:\n    size: bytes\n    age: int\n"})
    result = run("old", "new", "--markdown")
    assert result.status == 1
    assert result.out.startswith("**The surface breaks: a major version** (`zoo` to `zoo`)\n\n### Breaks (2)\n\n")
    assert "- `pets.Pet.size`: field is of another type: `int` to `bytes`\n" in result.out
    assert "<details>\n<summary>Does not break (1: 1 field added)</summary>\n\n- `pets.Pet.age`" in result.out
    assert run("old", "new", "--markdown", "--json").status == 2


def test_colours_are_for_terminals(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    package("old/zoo", OLD)
    package("new/zoo", NEW)
    assert "\x1b[" not in run("old", "new").out
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[31m" in run("old", "new").out


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ("./nowhere", "./nowhere does not exist"),
        ("a/b", "a/b does not exist"),
        ("file.py", "file.py is a file"),
        ("empty", "holds no package"),
        ("two", "holds several packages (ark, zoo); give the folder of one of them"),
        ("not_installed_at_all", "no package 'not_installed_at_all' is installed"),
        ("os.path", "no package 'os.path' is installed"),
    ],
)
def test_a_package_that_is_not_there_exits_with_2(run: Callable[..., Result], given: str, message: str) -> None:
    package("old/zoo", OLD)
    package("two/zoo", OLD)
    package("two/ark", OLD)
    package("two/tests", {})
    Path("empty").mkdir()
    Path("file.py").touch()
    result = run("old", given)
    assert (result.status, result.out) == (2, "")
    assert message in result.err
    assert json.loads(run("old", given, "--json").out)["error"]["kind"] == "usage"


def test_two_packages_are_wanted(run: Callable[..., Result]) -> None:
    assert run().status == 2
    assert "Missing argument 'NEW'" in run("old").err


def test_an_installed_package_is_found_by_either_of_its_names(run: Callable[..., Result]) -> None:
    assert run("yaml", "PyYAML").out.endswith("the surfaces are the same: a patch version\n")


def test_a_module_that_is_not_python_is_told_with_its_line(run: Callable[..., Result]) -> None:
    package("old/zoo", OLD)
    package("new/zoo", {**OLD, "types/__init__.py": "", "types/pet.py": "class Pet:\n    a: int\n    def (:\n"})
    result = run("old", "new")
    assert (result.status, result.out) == (2, "")
    assert f"{Path('new/zoo/types/pet.py')}:3: invalid syntax" in result.err
    Path("new/zoo/types/pet.py").write_bytes(b"a = '\xff'\n")
    assert f"{Path('new/zoo/types/pet.py')}: " in run("old", "new").err


def test_nothing_of_a_package_is_run(run: Callable[..., Result]) -> None:
    trap = "from pathlib import Path\nPath('trapped').touch()\nraise SystemExit(9)\nclass Pet: ...\n"
    package("old/zoo", {"__init__.py": trap, "pets.py": trap, "setup.py": trap})
    Path("old/zoo.pth").write_text("import os; open('trapped', 'w')\n", encoding="utf-8")
    assert run("old", "old").status == 0
    assert not Path("trapped").exists()


def test_links_in_circles_and_deep_code_end(run: Callable[..., Result]) -> None:
    package("old/zoo", OLD)
    Path("old/zoo/again").symlink_to(Path("old/zoo").resolve(), target_is_directory=True)
    assert run("old", "old").status == 0
    package("deep/zoo", {"pets.py": f"x: {'list[' * 60}int{']' * 60} = 1\ny = {'-' * 30_000}1\n"})
    result = run("old", "deep")
    assert result.status == 2
    assert "nested too deeply" in result.err


def test_text_of_a_package_moves_no_cursor(run: Callable[..., Result]) -> None:
    package("old/zoo", {"pets.py": "from typing import Literal\nclass Pet:\n    a: Literal['\x1b[2J\u202e']\n"})
    package("new/zoo", {"pets.py": "class Pet:\n    a: int\n"})
    for option in ("-v", "--markdown"):
        out = run("old", "new", option).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_an_interrupt_exits_with_130(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    package("old/zoo", OLD)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("sdkwright.compare.loading._visit", interrupt)
    result = run("old", "old")
    assert result.status == 130
    assert "interrupted" in result.err
