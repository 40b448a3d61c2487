"""Formats the generated Python: one ruff process for all files, in a private directory, with settings of its own."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sdkwright.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.output import OutputFile

_SETTINGS = """\
line-length = 120
target-version = "py39"
exclude = []
respect-gitignore = false
"""
_MEMORY = "/dev/shm"  # noqa: S108 - a private folder is made in it
_PARSE_ERROR = re.compile(r"Failed to \w+ (?:\S*[/\\])?(\d{6})\.pyi?(?::(\d+):(\d+))?:? ?(.*)")


def format_files(files: Sequence[OutputFile], sink: Diagnostics) -> list[OutputFile]:
    """`files` with every `.py` and `.pyi` formatted that is not yet.

    A file that ruff rejects is a bug of the toolkit: it is dumped and named in a diagnostic (SW510), and comes back as
    it was. RuffNotFound (a FileNotFoundError) when ruff is missing.
    """
    # Numbered names: ruff sees no name from the document, so neither its default excludes nor a path limit can bite.
    sources = {
        index: file for index, file in enumerate(files) if not file.is_formatted and file.path.endswith((".py", ".pyi"))
    }
    if not sources:
        return list(files)
    with tempfile.TemporaryDirectory(prefix="sdkwright-", dir=_scratch(sources.values())) as name:
        root = Path(name)
        (root / "ruff.toml").write_text(_SETTINGS, encoding="utf-8")
        names = {index: root / f"{index:06}.{file.path.rpartition('.')[2]}" for index, file in sources.items()}
        for index, file in sources.items():
            names[index].write_bytes(file.content)
        complaints = _run_ruff(root)
        formatted = {index: names[index].read_bytes() for index in sources}
    if complaints:
        _report(complaints, sources, sink)
    return [replace(file, content=formatted.get(index, file.content)) for index, file in enumerate(files)]


def _scratch(files: Iterable[OutputFile]) -> str | None:
    """Memory where there is plenty: these files live for a moment, and a busy disk takes seconds to forget thousands.
    None for the usual place.
    """
    try:
        room = os.statvfs(_MEMORY)
    except (OSError, AttributeError):
        return None
    needed = sum(len(file.content) for file in files)
    is_usable = room.f_bavail * room.f_frsize > 4 * needed and os.access(_MEMORY, os.W_OK | os.X_OK)
    return _MEMORY if is_usable else None


def _run_ruff(root: Path) -> str:
    """What ruff has to complain about; empty when it took every file."""
    find_ruff: Callable[[], str] = importlib.import_module("ruff").find_ruff_bin  # the package has no types
    environment = {key: value for key, value in os.environ.items() if not key.startswith("RUFF_")}
    done = subprocess.run(  # noqa: S603
        [find_ruff(), "format", "--no-cache", "--config", "ruff.toml", "."],
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode == 0:
        return ""
    return (done.stderr + done.stdout).decode(errors="replace") or f"ruff ended with status {done.returncode}"


def _report(complaints: str, sources: dict[int, OutputFile], sink: Diagnostics) -> None:
    found = _PARSE_ERROR.finditer(complaints)
    rejected = {int(match[1]): (int(match[2] or 1), int(match[3] or 1), match[4]) for match in found}
    if not rejected:
        sink.add("SW510", f"ruff failed: {complaints.strip()[:500]}")
        return
    dump = Path(tempfile.mkdtemp(prefix="sdkwright-rejected-"))
    for index, (line, column, reason) in sorted(rejected.items()):
        file = sources[index]
        copy = dump / f"{index:06}-{Path(file.path).name}"
        copy.write_bytes(file.content)
        place = Place(file.path, line=line, column=column)
        sink.add("SW510", reason, at=place, hint=f"This is a bug of sdkwright; the text is in {copy}.")
