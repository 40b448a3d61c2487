"""A call as a shell command, with the values of the examples in Python."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sdkwright.lower.command_line.shell import Shell, command_text, shell_word
from sdkwright.lower.examples import values
from sdkwright.name import casing_of
from sdkwright.name.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Json
    from sdkwright.lower.command_line.views import ClientFlag, Command, CommandLine, Option
    from sdkwright.lower.context import Context
    from sdkwright.lower.examples import Example

FILE = "@path/to/file"
# What begins with one of these means something else in options of the body.
MARKS = ("@", "\\")
STANDARD_INPUT = "-"


def shell_example(
    context: Context, line: CommandLine, command: Command, example: Example, *, credentials: bool = True
) -> Shell:
    """The command over several lines, one option each: credentials where they are wanted, then what the example
    gives.
    """
    words = example_words(context, line, command, example, credentials=credentials)
    return command_text([Shell(" ".join(map(shell_word, each))) for each in words])


def example_words(
    context: Context, line: CommandLine, command: Command, example: Example, *, credentials: bool = True
) -> list[tuple[str, ...]]:
    """The words of each line, as the program gets them."""
    shown = {argument.py_name: data for argument, data in values(context, example)}
    found: list[tuple[str, ...]] = [(line.program, *command.words)]
    if credentials:
        found += [(each.flag, _client_value(context, each)) for each in _needed(context, line, command)]
        if not context.api.environments:
            found.append(("--base-url", "https://api.example.com"))
    for each in command.options:
        if each.argument in shown:
            found += option_words(each, shown[each.argument])
    return found


def _needed(context: Context, line: CommandLine, command: Command) -> list[ClientFlag]:
    """The client's options without which the call fails: those of the first way to be let in, where it asks for any."""
    security = command.operation.security if command.operation.security is not None else context.api.security
    schemes = security[0] if security else ()
    return [each for each in line.client_flags if each.is_needed or each.scheme in schemes]


def _client_value(context: Context, each: ClientFlag) -> str:
    words = words_of(each.argument)
    return (
        f"My {' '.join(casing_of(context.config).pascal(word) for word in words)}" if each.is_secret else each.argument
    )


def option_words(option: Option, data: Json) -> Iterator[tuple[str, str]]:
    """Flags with the text of each that together give the value."""
    if data is None and "null" in option.reading.one and "string" in option.reading.one:
        return  # text is never taken for null
    if isinstance(data, dict) and data and _has_all(option, data):
        for each in option.nested:
            if each.wire_name in data:
                yield from option_words(each, data[each.wire_name])
    elif isinstance(data, list) and option.reading.each is not None and _is_given_one_by_one(data):
        for item in data:
            yield option.flag, option_text(option.reading.each, item, is_content=option.place == "body")
    elif isinstance(data, list) and option.reading.each is not None:
        yield option.flag, json.dumps(data, ensure_ascii=False)
    else:
        yield option.flag, option_text(option.reading.one, data, is_content=option.place == "body")


def _is_given_one_by_one(data: list[Json]) -> bool:
    """Whether no item is taken for the whole list, as one alone is that is a list or looks like one."""
    return len(data) > 1 or (len(data) == 1 and not isinstance(data[0], list) and not str(data[0]).startswith("["))


def _has_all(option: Option, data: dict[str, Json]) -> bool:
    """Whether each part of the object can be given by an option of its own."""
    parts = {each.wire_name: each for each in option.nested}
    return all(name in parts and any(True for _ in option_words(parts[name], data[name])) for name in data)


def option_text(words: tuple[str, ...], data: Json, *, is_content: bool) -> str:
    """The text that is read as the value. `is_content`: it may name a file, so that what looks so is marked."""
    if "file" in words:
        return FILE
    if not isinstance(data, str) or "string" not in words or is_mixed(words):
        return json.dumps(data, ensure_ascii=False)
    return f"\\{data}" if is_content and (data.startswith(MARKS) or data == STANDARD_INPUT) else data


def is_mixed(words: tuple[str, ...]) -> bool:
    """Whether text may mean something else than itself, so that quotes tell it apart."""
    return bool(set(words) - {"string", "null"})
