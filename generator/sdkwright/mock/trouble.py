"""Trouble that a client is to live through: answers that come late, fail or break off, by chance that is seeded."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from sdkwright.mock.outgoing import Outgoing
from sdkwright.mock.problems import MEDIA_TYPE, Refusal, title

if TYPE_CHECKING:
    from sdkwright.mock.settings import Settings

DROPPED: Final = 0
"""Stands for an answer that never comes: the connection is closed."""

_KINDS: Final = (500, 503, 429, DROPPED)
_RETRY_AFTER: Final = "1"


class Trouble:
    """Requests are counted, so that the same request fails once and not the next time."""

    def __init__(self, settings: Settings) -> None:
        self._rate = settings.fail_rate
        self._latency = settings.latency
        self._random = Random(settings.seed)  # noqa: S311  (which requests fail is no secret)

    def delay(self) -> float:
        """Seconds to wait before the answer."""
        least, most = self._latency
        return least if least == most else self._random.uniform(least, most)

    def failure(self) -> Outgoing | None:
        """What is answered in place of the answer: 500, 503 or 429 (these two with `Retry-After`), or a status of
        `DROPPED`; mostly None.
        """
        if not self._rate or self._random.random() >= self._rate:
            return None
        status = self._random.choice(_KINDS)
        if status == DROPPED:
            return Outgoing(DROPPED)
        body = Refusal(status, f"{title(status)}, as --fail asks for").body
        headers = {"Content-Type": MEDIA_TYPE}
        if status != 500:
            headers["Retry-After"] = _RETRY_AFTER
        return Outgoing(status, headers, body)
