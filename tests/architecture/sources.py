"""The toolkit's own source, parsed once."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "generator" / "sdkwright"
TEMPLATES = ROOT / "templates"


@dataclass(frozen=True)
class Module:
    """`parts` is the dotted path below `sdkwright`, without `__init__`."""

    path: Path
    parts: tuple[str, ...]
    tree: ast.Module
    lines: int

    @property
    def shown(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def stage(self) -> str:
        return self.parts[0] if self.parts else ""

    def imports(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """(line, dotted path below `sdkwright`) of every import within the toolkit, those in functions too."""
        package = self.parts if self.path.name == "__init__.py" else self.parts[:-1]
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for each in node.names:
                    if each.name.split(".")[0] == "sdkwright":
                        yield node.lineno, tuple(each.name.split(".")[1:])
            elif isinstance(node, ast.ImportFrom):
                base = tuple((node.module or "").split(".")) if node.module else ()
                if node.level:
                    found = (*package[: len(package) - node.level + 1], *base)
                elif base[:1] == ("sdkwright",):
                    found = base[1:]
                else:
                    continue
                for each in node.names:
                    yield node.lineno, found or (each.name,)


def modules(below: Path = PACKAGE) -> list[Module]:
    found: list[Module] = []
    for path in sorted(below.rglob("*.py")):
        if "__pycache__" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found.append(
            Module(path, parts[:-1] if parts[-1] == "__init__" else parts, ast.parse(text), len(text.splitlines()))
        )
    return found


def templates() -> list[Path]:
    return sorted(path for path in TEMPLATES.rglob("*.j2") if "__pycache__" not in path.parts)
