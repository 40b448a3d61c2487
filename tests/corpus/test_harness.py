"""What stands around the judge: generating, checks, figures, the ratchet, and a run of the whole on small documents."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.corpus import ratchet, starting
from tests.corpus.checks import Checks, check
from tests.corpus.growth import Step, document, factors
from tests.corpus.judging import Options, judge
from tests.corpus.peers import Peer
from tests.corpus.processes import run
from tests.corpus.report import kind, report
from tests.corpus.rows import Failure, Row, table
from tests.corpus.spec import Spec

OWN = sorted((Path(__file__).parent / "documents").iterdir())


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_documents_of_our_own(path: Path, tmp_path: Path) -> None:
    """Type checks of generated code are those of the golden cases; `make corpus` does them for these too."""
    row, _ = judge(path, Options(tmp_path, types=False))
    assert report([row]) == "Nothing to report.\n"
    assert row.operations == row.generated == row.called
    assert row.operations > 0
    assert row.calls >= 4 * row.operations
    assert row.peak_mb > 10
    assert row.lines > 1000


def test_what_is_not_called_is_short(tmp_path: Path) -> None:
    row, made = judge(OWN[0], Options(tmp_path, types=False, calls=False))
    assert row.short() == [f"{row.operations} operations are not called well"]
    assert made.table is not None
    ours, bare = starting.measure(made.source, made.table, repetitions=1)
    assert min(ours, bare) > 0


def test_a_process_is_measured() -> None:
    done = run([sys.executable, "-c", "x = bytearray(80_000_000); print('out'); raise SystemExit(3)"])
    assert (done.status, done.out) == (3, "out\n")
    assert done.peak_mb > 80
    assert done.seconds > 0
    assert run([sys.executable, "-c", "import time; time.sleep(9)"], timeout=0.2).status == 124


def test_a_document_that_cannot_be_read_is_short(tmp_path: Path) -> None:
    path = tmp_path / "wrong.json"
    path.write_text('{"openapi": "0.9", "paths": {"/a": {"get": {}}}}', encoding="utf-8")
    row, _ = judge(path, Options(tmp_path / "a", types=False))
    assert row.error is not None
    assert row.short()[0].startswith("does not generate: ")
    assert "1 operations have no method" in row.short()


def test_checks_find_faults(tmp_path: Path) -> None:
    package = tmp_path / "src" / "sdk"
    package.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.ruff.lint]\nselect = ['F']\n", encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "good.py").write_text("A = 1\n", encoding="utf-8")
    assert check(tmp_path, tmp_path / "scratch", types=False).faults == 0
    (package / "bad.py").write_text("import os\nimport nowhere_to_be_found\n", encoding="utf-8")
    (package / "worse.py").write_text("def f(:\n", encoding="utf-8")
    (package / "ugly.py").write_text("A   =  1\n", encoding="utf-8")
    (package / "missing.py").write_text("__all__ = ['gone']\n", encoding="utf-8")
    found = check(tmp_path, tmp_path / "scratch", types=False)
    assert found.imports == 3
    assert found.lint is not None and found.lint >= 3
    assert found.format is not None and found.format >= 2


def test_ratchet() -> None:
    allowed = {"a": {"SW001": {"count": 2, "why": "so"}}}
    assert ratchet.judge("a", {"SW001": 2}, allowed) == []
    assert ratchet.judge("a", {"SW001": 3}, allowed) == ["3 warnings SW001, 2 are allowed"]
    assert ratchet.judge("a", {}, allowed) == ["0 warnings SW001: lower the 2 of allowed.yml"]
    assert ratchet.judge("b", {"SW001": 1}, allowed) == ["1 warnings SW001, 0 are allowed"]
    assert "why" in ratchet.judge("a", {"SW001": 2}, {"a": {"SW001": {"count": 2}}})[0]


def test_the_ratchet_file_is_well_formed() -> None:
    for name, codes in ratchet.read_allowed().items():
        assert ratchet.judge(name, {code: each["count"] for code, each in codes.items()}, {name: codes}) == []


def test_what_is_short() -> None:
    row = Row("a", 2, generated=2, called=2, seconds=1.0, peer=Peer(2.0, 100, 2))
    assert row.short() == []
    assert Row("a", 2, generated=1, called=0).short() == [
        "1 operations have no method",
        "2 operations are not called well",
    ]
    row.peer = Peer(1.5, 100, 2)
    assert row.short() == ["takes 0.67 of the peer's time, not 0.5"]
    row.peer = Peer(0.1, 100, None)
    assert row.short() == []
    row.checks = Checks(imports=0, lint=1)
    assert row.short() == ["1 faults of import, lint, format or types"]
    assert Row("github", 0, peak_mb=301).short() == ["holds 301 MB, not 300"]


def test_table() -> None:
    rows = [Row("a", 2, generated=2, called=1, seconds=1.0, peer=Peer(2.0, 100, None)), Row("b", 1, error="no")]
    lines = table(rows, peers=True).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert [each.strip() for each in lines[-1].split("|")[1:5]] == ["total 1/2", "3", "2", "1"]
    assert "refuses" in lines[2]


def test_report_puts_failures_of_one_kind_together() -> None:
    row = Row("a", 3)
    row.failures = [
        Failure(f"GET /{name}", "get", "sync", "answer", f"/{name}: lost {n!r}") for n, name in enumerate("ab")
    ]
    text = report([row])
    assert text.count("###") == 1
    assert "2 calls of 2 operations" in text
    assert kind("/a/b: 'x' became 'y' (to 200 a)") == kind("/c: 'z' became 'w' (to 404 b)")


def test_growth() -> None:
    assert [len(Spec(document(size)).ops) for size in (100, 200)] == [100, 200]
    assert document(100) == document(100)
    assert factors([Step(1, 1.0, 10), Step(2, 3.0, 15)]) == [(3.0, 1.5)]
