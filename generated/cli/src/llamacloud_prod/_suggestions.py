"""What somebody may have meant."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A sentence that names the nearest words, nothing where none is near. Words may be parts of what was meant."""
    listed = list(known)
    near = get_close_matches(word, listed, n=3, cutoff=0.6)
    near += [each for each in listed if each not in near and word in each.replace(":", " ").split()]
    return f" Did you mean {' or '.join(map(repr, near[:3]))}?" if near else ""
