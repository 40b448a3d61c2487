"""The Python SDK."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sdkwright.lower.package import lower_source, lower_surroundings
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, runtime_files, side_by_side, templates_root
from sdkwright.targets.order import NoOptions
from sdkwright.targets.released import released_version
from sdkwright.targets.runtime import shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.lower.package import Page
    from sdkwright.targets.order import Order

Options = NoOptions

# Operations and types from which on a second process is worth its start.
LARGE = 100


def files(order: Order) -> list[OutputFile]:
    """Everything that the SDK's folder holds, unformatted."""
    context = replace(order.context, released=released_version(order.directory))
    folder = templates_root() / "python"
    renderer = Renderer(folder)

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
    return sorted((*parts[0], *parts[1], *copied), key=lambda each: each.path)
