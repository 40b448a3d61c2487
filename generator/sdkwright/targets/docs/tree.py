"""Types as nested lists: each property, variant and value is a node, and what it holds are the nodes below it.

A tree is grown level by level until its budget is spent. What is left then, and what holds itself, has a page of its
own that its node leads to: so no page grows with the document.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from sdkwright.api import (
    Alias,
    Docs,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Property,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.name.arguments import MOST_NAMES
from sdkwright.targets.docs.scopes import sent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.api import JsonScalar, TypeDef, TypeId, TypeRef
    from sdkwright.targets.docs.scopes import Scope, Scopes

NO_DOCS = Docs()
# Characters that a line has beside its prose.
LINE = 40
# Values of a closed set that are listed: a reader of more looks for one, and these show the form.
MOST_VALUES = 200


class TypeKey(NamedTuple):
    """A definition where it is used: its names in Python depend on the module, its properties on the way it travels."""

    id: TypeId
    scope: Scope


@dataclass(slots=True)
class Node:
    """One line of a tree. `property` is what it tells of, where it is one of `owner`; `value`, where it is one of a
    closed set; `others` are undeclared properties, `more` the number of values left out. `page` is the type that has a
    page: a model, or one that is not told of below.
    """

    kind: Literal["property", "variant", "value", "others", "more"]
    type: TypeRef
    docs: Docs
    scope: Scope
    owner: Object | None = None
    property: Property | None = None
    value: JsonScalar = None
    more: int = 0
    page: TypeKey | None = None
    children: list[Node] = field(default_factory=list["Node"])

    def cost(self) -> int:
        """Characters, about."""
        docs = self.docs
        return LINE + len(docs.description or "") + (LINE if docs.has_default or docs.constraints else 0)


class Trees:
    """Grows trees. `budget` is the characters that one may have, about; only its first level may have more."""

    def __init__(self, types: Mapping[TypeId, TypeDef], scopes: Scopes, budget: int) -> None:
        self._types = types
        self._scopes = scopes
        self._budget = budget

    def of(self, ref: TypeRef, scope: Scope) -> list[Node]:
        """What a value of the type holds."""
        found = self._level(ref, scope)
        known = self.key(ref, scope)
        self.grow(found, frozenset({known.id} if known else ()))
        return found

    def grow(self, nodes: Iterable[Node], path: frozenset[TypeId] = frozenset()) -> None:
        """Add what is below these nodes, the nearest first."""
        left = self._budget - sum(each.cost() for each in nodes)
        queue = deque((each, path) for each in nodes)
        while queue:
            node, above = queue.popleft()
            if node.kind in ("value", "more"):
                continue
            key = self.key(node.type, node.scope)
            if key is not None and key.id in above:
                node.page = key
                continue
            below = self._level(node.type, node.scope)
            cost = sum(each.cost() for each in below)
            if cost > left and key is not None:
                node.page = key
                continue
            left -= cost
            node.children = below
            node.page = key if self._has_home(key) else None
            inside = above | {key.id} if key is not None else above
            queue.extend((each, inside) for each in below)

    def key(self, ref: TypeRef, scope: Scope, names: int = 0) -> TypeKey | None:
        """The definition whose content stands below a value of the type: through lists, maps, null and other names."""
        match ref:
            case Nullable(inner=inner) | ListOf(item=inner) | MapOf(value=inner):
                return self.key(inner, scope, names)
            case Reference(id=type_id):
                inside = self._scopes.entered(type_id, scope)
                definition = self._types.get(type_id)
                if isinstance(definition, Alias):
                    return self.key(definition.target, inside, names + 1) if names < MOST_NAMES else None
                return TypeKey(type_id, inside) if definition is not None else None
            case _:
                return None

    def _has_home(self, key: TypeKey | None) -> bool:
        """Whether it is a model of several lines: lines lead to those, wherever they are told of."""
        found = self._types.get(key.id) if key is not None else None
        return isinstance(found, Object | Union) and self._scopes.is_model(found.id)

    def _level(self, ref: TypeRef, scope: Scope, names: int = 0) -> list[Node]:
        match ref:
            case Nullable(inner=inner) | ListOf(item=inner) | MapOf(value=inner):
                return self._level(inner, scope, names)
            case LiteralOf(values=values):
                return listed(values, NO_DOCS, scope)
            case UnionOf(variants=variants):
                return [self.variant(each, scope) for each in variants]
            case Reference(id=type_id):
                return self._defined(type_id, self._scopes.entered(type_id, scope), names)
            case Scalar() | Unknown():
                return []
            case _:
                assert_never(ref)

    def _defined(self, type_id: TypeId, scope: Scope, names: int) -> list[Node]:
        match self._types.get(type_id):
            case Object() as found:
                nodes = [
                    Node("property", each.type, each.docs, scope, found, each) for each in sent(found, scope.flavour)
                ]
                if found.additional is not None and not isinstance(found.additional, Unknown):
                    nodes.append(Node("others", found.additional, NO_DOCS, scope, found))
                return nodes
            case Union(variants=variants):
                return [self.variant(each.type, scope) for each in variants]
            case Enum(values=values, docs=docs):
                return listed(values, docs, scope)
            case Alias(target=target):
                return self._level(target, scope, names + 1) if names < MOST_NAMES else []
            case None:
                return []

    def variant(self, ref: TypeRef, scope: Scope) -> Node:
        """The node of a whole type, with what the document says of it."""
        inner = ref.inner if isinstance(ref, Nullable) else ref
        definition = self._types.get(inner.id) if isinstance(inner, Reference) else None
        return Node("variant", ref, definition.docs if definition else NO_DOCS, scope)


def listed(values: tuple[JsonScalar, ...], docs: Docs, scope: Scope) -> list[Node]:
    """The values of a closed set."""
    said = [(chosen, Docs(description=text)) for chosen, text in docs.choices]
    found = [
        Node("value", LiteralOf((each,)), next((text for chosen, text in said if chosen == each), NO_DOCS), scope)
        for each in values[:MOST_VALUES]
    ]
    for node, each in zip(found, values, strict=False):
        node.value = each
    if len(values) > MOST_VALUES:
        found.append(Node("more", Unknown(), NO_DOCS, scope, more=len(values) - MOST_VALUES))
    return found
