"""Schemes of pages come back from page classes that go both ways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.derive.test_derive import config_at, derived, zoo

MARK = "x-stainless-pagination-property"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def field(kind: str, purpose: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, MARK: {"purpose": purpose}, **more}


KEYED = {"type": "object", "properties": {"id": {"type": "string", MARK: {"purpose": "cursor_item_id"}}}}
SCHEMES = {
    "cursor": {
        "request": {
            "after": field("string", "next_cursor_param"),
            "before": field("string", "previous_cursor_param"),
        },
        "response": {
            "data": field("array", "items"),
            "next_after": field("string", "next_cursor_field"),
            "next_before": field("string", "previous_cursor_field"),
        },
    },
    "cursor_id": {
        "request": {
            "after": field("string", "next_cursor_id_param"),
            "before": field("string", "previous_cursor_id_param"),
        },
        "response": {"data": field("array", "items", items=KEYED)},
    },
    "cursor_url": {
        "request": {},
        "response": {"data": field("array", "items"), "next_after": field("string", "cursor_url_field")},
    },
}


@pytest.mark.parametrize("kind", SCHEMES)
def test_what_turns_a_page_either_way(kind: str) -> None:
    zoo(pagination=[{"name": "herd_page", "type": kind, **SCHEMES[kind]}])
    real, (found,) = config_at(Path("real.yml")).pagination[0], config_at(derived()).pagination
    assert found.type == kind
    assert found.request_purposes == real.request_purposes
    assert found.response_purposes == real.response_purposes
    assert found.item_purposes("data") == real.item_purposes("data")
