"""A loaded OpenAPI document, and how one is loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .lift import lift
from .plain import is_map
from .reading import read_source
from .versions import supported_version

if TYPE_CHECKING:
    from pathlib import Path

    from sdkwright.diagnostics import Diagnostics, Place

    from .source import SourceText


@dataclass(frozen=True, slots=True)
class Document:
    """An OpenAPI document as plain data (dict, list, str, int, float, bool, None) of OpenAPI 3.1 meaning.

    `root` must not be changed; parts of it may be shared. Numbers may be NaN or infinite. `version` is the one that the
    file states.
    """

    root: dict[str, Any]
    version: str
    source: SourceText

    @property
    def display_name(self) -> str:
        """What to call the file towards people: no credentials, no query, no control characters."""
        return self.source.display_name

    def place(self, pointer: str) -> Place:
        """File, line and column of the node at a JSON pointer ("" is the root)."""
        return self.source.place(pointer)

    def source_line(self, number: int) -> str | None:
        """Line of the file, 1-based; None if there is no such line."""
        return self.source.source_line(number)


def load_document(
    location: str | Path,
    sink: Diagnostics,
    *,
    allow_urls: bool = False,
    allow_private_hosts: bool = False,
    display_name: str | None = None,
) -> Document | None:
    """Read an OpenAPI 3.0 or 3.1 document (YAML or JSON); None if it cannot be used, with diagnostics that say why.

    URLs are refused unless `allow_urls`; those of private and loopback hosts unless `allow_private_hosts`, which is for
    an address that the user typed. `display_name` replaces the name that diagnostics use.
    """
    source = read_source(
        location, sink, allow_urls=allow_urls, allow_private_hosts=allow_private_hosts, display_name=display_name
    )
    if source is None:
        return None
    version = supported_version(source, sink)
    if version is None or not is_map(source.data):
        return None
    root = lift({**source.data, "openapi": version}, version)
    return Document(root, version, source.text)
