"""Tests that go with the program: every command's help, and its example as a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.command_line import example_words
from sdkwright.lower.emit import ident, json_document
from sdkwright.lower.examples import Example
from sdkwright.targets.cli.commands import answer_kind
from sdkwright.targets.cli.views import TrialsView

if TYPE_CHECKING:
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
    """The words of a call, and the method that its request must have."""
    _, *lines = example_words(context, line, command, Example(command.operation))
    return {
        "words": list(command.words),
        "options": [word for words in lines for word in words],
        "method": command.operation.http_method.upper(),
        "answer": answer_kind(command.operation),
    }
