"""Which definitions live in a module of types, and what they are called there.

Each configured model has a module of its own. Everything else lives in the module of the one response, params or event
that uses it, under a name made of the path of properties that leads to it: the root's own properties give the bare
property name (`Owner`), what is below them carries the name of its parent (`OwnerHomeAddress`). Items of a list take
the singular of its name, variants of a union the name of the union and their own.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
    Api,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.name.reserved import KEYWORDS, TYPE_MODULE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.words import words_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sdkwright.name.words import Casing


# Characters; of what is longer the last words stay.
LONGEST_PREFIX = 48


@dataclass(frozen=True, slots=True)
class Found:
    """A definition met on the way through a module, with the names that it could have there."""

    id: TypeId
    candidates: tuple[str, ...]


def references(ref: TypeRef) -> Iterator[TypeId]:
    """The ids that a reference mentions, outside in."""
    match ref:
        case Reference(id=found):
            yield found
        case ListOf(item=inner) | MapOf(value=inner) | Nullable(inner=inner):
            yield from references(inner)
        case UnionOf(variants=variants):
            for each in variants:
                yield from references(each)
        case Scalar() | LiteralOf() | Unknown():
            return


def members(definition: TypeDef) -> Iterator[TypeRef]:
    """The references that a definition is made of."""
    match definition:
        case Object(additional=additional, bases=bases):
            for each in definition.own:
                yield each.type
            yield from map(Reference, bases)
            if additional is not None:
                yield additional
        case Union(variants=variants):
            for variant in variants:
                yield variant.type
        case Alias(target=target):
            yield target
        case Enum():
            return


def reachable(root: TypeRef, types: Mapping[TypeId, TypeDef], stop: Container[TypeId] = ()) -> list[TypeId]:
    """The definitions below `root`, each once, in the order of a walk; those in `stop` are not entered nor listed."""
    return reachable_from([root], types, stop)


def reachable_from(
    roots: Iterable[TypeRef], types: Mapping[TypeId, TypeDef], stop: Container[TypeId] = ()
) -> list[TypeId]:
    """The definitions below any of the roots."""
    found: dict[TypeId, None] = {}
    queue = deque(each for root in roots for each in references(root))
    while queue:
        current = queue.popleft()
        if current in found or current in stop or current not in types:
            continue
        found[current] = None
        for ref in members(types[current]):
            queue.extend(references(ref))
    return list(found)


def is_closed(type_id: TypeId, types: Mapping[TypeId, TypeDef]) -> bool:
    """Whether a definition is a scalar or a closed set of them: its values are the same in models and typed dicts."""
    definition = types.get(type_id)
    target = definition.target if isinstance(definition, Alias) else None
    inner = target.inner if isinstance(target, Nullable) else target
    return isinstance(definition, Enum) or isinstance(inner, (Scalar, LiteralOf))


class LocalNames:
    """Names the definitions that live in one module. `homes` are the classes that it would import."""

    def __init__(self, api: Api, casing: Casing, homes: Mapping[TypeId, str]) -> None:
        self._types = api.types
        self._casing = casing
        self._homes = homes

    def circle(
        self, members: tuple[TypeId, ...], name: str, names: Mapping[TypeId, str]
    ) -> tuple[tuple[TypeId, str], ...]:
        """Names for models that share the module of the first, `name`, and for all that they reach: first the other
        models, which are called `names`.
        """
        others = tuple((each, names[each]) for each in members[1:] if each in names)
        roots = frozenset(members)
        prefixes = {each: self._root_prefix(each, names.get(each, name)) for each in members}
        wanted = [each for member in members for each in self._below(member, prefixes[member])]
        return (*others, *self._names(wanted, name, roots, frozenset(text for _, text in others)))

    def below(self, root: TypeRef, name: str) -> tuple[tuple[TypeId, str], ...]:
        """Names for all that the root `name` reaches; a root that is itself a definition is not listed."""
        inner = root.inner if isinstance(root, Nullable) else root
        match inner:
            case ListOf(item=item) | MapOf(value=item):
                return self._names([(item, f"{name}Item")], name, frozenset())
            case Reference(id=type_id):
                return self._names(self._below(type_id, self._root_prefix(type_id, name)), name, frozenset({type_id}))
            case UnionOf(variants=variants):
                wanted = [(each, f"{name}{self._variant(each, index)}") for index, each in enumerate(variants)]
                return self._names(wanted, name, frozenset())
            case _:
                return ()

    def arguments(self, arguments: list[tuple[TypeRef, str]], name: str) -> tuple[tuple[TypeId, str], ...]:
        """Names for all that arguments (type, wire name) reach, in the module whose root is `name`."""
        return self._names([(ref, self._casing.pascal(wire_name)) for ref, wire_name in arguments], name, frozenset())

    def _names(
        self,
        wanted: list[tuple[TypeRef, str]],
        root_name: str,
        roots: frozenset[TypeId],
        others: frozenset[str] = frozenset(),
    ) -> tuple[tuple[TypeId, str], ...]:
        """Depth first: who is met first lends its name to what is below it."""
        found: dict[TypeId, Found] = {}
        taken = {root_name, *others, *TYPE_MODULE_NAMES, *KEYWORDS}
        stack = wanted[::-1]
        while stack:
            ref, wanted_name = stack.pop()
            for type_id, name in self._uses(ref, wanted_name):
                if type_id in self._homes and type_id not in roots:
                    taken.add(self._homes[type_id])
                elif type_id not in found and type_id not in roots:
                    both = (name, wanted_name if name == wanted_name else f"{wanted_name}Item")
                    found[type_id] = Found(type_id, self._candidates(type_id, both, root_name))
                    stack += self._below(type_id, name)[::-1]
        claims = [Claim(each.id, each.candidates, each.id) for each in found.values()]
        names = settle(claims, taken=taken, fold=False).names
        return tuple((each, names[each]) for each in found)

    def _candidates(self, type_id: TypeId, names: tuple[str, str], root_name: str) -> tuple[str, ...]:
        definition = self._types.get(type_id)
        hint = definition.name_hint if definition else None
        more = (self._casing.pascal(hint),) if hint and len(hint) <= LONGEST_PREFIX else ()
        return tuple(dict.fromkeys((names[0], *more, names[1], f"{root_name}{names[0]}")))

    def _below(self, type_id: TypeId, prefix: str) -> list[tuple[TypeRef, str]]:
        """The members of a definition, with the names that they would give."""
        definition = self._types.get(type_id)
        prefix = self._short(prefix)
        match definition:
            case Object(additional=additional):
                found = [(each.type, prefix + self._casing.pascal(each.wire_name)) for each in definition.own]
                return [*found, (additional, prefix + "Extra")] if additional is not None else found
            case Union(variants=variants):
                return [
                    (variant.type, prefix + self._variant(variant.type, index))
                    for index, variant in enumerate(variants)
                ]
            case Alias(target=target):
                return [(target, prefix + "Item")]
            case _:
                return []

    def _root_prefix(self, type_id: TypeId, name: str) -> str:
        """What names below a root begin with: its own name where it inherits, as what it inherits has bare names."""
        definition = self._types.get(type_id)
        return name if isinstance(definition, Object) and definition.bases else ""

    def _short(self, prefix: str) -> str:
        """The last words of a prefix: the first ones say least about what is deep below them."""
        if len(prefix) <= LONGEST_PREFIX:
            return prefix
        words = words_of(prefix)
        while len(words) > 1 and len("".join(words)) > LONGEST_PREFIX:
            words.pop(0)
        return self._casing.pascal(*words)[:LONGEST_PREFIX]

    def _variant(self, ref: TypeRef, index: int) -> str:
        definition = self._types.get(ref.id) if isinstance(ref, Reference) else None
        hint = definition.name_hint if definition else None
        return self._casing.pascal(hint) if hint else f"UnionMember{index}"

    def _uses(self, ref: TypeRef, name: str) -> Iterator[tuple[TypeId, str]]:
        """The definitions that a reference mentions, with the names that they would take."""
        match ref:
            case Nullable(inner=inner) | MapOf(value=inner):
                yield from self._uses(inner, name)
            case ListOf(item=inner):
                yield from self._uses(inner, self._casing.pascal(self._casing.singular(name)))
            case UnionOf(variants=variants):
                for each in variants:
                    yield from self._uses(each, name)
            case Reference(id=type_id):
                yield type_id, name
            case _:
                return
