"""`make corpus`: every document through the tool, and through everything that its SDK promises."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus import growth, peers, starting
from tests.corpus.judging import Options, judge
from tests.corpus.processes import ROOT
from tests.corpus.report import report
from tests.corpus.rows import Row, table
from tests.corpus.targets import TargetRow, judge_target, target_table

if TYPE_CHECKING:
    from tests.corpus.generating import Generated

_OWN = Path(__file__).parent / "documents"
_PUBLIC = ROOT.parent / "shared" / "corpus"
_SUFFIXES = (".json", ".yaml", ".yml")


def main() -> None:
    arguments = _arguments()
    documents = _documents(arguments.only, arguments.documents)
    with tempfile.TemporaryDirectory(prefix="sdkwright-corpus-") as made:
        scratch = arguments.keep or Path(made)
        scratch.mkdir(parents=True, exist_ok=True)
        if arguments.targets:
            sys.exit(_judge_targets(documents, arguments.targets.split(","), scratch, types=not arguments.no_types))
        peer = peers.prepare() if arguments.peers else None
        options = Options(scratch.resolve(), types=not arguments.no_types, calls=not arguments.no_calls, peer=peer)
        rows, short = _judge_all(documents, options, arguments.jobs, arguments.report)
        print(table(rows, peers=arguments.peers))
        if not arguments.no_growth:
            short += _growth(scratch.resolve())
    for row in rows:
        short += [f"{row.document}: {each}" for each in row.short()]
    print("\n".join(["", "Short of the reach:", *(f"- {each}" for each in short)]) if short else "\nAll is reached.")
    sys.exit(1 if short else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.corpus", description=__doc__)
    parser.add_argument("--only", default="", help="names of documents, with commas between")
    parser.add_argument("--documents", type=Path, help="judge those of this folder instead")
    parser.add_argument("--targets", default="", help="judge these targets instead of the SDK, with commas between")
    parser.add_argument("--peers", action="store_true", help=f"measure {peers.PEER} beside it")
    parser.add_argument("--jobs", type=int, default=1, help="documents at once; more than one spoils the times")
    parser.add_argument("--keep", type=Path, help="leave the SDKs in this folder, which must be a new one")
    parser.add_argument("--report", type=Path, help="write all failures to this file")
    parser.add_argument("--no-types", action="store_true", help="leave out mypy and pyright")
    parser.add_argument("--no-calls", action="store_true", help="call nothing")
    parser.add_argument("--no-growth", action="store_true", help="leave out the made documents")
    return parser.parse_args()


def _documents(only: str, instead: Path | None) -> list[Path]:
    """The smallest first."""
    if instead is None and not _PUBLIC.is_dir():
        print(f"{_PUBLIC.name}/ with the public documents is not there; only the project's own are judged.")
    folders = [folder for folder in (_OWN, _PUBLIC) if folder.is_dir()] if instead is None else [instead]
    found = [path for folder in folders for path in folder.iterdir() if path.suffix in _SUFFIXES]
    wanted = set(filter(None, only.split(",")))
    if unknown := wanted - {path.stem for path in found}:
        sys.exit(f"no document {', '.join(sorted(unknown))}")
    kept = [path for path in found if not wanted or path.stem in wanted]
    return sorted(kept, key=lambda path: (path.stat().st_size, path.name))


def _judge_all(documents: list[Path], options: Options, jobs: int, output: Path | None) -> tuple[list[Row], list[str]]:
    """The rows in the order of the documents, and what the start of the largest SDK is short of."""
    rows: list[Row] = []
    short: list[str] = []
    with ThreadPoolExecutor(jobs) as pool:
        for row, made in pool.map(lambda document: judge(document, options), documents):
            rows.append(row)
            print(_progress(row), file=sys.stderr, flush=True)
            if output is not None:
                output.write_text(report(rows), encoding="utf-8")
            if row.document == "github" and made.table is not None:
                short += _start(made)
    return rows, short


def _judge_targets(documents: list[Path], targets: list[str], scratch: Path, *, types: bool) -> int:
    """The exit status: 0 where every target of every document is well."""
    rows: list[TargetRow] = []
    for document in documents:
        for target in targets:
            rows.append(judge_target(document, target, scratch, types=types))
            print("\n".join([target_table(rows[-1:]).splitlines()[-1], *rows[-1].short()]), file=sys.stderr, flush=True)
    print(target_table(rows))
    short = [f"- {row.document}, {row.target}: {each}" for row in rows for each in row.short()]
    print("\n".join(["", "Short of the reach:", *short]) if short else "\nAll is reached.")
    return 1 if short else 0


def _progress(row: Row) -> str:
    if row.error:
        return f"{row.document}: {row.error}"
    took = ", ".join(f"{what} {seconds:.1f} s" for what, seconds in row.checks.seconds.items() if seconds >= 1)
    well = f"{row.called} of {row.operations} called well ({row.calls} calls)"
    return (
        f"{row.document}: {well}, {row.checks.faults} faults; generate {row.seconds:.1f} s{', ' if took else ''}{took}"
    )


def _growth(scratch: Path) -> list[str]:
    try:
        steps = growth.measure(scratch)
    except RuntimeError as why:
        return [str(why)]
    shown = ", ".join(f"{each.operations} operations: {each.seconds:.2f} s, {each.peak_mb:.0f} MB" for each in steps)
    print(f"\nGrowth: {shown}")
    return [
        f"growth: twice the operations take {seconds:.2f} times the seconds and {memory:.2f} times the memory"
        for seconds, memory in growth.factors(steps)
        if max(seconds, memory) > growth.LIMIT
    ]


def _start(made: Generated) -> list[str]:
    """Import and first call of the largest SDK."""
    assert made.table is not None
    try:
        ours, bare = starting.measure(made.source, made.table)
    except subprocess.CalledProcessError as why:
        return [f"github: import and first call fail: {why.stderr.strip().splitlines()[-1]}"]
    ratio = ours / bare
    print(f"github: import and first call {ours * 1e3:.0f} ms, httpx and pydantic {bare * 1e3:.0f} ms: {ratio:.2f} ×")
    return (
        [] if ratio <= starting.LIMIT else [f"github: import and first call take {ratio:.2f} ×, not {starting.LIMIT}"]
    )


if __name__ == "__main__":
    main()
