"""Files in requests."""

from __future__ import annotations

import gc
import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from runtime._extract import extract_files
from runtime._files import (
    PathFile,
    assert_is_file_content,
    async_files_from_dir,
    deepcopy_with_paths,
    file_from_path,
    files_from_dir,
    is_base64_file_input,
    multipart_files,
)
from runtime._types import omit

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / 'no"tes\r\n.txt'
    path.write_bytes(b"content " * 20_000)
    return path


def sent(files: Any) -> bytes:
    request = httpx.Request("POST", "https://example.com", files=multipart_files(files))
    body = request.read()
    assert int(request.headers["Content-Length"]) == len(body)
    return body


@pytest.mark.parametrize("shape", ["alone", "named", "typed"])
def test_a_path_is_sent_in_pieces_and_closed(notes: Path, shape: str) -> None:
    shapes: dict[str, Any] = {"alone": notes, "named": ("n", notes), "typed": ("n", notes, "text/x", {"A": "b"})}
    for files in ({"file": shapes[shape]}, [("file", shapes[shape])]):
        body = sent(files)
        assert notes.read_bytes() in body
    gc.collect()


def test_names_cannot_break_the_header(notes: Path) -> None:
    head = sent({"file": notes}).split(b"\r\n\r\n")[0]
    assert b'filename="no%22tes%0D%0A.txt"' in head
    assert head.count(b"\r\n") == 2


def test_nothing_is_opened_before_it_is_read(notes: Path) -> None:
    files: Any = multipart_files({"file": notes})
    notes.write_bytes(b"changed")
    assert files["file"][1].read() == b"changed"


def test_a_missing_file_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        multipart_files({"f": tmp_path / "missing"})
    with pytest.raises(FileNotFoundError):
        file_from_path(tmp_path / "missing")
    gc.collect()


def test_a_path_file_can_be_rewound(notes: Path) -> None:
    file = PathFile(notes)
    assert (file.tell(), file.seek(0, io.SEEK_END), file.seek(0)) == (0, 160_000, 0)
    assert file.read(7) == b"content"
    assert (file.tell(), file.seek(1, io.SEEK_CUR), file.read(3)) == (7, 8, b"con")
    assert file.seek(0) == 0
    assert len(file.read()) == 160_000
    assert file.read() == b""
    assert file.readable()
    assert file.seekable()
    half = PathFile(notes)
    half.read(10)
    del half  # closes the file: an open one would warn
    gc.collect()


def test_other_contents_stay() -> None:
    handle = io.BytesIO(b"x")
    files: Any = {"a": b"x", "b": ("n", "text"), "c": handle, "d": (None, b"x", "text/plain")}
    assert multipart_files(files) == files


@pytest.mark.parametrize("content", [5, None, object(), [b"x"]])
def test_what_is_no_file_is_refused(content: Any) -> None:
    with pytest.raises(RuntimeError, match="binary file object"):
        multipart_files({"a": content})
    with pytest.raises(RuntimeError, match="`key`"):
        assert_is_file_content(content, key="key")


def test_what_holds_no_files_is_refused() -> None:
    files: Any = 5
    with pytest.raises(TypeError, match="mapping or sequence"):
        multipart_files(files)
    assert is_base64_file_input(io.BytesIO())
    assert not is_base64_file_input(b"x")


async def test_directories(tmp_path: Path) -> None:
    root = tmp_path / "skill"
    (root / "b" / "c").mkdir(parents=True)
    for name in ("z.txt", "a.txt", "b/c/d.bin", "b/e"):
        (root / name).write_bytes(name.encode())
    (root / "b" / "loop").symlink_to(root)
    names = ["skill/a.txt", "skill/z.txt", "skill/b/e", "skill/b/c/d.bin"]
    found: Any = files_from_dir(root)
    assert [name for name, _ in found] == names
    assert found == await async_files_from_dir(str(root))
    assert b"b/c/d.bin" in sent([("files[]", file) for file in found])
    with pytest.raises(NotADirectoryError):
        files_from_dir(root / "a.txt")


def test_a_file_from_a_path(notes: Path) -> None:
    assert notes.read_bytes() in sent({"f": file_from_path(str(notes))})


def test_files_are_taken_out_of_a_body() -> None:
    body: dict[str, Any] = {
        "a": b"1",
        "list": [b"2", b"3"],
        "deep": {"inner": b"4", "kept": 1},
        "objects": [{"f": b"5", "k": 1}, {"k": 2}],
        "none": None,
        "gone": omit,
    }
    paths = [["a"], ["list", "<array>"], ["deep", "inner"], ["objects", "<array>", "f"], ["none"], ["gone"], ["absent"]]
    copied = deepcopy_with_paths(body, paths)
    files = extract_files(copied, paths=paths)
    assert files == [("a", b"1"), ("list[]", b"2"), ("list[]", b"3"), ("deep[inner]", b"4"), ("objects[][f]", b"5")]
    assert copied == {"deep": {"kept": 1}, "objects": [{"k": 1}, {"k": 2}], "none": None, "gone": omit}
    assert body["a"] == b"1"
    assert body["deep"]["inner"] == b"4"
    assert body["objects"][0]["f"] == b"5"


@pytest.mark.parametrize(
    ("array_format", "names"), [("indices", ["l[0]", "l[1]"]), ("repeat", ["l", "l"]), ("brackets", ["l[]", "l[]"])]
)
def test_names_of_files_in_arrays(array_format: Any, names: list[str]) -> None:
    body = {"l": [b"1", b"2"]}
    assert [name for name, _ in extract_files(body, paths=[["l", "<array>"]], array_format=array_format)] == names


def test_a_copy_shares_what_is_not_on_a_path() -> None:
    body = {"a": {"x": [1]}, "b": {"y": [2]}, "l": [{"f": 1}]}
    copied = deepcopy_with_paths(body, [["a", "x"]])
    assert copied == body
    assert copied["a"] is not body["a"]
    assert copied["b"] is body["b"]
    assert deepcopy_with_paths(body, []) is body
    assert deepcopy_with_paths(5, [["a"]]) == 5
