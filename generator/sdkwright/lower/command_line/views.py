"""The command line of an API as data: for the package that is it, and for what tells of it. Texts are those of the
document, untrusted: who prints them emits them for the place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sdkwright.api import Docs, Operation, Resource, TypeRef
    from sdkwright.lower.command_line.readings import Reading


class Option(NamedTuple):
    """One option of one command. `argument` is that of the SDK's method; `path` the wire names that lead from its value
    to the part that a nested option (`--a.b`) gives, empty for one that gives all of it. `kind` is the type in words.
    `required`: the command cannot be run without it, unless the body comes as a whole; parts of a value never are.
    """

    flag: str
    argument: str
    place: str
    wire_name: str
    kind: str
    type: TypeRef
    required: bool
    docs: Docs
    reading: Reading
    path: tuple[str, ...] = ()
    nested: tuple[Option, ...] = ()


class ClientFlag(NamedTuple):
    """An option of the client that every command takes. `is_needed`: nothing works without it, wherever it comes from;
    `env` is the environment variable that gives it; `scheme` the security scheme that it feeds.
    """

    flag: str
    argument: str
    description: str | None
    env: str | None
    is_needed: bool
    is_secret: bool
    scheme: str | None = None
    choices: tuple[str, ...] = ()


class Command(NamedTuple):
    """One method: `call` is the attributes that lead from the client to it, its own name last. `group` are the words of
    its resource, empty where it is the client's own.
    """

    group: str
    name: str
    call: tuple[str, ...]
    operation: Operation
    options: tuple[Option, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What stands behind the program's name."""
        return (self.group, self.name) if self.group else (self.name,)


class Group(NamedTuple):
    """The commands of a resource; `words` are joined by colons (`store:pets`), empty for those of the client itself."""

    words: str
    resource: Resource
    commands: tuple[Command, ...]


class CommandLine(NamedTuple):
    """`program` is the word that a shell knows it by."""

    program: str
    groups: tuple[Group, ...]
    client_flags: tuple[ClientFlag, ...]

    def command(self, operation_id: str) -> Command:
        """The command of an operation."""
        found = (each for group in self.groups for each in group.commands if each.operation.id == operation_id)
        return next(found)
