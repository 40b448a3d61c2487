"""Types as sets of alternatives, and whether every value of one is a value of another.

`Optional[X]`, `Union[X, None]` and `X | None` are one type, as are `List` and `list`; a `Literal` is an alternative for
each of its values; `Annotated`, `Required`, `Final` and the like stand for what is in them; names are compared by their
last part. Containers are taken as read from, so that a list of more does not hold a list of less.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import NamedTuple, TypeAlias

_BUILTIN = {"Dict": "dict", "FrozenSet": "frozenset", "List": "list", "Set": "set", "Tuple": "tuple", "Type": "type"}
_TRANSPARENT = {"Annotated", "ClassVar", "Final", "NotRequired", "ReadOnly", "Required"}
# What each may stand for; arguments are those of the container.
_WIDER: dict[str, tuple[str, ...]] = {
    "bool": ("int", "float"),
    "int": ("float",),
    "list": ("Sequence", "SequenceNotStr", "Iterable", "Collection", "Reversible"),
    "tuple": ("Sequence", "SequenceNotStr", "Iterable", "Collection"),
    "Sequence": ("Iterable", "Collection"),
    "SequenceNotStr": ("Sequence", "Iterable", "Collection"),
    "set": ("Iterable", "Collection", "AbstractSet"),
    "frozenset": ("Iterable", "Collection", "AbstractSet"),
    "dict": ("Mapping", "MutableMapping"),
    "MutableMapping": ("Mapping",),
    "AsyncGenerator": ("AsyncIterator", "AsyncIterable"),
    "Generator": ("Iterator", "Iterable"),
}
_ANYTHING = {"object", "Any"}


class Alternative(NamedTuple):
    """`value` is that of a literal, as Python spells it."""

    head: str
    args: tuple[Type, ...] = ()
    value: str = ""


Type: TypeAlias = frozenset[Alternative]
# Name → the expression that it is an alias of and what the names in that mean; None where it is no alias.
Expand: TypeAlias = Callable[[str], "tuple[ast.expr, Expand] | None"]

ANYTHING: Type = frozenset({Alternative("Any")})


def read(text: str, expand: Expand) -> Type:
    """The type that an annotation means; no text means any. Aliases that lead to themselves stay names."""
    if not text:
        return ANYTHING
    try:
        return _Reader(expand).read(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, RecursionError):
        return frozenset({Alternative(text)})


class _Reader:
    """`within` are the aliases that are being expanded."""

    def __init__(self, expand: Expand, within: tuple[str, ...] = ()) -> None:
        self._expand, self._within = expand, within

    def read(self, node: ast.expr) -> Type:
        match node:
            case ast.Constant(value=None):
                return frozenset({Alternative("None")})
            case ast.Constant(value=str() as text):
                return self.read(ast.parse(text, mode="eval").body)
            case ast.Name(id=name):
                return self._name(name)
            case ast.Attribute(attr=name):
                return frozenset({Alternative(_BUILTIN.get(name, name))})
            case ast.BinOp(left=left, op=ast.BitOr(), right=right):
                return self.read(left) | self.read(right)
            case ast.Subscript(value=value, slice=inner):
                return self._subscript(value, inner.elts if isinstance(inner, ast.Tuple) else [inner])
            case ast.List(elts=elements):
                return frozenset({Alternative("[]", tuple(self.read(each) for each in elements))})
            case _:
                return frozenset({Alternative(ast.unparse(node))})

    def _name(self, name: str) -> Type:
        aliased = None if name in self._within else self._expand(name)
        if aliased is None:
            return frozenset({Alternative(_BUILTIN.get(name, name))})
        expression, expand = aliased
        return _Reader(expand, (*self._within, name)).read(expression)

    def _subscript(self, value: ast.expr, args: list[ast.expr]) -> Type:
        head = value.attr if isinstance(value, ast.Attribute) else value.id if isinstance(value, ast.Name) else ""
        head = _BUILTIN.get(head, head)
        if head in _TRANSPARENT:
            return self.read(args[0])
        if head in ("Union", "Optional"):
            none = {Alternative("None")} if head == "Optional" else set[Alternative]()
            return frozenset(none.union(*(self.read(each) for each in args)))
        if head == "Literal":
            return frozenset(Alternative("Literal", value=ast.unparse(each)) for each in args)
        return frozenset({Alternative(head or ast.unparse(value), tuple(self.read(each) for each in args))})


def fits(given: Type, wanted: Type, bases: Mapping[str, frozenset[str]]) -> bool:
    """Whether every value of `given` is one of `wanted`. `bases` is class → the names of all that it inherits from."""
    return all(_fits_one(each, wanted, bases) for each in given)


def without_literals(given: Type, wanted: Type) -> Type:
    """`given` without its literals, where `wanted` has literals too: what is left decides."""
    if not any(each.head == "Literal" for each in wanted):
        return given
    return frozenset(each for each in given if each.head != "Literal")


def _fits_one(given: Alternative, wanted: Type, bases: Mapping[str, frozenset[str]]) -> bool:
    if given.head == "Any" or given in wanted:
        return True
    return any(_stands_for(given, each, bases) for each in wanted)


def _stands_for(given: Alternative, wanted: Alternative, bases: Mapping[str, frozenset[str]]) -> bool:
    if wanted.head in _ANYTHING:
        return True
    if given.head == "Literal":
        return wanted.head in _types_of_literal(given.value)
    if given.head != wanted.head:
        if wanted.head in bases.get(given.head, frozenset()):
            return True
        if wanted.head not in _WIDER.get(given.head, ()):
            return False
    if not given.args or not wanted.args:
        return True
    return len(given.args) == len(wanted.args) and all(
        fits(one, other, bases) for one, other in zip(given.args, wanted.args, strict=True)
    )


def _types_of_literal(text: str) -> tuple[str, ...]:
    try:
        kind = type(ast.literal_eval(text)).__name__
    except (ValueError, SyntaxError):
        return ()
    return (kind, *_WIDER.get(kind, ()))
