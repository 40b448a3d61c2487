"""The `Cookie` header: cookies of the client, of its credentials and of the call in one (RFC 6265, section 4.2)."""

from __future__ import annotations

from functools import partial
from typing import Callable, Dict, List, Mapping, Sequence, cast
from urllib.parse import quote

from ._wire import Encoded, is_array, is_sent, wire_text

# What a cookie's value may hold (RFC 6265, section 4.1.1), "%" among it: values that a server once set come back
# untouched. Anything else, such as ";" and line breaks, is percent-encoded.
_SAFE = "!#$%&'()*+-./:<=>?@[]^_`{|}~"


def cookie_header(before: str, cookies: Mapping[str, object]) -> str:
    """The text of the header: `before` is what it holds so far, and a cookie of the same name is replaced.

    A list is written as several cookies of one name. ValueError for a name that is no token.
    """
    found: Dict[str, List[str]] = {}
    for pair in before.split(";"):
        name, _, value = pair.strip().partition("=")
        if name:
            found.setdefault(name, []).append(value)
    for name, given in cookies.items():
        values = cast("Sequence[object]", given) if is_array(given) else [given]
        texts = [_quoted(each) for each in values if is_sent(each)]
        if texts:
            if not name or any(char in '()<>@,;:\\"/[]?={} \t' or not "!" <= char <= "~" for char in name):
                raise ValueError(f"{name!r} cannot be the name of a cookie")
            found[name] = texts
    return "; ".join(f"{name}={text}" for name, texts in found.items() for text in texts)


def cookie_values(values: Mapping[str, object]) -> Callable[[str], str]:
    """The cookies of a call: what makes its header from the header so far."""
    return partial(cookie_header, cookies=values)


def _quoted(value: object) -> str:
    return value if isinstance(value, Encoded) else quote(wire_text(value), safe=_SAFE)
