"""The modules of data: one for each resource, an entry for each of its methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.command_line import parts_of, shell_example
from sdkwright.lower.emit import Code, string, value
from sdkwright.lower.examples import Example
from sdkwright.lower.methods import named
from sdkwright.name.arguments import variant_slots
from sdkwright.targets.cli.names import module_stems
from sdkwright.targets.cli.texts import KEEP_LINES, option_text, paragraphs, summary_of
from sdkwright.targets.cli.views import CommandsView, CommandView

if TYPE_CHECKING:
    from sdkwright.api import Operation
    from sdkwright.lower.command_line import Command, CommandLine, Group, Option
    from sdkwright.lower.context import Context


class CommandModule(NamedTuple):
    """`words` are those of the group that it holds."""

    words: str
    stem: str
    view: CommandsView


def command_modules(context: Context, line: CommandLine) -> list[CommandModule]:
    stems = module_stems(line.groups)
    return [
        CommandModule(
            each.words,
            stems[each.words],
            _view(context, line, each),
        )
        for each in line.groups
    ]


def _view(context: Context, line: CommandLine, group: Group) -> CommandsView:
    commands = tuple(_command(context, line, each) for each in group.commands)
    has_options = any(each.options for each in commands)
    return CommandsView(context.comment, Code("Command, Option" if has_options else "Command"), commands)


def _command(context: Context, line: CommandLine, command: Command) -> CommandView:
    operation = command.operation
    otherwise = f"{operation.http_method.upper()} {operation.path}"
    arguments = named(
        name=string(command.name),
        call=texts(command.call),
        summary=string(summary_of(operation.docs, otherwise)),
        help=string(_help(context, line, command, otherwise)),
        answer=string(answer_kind(operation)),
        body=_given(body_kind(context, operation)),
        envelope=_given(operation.success.envelope),
        deprecated=value(True) if operation.docs.deprecated else None,
    )
    options = (*command.options, *parts_of(command.options))
    listed = sorted(options, key=lambda each: _place(command, each))
    return CommandView(string(command.name), arguments, tuple(_option(each) for each in listed))


def _place(command: Command, option: Option) -> tuple[int, bool, str]:
    """Parts of an option stand right behind it."""
    order = [each.argument for each in command.options]
    return order.index(option.argument), bool(option.path), option.flag if option.path else ""


def _given(text: str | None) -> Code | None:
    return string(text) if text else None


def texts(given: tuple[str, ...]) -> Code:
    """A tuple of strings."""
    return Code(f"({', '.join(map(string, given))}{',' if len(given) == 1 else ''})")


def _option(option: Option) -> tuple[Code, ...]:
    reading = option.reading
    return named(
        flag=string(option.flag),
        argument=string(option.argument),
        place=string(option.place),
        wire_name=string(option.wire_name),
        kind=string(option.kind),
        metavar=string(reading.metavar),
        words=texts(reading.one),
        each=texts(reading.each) if reading.each is not None else None,
        required=value(True) if option.required else None,
        help=_given(option_text(option)),
        path=texts(option.path) if option.path else None,
        choices=texts(reading.choices) if reading.choices else None,
    )


def _help(context: Context, line: CommandLine, command: Command, otherwise: str) -> str:
    """What the method does, and a call of it."""
    docs = command.operation.docs
    told = paragraphs(docs.description) or [summary_of(docs, otherwise)]
    if command.operation.deprecation:
        told += paragraphs(command.operation.deprecation)
    example = shell_example(context, line, command, Example(command.operation), credentials=False)
    shown = "\n".join(f"  {each}" for each in example.split("\n"))
    return "\n\n".join([*told, f"{KEEP_LINES}Example:\n{shown}"])


def answer_kind(operation: Operation) -> str:
    """The word by which the program knows what to do with an answer (see `Command` in its `_data`)."""
    if operation.paging is not None:
        return "page"
    if operation.streaming is not None:
        return "switch" if operation.streaming.param_discriminator else "stream"
    return {"binary": "bytes", "empty": "none", "text": "text"}.get(operation.success.kind, "value")


def body_kind(context: Context, operation: Operation) -> str | None:
    """How a body that comes as a whole is given to the method."""
    body = operation.body
    if body is None:
        return None
    if variant_slots(context.api, operation):
        return "fields"
    return {"binary": "bytes", "text": "text"}.get(body.kind, "whole")
