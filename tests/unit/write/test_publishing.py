"""Carrying plans out: what is on disk afterwards, whichever way the file system allows."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sdkwright.diagnostics import Diagnostics
from sdkwright.output import OutputFile
from sdkwright.write import apply, inplace, locked, plan, publishing, recover, swap
from sdkwright.write.tree import parents_of

Texts = dict[str, str]
Way = Callable[[pytest.MonkeyPatch], None]


def refuse(number: int) -> Callable[[Path, Path], None]:
    def exchange(first: Path, second: Path) -> None:
        raise OSError(number, os.strerror(number), str(first), None, str(second))

    return exchange


def by_exchange(patch: pytest.MonkeyPatch) -> None:
    """The usual way."""


def by_two_renames(patch: pytest.MonkeyPatch) -> None:
    def exchange(first: Path, second: Path) -> None:
        raise swap.ExchangeUnsupportedError

    patch.setattr(publishing, "exchange", exchange)


def in_place(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(publishing, "exchange", refuse(errno.EXDEV))


def without_hard_links(patch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(errno.EPERM, "no hard links here")

    patch.setattr(os, "link", link)


WAYS = [by_exchange, by_two_renames, in_place, without_hard_links]


def write(directory: Path, texts: Texts) -> list[str]:
    """Generate `texts`; the codes of what was found."""
    sink = Diagnostics()
    with locked([directory]):
        assert recover(directory, sink)
        made = plan([OutputFile(path, text.encode()) for path, text in texts.items()], directory, sink)
        if not made.refused:
            apply(made, sink)
    return [found.code for found in sink]


def contents(directory: Path) -> Texts:
    """All files that are not the tool's own."""
    files = (path for path in sorted(directory.rglob("*")) if path.is_file() or path.is_symlink())
    named = {path.relative_to(directory).as_posix(): path for path in files}
    return {name: path.read_text() for name, path in named.items() if not name.startswith(".sdkwright/")}


def listing(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


@pytest.fixture
def output(tmp_path: Path) -> Path:
    return tmp_path / "generated" / "python"


OLD = {"README.md": "1", "src/a.py": "1", "src/deep/b.py": "1", "swap": "1"}
NEW = {"README.md": "1", "src/a.py": "2", "src/new/c.py": "2", "swap/inner": "2"}


@pytest.mark.parametrize("way", WAYS)
def test_new_tree_with_what_is_not_ours(output: Path, monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    write(output, OLD)
    (output / "lib").mkdir()
    (output / "lib" / "mine.py").write_text("mine")
    (output / "src" / "deep" / "mine.py").write_text("mine")
    (output / "empty").mkdir()
    (output / "link").symlink_to("README.md")
    (output / "dangling").symlink_to("nowhere")
    way(monkeypatch)
    codes = write(output, NEW)
    assert codes == (["SW514"] if way is in_place else [])
    (output / "dangling").unlink()
    assert contents(output) == NEW | {"lib/mine.py": "mine", "src/deep/mine.py": "mine", "link": "1"}
    assert (output / "link").is_symlink()
    assert (output / "empty").is_dir()
    assert listing(output.parent) == ["python"]
    assert listing(output / ".sdkwright") == ["manifest.json"]
    assert write(output, NEW) == []


@pytest.mark.parametrize("way", WAYS)
def test_first_run(output: Path, monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    way(monkeypatch)
    assert write(output, NEW) == []
    assert contents(output) == NEW
    assert listing(output.parent) == ["python"]


@pytest.mark.parametrize("way", [by_exchange, in_place, without_hard_links])
def test_directory_stays_the_same_one(output: Path, monkeypatch: pytest.MonkeyPatch, way: Way) -> None:
    write(output, OLD)
    before = output.stat()
    monkeypatch.chdir(output / "src")
    way(monkeypatch)
    write(output, NEW)
    assert (output.stat().st_ino, output.stat().st_mode) == (before.st_ino, before.st_mode)
    assert Path("a.py").read_text() == "2"


def test_working_directory_may_be_the_output(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output.mkdir(parents=True)
    monkeypatch.chdir(output)
    write(Path(), OLD)
    write(Path(), NEW)
    assert contents(output) == NEW
    assert listing(output.parent) == ["python"]


def test_nothing_is_touched_when_nothing_differs(output: Path) -> None:
    write(output, OLD)
    before = {path: path.stat() for path in [output.parent, output, *output.rglob("*")]}
    write(output, OLD)
    assert {path: path.stat() for path in [output.parent, output, *output.rglob("*")]} == before


def test_only_what_changes_is_touched(output: Path) -> None:
    write(output, OLD)
    (output / "mine").write_text("mine")
    kept = {path: (output / path).stat() for path in ("README.md", "src/deep/b.py", "mine")}
    write(output, OLD | {"src/a.py": "2"})
    for path, before in kept.items():
        after = (output / path).stat()
        assert (after.st_ino, after.st_mtime_ns, after.st_nlink) == (before.st_ino, before.st_mtime_ns, 1)


def test_mode_of_a_changed_file_is_kept(output: Path) -> None:
    write(output, {"run.sh": "1"})
    (output / "run.sh").chmod(0o751)
    write(output, {"run.sh": "2"})
    assert (output / "run.sh").stat().st_mode & 0o777 == 0o751


def test_new_files_obey_the_umask(output: Path) -> None:
    old = os.umask(0o027)
    try:
        write(output, {"a/b": "1"})
    finally:
        os.umask(old)
    assert (output / "a" / "b").stat().st_mode & 0o777 == 0o640
    assert (output / "a").stat().st_mode & 0o777 == 0o750
    assert output.stat().st_mode & 0o777 == 0o750


def test_file_that_changes_after_planning_stops_the_run(output: Path) -> None:
    write(output, OLD)
    sink = Diagnostics()
    made = plan([OutputFile("README.md", b"2")], output, sink)
    (output / "README.md").write_text("mine")
    assert apply(made, sink) is None
    assert [found.code for found in sink] == ["SW512"]
    assert contents(output) == OLD | {"README.md": "mine"}


def test_file_that_changes_while_staging_stops_the_run(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(output, OLD)
    calls: list[Path] = []

    def exchange(first: Path, second: Path) -> None:
        if not calls:
            (output / "README.md").write_text("mine")
        calls.append(first)
        swap.exchange(first, second)

    monkeypatch.setattr(publishing, "exchange", exchange)
    assert write(output, OLD | {"README.md": "2"}) == ["SW512"]
    assert contents(output) == OLD | {"README.md": "mine"}
    assert listing(output.parent) == ["python"]


@pytest.mark.parametrize("moment", [0, 1, 2])
def test_what_others_write_meanwhile_is_kept(output: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Before, between and after the two exchanges."""
    write(output, OLD)
    (output / "edited").write_text("before")
    calls: list[Path] = []

    def disturb() -> None:
        (output / "created").write_text("mine")
        (output / "draft").write_text("edited")
        (output / "draft").rename(output / "edited")

    def exchange(first: Path, second: Path) -> None:
        if len(calls) == moment:
            disturb()
        calls.append(first)
        swap.exchange(first, second)
        if len(calls) == moment == 2:
            disturb()

    monkeypatch.setattr(publishing, "exchange", exchange)
    assert write(output, NEW) == []
    assert contents(output) == NEW | {"created": "mine", "edited": "edited"}


@pytest.mark.parametrize("failure", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt(), MemoryError()])
@pytest.mark.parametrize(("call", "left"), [("fsync", 2), ("link", 3), ("replace", 3), ("mkdir", 3)])
def test_failure_leaves_a_whole_tree(
    output: Path, monkeypatch: pytest.MonkeyPatch, failure: BaseException, call: str, left: int
) -> None:
    write(output, OLD)
    (output / "mine").write_text("mine")
    real = getattr(os, call)

    def failing(*arguments: object, **options: object) -> object:
        nonlocal left
        left -= 1
        if left == 0:
            raise failure
        return real(*arguments, **options)

    sink = Diagnostics()
    made = plan([OutputFile(path, text.encode()) for path, text in NEW.items()], output, sink)
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing)
        if isinstance(failure, OSError):
            assert apply(made, sink) is None
            assert [found.code for found in sink] == ["SW511"]
        else:
            with pytest.raises(type(failure)):
                apply(made, sink)
    assert contents(output) in (OLD | {"mine": "mine"}, NEW | {"mine": "mine"})
    assert listing(output.parent) == ["python"]
    write(output, NEW)
    assert contents(output) == NEW | {"mine": "mine"}


def test_closed_parent_is_written_in_place(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(output, OLD)
    real = os.mkdir

    def mkdir(path: str | Path, *arguments: int, **options: int) -> None:
        if Path(path).parent == output.parent:
            raise PermissionError(errno.EACCES, "closed", str(path))
        real(path, *arguments, **options)

    monkeypatch.setattr(os, "mkdir", mkdir)
    assert write(output, NEW) == ["SW514"]
    assert contents(output) == NEW


def test_in_place_leaves_alone_what_changed_meanwhile(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(output, OLD)
    in_place(monkeypatch)
    real = inplace.finish

    def finish(directory: Path) -> None:
        if (directory / inplace.PENDING).exists():
            (output / "src" / "a.py").write_text("mine")
        real(directory)

    monkeypatch.setattr(inplace, "finish", finish)
    write(output, NEW)
    assert contents(output) == NEW | {"src/a.py": "mine"}


def test_runs_wait_for_each_other(output: Path) -> None:
    waited = threading.Event()
    order: list[str] = []

    def second() -> None:
        with locked([output], waited.set):
            order.append("second")

    with locked([output, output.parent / "docs"]):
        thread = threading.Thread(target=second)
        thread.start()
        assert waited.wait(10)
        order.append("first")
    thread.join(10)
    assert order == ["first", "second"]


def directories(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_dir()}


NAMES = st.lists(st.sampled_from("abc"), min_size=1, max_size=3).map("/".join)
TREES = st.dictionaries(NAMES, st.sampled_from("12"), max_size=6).filter(
    lambda texts: not any(other.startswith(f"{path}/") for path in texts for other in texts)
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(trees=st.lists(TREES, min_size=2, max_size=4), way=st.sampled_from(WAYS))
def test_any_tree_follows_any_other(tmp_path_factory: pytest.TempPathFactory, trees: list[Texts], way: Way) -> None:
    output = tmp_path_factory.mktemp("trees") / "out"
    write(output, trees[0])
    with pytest.MonkeyPatch.context() as patch:
        way(patch)
        for texts in trees[1:]:
            assert set(write(output, texts)) <= {"SW514"}
            assert contents(output) == texts
            assert directories(output) == {".sdkwright"}.union(*(parents_of(name) for name in texts))
