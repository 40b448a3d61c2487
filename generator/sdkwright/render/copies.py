"""Files that go into an SDK byte for byte: the runtime."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.output import OutputFile

if TYPE_CHECKING:
    from pathlib import Path


def runtime_files(folder: Path, below: str, generated: frozenset[str]) -> list[OutputFile]:
    """All Python files of `folder`, to lie in `below`; those in `generated` differ per API and are left out."""
    found: list[OutputFile] = []
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder).as_posix()
        if path.suffix in (".py", ".typed") and relative not in generated and "__pycache__" not in path.parts:
            found.append(OutputFile(f"{below}/{relative}", path.read_bytes(), is_formatted=True))
    return found
