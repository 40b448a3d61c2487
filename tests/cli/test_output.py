"""From values to text: formats, and what a terminal must not get."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_runtime._formats import event_writer, item_writer, value_writer
from cli_runtime._safe import escaped, escaped_line
from cli_runtime._sinks import Sink, opened

EVIL = "\x1b]0;owned\x07\x1b[2J\x9b31m\u202egnp.exe\x7f\r\x00\u2028"
FORMATS = ("auto", "json", "jsonl", "yaml", "table")


def written(maker: Any, format: str, *values: Any, terminal: bool = False) -> str:
    binary = io.BytesIO()
    writer = maker(format, Sink(binary, is_terminal=terminal))
    for each in values:
        writer.item(each)
    writer.end()
    return binary.getvalue().decode()


@pytest.fixture(autouse=True)
def _no_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "80")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("maker", [value_writer, item_writer, event_writer])
@pytest.mark.parametrize("value", [{EVIL: EVIL, "list": [EVIL]}, [EVIL], EVIL, {"a": {EVIL: [EVIL]}}])
def test_no_format_lets_a_server_speak_to_the_terminal(maker: Any, format: str, value: Any) -> None:
    text = written(maker, format, value, terminal=True)
    assert text
    assert not set(text) & set(EVIL) - set("gnp.exowd0;[]2J31m")
    assert escaped(text) == text


def test_colours_are_the_programs_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "xterm-256color")
    text = written(value_writer, "json", {"a": EVIL}, terminal=True)
    assert "\x1b[" in text
    assert "\x1b]" not in text
    assert "\x1b[2J" not in text
    assert "\u202e" not in text


def test_raw_bytes_stay_as_they_are_unless_a_terminal_reads_them() -> None:
    data = EVIL.encode() + b"\xff\xfe"
    for terminal in (False, True):
        binary = io.BytesIO()
        sink = Sink(binary, is_terminal=terminal)
        for start in range(0, len(data), 3):  # characters cut in two
            sink.data(data[start : start + 3])
        if not terminal:
            assert binary.getvalue() == data
        else:
            assert escaped(binary.getvalue().decode()) == binary.getvalue().decode()
            assert "\\u202egnp.exe" in binary.getvalue().decode()


def test_json_means_the_same_with_its_escapes() -> None:
    value = {EVIL: [EVIL, 1, None]}
    assert json.loads(written(value_writer, "json", value, terminal=True)) == value
    assert json.loads(written(value_writer, "json", value)) == value


@pytest.mark.parametrize(
    "value", [{"a": EVIL}, {"a": "plain", "b": [1, None, True]}, "text", ["no", "1", "2020-01-01"]]
)
def test_yaml_means_the_same(value: Any) -> None:
    assert yaml.safe_load(written(value_writer, "yaml", value, terminal=True)) == value


def test_items_are_one_array() -> None:
    items = [{"id": 1}, {"id": 2}]
    assert json.loads(written(item_writer, "json", *items)) == items
    assert json.loads(written(item_writer, "json")) == []
    assert yaml.safe_load(written(item_writer, "yaml", *items)) == items
    assert yaml.safe_load(written(item_writer, "yaml")) == []
    assert [json.loads(line) for line in written(item_writer, "jsonl", *items).splitlines()] == items


def test_events_are_documents_or_lines() -> None:
    events = [{"text": "a"}, {"text": "b"}]
    assert list(yaml.safe_load_all(written(event_writer, "yaml", *events))) == events
    assert written(event_writer, "auto", *events).count("\n") == len(events)


def test_text_is_written_without_quotes_where_no_format_is_asked_for() -> None:
    assert written(value_writer, "auto", "ses-1") == "ses-1\n"
    assert written(value_writer, "json", "ses-1") == '"ses-1"\n'


def test_a_table_has_a_row_for_each_item() -> None:
    text = written(item_writer, "table", {"id": 1, "name": "Rex"}, {"id": 22, "tags": ["a"]})
    assert text.splitlines() == ["ID  NAME  TAGS", "1   Rex", '22        ["a"]']


def test_a_table_fits_the_terminal() -> None:
    text = written(item_writer, "table", {"id": "x" * 200, "name": "犬" * 60, "n": 1}, terminal=True)
    from rich.cells import cell_len

    assert max(map(cell_len, text.splitlines())) <= 80
    assert "…" in text


def test_a_file_has_its_name_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    target.write_text("old")
    with pytest.raises(RuntimeError), opened(str(target)) as sink:
        sink.line("half")
        raise RuntimeError
    assert target.read_text() == "old"
    with opened(str(target)) as sink:
        sink.line("new")
    assert target.read_text() == "new\n"
    assert list(tmp_path.iterdir()) == [target]


def test_one_line_stays_one_line() -> None:
    assert escaped_line("a\nb\tc\r\x1b") == "a\\nb\\tc\\r\\u001b"
    assert escaped("a\nb\tc") == "a\nb\tc"
