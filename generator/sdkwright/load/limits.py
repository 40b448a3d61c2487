"""How much a document may ask for. Far above what real documents need (the largest public ones: 40 MB, 60 levels)."""

from typing import Final

MAX_BYTES: Final = 100 * 1024 * 1024
"""Size of a file or of a decoded HTTP body."""

MAX_NODES: Final = 5_000_000
"""Maps, lists and scalars of a document with every alias written out; 64 characters of text count as one more."""

MAX_DEPTH: Final = 200
"""Maps and lists within each other. Later stages recurse over the document and rely on it."""

MAX_DIGITS: Final = 4300
"""Digits of an integer; Python's own limit for reading one in bounded time."""

MAX_FILES: Final = 1000
"""Other files that a document refers to, directly or not."""
