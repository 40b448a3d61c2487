"""The commands of the program as plain data. Modules below `commands` hold one value of `Commands` each."""

from __future__ import annotations

from typing import Mapping, NamedTuple, Optional, Tuple


class Option(NamedTuple):
    """An option of one command, and where its value goes.

    `argument` is that of the SDK's method; `path` the wire names that lead from its value to the part that is given
    here. `place` is path, query, header, cookie or body. `words` are what one value may be (see `_values`); `each` what
    one of several may be, where the option may be repeated. `kind` is the type as references write it.
    """

    flag: str
    argument: str
    place: str
    wire_name: str
    kind: str
    metavar: str
    words: Tuple[str, ...]
    each: Optional[Tuple[str, ...]] = None
    required: bool = False
    help: str = ""
    path: Tuple[str, ...] = ()
    choices: Tuple[str, ...] = ()


class Command(NamedTuple):
    """A method of the SDK. `call` leads to it from the client. `answer` is what it gives: value, text, none, bytes,
    page, stream, or switch, which is a value or a stream as the call asks. `envelope` is the property of the answer
    that holds what counts. `body`: `fields` where the body's properties are options, `whole` where it is one option's
    value, `text` or `bytes` where that is no JSON.
    """

    name: str
    call: Tuple[str, ...]
    summary: str
    help: str
    options: Tuple[Option, ...]
    answer: str = "value"
    body: str = ""
    envelope: Optional[str] = None
    deprecated: bool = False


Commands = Mapping[str, Command]


class Flag(NamedTuple):
    """An option of the SDK's client. `is_needed`: nothing works without it, wherever it comes from."""

    flag: str
    argument: str
    help: str = ""
    env: Optional[str] = None
    is_needed: bool = False
    is_secret: bool = False
    choices: Tuple[str, ...] = ()


class Group(NamedTuple):
    """The commands of a resource: the module that holds them, and what is said of it."""

    module: str
    help: str


class Program(NamedTuple):
    """`sdk` and `client` are the SDK's package and its class; `commands` those of the client itself, with their
    summaries. `environments` are those that one may choose among.
    """

    name: str
    package: str
    version: str
    title: str
    help: str
    sdk: str
    client: str
    flags: Tuple[Flag, ...]
    groups: Mapping[str, Group]
    commands: Mapping[str, str]
    environments: Tuple[str, ...] = ()
    needs_base_url: bool = False
    base_url_env: str = ""
