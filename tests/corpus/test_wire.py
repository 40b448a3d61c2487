"""Styles, read off the wire."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.corpus.calling.sent import carries, form_parts, matches, read_cookies
from tests.corpus.calling.wire import WireError, check_value, pairs_of, read_query, read_simple
from tests.corpus.spec import Scheme


@pytest.mark.parametrize(
    ("style", "explode", "sent", "text"),
    [
        ("form", True, ["a", "b c"], "p=a&p=b%20c"),
        ("form", False, ["a", "b,c"], "p=a,b%2Cc"),
        ("form", False, ["a", "b"], "p=a%2Cb"),
        ("spaceDelimited", False, ["a", "b"], "p=a%20b"),
        ("pipeDelimited", False, [1, 2], "p=1|2"),
        ("form", True, {"x": 1, "y": "z"}, "x=1&y=z"),
        ("form", False, {"x": 1, "y": "z"}, "p=x,1,y,z"),
        ("deepObject", True, {"x": True}, "p%5Bx%5D=true"),
        ("form", True, "a+b &=", "p=a%2Bb+%26%3D"),
    ],
)
def test_query_styles(style: str, explode: bool, sent: Any, text: str) -> None:
    texts, names = read_query("p", style, explode, sent, pairs_of(text))
    check_value(sent, texts, "p")
    assert names == {name for name, _ in pairs_of(text)}


@pytest.mark.parametrize(
    ("style", "explode", "sent", "text"),
    [
        ("form", True, ["a", "b"], "p=a,b"),
        ("form", True, ["a", "b"], "p[]=a&p[]=b"),
        ("form", False, ["a", "b"], "p=a&p=b"),
        ("deepObject", True, {"x": True}, "p.x=true"),
        ("form", True, True, "p=True"),
        ("form", True, 1.5, "p=1"),
    ],
)
def test_other_styles_are_found(style: str, explode: bool, sent: Any, text: str) -> None:
    with pytest.raises(WireError):
        check_value(sent, read_query("p", style, explode, sent, pairs_of(text))[0], "p")


@pytest.mark.parametrize(
    ("style", "explode", "sent", "text"),
    [
        ("simple", False, "a/b", "a%2Fb"),
        ("simple", False, ["a", "b"], "a,b"),
        ("simple", True, {"x": 1}, "x=1"),
        ("label", False, "a", ".a"),
        ("label", True, ["a", "b"], ".a.b"),
        ("matrix", False, "a", ";p=a"),
        ("matrix", True, ["a", "b"], ";p=a;p=b"),
    ],
)
def test_path_styles(style: str, explode: bool, sent: Any, text: str) -> None:
    check_value(sent, read_simple(text, style, explode, "p", sent), "p")


def test_credentials() -> None:
    def request(**headers: str) -> httpx.Request:
        return httpx.Request("GET", "https://a.test/?k=1", headers=headers)

    assert carries(request(), Scheme("s", "apiKey", "query", "k"))
    assert not carries(request(), Scheme("s", "apiKey", "query", "other"))
    assert carries(request(Authorization="Bearer a"), Scheme("s", "bearer"))
    assert not carries(request(Authorization="Basic YTpi"), Scheme("s", "bearer"))
    assert carries(request(Authorization="Basic YTpi"), Scheme("s", "basic"))
    assert carries(request(Cookie="a=1; k=2"), Scheme("s", "apiKey", "cookie", "k"))
    assert read_cookies(request(Cookie="a=1; k=2=3")) == {"a": "1", "k": "2=3"}


def test_media_ranges() -> None:
    assert matches("image/png", "image/*")
    assert matches("image/png", "*/*")
    assert not matches("image/png", "text/*")
    assert not matches("", "*/*")


def test_an_empty_form_has_no_parts() -> None:
    assert form_parts("multipart/form-data; boundary=b", b"--b--\r\n") == []
    with pytest.raises(WireError):
        form_parts("multipart/form-data; boundary=b", b"--c--\r\n")
