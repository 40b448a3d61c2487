"""The lines of the reference as HTML: what a line holds is folded away below it."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.targets.docs.prose import Html, HtmlWriter, html_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.targets.docs.book import TypePage
    from sdkwright.targets.docs.content import MethodText, Section
    from sdkwright.targets.docs.entries import Entry, Fact
    from sdkwright.targets.docs.tree import TypeKey

ENDING = ".html"


def href(target: str, page: str) -> Html:
    """The way from one page to another, both without their ending."""
    return html_text(quote(posixpath.relpath(target, posixpath.dirname(page) or ".") + ENDING))


class Markup:
    """Writes what is on pages. `types` are those that lines may lead to."""

    def __init__(self, types: Mapping[TypeKey, TypePage], prose: HtmlWriter) -> None:
        self._types = types
        self.prose = prose

    def head(self, text: MethodText) -> Html:
        """The signature of a method."""
        return Html(f'<p class="signature"><code>{html_text(text.signature)}</code></p>' if text.signature else "")

    def about(self, text: MethodText) -> Html:
        """The request of a method and what the document says of it, the same in all flavours."""
        parts: list[str] = []
        if text.verb is not None and text.path is not None:
            parts.append(
                f'<p class="request"><span class="verb verb-{html_text(text.verb)}">{html_text(text.verb)}</span> '
                f"<code>{html_text(text.path)}</code></p>"
            )
        if text.deprecated is not None:
            told = self.prose.html(text.deprecated) if text.deprecated else ""
            parts.append(f'<div class="deprecated"><p><strong>Deprecated.</strong></p>{told}</div>')
        if text.prose is not None:
            parts.append(self.prose.html(text.prose))
        return block(parts)

    def sections(self, text: MethodText, page: str, *, is_searched: bool) -> Html:
        return block((self._section(each, page) for each in text.sections), is_searched=is_searched)

    def _section(self, section: Section, page: str) -> str:
        label = f" <code>{html_text(section.label)}</code>" if section.label else ""
        return f'<p class="part">{html_text(section.title)}{label}</p>{self.entries(section.entries, page)}'

    def entries(self, listed: Iterable[Entry], page: str) -> Html:
        """A nested list; answers and types show what they hold, all else folds it away."""
        lines = [self._entry(each, page, is_open=is_whole(each)) for each in listed]
        return Html(f'<ul class="entries">{"".join(lines)}</ul>')

    def _entry(self, entry: Entry, page: str, *, is_open: bool) -> str:
        found = [f"<li>{self._label(entry, page)}", self._told(entry)]
        if entry.children:
            inside = "".join(self._entry(each, page, is_open=False) for each in entry.children)
            opened = " open" if is_open else ""
            found.append(f"<details data-search-exclude{opened}><summary>Details ({len(entry.children)})</summary>")
            found.append(f"<ul>{inside}</ul></details>")
        return "".join([*found, "</li>"])

    def _label(self, entry: Entry, page: str) -> str:
        name, colon, rest = entry.label.partition(": ")
        code = (
            f"<code><b>{html_text(name)}</b>{colon}{html_text(rest)}</code>"
            if colon
            else f"<code>{html_text(name)}</code>"
        )
        target = self._types.get(entry.page) if entry.page is not None else None
        if target is None or target.path == page:
            return code
        return f'<a href="{href(target.path, page)}">{code}</a>'

    def _told(self, entry: Entry) -> str:
        """The lead stands in the first paragraph of the prose, the facts in the last: tags take time to read."""
        told = self.prose.html(entry.prose) if entry.prose else ""
        if entry.lead:
            lead = html_text(entry.lead)
            told = f"<p>{lead}: {told[3:]}" if told.startswith("<p>") else f"<p>{lead}</p>{told}"
        if entry.facts:
            facts = " ".join(map(fact, entry.facts))
            told = f"{told[:-4]} {facts}</p>" if told.endswith("</p>") else f"{told}<p>{facts}</p>"
        return told


def is_whole(entry: Entry) -> bool:
    """Whether the line tells of a whole type, not of a part of one."""
    return entry.label.startswith("class ") or " = " in entry.label or ": object {" in entry.label


def fact(told: Fact) -> str:
    code = f" <code>{html_text(told.code)}</code>" if told.code is not None else ""
    return f"{html_text(told.name)}{code}."


def block(parts: Iterable[str], *, is_searched: bool = True) -> Html:
    """One block of HTML: nothing in it is read as Markdown. What is told of once is searched once."""
    inside = "".join(parts)
    left_out = "" if is_searched else " data-search-exclude"
    return Html(f'<div class="reference"{left_out}>{inside}</div>' if inside else "")
