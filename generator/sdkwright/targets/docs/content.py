"""What the reference says, before it has a form: titles, sections, lines. Text is as the document has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.targets.docs.calls import Shown
    from sdkwright.targets.docs.entries import Entry


class Section(NamedTuple):
    """`label` is code beside the title."""

    title: str
    entries: tuple[Entry, ...]
    label: str | None = None


class MethodText(NamedTuple):
    """One method in one flavour. `prose` and `deprecated` are CommonMark of the document; `verb` and `path` are those
    of the request, where it sends one.
    """

    title: str
    signature: str | None
    verb: str | None
    path: str | None
    prose: str | None
    deprecated: str | None
    sections: tuple[Section, ...]
    example: Shown | None
    response: Shown | None
