"""HOSTILE C-16 and C-17: which output paths are refused."""

from __future__ import annotations

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.write.paths import check_paths, fault_of

GOOD = [
    "README.md",
    "src/pkg/__init__.py",
    ".github/workflows/ci.yml",
    "docs/a b.md",
    "src/ünïcode.py",
    "console.py",
    ".gitignore",
]

BAD = [
    "",
    "/etc/passwd",
    "../../../tmp/pwn",
    "a/../b",
    "a/./b",
    "a//b",
    "a/",
    "C:/x",
    "C:\\x",
    "\\\\host\\share",
    "a\\..\\b",
    "%2e%2e%2fpwn",
    "%252e%252e%252fpwn",
    "．．/pwn",
    "a／b",
    "．．／pwn",
    "‥/pwn",
    "a\0b",
    "a\nINJ.yaml",
    "a\x1b[31mb",
    "a\u202eb.py",
    "a\u2028b",
    "trailing./x",
    "trailing /x",
    "x ",
    "...",
    "CON",
    "src/nul.py",
    "aux.tar.gz",
    "com1.py",
    "COM¹",
    "LPT９.txt",
    "a:stream",
    "what?.md",
    "e\u0301.md",
    "\ud800.md",
    ".git/hooks/pre-commit",
    ".GIT/config",
    "GIT~1/config",
    ".sdkwright/manifest.json",
    ".SDKWRIGHT/x",
    "x" * 256,
    "é" * 128,
    "/".join(["abcdefgh"] * 200),
]

CLASHES = [
    ("README.md", "readme.md"),
    ("src/Pet.py", "src/pet.py"),
    ("src/Pet/a.py", "src/pet/A.py"),
    ("straße.md", "STRASSE.md"),
    ("ﬁle.md", "file.md"),
    ("a", "a/b.py"),
    ("A", "a/b/c.py"),
    ("same", "same"),
]


@pytest.mark.parametrize("path", GOOD)
def test_ordinary_paths_are_fine(path: str) -> None:
    assert fault_of(path) is None


@pytest.mark.parametrize("path", BAD)
def test_unsafe_path_is_refused_with_a_diagnostic(path: str) -> None:
    sink = Diagnostics()
    assert not check_paths(["ok.md", path], sink)
    assert [found.code for found in sink] == ["SW501"]


@pytest.mark.parametrize(("first", "second"), CLASHES)
def test_paths_that_one_file_system_cannot_hold_are_refused(first: str, second: str) -> None:
    sink = Diagnostics()
    assert not check_paths([first, second], sink)
    assert [found.code for found in sink] == ["SW502"]


def test_neighbours_do_not_clash() -> None:
    sink = Diagnostics()
    assert check_paths(["a/b.py", "a/c.py", "a.py", "ab"], sink)
    assert not len(sink)
