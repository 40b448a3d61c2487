"""Path parameters cannot leave their place in the path."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from runtime._path import path_template
from runtime._types import not_given, omit


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("simple", "simple"),
        ("a/b", "a%2Fb"),
        ("a?x=1", "a%3Fx=1"),
        ("a#f", "a%23f"),
        ("a b", "a%20b"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("..%2f", "..%252f"),
        ("\\", "%5C"),
        ("\0", "%00"),
        ("\r\n", "%0D%0A"),
        ("é€😀", "%C3%A9%E2%82%AC%F0%9F%98%80"),
        ("~!$&'()*+,;=:@-._", "~!$&'()*+,;=:@-._"),
        ("...", "..."),
        (".hidden", ".hidden"),
        (0, "0"),
        (-1.5, "-1.5"),
        (True, "true"),
        (False, "false"),
        ("{a}", "%7Ba%7D"),
    ],
)
def test_a_value_is_one_segment(value: object, segment: str) -> None:
    assert path_template("/v1/{a}/x", a=value) == f"/v1/{segment}/x"


@pytest.mark.parametrize(
    ("template", "values"),
    [
        ("/v1/{a}", {"a": "."}),
        ("/v1/{a}", {"a": ".."}),
        ("/v1/{a}/x", {"a": ".."}),
        ("/{a}{b}", {"a": ".", "b": "."}),
        ("/{a}.", {"a": "."}),
        ("/%2e{a}", {"a": "."}),
        ("/%2E%2e/{a}", {"a": "x"}),
        ("{a}", {"a": ".."}),
        ("/v1/{a}?q=1", {"a": ".."}),
        ("/v1/{a}#f", {"a": ".."}),
    ],
)
def test_dot_segments_are_refused(template: str, values: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="dot-segment"):
        path_template(template, **values)


@pytest.mark.parametrize("value", ["", None, omit, not_given])
def test_empty_values_are_refused(value: object) -> None:
    with pytest.raises(ValueError, match="`a`"):
        path_template("/v1/{a}/x", a=value)


def test_a_missing_value_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="placeholder"):
        path_template("/v1/{a}", b=1)


def test_query_and_fragment() -> None:
    assert path_template("/a/{x}?q={y}", x="1", y="a&b=c d/?+") == "/a/1?q=a%26b%3Dc%20d/?%2B"
    assert path_template("/a?q={y}", y="") == "/a?q="
    assert path_template("/a#{y}", y="é #/?") == "/a#%C3%A9%20%23/?"
    assert path_template("/a?q={y}", y="..") == "/a?q=.."


def test_names_of_python() -> None:
    assert path_template("/{self}/{template}", self="a", template="b") == "/a/b"


@given(st.text(min_size=1).filter(lambda text: text not in {".", ".."}))
def test_no_value_reaches_another_endpoint(value: str) -> None:
    try:
        path = path_template("/v1/{a}/end", a=value)
    except UnicodeEncodeError:  # half of a surrogate pair
        return
    url = httpx.URL("https://example.com" + path)
    assert url.raw_path.count(b"/") == 3
    assert url.path.startswith("/v1/")
    assert url.path.endswith("/end")
    assert not url.query
