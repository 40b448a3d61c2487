"""The reference as Markdown: lines as nested lists, links as paths from page to page."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.lower.emit import Markdown, markdown_code
from sdkwright.lower.project.markdown import code_block, literal_text
from sdkwright.targets.docs.views import MethodBlockView, SectionView

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.targets.docs.book import TypePage
    from sdkwright.targets.docs.calls import Shown
    from sdkwright.targets.docs.content import MethodText, Section
    from sdkwright.targets.docs.entries import Entry, Fact
    from sdkwright.targets.docs.prose import MarkdownWriter
    from sdkwright.targets.docs.tree import TypeKey

ENDING = ".md"


def path_to(target: str, page: str, ending: str = ENDING) -> str:
    """The way from one page to another, both without their ending."""
    return quote(posixpath.relpath(target, posixpath.dirname(page) or ".") + ending)


class Pages:
    """Writes what is on pages of one flavour. `types` are those that lines may lead to."""

    def __init__(self, types: Mapping[TypeKey, TypePage], prose: MarkdownWriter) -> None:
        self._types = types
        self.prose = prose

    def method(self, text: MethodText, page: str) -> MethodBlockView:
        return MethodBlockView(
            title=literal_text(text.title),
            paragraphs=tuple(self._paragraphs(text)),
            sections=tuple(self._section(each, page) for each in text.sections),
            example=code(text.example) if text.example else None,
            response=code(text.response) if text.response else None,
        )

    def _paragraphs(self, text: MethodText) -> Iterable[Markdown]:
        if text.signature is not None:
            yield markdown_code(text.signature)
        if text.verb is not None and text.path is not None:
            yield Markdown(f"**{literal_text(text.verb)}** {markdown_code(text.path)}")
        if text.deprecated is not None:
            yield Markdown(" ".join(["> **Deprecated.**", *self.prose.lines(text.deprecated)]).rstrip())
        if text.prose is not None:
            yield self.prose.markdown(text.prose)

    def _section(self, section: Section, page: str) -> SectionView:
        label = f" {markdown_code(section.label)}" if section.label else ""
        return SectionView(Markdown(section.title + label), self.entries(section.entries, page))

    def entries(self, listed: Iterable[Entry], page: str) -> Markdown:
        """A nested list."""
        lines: list[str] = []
        self._append(lines, listed, page, "")
        return Markdown("\n".join(lines).rstrip("\n"))

    def _append(self, lines: list[str], listed: Iterable[Entry], page: str, margin: str) -> None:
        inner = margin + "  "
        for each in listed:
            label = markdown_code(each.label)
            target = self._types.get(each.page) if each.page is not None else None
            if target is not None and target.path != page:
                label = Markdown(f"[{label}]({path_to(target.path, page)})")
            lines += [f"{margin}- {label}", ""]
            told = self._told(each)
            if told:
                lines += [*(f"{inner}{line}" if line else "" for line in told), ""]
            self._append(lines, each.children, page, inner)

    def _told(self, entry: Entry) -> list[str]:
        """What stands below the line, before the lines inside it."""
        found = list(self.prose.lines(entry.prose)) if entry.prose else []
        if entry.lead:
            if found and found[0]:
                found[0] = f"{entry.lead}: {found[0]}"
            else:
                found = [entry.lead]
        if entry.facts:
            found += [*([""] if found else []), sentence(entry.facts)]
        return found


def sentence(facts: tuple[Fact, ...]) -> str:
    """Facts in one line: Deprecated. Default: `20`. Minimum: `1`."""
    parts = [f"{each.name} {markdown_code(each.code)}" if each.code is not None else each.name for each in facts]
    return ". ".join(parts) + "."


def code(shown: Shown) -> Markdown:
    return code_block(shown.lines, shown.language)
