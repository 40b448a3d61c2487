"""Which root a document has, and as which version of OpenAPI it is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sdkwright.diagnostics.clean import clean

from .plain import is_map

if TYPE_CHECKING:
    from sdkwright.diagnostics import Diagnostics

    from .reading import Source

_VERSION: Final = re.compile(r"v?(\d+)(?:\.(\d+))?(?:\.\d+)*(?:[-+][\w.+-]+)?", re.IGNORECASE)
_NEWEST: Final = 2
"""The last 3.x that is known."""


def supported_version(source: Source, sink: Diagnostics) -> str | None:
    """The OpenAPI version of the document as it states it; None and a diagnostic if that cannot be read.

    A newer 3.x is read as the newest known, and a document that states none by its form, after a warning.
    """
    data = source.data
    if not is_map(data):
        hint = "The file is empty." if data is None else None
        sink.add("SW011", "the root is not a mapping", at=source.text.place(""), hint=hint)
        return None
    key = "openapi" if "openapi" in data else "swagger"
    if key not in data:
        return _unstated(data, source, sink)
    stated = data[key]
    version = _read(stated)
    if version is None:
        message = f"`{key}` is {clean(repr(stated), 80)}, not a version such as 3.1.0"
        sink.add("SW011", message, at=source.text.place(f"/{key}"))
        return None
    major, minor = version
    if (major, minor) == (2, 0) or (major == 3 and minor <= _NEWEST):
        return str(stated) if str(stated).startswith(f"{major}.{minor}") else f"{major}.{minor}"
    # Looked up here and not before: it takes as long as reading the document.
    at = source.text.place(f"/{key}")
    if major == 3:
        sink.add("SW023", f"OpenAPI {major}.{minor} is read as 3.{_NEWEST}", at=at)
        return f"3.{_NEWEST}"
    name = "Swagger" if key == "swagger" or major < 3 else "OpenAPI"
    sink.add("SW012", f"{name} {major}.{minor} cannot be read", at=at)
    return None


def stated_version(data: dict[str, Any]) -> str | None:
    """The version that another file states, if it is a document of its own and of a version that is read."""
    for key in ("openapi", "swagger"):
        version = _read(data.get(key))
        if version is not None and version[0] in (2, 3):
            return ".".join(map(str, version))
    return None


def _read(stated: Any) -> tuple[int, int] | None:
    """Major and minor; numbers are taken as the text that they were probably meant to be."""
    if isinstance(stated, bool) or not isinstance(stated, (str, int, float)):
        return None
    found = _VERSION.fullmatch(str(stated).strip())
    return (int(found[1][:9]), int((found[2] or "0")[:9])) if found else None


def _unstated(root: dict[str, Any], source: Source, sink: Diagnostics) -> str | None:
    hint = None
    if "resources" in root or "organization" in root:
        hint = "This looks like a config file; the document is named by `sdkwright.spec` or --spec."
    elif is_map(root.get("paths")):
        version = "2.0" if is_map(root.get("definitions")) else "3.1"
        message = f"there is no `openapi` key at the root; read as {version}"
        hint = 'Write `swagger: "2.0"`.' if version == "2.0" else "Write `openapi: 3.1.0`, or the version it is."
        sink.add("SW023", message, at=source.text.place(""), hint=hint)
        return version
    sink.add("SW011", "there is no `openapi` key at the root", at=source.text.place(""), hint=hint)
    return None
