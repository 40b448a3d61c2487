"""Names of methods, their arguments and their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Alias, Api, Nullable, Object, Operation, Reference
from sdkwright.name.reserved import KEYWORDS, SIGNATURE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.table import OperationNames, ResourceNames

if TYPE_CHECKING:
    from sdkwright.name.words import Casing

MOST_NAMES = 20
"""How many names for one object are followed."""


def body_object(api: Api, operation: Operation) -> Object | None:
    """The body's object when its properties become arguments of the method; None for bodies of another shape."""
    if operation.body is None or operation.body.kind not in ("json", "form", "multipart"):
        return None
    ref = operation.body.type
    for _ in range(MOST_NAMES):
        inner = ref.inner if isinstance(ref, Nullable) else ref
        definition = api.types.get(inner.id) if isinstance(inner, Reference) else None
        if not isinstance(definition, Alias):
            return definition if isinstance(definition, Object) else None
        ref = definition.target
    return None


def method_names(operations: tuple[Operation, ...], casing: Casing, taken: frozenset[str]) -> dict[str, str]:
    claims = [
        Claim(each.id, (casing.snake(each.name), casing.snake(each.name, "method")), each.source, privileged=True)
        for each in operations
    ]
    return settle(claims, taken=taken | KEYWORDS, fold=False).names


def argument_names(
    api: Api, operation: Operation, casing: Casing, module_names: frozenset[str]
) -> dict[tuple[str, str], str]:
    """One scope for the whole signature. Path parameters keep their names before query, header and body ones, and what
    is written as in Python before what is not.
    """
    claims: list[Claim[tuple[str, str]]] = []
    for each in operation.parameters:
        plain = casing.snake(each.wire_name or "query")  # the whole query has no name on the wire
        candidates = (plain, f"{each.place}_{plain}", f"{plain}_")
        keeps = each.place == "path" or plain == each.wire_name
        claims.append(Claim((each.place, each.wire_name), candidates, each.source, privileged=keeps))
    body = body_object(api, operation)
    if body is not None:
        for prop in body.properties:
            if not prop.read_only:
                plain = casing.snake(prop.wire_name)
                candidates = (plain, f"body_{plain}", f"{plain}_")
                keeps = plain == prop.wire_name
                claims.append(Claim(("body", prop.wire_name), candidates, prop.source, privileged=keeps))
    elif operation.body is not None:
        claims.append(Claim(("body", ""), ("body", "request_body"), operation.body.source))
    return settle(claims, taken=SIGNATURE_NAMES | KEYWORDS | module_names, fold=False).names


def operation_names(
    api: Api,
    operation: Operation,
    resource: ResourceNames,
    method: str,
    casing: Casing,
    page: tuple[str, str] | None,
) -> OperationNames:
    return OperationNames(
        method=method,
        parameters=argument_names(api, operation, casing, frozenset({f"{'_'.join(resource.package) or 'sdk'}_types"})),
        page=page,
    )
