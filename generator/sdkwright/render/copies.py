"""Files that go into an SDK byte for byte: the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.output import OutputFile

if TYPE_CHECKING:
    from pathlib import Path


def runtime_files(folder: Path, below: str, left_out: tuple[str, ...]) -> list[OutputFile]:
    """All Python files of `folder`, for `below`; without those in `left_out`: files, and folders that end in `/`."""
    found: list[OutputFile] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.suffix in (".py", ".typed") and not relative.startswith(left_out) and "__pycache__" not in path.parts:
            found.append(OutputFile(f"{below}/{relative}", path.read_bytes(), is_formatted=True))
    return found
