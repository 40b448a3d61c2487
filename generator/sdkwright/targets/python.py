"""The Python SDK, on httpx or on a library with its interface.

`templates/python` is that of all of them; what differs beside the names in it is in `templates/python-LIBRARY`, whose
templates take the place of those of the same name, and mostly extend them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pydantic import Field

from sdkwright.config import Part
from sdkwright.lower.http_library import LIBRARIES, HttpLibrary, HttpName
from sdkwright.lower.package import lower_source, lower_surroundings
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, runtime_files, side_by_side, templates_root
from sdkwright.targets.released import released_version
from sdkwright.targets.runtime import shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.lower.package import Page
    from sdkwright.targets.order import Order


class Options(Part):
    """What the config may say of a Python SDK as an output folder."""

    http: HttpName = Field(default="httpx", description="The HTTP library that the SDK is built on.")


# Operations and types from which on a second process is worth its start.
LARGE = 100


def files(order: Order) -> list[OutputFile]:
    """Everything that the SDK's folder holds, unformatted."""
    library = LIBRARIES[order.options_as(Options).http]
    context = replace(order.context, http=library, released=released_version(order.directory))
    folder = templates_root() / "python"
    renderer = renderer_for(library)

    def rendered(pages: Iterable[Page]) -> list[OutputFile]:
        return [OutputFile(each.path, renderer.render(each.template, each.view)) for each in pages]

    def source() -> list[OutputFile]:
        return rendered(lower_source(context))

    def surroundings() -> list[OutputFile]:
        pages, data = lower_surroundings(context)
        return [*rendered(pages), *(OutputFile(path, text.encode()) for path, text in data)]

    is_large = len(context.api.types) + len(context.names.operations) > LARGE
    parts = side_by_side(source, surroundings) if is_large else (source(), surroundings())
    copied = [
        *shipped_files(folder / "runtime", f"src/{context.names.package}", parts[0], compat=context.config.compat),
        *runtime_files(folder / "tests" / "support", "tests/support", ()),
    ]
    return sorted((*parts[0], *parts[1], *(in_words(library, each) for each in copied)), key=lambda each: each.path)


def renderer_for(library: HttpLibrary) -> Renderer:
    """The templates of `python`, below those that this library has of its own."""
    root = templates_root()
    if not library.words:
        return Renderer(root / "python")
    return Renderer(root / f"python-{library.name}", root / "python", root, spoken=library.spoken)


def in_words(library: HttpLibrary, copied: OutputFile) -> OutputFile:
    """A file of the runtime for an SDK on this library; to be formatted anew where its text changed."""
    content = library.spoken(copied.content.decode()).encode() if library.words else copied.content
    return copied if content == copied.content else OutputFile(copied.path, content)
