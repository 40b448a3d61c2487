"""The pages of the site: what differs between flavours stands in tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Markdown
from sdkwright.lower.project.facts import api_name
from sdkwright.lower.project.markdown import code_block, literal_text
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, templates_root
from sdkwright.targets.docs.book import INDEX, TYPES
from sdkwright.targets.docs.flavours import root
from sdkwright.targets.docs.methods import Method
from sdkwright.targets.docs.prose import Html, HtmlWriter, MarkdownWriter, html_text
from sdkwright.targets.docs.writing import DEEPEST, bulleted, link, request
from sdkwright.targets.docs_site.html import Markup, block, href
from sdkwright.targets.docs_site.views import MethodView, SitePageView, TabView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.targets.docs.book import Book, MethodPage, ResourcePage, TypePage
    from sdkwright.targets.docs.calls import Shown
    from sdkwright.targets.docs.content import MethodText
    from sdkwright.targets.docs.flavours import Flavour

# Languages that the site highlights under another name.
LANGUAGES = {"cli": "console"}


class SiteWriting:
    """Writes the pages of a book for the site. A resource's page has its methods where they fit into `limit`
    characters, and the book is no large one, whose pages would hold each method twice.
    """

    def __init__(self, book: Book, flavours: tuple[Flavour, ...], limit: int) -> None:
        self._book = book
        self._flavours = flavours
        self._limit = limit
        self._prose = MarkdownWriter()
        self._markup = Markup(book.types, HtmlWriter())
        self._renderer = Renderer(templates_root() / "docs-site")

    def pages(self) -> list[OutputFile]:
        """The index, and the pages of resources and their methods."""
        return [self._index(), *(each for resource in self._book.walk() for each in self._resource(resource))]

    def types(self) -> list[OutputFile]:
        """The pages of types, and their list."""
        types = sorted(self._book.types.values(), key=lambda each: (each.title, each.path))
        found = [self._page(each.path, heading(each.title), [*self._type_tabs(each, each.path)]) for each in types]
        if types:
            links = bulleted(link(each.title, each.path, f"{TYPES}/{INDEX}") for each in types)
            found.append(self._page(f"{TYPES}/{INDEX}", heading("Types"), [links]))
        return found

    def _page(self, page: str, title: Markdown, blocks: Iterable[Markdown | Html]) -> OutputFile:
        view = SitePageView(page != INDEX, title, tuple(each for each in blocks if each))
        return OutputFile(f"docs/{page}.md", self._renderer.render("page.md.j2", view), is_formatted=True)

    # --- resources -------------------------------------------------------------------------------------------------

    def _resource(self, page: ResourcePage) -> Iterator[OutputFile]:
        methods = [self._method(each) for each in page.methods]
        for each, found in zip(page.methods, methods, strict=True):
            yield self._page(each.path, heading(each.title), [found])
        types = [(self._subtitle(each.title), self._type_tabs(each, page.path)) for each in page.types]
        description = page.resource.description
        blocks: list[Markdown | Html] = [self._prose.markdown(description)] if description else []
        if page.children:
            blocks.append(bulleted(link(each.title, each.path, page.path) for each in page.children))
        listed = bulleted(
            Markdown(f"{link(each.title, each.path, page.path)}: {request(each)}") for each in page.methods
        )
        blocks.append(listed)
        size = sum(map(len, methods)) + sum(len(part) for _, parts in types for part in parts)
        if self._book.is_small and size <= self._limit:
            for each, found in zip(page.methods, methods, strict=True):
                blocks += [self._linked_title(each, page.path), found]
            blocks += [block(['<p class="method-title">Domain Types</p>'])] if types else []
            for title, parts in types:
                blocks += [title, *parts]
        yield self._page(page.path, heading(page.title), blocks)

    def _linked_title(self, page: MethodPage, at: str) -> Html:
        """The title of a method on the page of its resource: no section of its own, as search finds its own page."""
        return block([f'<p class="method-title"><a href="{href(page.path, at)}">{html_text(page.title)}</a></p>'])

    def _subtitle(self, title: str) -> Html:
        return block([f'<p class="type-title">{html_text(title)}</p>'])

    # --- methods and types -----------------------------------------------------------------------------------------

    def _method(self, page: MethodPage) -> Markdown:
        found = page.method
        texts = [
            (each.title, each.method(found) if isinstance(found, Method) else each.webhook(found))
            for each in self._flavours
        ]
        first = texts[0][1]
        tabs = tuple(
            TabView(Markdown(title), joined(self._parts(text, page.path, is_first=text is first)))
            for title, text in texts
        )
        view = MethodView(self._markup.about(first), tabs, code(first.response) if first.response else None)
        return Markdown(self._renderer.render("method.md.j2", view).decode().strip("\n"))

    def _parts(self, text: MethodText, page: str, *, is_first: bool) -> Iterator[Markdown | Html]:
        yield block([self._markup.head(text)])
        if text.example is not None:
            yield code(text.example)
        yield self._markup.sections(text, page, is_searched=is_first)

    def _type_tabs(self, page: TypePage, at: str) -> list[Markdown]:
        tabs = tuple(
            TabView(Markdown(each.title), joined([self._type_lines(page, each, at)])) for each in self._flavours
        )
        return [Markdown(self._renderer.render("method.md.j2", MethodView(Html(""), tabs, None)).decode().strip("\n"))]

    def _type_lines(self, page: TypePage, flavour: Flavour, at: str) -> Html:
        listed = (root(page.node, flavour.words),)
        return block([self._markup.entries(listed, at)], is_searched=flavour is self._flavours[0])

    # --- index -----------------------------------------------------------------------------------------------------

    def _index(self) -> OutputFile:
        about = self._book.context.api.info.description
        blocks: list[Markdown | Html] = [self._prose.markdown(about)] if about else []
        for each in self._book.listed():
            hashes = "#" * min(each.path.count("/") + 1, DEEPEST)
            blocks.append(Markdown(f"{hashes} {link(each.title, each.path, INDEX)}"))
            listed = [Markdown(f"{link(one.title, one.path, INDEX)}: {request(one)}") for one in each.methods]
            blocks += [bulleted(listed)] if listed and self._book.is_small else []
        return self._page(INDEX, heading(f"{api_name(self._book.context)} API"), blocks)


def joined(parts: Iterable[Markdown | Html]) -> Markdown:
    return Markdown("\n\n".join(each for each in parts if each))


def heading(title: str) -> Markdown:
    return Markdown(f"# {literal_text(title)}")


def code(shown: Shown) -> Markdown:
    return code_block(shown.lines, LANGUAGES.get(shown.language, shown.language))
