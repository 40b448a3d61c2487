"""How findings are shown, and that text of a document cannot do harm there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sdkwright.diagnostics import Diagnostics, Place, as_github, as_json, as_sarif, as_text, summary
from sdkwright.diagnostics.clean import clean
from sdkwright.diagnostics.nearest import nearest
from sdkwright.load import SourceText

EVIL = "a\x1b[31mred\x1b]0;title\x07\r\n::error::x%0A\u202egnp.exe\u2028\x9b2J\ud800 <script>"


def one(code: str = "SW013", message: str = "leads to nothing", at: Place | None = None) -> Diagnostics:
    sink = Diagnostics()
    sink.add(code, message, at=at, hint="Did you mean Pet?")
    return sink


def test_text_shows_the_line_and_a_caret() -> None:
    source = SourceText("spec/chat.yaml", "a: 1\nb:\n  $ref: '#/x'\n", is_json=False)
    text = as_text(one(at=Place("spec/chat.yaml", "/b/$ref", 3, 3)), [source])
    assert text == (
        "spec/chat.yaml:3:3 error SW013 leads to nothing\n"
        "  3 |   $ref: '#/x'\n"
        "    |   ^\n"
        "  hint: Did you mean Pet?\n"
        "\n"
        "1 error\n"
    )


def test_text_without_place_or_source() -> None:
    assert as_text(one()).startswith("error SW013 leads to nothing\n  hint:")
    assert as_text(one(at=Place("gone.yaml", "/x", 3, 1))).startswith("gone.yaml:3:1 error SW013")
    assert as_text(Diagnostics()) == ""


def test_the_advice_of_the_table_stands_in_for_a_hint() -> None:
    sink = Diagnostics()
    sink.add("SW005", "x")
    assert "hint: Keep one of the two" in as_text(sink)


@pytest.mark.parametrize("column", [1, 150, 300, 301, 9999])
def test_long_lines_are_cut_around_the_caret(column: int) -> None:
    line = "".join(chr(ord("a") + index % 26) for index in range(300))
    source = SourceText("a", line, is_json=False)
    shown = as_text(one(at=Place("a", "", 1, column)), [source]).splitlines()
    assert len(shown[1]) < 120
    assert shown[2].rstrip().endswith("^")
    if column <= 300:
        assert shown[1][shown[2].index("^")] == line[column - 1]


def test_caret_stands_under_its_character_after_wide_and_escaped_ones() -> None:
    source = SourceText("a", "日本\x1b: x", is_json=False)
    shown = as_text(one(at=Place("a", "", 1, 6)), [source]).splitlines()
    assert shown[1] == "  1 | 日本\\x1b: x"
    assert shown[2] == "  1 | 日本\\x1b: x"[:4].replace("1", " ") + "| " + " " * (4 + 4 + 2) + "^"


def test_nothing_harmful_reaches_a_terminal() -> None:
    source = SourceText(EVIL, EVIL, is_json=False)
    for color in (False, True):
        text = as_text(one(message=EVIL, at=Place(EVIL, EVIL, 1, 3)), [source], color=color)
        own = {"\x1b[1m", "\x1b[2m", "\x1b[0m", "\x1b[31m"} if color else set[str]()
        rest = text
        for sequence in own:
            rest = rest.replace(sequence, "")
        assert all(char == "\n" or char.isprintable() for char in rest)
        assert "\\x1b[31mred" in text
        text.encode()


def test_messages_are_cut() -> None:
    text = as_text(one(message="x" * 1_000_000))
    assert len(text) < 3000


def test_clean_is_one_line_and_linear() -> None:
    assert clean("a\tb\r\nc") == "a b  c"
    assert clean("é日🎉") == "é日🎉"
    assert len(clean("\x1b" * 1_000_000)) < 10_000


def test_json_is_ascii_and_complete() -> None:
    text = as_json(one(message=EVIL, at=Place("a.yaml", "/é", 2, 3)))
    assert text.isascii()
    (found,) = json.loads(text)["diagnostics"]
    assert found["code"] == "SW013"
    assert found["severity"] == "error"
    assert (found["file"], found["line"], found["column"], found["pointer"]) == ("a.yaml", 2, 3, "/é")
    assert "\x1b" not in found["message"]


def test_github_annotations_cannot_be_broken_out_of() -> None:
    text = as_github(one(message=EVIL, at=Place("a,b:c%\n::error::y", "/x", 2, 3)))
    assert text.count("\n") == 1
    assert text.startswith("::error file=a%2Cb%3Ac%25 %3A%3Aerror%3A%3Ay,line=2,col=3,title=SW013 ")
    assert "%250A" in text
    assert "%0ADid you mean Pet?" in text


def test_github_levels() -> None:
    sink = Diagnostics()
    sink.add("SW101", "w")
    sink.add("SW103", "n")
    lines = as_github(sink).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::warning", "::notice"]


def test_sarif_has_rules_results_and_suppressions() -> None:
    sink = one(at=Place("spec/my chat.yaml", "/b", 3, 3))
    sink.allow["SW101"] = "kept for the old tool"
    sink.add("SW101", "unknown key", at=Place("c.yml", "/x", 1, 1))
    log: dict[str, Any] = json.loads(as_sarif(sink, version="1.2.3"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["SW013", "SW101"]
    error, warning = run["results"]
    assert run["tool"]["driver"]["rules"][error["ruleIndex"]]["id"] == error["ruleId"] == "SW013"
    place = error["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "spec/my%20chat.yaml"},
        "region": {"startLine": 3, "startColumn": 3},
    }
    assert "suppressions" not in error
    assert warning["suppressions"] == [{"kind": "external", "justification": "kept for the old tool"}]


def test_summary_counts() -> None:
    sink = one()
    sink.add("SW013", "b")
    sink.add("SW101", "c")
    assert summary(sink) == "2 errors, 1 warning"
    assert summary(Diagnostics()) == "nothing to report"


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("resorces", ["resources", "readme"], "resources"),
        ("Pet", ["pet", "pets"], "pet"),
        ("zzz", ["resources", "readme"], None),
        ("x", [], None),
        ("x" * 1_000_000, ["y" * 1_000_000], None),
        ("name7", [f"name{index}" for index in range(50_000)], "name7"),
    ],
)
def test_nearest(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant
