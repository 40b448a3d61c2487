"""What a package shows to its users, out of griffe's tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .annotations import Expand


class Annotation(NamedTuple):
    """As it is written, and the module whose names it uses."""

    text: str
    module: str


class Parameter(NamedTuple):
    """`kind` is "positional", "positional or keyword", "keyword", "*" or "**". `default` is as it is written."""

    name: str
    kind: str
    annotation: Annotation
    default: str | None


class Signature(NamedTuple):
    parameters: tuple[Parameter, ...]
    returns: Annotation
    is_async: bool


class Function(NamedTuple):
    """One signature, or one for each overload. `where` is file:line, below the package's folder; `owner` is the class
    that defines a method.
    """

    signatures: tuple[Signature, ...]
    where: str
    owner: str = ""


class Field(NamedTuple):
    """An attribute or a property. `required` is None where the question does not arise."""

    annotation: Annotation
    required: bool | None
    where: str
    owner: str = ""


class Class(NamedTuple):
    """`takes`: what it has is given to the API (a `TypedDict`) rather than read. `bases` are names, all the way up;
    `outside` are dotted paths of those that other packages define.
    """

    takes: bool
    bases: tuple[str, ...]
    outside: tuple[str, ...]
    members: Mapping[str, Function | Field]
    where: str


class Alias(NamedTuple):
    """A type by another name, or a constant (`annotation` says nothing then)."""

    annotation: Annotation
    takes: bool
    where: str


class Name(NamedTuple):
    """What is only promised to be there: a module, or a name taken from elsewhere, whose path is `target` then."""

    kind: str
    where: str
    target: str = ""


Entry: TypeAlias = Class | Function | Alias | Name


class Surface(NamedTuple):
    """`entries` by dotted path below the package; `hidden` are those of private modules that a public name leads to;
    `bases` is the name of a class → names of all it inherits from; `expand` tells what a name stands for in a module.
    """

    entries: Mapping[str, Entry]
    hidden: Mapping[str, Entry]
    bases: Mapping[str, frozenset[str]]
    expand: Callable[[str], Expand]
