"""Options as click knows them: those of every command, and those of one."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import click

from ._client import Settings
from ._data import Command, Option, Program
from ._formats import FORMATS
from ._safe import escaped_line

BODY = "body"
EVERYWHERE = "everywhere_"
CLIENT = "client_"
OWN = "own_"


class EverywhereOption(click.Option):
    """An option that every command takes, in front of it as well as behind; help lists it apart."""


def everywhere(program: Program) -> List[click.Parameter]:
    """The options of every command, named `everywhere_…` and, for those of the client, `client_…`."""

    def option(flag: str, help: str, **more: Any) -> click.Parameter:  # noqa: A002 - click's word
        return EverywhereOption([flag, EVERYWHERE + flag[2:].replace("-", "_")], help=help, **more)

    listed = [
        *(_client_option(each.flag, each.argument, each.help, each.env, each.choices) for each in program.flags),
        option("--format", "How the answer is printed.", type=click.Choice(FORMATS)),
        option("--transform", "A JMESPath expression: what of each answer, item or event is printed.", metavar="EXPR"),
        option(
            "--max-items",
            "How many items of a list to get, over all of its pages.",
            type=click.IntRange(min=0),
            metavar="INTEGER",
        ),
        option("--output", "A file to write to instead of standard output.", metavar="FILE"),
        option("--base-url", f"Where the API is. {_env(program.base_url_env)}", metavar="URL"),
        *([_environment(program, option)] if program.environments else []),
        option("--timeout", "Seconds to wait for an answer.", type=click.FloatRange(min=0), metavar="SECONDS"),
        option(
            "--max-retries", "How often a failed request is tried again.", type=click.IntRange(min=0), metavar="INTEGER"
        ),
        option("--header", "A header to send besides, as 'Name: value'.", multiple=True, metavar="HEADER"),
        option("--debug", "Log requests and answers on standard error, without credentials.", is_flag=True),
    ]
    return list(listed)


def _environment(program: Program, option: Any) -> click.Parameter:
    found: click.Parameter = option("--environment", "The server to use.", **_one_of(program.environments))
    return found


def _one_of(choices: Tuple[str, ...]) -> Dict[str, Any]:
    """The type of an option that takes a value of the document's: help shows them, a terminal does not act on them."""
    return {"type": click.Choice(choices), "metavar": f"[{'|'.join(map(escaped_line, choices))}]"}


def _env(name: Optional[str]) -> str:
    return f"[env: {name}]" if name else ""


def _client_option(
    flag: str, argument: str, text: str, env: Optional[str], choices: Tuple[str, ...]
) -> click.Parameter:
    kind: Dict[str, Any] = _one_of(choices) if choices else {"metavar": "TEXT"}
    return EverywhereOption([flag, CLIENT + argument], help=f"{text} {_env(env)}".strip(), **kind)


def settings_of(levels: Sequence[Mapping[str, Any]]) -> Settings:
    """The settings that the options of a command and those in front of it give; the last word counts."""
    found: Dict[str, Any] = {}
    client: Dict[str, str] = {}
    headers: List[str] = []
    for params in levels:
        for name, value in params.items():
            if value is None or value is False:
                continue
            if name == f"{EVERYWHERE}header":
                headers += value
            elif name.startswith(EVERYWHERE):
                found[name[len(EVERYWHERE) :]] = value
            elif name.startswith(CLIENT):
                client[name[len(CLIENT) :]] = value
    return Settings(**found, header=tuple(headers), client=client)


def own_options(command: Command) -> List[click.Parameter]:
    """The options of one command, named `own_…` by their place in its data."""
    found: List[click.Parameter] = [_own(each, number) for number, each in enumerate(command.options)]
    if command.body == "fields":
        text = "The whole body as JSON or YAML, or @FILE; options count more. Also read from a pipe."
        found.append(click.Option(["--body", BODY], help=text, metavar="JSON"))
    return found


def _own(option: Option, number: int) -> click.Parameter:
    words = option.each if option.each is not None else option.words
    is_switch = option.each is None and "boolean" in words and "string" not in words
    switch: Dict[str, Any] = {"is_flag": False, "flag_value": "true"} if is_switch else {}
    return click.Option(
        [option.flag, f"{OWN}{number}"],
        help=_told(option),
        metavar=f"[{option.metavar}]" if is_switch else option.metavar,
        multiple=option.each is not None,
        shell_complete=_completer(option.choices),
        type=click.Path() if "file" in words else click.STRING,
        **switch,
    )


def _told(option: Option) -> str:
    kind = f" ({option.kind})" if option.metavar in ("JSON", "VALUE") else ""
    marks = ["required"] if option.required else []
    marks += ["repeatable"] if option.each is not None else []
    told = f"{option.help}{kind}".strip()
    return f"{told} [{', '.join(marks)}]".strip() if marks else told


def _completer(choices: Tuple[str, ...]) -> Any:
    """Completion by the values that the API documents; it takes others too, as newer servers may."""
    if not choices:
        return None

    def complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> List[str]:
        return [each for each in choices if each.startswith(incomplete)]

    return complete


def given_options(command: Command, params: Mapping[str, Any]) -> List[Tuple[Option, Sequence[str]]]:
    """The options that were given, with their texts."""
    found: List[Tuple[Option, Sequence[str]]] = []
    for number, option in enumerate(command.options):
        value = params.get(f"{OWN}{number}")
        if value not in (None, ()):
            found.append((option, value if option.each is not None else (value,)))
    return found
