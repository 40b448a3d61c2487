"""Progress is shown where somebody looks, and changes nothing of what is sent."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

from cli_runtime import _progress

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Standard error from here on: pytest puts its own there before each test."""
    found = Terminal()
    monkeypatch.setattr(sys, "stderr", found)
    return found


def test_large_uploads_are_told_of(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = shown(monkeypatch)
    large, small = tmp_path / "large", tmp_path / "small"
    large.write_bytes(b"x" * _progress.SHOWN_FROM)
    small.write_bytes(b"y")
    with _progress.uploads({"file": large, "others": [small], "note": "n"}, whole=False) as sent:
        assert sent["others"] == [small]
        assert sent["file"].read() == large.read_bytes()
        sent["file"].seek(0)
        assert sent["file"].read(1) == b"x"
    assert sent["file"].closed
    assert "Uploading" in terminal.getvalue()


def test_downloads_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = shown(monkeypatch)
    chunks = [b"a", b"bc"]
    assert list(_progress.counted(chunks, 3, shows=True)) == chunks
    assert "Downloading" in terminal.getvalue()


def test_nothing_is_told_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "stderr", found := io.StringIO())
    large = tmp_path / "large"
    large.write_bytes(b"x" * _progress.SHOWN_FROM)
    with _progress.uploads({"file": large}, whole=False) as sent:
        assert sent == {"file": large}
    with _progress.uploads({"body": large}, whole=True) as sent:
        assert sent["body"].read(1) == b"x"
    assert list(_progress.counted([b"a"], None, shows=True)) == [b"a"]
    assert found.getvalue() == ""
