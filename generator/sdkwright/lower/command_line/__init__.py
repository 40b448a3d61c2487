"""The command line of an API as data: the words of its commands, their options, and calls as a shell writes them.

`command_line` decides all names once, for the package that is the command line and for the reference that tells of it.
"""

from sdkwright.lower.command_line.commands import command_line, program_name
from sdkwright.lower.command_line.examples import example_words, option_words, shell_example
from sdkwright.lower.command_line.kinds import kind_words, object_words, plain_words
from sdkwright.lower.command_line.options import parts_of
from sdkwright.lower.command_line.shell import Shell, shell_word
from sdkwright.lower.command_line.views import ClientFlag, Command, CommandLine, Group, Option

__all__ = [
    "ClientFlag",
    "Command",
    "CommandLine",
    "Group",
    "Option",
    "Shell",
    "command_line",
    "example_words",
    "kind_words",
    "object_words",
    "option_words",
    "parts_of",
    "plain_words",
    "program_name",
    "shell_example",
    "shell_word",
]
