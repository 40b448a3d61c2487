"""Which modules of the runtime lie in an SDK: those that all need, and of the others those that it imports.

A module in `OPTIONAL` is imported by generated modules, or by other optional ones, never by the rest of the runtime: an
SDK whose API has no such thing goes without it. Those in `COMPAT` are there for hand-written code and its tests alone:
they lie in SDKs whose config asks for them (`sdkwright.compat`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.render import runtime_files

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sdkwright.output import OutputFile

# The runtime's samples of what is generated per API.
GENERATED = frozenset({"__init__.py", "_base_client.py", "_exceptions.py", "_seam.py", "_version.py"})

OPTIONAL = frozenset({
    "_auth",  # credentials that differ by call
    "_collect",  # events of a stream that add up to a value
    "_extract",  # files in bodies
    "_cookies",  # cookies as parameters or credentials
    "_envelopes",  # answers whose one property methods return
    "_path",  # parameters in paths
    "_environment",  # options of the client that are no text
    "_header_pages",  # pages with fields in headers
    "_links",  # pages that the header `Link` leads to
    "_oauth",  # tokens by client credentials
    "_pages",  # lists that have pages
    "_required",  # methods whose body is one of several objects
    "_streaming", "_stream_reader", "_sse",  # answers that come event by event
    "_json_lines",  # lines or records
    "_servers",  # servers with variables
    "_statuses",  # several types of answers, or documented types of errors
    "_styles",  # styles of parameters that are not the client's own
    "_transform",  # params with keys or formats of their own
    "_variants",  # unions, where the compatibility part does not read them
    "_webhooks",
})  # fmt: skip

COMPAT = ("_compat.py", "_utils/")

_IMPORTED = re.compile(rb"^ *from \.+(_\w+) import", re.MULTILINE)


def shipped_files(folder: Path, below: str, modules: Iterable[OutputFile], *, compat: bool) -> list[OutputFile]:
    """The runtime in `folder`, to lie in `below` beside the generated `modules`."""
    texts = [each.content for each in modules]
    if compat:
        texts += [path.read_bytes() for path in sorted((folder / "_utils").glob("*.py"))]
    found = _imported(texts)
    if not compat:
        found.add("_variants")
    waiting = sorted(found)
    while waiting:
        further = _imported([(folder / f"{waiting.pop()}.py").read_bytes()]) - found
        found |= further
        waiting += sorted(further)
    left_out = (*GENERATED, *(f"{each}.py" for each in OPTIONAL - found), *(() if compat else COMPAT))
    return runtime_files(folder, below, left_out)


def _imported(texts: Iterable[bytes]) -> set[str]:
    """The optional modules that texts import."""
    return {name.decode() for text in texts for name in _IMPORTED.findall(text)} & OPTIONAL
