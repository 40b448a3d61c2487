"""How the annotations of two packages stand to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .annotations import fits, read, without_literals

if TYPE_CHECKING:
    from .surface import Annotation, Surface


class Types:
    """What each annotation means is found in its own package."""

    def __init__(self, old: Surface, new: Surface) -> None:
        self._old, self._new = old, new
        self._bases = {**old.bases, **new.bases}

    def compare(self, was: Annotation, now: Annotation, *, takes: bool) -> str | None:
        """The class of the difference, None where there is none. `takes`: values are given to it, not read from it."""
        if was.text == now.text or read(was.text, _nothing) == read(now.text, _nothing):
            return None
        before = read(was.text, self._old.expand(was.module))
        after = read(now.text, self._new.expand(now.module))
        narrower, wider = fits(after, before, self._bases), fits(before, after, self._bases)
        if before == after or (narrower and wider):
            return None
        if takes:
            return "takes-more" if wider else "takes-less" if narrower else "type"
        if narrower:
            return "gives-less"
        if fits(without_literals(after, before), before, self._bases):
            return "values-added"
        return "gives-other" if wider else "type"


def _nothing(_: str) -> None:
    return None
