"""The published SDK as it is on PyPI, and the code that its owners wrote beside what was generated."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.corpus.processes import run

if TYPE_CHECKING:
    from collections.abc import Mapping

_CACHE = Path.home() / ".cache" / "sdkwright-compat"
# What the generator of those SDKs wrote at the top of a package; all else there is somebody's own.
_GENERATED = {
    *("__init__.py", "py.typed", "__pycache__", "resources", "types", "pagination.py", "_base_client.py", "_client.py"),
    *("_compat.py", "_constants.py", "_exceptions.py", "_files.py", "_legacy_response.py", "_models.py", "_qs.py"),
    *("_resource.py", "_response.py", "_streaming.py", "_types.py", "_utils", "_version.py", "_decoders"),
}
# And at the top of its tests.
_GENERATED_TESTS = {
    *("api_resources", "decoders", "test_client", "test_deepcopy", "test_extract_files", "test_files"),
    *("test_legacy_response", "test_models", "test_qs", "test_required_args", "test_response", "test_streaming"),
    *("test_transform", "test_utils", "conftest", "utils"),
}


def install(published: Mapping[str, Any]) -> Path:
    """The folder that holds the published package, without what it needs. RuntimeError where it cannot be had."""
    release = f"{published['pypi']}-{published['version']}"
    folder = _CACHE / release
    if not folder.is_dir():
        made = folder.with_suffix(".tmp")
        shutil.rmtree(made, ignore_errors=True)
        pip: list[str | Path] = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = run([*pip, "--no-deps", "--target", made, f"{published['pypi']}=={published['version']}"])
        if done.status:
            raise RuntimeError(f"{release}: {done.err.strip()[-300:]}")
        made.rename(folder)
    return folder


def documents_of(published: Mapping[str, Any]) -> Path:
    """The folder with the README and the `api.md` of a release: its source distribution, as the suite's runner keeps
    it. RuntimeError where it has not been run yet.
    """
    folder = Path.home() / ".cache" / "sdk-suite" / "sdist" / f"{published['pypi']}-{published['version']}"
    if not folder.is_dir():
        raise RuntimeError(f"{folder.name} has not been fetched: run once with the suite")
    return folder


def add_own(published: Path, package: Path) -> list[str]:
    """Copy what was written by hand into the package that we made, as an owner would have it there; its names.

    Nothing that we made is replaced.
    """
    added: list[str] = []
    for path in sorted(published.iterdir()):
        if path.name in _GENERATED or (package / path.name).exists():
            continue
        copy = shutil.copytree if path.is_dir() else shutil.copy2
        copy(path, package / path.name)
        added.append(path.name)
    return added


def is_own_test(name: str) -> bool:
    """Whether a test, `tests.module.Class::name`, is of code that was written by hand."""
    parts = name.lstrip(":").split("::")[0].split(".")
    return parts[0] == "tests" and len(parts) > 1 and parts[1] not in _GENERATED_TESTS


def count_own_tests(work: Path, python: Path, published: Path) -> int:
    """How many tests of code written by hand the suite in `work` has with the published package."""
    paths = [path for path in sorted((work / "tests").iterdir()) if path.stem not in _GENERATED_TESTS]
    own = [path for path in paths if path.is_dir() or path.name.startswith("test_")]
    if not own:
        return 0
    collect = ["-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "-W", "ignore"]
    done = run(["env", f"PYTHONPATH={published}", python, *collect, *own], folder=work)
    return sum("::" in line for line in done.out.splitlines())
