"""The name that someone probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MANY = 500
_LONG = 200


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that is most like the word, if any is. Bounded work: long words are cut, and of many names
    only those of like length are compared."""
    from difflib import get_close_matches  # for those who err only

    names = sorted(set(known))
    for name in names:
        if name.casefold() == word.casefold():
            return name
    if len(names) > _MANY:
        names = sorted(names, key=lambda name: (abs(len(name) - len(word)), name))[:_MANY]
    by_cut = {name[:_LONG]: name for name in reversed(names)}
    found = get_close_matches(word[:_LONG], sorted(by_cut), n=1, cutoff=0.6)
    return by_cut[found[0]] if found else None
