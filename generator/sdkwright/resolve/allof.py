"""Merging `allOf` into one schema.

| keyword                         | merged value                                                               |
|---------------------------------|----------------------------------------------------------------------------|
| `properties`                    | all; of a property that several declare, both declarations hold            |
| `required`                      | union                                                                      |
| `enum`                          | intersection; without common values the first stays, with a diagnostic     |
| `type`                          | what all allow (`integer` lies in `number`); else a diagnostic, first stays |
| `items`, `additionalProperties` | both hold; a schema wins over true and over none                           |
| `oneOf`, `anyOf`                | one of the first with one of the second, while these are few               |
| lower and upper bounds          | the narrower                                                               |
| `discriminator`                 | the schema's own only: what inherits it is a variant, and no union         |
| `description`, `title`, others  | the schema's own, else the last member that has one                        |
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.load import Document, Refs, join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence
from sdkwright.resolve.shapes import ORIGIN, SAYING_NOTHING, UNIONS, Origin, origin_of, says_nothing, stamped

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdkwright.diagnostics import Diagnostics

MOST_STEPS = 64
# Variants that two unions in one `allOf` may give together.
MOST_PAIRS = 36
BOUNDS: Mapping[str, Callable[[float, float], float]] = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"), max),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"), min),
}
# What an inherited part says of itself only.
OWN_ONLY = frozenset({"discriminator", "deprecated", "example", "examples", "default", ORIGIN})
Part = tuple["Mapping[str, object]", str]


def merge(
    schema: Mapping[str, object], pointer: str, refs: Refs, document: Document, sink: Diagnostics
) -> Mapping[str, object]:
    """One schema that says what `schema` and all members of its `allOf` say. A lone member that nothing is added to
    stays itself.
    """
    siblings = {key: value for key, value in schema.items() if key != "allOf"}
    telling = [
        (member, join(pointer, "allOf", index))
        for index, member in enumerate(sequence(schema.get("allOf")))
        if is_mapping(member) and not says_nothing(member)
    ]
    notes: dict[str, object] = {}
    for member in sequence(schema.get("allOf")):
        if is_mapping(member) and says_nothing(member):
            notes |= member
    if len(telling) == 1:
        member, place = telling[0]
        if adds_nothing(siblings, member, place, refs):
            own = {key: value for key, value in siblings.items() if key in SAYING_NOTHING or key.startswith("x-")}
            return {**member, **notes, **own}
    merging = Merging({}, pointer, document, sink)
    parts, is_whole = flatten(schema, pointer, refs, {pointer}, 0)
    if not is_whole:
        sink.add("SW203", f"more than {MOST_STEPS} allOf lead from one to the next", at=document.place(pointer))
    for part in parts:
        merging.absorb(part)
    return merging.merged


def adds_nothing(siblings: Mapping[str, object], member: Mapping[str, object], place: str, refs: Refs) -> bool:
    """Whether what stands beside a lone member of `allOf` says no more than the member itself."""
    target = refs.deref(member, place) if "$ref" in member else None
    whole = mapping(target[0]) if target is not None else member
    for key, value in siblings.items():
        if key in SAYING_NOTHING or key.startswith("x-") or (key == "additionalProperties" and value is False):
            continue
        if key == "type" and whole.get("type", value) == value:
            continue
        if key == "properties" and not mapping(value):
            continue
        if key == "required" and all(each in sequence(whole.get("required")) for each in sequence(value)):
            continue
        return False
    return True


def flatten(
    schema: Mapping[str, object], pointer: str, refs: Refs, seen: set[str], depth: int
) -> tuple[list[Part], bool]:
    """The parts to merge, outermost last, each with its place, and whether that is all: references are followed so far
    only. What was met already, as in a diamond or a loop, is left out.
    """
    parts: list[Part] = []
    if depth > MOST_STEPS:
        return parts, False
    is_whole = True
    for index, member in enumerate(sequence(schema.get("allOf"))):
        node: Mapping[str, object] = mapping(member)
        place = join(pointer, "allOf", index)
        while isinstance(node.get("$ref"), str):
            own = {key: value for key, value in node.items() if key != "$ref"}
            target = refs.deref(node, place)
            if target is None or target[1] in seen:
                node = {}
                break
            node, place = mapping(target[0]), target[1]
            seen.add(place)
            if not says_nothing(own):
                both: list[object] = [stamped(node, place), own]
                node = {"allOf": both}
        inner, is_inner_whole = flatten(node, origin_of(node) or place, refs, seen, depth + 1)
        parts += inner
        is_whole = is_whole and is_inner_whole
    return [*parts, ({key: value for key, value in schema.items() if key != "allOf"}, pointer)], is_whole


@dataclass(frozen=True, slots=True)
class Merging:
    """`merged` grows part by part; `pointer` is the place of the schema that has the `allOf`."""

    merged: dict[str, object]
    pointer: str
    document: Document
    sink: Diagnostics

    def absorb(self, part: Part) -> None:
        schema, place = part
        for key, value in schema.items():
            if place == self.pointer or key not in OWN_ONLY:
                self._take(key, value, place)

    def _take(self, key: str, value: object, place: str) -> None:
        merged = self.merged
        before = merged.get(key)
        if key == "properties":
            merged[key] = {**mapping(before), **self._properties(mapping(before), mapping(value), place)}
        elif key == "required":
            merged[key] = list(
                dict.fromkeys(each for each in (*sequence(before), *sequence(value)) if isinstance(each, str))
            )
        elif key in UNIONS and sequence(before):
            self._pair(key, sequence(before), sequence(value), place)
        elif key in UNIONS:
            merged[key] = [stamped(each, join(place, key, index)) for index, each in enumerate(sequence(value))]
        elif key in ("items", "additionalProperties"):
            merged[key] = self._inner(before, value, join(place, key)) if key in merged else self._at(value, place, key)
        elif key not in merged:
            merged[key] = value
        elif key == "enum":
            self._enum(sequence(before), sequence(value), place)
        elif key == "type":
            self._type(before, value, place)
        elif key in BOUNDS and isinstance(before, (int, float)) and isinstance(value, (int, float)):
            merged[key] = BOUNDS[key](before, value)
        else:
            merged[key] = value

    def _at(self, value: object, place: str, key: str) -> object:
        return value if place == self.pointer else stamped(value, join(place, key))

    def _inner(self, before: object, value: object, place: str) -> object:
        """Two schemas for the items of a list or the values of a map."""
        if not is_mapping(before) or before == value:
            return stamped(value, place) if is_mapping(value) else before
        if not is_mapping(value) or says_nothing(value):
            return before
        return stamped(value, place) if says_nothing(before) else {"allOf": [before, value]}

    def _enum(self, before: list[object], value: list[object], place: str) -> None:
        common = [each for each in before if each in value]
        if common:
            self.merged["enum"] = common
        elif value:
            self.sink.add("SW202", "allOf joins enums that have no value in common", at=self.document.place(place))

    def _type(self, before: object, value: object, place: str) -> None:
        if before == value:
            return
        first = sequence(before) or [before]
        second = sequence(value) or [value]
        common = [each for each in first if each in second or (each == "integer" and "number" in second)]
        common += [each for each in second if each == "integer" and "number" in first and each not in first]
        if common:
            self.merged["type"] = common[0] if len(common) == 1 else common
        else:
            self.sink.add("SW202", f"allOf joins type {before!r} with {value!r}", at=self.document.place(place))

    def _pair(self, word: str, before: list[object], value: list[object], place: str) -> None:
        """Two unions at once: one variant of the first together with one of the second."""
        if before == value or not value:
            return
        if len(before) * len(value) > MOST_PAIRS:
            at = self.document.place(place)
            self.sink.add("SW203", f"allOf joins unions of {len(before)} and {len(value)} variants", at=at)
            return
        second = [stamped(each, join(place, word, index)) for index, each in enumerate(value)]
        self.merged[word] = [{"allOf": [one, other]} for one in before for other in second]

    def _properties(
        self, before: Mapping[str, object], properties: Mapping[str, object], place: str
    ) -> Mapping[str, object]:
        """The properties with the place they come from, so that their types keep one identity wherever they are merged
        in.
        """
        found: dict[str, object] = {}
        for name, node in properties.items():
            if not is_mapping(node):
                found[name] = before.get(name, node) if node is True else node
                continue
            origin = (
                {} if place == self.pointer else {ORIGIN: origin_of(node) or Origin(join(place, "properties", name))}
            )
            found[name] = {**joined(mapping(before.get(name)), node), **origin}
        return found


def joined(inherited: Mapping[str, object], own: Mapping[str, object]) -> Mapping[str, object]:
    """What two declarations of one property say together."""
    bare = {key: value for key, value in inherited.items() if key != ORIGIN}
    if not bare or bare == own:
        return own
    if says_nothing(own):
        return {**bare, **own}
    if "$ref" in own or says_nothing(bare):
        return {**({} if "$ref" in own else bare), **own}
    # Who declares a property anew without `readOnly` means to send it, or to read it without `writeOnly`.
    bare = {key: value for key, value in bare.items() if key not in ("readOnly", "writeOnly") or key in own}
    differ = "type" in bare and "type" in own and bare["type"] != own["type"]
    differ = differ or any(
        key in own and own[key] != bare[key] for key in ("items", "additionalProperties") if key in bare
    )
    if "$ref" in bare or differ or any(key in each for each in (bare, own) for key in ("properties", "allOf", *UNIONS)):
        return {"allOf": [bare if origin_of(inherited) is None else {**bare, ORIGIN: inherited[ORIGIN]}, own]}
    return {**bare, **own}
