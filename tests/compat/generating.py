"""One pair through `sdkwright generate`, and how much of its package is runtime."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.corpus.processes import BIN, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.compat.pairs import Pair
    from tests.corpus.processes import Run

_TURNS = 3
# What is made for the API at hand; the rest of a package is the same for all, or hand-written.
_OF_THE_API = ("resources", "types", "lib", "_client.py", "__init__.py")


@dataclass(frozen=True)
class Generated:
    """`source` holds the package; `seconds` is the whole process, the best of a few."""

    seconds: float
    source: Path | None
    package: Path | None
    error: str | None = None


def generate(pair: Pair, folder: Path) -> Generated:
    """Into new folders below `folder`."""
    runs = [_once(pair, pair.config, folder / f"turn{turn}") for turn in range(_TURNS)]
    seconds = min(each.seconds for each in runs)
    if runs[0].status:
        return Generated(seconds, None, None, runs[0].err.strip()[-400:])
    return _found(folder / "turn0", seconds)


def runtime_lines(pair: Pair, made: Generated, folder: Path) -> int:
    """Lines of the runtime's modules, apart from those that are there for compatibility alone: which those are shows a
    second package, made without them.
    """
    assert made.package is not None
    lines = _runtime(made.package)
    plain = folder / "plain.yml"
    folder.mkdir(parents=True, exist_ok=True)
    plain.write_text(f"{pair.config.read_text(encoding='utf-8')}\nsdkwright: {{compat: false}}\n", encoding="utf-8")
    if "sdkwright" not in pair.settings and not _once(pair, plain, folder / "plain").status:
        without = _found(folder / "plain", 0.0).package
        assert without is not None
        lines = {name: count for name, count in lines.items() if name in _runtime(without)}
    return sum(lines.values())


def _once(pair: Pair, config: Path, folder: Path) -> Run:
    return run([BIN / "sdkwright", "generate", "--config", config, "--spec", pair.document, "--output", folder])


def _found(folder: Path, seconds: float) -> Generated:
    source = next(folder.glob("*/src"))
    return Generated(seconds, source, next(each for each in source.iterdir() if each.is_dir()))


def _runtime(package: Path) -> dict[str, int]:
    """Module → lines."""
    paths = {path.relative_to(package): path for path in package.rglob("*.py")}
    return {
        str(name): len(path.read_bytes().splitlines())
        for name, path in paths.items()
        if name.parts[0] not in _OF_THE_API
    }
