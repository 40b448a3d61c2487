"""Names in the classes that gather streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Collect, CollectPairs
from sdkwright.name.reserved import KEYWORDS
from sdkwright.name.scope import Claim, settle
from sdkwright.name.table import CollectNames

if TYPE_CHECKING:
    from sdkwright.name.words import Casing

TAKEN = KEYWORDS | {"add", "from_events", "from_async_events"}


def collect_names(collect: Collect, casing: Casing, class_name: str) -> CollectNames:
    """For `Turn` its attributes, and for pairs `TurnToolCall` with an attribute per kind of event."""
    claims = [
        Claim(each.name, (casing.snake(each.name), casing.snake(each.name, "value")), f"{index:04}")
        for index, each in enumerate(collect.fields)
    ]
    pairs: dict[str, tuple[str, str, str]] = {}
    for each in collect.fields:
        if isinstance(each, CollectPairs):
            first, second = (casing.snake(tag) for tag in (each.first, each.second))
            both = settle(
                [Claim(0, (first, f"{first}_"), "0"), Claim(1, (second, f"{second}_"), "1")], taken=KEYWORDS, fold=False
            )
            pairs[each.name] = (class_name + casing.pascal(casing.singular(each.name)), both.names[0], both.names[1])
    return CollectNames(class_name, settle(claims, taken=TAKEN, fold=False).names, pairs)
