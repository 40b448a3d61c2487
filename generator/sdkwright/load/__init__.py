"""From a path or a URL to a `Document`: plain data of OpenAPI 3.1 meaning, with places for diagnostics."""

from .document import Document, load_document
from .pointers import join, split
from .refs import Refs, Resolved
from .source import SourceText

__all__ = ["Document", "Refs", "Resolved", "SourceText", "join", "load_document", "split"]
