"""Which root a document has, and whether it can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sdkwright.diagnostics.clean import clean

from .plain import is_map

if TYPE_CHECKING:
    from sdkwright.diagnostics import Diagnostics

    from .reading import Source

_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.\d+)?(?:-[\w.]+)?")
_SUPPORTED = {("3", "0"), ("3", "1")}


def supported_version(source: Source, sink: Diagnostics) -> str | None:
    """The OpenAPI version that the document states, if it is one that can be read; else None and a diagnostic."""
    data = source.data
    if not is_map(data):
        hint = "The file is empty." if data is None else None
        sink.add("SW011", "the root is not a mapping", at=source.text.place(""), hint=hint)
        return None
    if "openapi" not in data:
        _no_openapi(data, source, sink)
        return None
    stated = data["openapi"]
    version = str(stated) if isinstance(stated, (str, float)) else ""
    found = _VERSION.fullmatch(version)
    if found is None:
        message = f"`openapi` is {clean(repr(stated), 80)}, not a version such as 3.1.0"
        sink.add("SW011", message, at=source.text.place("/openapi"))
        return None
    if (found[1], found[2]) not in _SUPPORTED:
        message = f"OpenAPI {found[1]}.{found[2]} cannot be read yet"
        sink.add("SW012", message, at=source.text.place("/openapi"))
        return None
    return version


def _no_openapi(root: dict[str, Any], source: Source, sink: Diagnostics) -> None:
    if "swagger" in root:
        message = f"Swagger {clean(str(root['swagger']), 20)} cannot be read yet"
        sink.add("SW012", message, at=source.text.place("/swagger"))
        return
    hint = None
    if "resources" in root or "organization" in root:
        hint = "This looks like a config file; the document is named by `sdkwright.spec` or --spec."
    sink.add("SW011", "there is no `openapi` key at the root", at=source.text.place(""), hint=hint)
