"""The files of one flavour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Markdown, markdown_code
from sdkwright.lower.project.facts import api_name
from sdkwright.lower.project.markdown import literal_text
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, templates_root
from sdkwright.targets.docs.book import INDEX, TYPES
from sdkwright.targets.docs.flavours import root
from sdkwright.targets.docs.markdown import Pages, path_to
from sdkwright.targets.docs.methods import Method
from sdkwright.targets.docs.prose import MarkdownWriter
from sdkwright.targets.docs.views import BlocksView, SectionView

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.targets.docs.book import Book, MethodPage, ResourcePage, TypePage
    from sdkwright.targets.docs.flavours import Flavour

# Six levels of headings are all that Markdown has.
DEEPEST = 6


class Writing:
    """Writes the pages of a book. A resource's page has its methods where they fit into `limit` characters."""

    def __init__(self, book: Book, flavour: Flavour, limit: int) -> None:
        self._book = book
        self._flavour = flavour
        self._limit = limit
        self._pages = Pages(book.types, MarkdownWriter())
        self._renderer = Renderer(templates_root() / "docs")

    def files(self) -> list[OutputFile]:
        found = [self._index()]
        for resource in self._book.walk():
            found += self._resource(resource)
        types = self._book.types.values()
        found += [self._file(each.path, "type.md.j2", self._type(each, each.path)) for each in types]
        if types:
            listed = sorted(types, key=lambda each: (each.title, each.path))
            links = bulleted(link(each.title, each.path, f"{TYPES}/{INDEX}") for each in listed)
            found.append(self._blocks(f"{TYPES}/{INDEX}", Markdown("# Types"), [links]))
        return sorted(found, key=lambda each: each.path)

    def _file(self, page: str, template: str, view: object) -> OutputFile:
        return OutputFile(f"{self._flavour.folder}/{page}.md", self._renderer.render(template, view), is_formatted=True)

    def _blocks(self, page: str, heading: Markdown, blocks: Iterable[Markdown]) -> OutputFile:
        return self._file(page, "blocks.md.j2", BlocksView(heading, tuple(blocks)))

    # --- resources -------------------------------------------------------------------------------------------------

    def _resource(self, page: ResourcePage) -> Iterator[OutputFile]:
        """The pages of its methods, and its own."""
        methods = [self._method(each) for each in page.methods]
        for each, block in zip(page.methods, methods, strict=True):
            yield self._file(each.path, "blocks.md.j2", BlocksView(block, ()))
        types = [self._type(each, page.path) for each in page.types]
        blocks: list[Markdown] = []
        if page.resource.description:
            blocks.append(self._pages.prose.markdown(page.resource.description))
        if page.children:
            blocks.append(bulleted(link(each.title, each.path, page.path) for each in page.children))
        if sum(map(len, methods)) + sum(len(each.body) for each in types) <= self._limit:
            blocks += [*methods, *domain_types(types)]
        else:
            blocks.append(self._listed(page.methods, page.path))
        yield self._blocks(page.path, Markdown(f"# {literal_text(page.title)}"), blocks)

    def _method(self, page: MethodPage) -> Markdown:
        found = page.method
        text = self._flavour.method(found) if isinstance(found, Method) else self._flavour.webhook(found)
        view = self._pages.method(text, page.path)
        return Markdown(self._renderer.render("method.md.j2", view).decode().rstrip("\n"))

    def _type(self, page: TypePage, at: str) -> SectionView:
        listed = (root(page.node, self._flavour.words),)
        return SectionView(literal_text(page.title), self._pages.entries(listed, at))

    def _listed(self, methods: Iterable[MethodPage], page: str) -> Markdown:
        """Links to methods, with their requests."""
        return bulleted(Markdown(f"{link(each.title, each.path, page)}: {request(each)}") for each in methods)

    # --- index -----------------------------------------------------------------------------------------------------

    def _index(self) -> OutputFile:
        context = self._book.context
        about = context.api.info.description
        blocks = [self._pages.prose.markdown(about)] if about else []
        for each in self._book.listed():
            hashes = "#" * min(each.path.count("/") + 1, DEEPEST)
            blocks.append(Markdown(f"{hashes} {link(each.title, each.path, INDEX)}"))
            blocks += [self._listed(each.methods, INDEX)] if each.methods and self._book.is_small else []
        if self._book.types:
            blocks.append(Markdown(f"## {link('Types', f'{TYPES}/{INDEX}', INDEX)}"))
        title = literal_text(f"{api_name(context)} API: {self._flavour.title}")
        return self._blocks(INDEX, Markdown(f"# {title}"), blocks)


def link(title: str, target: str, page: str) -> Markdown:
    return Markdown(f"[{literal_text(title)}]({path_to(target, page)})")


def bulleted(lines: Iterable[Markdown]) -> Markdown:
    return Markdown("\n".join(f"- {each}" for each in lines))


def request(page: MethodPage) -> Markdown:
    """What the method sends."""
    found = page.method
    if not isinstance(found, Method):
        return Markdown("webhook")
    return Markdown(f"**{literal_text(found.operation.http_method)}** {markdown_code(found.operation.path)}")


def domain_types(types: list[SectionView]) -> Iterator[Markdown]:
    """The types that a resource brings, at the end of its page."""
    if types:
        yield Markdown("## Domain Types")
    for each in types:
        yield Markdown(f"### {each.title}\n\n{each.body}")
