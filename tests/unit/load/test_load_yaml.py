"""YAML: the core schema of 1.2, and what is refused."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sdkwright.diagnostics import Diagnostic, Diagnostics
from sdkwright.load.reading import parse_source

from tests.work import ends, lines_run

calm = settings(deadline=None, derandomize=True)


def read(text: str | bytes) -> Any:
    sink = Diagnostics()
    source = parse_source(text, "a.yaml", sink)
    assert list(sink) == []
    assert source is not None
    return source.data


def refused(text: str | bytes, name: str = "a.yaml") -> Diagnostic:
    sink = Diagnostics()
    source = parse_source(text, name, sink)
    assert source is None
    (found,) = sink
    return found


def spot(found: Diagnostic) -> tuple[int | None, int | None]:
    assert found.at is not None
    return found.at.line, found.at.column


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("Yes", "Yes"),
        ("on", "on"),
        ("OFF", "OFF"),
        ("y", "y"),
        ("true", True),
        ("True", True),
        ("FALSE", False),
        ("tRue", "tRue"),
        ("null", None),
        ("~", None),
        ("", None),
        ("nULL", "nULL"),
        ("2026-02-23", "2026-02-23"),
        ("2001-12-14t21:59:43.10-05:00", "2001-12-14t21:59:43.10-05:00"),
        ("12:30:45", "12:30:45"),
        ("190:20:30", "190:20:30"),
        ("1e3", 1000.0),
        ("1E+3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-1.5e-3", -0.0015),
        ("1_000", "1_000"),
        ("0o17", 15),
        ("017", 17),
        ("0b11", "0b11"),
        ("0xFf", 255),
        ("-0x1", "-0x1"),
        ("+12", 12),
        ("-12", -12),
        ("+", "+"),
        (".", "."),
        ("...x", "...x"),
        ("1.2.3", "1.2.3"),
        ("3.1.0", "3.1.0"),
        ("3.0", 3.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("'12'", "12"),
        ('"null"', "null"),
        ("=", "="),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!float 12", 12.0),
        ("!!int '12'", 12),
    ],
)
def test_scalars_mean_what_yaml_1_2_says(text: str, value: object) -> None:
    found = read(f"a: {text}\n")["a"]
    assert found == value
    assert type(found) is type(value)


def test_nan() -> None:
    assert math.isnan(read("a: .nan")["a"])


def test_keys_keep_their_spelling() -> None:
    assert list(read("200: a\n0200: b\nyes: c\ntrue: d\n1e3: e\nnull: f\n2026-01-01: g\n'': h\n")) == [
        "200",
        "0200",
        "yes",
        "true",
        "1e3",
        "null",
        "2026-01-01",
        "",
    ]


TEXTS = st.text(max_size=20)
JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda children: st.lists(children) | st.dictionaries(TEXTS, children),
    max_leaves=30,
)


@calm
@given(JSON_VALUES)
def test_json_within_yaml_is_read_as_json(value: Any) -> None:
    """But for escaped pairs of surrogates and keys of more than 1,024 characters, which libyaml does not know."""
    text = json.dumps(value, ensure_ascii=True)
    if "\\ud" not in text:
        assert read(f"root: {text}") == {"root": value}


@calm
@given(JSON_VALUES)
def test_what_a_yaml_writer_writes_is_read_back(value: Any) -> None:
    strings = json.loads(json.dumps(value), parse_int=str, parse_float=str, parse_constant=str)
    # The writer follows YAML 1.1, where 5e-324 is a string and needs no quotes; so it is told to quote all.
    assert read(yaml.safe_dump({"root": strings}, default_style='"')) == {"root": strings}


@calm
@given(JSON_VALUES)
def test_json_text_gives_the_same_as_yaml_and_as_json(value: Any) -> None:
    text = json.dumps({"root": value})
    assert read(text) == json.loads(text)


def test_block_scalars_and_anchors() -> None:
    data = read("a: &x {b: [1, 2]}\nc: *x\nd: |\n  one\n  two\ne: >-\n  get\n  /path\n")
    assert data == {"a": {"b": [1, 2]}, "c": {"b": [1, 2]}, "d": "one\ntwo\n", "e": "get /path"}


def test_merge_keys_yield_to_own_keys_and_to_earlier_ones() -> None:
    data = read("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  <<: [*a, *b]\n  x: 9\n'<<': plain\n")
    assert data["c"] == {"x": 9, "y": 1, "z": 2}
    assert data["<<"] == "plain"


def test_a_merge_of_no_map_is_refused() -> None:
    assert refused("a:\n  <<: 5\n").code == "SW004"
    assert refused("a:\n  <<: [1]\n").code == "SW004"


def test_duplicate_keys_name_both_places() -> None:
    sink = Diagnostics()
    parse_source("a:\n  x: 1\n  y: 2\n  'x': 3\n200: a\n'200': b\n", "a.yaml", sink)
    assert [(found.code, found.message, spot(found)) for found in sink] == [
        ("SW005", "the key 'x' stands here again; first at 2:3", (4, 3)),
        ("SW005", "the key '200' stands here again; first at 5:1", (6, 1)),
    ]


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: 1\nb: [1\nc: 2\n", "SW004", (3, 2)),
        ("a: b: c\n", "SW004", (1, 5)),
        ("é: 日\nb: 'x\n", "SW004", (3, 1)),
        ("a: 1\n\tb: 2\n", "SW004", (2, 1)),
        ("a: *x\n", "SW004", (1, 4)),
        ("é: 'x\x00y'\n", "SW004", (1, 6)),
        ('a: "\\ud800"\n', "SW004", (1, 7)),
        ("a: !!python/object/apply:os.system ['x']\n", "SW006", (1, 4)),
        ("a: !!python/name:os.system x\n", "SW006", (1, 4)),
        ("a: !!set {x}\n", "SW006", (1, 4)),
        ("a: !!binary aGk=\n", "SW006", (1, 4)),
        ("a: !!int x\n", "SW019", (1, 4)),
        ("a: &x [*x]\n", "SW009", (1, 8)),
        ("a: &x {b: {c: *x}}\n", "SW009", (1, 15)),
        ("[1]: a\n", "SW010", (1, 1)),
        ("{b: c}: a\n", "SW010", (1, 1)),
        ("a: &x [1]\n*x : 2\n", "SW010", (2, 1)),
        (f"a: {'9' * 5000}\n", "SW019", (1, 4)),
        (f"a: 0x{'f' * 5000}\n", "SW019", (1, 4)),
    ],
)
def test_refused_with_the_place(text: str, code: str, place: tuple[int, int]) -> None:
    found = refused(text)
    assert (found.code, spot(found)) == (code, place)


def test_tags_of_other_tools_are_passed_over() -> None:
    sink = Diagnostics()
    source = parse_source("a: !Sub '${x}'\nb: !Sub 5\nc: !If [x, {y: !Ref z}]\n", "a.yaml", sink)
    assert source is not None
    assert source.data == {"a": "${x}", "b": "5", "c": ["x", {"y": "z"}]}
    assert [(found.code, spot(found)) for found in sink] == [("SW026", (1, 4)), ("SW026", (3, 4)), ("SW026", (3, 16))]


def test_billion_laughs_is_refused() -> None:
    lines = ['a0: &a0 ["lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol", "lol"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    with ends():
        assert refused("\n".join(lines)).code == "SW007"


def test_billion_laughs_by_merge_is_refused() -> None:
    lines = ["a0: &a0 {k0: {a: 1, b: 2}, j0: {a: 1, b: 2}}"]
    lines += [f"a{n}: &a{n} {{x{n}: *a{n - 1}, y{n}: *a{n - 1}, <<: *a{n - 1}}}" for n in range(1, 30)]
    assert refused("\n".join(lines)).code == "SW007"


def test_long_text_repeated_by_aliases_counts() -> None:
    lines = [f"a: &a {'x' * 100_000}", "b:", *["  - *a"] * 5_000]
    assert refused("\n".join(lines)).code == "SW007"


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "{a: " * 100_000, "- " * 5_000, "a:\n" + "".join(" " * n + "- \n" for n in range(300))]
)
def test_deep_nesting_is_refused(text: str) -> None:
    with ends():
        assert refused(text).code in {"SW008", "SW004"}


def test_depth_through_aliases_counts() -> None:
    lines = ["a0: &a0 [1]"] + [f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 300)]
    assert refused("\n".join(lines)).code == "SW008"


def test_what_is_not_too_deep_is_read() -> None:
    assert read("[" * 150 + "]" * 150) is not None
    assert read("a: " + "[" * 150 + "]" * 150) is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_encodings(encoding: str) -> None:
    assert read("naïve: 日本\n".encode(encoding)) == {"naïve": "日本"}
    assert read('{"naïve": "日本"}'.encode(encoding)) == {"naïve": "日本"}


def test_bad_encoding_is_said() -> None:
    found = refused(b"a: 1\nb: \xff\xfe\x00\xd8\n")
    assert found.code == "SW003"
    assert "UTF-8 at byte 8 (line 2)" in found.message


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n...\n"])
def test_an_empty_file_is_null(text: str) -> None:
    assert read(text) is None


@calm
@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    sink = Diagnostics()
    source = parse_source(text.encode("utf-8", "replace"), "a.yaml", sink)
    assert (source is None) == sink.has_errors or len(sink) > 0


@calm
@given(st.binary())
def test_no_bytes_make_the_reader_raise(raw: bytes) -> None:
    for name in ("a.yaml", "a.json"):
        sink = Diagnostics()
        if parse_source(raw, name, sink) is None:
            assert sink.has_errors


def test_work_grows_linearly() -> None:
    def work(count: int) -> int:
        text = "".join(f"key{index}: {{type: string, enum: [a, b, c]}}\n" for index in range(count))
        return lines_run(lambda: read(text))

    assert 0 < work(4_000) < 4.2 * work(1_000)


def test_libyaml_is_there() -> None:
    assert yaml.__with_libyaml__
