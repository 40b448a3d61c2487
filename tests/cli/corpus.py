"""`make corpus-cli`: the command line of every public document of ../shared/corpus, and of those of tests/corpus.

Each is generated beside its SDK, linted, type-checked, and its own tests run: the help of every command, and its
example as a call whose request is looked at.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.processes import BIN, ROOT, run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.processes import Run

_PLACES = (ROOT / "tests" / "corpus" / "documents", ROOT.parent / "shared" / "corpus")
_SUFFIXES = (".json", ".yaml", ".yml")
_HELP_LIMIT = 0.3


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.cli.corpus", description=__doc__)
    parser.add_argument("--only", default="", help="names of documents, with commas between")
    parser.add_argument("--no-types", action="store_true", help="leave out mypy and pyright")
    arguments = parser.parse_args()
    wanted = set(filter(None, arguments.only.split(",")))
    found = [path for place in _PLACES if place.is_dir() for path in place.iterdir() if path.suffix in _SUFFIXES]
    documents = sorted((path for path in found if not wanted or path.stem in wanted), key=lambda path: path.name)
    failed = [document.stem for document in documents if not _is_well(document, types=not arguments.no_types)]
    print(f"{len(documents) - len(failed)} of {len(documents)} documents are well{': not ' if failed else ''}", end="")
    print(*failed, sep=", ")
    sys.exit(1 if failed else 0)


def _is_well(document: Path, *, types: bool) -> bool:
    with tempfile.TemporaryDirectory(prefix="sdkwright-cli-") as made:
        folder = Path(made)
        done = run(
            [BIN / "sdkwright", "generate", "python", "cli", "--no-config", "--spec", document, "--output", folder]
        )
        if done.status:
            print(f"{document.stem}: not generated: {done.err[-2000:]}")
            return False
        checks = dict(_checks(folder, types=types))
        seconds = _help_seconds(folder)
    well = all(each.status == 0 for each in checks.values())
    print(
        f"{document.stem}: --help {seconds:.2f} s; "
        + "; ".join(f"{what} {_last(each)}" for what, each in checks.items())
    )
    for what, each in checks.items():
        if each.status:
            print(f"--- {what}\n{each.out[-4000:]}{each.err[-2000:]}")
    if seconds > _HELP_LIMIT:
        print(f"--- help takes {seconds:.2f} s, not {_HELP_LIMIT}")
    return well and seconds <= _HELP_LIMIT


def _checks(folder: Path, *, types: bool) -> Iterator[tuple[str, Run]]:
    project, sdk = folder / "cli", folder / "python" / "src"
    yield "ruff", run([BIN / "ruff", "check", "--config", project / "pyproject.toml", project])
    environment: list[str | Path] = ["env", f"PYTHONPATH={sdk}", f"MYPYPATH=src{os.pathsep}{sdk}"]
    if types:
        yield "mypy", run([*environment, BIN / "mypy", "src", "tests"], folder=project)
        yield "pyright", run([BIN / "pyright", "--pythonpath", BIN / "python", "-p", project])
    yield "tests", run([*environment, BIN / "pytest", "-q", "-n", "2"], folder=project)


def _help_seconds(folder: Path) -> float:
    """The best of a few runs of `--help`."""
    [package] = [path.parent.name for path in (folder / "cli" / "src").glob("*/__main__.py")]
    asked: list[str | Path] = ["env", f"PYTHONPATH={folder / 'cli' / 'src'}", BIN / "python", "-m", package, "--help"]
    return min(run(asked).seconds for _ in range(6))


def _last(done: Run) -> str:
    lines = [re.sub(r"\s+", " ", line) for line in done.out.strip().splitlines()]
    return lines[-1] if lines else f"exit status {done.status}"


if __name__ == "__main__":
    main()
