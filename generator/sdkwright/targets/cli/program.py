"""The program's own data: its options, its groups, and the SDK that it is built on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, string, value
from sdkwright.lower.methods import named
from sdkwright.lower.project.facts import api_name
from sdkwright.targets.cli.commands import texts
from sdkwright.targets.cli.texts import paragraphs, sentence, summary_of
from sdkwright.targets.cli.views import EntryView, ProgramView

if TYPE_CHECKING:
    from sdkwright.lower.command_line import ClientFlag, CommandLine, Group
    from sdkwright.lower.context import Context
    from sdkwright.targets.cli.commands import CommandModule
    from sdkwright.targets.cli.names import ProjectNames

SHOWN = 6
"""How many commands stand for a group that nothing is said of."""


def program_view(context: Context, line: CommandLine, names: ProjectNames, modules: list[CommandModule]) -> ProgramView:
    own, environments = context.names.client, context.api.environments
    stems = {each.words: each.stem for each in modules}
    arguments = named(
        name=string(line.program),
        package=string(names.package),
        version=string(names.version),
        title=string(api_name(context)),
        help=string(_help(context)),
        sdk=string(ident(context.names.package)),
        client=string(ident(own.sync_class)),
        environments=texts(tuple(each.name for each in environments)) if context.offers_environments else None,
        needs_base_url=value(True) if not environments else None,
        base_url_env=string(f"{own.env_prefix}_BASE_URL"),
    )
    used = {"Flag": bool(line.client_flags), "Group": any(each.words for each in line.groups), "Program": True}
    return ProgramView(
        context.comment,
        Code(", ".join(word for word, is_used in used.items() if is_used)),
        arguments,
        tuple(_flag(each) for each in line.client_flags),
        tuple(
            EntryView(string(each.words), Code(f"Group({string(stems[each.words])}, {string(group_text(each))})"))
            for each in line.groups
            if each.words
        ),
        tuple(
            EntryView(string(each.name), string(summary_of(each.operation.docs, each.operation.path)))
            for group in line.groups
            if not group.words
            for each in group.commands
        ),
    )


def _flag(each: ClientFlag) -> tuple[Code, ...]:
    return named(
        flag=string(each.flag),
        argument=string(each.argument),
        help=string(" ".join(paragraphs(each.description))),
        env=string(each.env) if each.env else None,
        is_needed=value(True) if each.is_needed else None,
        is_secret=value(True) if each.is_secret else None,
        choices=texts(each.choices) if each.choices else None,
    )


def _help(context: Context) -> str:
    first = next(iter(paragraphs(context.api.info.description)), "")
    return "\n\n".join(each for each in (f"Use the {api_name(context)} API from a terminal.", first) if each)


def group_text(group: Group) -> str:
    """What the document says of the resource, else what can be done with it."""
    told = next(iter(paragraphs(group.resource.description)), "")
    if told:
        return sentence(told)
    listed = [each.name for each in group.commands]
    return ", ".join(listed[:SHOWN]) + (", …" if len(listed) > SHOWN else "")
