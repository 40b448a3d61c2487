"""What the arguments of a method are: those of the path, query, headers and cookies, then what the body is made of.

| body                                   | arguments                                                             |
|----------------------------------------|-----------------------------------------------------------------------|
| an object                              | its properties                                                        |
| a union of objects                     | the properties of all variants; required is what every variant needs  |
| anything else; the config names one    | one argument that is the body                                         |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Alias, Api, Docs, Nullable, Object, Operation, Pointer, Reference, TypeRef, Union, UnionOf

if TYPE_CHECKING:
    from collections.abc import Collection

    from sdkwright.api import Parameter, Property

MOST_NAMES = 20
"""How many names for one object are followed."""
SEVERAL = 2
FIELDS = frozenset({"json", "form", "multipart"})


class Slot(NamedTuple):
    """One argument as the document tells of it. `place` is that of the parameter, or `body`. `whole`: it is all of
    the body, or all of the query, and has no wire name.
    """

    place: str
    wire_name: str
    type: TypeRef
    required: bool
    docs: Docs
    source: Pointer
    whole: bool = False
    called: str | None = None


def slots(api: Api, operation: Operation) -> list[Slot]:
    """All arguments, parameters first, in the order of the document."""
    return [*parameter_slots(operation), *body_slots(api, operation)]


def params_slots(api: Api, operation: Operation) -> list[Slot]:
    """The arguments that stand in the typed dict of a method: all that are given by name."""
    return [each for each in slots(api, operation) if each.place != "path" or not is_positional(operation, each)]


def is_positional(operation: Operation, slot: Slot) -> bool:
    """Whether the argument may be given by position. A name that is in the path too means that of the path."""
    if slot.wire_name not in operation.positional:
        return False
    return slot.place == "path" or all(each.wire_name != slot.wire_name for each in path_parameters(operation))


def path_parameters(operation: Operation) -> list[Parameter]:
    return [each for each in operation.parameters if each.place == "path"]


def shown_slots(api: Api, operation: Operation) -> list[Slot]:
    """The arguments of one possible call: of a body that may be one of several objects, those of the one that the
    document's example is, or of the first.
    """
    listed = variant_slots(api, operation)
    if len(listed) < SEVERAL:
        return slots(api, operation)
    example = operation.examples.body
    given = example.keys() if isinstance(example, dict) else set[str]()
    chosen = next((each for each in listed if is_given(each, given)), listed[0])
    return [*parameter_slots(operation), *chosen]


def is_given(variant: list[Slot], given: Collection[str]) -> bool:
    needed = {each.wire_name for each in variant if each.required}
    return bool(given) and needed <= set(given) <= {each.wire_name for each in variant}


def switch_slot(api: Api, operation: Operation) -> Slot | None:
    """The argument that asks for a stream, where there is one."""
    wanted = operation.streaming.param_discriminator if operation.streaming else None
    found = (each for each in slots(api, operation) if each.wire_name == wanted and each.place != "path")
    return next(found, None) if wanted is not None else None


class Asked(NamedTuple):
    """How the argument that asks for a stream is given: whether it must be, and whether null says the same."""

    required: bool
    null: bool


def asks_when(operation: Operation, switch: Slot, *, to: bool) -> Asked:
    """How the argument is given where it is `to`. What holds without it needs no word, and null is no word."""
    assert operation.streaming is not None
    usual = operation.streaming.by_default == to
    return Asked(switch.required or not usual, usual and isinstance(switch.type, Nullable))


def parameter_slots(operation: Operation) -> list[Slot]:
    return [
        Slot(
            each.place,
            each.wire_name,
            each.type,
            each.required,
            each.docs,
            each.source,
            each.place == "query" and not each.wire_name,
            each.called,
        )
        for each in operation.parameters
    ]


def body_slots(api: Api, operation: Operation) -> list[Slot]:
    body = operation.body
    if body is None:
        return []
    listed = variant_slots(api, operation)
    if not listed:
        return [Slot("body", "", body.type, body.required, body.docs, body.source, True)]
    return listed[0] if len(listed) == 1 else merged(listed)


def variant_slots(api: Api, operation: Operation) -> list[list[Slot]]:
    """The properties of each object that the body may be, those of one body together."""
    optional = operation.body is not None and operation.body.may_be_left_out
    return [property_slots(each.definition, optional=optional) for each in body_variants(api, operation)]


def property_slots(definition: Object, *, optional: bool = False) -> list[Slot]:
    """The properties that a request carries. `optional`: they may be left out all together."""
    return [property_slot(each, optional=optional) for each in definition.properties if not each.read_only]


def property_slot(each: Property, *, optional: bool) -> Slot:
    required = each.required and not optional
    return Slot("body", each.wire_name, each.type, required, each.docs, each.source, called=each.called)


def merged(listed: list[list[Slot]]) -> list[Slot]:
    """The arguments of all variants: each takes what any variant takes, and is required where every one requires it."""
    found: dict[str, list[Slot]] = {}
    for each in (slot for variant in listed for slot in variant):
        found.setdefault(each.wire_name, []).append(each)
    return [
        same[0]._replace(
            type=together([each.type for each in same]),
            required=len(same) == len(listed) and all(each.required for each in same),
        )
        for same in found.values()
    ]


def together(types: list[TypeRef]) -> TypeRef:
    unique = tuple(dict.fromkeys(types))
    return unique[0] if len(unique) == 1 else UnionOf(unique)


class BodyVariant(NamedTuple):
    """An object that the body may be; `hint` is what the union calls it."""

    definition: Object
    hint: str


def body_variants(api: Api, operation: Operation) -> tuple[BodyVariant, ...]:
    """The objects that the body may be when their properties become arguments; empty for bodies of another shape."""
    body = operation.body
    if body is None or body.kind not in FIELDS or body.argument is not None:
        return ()
    definition = behind(api, body.type)
    if isinstance(definition, Object):
        return (BodyVariant(definition, ""),)
    if not isinstance(definition, Union):
        return ()
    found: list[BodyVariant] = []
    for index, each in enumerate(definition.variants):
        variant = behind(api, each.type)
        if not isinstance(variant, Object):
            return ()
        word = variant.name_hint or each.name_hint or ""
        found.append(BodyVariant(variant, f"variant_{index}" if word in ("", f"union_member_{index}") else word))
    return tuple(found)


def body_object(api: Api, operation: Operation) -> Object | None:
    """The one object that the body is, where its properties become arguments."""
    variants = body_variants(api, operation)
    return variants[0].definition if len(variants) == 1 else None


def behind(api: Api, ref: TypeRef) -> object:
    """The definition that a reference leads to, through names for it and null."""
    for _ in range(MOST_NAMES):
        inner = ref.inner if isinstance(ref, Nullable) else ref
        definition = api.types.get(inner.id) if isinstance(inner, Reference) else None
        if not isinstance(definition, Alias):
            return definition
        ref = definition.target
    return None
