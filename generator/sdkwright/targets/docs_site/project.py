"""The project of the site: its settings and its table of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Toml, plain_text, toml_string
from sdkwright.lower.project.facts import api_name
from sdkwright.targets.docs.book import INDEX, TYPES
from sdkwright.targets.docs_site.views import ProjectView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.targets.docs.book import Book, ResourcePage

INDENT = "  "


def project_view(book: Book) -> ProjectView:
    name = f"{api_name(book.context)} API"
    lines = [entry("Overview", INDEX, 1), *(line for each in book.resources for line in nested(each, 1))]
    if book.types:
        lines.append(entry("Types", f"{TYPES}/{INDEX}", 1))
    return ProjectView(toml_string(name), toml_string(f"Reference of the {name}"), tuple(lines))


def nested(page: ResourcePage, depth: int) -> Iterator[Toml]:
    """A resource with its methods and the resources inside it."""
    margin = INDENT * depth
    yield Toml(f"{margin}{{ {title(page.title)} = [")
    yield Toml(f"{INDENT * (depth + 1)}{toml_string(f'{page.path}.md')},")
    for each in page.methods:
        yield entry(each.title, each.path, depth + 1)
    for child in page.children:
        yield from nested(child, depth + 1)
    yield Toml(f"{margin}] }},")


def entry(text: str, page: str, depth: int) -> Toml:
    return Toml(f"{INDENT * depth}{{ {title(text)} = {toml_string(f'{page}.md')} }},")


def title(text: str) -> Toml:
    return toml_string(" ".join(plain_text(text).split()))
