"""Which objects inherit from models: those whose `allOf` refers to one.

The object is a class below the model, and declares only what its own parts of `allOf` say; what is composed of schemas
that are no models has all of their properties itself (`allof`). A class can only stand where its model can if each
property that both declare narrows the model's, so that an object which says something else of one inherits nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Alias, Enum, LiteralOf, Nullable, Object, Reference, Scalar, Union, UnionOf, Unknown
from sdkwright.load import join
from sdkwright.resolve.nodes import mapping, sequence
from sdkwright.resolve.walking import references

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sdkwright.api import Property, TypeDef, TypeId, TypeRef
    from sdkwright.load import Refs

# References and parts inside parts; aliases of aliases.
DEEPEST = 16


class Lineage(NamedTuple):
    """What the parts of one `allOf` are: `models` that it refers to, and the wire names of the properties that its
    other parts declare.
    """

    models: tuple[TypeId, ...]
    own: frozenset[str]


def lineage_of(schema: Mapping[str, object], pointer: str, refs: Refs, named: Collection[TypeId]) -> Lineage:
    """`named` are the places of the schemas that are models."""
    models: dict[TypeId, None] = {}
    own: set[str] = set()
    queue = [(schema, pointer, 0)]
    while queue:
        node, place, depth = queue.pop(0)
        own.update(mapping(node.get("properties")))
        for index, member in enumerate(sequence(node.get("allOf"))):
            part, at = mapping(member), join(place, "allOf", index)
            if isinstance(part.get("$ref"), str):
                own.update(mapping(part.get("properties")))
                target = refs.deref(part, at)
                part, at = mapping(target[0] if target else None), target[1] if target else at
            if at in named and at != pointer:
                models[at] = None
            elif depth < DEEPEST:
                queue.append((part, at, depth + 1))
    return Lineage(tuple(models), frozenset(own))


def with_bases(
    types: Mapping[TypeId, TypeDef], lineages: Mapping[TypeId, Lineage], models: Collection[TypeId]
) -> dict[TypeId, TypeDef]:
    """The definitions, in which each object knows the models that it inherits from, and what."""
    found = dict(types)
    heirs = Heirs(found, lineages, models)
    for each in lineages:
        heirs.settle(each)
    return found


class Heirs:
    """Settles one object after the models that it inherits from; `types` is changed in place."""

    def __init__(
        self, types: dict[TypeId, TypeDef], lineages: Mapping[TypeId, Lineage], models: Collection[TypeId]
    ) -> None:
        self._types = types
        self._lineages = lineages
        self._models = models
        self._entered: set[TypeId] = set()

    def settle(self, type_id: TypeId) -> None:
        definition, lineage = self._types.get(type_id), self._lineages.get(type_id)
        if type_id in self._entered or lineage is None or not isinstance(definition, Object):
            return
        self._entered.add(type_id)
        bases: list[Object] = []
        for each in lineage.models:
            self.settle(each)
            base = self._types.get(each)
            if isinstance(base, Object) and each in self._models and type_id not in self._ancestry(each):
                bases.append(base)
        bases = [each for each in bases if not any(each.id in self._above(other.id) for other in bases)]
        if bases and self._is_a_tree(bases):
            self._types[type_id] = self._heir(definition, bases, lineage.own)

    def _heir(self, definition: Object, bases: list[Object], own: frozenset[str]) -> Object:
        """The object with its bases; without, where a property of theirs would have to become something else."""
        inherited: set[str] = set()
        for each in definition.properties:
            above = [one for base in bases for one in base.properties if one.wire_name == each.wire_name]
            if above and each.wire_name not in own and all(is_same(each, one) for one in above):
                inherited.add(each.wire_name)
            elif not all(self._narrows(each.type, one.type) for one in above):
                return definition
        ids = tuple(each.id for each in bases)
        return definition._replace(bases=ids, inherited=frozenset(inherited))

    def _ancestry(self, type_id: TypeId) -> frozenset[TypeId]:
        """A class and all that it inherits from."""
        definition = self._types.get(type_id)
        bases = definition.bases if isinstance(definition, Object) else ()
        return frozenset({type_id}).union(*(self._ancestry(each) for each in bases))

    def _above(self, type_id: TypeId) -> frozenset[TypeId]:
        return self._ancestry(type_id) - {type_id}

    def _is_a_tree(self, bases: list[Object]) -> bool:
        """Whether several bases have no ancestor in common and no two names that Python may hold equal."""
        if len(bases) == 1:
            return True
        ancestors = [one for each in bases for one in self._ancestry(each.id)]
        names = {each.wire_name for base in bases for each in base.properties}
        spellings = {name.replace("_", "").replace("-", "").casefold() for name in names}
        return len(ancestors) == len(set(ancestors)) and len(spellings) == len(names)

    def _narrows(self, own: TypeRef, base: TypeRef, depth: int = 0) -> bool:
        """Whether every value of `own` is one of `base` to a type checker."""
        if isinstance(base, Unknown) or (own == base and self._has_one_class(own)):
            return True
        if depth > DEEPEST:
            return False
        if isinstance(base, Nullable):
            return self._narrows(own.inner if isinstance(own, Nullable) else own, base.inner, depth + 1)
        own_parts, parts = self._spread(own), self._spread(base)
        if own_parts != (own,) or parts != (base,):
            return all(any(self._narrows(each, part, depth + 1) for part in parts) for each in own_parts)
        match own, base:
            case LiteralOf(values=values), LiteralOf(values=allowed):
                return all(any(type(a) is type(b) and a == b for b in allowed) for a in values)
            case LiteralOf(values=values), Scalar(kind=kind, format=form):
                known = {"string": str, "integer": int, "boolean": bool}.get(kind)
                return form is None and known is not None and all(type(each) is known for each in values)
            case Scalar(kind=kind, format=form), Scalar(kind=wider, format=other):
                return kind == wider and form == other
            case Reference(id=one), Reference(id=other):
                return other in self._ancestry(one) and (one != other or self._has_one_class(own))
            case _:
                return False

    def _has_one_class(self, ref: TypeRef) -> bool:
        """Whether a type is the same class wherever it is declared; what is no model is written out once more."""
        named = [each for each in references(ref) if each not in self._models]
        return all(not isinstance(self._types.get(each), Object | Union) for each in named)

    def _spread(self, ref: TypeRef) -> tuple[TypeRef, ...]:
        """What a type is one of; itself where it is one thing."""
        definition = self._types.get(ref.id) if isinstance(ref, Reference) else None
        match ref, definition:
            case UnionOf(variants=variants), _:
                return variants
            case _, Union(variants=variants):
                return tuple(each.type for each in variants)
            case _, Alias(target=target):
                return (target,)
            case _, Enum(values=values):
                return (LiteralOf(values),)
            case _:
                return (ref,)


def is_same(one: Property, other: Property) -> bool:
    """Whether a declaration of a property says what the other does of its values."""
    facts = (one.type, one.required, one.read_only, one.write_only)
    return facts == (other.type, other.required, other.read_only, other.write_only)
