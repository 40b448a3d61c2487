"""JSON: what is refused, and where."""

from __future__ import annotations

import math

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.load.reading import parse_source

from tests.work import ends


def only(text: str, name: str = "a.json") -> tuple[str, str, int | None, int | None]:
    sink = Diagnostics()
    parse_source(text, name, sink)
    (found,) = sink
    assert found.at is not None
    return found.code, found.message, found.at.line, found.at.column


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"a":' * 100_000, "[" * 100_000 + "]" * 100_000, "[" * 500 + "]" * 500]
)
def test_deep_nesting_is_refused_with_its_place(text: str) -> None:
    with ends():
        code, message, line, _ = only(text)
    assert code == "SW008"
    assert "200" in message
    assert line == 1


def test_brackets_within_strings_are_no_nesting() -> None:
    sink = Diagnostics()
    source = parse_source('{"a": "' + "[{" * 10_000 + '", "b": "\\"' + "[" * 1000 + '"}', "a.json", sink)
    assert source is not None
    assert len(sink) == 0


def test_duplicate_keys_name_both_places() -> None:
    code, message, line, column = only('{\n "a": {"x": 1,\n  "y": ":",\n  "\\u0078": 2},\n "b": {"x": [{"x": 1}]}\n}')
    assert (code, line, column) == ("SW005", 4, 3)
    assert message == "the key 'x' stands here again; first at 2:8"


def test_syntax_errors_have_places() -> None:
    assert only('{\n "a": 1,\n :]}')[0::2] == ("SW004", 3)
    assert only('{"a": "x}')[0] == "SW004"
    assert only('{"a": 1} x', "a.json")[0] == "SW004"


def test_a_comma_too_many_is_taken_with_a_warning() -> None:
    sink = Diagnostics()
    source = parse_source('{\n "a": [1, 2,],\n}', "a.json", sink)
    assert source is not None
    assert source.data == {"a": [1, 2]}
    assert [(each.code, each.at and each.at.line) for each in sink] == [("SW028", 2)]


def test_flow_yaml_that_is_no_json_is_yaml() -> None:
    sink = Diagnostics()
    source = parse_source("{a: 1, 'b': [no]}", "a.yaml", sink)
    assert source is not None
    assert source.data == {"a": 1, "b": ["no"]}


def test_long_integers_are_refused() -> None:
    code, _, line, column = only('{\n"a": ' + "9" * 5000 + "}")
    assert (code, line, column) == ("SW019", 2, 6)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        (r'{"a": "x\ud800"}', 9),
        (r'{"a": "x\udc00y"}', 9),
        (r'{"a": "\ud83d\ud83d\ude00"}', 8),
        (r'{"a": "\\\ud800"}', 10),
    ],
)
def test_half_surrogate_pairs_are_refused(text: str, column: int) -> None:
    assert only(text)[0::3] == ("SW019", column)


@pytest.mark.parametrize("text", [r'{"a": "\ud83d\ude00"}', r'{"a": "\\ud800"}', r'{"a": "\\\\udc00 \uD83D\uDE00"}'])
def test_whole_pairs_and_escaped_backslashes_are_fine(text: str) -> None:
    sink = Diagnostics()
    source = parse_source(text, "a.json", sink)
    assert list(sink) == []
    assert source is not None
    str(source.data).encode()


def test_nan_and_infinity_are_read() -> None:
    sink = Diagnostics()
    source = parse_source('{"a": NaN, "b": -Infinity}', "a.json", sink)
    assert source is not None
    assert math.isnan(source.data["a"])
    assert source.data["b"] == -math.inf
