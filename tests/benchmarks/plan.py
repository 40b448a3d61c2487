"""How often things are measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plan:
    """Counts of one run. Each figure is the median of its repetitions, which take turns between the two sides."""

    processes: int = 15
    repetitions: int = 15
    calls: int = 300
    events: int = 10_000
    items: int = 100
    lists: int = 20
    stream_events: int = 20_000
    long_event: int = 2_000_000
    commands: int = 7
    loads: int = 3
    load_seconds: int = 5


QUICK = Plan(processes=5, repetitions=5, calls=100, stream_events=10_000, commands=3, loads=1, load_seconds=2)
