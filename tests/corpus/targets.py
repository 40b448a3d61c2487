"""The targets beside the SDK, one document and one target at a time: whatever project it writes imports, and holds to its
own rules of style and type.
"""

from __future__ import annotations

import json
import sys
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.corpus.checks import IMPORTS, Checks, findings_of_mypy, findings_of_pyright, findings_of_ruff
from tests.corpus.processes import BIN, Run, run
from tests.models.judging import judge

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class TargetRow:
    """`apart` are the values that the stand-alone models and the SDK's see differently; None where there are no such."""

    document: str
    target: str
    files: int = 0
    checks: Checks = field(default_factory=Checks)
    apart: int | None = None
    seconds: float = 0.0
    peak_mb: float = 0.0
    error: str | None = None

    def short(self) -> list[str]:
        """What is short of the reach; nothing when all is well."""
        found = [f"does not generate: {self.error}"] if self.error else []
        found += self.checks.details[:5]
        return [*found, *([f"{self.apart} values are seen differently"] if self.apart else [])]


def judge_target(document: Path, target: str, scratch: Path, *, types: bool) -> TargetRow:
    """Generate it into a folder below `scratch`, and check every project that lies there. The SDK lies beside it, as some
    are built on it.
    """
    folder, sdk = scratch / document.stem / target, scratch / document.stem / "python"
    done = _generate(document, target, folder)
    if not sdk.exists():
        _generate(document, "python", sdk)
    row = TargetRow(document.stem, target, seconds=done.seconds, peak_mb=done.peak_mb)
    if done.status:
        row.error = " ".join((done.err or done.out).split())[-300:]
        return row
    row.files = sum(each.is_file() for each in folder.rglob("*"))
    for project in sorted(each.parent for each in folder.rglob("pyproject.toml")):
        _check(project, sdk / "src", scratch, row.checks, types=types)
    if target == "models" and types:
        row.apart = len(judge(document, None, scratch / document.stem / "judged").apart)
    return row


def _generate(document: Path, target: str, folder: Path) -> Run:
    return run([BIN / "sdkwright", "generate", target, "--no-config", "--json", "--spec", document, "--output", folder])


def _check(project: Path, sdk: Path, scratch: Path, checks: Checks, *, types: bool) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8")).get("tool", {})
    source = project / "src" if (project / "src").is_dir() else project
    checks.imports = (checks.imports or 0) + _note(checks, project, "import", _imports(source, sdk))
    if "ruff" in settings:
        checks.lint = (checks.lint or 0) + _note(checks, project, "lint", findings_of_ruff("check", project))
        checks.format = (checks.format or 0) + _note(checks, project, "format", findings_of_ruff("format", project))
    if types and "mypy" in settings:
        found = findings_of_mypy(project, scratch / "mypy_cache", sdk)
        checks.mypy = (checks.mypy or 0) + _note(checks, project, "mypy", found)
    if types and "pyright" in settings:
        checks.pyright = (checks.pyright or 0) + _note(checks, project, "pyright", findings_of_pyright(project))


def _note(checks: Checks, project: Path, what: str, lines: list[str]) -> int:
    checks.details += [f"{project.name}: {what}: {line}" for line in lines]
    return len(lines)


def _imports(source: Path, sdk: Path) -> list[str]:
    done = run([sys.executable, "-W", "error", "-c", f"import sys; sys.path.append({str(sdk)!r})\n{IMPORTS}", source])
    failed = json.loads(done.out) if done.out.strip() else {"(all)": done.err.strip()[-300:]}
    return [f"{name}: {why}" for name, why in failed.items()]


_HEAD = ("document", "target", "files", "import", "lint", "format", "mypy", "pyright", "apart", "s", "MB")


def target_table(rows: list[TargetRow]) -> str:
    """The rows, aligned, as Markdown."""
    cells = [list(_HEAD), *([*_cells(each)] for each in rows)]
    widths = [max(len(line[index]) for line in cells) for index in range(len(_HEAD))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(each, widths, strict=True)) + " |" for each in cells
    ]
    return "\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]])


def _cells(row: TargetRow) -> list[str]:
    checks = row.checks
    counts = (checks.imports, checks.lint, checks.format, checks.mypy, checks.pyright, row.apart)
    shown = ["-" if each is None else str(each) for each in counts]
    return [row.document, row.target, str(row.files), *shown, f"{row.seconds:.2f}", f"{row.peak_mb:.0f}"]
