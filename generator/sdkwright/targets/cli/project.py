"""What lies around the program's package: metadata and README."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.command_line import shell_example, shell_word
from sdkwright.lower.emit import Code, Markdown, markdown_code, toml_string
from sdkwright.lower.examples import Example
from sdkwright.lower.project.facts import api_name, oldest_minor, one_line, requires_python
from sdkwright.lower.project.licenses import spdx_expression
from sdkwright.lower.project.markdown import cell_code, code_block, literal_text
from sdkwright.lower.project.metadata import OLDEST_CHECKED
from sdkwright.targets.cli.program import group_text
from sdkwright.targets.cli.views import ProjectView, ReadmeView

if TYPE_CHECKING:
    from sdkwright.lower.command_line import Command, CommandLine
    from sdkwright.lower.context import Context
    from sdkwright.targets.cli.names import ProjectNames


def project_view(context: Context, line: CommandLine, names: ProjectNames) -> ProjectView:
    oldest = oldest_minor(context)
    chosen = context.config.settings.license
    license_text = one_line(chosen.name) if chosen else ""
    return ProjectView(
        distribution=toml_string(names.distribution),
        version=toml_string(names.version),
        description=toml_string(f"The {api_name(context)} API from a terminal"),
        license=toml_string(spdx_expression(license_text)) if license_text else None,
        requires_python=toml_string(requires_python(context)),
        author=toml_string(api_name(context)),
        sdk=toml_string(context.names.distribution),
        command=toml_string(line.program),
        entry=toml_string(f"{names.package}.__main__:main"),
        source=toml_string(f"src/{names.package}"),
        oldest=toml_string(f"3.{oldest}"),
        oldest_target=toml_string(f"py3{oldest}"),
        oldest_checked=toml_string(f"3.{max(oldest, OLDEST_CHECKED)}"),
    )


def readme_view(context: Context, line: CommandLine, names: ProjectNames) -> ReadmeView:
    shown = _shown(line)
    secret = next((each for each in line.client_flags if each.is_secret), None)
    program = shell_word(line.program)
    return ReadmeView(
        title=literal_text(line.program),
        about=literal_text(f"The {api_name(context)} API from a terminal."),
        install=code_block([Code(f"pip install {names.distribution}")], "sh"),
        example=code_block(shell_example(context, line, shown, Example(shown.operation)).split("\n"), "sh")
        if shown
        else None,
        sdk=markdown_code(context.names.distribution),
        secret=markdown_code(secret.env) if secret and secret.env else None,
        keyring=code_block([Code(f"keyring set {program} {secret.flag[2:]}")], "sh") if secret else None,
        completion=code_block([Code(f'eval "$({program} completion bash)"  # or zsh; fish: … | source')], "sh"),
        groups=tuple(
            Markdown(f"| {cell_code(each.words)} | {literal_text(group_text(each))} |")
            for each in line.groups
            if each.words
        ),
    )


def _shown(line: CommandLine) -> Command | None:
    """The call that a reader sees first: one that gives a body, else one that gives anything, else the first."""
    listed = [each for group in line.groups for each in group.commands]

    def rank(command: Command) -> tuple[bool, bool]:
        needed = [each for each in command.options if each.required]
        return not any(each.place == "body" for each in needed), not needed

    return min(listed, key=rank, default=None)
