"""An answer before it is sent."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Outgoing:
    """`items` are the pieces of a stream, sent one by one, in place of `body`."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    items: tuple[bytes, ...] | None = None

    def linked(self, url: str | None) -> Outgoing:
        """The answer with the header `Link` for the next page (RFC 8288), where it has one in the document."""
        name = next((name for name in self.headers if name.lower() == "link"), None)
        if name is None:
            return self
        rest = {key: value for key, value in self.headers.items() if key != name}
        return replace(self, headers=rest if url is None else {**rest, name: f'<{url}>; rel="next"'})
