"""What options are called. Flags are the names of the SDK's arguments in words joined by hyphens.

- An option that every command has keeps its flag; an argument that would have the same takes the word for its place
  before it (`--query-format`, `--body-output`).
- So do two arguments whose names differ only in what hyphens cannot show; what still clashes gets a number.
- The parts of an object are `--object.part`, named after their names on the wire.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.name.scope import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable
    from typing import TypeVar

    K = TypeVar("K", bound=Hashable)

# The options of every command, beside those of the client's own options.
EVERYWHERE = (
    "help", "version", "format", "transform", "max_items", "output", "base_url", "environment", "timeout",
    "max_retries", "header", "debug",
)  # fmt: skip
# What gives the whole body, where its properties have options of their own.
BODY = "body"


def settled(claims: Iterable[tuple[K, tuple[str, ...], str]], taken: Collection[str] = ()) -> dict[K, str]:
    """Words joined by hyphens for names in snake case, each with its candidates and its source; none is in `taken`."""
    wanted = [Claim(key, tuple(map(plain, candidates)), source) for key, candidates, source in claims]
    found = settle(wanted, taken=[plain(each) for each in taken]).names
    return {key: hyphenated(name) for key, name in found.items()}


def plain(name: str) -> str:
    """The name without what hyphens cannot show: no two of these are the same with hyphens."""
    return "_".join(part for part in name.replace("-", "_").split("_") if part) or "unnamed"


def hyphenated(name: str) -> str:
    return plain(name).replace("_", "-")
