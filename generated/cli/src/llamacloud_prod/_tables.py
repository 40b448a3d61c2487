"""Tables: a row for each object, a column for each property that holds no structure."""

from __future__ import annotations

import json
import shutil
from typing import Any, Dict, List, Mapping, Sequence, cast

from rich.cells import cell_len, set_cell_size

from ._safe import escaped_line
from ._sinks import Sink

BATCH = 100
"""How many rows are looked at before the widths of columns are settled."""
NARROWEST = 6
GAP = "  "


class TableWriter:
    """Writes rows in batches: the first one decides on columns and widths. `alone`: the one value is the table."""

    def __init__(self, sink: Sink, *, alone: bool = False, batch: int = BATCH) -> None:
        self._sink = sink
        self._alone = alone
        self._batch = batch
        self._rows: List[Dict[str, str]] = []
        self._widths: Dict[str, int] | None = None

    def item(self, value: Any) -> None:
        for each in _rows_of(value) if self._alone else [value]:
            self._rows.append(row_of(each))
        if len(self._rows) >= self._batch:
            self._flush()

    def end(self) -> None:
        self._flush()

    def _flush(self) -> None:
        if not self._rows:
            return
        if self._widths is None:
            self._widths = self._fitted(widths_of(self._rows))
            if set(self._widths) != {""}:
                self._line({name: name.upper() for name in self._widths})
        for row in self._rows:
            self._line(row)
        self._rows = []

    def _line(self, row: Mapping[str, str]) -> None:
        assert self._widths is not None
        cells = [_cell(row.get(name, ""), width) for name, width in self._widths.items()]
        self._sink.line(GAP.join(cells).rstrip())

    def _fitted(self, widths: Dict[str, int]) -> Dict[str, int]:
        """The widths, narrowed to those of a terminal. A pipe is as wide as it needs to be."""
        if not self._sink.is_terminal:
            return widths
        room = shutil.get_terminal_size().columns
        while widths and sum(widths.values()) + len(GAP) * (len(widths) - 1) > room:
            widest = max(widths, key=lambda name: widths[name])
            if widths[widest] <= NARROWEST:
                widths.popitem()
            else:
                widths[widest] -= 1
        return widths


def _rows_of(value: Any) -> Sequence[Any]:
    """A list is its items; an object a row for each property."""
    if isinstance(value, list):
        return value  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, dict):
        return [{"property": key, "value": each} for key, each in cast("Dict[str, Any]", value).items()]
    return [value]


def row_of(value: Any) -> Dict[str, str]:
    """The cells of an item by their column; what is no object has one column without a name."""
    if not isinstance(value, dict):
        return {"": cell_text(value)}
    return {escaped_line(key): cell_text(each) for key, each in cast("Dict[str, Any]", value).items()}


def cell_text(value: Any) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return escaped_line(text)


def widths_of(rows: Sequence[Mapping[str, str]]) -> Dict[str, int]:
    """Columns in the order in which they first appear, each as wide as its widest cell."""
    found: Dict[str, int] = {}
    for row in rows:
        for name, text in row.items():
            found[name] = max(found.get(name, cell_len(name)), cell_len(text))
    return found


def _cell(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(text, width - 1) + "…"
