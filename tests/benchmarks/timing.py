"""Taking turns, and medians."""

from __future__ import annotations

from collections import defaultdict
from statistics import median
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_Key = TypeVar("_Key", bound="Hashable")


def medians(repetitions: int, measures: dict[_Key, Callable[[], float]]) -> dict[_Key, float]:
    """The median of `repetitions` of each measure, after one that does not count.

    The measures take turns, every other round in reverse order, so that whatever slows the machine down for a while
    slows all of them down.
    """
    taken: defaultdict[_Key, list[float]] = defaultdict(list)
    for number in range(repetitions + 1):
        order = list(measures.items())
        for key, measure in order if number % 2 else reversed(order):
            seconds = measure()
            if number:
                taken[key].append(seconds)
    return {key: median(taken[key]) for key in measures}
