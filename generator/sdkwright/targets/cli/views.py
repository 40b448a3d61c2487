"""What the templates of the command line see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.lower.emit import Code, Markdown, Toml


class PlainView(NamedTuple):
    """Nothing but what every file may begin with."""

    comment: Code | None = None


class EntryView(NamedTuple):
    """An entry of a dict display, or an argument with its name."""

    key: Code
    value: Code


class CommandView(NamedTuple):
    """`arguments` are those of `Command`, `options` the arguments of each `Option`."""

    key: Code
    arguments: tuple[Code, ...]
    options: tuple[tuple[Code, ...], ...]


class CommandsView(NamedTuple):
    """`imports` are the classes of data that the module uses."""

    comment: Code
    imports: Code
    commands: tuple[CommandView, ...]


class ProgramView(NamedTuple):
    """`imports` are the classes of data that the module uses."""

    comment: Code
    imports: Code
    arguments: tuple[Code, ...]
    flags: tuple[tuple[Code, ...], ...]
    groups: tuple[EntryView, ...]
    commands: tuple[EntryView, ...]


class ProjectView(NamedTuple):
    distribution: Toml
    version: Toml
    description: Toml
    license: Toml | None
    requires_python: Toml
    author: Toml
    sdk: Toml
    command: Toml
    entry: Toml
    source: Toml
    oldest: Toml
    oldest_target: Toml
    oldest_checked: Toml


class ReadmeView(NamedTuple):
    """`example` is one call, `groups` a row for each resource."""

    title: Markdown
    about: Markdown
    install: Markdown
    example: Markdown | None
    sdk: Markdown
    secret: Markdown | None
    keyring: Markdown | None
    completion: Markdown
    groups: tuple[Markdown, ...]


class TrialsView(NamedTuple):
    """`package` is the program's import name."""

    comment: Code
    package: Code
