"""What the program's package and its modules are called."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.command_line.flags import plain
from sdkwright.lower.project.facts import one_line
from sdkwright.name.files import file_stem
from sdkwright.name.reserved import KEYWORDS
from sdkwright.name.scope import Claim, settle
from sdkwright.name.words import identifier

if TYPE_CHECKING:
    from sdkwright.lower.command_line import CommandLine, Group
    from sdkwright.lower.context import Context


# What the program imports under these names must be what they are names of.
IMPORTED = frozenset({"click", "httpx", "jmespath", "keyring", "pydantic", "rich", "typing_extensions", "yaml"})


class ProjectNames(NamedTuple):
    package: str
    distribution: str
    version: str


def project_names(
    context: Context, line: CommandLine, package: str | None, distribution: str | None, version: str
) -> ProjectNames:
    """What the config says, else what goes with the command. Nothing has the name that the SDK has already, and the
    package none that Python or what it is built on has.
    """
    names = context.names
    own_package = package or identifier(plain(line.program.replace(".", "_")).lower())
    own_distribution = distribution or line.program
    taken = {names.package, *IMPORTED, *sys.stdlib_module_names, *KEYWORDS}
    return ProjectNames(
        f"{own_package}_cli" if own_package in taken else own_package,
        f"{own_distribution}-cli" if plain(own_distribution) == plain(names.distribution) else own_distribution,
        one_line(version),
    )


def module_stems(groups: tuple[Group, ...]) -> dict[str, str]:
    """The module of each group below `commands`, by the group's words; that of the client's own is `_client`."""
    claims = [
        Claim(each.words, (file_stem(identifier(plain(each.words.replace(":", "_")))),), each.words)
        for each in groups
        if each.words
    ]
    return {**settle(claims).names, "": "_client"}
