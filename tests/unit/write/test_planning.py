"""What a run would do, for every state that a file can be in."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.write import ChangeKind, OnEdit, Plan, apply, locked, plan, recover
from sdkwright.write.manifest import MANIFEST, PRISTINE, decode

Texts = dict[str, str]


def files_of(texts: Texts) -> list[OutputFile]:
    return [OutputFile(path, text.encode()) for path, text in texts.items()]


class Output:
    """An output directory, and what is generated into it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.sink = Diagnostics()
        self.keep: tuple[str, ...] = ()

    def plan(self, texts: Texts, on_edit: OnEdit = OnEdit.REFUSE) -> Plan:
        self.sink = Diagnostics()
        return plan(files_of(texts), self.path, self.sink, on_edit=on_edit, keep=self.keep)

    def write(self, texts: Texts, on_edit: OnEdit = OnEdit.REFUSE) -> Plan:
        with locked([self.path]):
            assert recover(self.path, self.sink)
            made = self.plan(texts, on_edit)
            assert self.codes in ([], ["SW508"])
            assert apply(made, self.sink) is not None
        return made

    @property
    def codes(self) -> list[str]:
        return [found.code for found in self.sink]

    def read(self, path: str) -> str:
        return (self.path / path).read_text()

    def edit(self, path: str, text: str) -> None:
        (self.path / path).write_text(text)

    def commit(self) -> None:
        git = ["git", "-C", str(self.path), "-c", "user.name=n", "-c", "user.email=e@example.com"]
        for arguments in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "generated"]):
            subprocess.run([*git, *arguments], check=True)


@pytest.fixture
def output(tmp_path: Path) -> Output:
    return Output(tmp_path / "generated" / "python")


def test_first_run_creates_everything(output: Output) -> None:
    made = output.plan({"b.md": "b", "a/x.py": "x"})
    assert made.paths(ChangeKind.CREATED) == ("a/x.py", "b.md")
    assert made.has_drift
    assert not output.path.exists()


def test_nothing_to_do(output: Output) -> None:
    output.write({"a.md": "a", "empty": ""})
    made = output.plan({"empty": "", "a.md": "a"})
    assert not made.has_drift
    assert made.unchanged == ("a.md", "empty")


def test_created_changed_deleted_unchanged(output: Output) -> None:
    output.write({"same": "1", "changes": "1", "goes": "1"})
    made = output.write({"same": "1", "changes": "2", "comes": "2"})
    assert [(change.path, change.kind.value) for change in made.changes] == [
        ("changes", "changed"),
        ("comes", "created"),
        ("goes", "deleted"),
    ]
    assert made.unchanged == ("same",)
    assert sorted(path.name for path in output.path.iterdir()) == [".sdkwright", "changes", "comes", "same"]


def test_file_that_the_user_deleted_comes_back(output: Output) -> None:
    output.write({"a": "1"})
    (output.path / "a").unlink()
    assert output.plan({"a": "1"}).paths(ChangeKind.CREATED) == ("a",)


def test_edit_refuses_the_run_and_names_the_file(output: Output) -> None:
    output.write({"a": "1", "b": "1"})
    output.edit("b", "mine")
    made = output.plan({"a": "2", "b": "1"})
    assert made.refused
    assert made.edited == ("b",)
    assert made.paths(ChangeKind.CHANGED) == ("a", "b")
    assert [(found.code, found.at.file if found.at else None) for found in output.sink] == [
        ("SW504", (output.path / "b").as_posix())
    ]
    with pytest.raises(ValueError, match="refused"):
        apply(made, output.sink)
    assert output.read("a") == "1"


def test_edit_that_equals_the_new_text_is_none(output: Output) -> None:
    output.write({"a": "1"})
    output.edit("a", "2")
    made = output.plan({"a": "2"})
    assert (output.codes, made.unchanged, made.changes) == ([], ("a",), ())
    assert made.bookkeeping


def test_overwrite_discards_edits(output: Output) -> None:
    output.write({"a": "1"})
    output.edit("a", "mine")
    output.write({"a": "1"}, OnEdit.OVERWRITE)
    assert output.read("a") == "1"
    assert not output.plan({"a": "1"}).has_drift


def test_line_ends_that_git_converted_are_no_edit(output: Output) -> None:
    output.write({"a": "1\n2\n", "b": "1\n2\n"})
    (output.path / "a").write_bytes(b"1\r\n2\r\n")
    (output.path / "b").write_bytes(b"1\r\n2\r\n")
    made = output.plan({"a": "1\n2\n", "b": "3\n"})
    assert (output.codes, made.unchanged, made.paths(ChangeKind.CHANGED)) == ([], ("a",), ("b",))


class TestUnknownFiles:
    def test_one_in_the_way_refuses_the_run(self, output: Output) -> None:
        output.write({"a": "1"})
        output.edit("b", "mine")
        assert output.plan({"a": "1", "b": "generated"}).refused
        assert output.codes == ["SW505"]
        assert output.plan({"a": "1", "b": "generated"}, OnEdit.MERGE).refused

    def test_many_in_the_way_are_one_finding(self, output: Output) -> None:
        output.path.mkdir(parents=True)
        files = {f"f{number}": "generated" for number in range(8)}
        for path in files:
            output.edit(path, "mine")
        assert output.plan(files).refused
        assert output.codes == ["SW505"]
        assert "f4 and 3 more files are in the way" in next(iter(output.sink)).message
        assert not output.plan(files, OnEdit.OVERWRITE).refused

    def test_equal_one_is_adopted(self, output: Output) -> None:
        output.write({"a": "1"})
        output.edit("b", "2")
        made = output.write({"a": "1", "b": "2"})
        assert made.unchanged == ("a", "b")
        assert output.write({"a": "1"}).paths(ChangeKind.DELETED) == ("b",)

    def test_overwrite_replaces_it(self, output: Output) -> None:
        output.path.mkdir(parents=True)
        output.edit("a", "mine")
        output.write({"a": "1"}, OnEdit.OVERWRITE)
        assert output.read("a") == "1"

    def test_they_survive(self, output: Output) -> None:
        output.write({"src/a": "1", "src/b": "1"})
        (output.path / "lib").mkdir()
        output.edit("lib/mine.py", "mine")
        output.edit("src/mine.py", "mine")
        output.write({"other": "1"}, OnEdit.OVERWRITE)
        assert output.read("lib/mine.py") == output.read("src/mine.py") == "mine"

    @pytest.mark.parametrize("on_edit", list(OnEdit))
    def test_directory_in_the_way_is_never_replaced(self, output: Output, on_edit: OnEdit) -> None:
        (output.path / "a").mkdir(parents=True)
        output.edit("a/mine", "mine")
        assert output.plan({"a": "1"}, on_edit).refused
        assert output.codes == ["SW505"]

    def test_file_in_the_place_of_a_parent(self, output: Output) -> None:
        output.path.mkdir(parents=True)
        output.edit("a", "mine")
        assert output.plan({"a/b": "1"}, OnEdit.OVERWRITE).refused
        assert output.codes == ["SW505"]


class TestKeptFiles:
    """Files that the config says are the user's own."""

    def test_they_are_written_where_they_are_missing_only(self, output: Output) -> None:
        output.keep = ("CHANGELOG.md", "docs/**")
        output.write({"CHANGELOG.md": "1", "a": "1"})
        output.edit("CHANGELOG.md", "mine")
        made = output.write({"CHANGELOG.md": "2", "a": "2"}, OnEdit.OVERWRITE)
        assert (output.read("CHANGELOG.md"), made.paths(ChangeKind.CHANGED)) == ("mine", ("a",))
        (output.path / "docs" / "deep").mkdir(parents=True)
        output.edit("docs/deep/a", "mine")
        assert not output.plan({"CHANGELOG.md": "2", "a": "2", "docs/deep/a": "1"}).refused

    def test_they_are_not_deleted_when_they_are_generated_no_longer(self, output: Output) -> None:
        output.write({"CHANGELOG.md": "1", "a": "1"})
        output.keep = ("CHANGELOG.md",)
        assert output.write({"a": "1"}).paths(ChangeKind.DELETED) == ()
        assert output.read("CHANGELOG.md") == "1"
        output.keep = ()
        assert output.plan({"CHANGELOG.md": "2", "a": "1"}).refused


class TestStaleFiles:
    def test_emptied_directories_go(self, output: Output) -> None:
        output.write({"a/b/c.py": "1", "a/d.py": "1"})
        output.write({"a/d.py": "1"})
        assert [path.name for path in (output.path / "a").iterdir()] == ["d.py"]

    def test_edited_one_refuses_the_run(self, output: Output) -> None:
        output.write({"a": "1", "b": "1"})
        output.edit("b", "mine")
        assert output.plan({"a": "1"}).refused
        assert output.codes == ["SW504"]

    @pytest.mark.parametrize("on_edit", [OnEdit.MERGE, OnEdit.OVERWRITE])
    def test_edited_one_is_kept_and_becomes_the_users(self, output: Output, on_edit: OnEdit) -> None:
        output.write({"a": "1", "b": "1"})
        output.edit("b", "mine")
        made = output.write({"a": "1"}, on_edit)
        assert made.kept == ("b",)
        assert output.codes == ["SW508"]
        assert output.read("b") == "mine"
        assert not output.plan({"a": "1"}).has_drift

    def test_file_becomes_directory_and_back(self, output: Output) -> None:
        output.write({"a": "1"})
        output.write({"a/b/c": "2"})
        assert output.read("a/b/c") == "2"
        output.write({"a": "3"})
        assert output.read("a") == "3"


class TestLinks:
    """HOSTILE C-17."""

    def test_output_that_is_a_link_is_refused(self, output: Output, tmp_path: Path) -> None:
        (tmp_path / "elsewhere").mkdir()
        output.path.parent.mkdir()
        output.path.symlink_to(tmp_path / "elsewhere")
        assert output.plan({"a": "1"}, OnEdit.OVERWRITE).refused
        assert output.codes == ["SW503"]

    @pytest.mark.parametrize("on_edit", list(OnEdit))
    def test_linked_directory_is_refused(self, output: Output, tmp_path: Path, on_edit: OnEdit) -> None:
        (tmp_path / "elsewhere").mkdir()
        output.path.mkdir(parents=True)
        (output.path / "src").symlink_to(tmp_path / "elsewhere")
        assert output.plan({"src/a/b": "1"}, on_edit).refused
        assert output.codes == ["SW503"]

    @pytest.mark.parametrize("on_edit", list(OnEdit))
    def test_linked_file_is_refused(self, output: Output, tmp_path: Path, on_edit: OnEdit) -> None:
        (tmp_path / "elsewhere").write_text("1")
        output.write({"a": "1"})
        (output.path / "a").unlink()
        (output.path / "a").symlink_to(tmp_path / "elsewhere")
        assert output.plan({"a": "1"}, on_edit).refused
        assert output.codes == ["SW503"]

    def test_own_directory_that_is_a_link_is_refused(self, output: Output, tmp_path: Path) -> None:
        output.path.mkdir(parents=True)
        (output.path / ".sdkwright").symlink_to(tmp_path)
        assert output.plan({"a": "1"}, OnEdit.OVERWRITE).refused
        assert output.codes == ["SW503"]

    def test_stale_file_behind_a_link_is_left_alone(self, output: Output, tmp_path: Path) -> None:
        output.write({"src/a": "1", "b": "1"})
        (output.path / "src").rename(tmp_path / "moved")
        (output.path / "src").symlink_to(tmp_path / "moved")
        assert output.write({"b": "1"}).changes == ()
        assert (tmp_path / "moved" / "a").read_text() == "1"


@pytest.mark.parametrize("path", [Path("/"), Path.home(), Path("/tmp/..")])
def test_no_one_generates_into_root_or_home(path: Path) -> None:
    sink = Diagnostics()
    assert plan(files_of({"a": "1"}), path, sink).refused
    assert [found.code for found in sink] == ["SW511"]


def test_output_that_cannot_be_read_is_refused(output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    output.write({"a": "1"})

    def closed(path: str, *_: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "open", closed)
    assert output.plan({"a": "1"}).refused
    assert output.codes == ["SW511"]


def test_broken_manifest_refuses_unless_overwriting(output: Output) -> None:
    output.write({"a": "1"})
    output.edit(MANIFEST, "<<<<<<< ours\n")
    assert output.plan({"a": "2"}).refused
    assert "SW509" in output.codes
    output.write({"a": "2"}, OnEdit.OVERWRITE)
    assert not output.plan({"a": "2"}).has_drift


BASE = "one\ntwo\nthree\nfour\nfive\n"
MINE = "one\ntwo\nthree\nfour\nfive\nmine\n"
NEXT = "ONE\ntwo\nthree\nfour\nfive\n"
BOTH = "ONE\ntwo\nthree\nfour\nfive\nmine\n"


class TestMerging:
    def test_edits_survive_and_are_recorded(self, output: Output) -> None:
        output.write({"a": BASE})
        output.commit()
        output.edit("a", MINE)
        made = output.write({"a": NEXT}, OnEdit.MERGE)
        assert made.merged == made.edited == ("a",)
        assert output.read("a") == BOTH
        entry = decode((output.path / MANIFEST).read_bytes())["a"]
        assert entry.written not in (None, entry.pristine)
        assert not output.plan({"a": NEXT}).has_drift
        assert output.plan({"a": NEXT}).merged == ("a",)

    def test_next_merge_needs_no_commit(self, output: Output) -> None:
        output.write({"a": BASE})
        output.commit()
        output.edit("a", MINE)
        output.write({"a": NEXT}, OnEdit.MERGE)
        assert output.plan({"a": BASE}).refused
        output.write({"a": NEXT.replace("two", "TWO")}, OnEdit.MERGE)
        assert output.read("a") == BOTH.replace("two", "TWO")
        assert len(list((output.path / PRISTINE).iterdir())) == 1
        output.write({"a": BASE}, OnEdit.OVERWRITE)
        assert output.read("a") == BASE
        assert not (output.path / PRISTINE).exists()

    def test_edit_of_a_file_that_did_not_change_needs_no_base(self, output: Output) -> None:
        output.write({"a": BASE, "b": "1"})
        output.edit("a", MINE)
        output.write({"a": BASE, "b": "2"}, OnEdit.MERGE)
        assert (output.read("a"), output.read("b")) == (MINE, "2")
        assert not output.plan({"a": BASE, "b": "2"}).has_drift
        output.write({"a": NEXT, "b": "2"}, OnEdit.MERGE)
        assert output.read("a") == BOTH

    def test_overwrite_discards_custom_code_that_was_merged_before(self, output: Output) -> None:
        output.write({"a": BASE})
        output.edit("a", MINE)
        output.write({"a": BASE}, OnEdit.MERGE)
        output.write({"a": BASE}, OnEdit.OVERWRITE)
        assert output.read("a") == BASE
        assert not (output.path / PRISTINE).exists()

    def test_edit_that_the_generator_caught_up_with_is_no_custom_code_any_more(self, output: Output) -> None:
        output.write({"a": BASE})
        output.commit()
        output.edit("a", MINE)
        output.write({"a": MINE}, OnEdit.MERGE)
        assert decode((output.path / MANIFEST).read_bytes())["a"].written is None

    def test_conflict_writes_nothing(self, output: Output) -> None:
        output.write({"a": BASE, "b": "1"})
        output.commit()
        output.edit("a", BASE.replace("one", "mine"))
        assert output.plan({"a": NEXT, "b": "2"}, OnEdit.MERGE).refused
        assert output.codes == ["SW507"]

    def test_no_base_writes_nothing(self, output: Output) -> None:
        output.write({"a": BASE})
        output.edit("a", MINE)
        assert output.plan({"a": NEXT}, OnEdit.MERGE).refused
        assert output.codes == ["SW506"]

    def test_what_is_no_text_is_not_merged(self, output: Output) -> None:
        output.write({"a": "\0" + BASE})
        output.commit()
        output.edit("a", "\0" + MINE)
        assert output.plan({"a": "\0" + NEXT}, OnEdit.MERGE).refused
        assert output.codes == ["SW507"]

    def test_git_variables_of_a_hook_do_not_mislead(
        self, output: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        output.write({"a": BASE})
        output.commit()
        output.edit("a", MINE)
        monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
        assert not output.plan({"a": NEXT}, OnEdit.MERGE).refused

    def test_without_git_edits_stay(self, output: Output, monkeypatch: pytest.MonkeyPatch) -> None:
        output.write({"a": BASE})
        output.commit()
        output.edit("a", MINE)
        monkeypatch.setenv("PATH", "")
        assert output.plan({"a": NEXT}, OnEdit.MERGE).refused
        assert output.codes == ["SW506"]
