"""The project of the site: its settings and its table of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Toml, toml_string
from sdkwright.lower.project.facts import api_name
from sdkwright.targets.docs.book import INDEX, TYPES
from sdkwright.targets.docs.prose import html_text
from sdkwright.targets.docs_site.views import ProjectView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.targets.docs.book import Book, ResourcePage

INDENT = "  "


def project_view(book: Book) -> ProjectView:
    name = f"{api_name(book.context)} API"
    lines = [
        entry("Overview", INDEX, 1),
        *(line for each in book.resources for line in nested(each, 1, whole=book.is_small)),
    ]
    if book.types:
        lines.append(entry("Types", f"{TYPES}/{INDEX}", 1))
    return ProjectView(title(name), title(f"Reference of the {name}"), tuple(lines))


def nested(page: ResourcePage, depth: int, *, whole: bool) -> Iterator[Toml]:
    """A resource with the resources inside it and, where the table is `whole`, its methods: every page holds it."""
    margin = INDENT * depth
    yield Toml(f"{margin}{{ {title(page.title)} = [")
    yield Toml(f"{INDENT * (depth + 1)}{toml_string(f'{page.path}.md')},")
    for each in page.methods if whole else ():
        yield entry(each.title, each.path, depth + 1)
    for child in page.children:
        yield from nested(child, depth + 1, whole=whole)
    yield Toml(f"{margin}] }},")


def entry(text: str, page: str, depth: int) -> Toml:
    return Toml(f"{INDENT * depth}{{ {title(text)} = {toml_string(f'{page}.md')} }},")


def title(text: str) -> Toml:
    """Titles in the settings are HTML, as they stand in pages as they are, and text once more in the title of a page:
    so they hold no angle bracket, escaped or not.
    """
    plain = " ".join(text.split()).replace("<", "\u2039").replace(">", "\u203a")
    return toml_string(html_text(plain))
