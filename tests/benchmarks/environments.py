"""Making `.bench/`: a virtual environment for the SDK that we are measured against, and one for the generated SDK."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import venv
from typing import TYPE_CHECKING

from tests.benchmarks.sides import Side

if TYPE_CHECKING:
    from pathlib import Path

THEIRS = "llama-cloud==2.7.0"
# Both SDKs get the same versions of what they stand on.
_SHARED = ("anyio", "httpx", "httpcore", "h11", "pydantic", "pydantic-core", "typing-extensions")


def prepare(root: Path) -> tuple[Side, Side]:
    """Install what is missing or out of date; gives our side and theirs.

    Raises `subprocess.CalledProcessError` when pip cannot install.
    """
    folder = root / ".bench"
    folder.mkdir(exist_ok=True)
    theirs = environment(folder / "theirs", THEIRS, [THEIRS])
    constraints = folder / "constraints.txt"
    constraints.write_text(_pinned(theirs), encoding="utf-8")
    package = root / "generated" / "python"
    stamp = f"{_digest(package)} {_digest_text(constraints.read_text(encoding='utf-8'))}"
    ours = environment(folder / "ours", stamp, ["--constraint", str(constraints), str(package)])
    return Side("ours", ours, True), Side("theirs", theirs, False)


def environment(folder: Path, stamp: str, arguments: list[str]) -> Path:
    """The interpreter of an environment that pip filled with `arguments`; made anew when `stamp` is another one."""
    python = folder / "bin" / "python"
    mark = folder / "stamp.txt"
    if not mark.is_file() or mark.read_text(encoding="utf-8") != stamp:
        print(f"Installing into {folder.parent.name}/{folder.name} …", file=sys.stderr, flush=True)
        venv.create(folder, with_pip=True, clear=True)
        _pip(python, "install", "-qq", "--compile", *arguments)
        mark.write_text(stamp, encoding="utf-8")
    return python


def _pinned(python: Path) -> str:
    lines = _pip(python, "freeze").splitlines()
    return "".join(f"{line}\n" for line in lines if line.partition("==")[0].lower().replace("_", "-") in _SHARED)


def _pip(python: Path, *arguments: str) -> str:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _digest_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
