"""The sink: order, duplicates, what counts, what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sdkwright.diagnostics import CODES, Diagnostics, Place, Severity


def test_order_is_by_place_and_not_by_arrival() -> None:
    sink = Diagnostics()
    sink.add("SW013", "later line", at=Place("b.yaml", "", 10, 1))
    sink.add("SW101", "other file", at=Place("a.yaml", "", 99, 1))
    sink.add("SW013", "earlier line", at=Place("b.yaml", "", 9, 5))
    sink.add("SW005", "same place, smaller code", at=Place("b.yaml", "", 10, 1))
    sink.add("SW001", "nowhere")
    assert [found.message for found in sink] == [
        "nowhere",
        "other file",
        "earlier line",
        "same place, smaller code",
        "later line",
    ]


def test_the_same_finding_twice_is_one() -> None:
    sink = Diagnostics()
    for _ in range(2):
        sink.add("SW013", "x", at=Place("a", "/b", 1, 1))
    sink.add("SW013", "x", at=Place("a", "/c", 1, 1))
    assert len(sink) == 2
    assert len(list(sink)) == 2


def test_an_unknown_code_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Diagnostics().add("SW999", "x")


def test_allowed_codes_are_set_aside_with_their_reason() -> None:
    sink = Diagnostics({"SW101": "kept for the old tool"})
    sink.add("SW101", "x")
    sink.add("SW103", "y")
    assert [found.code for found in sink] == ["SW103"]
    assert len(sink) == 1
    assert sink.count(Severity.WARNING) == 0
    assert [(found.code, reason) for found, reason in sink.allowed()] == [("SW101", "kept for the old tool")]


def test_errors_cannot_be_allowed() -> None:
    sink = Diagnostics({"SW013": "please"})
    assert not sink.has_errors
    sink.add("SW013", "x")
    assert sink.has_errors
    assert [found.code for found in sink] == ["SW013"]


def test_has_errors_is_about_errors_alone() -> None:
    sink = Diagnostics()
    sink.add("SW101", "a warning")
    sink.add("SW103", "a note")
    assert not sink.has_errors
    assert (sink.count(Severity.WARNING), sink.count(Severity.NOTE), sink.count(Severity.ERROR)) == (1, 1, 0)


def test_every_row_of_the_table_is_complete() -> None:
    for code, row in CODES.items():
        assert re.fullmatch(r"SW[0-6]\d\d", code)
        assert row.title
        assert not row.title.endswith(".")
        assert row.advice.endswith((".", ")", "?"))


def test_no_code_is_given_to_two_rows() -> None:
    from sdkwright.diagnostics import codes

    assert len(codes._ROWS) == len(CODES)


def test_every_code_that_the_toolkit_uses_is_in_the_table() -> None:
    package = Path(__file__).parents[3] / "generator" / "sdkwright"
    used = {code for path in package.rglob("*.py") for code in re.findall(r"\"(SW\d{3})\"", path.read_text("utf-8"))}
    assert sorted(used - set(CODES)) == []
