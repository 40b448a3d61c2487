"""From a path or a URL to a `Document`: plain data of OpenAPI 3.1 meaning, with places for diagnostics."""

from .document import Document, load_document
from .files import FILES
from .lift import path_methods
from .pointers import join, split
from .refs import Refs, Resolved
from .source import SourceText

__all__ = ["FILES", "Document", "Refs", "Resolved", "SourceText", "join", "load_document", "path_methods", "split"]
