"""How long each stage takes."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Clock:
    """Called with the name of each stage as it begins; passes it on."""

    def __init__(self, on_stage: Callable[[str], None]) -> None:
        self._on_stage = on_stage
        self._started: list[tuple[str, float]] = []

    def __call__(self, stage: str) -> None:
        self._started.append((stage, time.perf_counter()))
        self._on_stage(stage)

    def stop(self) -> dict[str, float]:
        """Seconds by stage, in order, and in total; a stage lasts until the next one begins."""
        self._started.append(("total", time.perf_counter()))
        seconds: dict[str, float] = {}
        for (stage, start), (_, end) in zip(self._started, self._started[1:], strict=False):
            seconds[stage] = round(seconds.get(stage, 0.0) + end - start, 6)
        return seconds | {"total": round(self._started[-1][1] - self._started[0][1], 6)}


def as_line(seconds: Mapping[str, float]) -> str:
    """What `stop` gave, for people."""
    return "  ".join(f"{stage} {took:.3f} s" for stage, took in seconds.items())
