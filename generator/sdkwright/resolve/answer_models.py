"""Models of answers that several operations share: the inline schemas of `components/responses`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Model, Nullable, Object, Reference, Union

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.api import Operation, Resource, TypeDef, TypeId

PREFIX = "/components/responses/"


def answer_models(
    resources: Iterable[Resource], known: frozenset[TypeId], types: Mapping[TypeId, TypeDef]
) -> tuple[Model, ...]:
    """A model for each, called `<name of the component>Response`; operations whose first success alone counts need
    none, since each has a class of its own. `known` are models already.
    """
    found: dict[TypeId, Model] = {}
    for operation in operations(resources):
        for each in (*operation.successes, *(operation.errors if operation.successes else ())):
            inner = each.type.inner if isinstance(each.type, Nullable) else each.type
            if not isinstance(inner, Reference) or inner.id in known or not inner.id.startswith(PREFIX):
                continue
            if isinstance(types.get(inner.id), (Object, Union)):
                found[inner.id] = Model(component_words(inner.id), inner.id)
    return tuple(found[each] for each in sorted(found))


def operations(resources: Iterable[Resource]) -> Iterator[Operation]:
    for resource in resources:
        yield from resource.operations
        yield from operations(resource.children)


def component_words(pointer: str) -> str:
    name = pointer[len(PREFIX) :].partition("/")[0].replace("~1", "/").replace("~0", "~")
    return name if name.lower().endswith("response") else f"{name}_response"
