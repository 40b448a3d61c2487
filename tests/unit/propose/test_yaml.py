"""The proposal as a file: what is read back is what was proposed, whatever text a document holds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sdkwright.diagnostics import Diagnostics
from sdkwright.load.reading import parse_source
from sdkwright.propose import Proposal
from sdkwright.propose.yaml_text import comment_lines, scalar, yaml_of

from tests.unit.propose.around import paths, proposed

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    TEXT | st.booleans() | st.integers(-99, 99) | st.none(),
    lambda inner: st.dictionaries(TEXT, inner, max_size=3) | st.lists(TEXT | st.dictionaries(TEXT, TEXT), max_size=3),
    max_leaves=8,
)


def read(text: str) -> Any:
    sink = Diagnostics()
    source = parse_source(text, "sdkwright.yml", sink)
    assert source is not None, [each.message for each in sink]
    return source.data


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXT, VALUES, min_size=1, max_size=4), TEXT)
def test_what_is_written_is_read_back(data: dict[str, Any], remark: str) -> None:
    text = yaml_of(Proposal(data, {(key,): remark for key in data}, {}))
    assert read(text) == data


@pytest.mark.parametrize(
    "text",
    ["yes", "null", "1e3", "0o17", "12:30:45", "2020-01-01", "- a", "a: b", "a #b", "#", " a ", "", "~", "!x", "&a", "*a",
     "<<", "'", '"', "a\nb", "\u2028", "\x85", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "{a}", "é"],
)  # fmt: skip
def test_texts_that_yaml_would_read_otherwise(text: str) -> None:
    assert read(f"a: {scalar(text)}") == {"a": text}
    assert read(f"{scalar(text)}: 1") == {text: 1}


def test_endpoints_need_no_quotes() -> None:
    assert scalar("get /pets/{id}") == "get /pets/{id}"


def test_a_comment_stays_one() -> None:
    lines = comment_lines("a\nresources: {}\r\u2028b \x1b[31m" + " word" * 60, "  ")
    assert all(line.startswith("  # ") and len(line) <= 110 for line in lines)
    assert not any(each in "".join(lines) for each in "\n\r\u2028\x1b")


def test_a_proposal_is_a_file() -> None:
    found = proposed(paths("get /pets list", "post /pets", servers=[{"url": "https://a.test"}]))
    assert read(yaml_of(found)) == found.data
    assert list(read(yaml_of(found))) == list(found.data)
