"""Each case gives its expected files, under any hash seed; what they hold compiles, imports and is used."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.functional.support import import_package
from tests.golden.cases import Case, Output, cases, generated, hashes

ROOT = Path(__file__).parents[2]
CASES = cases()
EACH = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@cache
def output_of(case: Case) -> Output:
    return generated(case)


def about(case: Case) -> dict[str, str]:
    """What `expected/` should hold: the files of the case's topic, by their path within the package."""
    start = f"src/{case.package}/"
    found = {path.removeprefix(start): text for path, text in output_of(case).files.items() if path.startswith(start)}
    return {path: text.decode() for path, text in found.items() if case.is_about(path) and text.strip()}


def stored(case: Case) -> dict[str, str]:
    folder = case.folder / "expected"
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in files}


def update(case: Case) -> None:
    shutil.rmtree(case.folder / "expected", ignore_errors=True)
    for path, text in about(case).items():
        target = case.folder / "expected" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    (case.folder / "diagnostics.txt").write_text(output_of(case).diagnostics, encoding="utf-8")


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@EACH
def test_each_spec_says_what_it_is_for(case: Case) -> None:
    first, second, *_ = (case.folder / "spec.yaml").read_text(encoding="utf-8").splitlines()
    assert first.startswith(f"# Topic: {case.topic}. Tests: ")
    assert second.startswith("# ")


@EACH
def test_output_is_as_expected(case: Case, pytestconfig: pytest.Config) -> None:
    kept = (
        (case.folder / "diagnostics.txt").read_text(encoding="utf-8") if (case.folder / "expected").exists() else None
    )
    is_same = stored(case) == about(case) and kept == output_of(case).diagnostics
    if pytestconfig.getoption("--update") and not is_same:
        update(case)
        pytest.fail("expected files were written anew: read the difference, then run without --update")
    assert stored(case) == about(case)
    assert kept == output_of(case).diagnostics


@EACH
def test_output_imports_and_every_model_builds(case: Case, tmp_path: Path) -> None:
    for path, content in output_of(case).files.items():
        if path.startswith("src/"):
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            if path.endswith(".py"):
                compile(content, path, "exec")
    name = f"golden_{case.package}"
    package = import_package(tmp_path / "src" / case.package, name)
    try:
        for exported in package.__all__:
            getattr(package, exported)
        for path in sorted((tmp_path / "src" / case.package / "types").rglob("*.py")):
            parts = path.relative_to(tmp_path / "src" / case.package).with_suffix("").parts
            module = importlib.import_module(".".join((name, *(part for part in parts if part != "__init__"))))
            for exported in module.__all__:
                found = getattr(module, exported)
                if isinstance(found, type) and hasattr(found, "model_rebuild"):
                    assert found.model_rebuild() is not False
    finally:
        for each in [each for each in sys.modules if each == name or each.startswith(f"{name}.")]:
            del sys.modules[each]


def test_another_hash_seed_gives_the_same() -> None:
    expected = hashes()
    for seed in ("1", "77"):
        path = os.pathsep.join((str(ROOT / "generator"), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-m", "tests.golden.cases"],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            check=True,
        )
        assert json.loads(done.stdout) == expected


# --- what type checkers say ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All packages side by side, as they would be installed."""
    folder = tmp_path_factory.mktemp("packages")
    for case in CASES:
        for path, content in output_of(case).files.items():
            if path.startswith("src/"):
                target = folder / path.removeprefix("src/")
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
    return folder


@pytest.mark.slow
def test_mypy_is_content(packages: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            f"--cache-dir={tmp_path}",
            "--no-error-summary",
            ".",
        ],
        cwd=packages,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stdout[:4000]


@pytest.mark.slow
def test_pyright_is_content(packages: Path) -> None:
    settings = {"typeCheckingMode": "strict", "reportPrivateUsage": False, "reportMissingTypeStubs": False}
    (packages / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "-p", str(packages)],
        cwd=packages,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[:4000]
