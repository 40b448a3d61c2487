"""A command line built on the Python SDK: a package of its own, with one module of data for each resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from sdkwright.config import Part
from sdkwright.lower.command_line import command_line
from sdkwright.lower.context import FIRST_VERSION
from sdkwright.output import OutputFile
from sdkwright.render import Renderer, runtime_files, templates_root
from sdkwright.targets.cli.commands import command_modules
from sdkwright.targets.cli.names import project_names
from sdkwright.targets.cli.program import program_view
from sdkwright.targets.cli.project import project_view, readme_view
from sdkwright.targets.cli.trials import trials
from sdkwright.targets.cli.views import PlainView
from sdkwright.targets.released import released_version

if TYPE_CHECKING:
    from sdkwright.targets.order import Order

# The runtime's sample of what is generated per API.
SAMPLE = ("_program.py",)


class Options(Part):
    """What the program and its package are called."""

    command: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$",
        description="What a shell knows the program by; the SDK's name by default.",
    )
    package: str | None = Field(
        default=None, pattern=r"^[a-z_][a-z0-9_]*$", description="Import name; made of the command by default."
    )
    distribution: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$",
        description="Name on PyPI; that of the command by default.",
    )
    version: str | None = Field(
        default=None, description="Version of the package (PEP 440); by default the one that its pyproject.toml has."
    )


def files(order: Order) -> list[OutputFile]:
    """Everything that the program's folder holds, unformatted."""
    context, options = order.context, order.options_as(Options)
    line = command_line(context)
    version = options.version or released_version(order.directory) or FIRST_VERSION
    names = project_names(context, line, options.package, options.distribution, version)
    folder = templates_root() / "cli"
    renderer = Renderer(folder)
    root = f"src/{names.package}"
    modules = command_modules(context, line)
    pages: list[tuple[str, str, object]] = [
        (".gitignore", "gitignore.j2", PlainView()),
        ("README.md", "README.md.j2", readme_view(context, line, names)),
        ("pyproject.toml", "pyproject.toml.j2", project_view(context, line, names)),
        (f"{root}/_program.py", "program.py.j2", program_view(context, line, names, modules)),
        (f"{root}/commands/__init__.py", "commands_init.py.j2", PlainView(context.comment)),
        *((f"{root}/commands/{each.stem}.py", "commands.py.j2", each.view) for each in modules),
    ]
    tests, data = trials(context, line, names)
    found = [OutputFile(path, renderer.render(template, view)) for path, template, view in (*pages, *tests)]
    found += [OutputFile(path, text.encode()) for path, text in data]
    return sorted([*found, *runtime_files(folder / "cli_runtime", root, SAMPLE)], key=lambda each: each.path)
