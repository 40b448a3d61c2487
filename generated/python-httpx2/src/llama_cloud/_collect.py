"""Parts of the generated classes that gather the events of a stream into one value."""

from __future__ import annotations

from typing import List


class TextPieces:
    """Text that arrives in pieces and, at the end of a run of pieces, once more as a whole."""

    def __init__(self) -> None:
        self._whole: List[str] = []
        self._open: List[str] = []

    def add(self, piece: object) -> None:
        """The next piece. What is no text (a server may send anything) adds nothing."""
        if isinstance(piece, str):
            self._open.append(piece)

    def settle(self, whole: object) -> None:
        """The whole text of the run of pieces that ends here; it counts instead of them."""
        if isinstance(whole, str):
            self._whole.append(whole)
            self._open.clear()

    @property
    def text(self) -> str:
        """All whole texts, then the pieces of a run that has not ended."""
        return "".join((*self._whole, *self._open))

    def __repr__(self) -> str:
        return repr(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TextPieces) and other.text == self.text

    __hash__ = None  # type: ignore[assignment]
