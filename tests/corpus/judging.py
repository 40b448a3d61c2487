"""One document through everything."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tests.corpus import peers, ratchet
from tests.corpus.checks import check
from tests.corpus.generating import Generated, generate, generate_once
from tests.corpus.processes import ROOT, run
from tests.corpus.rows import Failure, Row
from tests.corpus.spec import Spec, read_document

if TYPE_CHECKING:
    from pathlib import Path

_TURNS = 3


@dataclass(frozen=True)
class Options:
    """`peer` is the interpreter of the peer's environment, None to leave it out."""

    scratch: Path
    types: bool = True
    calls: bool = True
    peer: Path | None = None


def judge(document: Path, options: Options) -> tuple[Row, Generated]:
    """Generate, check, call; the row tells what came of it."""
    spec = Spec(read_document(document))
    scratch = options.scratch / document.stem
    scratch.mkdir(parents=True, exist_ok=True)
    made = generate(document, scratch / "sdk")
    row = Row(document.stem, len(spec.ops), seconds=made.run.seconds, peak_mb=made.run.peak_mb)
    row.error, row.counts, row.codes = made.error, made.counts, dict(made.codes)
    row.ratchet = [] if made.error else ratchet.judge(document.stem, made.codes, ratchet.read_allowed())
    if options.peer is not None:
        _race(document, options.peer, scratch, row)
    if made.table is None:
        return row, made
    known = {each.key for each in made.table.methods}
    row.missing = [key for key in spec.ops if key not in known]
    row.generated = len(spec.ops) - len(row.missing)
    row.lines = sum(len(each.read_bytes().splitlines()) for each in made.source.rglob("*.py"))
    row.checks = check(made.folder, scratch, types=options.types)
    if options.calls:
        _call(document, made, scratch, row)
    return row, made


def _race(document: Path, python: Path, scratch: Path, row: Row) -> None:
    """Take turns with the peer, and let the fastest run of each count."""
    found = peers.measure(python, document, scratch / "peer")
    for number in range(_TURNS - 1 if row.error is None else 0):
        row.seconds = min(row.seconds, generate_once(document, scratch / f"again{number}").seconds)
        again = peers.measure(python, document, scratch / f"peer{number}", imports=False)
        found = replace(found, seconds=min(found.seconds, again.seconds))
    row.peer = found


def _call(document: Path, made: Generated, scratch: Path, row: Row) -> None:
    """All operations in a process of their own."""
    assert made.table is not None
    plan = {"source": str(made.source), "document": str(document), "table": made.table.data()}
    path = scratch / "plan.json"
    path.write_text(json.dumps(plan), encoding="utf-8")
    done = run([sys.executable, "-m", "tests.corpus.calling.worker", path], folder=ROOT)
    for line in done.out.splitlines():
        found: dict[str, Any] = json.loads(line)
        row.calls += found["calls"]
        row.called += bool(found["methods"]) and not found["failures"]
        row.failures += [Failure(found["operation"], **each) for each in found["failures"]]
    if done.status:
        last = " ".join(done.err.strip().splitlines()[-1:])
        row.failures.append(Failure("(all)", "", "", "worker", f"exit status {done.status}: {last}"))
