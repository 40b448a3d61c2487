"""Which property tells the variants of a union apart, and which of its values select which variant."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sdkwright.api import LiteralOf, Nullable, Object, Reference, Scalar, TypeDef, TypeId, TypeRef, Union
from sdkwright.resolve.nodes import component_name, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Tags = dict[TypeRef, tuple[str, ...]]


def find_tag(
    schema: Mapping[str, object],
    variants: Iterable[TypeRef],
    types: Mapping[TypeId, TypeDef],
) -> tuple[str | None, Tags]:
    """The tag that `discriminator` declares (OpenAPI 3.1, Discriminator Object), else the one property that all
    variants
    declare with values of their own; `(None, {})` where there is neither."""
    objects = {each: types.get(each.id) for each in variants if isinstance(each, Reference)}
    plain: dict[TypeRef, Object] = {each: found for each, found in objects.items() if isinstance(found, Object)}
    if not plain or len(plain) < len(list(variants)):
        return None, {}
    discriminator = mapping(schema.get("discriminator"))
    declared = text(discriminator.get("propertyName"))
    candidates = [declared] if declared else shared_names(plain.values())
    for name in candidates:
        values: Tags = {each: literal_tags(found, name) for each, found in plain.items()}
        if declared:
            values = with_mapping(values, mapping(discriminator.get("mapping")))
        if is_distinct(values):
            return name, values
    return None, {}


def shared_names(objects: Iterable[Object]) -> list[str]:
    names = [{each.wire_name for each in found.properties} for found in objects]
    common = sorted(set[str].intersection(*names))
    return sorted(common, key=lambda name: (name not in ("type", "kind", "object"), name))


def literal_tags(found: Object, name: str) -> tuple[str, ...]:
    for each in found.properties:
        if each.wire_name == name:
            inner = each.type.inner if isinstance(each.type, Nullable) else each.type
            if isinstance(inner, LiteralOf) and all(isinstance(value, str) for value in inner.values):
                return tuple(str(value) for value in inner.values)
    return ()


def with_mapping(values: Tags, declared: Mapping[str, object]) -> Tags:
    """Literal values win; a variant without any gets what `mapping` says, else the name of its component."""
    by_target: dict[str, list[str]] = {}
    for value, target in declared.items():
        place = target_of(str(target))
        by_target.setdefault(place, []).append(value)
    found: Tags = {}
    for each, tags in values.items():
        implied = component_name(each.id) if isinstance(each, Reference) else None
        mapped = tuple(sorted(by_target.get(each.id, ()))) if isinstance(each, Reference) else ()
        found[each] = tags or mapped or ((implied,) if implied else ())
    return found


def is_distinct(values: Tags) -> bool:
    every = [value for tags in values.values() for value in tags]
    return all(values.values()) and len(every) == len(set(every))


def target_of(value: str) -> TypeId:
    """The pointer that a value of `mapping` means: a reference, or the name of a component (OpenAPI 3.1, 4.8.25)."""
    if value.startswith("#"):
        return unquote(value[1:])
    return "/components/schemas/" + value.replace("~", "~0").replace("/", "~1")


def with_literal_tags(types: Mapping[TypeId, TypeDef]) -> dict[TypeId, TypeDef]:
    """The definitions, in which the tag of a variant has its values as its type even where the document says them in
    the `mapping` of a discriminator only: whoever reads the variant needs them, and need not look for its unions."""
    meant: dict[tuple[TypeId, str], set[str]] = {}
    for union in types.values():
        if isinstance(union, Union) and union.tag is not None:
            for variant in union.variants:
                if isinstance(variant.type, Reference):
                    meant.setdefault((variant.type.id, union.tag), set()).update(variant.tags)
    found = dict(types)
    for (type_id, name), tags in meant.items():
        variant_type = found.get(type_id)
        if isinstance(variant_type, Object) and not literal_tags(variant_type, name):
            narrowed = LiteralOf(tuple(sorted(tags)))
            properties = (
                replace(each, type=narrow(each.type, narrowed)) if each.wire_name == name else each
                for each in variant_type.properties
            )
            found[type_id] = replace(variant_type, properties=tuple(properties))
    return found


def narrow(ref: TypeRef, literal: LiteralOf) -> TypeRef:
    match ref:
        case Scalar(kind="string"):
            return literal
        case Nullable(inner=Scalar(kind="string")):
            return Nullable(literal)
        case _:
            return ref
