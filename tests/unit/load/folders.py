"""A folder of small files, and the document in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sdkwright.diagnostics import Diagnostics
from sdkwright.load import Document, Refs, load_document


def write(folder: Path, **files: str) -> Path:
    """Names are file names with '__' for '/' and '_' for '.'; gives the path of `api.yaml`."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "api.yaml"


class Loaded:
    """A document with its references and findings."""

    def __init__(self, path: Path | str, **options: Any) -> None:
        self.sink = Diagnostics()
        document = load_document(path, self.sink, **options)
        assert document is not None, [each.message for each in self.sink]
        self.document: Document = document
        self.refs = Refs(document, self.sink)

    @property
    def root(self) -> dict[str, Any]:
        return self.document.root

    @property
    def codes(self) -> list[str]:
        return [each.code for each in self.sink]

    def deref(self, pointer: str) -> tuple[Any, str]:
        """What the node at a pointer is or refers to, and where that stands."""
        found = self.refs.deref(self.refs.at(pointer), pointer)
        assert found is not None, [each.message for each in self.sink]
        return found

    def spot(self, pointer: str) -> tuple[str, int | None, int | None]:
        """File name without folder, line and column of a node."""
        place = self.document.place(pointer)
        return place.file.rpartition("/")[2], place.line, place.column
