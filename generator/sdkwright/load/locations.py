"""What a location looks like to people."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sdkwright.diagnostics.clean import clean

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


def is_url(location: str) -> bool:
    """Whether it is a URL with an authority; a Windows drive letter is not a scheme."""
    return _SCHEME.match(location) is not None


def shown(location: str) -> str:
    """A location as it may be printed: of a URL without credentials, query and fragment; no control characters."""
    if not is_url(location):
        return clean(location)
    try:
        parts = urlsplit(location)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "the URL"
    name = f"[{host}]" if ":" in host else host
    return clean(f"{parts.scheme}://{name}{f':{port}' if port else ''}{parts.path}")
