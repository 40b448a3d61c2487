"""The Python SDK."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.package import Package, lower_package
from sdkwright.lower.seam import optional_modules
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, runtime_files, templates_root

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

# The runtime's samples of what is generated per API.
GENERATED = frozenset({"__init__.py", "_exceptions.py", "_seam.py", "_version.py"})
# Modules of the runtime that an SDK has only if its API needs them.
OPTIONAL = frozenset({"_oauth", "_servers", "_webhooks"})


def package(context: Context) -> Package:
    return lower_package(context)


def files(context: Context) -> list[OutputFile]:
    """Everything that the SDK's folder holds, unformatted."""
    folder = templates_root() / "python"
    renderer = Renderer(folder)
    found = package(context)
    rendered = [OutputFile(each.path, renderer.render(each.template, each.view)) for each in found.pages]
    data = [OutputFile(path, text.encode()) for path, text in found.data]
    left_out = {f"{each}.py" for each in OPTIONAL - optional_modules(context).keys()}
    copied = [
        *runtime_files(folder / "runtime", f"src/{found.name}", GENERATED | left_out),
        *runtime_files(folder / "tests" / "support", "tests/support", frozenset()),
    ]
    return sorted((*rendered, *data, *copied), key=lambda each: each.path)
