"""What a mock server is told beside its document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`seed` decides every value that is made and every fault that is thrown in. `auth`: whether requests need the
    credentials that the document asks for. `stateful`: whether what is created is kept, in the file `database` or in
    memory. `fail_rate` is the share of requests that fail (0 to 1), `latency` the least and the most seconds before an
    answer, `pause` the seconds between two items of a stream, `max_body` the most bytes of a request's body.
    """

    seed: int = 0
    auth: bool = True
    stateful: bool = False
    database: Path | None = None
    fail_rate: float = 0.0
    latency: tuple[float, float] = (0.0, 0.0)
    pause: float = 0.02
    max_body: int = 16 * 1024 * 1024
