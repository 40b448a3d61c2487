"""Each emitter makes text that its reader turns back into what went in, whatever that was."""

from __future__ import annotations

import ast
import io
import math
import re
import tokenize
import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sdkwright.lower.emit import (
    comment,
    docstring,
    dotted,
    ident,
    json_document,
    markdown_code,
    plain_text,
    prose,
    string,
    toml_string,
    url,
    value,
    wrapped,
)

from tests.hostile.strings import STRINGS

TEXTS = pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ANY_TEXT, inner, max_size=4),
    max_leaves=12,
)

# Machines that run many tests at once are slow now and then.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


# --- Python --------------------------------------------------------------------------------------------------------


@TEXTS
def test_string_literals(text: str) -> None:
    assert ast.literal_eval(string(text)) == text
    assert "\n" not in string(text) and "\r" not in string(text)


@CALM
@given(ANY_TEXT)
def test_string_literals_of_any_text(text: str) -> None:
    literal = string(text)
    assert ast.literal_eval(literal) == text
    assert literal.isprintable()


@CALM
@given(JSON)
def test_literals_of_any_json(data: object) -> None:
    assert ast.literal_eval(value(data)) == data


@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_infinities(number: float) -> None:
    assert eval(value(number)) == number


def test_nan() -> None:
    assert math.isnan(eval(value(math.nan)))


def test_only_json_has_a_literal() -> None:
    with pytest.raises(TypeError):
        value(object())


@pytest.mark.parametrize("text", ["", "a b", "1a", "a.b", "a\n", "a;b", "a-b"])
def test_identifiers_are_identifiers(text: str) -> None:
    with pytest.raises(ValueError, match="identifier"):
        ident(text)
    with pytest.raises(ValueError, match="identifier"):
        dotted("a", text)


def docstring_of(literal: str, indent: int) -> str:
    pad = " " * indent
    tree = ast.parse(f"class A:\n{pad}{literal}\n{pad}x = 1\n" if indent else f"{literal}\nx = 1\n")
    holder = tree.body[0] if indent else tree
    assert isinstance(holder, (ast.ClassDef, ast.Module))
    assert len(holder.body) == 2, "the text left its docstring"
    found = ast.get_docstring(holder)
    assert found is not None
    return found


@TEXTS
@pytest.mark.parametrize("indent", [0, 4, 8])
def test_docstrings(text: str, indent: int) -> None:
    literal = prose(text, indent)
    if not text.strip():
        assert literal is None
        return
    assert literal is not None
    expected = "\n".join(line.rstrip() for line in wrapped(text, 96 - indent)).strip()
    assert [line.strip() for line in docstring_of(literal, indent).splitlines()] == [
        line.strip() for line in expected.splitlines()
    ]


@CALM
@given(st.lists(ANY_TEXT, min_size=1, max_size=5), st.sampled_from([0, 4, 8]))
def test_docstrings_of_any_lines(lines: list[str], indent: int) -> None:
    docstring_of(docstring(lines, indent), indent)


@TEXTS
def test_comments(text: str) -> None:
    source = f"{comment(text)}\nx = 1\n".encode()
    kinds = {token.type for token in tokenize.tokenize(io.BytesIO(source).readline)}
    assert len(ast.parse(source).body) == 1
    assert kinds <= {
        tokenize.ENCODING, tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.NAME, tokenize.OP, tokenize.NUMBER,
        tokenize.ENDMARKER,
    }  # fmt: skip


# --- prose ---------------------------------------------------------------------------------------------------------


def test_short_lines_stay_and_long_ones_are_wrapped() -> None:
    text = "Short.\n\n- an item of a list that is far too long for one line and goes on\n```\n" + "x " * 40 + "\n```"
    lines = wrapped(text, 40)
    assert lines[:4] == ["Short.", "", "- an item of a list that is far too long", "  for one line and goes on"]
    assert lines[-2] == ("x " * 40).strip(), "code is left as it is"


def test_plain_text_has_one_kind_of_line_end_and_nothing_hidden() -> None:
    assert plain_text("a\r\nb\rc\u2028d\x00e\u202ef") == "a\nb\nc\nd\ufffde\ufffdf"


# --- other languages -----------------------------------------------------------------------------------------------


@TEXTS
def test_toml(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}\nb = 1") == {"a": text.encode("utf-8", "replace").decode(), "b": 1}


@CALM
@given(ANY_TEXT)
def test_toml_of_any_text(text: str) -> None:
    assert tomllib.loads(f"a = {toml_string(text)}")["a"] == text.encode("utf-8", "replace").decode()


@TEXTS
def test_code_spans_hold_their_text(text: str) -> None:
    span = markdown_code(text)
    ticks = re.match(r"`+", span)
    assert ticks is not None and span.endswith(ticks[0])
    inner = span[len(ticks[0]) : -len(ticks[0])] if len(span) > len(ticks[0]) else ""
    assert not re.search(rf"(?<!`){ticks[0]}(?!`)", inner)
    assert "\n" not in span


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://a.test/x?y=1#z", "https://a.test/x?y=1#z"),
        ("mailto:a@b.test", "mailto:a@b.test"),
        ("javascript:alert(1)", "#"),
        ("data:text/html,x", "#"),
        ("//a.test", "#"),
        ("https://a.test/) [x](javascript:1", "https://a.test/%29%20%5Bx%5D%28javascript:1"),
        ("https://a.test/\n<script>", "https://a.test/%0A%3Cscript%3E"),
    ],
)
def test_link_targets(text: str, target: str) -> None:
    assert url(text) == target


def test_json_is_sorted_and_has_no_nan() -> None:
    assert json_document({"b": 1, "a": ["é"]}) == '{\n  "a": [\n    "é"\n  ],\n  "b": 1\n}\n'
    with pytest.raises(ValueError):
        json_document(math.nan)
