"""Completion of words in shells: click's own for zsh and fish; for bash one that knows that names hold colons."""

from __future__ import annotations

import os
from typing import Any, Dict, Tuple, cast

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

from ._data import Program

SHELLS = ("bash", "zsh", "fish")

# Bash cuts words at colons: the whole line is completed, and of what is found the part up to the last colon, which
# stands there already, is taken off.
_BASH = """\
%(complete_func)s() {
    local kind value line="${COMP_LINE:0:COMP_POINT}"
    local word="${line##*[[:space:]]}" before=""
    [[ $word == *:* ]] && before="${word%%:*}:"
    COMPREPLY=()
    while IFS=, read -r kind value; do
        case $kind in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain) COMPREPLY+=("${value#"$before"}") ;;
        esac
    done < <(COMP_LINE="$line" %(complete_var)s=bash_complete "$1")
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class LineBashComplete(BashComplete):
    """Reads the whole line instead of bash's own words."""

    source_template = _BASH

    def source(self) -> str:
        return self.source_template % cast("Dict[str, str]", self.source_vars())

    def get_completion_args(self) -> Tuple[list[str], str]:
        line = os.environ.get("COMP_LINE", "")
        words = split_arg_string(line)[1:]
        if line[-1:].isspace() or not words:
            return words, ""
        return words[:-1], words[-1]

    def format_completion(self, item: CompletionItem) -> str:
        return f"{item.type},{item.value}"


def variable(program: Program) -> str:
    """The environment variable by which a shell asks for completions."""
    return f"_{''.join(char if char.isalnum() else '_' for char in program.name)}_COMPLETE".upper()


def completed(root: click.Command, program: Program) -> int | None:
    """Answer a shell that asks for completions; None where none does."""
    instruction = os.environ.get(variable(program))
    if not instruction:
        return None
    from click.shell_completion import shell_complete

    add_completion_class(LineBashComplete, "bash")
    return shell_complete(root, {}, program.name, variable(program), instruction)


def completion_command(root: click.Command, program: Program) -> click.Command:
    """`completion SHELL` prints what the shell has to read."""

    def run(shell: str) -> None:
        add_completion_class(LineBashComplete, "bash")
        kind: Any = get_completion_class(shell)
        click.echo(kind(root, {}, program.name, variable(program)).source())

    text = f"""Print what a shell needs to complete words.

    \b
    bash: eval "$({program.name} completion bash)"
    zsh:  eval "$({program.name} completion zsh)"
    fish: {program.name} completion fish | source"""
    return click.Command(
        "completion", callback=run, help=text, params=[click.Argument(["shell"], type=click.Choice(SHELLS))]
    )
