"""What the next run makes of the leftovers of one that was killed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.write import Plan, inplace, plan, recover
from sdkwright.write.staging import Staging, stage
from sdkwright.write.swap import exchange

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def output(tmp_path: Path) -> Path:
    path = tmp_path / "python"
    (path / "lib").mkdir(parents=True)
    (path / "lib" / "mine.py").write_text("mine")
    return path


def staged(output: Path) -> Staging:
    staging = Staging.beside(output)
    stage(staging, planned(output))
    return staging


def planned(output: Path) -> Plan:
    return plan([OutputFile("a.py", b"1")], output, Diagnostics())


def recover_with(output: Path) -> list[str]:
    sink = Diagnostics()
    assert recover(output, sink) is not bool(len(sink))
    return [found.code for found in sink]


def names(output: Path) -> list[str]:
    return sorted(path.relative_to(output).as_posix() for path in output.rglob("*") if not path.is_dir())


def test_nothing_to_recover(output: Path) -> None:
    assert recover_with(output) == []
    assert recover_with(output.with_name("missing")) == []


def test_staged_tree_is_dropped(output: Path) -> None:
    staging = staged(output)
    assert recover_with(output) == []
    assert not staging.root.exists()
    assert names(output) == ["lib/mine.py"]


def test_unfinished_staging_is_dropped(output: Path) -> None:
    staging = staged(output)
    data = json.loads(staging.journal.read_bytes())
    staging.journal.write_text(json.dumps(data | {"known": None}))
    assert recover_with(output) == []
    assert names(output.parent) == ["python/lib/mine.py"]


@pytest.mark.parametrize("leftover", [[], ["journal.tmp"]])
def test_staging_that_has_no_journal_yet(output: Path, leftover: list[str]) -> None:
    staging = Staging.beside(output)
    staging.root.mkdir()
    for name in leftover:
        (staging.root / name).write_text("{")
    assert recover_with(output) == []
    assert not staging.root.exists()


@pytest.mark.parametrize("name", ["notes.txt", "tree"])
def test_directory_of_someone_else_is_left_alone(output: Path, name: str) -> None:
    staging = Staging.beside(output)
    staging.root.mkdir()
    (staging.root / name).write_text("mine")
    assert recover_with(output) == ["SW513"]
    assert (staging.root / name).read_text() == "mine"


@pytest.mark.parametrize("journal", ["", "[]", "{}", '{"original": 1}'])
def test_strange_journal_is_left_alone(output: Path, journal: str) -> None:
    staging = Staging.beside(output)
    staging.root.mkdir()
    staging.journal.write_text(journal)
    assert recover_with(output) == ["SW513"]


def test_link_in_the_place_of_the_staging_directory_is_left_alone(output: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "journal.json").write_text('{"original": 1, "known": {}}')
    Staging.beside(output).root.symlink_to(tmp_path / "elsewhere")
    assert recover_with(output) == ["SW513"]
    assert (tmp_path / "elsewhere" / "journal.json").exists()


def test_after_the_exchange_the_new_tree_stays_and_nothing_is_lost(output: Path) -> None:
    staging = staged(output)
    inside = os.open(output, os.O_RDONLY)
    exchange(output, staging.tree)
    (output / "new.py").write_text("made in the new tree")
    # A shell that still stands in the old directory.
    with os.fdopen(os.open("old.py", os.O_WRONLY | os.O_CREAT, dir_fd=inside), "w") as stream:
        stream.write("made in the old tree")
    os.close(inside)
    assert recover_with(output) == []
    assert names(output) == [".sdkwright/manifest.json", "a.py", "lib/mine.py", "new.py", "old.py"]
    assert not staging.root.exists()


def test_two_versions_of_one_file_are_both_kept(output: Path) -> None:
    staging = staged(output)
    exchange(output, staging.tree)
    for tree in (output, staging.tree):
        (tree / "lib" / "mine.py").unlink()
        (tree / "lib" / "mine.py").write_text(tree.name)
    assert recover_with(output) == []
    assert (output / "lib" / "mine.py").read_text() == "python"
    assert (output / "lib" / "mine.py.rescued").read_text() == "tree"


def test_between_two_renames_the_old_tree_comes_back(output: Path) -> None:
    staging = staged(output)
    output.rename(staging.old)
    assert recover_with(output) == []
    assert names(output) == ["lib/mine.py"]
    assert not staging.root.exists()


def test_directory_without_write_permission_can_be_dropped(output: Path) -> None:
    (output / "lib").chmod(0o555)
    staging = staged(output)
    assert staging.tree.joinpath("lib").stat().st_mode & 0o777 == 0o555
    assert recover_with(output) == []
    assert (output / "lib").stat().st_mode & 0o777 == 0o555
    (output / "lib").chmod(0o755)


class TestInPlace:
    def journal(self, output: Path, rows: object) -> Path:
        pending = output / inplace.PENDING
        pending.mkdir(parents=True)
        (pending / "0").write_text("1")
        (pending / "journal.json").write_text(json.dumps(rows))
        return pending

    def test_committed_run_is_finished(self, output: Path) -> None:
        pending = self.journal(output, [["src/a.py", "0", None], ["gone", None, [1, 1, 1]]])
        assert recover_with(output) == []
        assert (output / "src" / "a.py").read_text() == "1"
        assert not pending.exists()

    def test_uncommitted_run_is_forgotten(self, output: Path) -> None:
        pending = self.journal(output, [["a.py", "0", None]])
        (pending / "journal.json").rename(pending / "journal.tmp")
        assert recover_with(output) == []
        assert names(output) == ["lib/mine.py"]

    @pytest.mark.parametrize(
        "rows",
        [
            [["../a.py", "0", None]],
            [["a.py", "../../lib/mine.py", None]],
            [[".git/hooks/x", "0", None]],
            [[".sdkwright/pristine/../../../x", "0", None]],
            {"a": 1},
            [1],
            [["a"]],
        ],
    )
    def test_hostile_journal_does_nothing(self, output: Path, rows: object) -> None:
        self.journal(output, rows)
        assert recover_with(output) == ["SW513"]
        assert names(output.parent) == [
            "python/.sdkwright/pending/0",
            "python/.sdkwright/pending/journal.json",
            "python/lib/mine.py",
        ]

    def test_link_on_the_way_is_not_followed(self, output: Path, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        (output / "src").symlink_to(tmp_path / "elsewhere")
        self.journal(output, [["src/a.py", "0", None]])
        assert recover_with(output) == ["SW513"]
        assert names(tmp_path / "elsewhere") == []
