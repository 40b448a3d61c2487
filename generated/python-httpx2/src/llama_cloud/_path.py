"""Path templates: a value fills exactly the place that it is meant for (RFC 3986, sections 3.3 to 3.5)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, List, Mapping, Tuple
from urllib.parse import quote

from ._wire import Encoded, is_array, is_sent, wire_text

# What a path segment, a query value and a fragment allow beside letters, digits and "-._~".
_PATH = "!$&'()*+,;=:@"
_QUERY = "!$'()*,;:@/?"
_FRAGMENT = "!$&'()*+,;=:@/?"

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_DOT_SEGMENT = re.compile(r"(?<![^/])(?:\.|%2e){1,2}(?![^/])", re.IGNORECASE)


def path_template(template: str, /, **kwargs: Any) -> str:
    """Fill the `{name}` places of a template with percent-encoded values.

    A value that is `Encoded` stays as it is, a list is written with commas. KeyError for a place without a value.
    ValueError for a path with a `.` or `..` segment, which clients and servers would resolve to another endpoint, and
    for a value that is empty, None or omitted inside the path.
    """
    parts: List[str] = []
    absent: List[str] = []
    for literal, name, safe in _parse(template):
        parts.append(literal)
        if name:
            text = _text(name, kwargs)
            parts.append(text if isinstance(text, Encoded) else quote(text, safe=safe))
            if not text and (safe is _PATH or not is_sent(kwargs[name])):
                absent.append(name)
    filled = "".join(parts)
    dots = _DOT_SEGMENT.search(_path_of(filled))
    if dots is not None:
        raise ValueError(f"Constructed path {filled!r} contains dot-segment {dots[0]!r} which is not allowed")
    for name in absent:
        raise ValueError(f"Expected a non-empty value for `{name}` but received {kwargs[name]!r}")
    return filled


def _text(name: str, values: Mapping[str, Any]) -> str:
    if name not in values:
        raise KeyError(f"a value for placeholder {{{name}}} was not provided")
    value = values[name]
    if type(value) is str:
        return value
    if is_array(value):
        return ",".join(map(wire_text, value))
    return wire_text(value) if is_sent(value) else ""


def _path_of(url: str) -> str:
    return url.split("#", 1)[0].split("?", 1)[0]


@lru_cache(maxsize=1024)
def _parse(template: str) -> Tuple[Tuple[str, str, str], ...]:
    """Cut a template into (literal text, name of the place after it or "", characters that stay unquoted there)."""
    places: List[Tuple[str, str, str]] = []
    end = 0
    for match in _PLACEHOLDER.finditer(template):
        before = template[: match.start()]
        safe = _FRAGMENT if "#" in before else _QUERY if "?" in before else _PATH
        places.append((template[end : match.start()], match.group(1), safe))
        end = match.end()
    places.append((template[end:], "", ""))
    return tuple(places)
