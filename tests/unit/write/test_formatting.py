from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.render import runtime_files, templates_root
from sdkwright.write import format_files

LONG = b"value = [%b]\n" % b", ".join(b"%d" % number for number in range(28))


def test_python_is_formatted_and_the_rest_left_alone() -> None:
    sink = Diagnostics()
    files = [
        OutputFile("README.md", b"x  =  1"),
        OutputFile("a.py", b"x  =  'one'"),
        OutputFile("b.pyi", b"def f( ) : ..."),
        OutputFile("long.py", LONG),
        OutputFile("empty.py", b""),
    ]
    formatted = format_files(files, sink)
    assert [file.path for file in formatted] == [file.path for file in files]
    assert [file.content for file in formatted] == [b"x  =  1", b'x = "one"\n', b"def f(): ...\n", LONG, b""]
    assert not len(sink)
    assert format_files(formatted, sink) == formatted


@pytest.mark.parametrize("path", ["build/a.py", "dist/a.py", "venv/a.py", ".git/a.py", "x/" * 300 + "a.py", "a b.py"])
def test_no_name_from_a_document_keeps_a_file_from_being_formatted(path: str) -> None:
    assert format_files([OutputFile(path, b"x=1")], Diagnostics())[0].content == b"x = 1\n"


def test_settings_of_the_caller_have_no_influence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ruff.toml").write_text("line-length = 20\n[format]\nquote-style = 'single'\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "nonsense")
    monkeypatch.setenv("RUFF_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", "")
    assert format_files([OutputFile("a.py", b'x="one"\n' + LONG)], Diagnostics())[0].content == b'x = "one"\n' + LONG
    assert not (tmp_path / "cache").exists()


def test_rejected_file_is_named_and_dumped() -> None:
    sink = Diagnostics()
    files = [OutputFile("good.py", b"x=1"), OutputFile("src/bad.py", b"x = 1\ny = (\n"), OutputFile("ugly.py", b"\xff")]
    formatted = format_files(files, sink)
    assert [file.content for file in formatted] == [b"x = 1\n", b"x = 1\ny = (\n", b"\xff"]
    by_file = {found.at.file: found for found in sink if found.at}
    assert set(by_file) == {"src/bad.py", "ugly.py"}
    assert {found.code for found in sink} == {"SW510"}
    bad = by_file["src/bad.py"]
    assert bad.at is not None
    assert bad.at.line == 3
    assert bad.hint is not None
    assert Path(bad.hint.rpartition(" in ")[2].rstrip(".")).read_bytes() == b"x = 1\ny = (\n"


def test_what_is_formatted_already_is_left_alone() -> None:
    (file,) = format_files([OutputFile("a.py", b"x  =  'one'", is_formatted=True)], Diagnostics())
    assert file.content == b"x  =  'one'"


def test_copied_files_are_formatted_as_generated_ones_are() -> None:
    folder = templates_root() / "python"
    copies = [
        *runtime_files(folder / "runtime", "src/sdk", ()),
        *runtime_files(folder / "tests" / "support", "tests/support", ()),
    ]
    plain = [replace(file, is_formatted=False) for file in copies]
    assert len(copies) > 20
    assert [
        file.path for file, found in zip(plain, format_files(plain, Diagnostics()), strict=True) if file != found
    ] == []
