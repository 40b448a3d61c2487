"""What type checkers say of old programs with the published SDK, and with ours."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from tests.compat.programs.canonical import canonical
from tests.corpus.processes import BIN, run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CHECKERS = ("mypy", "pyright")

# file:line → what is said of it.
Said: TypeAlias = dict[str, frozenset[str]]


@dataclass
class Programs:
    """`lines` were checked; `differences` is checker → what is said of one of them with one SDK only."""

    lines: int = 0
    differences: dict[str, list[str]] = field(default_factory=dict[str, list[str]])

    def same(self, checker: str) -> int:
        """Lines of which the same is said with both."""
        return self.lines - len(self.differences.get(checker, ()))

    @property
    def different(self) -> list[str]:
        """All differences, each with its checker."""
        return [f"{checker}: {each}" for checker in CHECKERS for each in self.differences.get(checker, ())]


def check(programs: Mapping[str, str], sources: tuple[Path, Path], python: Path, scratch: Path) -> Programs:
    """`sources` are the folders that hold the published package and ours; `python` has what both need."""
    folder = scratch / "programs"
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"{name}.py": text for name, text in programs.items()}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = Programs(sum(bool(line.strip()) for text in texts.values() for line in text.splitlines()))
    lines = {f"{name}:{index}": line for name, text in texts.items() for index, line in enumerate(text.splitlines(), 1)}
    for checker, say in zip(CHECKERS, (_mypy, _pyright), strict=True):
        old, new = (say(folder, source, python, scratch / f"{checker}{turn}") for turn, source in enumerate(sources))
        found.differences[checker] = difference(old, new, lines)
    return found


def difference(old: Said, new: Said, lines: Mapping[str, str]) -> list[str]:
    """One text for each line of which not the same is said."""
    found: list[str] = []
    for place in sorted({*old, *new}, key=lambda each: (each.split(":")[0], int(each.rsplit(":", 1)[-1]))):
        was, now = old.get(place, frozenset()), new.get(place, frozenset())
        if was != now:
            said = f"{' | '.join(sorted(was - now)) or '(nothing)'} -> {' | '.join(sorted(now - was)) or '(nothing)'}"
            found.append(f"{place}: {lines.get(place, '').strip()[:120]}: {said[:500]}")
    return found


def _mypy(folder: Path, source: Path, python: Path, cache: Path) -> Said:
    options: list[str | Path] = ["--strict", "--no-error-summary", "--hide-error-context", "--no-pretty"]
    options += ["--follow-imports=silent", "--python-executable", python, "--cache-dir", cache, "--output=json"]
    done = run(["env", f"MYPYPATH={source}", BIN / "mypy", *options, "."], folder=folder)
    if done.status not in (0, 1):
        raise RuntimeError(f"mypy: {(done.err or done.out).strip()[-300:]}")
    said: dict[str, set[str]] = defaultdict(set)
    for line in done.out.splitlines():
        found = json.loads(line)
        said[f"{found['file']}:{found['line']}"].add(_canonical_message(found["message"]))
    return {place: frozenset(messages) for place, messages in said.items()}


def _pyright(folder: Path, source: Path, python: Path, _: Path) -> Said:
    config = {"include": ["."], "extraPaths": [str(source)], "typeCheckingMode": "strict"}
    (folder / "pyrightconfig.json").write_text(json.dumps(config), encoding="utf-8")
    done = run([BIN / "pyright", "--pythonpath", python, "--outputjson", "-p", folder], folder=folder)
    try:
        result = json.loads(done.out)
    except ValueError as error:
        raise RuntimeError(f"pyright: {(done.err or done.out).strip()[-300:]}") from error
    if not result["summary"]["filesAnalyzed"]:
        raise RuntimeError(f"pyright: {done.out.strip()[-300:]}")
    said: dict[str, set[str]] = defaultdict(set)
    for each in result["generalDiagnostics"]:
        place = f"{each['file'].rsplit('/', 1)[-1]}:{each['range']['start']['line'] + 1}"
        said[place].add(_canonical_message(each["message"]))
    return {place: frozenset(messages) for place, messages in said.items()}


def _canonical_message(message: str) -> str:
    """Its first line; types in quotes in one spelling."""
    first = message.splitlines()[0]
    return re.sub(r'"([^"]*)"', lambda found: f'"{canonical(found[1])}"', first)
