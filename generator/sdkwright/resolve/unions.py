"""The members of `oneOf` and `anyOf`, each as a schema that stands for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import ListOf, LiteralOf, MapOf, Scalar, TypeRef, UnionOf
from sdkwright.load import Refs, join
from sdkwright.resolve.nodes import component_name, is_mapping, mapping, sequence, text
from sdkwright.resolve.shapes import (
    SCALARS,
    UNIONS,
    is_null,
    only_constrains,
    origin_of,
    says_nothing,
    stamped,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Unions inside unions.
MOST_STEPS = 32
# What a union says of all its variants when it stands beside `oneOf`.
OF_ALL = ("properties", "required", "additionalProperties", "patternProperties")
Member = tuple[object, str]


def union_word(schema: Mapping[str, object]) -> str | None:
    """`oneOf` or `anyOf` where it has members that are types, not only conditions on what stands beside them."""
    for word in UNIONS:
        members = [each for each in sequence(schema.get(word)) if is_mapping(each) or isinstance(each, bool)]
        if members and not all(is_mapping(each) and only_constrains(each) for each in members):
            return word
    return None


def union_members(schema: Mapping[str, object], word: str, pointer: str, refs: Refs) -> tuple[list[Member], bool]:
    """Each member with its place, in which what stands beside the union is merged, and whether one of them is null."""
    spread = list(spread_out(schema, word, pointer, 0))
    found = [member for member in spread if not is_null(behind(member, refs)[0])]
    shared = {key: schema[key] for key in OF_ALL if key in schema}
    if mapping(shared.get("properties")):
        found = [with_shared(member, {**shared, "type": "object"}, pointer, refs) for member in found]
    elif schema.get("type") in SCALARS:
        plain = {key: schema[key] for key in ("type", "format") if key in schema}
        found = [
            ({**plain, **node}, place)
            if is_mapping(node) and not {"type", "$ref", "allOf"} & set(node)
            else (node, place)
            for node, place in found
        ]
    return found, len(found) < len(spread)


def spread_out(schema: Mapping[str, object], word: str, pointer: str, depth: int) -> Iterable[Member]:
    """The members, those of nameless unions among them in their stead."""
    for index, node in enumerate(sequence(schema.get(word))):
        place = join(pointer, word, index)
        inner = mapping(node)
        place = origin_of(inner) or place
        words = [each for each in UNIONS if sequence(inner.get(each))]
        rest = {key: value for key, value in inner.items() if key not in words}
        if len(words) == 1 and says_nothing(rest) and "discriminator" not in rest and depth < MOST_STEPS:
            yield from spread_out(inner, words[0], place, depth + 1)
        else:
            yield node, place


def behind(member: Member, refs: Refs) -> Member:
    """What a member is once its references are followed."""
    node, place = member
    if not isinstance(mapping(node).get("$ref"), str):
        return member
    target = refs.deref(node, place)
    return (target[0], target[1]) if target is not None else (None, place)


def with_shared(member: Member, shared: Mapping[str, object], pointer: str, refs: Refs) -> Member:
    """A variant that is an object, with the properties that all variants have."""
    node, place = member
    target, at = behind(member, refs)
    whole = mapping(target)
    if not is_mapping(node) or whole.get("type", "object") != "object" or says_everything(whole, shared):
        return member
    base = stamped(shared, pointer)
    title = text(whole.get("title")) or component_name(at)
    name = {"title": title} if title else {}
    return {"allOf": [base, {**node} if "$ref" in node else stamped(node, place)], **name}, place


def says_everything(member: Mapping[str, object], shared: Mapping[str, object]) -> bool:
    """Whether a variant declares itself all that the union declares for it."""
    declared = mapping(member.get("properties"))
    needed = set(map(str, sequence(shared.get("required")))) - set(map(str, sequence(member.get("required"))))
    return set(mapping(shared.get("properties"))) <= set(declared) and not needed


def joined(types: Iterable[TypeRef]) -> tuple[TypeRef, ...]:
    """The variants without repetition; several closed sets of values are one."""
    plain = list(
        dict.fromkeys(each for ref in types for each in (ref.variants if isinstance(ref, UnionOf) else (ref,)))
    )
    sets = [each for each in plain if isinstance(each, LiteralOf)]
    if len(sets) < 2:
        return tuple(plain)
    values = {(type(value), value): value for each in sets for value in each.values}
    together = LiteralOf(tuple(values.values()))
    first = plain.index(sets[0])
    return tuple(
        together if index == first else each for index, each in enumerate(plain) if index == first or each not in sets
    )


def needs_no_name(ref: TypeRef) -> bool:
    """Whether a variant can be read in place: scalars, literals, and lists and maps of them."""
    match ref:
        case Scalar() | LiteralOf():
            return True
        case ListOf(item=inner) | MapOf(value=inner):
            return isinstance(inner, (Scalar, LiteralOf)) or (isinstance(inner, ListOf) and needs_no_name(inner))
        case _:
            return False
