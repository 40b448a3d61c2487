"""Help: what belongs to a command first, what every command takes behind it."""

from __future__ import annotations

import click

from ._params import EverywhereOption


class HelpfulCommand(click.Command):
    """A command whose help tells its own options apart from those of every command."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        write_options(self, ctx, formatter)


class HelpfulGroup(click.Group):
    """A group that knows what to say of its commands without making them."""

    def summaries(self, ctx: click.Context) -> list[tuple[str, list[tuple[str, str]]]]:
        """Headings with the commands below them, each with a line on it."""
        raise NotImplementedError

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, listed in self.summaries(ctx):
            if listed:
                with formatter.section(_heading(heading)):
                    formatter.write_dl(listed)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """The command's own options, then those of every command."""
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for each in command.get_params(ctx):
        record = each.get_help_record(ctx)
        if record is not None:
            is_shared = isinstance(each, EverywhereOption) or not each.expose_value  # --help and --version
            (shared if is_shared else own).append(record)
    for heading, records in (("Options", own), ("Options of every command", shared)):
        if records:
            with formatter.section(_heading(heading)):
                formatter.write_dl(records, col_max=34)


def _heading(text: str) -> str:
    return click.style(text, bold=True)
