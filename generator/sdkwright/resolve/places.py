"""Each place in an API has definitions of its own.

Two fields of one schema are two places, and whoever reads the code of one of them should find names that speak of it:
`ChoiceMessage` in a choice, `DeltaMessage` in a delta. So what no config names is copied for every path that leads to
it from a model, from the arguments of a method or from an answer. A path that comes back to a definition on its own way
refers to that one, which ends recursion. Where the copies of one root would be more than `MOST_COPIES`, it keeps one
definition for all its places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, assert_never

from sdkwright.api import (
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Reference,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.resolve.walking import members, rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.api import Operation, Resource, Response, WebhookMethod

MOST_COPIES = 2000


@dataclass(frozen=True, slots=True)
class Way:
    """A definition on the way to a place, as the original and as its copy; `back` is the way to it."""

    original: TypeId
    copy: TypeId
    back: Way | None


@dataclass(frozen=True, slots=True)
class Places:
    """`types` grow by the copies; `named` are the definitions that the config names, which are never copied."""

    types: dict[TypeId, TypeDef]
    named: frozenset[TypeId]

    def resource(self, resource: Resource) -> Resource:
        return resource._replace(
            operations=tuple(self._operation(each) for each in resource.operations),
            children=tuple(self.resource(each) for each in resource.children),
            webhooks=tuple(self._webhook(each) for each in resource.webhooks),
        )

    def models(self) -> None:
        """Give what lies within each model definitions of its own."""
        for each in sorted(self.named & self.types.keys()):
            definition = self.types[each]
            if not is_plain_tree(members(definition), self.types, self.named):
                copying = Copying(self.types, self.named, each)
                changed = rewritten(definition, copying.at_root)
                if copying.complete():
                    self.types.update({**copying.found, each: changed})

    def _operation(self, operation: Operation) -> Operation:
        roots = [each.type for each in operation.parameters] + ([operation.body.type] if operation.body else [])
        found = iter(self._own(roots, f"{operation.id} arguments"))
        parameters = tuple(each._replace(type=next(found)) for each in operation.parameters)
        body = operation.body._replace(type=next(found)) if operation.body else None
        known: dict[TypeRef, TypeRef] = {}

        def answer(ref: TypeRef) -> TypeRef:
            if ref not in known:
                [known[ref]] = self._own([ref], f"{operation.id} answer {len(known)}")
            return known[ref]

        def response(given: Response) -> Response:
            return given if given.type is None else given._replace(type=answer(given.type))

        return operation._replace(
            parameters=parameters,
            body=body,
            success=response(operation.success),
            successes=tuple(map(response, operation.successes)),
            errors=tuple(map(response, operation.errors)),
            paging=operation.paging and operation.paging._replace(item=answer(operation.paging.item)),
            streaming=operation.streaming and operation.streaming._replace(event=answer(operation.streaming.event)),
        )

    def _webhook(self, webhook: WebhookMethod) -> WebhookMethod:
        if webhook.event is None:
            return webhook
        [event] = self._own([webhook.event], f"{webhook.id} event")
        return webhook._replace(event=event)

    def _own(self, roots: list[TypeRef], label: str) -> list[TypeRef]:
        """The references, to copies where definitions have several places below these roots."""
        if is_plain_tree(roots, self.types, self.named):
            return roots
        copying = Copying(self.types, self.named, label)
        found = [copying.at_root(each) for each in roots]
        if not copying.complete():
            return roots
        self.types.update(copying.found)
        return found


@dataclass(frozen=True, slots=True)
class Copying:
    """The copies below one root; `label` tells them from those below others."""

    types: Mapping[TypeId, TypeDef]
    named: frozenset[TypeId]
    label: str
    found: dict[TypeId, TypeDef] = field(default_factory=dict[TypeId, TypeDef])
    _queue: list[Way] = field(default_factory=list[Way])

    def at_root(self, ref: TypeRef) -> TypeRef:
        return self.reference(ref, None)

    def reference(self, ref: TypeRef, way: Way | None) -> TypeRef:
        match ref:
            case Reference(id=type_id):
                return Reference(self._copy(type_id, way, nullable=False))
            case Nullable(inner=Reference(id=type_id)):
                return Nullable(Reference(self._copy(type_id, way, nullable=True)))
            case Nullable(inner=inner):
                return Nullable(self.reference(inner, way))
            case ListOf(item=item):
                return ListOf(self.reference(item, way))
            case MapOf(value=value):
                return MapOf(self.reference(value, way))
            case UnionOf(variants=variants):
                return UnionOf(tuple(self.reference(each, way) for each in variants), ref.words)
            case Scalar() | LiteralOf() | Unknown():
                return ref
            case _:
                assert_never(ref)

    def complete(self) -> bool:
        """Copy what the copies refer to; False where that would be too much."""
        while self._queue:
            if len(self.found) > MOST_COPIES:
                return False
            way = self._queue.pop()
            self.found[way.copy] = rewritten(self.found[way.copy], partial(self.reference, way=way))
        return True

    def _copy(self, type_id: TypeId, way: Way | None, *, nullable: bool) -> TypeId:
        definition = self.types.get(type_id)
        if definition is None or type_id in self.named:
            return type_id
        back = way
        while back is not None:
            if back.original == type_id:
                return back.copy
            back = back.back
        if isinstance(definition, Union) and nullable:
            definition = definition._replace(is_nullable=True)
        copy = f"{type_id} in {self.label} {len(self.found):04}"
        self.found[copy] = definition._replace(id=copy)
        self._queue.append(Way(type_id, copy, way))
        return copy


def is_plain_tree(roots: Iterable[TypeRef], types: Mapping[TypeId, TypeDef], named: frozenset[TypeId]) -> bool:
    """Whether every definition below these roots has one place, and no union there has a null beside it."""
    seen: set[TypeId] = set()
    queue = [each for root in roots for each in mentions(root)]
    while queue:
        type_id, nullable = queue.pop()
        definition = types.get(type_id)
        if definition is None or type_id in named:
            continue
        if type_id in seen or (nullable and isinstance(definition, Union)):
            return False
        seen.add(type_id)
        queue += [each for ref in members(definition) for each in mentions(ref)]
    return True


def mentions(ref: TypeRef) -> Iterator[tuple[TypeId, bool]]:
    """The definitions that a reference names, and whether null may stand in their place."""
    match ref:
        case Reference(id=found):
            yield found, False
        case Nullable(inner=Reference(id=found)):
            yield found, True
        case Nullable(inner=inner) | ListOf(item=inner) | MapOf(value=inner):
            yield from mentions(inner)
        case UnionOf(variants=variants):
            for each in variants:
                yield from mentions(each)
        case _:
            return
