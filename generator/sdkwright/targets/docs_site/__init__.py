"""The reference as a web site: a Zensical project, which `zensical build` makes pages of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.output import OutputFile
from sdkwright.render import Renderer, side_by_side, templates_root
from sdkwright.targets.docs import LARGE, flavours
from sdkwright.targets.docs.book import Book
from sdkwright.targets.docs_site.pages import SiteWriting
from sdkwright.targets.docs_site.project import project_view
from sdkwright.targets.order import NoOptions

if TYPE_CHECKING:
    from sdkwright.targets.order import Order

Options = NoOptions

# Characters of all trees of methods together: their number, and so the size of one, decides how long a build takes.
WHOLE = 2_500_000
LEAST, MOST = 2_000, 9_000
# Characters of a resource's page that has all its methods, for each that one tree may have.
PAGE = 20
ASSETS = ("reference.css", "reference.js")


def files(order: Order) -> list[OutputFile]:
    """The project: its settings, its pages, what they look like."""
    tree = min(max(WHOLE // max(len(order.context.names.operations), 1), LEAST), MOST)
    book = Book(order.context, tree)
    folder = templates_root() / "docs-site"
    writing = SiteWriting(book, flavours(book), PAGE * tree)
    is_large = len(order.context.names.operations) > LARGE
    parts = side_by_side(writing.pages, writing.types) if is_large else (writing.pages(), writing.types())
    found = [*parts[0], *parts[1]]
    found += [OutputFile(f"docs/assets/{each}", (folder / "assets" / each).read_bytes()) for each in ASSETS]
    found.append(OutputFile(".gitignore", (folder / "gitignore").read_bytes()))
    settings = Renderer(folder).render("zensical.toml.j2", project_view(book))
    return sorted((*found, OutputFile("zensical.toml", settings)), key=lambda each: each.path)
