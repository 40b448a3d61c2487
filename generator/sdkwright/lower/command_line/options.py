"""The options of a command: one for each argument of the method, and for the parts of those that are objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Object, Reference
from sdkwright.lower.command_line.flags import BODY, settled
from sdkwright.lower.command_line.kinds import kind_words, unwrapped
from sdkwright.lower.command_line.readings import reading
from sdkwright.lower.command_line.views import Option
from sdkwright.name import casing_of
from sdkwright.name.arguments import slots, variant_slots

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sdkwright.api import Operation, Property, TypeId
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot

DEEPEST = 3
"""How many dots a flag has at most; what lies deeper is given as JSON."""
MOST_PARTS = 100
"""How many options for parts a command has at most: fewer levels of parts have options where there would be more, since
help that is longer helps nobody.
"""


class OptionWriter:
    """Writes the options of one operation; `taken` are the flags that every command has, as names in snake case."""

    def __init__(self, context: Context, operation: Operation, taken: Collection[str]) -> None:
        self._context = context
        self._types = context.api.types
        self._operation = operation
        self._taken = taken
        self._casing = casing_of(context.config)
        body = operation.body
        self._sends_files = body is not None and body.kind in ("multipart", "binary")

    def write(self) -> tuple[Option, ...]:
        """Those of the path, then required ones, then the rest; each group in the order of the document."""
        names = self._context.names.operations[self._operation.id].parameters
        listed = [(each, names[each.place, each.wire_name]) for each in slots(self._context.api, self._operation)]
        claims = [(name, (name, f"{each.place}_{name}"), each.source) for each, name in listed]
        has_body = bool(variant_slots(self._context.api, self._operation))
        flags = settled(claims, (*self._taken, BODY) if has_body else self._taken)
        plain = [self._option(each, name, flags[name]) for each, name in listed]
        plain.sort(key=lambda each: (each.place != "path", not each.required))
        for depth in range(DEEPEST, 0, -1):
            found = tuple(self._with_parts(each, frozenset(), depth) for each in plain)
            if sum(1 for _ in parts_of(found)) <= MOST_PARTS:
                return found
        return tuple(plain)

    def _option(self, slot: Slot, argument: str, word: str) -> Option:
        return Option(
            flag=f"--{word}",
            argument=argument,
            place=slot.place,
            wire_name=slot.wire_name,
            kind=kind_words(self._types, slot.type, required=slot.required),
            type=slot.type,
            required=slot.required,
            docs=slot.docs,
            reading=reading(self._types, slot.type, takes_files=self._sends_files and slot.place == "body"),
        )

    def _with_parts(self, option: Option, around: frozenset[TypeId], depth: int) -> Option:
        """The option with one for each property of the object that it gives; none for objects inside themselves."""
        ref, _ = unwrapped(self._types, option.type)
        definition = self._types.get(ref.id) if isinstance(ref, Reference) else None
        if depth == 0 or not isinstance(definition, Object) or definition.id in around:
            return option
        properties = [each for each in definition.properties if not each.read_only]
        claims = [(each.wire_name, (self._casing.snake(each.wire_name),), each.source) for each in properties]
        words = settled(claims)
        inside = around | {definition.id}
        parts = (self._part(option, each, words[each.wire_name]) for each in properties)
        return option._replace(nested=tuple(self._with_parts(each, inside, depth - 1) for each in parts))

    def _part(self, option: Option, each: Property, word: str) -> Option:
        return Option(
            flag=f"{option.flag}.{word}",
            argument=option.argument,
            place=option.place,
            wire_name=each.wire_name,
            kind=kind_words(self._types, each.type, required=each.required),
            type=each.type,
            required=False,
            docs=each.docs,
            reading=reading(self._types, each.type, takes_files=self._sends_files),
            path=(*option.path, each.wire_name),
        )


def parts_of(options: tuple[Option, ...]) -> Iterator[Option]:
    """The options for parts below these, at all levels."""
    for each in options:
        yield from each.nested
        yield from parts_of(each.nested)
