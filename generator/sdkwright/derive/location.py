"""Where an SDK lies: a package, the project around it, or a package that is installed. Nothing of it is imported."""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.diagnostics import Place
from sdkwright.diagnostics.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.diagnostics import Diagnostics

CLIENT = "_client.py"
_ADVICE = (
    f"Give the package (the folder that holds `{CLIENT}`), the project around it, or the name of an installed package."
)


class Location(NamedTuple):
    """`package` is the folder that is imported, `project` the one around it that has a `pyproject.toml`, an `api.md`
    or a README, `metadata` the text that a package index has of it (core metadata).
    """

    package: Path
    project: Path | None
    metadata: str

    @property
    def name(self) -> str:
        """What users import."""
        return self.package.name

    def shown(self, path: Path) -> str:
        """A file of the SDK, from the project or the package on."""
        for root in (self.project, self.package.parent):
            if root is not None and path.is_relative_to(root):
                return path.relative_to(root).as_posix()
        return path.as_posix()


def locate(given: str, sink: Diagnostics) -> Location | None:
    """The SDK that a path or the name of an installed package leads to; None after a diagnostic."""
    path = Path(given)
    at = Place(clean(given, 200))
    if path.is_dir():
        found = _packages(path)
        if len(found) == 1:
            return _located(found[0])
        if found:
            several = ", ".join(clean(each.relative_to(path.resolve()).as_posix(), 80) for each in found)
            sink.add("SW601", "there are several packages", at=at, hint=f"Give one of them: {several}.")
        else:
            sink.add("SW601", f"no package with a `{CLIENT}` is in this folder", at=at, hint=_ADVICE)
        return None
    if path.exists():
        sink.add("SW601", "this is a file", at=at, hint="Unpack it, and give the folder.")
        return None
    installed = next(_installed(given), None) if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", given) else None
    if installed is None:
        sink.add("SW601", "there is neither such a folder nor such an installed package", at=at, hint=_ADVICE)
    return installed


def _packages(folder: Path) -> list[Path]:
    """The folder itself, else what lies in its `src`, else right in it, else one level down (an unpacked archive)."""
    if (folder / CLIENT).is_file():
        return [folder.resolve()]
    for pattern in (f"src/*/{CLIENT}", f"*/{CLIENT}", f"*/src/*/{CLIENT}"):
        found = sorted(each.parent.resolve() for each in folder.glob(pattern))
        if found:
            return found
    return []


def _located(package: Path) -> Location:
    above = package.parent.parent if package.parent.name == "src" else package.parent
    marks = ("pyproject.toml", "api.md", "README.md", "PKG-INFO")
    project = above if any((above / mark).is_file() for mark in marks) else None
    return Location(package, project, "" if project is None else _text(project / "PKG-INFO"))


def _installed(name: str) -> Iterator[Location]:
    try:
        distribution = importlib.metadata.distribution(name)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        for folder in _importable(name.replace("-", "_"), sys.path):
            yield _located(folder)
        return
    metadata = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    for file in distribution.files or ():
        if file.name == CLIENT and len(file.parts) == 2:
            yield Location(Path(str(distribution.locate_file(file))).resolve().parent, None, metadata)
    # An editable install lists no files of its own.
    for folder in _importable(name.replace("-", "_"), sys.path):
        yield _located(folder)._replace(metadata=metadata)


def _importable(name: str, folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        package = Path(folder or ".") / name
        if (package / CLIENT).is_file():
            yield package.resolve()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
