"""One pair through everything."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.compat.generating import generate, runtime_lines
from tests.compat.hand_written import hand_written
from tests.compat.programs import judge_programs
from tests.compat.published import add_own, count_own_tests, documents_of, install
from tests.compat.rows import Row
from tests.compat.suites import SUITE_PYTHON, Suite, excuse, held, own_results, run_suite, set_own_apart
from tests.compat.surfaces import compare, dump

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.compat.pairs import Pair


@dataclass(frozen=True)
class Options:
    """`reasons` is pair → test id → why it fails on purpose."""

    scratch: Path
    suite: bool = True
    programs: bool = True
    lock: Path | None = None
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, dict[str, str]])


def judge(pair: Pair, options: Options) -> Row:
    """Generate, compare the surface, run the suite, check old programs; the row tells what came of it."""
    scratch = options.scratch / pair.name
    made = generate(pair, scratch)
    row = Row(pair.name, made.seconds, made.error)
    if made.package is None or made.source is None:
        return row
    facts = pair.facts
    row.surface = compare(facts, dump(made.package), hand_written(facts, pair.settings))
    row.lines = runtime_lines(pair, made, scratch)
    if pair.published is None:
        row.notes.append("no suite and no programs: no published release was made from exactly this document")
    elif options.suite or options.programs:
        published = install(pair.published)
        if added := add_own(published / pair.published["package"], made.package):
            row.notes.append(f"written by hand, and put beside what is generated: {', '.join(added)}")
        if options.suite:
            row.suite = _suite(pair, made.source, published, options)
        if options.programs:
            row.programs = judge_programs(
                pair, documents_of(pair.published), (published, made.source), SUITE_PYTHON, scratch
            )
    return row


def _suite(pair: Pair, source: Path, published: Path, options: Options) -> Suite:
    """With the code that the owners wrote beside what was generated: it must find what it imports."""
    with held(options.lock):
        found = run_suite(pair.config.parent, source)
        if found.work is not None:
            passed, skipped = own_results(found.work / "junit.xml")
            own = count_own_tests(found.work, SUITE_PYTHON, published) - skipped
            set_own_apart(found, own, passed, (pair.published or {}).get("original_passes", 0))
    excuse(found, options.reasons.get(pair.name, {}))
    return found
