"""Which definitions live in a module of types, and what they are called there.

Each configured model has a module of its own. Everything else lives in the module of the one response, params or event
that uses it, and is called after the path that leads to it from the root of the module:

| place                                  | its part of the name                     | example                        |
|----------------------------------------|------------------------------------------|--------------------------------|
| the root of the module                 | none: what is in it has bare names       | `Owner`                        |
| the same, where it inherits            | its own name                             | `EventOwner`                   |
| a property                             | the property                             | `OwnerHomeAddress`             |
| an item of a list                      | the list's name in the singular          | `Choice` of `choices`          |
| an item of a root that is a list       | the root's name in the singular, `Item`  | `ExtensionItem` of `Extensions`|
| a value of a map                       | the map's name                           | `Variables`                    |
| a variant of a union                   | what the union calls it (`resolve/unions`) | `PostThumbnail`              |
| an item of a list in a union           | what the union calls the list            | `ContentListTextPart`          |

Every place has a definition of its own (`resolve/places`), so that no path ends where another began.
"""

from __future__ import annotations

from collections import deque
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

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
)
from sdkwright.name.reserved import KEYWORDS, TYPE_MODULE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.words import words_of
from sdkwright.resolve.walking import members, references

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from sdkwright.name.words import Casing


# Characters. Names may be long, since each says where its type is, but not grow without end in a document that nests
# thousands of objects; of what is longer the last words stay.
LONGEST_PREFIX = 480


class Wanted(NamedTuple):
    """A use of a type in a module: `own` is the word of the document for it, `prefix` the name of what it is part of.
    `of_list`: the word means a whole list, and one of its items takes the singular.
    """

    ref: TypeRef
    prefix: str
    own: str
    of_list: bool = True


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
        wanted = [each for member in members for each in self._below_root(member, names.get(member, name))]
        return (*others, *self._names(wanted, name, roots, frozenset(text for _, text in others)))

    def below(self, root: TypeRef, name: str) -> tuple[tuple[TypeId, str], ...]:
        """Names for all that the root `name` reaches; a root that is itself a definition is not listed."""
        inner = root.inner if isinstance(root, Nullable) else root
        roots = frozenset({inner.id}) if isinstance(inner, Reference) else frozenset[TypeId]()
        return self._names(self._of_root(inner, name), name, roots)

    def imported(self, roots: Iterable[TypeRef]) -> frozenset[str]:
        """The classes of other modules that a module with these roots imports."""
        found = list(roots)
        found += [ref for each in reachable_from(found, self._types, self._homes) for ref in members(self._types[each])]
        return frozenset(self._homes[each] for ref in found for each in references(ref) if each in self._homes)

    def arguments(
        self, arguments: list[Wanted], name: str, others: tuple[str, ...] = ()
    ) -> tuple[tuple[TypeId, str], ...]:
        """Names for all that arguments reach, in the module whose root is `name` and that has `others` already."""
        return self._names(arguments, name, frozenset(), frozenset(others))

    def _names(
        self, wanted: list[Wanted], root_name: str, roots: frozenset[TypeId], others: frozenset[str] = frozenset()
    ) -> tuple[tuple[TypeId, str], ...]:
        """Depth first: who is met first lends its name to what is below it."""
        found: dict[TypeId, tuple[str, ...]] = {}
        taken = {root_name, *others, *TYPE_MODULE_NAMES, *KEYWORDS, *self._models_above(roots)}
        stack = wanted[::-1]
        while stack:
            for type_id, name in self._uses(stack.pop()):
                if type_id in self._homes and type_id not in roots:
                    taken.add(self._homes[type_id])
                elif type_id not in found and type_id not in roots:
                    found[type_id] = self._candidates(type_id, name, root_name)
                    taken |= self._models_above([type_id])
                    stack += self._below(type_id, name)[::-1]
        claims = [Claim(type_id, candidates, type_id) for type_id, candidates in found.items()]
        names = settle(claims, taken=taken, fold=False).names
        return tuple((each, names[each]) for each in found)

    def _models_above(self, type_ids: Iterable[TypeId]) -> frozenset[str]:
        """The classes of other modules that these definitions inherit from."""
        found = [self._types.get(each) for each in type_ids]
        bases = [base for each in found if isinstance(each, Object) for base in each.bases]
        return frozenset(self._homes[each] for each in bases if each in self._homes)

    def _candidates(self, type_id: TypeId, name: str, root_name: str) -> tuple[str, ...]:
        definition = self._types.get(type_id)
        hint = definition.name_hint if definition else None
        more = (self._casing.pascal(hint),) if hint else ()
        return tuple(dict.fromkeys((name, *more, f"{root_name}{name}")))

    def _of_root(self, root: TypeRef, name: str) -> list[Wanted]:
        """What a root is made of. The items of a list are called after the list, variants of a union as they are."""
        match root:
            case ListOf(item=item):
                return [Wanted(item, f"{self._one_of(name)}Item", "", of_list=False)]
            case MapOf(value=value):
                return [Wanted(value, f"{name}Item", "", of_list=False)]
            case Reference(id=type_id):
                return self._below_root(type_id, name)
            case UnionOf():
                return list(self._in_place(root, ""))
            case _:
                return []

    def _below_root(self, type_id: TypeId, name: str) -> list[Wanted]:
        """What a root that is a definition is made of: with bare names, but below its own name where it inherits, as
        what it inherits has bare names.
        """
        definition = self._types.get(type_id)
        match definition:
            case Alias(target=Reference(id=other)) if other in self._homes and other != type_id:
                return [Wanted(Reference(other), "", "", of_list=False)]
            case Alias(target=target):
                return self._of_root(target, name) if target != Reference(type_id) else []
            case Object(bases=bases):
                return self._below(type_id, name if bases else "")
            case _:
                return self._below(type_id, "")

    def _below(self, type_id: TypeId, prefix: str) -> list[Wanted]:
        """The members of a definition, with the names that they would give."""
        definition = self._types.get(type_id)
        prefix = self._short(prefix)
        match definition:
            case Object(additional=additional):
                found = [Wanted(each.type, prefix, each.wire_name) for each in definition.own]
                return [*found, Wanted(additional, prefix, "extra")] if additional is not None else found
            case Union(variants=variants):
                return [
                    Wanted(each.type, prefix, each.name_hint or self._hint(each.type, index), of_list=False)
                    for index, each in enumerate(variants)
                ]
            case Alias(target=target):
                return [Wanted(target, prefix, "item")]
            case _:
                return []

    def _short(self, prefix: str) -> str:
        """The last words of a prefix: the first ones say least about what is deep below them."""
        if len(prefix) <= LONGEST_PREFIX:
            return prefix
        words = words_of(prefix)
        while len(words) > 1 and len("".join(words)) > LONGEST_PREFIX:
            words.pop(0)
        return self._casing.pascal(*words)[:LONGEST_PREFIX]

    def _hint(self, ref: TypeRef, index: int) -> str:
        definition = self._types.get(ref.id) if isinstance(ref, Reference) else None
        return (definition.name_hint if definition else None) or f"union_member_{index}"

    def _in_place(self, union: UnionOf, prefix: str) -> Iterator[Wanted]:
        """The variants of a union that has no name itself."""
        for each, word in zip_longest(union.variants, union.words):
            assert each is not None
            yield Wanted(each, prefix, word or "", of_list=False)

    def _uses(self, wanted: Wanted) -> Iterator[tuple[TypeId, str]]:
        """The definitions that a use mentions, with the names that they would take."""
        ref, prefix, own, of_list = wanted
        match ref:
            case Nullable(inner=inner) | MapOf(value=inner):
                yield from self._uses(Wanted(inner, prefix, own, of_list))
            case ListOf(item=inner):
                yield from self._uses(Wanted(inner, prefix, self._casing.singular(own) if of_list else own, of_list))
            case UnionOf():
                for each in self._in_place(ref, prefix + self._pascal(own)):
                    yield from self._uses(each)
            case Reference(id=type_id):
                yield type_id, prefix + self._pascal(own)
            case _:
                return

    def _pascal(self, own: str) -> str:
        return self._casing.pascal(own) if own else ""

    def _one_of(self, name: str) -> str:
        """The name of a list in the singular."""
        one = self._casing.singular(name)
        return name if one == self._casing.snake(name) else self._casing.pascal(one)
