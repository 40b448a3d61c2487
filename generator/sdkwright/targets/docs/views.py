"""What the templates of the reference see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.lower.emit import Markdown


class SectionView(NamedTuple):
    """A heading and the list below it."""

    title: Markdown
    body: Markdown


class MethodBlockView(NamedTuple):
    """One method. `paragraphs` are its signature, its request and its description."""

    title: Markdown
    paragraphs: tuple[Markdown, ...]
    sections: tuple[SectionView, ...]
    example: Markdown | None
    response: Markdown | None


class BlocksView(NamedTuple):
    """A page that is put together of blocks, an empty line between."""

    heading: Markdown
    blocks: tuple[Markdown, ...]
