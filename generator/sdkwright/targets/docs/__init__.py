"""The reference in Markdown, one folder per flavour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.render import side_by_side
from sdkwright.targets.docs.book import Book
from sdkwright.targets.docs.cli_flavour import CliFlavour
from sdkwright.targets.docs.http_flavour import HttpFlavour
from sdkwright.targets.docs.python_flavour import PythonFlavour
from sdkwright.targets.docs.writing import Writing
from sdkwright.targets.order import NoOptions

if TYPE_CHECKING:
    from sdkwright.output import OutputFile
    from sdkwright.targets.docs.flavours import Flavour
    from sdkwright.targets.order import Order

Options = NoOptions

# Characters of one tree, and of a resource's page that has all its methods.
TREE = 12_000
PAGE = 150_000
# Operations from which on a second process is worth its start.
LARGE = 100


def files(order: Order) -> list[OutputFile]:
    """All pages of all flavours."""
    book = Book(order.context, TREE)
    first, *others = (Writing(book, each, PAGE) for each in flavours(book))

    def rest() -> list[OutputFile]:
        return [each for writing in others for each in writing.files()]

    is_large = len(order.context.names.operations) > LARGE
    parts = side_by_side(first.files, rest) if is_large else (first.files(), rest())
    return [*parts[0], *parts[1]]


def flavours(book: Book) -> tuple[Flavour, ...]:
    """Those that there are, in the order in which readers see them."""
    context, scopes = book.context, book.scopes
    return (PythonFlavour(context, scopes), HttpFlavour(context, scopes), CliFlavour(context, scopes))
