"""Which way values of models travel.

| model                                         | has a class        | has a typed dict   |
|-----------------------------------------------|--------------------|--------------------|
| that answers, events or webhooks carry        | yes                |                    |
| that requests carry                           |                    | yes                |
| whose properties are a method's arguments     |                    |                    |
| of `$shared`                                  | yes                | if requests do so  |
| that nothing uses, or that is to be generated | yes                | yes                |

What a model is made of goes with it. A model that the config lists and nothing uses is there for code beside the
generated one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Reference
from sdkwright.name.arguments import body_object
from sdkwright.name.types import reachable_from

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.api import Api, TypeId, TypeRef


class Uses(NamedTuple):
    """The models that have a class, and those that have a typed dict."""

    answered: frozenset[TypeId]
    sent: frozenset[TypeId]


def uses_of(api: Api) -> Uses:
    models = [*api.shared, *(each for resource in api.walk() for each in resource.models)]
    known = frozenset(each.type for each in models)
    sent = below(api, requests_of(api)) & known
    answered = below(api, [*api.answers, *(Reference(each.type) for each in api.shared)]) & known
    unused = known - sent - answered - below(api, bodies_of(api))
    wanted = unused | {each.type for each in models if each.is_forced}
    more = below(api, map(Reference, sorted(wanted))) & known
    return Uses(answered | more, sent | more)


def below(api: Api, roots: Iterable[TypeRef]) -> frozenset[TypeId]:
    return frozenset(reachable_from(roots, api.types))


def requests_of(api: Api) -> list[TypeRef]:
    """The types of all arguments of all methods."""
    found: list[TypeRef] = []
    for resource in api.walk():
        for operation in resource.operations:
            found += [each.type for each in operation.parameters]
            body = body_object(api, operation)
            if body is not None:
                found += [each.type for each in body.properties]
            elif operation.body is not None:
                found.append(operation.body.type)
    return found


def bodies_of(api: Api) -> list[TypeRef]:
    bodies = [each.body for resource in api.walk() for each in resource.operations]
    return [each.type for each in bodies if each is not None]
