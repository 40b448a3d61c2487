"""What can be said of an SDK without calling it: it compiles, imports, and holds to its own rules of style and type."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.corpus.processes import BIN, run

if TYPE_CHECKING:
    from pathlib import Path

IMPORTS = """
import importlib, json, sys
from pathlib import Path
source = Path(sys.argv[1])
sys.path.insert(0, str(source))
failed = {}
for path in sorted(source.rglob("*.py")):
    parts = path.relative_to(source).with_suffix("").parts
    name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    try:
        compile(path.read_bytes(), str(path), "exec")
        module = importlib.import_module(name)
        for each in getattr(module, "__all__", ()):
            getattr(module, each)
    except BaseException as error:
        failed[name] = f"{type(error).__name__}: {error}"
print(json.dumps(failed))
"""


@dataclass
class Checks:
    """Numbers of faults; None where a check was left out. `details` says what they are."""

    imports: int | None = None
    lint: int | None = None
    format: int | None = None
    mypy: int | None = None
    pyright: int | None = None
    details: list[str] = field(default_factory=list[str])
    seconds: dict[str, float] = field(default_factory=dict[str, float])

    @property
    def faults(self) -> int:
        return sum(each or 0 for each in (self.imports, self.lint, self.format, self.mypy, self.pyright))


def check(folder: Path, scratch: Path, *, types: bool = True) -> Checks:
    """Check the SDK in `folder`; caches go to `scratch`."""
    found = Checks()
    found.imports = _imports(folder, found)
    found.lint = _lint(folder, found)
    found.format = _format(folder, found)
    if types:
        found.mypy = _mypy(folder, scratch, found)
        found.pyright = _pyright(folder, found)
    return found


def _note(found: Checks, what: str, lines: list[str], seconds: float) -> int:
    found.details += [f"{what}: {line}" for line in lines]
    found.seconds[what] = seconds
    return len(lines)


def _imports(folder: Path, found: Checks) -> int:
    done = run([sys.executable, "-c", IMPORTS, folder / "src"])
    failed = json.loads(done.out) if done.out.strip() else {"(all)": done.err.strip()[-300:]}
    return _note(found, "import", [f"{name}: {why}" for name, why in failed.items()], done.seconds)


def _lint(folder: Path, found: Checks) -> int:
    config = folder / "pyproject.toml"
    done = run([BIN / "ruff", "check", "--no-cache", "--output-format=concise", "--config", config, folder])
    lines = _places(done.out, folder)
    if done.status and not lines:
        lines = [(done.out + done.err).strip()[-300:]]
    return _note(found, "lint", lines, done.seconds)


def _format(folder: Path, found: Checks) -> int:
    config = folder / "pyproject.toml"
    command = [BIN / "ruff", "format", "--no-cache", "--check", "--output-format=concise", "--config", config, folder]
    done = run(command)
    lines = _places(done.out, folder)
    if done.status and not lines:
        lines = [(done.out + done.err).strip()[-300:]]
    return _note(found, "format", lines, done.seconds)


def _mypy(folder: Path, scratch: Path, found: Checks) -> int:
    cache = scratch / "mypy_cache"
    done = run([BIN / "mypy", "--cache-dir", cache, "--hide-error-context", "--no-pretty", "src"], folder=folder)
    lines = [each for each in done.out.splitlines() if ": error:" in each]
    if done.status not in (0, 1) or (done.status and not lines):
        lines.append((done.out + done.err).strip()[-300:])
    return _note(found, "mypy", lines, done.seconds)


def _pyright(folder: Path, found: Checks) -> int:
    done = run([BIN / "pyright", "--pythonpath", BIN / "python", "--outputjson", "-p", folder], folder=folder)
    try:
        result = json.loads(done.out)
    except ValueError:
        return _note(found, "pyright", [(done.out + done.err).strip()[-300:]], done.seconds)
    lines = [
        f"{each['file'].replace(f'{folder}/', '')}:{each['range']['start']['line'] + 1}: {' '.join(each['message'].split())}"
        for each in result["generalDiagnostics"]
        if each["severity"] in ("error", "warning") and "/tests/" not in each["file"].replace(str(folder), "")
    ]
    return _note(found, "pyright", lines, done.seconds)


# --- the same for a project of any make: what is wrong, line by line -------------------------------------------------


def findings_of_ruff(command: str, project: Path) -> list[str]:
    """What `ruff check` or `ruff format` has to say, by the project's own settings."""
    options = ["--no-cache", "--output-format=concise", "--config", project / "pyproject.toml", project]
    done = run([BIN / "ruff", command, *(["--check"] if command == "format" else []), *options])
    lines = _places(done.out, project)
    return lines or ([(done.out + done.err).strip()[-300:]] if done.status else [])


def findings_of_mypy(project: Path, cache: Path, sdk: Path) -> list[str]:
    """What mypy says of the files that the project names; `sdk` is where it finds the SDK."""
    command = [BIN / "mypy", "--cache-dir", cache, "--hide-error-context", "--no-pretty"]
    done = run(["env", f"MYPYPATH={sdk}", *command], folder=project)
    lines = [each for each in done.out.splitlines() if ": error:" in each]
    return lines or ([(done.out + done.err).strip()[-300:]] if done.status else [])


def findings_of_pyright(project: Path) -> list[str]:
    """What pyright says of the files that the project names."""
    done = run([BIN / "pyright", "--pythonpath", BIN / "python", "--outputjson", "-p", project], folder=project)
    try:
        result = json.loads(done.out)
    except ValueError:
        return [(done.out + done.err).strip()[-300:]]
    return [
        f"{each['file']}:{each['range']['start']['line'] + 1}: {' '.join(each['message'].split())}"
        for each in result["generalDiagnostics"]
        if each["severity"] in ("error", "warning")
    ]


def _places(text: str, folder: Path) -> list[str]:
    lines = [each for each in text.splitlines() if re.match(r".+:\d+:\d+: ", each)]
    return [each.replace(f"{folder}/", "") for each in lines]
