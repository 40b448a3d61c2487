"""Query strings in every combination of formats."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from uuid import UUID

import pytest
from runtime._qs import ArrayFormat, NestedFormat, Querystring, parse, stringify, stringify_items
from runtime._types import not_given, omit


class Color(str, Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("array", "nested", "expected"),
    [
        ("comma", "dots", "a.b.c=1&a.d=1,2"),
        ("comma", "brackets", "a[b][c]=1&a[d]=1,2"),
        ("repeat", "dots", "a.b.c=1&a.d=1&a.d=2"),
        ("repeat", "brackets", "a[b][c]=1&a[d]=1&a[d]=2"),
        ("indices", "dots", "a.b.c=1&a.d[0]=1&a.d[1]=2"),
        ("indices", "brackets", "a[b][c]=1&a[d][0]=1&a[d][1]=2"),
        ("brackets", "dots", "a.b.c=1&a.d[]=1&a.d[]=2"),
        ("brackets", "brackets", "a[b][c]=1&a[d][]=1&a[d][]=2"),
    ],
)
def test_formats(array: ArrayFormat, nested: NestedFormat, expected: str) -> None:
    qs = Querystring(array_format=array, nested_format=nested)
    items = qs.stringify_items({"a": {"b": {"c": 1}, "d": [1, 2]}})
    assert "&".join(f"{name}={value}" for name, value in items) == expected


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("x y&=", "x y&="),
        (True, "true"),
        (False, "false"),
        (0, "0"),
        (1.5, "1.5"),
        (10**30, "1" + "0" * 30),
        (date(2026, 1, 2), "2026-01-02"),
        (datetime(2026, 1, 2, 3, 4), "2026-01-02T03:04:00"),
        (Color.RED, "red"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        (b"bytes", "bytes"),
    ],
)
def test_scalars(value: object, text: str) -> None:
    assert stringify_items({"a": value}) == [("a", text)]


@pytest.mark.parametrize("value", [None, "", omit, not_given, {}, {"b": None}, {"b": omit}])
def test_what_is_left_out(value: object) -> None:
    assert stringify({"a": value, "b": 1}) == "b=1"


def test_left_out_inside_arrays() -> None:
    values = {"a": [1, None, omit, "x", not_given]}
    assert Querystring(array_format="comma").stringify_items(values) == [("a", "1,x")]
    assert Querystring(array_format="indices").stringify_items(values) == [("a[0]", "1"), ("a[3]", "x")]
    assert Querystring(array_format="comma").stringify_items({"a": []}) == [("a", "")]
    assert Querystring(array_format="repeat").stringify_items({"a": []}) == []


def test_tuples_and_arrays_of_objects() -> None:
    assert stringify_items({"a": ({"b": 1}, {"b": 2})}) == [("a[b]", "1"), ("a[b]", "2")]
    assert Querystring(array_format="indices").stringify_items({"a": [[1], [2, 3]]}) == [
        ("a[0][0]", "1"),
        ("a[1][0]", "2"),
        ("a[1][1]", "3"),
    ]


@pytest.mark.parametrize("value", [[{"b": 1}], [1, [2]]])
def test_commas_cannot_hold_objects(value: object) -> None:
    with pytest.raises(ValueError, match="comma"):
        Querystring(array_format="comma").stringify({"a": value})


def test_encoding_and_parsing() -> None:
    assert stringify({"a b": "c&d=é", "e": [1, 2]}) == "a+b=c%26d%3D%C3%A9&e=1&e=2"
    assert parse("?a=1&a=2&b=x+y") == {"a": ["1", "2"], "b": ["x y"]}


def test_formats_of_one_call() -> None:
    assert stringify({"a": [1, 2]}, array_format="comma") == "a=1%2C2"
    assert stringify({"a": {"b": 1}}, nested_format="dots") == "a.b=1"
