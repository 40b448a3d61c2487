"""Tests that go with the program: every command's help, and its example as a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.command_line import example_words, option_words
from sdkwright.lower.emit import ident, json_document
from sdkwright.lower.examples import Example, values
from sdkwright.targets.cli.views import TrialsView

if TYPE_CHECKING:
    from sdkwright.api import Json
    from sdkwright.lower.command_line import Command, CommandLine
    from sdkwright.lower.context import Context
    from sdkwright.targets.cli.names import ProjectNames


def trials(
    context: Context, line: CommandLine, names: ProjectNames
) -> tuple[list[tuple[str, str, object]], list[tuple[str, str]]]:
    """Pages, and data files with their text."""
    view = TrialsView(context.comment, ident(names.package))
    commands = [each for group in line.groups for each in group.commands]
    calls = json_document([_call(context, line, each) for each in commands])
    pages: list[tuple[str, str, object]] = [
        ("tests/conftest.py", "tests/conftest.py.j2", view),
        ("tests/test_commands.py", "tests/test_commands.py.j2", view),
    ]
    return pages, [("tests/calls.json", calls)]


def _call(context: Context, line: CommandLine, command: Command) -> dict[str, object]:
    """The words of a call, and the method and the body that its request must have."""
    example = Example(command.operation)
    _, *lines = example_words(context, line, command, example)
    return {
        "words": list(command.words),
        "options": [word for words in lines for word in words],
        "method": command.operation.http_method.upper(),
        "body": _body(context, command, example),
    }


def _body(context: Context, command: Command, example: Example) -> Json:
    """The JSON that the request must have; None where that is not told by the example's values."""
    body = command.operation.body
    options = {each.argument: each for each in command.options if each.place == "body"}
    shown = [(options[each.py_name], data) for each, data in values(context, example) if each.py_name in options]
    if body is None or body.kind != "json" or not all(each.wire_name for each, _ in shown):
        return None
    return {each.wire_name: data for each, data in shown if any(True for _ in option_words(each, data))}
