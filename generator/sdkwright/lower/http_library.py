"""The HTTP library under an SDK, and what its parts are called.

All text of our own (the runtime, the templates, what `lower` writes out) speaks of httpx, so that the runtime is a real
package. httpx2 is httpx under another name: for an SDK that is built on it, the words for it are exchanged in our own
text, before any text of a document comes in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

HttpName: TypeAlias = Literal["httpx", "httpx2"]

# Modules and classes, as programs name them; not parts of longer names, of distributions or of web addresses.
_WORDS = re.compile(r"(?<![\w.-])(?:httpx|httpx_aiohttp|HttpxAiohttpClient)(?![\w-])")


class HttpLibrary(NamedTuple):
    """`words` maps the words of httpx to those that stand for them. `oldest_typed` is the minor version of the oldest
    Python 3 for which the types of its newest version can be read; older ones get an older version.
    """

    name: HttpName
    words: Mapping[str, str]
    oldest_typed: int

    def spoken(self, text: str) -> str:
        """Text of our own that speaks of httpx, in the words of this library."""
        return _WORDS.sub(lambda found: self.words[found[0]], text) if self.words else text


HTTPX = HttpLibrary("httpx", {}, oldest_typed=9)
HTTPX2 = HttpLibrary(
    "httpx2",
    {
        "httpx": "httpx2",
        "httpx_aiohttp": "httpx_aiohttp.httpx2",
        "HttpxAiohttpClient": "Httpx2AiohttpClient",
    },
    oldest_typed=11,
)
LIBRARIES: Mapping[HttpName, HttpLibrary] = {each.name: each for each in (HTTPX, HTTPX2)}
