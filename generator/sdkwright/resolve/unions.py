"""The members of `oneOf` and `anyOf`, each as a schema that stands for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Alias, Enum, LiteralOf, Reference, TypeDef, TypeId, TypeRef, UnionOf
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
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Unions inside unions.
MOST_STEPS = 32
# What a union says of all its variants when it stands beside `oneOf`.
OF_ALL = ("properties", "required", "additionalProperties", "patternProperties")
Member = tuple[object, str]


class Variants(NamedTuple):
    """The members of a union as schemas with their places, and what the union calls each; `is_nullable`: null is one of
    them.
    """

    members: list[Member]
    words: list[str]
    is_nullable: bool


def union_word(schema: Mapping[str, object]) -> str | None:
    """`oneOf` or `anyOf` where it has members that are types, not only conditions on what stands beside them."""
    for word in UNIONS:
        members = [each for each in sequence(schema.get(word)) if is_mapping(each) or isinstance(each, bool)]
        if members and not all(is_mapping(each) and only_constrains(each) for each in members):
            return word
    return None


def union_members(schema: Mapping[str, object], word: str, pointer: str, refs: Refs, named: frozenset[str]) -> Variants:
    """Each member with its place, in which what stands beside the union is merged."""
    spread = list(spread_out(schema, word, pointer, refs, named, (pointer,)))
    found = [member for member in spread if not is_null(behind(member, refs)[0])]
    tag = inferring_tag(schema)
    words = [variant_word(member, index, tag, refs) for index, member in enumerate(found)]
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
    return Variants(found, words, len(words) < len(spread))


def spread_out(
    schema: Mapping[str, object], word: str, pointer: str, refs: Refs, named: frozenset[str], way: tuple[str, ...]
) -> Iterable[Member]:
    """The members, those of unions among them in their stead: a value of the inner union is one of the outer. Unions
    that the config names stay, and so does an only member, which the union is the same as.
    """
    members = [(node, place_of(node, join(pointer, word, index))) for index, node in enumerate(sequence(schema[word]))]
    alone = sum(not is_null(node) for node, _ in members) < 2
    for node, place in members:
        target, at = behind((node, place), refs)
        inner = mapping(target)
        words = [each for each in UNIONS if sequence(inner.get(each))]
        rest = {key: value for key, value in inner.items() if key not in words and (key, value) != ("type", "object")}
        is_open = at not in named and at not in way and not alone and len(way) < MOST_STEPS
        if is_open and len(words) == 1 and says_nothing(rest):
            yield from spread_out(inner, words[0], at, refs, named, (*way, at))
        else:
            yield node, place


def place_of(node: object, place: str) -> str:
    return origin_of(mapping(node)) or place


def inferring_tag(schema: Mapping[str, object]) -> str | None:
    """The property that a discriminator declares, where the values that select each variant are the variants' own to
    say.
    """
    discriminator = mapping(schema.get("discriminator"))
    return None if discriminator.get("mapping") else text(discriminator.get("propertyName"))


def variant_word(member: Member, index: int, tag: str | None, refs: Refs) -> str:
    """What a union calls one of its variants.

    | first of these that there is                                             | example                     |
    |--------------------------------------------------------------------------|-----------------------------|
    | the extension for it                                                     | `x-stainless-variantName: x` |
    | the one value of the tag, of a discriminator without a `mapping`         | `type: {const: remove-bg}`  |
    | the name of the component                                                | `$ref: …/schemas/Cat`       |
    | the title                                                                | `title: Web Folder`         |
    | its number, from 0                                                       | `union_member_1`            |
    """
    own = mapping(member[0])
    target, place = behind(member, refs)
    whole = mapping(target)
    values = (tag_values(member, tag, refs) if tag else None) or []
    found = text(own.get("x-stainless-variantName")) or (text(values[0]) if len(values) == 1 else None)
    return found or component_name(place) or text(whole.get("title")) or f"union_member_{index}"


def tag_values(member: Member, tag: str, refs: Refs, depth: int = 0) -> list[object] | None:
    """The fixed values that a variant gives a property, itself or in what it is composed of."""
    target, place = behind(member, refs)
    whole = mapping(target)
    found = values_of(mapping(mapping(whole.get("properties")).get(tag)))
    for index, part in enumerate(sequence(whole.get("allOf")) if depth < MOST_STEPS else []):
        found = found or tag_values((part, join(place, "allOf", index)), tag, refs, depth + 1)
    return found


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


def needs_no_name(ref: TypeRef, types: Mapping[TypeId, TypeDef]) -> bool:
    """Whether a union of variants like this one is written in place: scalars and closed sets, also under a name, lists
    and maps. One with an object among its variants has a name.
    """
    match ref:
        case Reference(id=found):
            return isinstance(types.get(found), (Alias, Enum))
        case _:
            return True
