"""The commands of an API: a group for each resource, a command for each method."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.lower.command_line.flags import EVERYWHERE, hyphenated, settled
from sdkwright.lower.command_line.options import OptionWriter
from sdkwright.lower.command_line.views import ClientFlag, Command, CommandLine, Group

if TYPE_CHECKING:
    from sdkwright.api import ClientOption, Resource
    from sdkwright.lower.context import Context

PROGRAM = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
# Commands that every program has beside those of its API.
OWN_COMMANDS = ("completion",)


def command_line(context: Context) -> CommandLine:
    """The command line of the API, under the program's name that the config gives it."""
    client_flags = tuple(_client_flags(context).values())
    taken = (*EVERYWHERE, *(each.flag.removeprefix("--") for each in client_flags))
    return CommandLine(program_name(context), tuple(_groups(context, taken)), client_flags)


def program_name(context: Context) -> str:
    """What a shell knows the program by: the `command` of a target `cli` in the config, else the SDK's name."""
    for folder, target in context.config.sdkwright.targets.items():
        chosen = target.options.get("command") if (target.target or folder) == "cli" else None
        if isinstance(chosen, str) and PROGRAM.fullmatch(chosen):
            return chosen
    return hyphenated(context.names.distribution)


def _groups(context: Context, taken: tuple[str, ...]) -> list[Group]:
    """The client's own commands first. They, groups and the program's own commands are told apart by their names."""
    resources = [each for each in context.api.walk() if each.operations]
    client = next((each for each in resources if each.is_client), None)
    others = [each for each in resources if not each.is_client]
    words = settled(
        [(each.path, (_path(context, each), f"{_path(context, each)}_resource"), str(each.path)) for each in others],
        OWN_COMMANDS,
    )
    found = [_group(context, each, words[each.path].replace(".", ":"), taken) for each in others]
    if client is None:
        return found
    return [_group(context, client, "", taken, (*OWN_COMMANDS, *words.values())), *found]


def _path(context: Context, resource: Resource) -> str:
    """The names of the resources that lead to this one, a dot between them, as no name has one."""
    return ".".join(hyphenated(each) for each in context.attributes(resource))


def _group(
    context: Context, resource: Resource, words: str, taken: tuple[str, ...], beside: tuple[str, ...] = ()
) -> Group:
    methods = {each.id: context.names.operations[each.id].method for each in resource.operations}
    bare = {key: name.strip("_") for key, name in methods.items()}
    claims = [(each.id, (bare[each.id], f"{bare[each.id]}_method"), each.source) for each in resource.operations]
    names = settled(claims, beside)
    commands = (
        Command(
            group=words,
            name=names[each.id],
            call=(*context.attributes(resource), methods[each.id]),
            operation=each,
            options=OptionWriter(context, each, taken).write(),
        )
        for each in resource.operations
    )
    return Group(words, resource, tuple(commands))


def _client_flags(context: Context) -> dict[str, ClientFlag]:
    """What the client's own options are given by, by their names."""
    names = context.names.client.options
    listed = [each for each in context.api.options if _counts(each)]
    claims = [(each.name, (names[each.name], f"client_{names[each.name]}"), each.name) for each in listed]
    words = settled(claims, EVERYWHERE)
    return {each.name: _client_flag(context, each, words[each.name]) for each in listed}


def _counts(option: ClientOption) -> bool:
    """Whether calls have a use for it: secrets of webhooks are for those who receive them."""
    is_sent = option.send_in_header or option.send_as_query or option.send_in_cookie
    return bool(option.scheme or is_sent or option.server_variable) or _is_needed(option)


def _is_needed(option: ClientOption) -> bool:
    return not option.nullable and not option.has_default


def _client_flag(context: Context, option: ClientOption, word: str) -> ClientFlag:
    names = context.names.client
    return ClientFlag(
        flag=f"--{word}",
        argument=names.options[option.name],
        description=option.description,
        env=names.envs.get(option.name),
        is_needed=_is_needed(option),
        is_secret=option.scheme is not None and option.role not in ("username", "client_id", "scopes"),
        scheme=option.scheme,
        choices=option.values,
    )
