"""Places: line and column of any node, in YAML and JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import join, split
from sdkwright.load.plain import is_list, is_map
from sdkwright.load.reading import parse_source
from sdkwright.load.source import SourceText

calm = settings(deadline=None, derandomize=True)

YAML = """\
openapi: 3.1.0
paths:
  /a/{b}:
    get:
      tags: [x, y]
      parameters:
        - name: q
          in: query
        - &ref
          name: r
        - *ref
  "~tilde": {}
"""


def source(text: str, name: str = "a.yaml") -> SourceText:
    found = parse_source(text, name, Diagnostics())
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", (1, 1)),
        ("/openapi", (1, 1)),
        ("/paths", (2, 1)),
        ("/paths/~1a~1{b}", (3, 3)),
        ("/paths/~1a~1{b}/get/tags/1", (5, 17)),
        ("/paths/~1a~1{b}/get/parameters/0", (7, 11)),
        ("/paths/~1a~1{b}/get/parameters/0/in", (8, 11)),
        ("/paths/~1a~1{b}/get/parameters/1/name", (10, 11)),
        ("/paths/~1a~1{b}/get/parameters/2", (11, 11)),
        ("/paths/~1a~1{b}/get/parameters/2/name", (11, 11)),
        ("/paths/~0tilde", (12, 3)),
        ("/paths/~1a~1{b}/post/x", (3, 3)),
        ("/nothing/here", (1, 1)),
    ],
)
def test_yaml_places(pointer: str, place: tuple[int, int]) -> None:
    found = source(YAML).place(pointer)
    assert (found.line, found.column) == place
    assert found.pointer == pointer
    assert found.file == "a.yaml"


def test_json_places() -> None:
    text = '{\n  "a": [1, {"b":\n   "x"}],\n  "c/d": {"": {"~": 5}} , "e" : 1\n}'
    made = source(text, "a.json")
    places = {
        "": (1, 1),
        "/a": (2, 3),
        "/a/0": (2, 9),
        "/a/1": (2, 12),
        "/a/1/b": (2, 13),
        "/c~1d": (4, 3),
        "/c~1d/": (4, 11),
        "/c~1d//~0": (4, 16),
        "/e": (4, 27),
        "/a/7": (2, 3),
        "/x": (1, 1),
    }
    for pointer, place in places.items():
        found = made.place(pointer)
        assert (found.line, found.column) == place, pointer


TREES = st.recursive(
    st.none() | st.integers(0, 9) | st.text(max_size=3),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=12,
)


def walk(node: Any, pointer: str = "") -> list[tuple[str, Any, str | None]]:
    found: list[tuple[str, Any, str | None]] = []
    if is_map(node):
        for key, value in node.items():
            found += [(join(pointer, key), value, key), *walk(value, join(pointer, key))]
    elif is_list(node):
        for index, value in enumerate(node):
            found += [(join(pointer, index), value, None), *walk(value, join(pointer, index))]
    return found


@calm
@given(st.dictionaries(st.text(max_size=3), TREES, min_size=1, max_size=3), st.sampled_from([None, 1]))
def test_every_json_place_is_where_the_node_is(tree: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(tree, indent=indent)
    made = source(text, "a.json")
    lines = text.split("\n")
    for pointer, value, key in walk(tree):
        place = made.place(pointer)
        assert place.line is not None
        assert place.column is not None
        rest = "\n".join([lines[place.line - 1][place.column - 1 :], *lines[place.line :]])
        assert rest.startswith(json.dumps(value if key is None else key, indent=indent)[:1])
        found, _ = json.JSONDecoder().raw_decode(rest)
        assert found == (value if key is None else key)


@calm
@given(st.dictionaries(st.text("ab~/ é日", max_size=3), TREES, min_size=1, max_size=3))
def test_yaml_and_json_agree_on_places(tree: dict[str, Any]) -> None:
    text = json.dumps(tree, indent=1)
    if "\\ud" in text:
        return
    as_json = SourceText("a", text, is_json=True)
    as_yaml = SourceText("a", text, is_json=False)
    for pointer, _, _ in walk(tree):
        assert as_json.place(pointer) == as_yaml.place(pointer)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = end.join(["a: 'x\u2028y\x85z'", "b: 1", "c: 2", ""])
    made = source(text)
    place = made.place("/c")
    assert (place.line, place.column) == (3, 1)
    assert made.source_line(2) == "b: 1"
    assert made.source_line(4) == ""
    assert made.source_line(5) is None
    assert made.source_line(0) is None


def test_columns_count_characters_and_no_byte_order_mark() -> None:
    made = source("\ufeff日本: [é, x]\n")
    assert made.place("/日本").column == 1
    assert made.place("/日本/1").column == 9


def test_merged_keys_stand_where_the_merge_does() -> None:
    place = source("a: &a {x: 1}\nb:\n  <<: *a\n").place("/b/x")
    assert (place.line, place.column) == (2, 1)


@calm
@given(st.lists(st.text(max_size=4)))
def test_pointers_round_trip(keys: list[str]) -> None:
    assert split(join("", *keys)) == tuple(keys)


@pytest.mark.parametrize("pointer", ["a", "/~2", "/a~", "#/a"])
def test_what_is_no_pointer(pointer: str) -> None:
    with pytest.raises(ValueError, match="pointer"):
        split(pointer)
