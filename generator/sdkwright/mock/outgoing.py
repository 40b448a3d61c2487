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

    def telling(self, headers: Mapping[str, object]) -> Outgoing:
        """The answer with these headers in place of those of the same names; without them where they are None."""
        names = {name.lower() for name in headers}
        kept = {name: value for name, value in self.headers.items() if name.lower() not in names}
        return replace(self, headers=kept | {name: str(value) for name, value in headers.items() if value is not None})
