"""The harness of the benchmarks works: every measurement, with tiny counts, the checkout's SDK on both sides."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks import calls, imports, parsing, programs, streaming
from tests.benchmarks.plan import Plan
from tests.benchmarks.rows import Row, as_json, table
from tests.benchmarks.sides import WorkerError, side_of_checkout
from tests.benchmarks.timing import medians

TINY = Plan(
    processes=1, repetitions=2, calls=2, events=40, items=3, lists=1, stream_events=10, long_event=100, commands=1
)
ROW = Row(what="a", unit="ms", ours=1.0, theirs=2.0, value=0.5, limit=0.5)


def test_every_measurement_gives_rows() -> None:
    side = side_of_checkout(Path(__file__).parents[2])
    other = replace(side, name="other", typed_stream=False)
    rows = imports.measure(side, other, TINY)
    with side.worker() as first, other.worker() as second:
        rows += calls.measure(first, second, TINY)
        rows += parsing.measure(first, second, TINY)
        rows += streaming.measure(first, second, TINY, typed={"checkout": True, "other": False})
    rows += programs.measure(Path(__file__).parents[2], TINY)
    assert len(rows) == 9
    assert all(row.holds for row in rows)
    assert all(row.ours > 0 for row in rows if row.unit != "µs")


def test_a_worker_that_fails_is_reported() -> None:
    with side_of_checkout(Path(__file__).parents[2]).worker() as worker, pytest.raises(WorkerError, match="checkout"):
        worker.ask("no such task")


def test_a_row_is_reached_up_to_its_limit() -> None:
    assert ROW.reached
    assert not replace(ROW, value=0.51).reached
    assert not replace(ROW, holds=False).reached
    assert replace(ROW, value=0.51, at_least=True).reached
    assert not replace(ROW, value=0.49, at_least=True).reached


def test_table_and_json() -> None:
    text = table([ROW, replace(ROW, what="b", theirs=None, value=7.0, note="why")])
    lines = text.splitlines()
    assert lines[2].split() == ["a", "1", "ms", "2", "ms", "0.5", "×", "≤", "0.5", "×", "ok"]
    assert lines[3].endswith("short")
    assert lines[4] == "  b: why"
    assert lines[-1] == "1 of 2 figures reached"
    assert [row["reached"] for row in json.loads(as_json([ROW]))] == [True]


def test_medians_take_turns_and_drop_the_first_round() -> None:
    order: list[str] = []
    figures = {"a": iter([99.0, 1.0, 3.0, 2.0]), "b": iter([99.0, 5.0, 5.0, 5.0])}

    def taking(key: str) -> float:
        order.append(key)
        return next(figures[key])

    assert medians(3, {"a": lambda: taking("a"), "b": lambda: taking("b")}) == {"a": 2.0, "b": 5.0}
    assert "".join(order) == "baabbaab"
