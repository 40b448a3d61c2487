"""`make compat`: is the SDK of a published config and document still the same SDK?"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.compat.judging import Options, judge
from tests.compat.pairs import PAIRS, TOOLS, find_pairs
from tests.compat.report import report
from tests.compat.rows import DELIBERATE, Row, table
from tests.compat.suites import read_deliberate


def main() -> None:
    arguments = _arguments()
    if not TOOLS.is_dir() or not arguments.pairs.is_dir():
        print("The pairs and the tools that judge them (../shared) are not here; nothing is measured.")
        return
    reasons = read_deliberate()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="sdkwright-compat-") as made:
        scratch = (arguments.keep or Path(made)).resolve()
        scratch.mkdir(parents=True, exist_ok=True)
        options = Options(scratch, not arguments.no_suite, not arguments.no_programs, arguments.lock, reasons)
        for pair in find_pairs(arguments.pairs, arguments.only):
            rows.append(judge(pair, options))
            print(_progress(rows[-1]), file=sys.stderr, flush=True)
            if arguments.report is not None:
                arguments.report.write_text(report(rows, reasons), encoding="utf-8")
    if arguments.show:
        print(report(rows, reasons, arguments.show))
    print(table(rows))
    short = [f"{row.pair}: {each}" for row in rows for each in row.short()]
    if (excused := sum(map(len, reasons.values()))) > DELIBERATE:
        short.append(f"deliberate.yml excuses {excused} tests, not {DELIBERATE}")
    print("\n".join(["", "Short of the reach:", *(f"- {each}" for each in short)]) if short else "\nAll is reached.")
    sys.exit(1 if short else 0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.compat", description=__doc__)
    parser.add_argument("--only", default="", help="names of pairs, with commas between")
    parser.add_argument("--pairs", type=Path, default=PAIRS, help="judge those of this folder instead")
    parser.add_argument("--no-suite", action="store_true", help="leave out the published tests (and the network)")
    parser.add_argument("--no-programs", action="store_true", help="leave out the programs and their type checks")
    parser.add_argument("--keep", type=Path, help="leave the SDKs in this folder, which must be a new one")
    parser.add_argument("--report", type=Path, help="write all differences to this file")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N lines of each list")
    parser.add_argument("--lock", type=Path, help="hold this file's lock while a suite runs")
    return parser.parse_args()


def _progress(row: Row) -> str:
    return f"{row.pair}: {'; '.join(row.short()) or 'all is reached'}"


if __name__ == "__main__":
    main()
