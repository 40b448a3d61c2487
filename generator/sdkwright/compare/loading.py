"""Finds a package and reads its text with griffe; nothing of it is run."""

from __future__ import annotations

import ast
import sys
import warnings
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from griffe import Extensions, GriffeLoader, Module, ModulesCollection, visit


class UnreadableError(Exception):
    """There is no such package, or it cannot be read. The message says which, where, and what to do."""


class Package(NamedTuple):
    """`folder` is that of the package itself; `version` is what its `_version` says, if anything."""

    name: str
    folder: Path
    version: str | None
    root: Module


def load(given: str) -> Package:
    """A folder of a package, a folder that holds one (itself, or in `src/`), or the name of an installed one.

    UnreadableError for anything else, and for a package with a module that is not Python.
    """
    folder = _folder(given)
    modules = ModulesCollection()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what is compiled: nobody asked for a review of it
            root = _visit(folder, folder.name, None, modules)
        loader = GriffeLoader(extensions=Extensions(), modules_collection=modules, allow_inspection=False)
        loader.expand_exports(root)  # pyright: ignore[reportUnknownMemberType]  # griffe leaves its `seen` open
        loader.resolve_aliases(implicit=True, external=False)
    except (RecursionError, MemoryError) as error:
        raise UnreadableError(f"{folder}: its code is nested too deeply to be read") from error
    return Package(folder.name, folder, _version(root), root)


def _visit(path: Path, name: str, parent: Module | None, modules: ModulesCollection) -> Module:
    """A module, or a package with all below it.

    griffe's own loader would follow `.pth` files, run git, and pass over modules that are not Python.
    """
    file = path / "__init__.py" if path.is_dir() else path
    try:
        code = file.read_bytes().decode("utf-8-sig")
        module = visit(name, file, code, extensions=Extensions(), parent=parent, modules_collection=modules)
    except SyntaxError as error:
        raise UnreadableError(f"{file}:{error.lineno or 1}: {error.msg}; mend the file, or leave it out") from error
    except (ValueError, OSError) as error:
        raise UnreadableError(f"{file}: {error}") from error
    if parent is None:
        modules.set_member(name, module)
    for each in sorted(path.iterdir()) if path.is_dir() else ():
        if _is_module(each) and each.stem.isidentifier() and each.name != "__init__.py":
            module.set_member(each.stem, _visit(each, each.stem, module, modules))
    return module


def _is_module(path: Path) -> bool:
    """A link may lead anywhere, round in circles too; no package needs one."""
    return not path.is_symlink() and (path.suffix == ".py" or (path / "__init__.py").is_file())


def _folder(given: str) -> Path:
    path = Path(given)
    if path.is_dir():
        return _within(path.resolve())
    if path.exists() or "/" in given or "\\" in given or given.startswith("."):
        what = "is a file" if path.exists() else "does not exist"
        raise UnreadableError(f"{given} {what}; give the folder of a package, or the name of an installed one")
    return _installed(given)


def _within(path: Path) -> Path:
    """`path` where that is a package, else the one package that lies in it or in its `src/`."""
    if (path / "__init__.py").is_file():
        return path
    for folder in (path / "src", path):
        packages = sorted(each.parent for each in folder.glob("*/__init__.py"))
        found = [each for each in packages if each.name not in ("tests", "test")]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(each.name for each in found)
            raise UnreadableError(f"{folder} holds several packages ({names}); give the folder of one of them")
    raise UnreadableError(f"{path} holds no package: there is no __init__.py in it, in src/, or one folder below")


def _installed(name: str) -> Path:
    """By the name it is imported by, or that of its distribution. No part of it is imported."""
    wanted = [name, name.replace("-", "_")]
    try:
        files = metadata.files(name) or []
    except (metadata.PackageNotFoundError, ValueError):
        files = []
    packages = [each.parts[0] for each in files if len(each.parts) == 2 and each.name == "__init__.py"]
    wanted += sorted(packages, key=lambda each: each.startswith("_"))
    for each in dict.fromkeys(wanted):
        for place in filter(None, sys.path):
            if each.isidentifier() and Path(place, each, "__init__.py").is_file():
                return Path(place, each).resolve()
    raise UnreadableError(
        f"no package {name!r} is installed for {sys.executable}; install it there, or give its folder instead"
    )


def _version(root: Module) -> str | None:
    module = root.members.get("_version")
    value = module.members.get("__version__") if isinstance(module, Module) else None
    text = str(getattr(value, "value", None) or "")
    try:
        found = ast.literal_eval(text) if text else None
    except (ValueError, SyntaxError):
        return None
    return found if isinstance(found, str) else None
