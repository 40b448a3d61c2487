"""Styles of OpenAPI: values as they travel, and values that are not there."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime import _styles as styles
from runtime._cookies import cookie_header
from runtime._extract import extract_files
from runtime._path import path_template
from runtime._qs import Querystring
from runtime._types import not_given, omit
from runtime._wire import Encoded, Part

ABSENT = (omit, not_given)
VALUES = (
    styles.comma_delimited, styles.space_delimited, styles.pipe_delimited, styles.indexed_list, styles.reserved_text,
    styles.json_text, styles.json_items, styles.json_query, styles.text_query, styles.json_part, styles.json_parts,
    styles.part_as("text/csv"), styles.simple_style, styles.label_style, styles.reserved_path,
)  # fmt: skip


class Color(Enum):
    RED = "red"


@pytest.mark.parametrize("absent", ABSENT)
@pytest.mark.parametrize("style", VALUES)
def test_what_is_left_out_stays_left_out(style: Any, absent: object) -> None:
    assert style(absent) is absent


@pytest.mark.parametrize("absent", [*ABSENT, None])
def test_what_is_left_out_of_objects_and_headers(absent: object) -> None:
    assert styles.exploded_object(absent) == {}
    assert styles.header_text(absent) is not_given
    assert styles.matrix_style("a", absent) is absent


def test_null_is_a_value_of_json_and_of_nothing_else() -> None:
    assert styles.json_text(None) == "null"
    assert styles.json_part(None) == Part(b"null", "application/json")
    assert styles.comma_delimited(None) is None
    assert styles.comma_delimited([None, 1, omit]) == "1"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ([Color.RED, True, date(2026, 1, 2), 1.5], "red,true,2026-01-02,1.5"),
        ({"a": [1, 2], "b": {"c": None}}, "a,%5B1%2C2%5D,b,%7B%22c%22%3Anull%7D"),
        (("a,b", "c"), "a%2Cb,c"),
        ({1}, "1"),
        ({"k": 1}.keys(), "k"),
        ("text", "text"),
    ],
)
def test_comma_delimited(value: object, text: str) -> None:
    assert styles.comma_delimited(value) == text


def test_an_empty_list_is_no_value() -> None:
    assert styles.comma_delimited([]) is omit
    assert styles.pipe_delimited({}) is omit


def test_styled_keeps_both_of_two_values_of_one_name() -> None:
    found = styles.styled({"a": {"b": 1}, "c": {"a": 2, "d": omit}}, {"c": styles.exploded_object})
    assert Querystring().stringify(found) == "a%5Bb%5D=1&a=2"
    assert styles.styled(omit, {}) is omit


def test_given_body() -> None:
    assert styles.given_body({"a": omit, "b": not_given}) is None
    assert styles.given_body({}) is None
    assert styles.given_body({"a": None}) == {"a": None}


@given(st.text(min_size=1))
def test_reserved_text_cannot_leave_its_place(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    sent = Querystring().stringify({"a": styles.reserved_text(text), "b": "1"})
    assert sent.count("&") == 1
    assert "#" not in sent
    assert sent.isascii()


@given(st.text(min_size=1))
def test_values_of_paths_cannot_leave_their_place(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    for value in (styles.simple_style([text, "x"]), styles.matrix_style("a", text), styles.label_style([text, "x"])):
        assert path_template("/p/{a}", a=value).count("/") == 2
    try:
        filled = path_template("/p/{a}", a=styles.reserved_path(text))
    except ValueError:
        return
    assert not {"?", "#"} & set(filled)


@given(st.text())
def test_cookies_cannot_leave_their_place(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    header = cookie_header("b=2", {"a": text})
    assert header.count(";") == 1
    assert header.isascii()
    assert header.isprintable()


def test_cookies_replace_those_of_the_same_name() -> None:
    assert cookie_header("a=1; b=2;; =3", {"b": [3, 4], "c": omit, "d": None, "e": Encoded("%2C,")}) == (
        "a=1; b=3; b=4; e=%2C,"
    )
    assert cookie_header("", {"a": omit}) == ""


@pytest.mark.parametrize("name", ["", "a b", "a;b", "a=b", "ä", "a\n"])
def test_names_that_no_cookie_can_have(name: str) -> None:
    with pytest.raises(ValueError, match="cookie"):
        cookie_header("", {name: "x"})


def test_empty_strings_are_sent_where_openapi_decides() -> None:
    assert Querystring().stringify({"a": "", "b": [""], "c": "x"}) == "c=x"
    assert Querystring(send_empty=True).stringify({"a": "", "b": [""], "c": omit}) == "a=&b="


def test_an_encoded_value_goes_as_it_is() -> None:
    assert Querystring().stringify({"a b": Encoded("x%20,y"), "c": "d e"}) == "a+b=x%20,y&c=d+e"
    assert Querystring().stringify({"": Encoded("%5B%5D")}) == "%5B%5D"


def test_iterators_are_no_values() -> None:
    for write in (
        lambda: Querystring().stringify({"a": iter([1])}),
        lambda: path_template("/{a}", a=iter([1])),
        lambda: styles.header_text(iter([1])),
    ):
        with pytest.raises(TypeError, match="iterator"):
            write()


def test_media_types_of_files() -> None:
    body = {"a": b"1", "b": ("b.txt", b"2"), "c": ("c.txt", b"3", "text/x"), "d": [b"4"]}
    types = dict.fromkeys("abcd", "image/png")
    paths = [["a"], ["b"], ["c"], ["d", "<array>"]]
    assert extract_files(body, paths=paths, array_format="repeat", content_types=types) == [
        ("a", ("upload", b"1", "image/png")),
        ("b", ("b.txt", b"2", "image/png")),
        ("c", ("c.txt", b"3", "text/x")),
        ("d", ("upload", b"4", "image/png")),
    ]
    assert body == {}


def test_files_among_values_of_any_kind() -> None:
    body = {"a": b"1", "b": "text", "c": ("x", "y"), "d": ("d.txt", b"2"), "e": [b"3"], "f": [], "g": None}
    assert [name for name, _ in extract_files(body, paths=[["<files>"]])] == ["a", "d", "e"]
    assert set(body) == {"b", "c", "f", "g"}
