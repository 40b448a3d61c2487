from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.write import apply, locked, plan
from sdkwright.write.differ import diff_lines

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TEXTS = st.text(alphabet="ab\n\r\f\u2028 +-@", max_size=20)
TREES = st.dictionaries(st.sampled_from(["a", "src/b"]), TEXTS)


def diff(directory: Path, new: dict[str, bytes]) -> str:
    files = [OutputFile(path, content) for path, content in new.items()]
    return "".join(f"{line}\n" for line in diff_lines(plan(files, directory, Diagnostics()), ""))


def write(directory: Path, old: dict[str, bytes]) -> None:
    sink = Diagnostics()
    with locked([directory]):
        made = plan([OutputFile(path, content) for path, content in old.items()], directory, sink)
        assert apply(made, sink) is not None


def test_exactly_the_lines_that_change(tmp_path: Path) -> None:
    write(tmp_path / "o", {"a": b"1\n2\n3\n", "gone": b"x\n", "same": b"s"})
    assert diff(tmp_path / "o", {"a": b"1\n2\nthree\n", "new": b"no end", "same": b"s"}) == (
        "--- a/a\n+++ b/a\n@@ -1,3 +1,3 @@\n 1\n 2\n-3\n+three\n"
        "--- a/gone\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n"
        "--- /dev/null\n+++ b/new\n@@ -0,0 +1 @@\n+no end\n\\ No newline at end of file\n"
    )


def test_binary_files_are_only_named(tmp_path: Path) -> None:
    assert diff(tmp_path / "o", {"a": b"\xff"}) == "Binary files /dev/null and b/a differ\n"


def test_huge_files_are_quick(tmp_path: Path) -> None:
    write(tmp_path / "o", {"a": b"x\ny\n" * 20_000})
    text = diff(tmp_path / "o", {"a": b"y\nx\n" * 20_000})
    assert text.startswith("--- a/a\n+++ b/a\n@@ -1,40000 +1,40000 @@\n-x\n")
    assert text.count("\n+") == 40_001


@settings(max_examples=40, deadline=None)
@given(old=TREES, new=TREES)
def test_git_can_apply_it(tmp_path_factory: pytest.TempPathFactory, old: dict[str, str], new: dict[str, str]) -> None:
    directory = tmp_path_factory.mktemp("diff") / "o"
    before, after = ({path: text.encode() for path, text in texts.items()} for texts in (old, new))
    write(directory, before)
    text = diff(directory, after)
    if text:
        command = ["git", "apply", "--whitespace=nowarn", "--unidiff-zero", "-"]
        subprocess.run(command, input=text.encode(), cwd=directory, check=True)
    found = {path: (directory / path).read_bytes() for path in after if (directory / path).exists()}
    # A diff has no way to say that an empty file comes.
    assert found == {path: content for path, content in after.items() if content or path in before}
