"""The arguments of a call: from options, from `--body`, from what is piped in."""

from __future__ import annotations

import copy
from typing import Any, Dict, List, Mapping, Sequence, Tuple, cast

import click

from ._contents import content_of, decoded, piped, structure
from ._data import Command, Option
from ._values import BadValueError, read_values


def call_arguments(command: Command, given: Sequence[Tuple[Option, Sequence[str]]], body: str | None) -> Dict[str, Any]:
    """The keyword arguments of the SDK's method. Options count more than the body that comes as a whole.

    Raises click.UsageError that names what is wrong, or all that is missing.
    """
    of_body = [texts[-1] for option, texts in given if option.place == "body"]
    reads = not of_body if command.body != "fields" else "-" not in of_body and "@-" not in of_body
    arguments = _whole_body(command, body, reads) if command.body else {}
    for option, texts in sorted(given, key=lambda each: len(each[0].path)):
        _put(arguments, option, _value(option, texts))
    _refuse_missing(command, arguments)
    return arguments


def _value(option: Option, texts: Sequence[str]) -> Any:
    words = option.words if option.each is None else (*option.words, *option.each)

    def content(text: str) -> Any:
        return content_of(text, words)

    try:
        return read_values(texts, option.words, option.each, content if option.place == "body" else None)
    except BadValueError as error:
        raise click.UsageError(f"Invalid value for '{option.flag}': {error}") from error


def _put(arguments: Dict[str, Any], option: Option, value: Any) -> None:
    """Give the value its place, inside what stands there already where the option gives a part."""
    if not option.path:
        arguments[option.argument] = value
        return
    place = arguments.setdefault(option.argument, {})
    if place is None:
        place = arguments[option.argument] = {}
    for name in option.path[:-1]:
        if isinstance(place, dict):
            place = cast("Dict[str, Any]", place).setdefault(name, {})
    if not isinstance(place, dict):
        raise click.UsageError(f"'{option.flag}' is a part of an object, and what was given is none.")
    place[option.path[-1]] = value


def _whole_body(command: Command, text: str | None, reads: bool) -> Dict[str, Any]:
    """The arguments that `--body`, or else what is piped in, gives."""
    try:
        if text is None:
            where, data = "standard input", piped() if reads else None
            if data is not None and command.body == "bytes":
                return {_body_argument(command): data}
            text = decoded(data, where) if data is not None else None
        else:
            where = "the value of '--body'"
            text = cast("str", content_of(text, ("string",))) if text == "-" or text.startswith("@") else text
        if text is None or not text.strip():
            return {}
        if command.body == "text":
            return {_body_argument(command): text}
        data = structure(text, where)
    except BadValueError as error:
        raise click.UsageError(str(error)) from error
    if command.body == "whole":
        return {_body_argument(command): data}
    if not isinstance(data, dict):
        raise click.UsageError(f"{where} must be an object: its properties are those of the request's body.")
    return _spread(command, cast("Mapping[str, Any]", data))


def _body_argument(command: Command) -> str:
    return next(each.argument for each in command.options if each.place == "body" and not each.path)


def _spread(command: Command, data: Mapping[str, Any]) -> Dict[str, Any]:
    """The properties of a body as arguments; what the program does not know of is sent along."""
    names = {each.wire_name: each.argument for each in command.options if each.place == "body" and not each.path}
    arguments: Dict[str, Any] = {names[key]: copy.deepcopy(data[key]) for key in data if key in names}
    others = {str(key): data[key] for key in data if key not in names}
    return {**arguments, "extra_body": others} if others else arguments


def _refuse_missing(command: Command, arguments: Mapping[str, Any]) -> None:
    missing: List[str] = [each.flag for each in command.options if each.required and each.argument not in arguments]
    if missing:
        several = "s" if len(missing) > 1 else ""
        raise click.UsageError(f"Missing option{several} {', '.join(map(repr, missing))}.")
