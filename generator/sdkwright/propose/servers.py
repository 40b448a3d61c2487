"""Environments of the client by the servers of the document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sdkwright.load import join
from sdkwright.name.words import Casing, words_of
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.load import Document
    from sdkwright.propose.proposal import Draft

_KINDS = {
    "production": "production", "prod": "production", "live": "production", "staging": "staging", "stage": "staging",
    "sandbox": "sandbox", "development": "development", "dev": "development", "testing": "test", "test": "test",
    "local": "local", "localhost": "local", "demo": "demo", "preview": "preview", "beta": "beta", "qa": "qa",
    "uat": "uat", "mock": "mock", "canary": "canary",
}  # fmt: skip
_ABSOLUTE = re.compile(r"(https?|\{[^{}]+\})://", re.IGNORECASE)


def propose_environments(document: Document, location: str | None, draft: Draft) -> None:
    """Each server by the name it has or the kind that its description tells, the first one first (it is the default).

    A relative URL counts from where the document was read (OpenAPI 3.1, Server Object), if that was a URL.
    """
    taken: set[str] = set()
    seen: set[str] = set()
    servers = sequence(document.root.get("servers")) or ([{"url": "/"}] if location else [])
    for index, node in enumerate(servers):
        url = absolute(text(mapping(node).get("url")) or "", location)
        if url is None or url in seen:
            continue
        seen.add(url)
        name = environment_name(mapping(node), url, first=not taken)
        for each in (
            name,
            *(f"environment_{number}" for number in range(len(taken) + 1, len(taken) + len(servers) + 2)),
        ):
            if each is not None and each not in taken:
                taken.add(each)
                draft.put(("environments", each), url, origin=join("/servers", index))
                break


def absolute(url: str, location: str | None) -> str | None:
    """A URL with a host; None where nothing tells the host. Braces stay."""
    if _ABSOLUTE.match(url):
        return url
    if location is None or not url.startswith(("/", ".")):
        return None
    try:
        return urljoin(location, url)
    except ValueError:
        return None


def environment_name(server: Mapping[str, object], url: str, *, first: bool) -> str | None:
    """The server's own name, else the kind of it, else `production` for the first."""
    own = text(server.get("name")) or text(server.get("x-name"))
    if own is not None and words_of(own):
        return Casing().snake(own)
    told = words_of(text(server.get("description")) or "")
    host = re.split(r"[/:]", url.partition("://")[2])[0].lower()
    for words in (told, re.split(r"[^a-z]+", host.rpartition(".")[0] or host)):
        kind = next((_KINDS[word] for word in words if word in _KINDS), None)
        if kind is not None:
            return kind
    if first:
        return "production"
    return Casing().snake(*told) if 0 < len(told) <= 3 else None
