"""Names of methods, their arguments and their classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.name.arguments import Slot, slots
from sdkwright.name.reserved import KEYWORDS, SIGNATURE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.table import OperationNames, ResourceNames

if TYPE_CHECKING:
    from sdkwright.api import Api, Operation
    from sdkwright.name.words import Casing


def method_names(
    operations: tuple[Operation, ...], casing: Casing, taken: frozenset[str], *, keeps_private: bool
) -> dict[str, str]:
    """A name that the config begins with an underscore keeps it: there is hand-written code in front of the method."""

    def called(name: str, *more: str) -> str:
        is_private = keeps_private and name.startswith("_") and not name.startswith("__")
        return ("_" if is_private else "") + casing.snake(name, *more)

    claims = [
        Claim(each.id, (called(each.name), called(each.name, "method")), each.source, privileged=True)
        for each in operations
    ]
    return settle(claims, taken=taken | KEYWORDS, fold=False).names


def argument_names(
    api: Api, operation: Operation, casing: Casing, module_names: frozenset[str]
) -> dict[tuple[str, str], str]:
    """One scope for the whole signature. What is called alike in several places takes the word for its place before it
    (`path_id`, `body_id`); what is a keyword an underscore behind it, so that it reads as in the document.
    """
    found = slots(api, operation)
    plain = {key_of(each): casing.snake(word_of(operation, each)) for each in found}
    places = {name: {place for (place, _), other in plain.items() if other == name} for name in plain.values()}
    claims: list[Claim[tuple[str, str]]] = []
    for each in found:
        key = key_of(each)
        name = plain[key]
        own = f"{name}_" if name in KEYWORDS else name
        candidates = (f"{each.place}_{name}", f"{name}_") if len(places[name]) > 1 else (own, f"{each.place}_{name}")
        keeps = len(places[name]) == 1 and (each.place == "path" or name == each.wire_name)
        claims.append(Claim(key, (*candidates, f"{name}_"), each.source, privileged=keeps))
    return settle(claims, taken=SIGNATURE_NAMES | KEYWORDS | module_names, fold=False).names


def key_of(slot: Slot) -> tuple[str, str]:
    return slot.place, slot.wire_name


def word_of(operation: Operation, slot: Slot) -> str:
    """What an argument is called after: its name on the wire; for a whole body that of the config, or its place."""
    if not slot.whole:
        return slot.called or slot.wire_name
    argument = operation.body.argument if operation.body and slot.place == "body" else None
    return argument or slot.place


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
