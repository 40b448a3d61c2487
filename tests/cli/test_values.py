"""From texts to values."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cli_runtime._contents import content_of
from cli_runtime._values import BadValueError, parsed, read_value, read_values


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("5", ("string",), "5"),
        ("null", ("null", "string"), "null"),
        ('"quoted"', ("null", "string"), '"quoted"'),
        ("null", ("null", "integer"), None),
        ("-5", ("integer",), -5),
        ("1e3", ("number",), 1000.0),
        ("5", ("integer", "number"), 5),
        ("TRUE", ("boolean",), True),
        ("true", ("boolean", "string"), True),
        ("5", ("integer", "string"), 5),
        ('"5"', ("integer", "string"), "5"),
        ("five", ("integer", "string"), "five"),
        ('{"a": [1]}', ("object",), {"a": [1]}),
        ("[1]", ("array",), [1]),
        ("[not json", ("array", "string"), "[not json"),
        ("१२", ("integer", "string"), "१२"),
    ],
)
def test_a_text_is_read_as_what_its_option_takes(text: str, words: tuple[str, ...], value: Any) -> None:
    found = parsed(text, words)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("x", ("integer",), "'x' is not an integer."),
        ("1.5", ("integer",), "'1.5' is not an integer."),
        ("maybe", ("null", "boolean"), "'maybe' is not true or false."),
        ("{}", ("array",), "'{}' is not a JSON array."),
        ("{", ("object",), "'{' is not a JSON object."),
        ("x", ("integer", "object"), "'x' is not an integer or a JSON object."),
        ("NaN", ("number",), "'NaN' is not a number."),
    ],
)
def test_what_cannot_be_read_is_told(text: str, words: tuple[str, ...], told: str) -> None:
    with pytest.raises(BadValueError) as raised:
        parsed(text, words)
    assert str(raised.value) == told


@pytest.mark.parametrize(
    ("texts", "one", "each", "value"),
    [
        (["a", "b"], (), ("string",), ["a", "b"]),
        (["a"], (), ("string",), ["a"]),
        (['["a", "b"]'], (), ("string",), ["a", "b"]),
        (["[a"], (), ("string",), ["[a"]),
        (["1", "2"], (), ("integer",), [1, 2]),
        (["a"], ("string",), ("string",), "a"),
        (["a", "b"], ("string",), ("string",), ["a", "b"]),
        (["null"], ("null",), ("string",), ["null"]),
        (["null"], ("null",), ("integer",), None),
        (["[1, 2]"], (), ("array",), [[1, 2]]),
        (["[[1], [2]]"], (), ("array",), [[1], [2]]),
        (["[1, 2]"], (), ("array", "string"), [1, 2]),
        (['{"a": 1}', "[2]"], (), ("object", "array"), [{"a": 1}, [2]]),
    ],
)
def test_a_list_is_given_item_by_item_or_as_a_whole(
    texts: list[str], one: tuple[str, ...], each: tuple[str, ...], value: Any
) -> None:
    assert read_values(texts, one, each, None) == value


def test_content_comes_from_files_and_a_backslash_takes_that_meaning_away(tmp_path: Path) -> None:
    file = tmp_path / "prompt.txt"
    file.write_text("What?\n", encoding="utf-8")
    words = ("string",)

    def content(text: str) -> Any:
        return content_of(text, words)

    assert read_value(f"@{file}", words, content) == "What?\n"
    assert read_value("\\@home", words, content) == "@home"
    assert read_value("\\\\@home", words, content) == "\\@home"
    assert read_value("\\-", words, content) == "-"
    assert read_value("\\d+", words, content) == "\\d+"
    assert read_value("@home", words, None) == "@home"  # of a parameter
    with pytest.raises(BadValueError, match="there is no file"):
        read_value(f"@{tmp_path}/missing", words, content)


def test_numbers_and_structures_come_from_files_too(tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text('{"a": 1}\n', encoding="utf-8")
    assert read_value(f"@{file}", ("object",), lambda text: content_of(text, ("object",))) == {"a": 1}


def test_a_file_stays_a_path(tmp_path: Path) -> None:
    file = tmp_path / "photo.png"
    file.write_bytes(b"\xff")

    def content(text: str) -> Any:
        return content_of(text, ("file",))

    assert read_value(f"@{file}", ("file",), content) == file
    assert read_value(str(file), ("file",), content) == file
