"""What the toolkit has to say about a document or a config: codes, places, a sink, and the ways to show them."""

from .codes import CODES, Code, Severity
from .sarif import as_sarif
from .show import as_data, as_github, as_json, as_text, summary
from .sink import Diagnostic, Diagnostics, Place

__all__ = [
    "CODES",
    "Code",
    "Diagnostic",
    "Diagnostics",
    "Place",
    "Severity",
    "as_data",
    "as_github",
    "as_json",
    "as_sarif",
    "as_text",
    "summary",
]
