"""The program as click knows it. Commands are made when they are asked for, from the data of their group's module."""

from __future__ import annotations

import importlib
from typing import Any, List, Optional, Sequence, Tuple

import click

from . import _statuses
from ._arguments import call_arguments
from ._completion import completion_command
from ._data import Command, Commands, Program
from ._formats import wants_colours
from ._help import HelpfulCommand, HelpfulGroup
from ._params import BODY, everywhere, given_options, own_options, settings_of
from ._suggestions import did_you_mean

CLIENT_MODULE = "_client"
COMPLETION = "completion"


def commands_of(program: Program, module: str) -> Commands:
    """The data of one module of commands."""
    found: Commands = importlib.import_module(f"{program.package}.commands.{module}").COMMANDS
    return found


class Root(HelpfulGroup):
    """The program itself: the client's own commands, a group for each resource, and `completion`."""

    def __init__(self, program: Program) -> None:
        super().__init__(
            program.name,
            help=program.help,
            epilog=_statuses.HELP,
            params=[*everywhere(program), _version(program)],
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        )
        self.program = program

    def list_commands(self, ctx: click.Context) -> List[str]:
        return [*self.program.commands, *self.program.groups, COMPLETION]

    def summaries(self, ctx: click.Context) -> List[Tuple[str, List[Tuple[str, str]]]]:
        groups = [(name, each.help) for name, each in self.program.groups.items()]
        return [
            ("Resources", groups),
            ("Commands", [*self.program.commands.items(), (COMPLETION, "Print what a shell needs to complete words.")]),
        ]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        program = self.program
        if cmd_name == COMPLETION:
            return completion_command(self, program)
        if cmd_name in program.groups:
            return Resource(program, cmd_name)
        if cmd_name in program.commands:
            return method_command(program, commands_of(program, CLIENT_MODULE)[cmd_name])
        return None

    def resolve_command(
        self, ctx: click.Context, args: List[str]
    ) -> Tuple[Optional[str], Optional[click.Command], List[str]]:
        _refuse_unknown(ctx, self, args)
        return super().resolve_command(ctx, args)


class Resource(HelpfulGroup):
    """The commands of one resource."""

    def __init__(self, program: Program, name: str) -> None:
        group = program.groups[name]
        super().__init__(name, help=group.help, params=everywhere(program))
        self.program = program
        self._data = commands_of(program, group.module)

    def list_commands(self, ctx: click.Context) -> List[str]:
        return list(self._data)

    def summaries(self, ctx: click.Context) -> List[Tuple[str, List[Tuple[str, str]]]]:
        return [("Commands", [(name, each.summary) for name, each in self._data.items()])]

    def get_command(self, ctx: click.Context, cmd_name: str) -> Optional[click.Command]:
        found = self._data.get(cmd_name)
        return method_command(self.program, found) if found is not None else None

    def resolve_command(
        self, ctx: click.Context, args: List[str]
    ) -> Tuple[Optional[str], Optional[click.Command], List[str]]:
        _refuse_unknown(ctx, self, args)
        return super().resolve_command(ctx, args)


def _refuse_unknown(ctx: click.Context, group: HelpfulGroup, args: Sequence[str]) -> None:
    """Click's own message, and what may have been meant."""
    known = group.list_commands(ctx)
    if args and args[0] not in known and not ctx.resilient_parsing:
        ctx.fail(f"No such command {args[0]!r}.{did_you_mean(args[0], known)}")


def method_command(program: Program, data: Command) -> click.Command:
    """The command of one method."""

    @click.pass_context
    def run(ctx: click.Context, /, **params: Any) -> None:
        from ._calls import run_call

        settings = settings_of([each.params for each in _levels(ctx)])
        arguments = call_arguments(data, given_options(data, params), params.get(BODY))
        run_call(program, data, settings, arguments)

    return HelpfulCommand(
        data.name,
        callback=run,
        help=data.help,
        short_help=data.summary,
        params=[*own_options(data), *everywhere(program)],
        deprecated=data.deprecated,
    )


def _levels(ctx: click.Context) -> List[click.Context]:
    """The contexts from the program to the command."""
    found = [ctx]
    while found[0].parent is not None:
        found.insert(0, found[0].parent)
    return found


def _version(program: Program) -> click.Option:
    def show(ctx: click.Context, _parameter: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(f"{program.name} {program.version}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=show, help="Show the version and exit."
    )


def new_context(root: Root, args: Sequence[str]) -> click.Context:
    """The context that the program runs in."""
    return root.make_context(root.program.name, list(args), color=None if wants_colours() else False)
