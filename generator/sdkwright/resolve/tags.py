"""Which property tells the variants of a union apart, and which of its values select which variant."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from sdkwright.api import (
    Alias,
    Docs,
    LiteralOf,
    Nullable,
    Object,
    Property,
    Reference,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
)
from sdkwright.resolve.family import BASE
from sdkwright.resolve.nodes import component_name, mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Unions inside unions, aliases of aliases.
DEEPEST = 16
Tags = dict[TypeRef, tuple[str, ...]]


def find_tag(
    schema: Mapping[str, object],
    variants: Iterable[TypeRef],
    types: Mapping[TypeId, TypeDef],
) -> tuple[str | None, Tags]:
    """The tag that `discriminator` declares (OpenAPI 3.1, Discriminator Object), else the one property that all
    variants declare with values of their own; `(None, {})` where there is neither. A variant that only stands in for
    what no other fits has no values.
    """
    discriminator = mapping(schema.get("discriminator"))
    declared = text(discriminator.get("propertyName"))
    usual = target_of(text(discriminator.get("defaultMapping")) or "")
    objects = {each: objects_of(each, types) for each in variants}
    if not objects or not all(objects.values()):
        return None, {}
    candidates = [declared] if declared else shared_names([one for each in objects.values() for one in each])
    for name in candidates:
        values: Tags = {each: tags_of(found, name) for each, found in objects.items()}
        if declared:
            values = with_mapping(values, mapping(discriminator.get("mapping")), usual, types)
        spare = {each for each in values if is_spare(each, usual) and not values[each]} if declared else set[TypeRef]()
        telling = {each: tags for each, tags in values.items() if each not in spare}
        if telling and len(spare) < 2 and is_distinct(telling):
            return name, telling
    return None, {}


def is_told(schema: Mapping[str, object]) -> bool:
    """Whether a discriminator names the tag, and maps no variant twice: what every reader of the document knows."""
    discriminator = mapping(schema.get("discriminator"))
    targets = [target_of(str(each)) for each in mapping(discriminator.get("mapping")).values()]
    return text(discriminator.get("propertyName")) is not None and len(targets) == len(set(targets))


def objects_of(ref: TypeRef, types: Mapping[TypeId, TypeDef], depth: int = 0) -> list[Object]:
    """The objects that a variant may be; none where it may be anything else."""
    found = types.get(ref.id) if isinstance(ref, Reference) and depth < DEEPEST else None
    match found:
        case Object():
            return [found]
        case Alias(target=target):
            return objects_of(target, types, depth + 1)
        case Union(variants=variants):
            inner = [objects_of(each.type, types, depth + 1) for each in variants]
            return [one for each in inner for one in each] if all(inner) else []
        case _:
            return []


def tags_of(objects: list[Object], name: str) -> tuple[str, ...]:
    found = [literal_tags(each, name) for each in objects]
    return tuple(dict.fromkeys(tag for each in found for tag in each)) if all(found) else ()


def is_spare(ref: TypeRef, usual: TypeId) -> bool:
    """Whether a variant is what a parent says itself, or the one for unknown tags (OpenAPI 3.2, `defaultMapping`)."""
    return isinstance(ref, Reference) and (ref.id == usual or ref.id.endswith(f"/{BASE}"))


def shared_names(objects: Iterable[Object]) -> list[str]:
    names = [{each.wire_name for each in found.properties} for found in objects]
    common = sorted(set[str].intersection(*names)) if names else []
    return sorted(common, key=lambda name: (name not in ("type", "kind", "object"), name))


def literal_tags(found: Object, name: str) -> tuple[str, ...]:
    for each in found.properties:
        if each.wire_name == name:
            inner = each.type.inner if isinstance(each.type, Nullable) else each.type
            if isinstance(inner, LiteralOf) and all(isinstance(value, str) for value in inner.values):
                return tuple(str(value) for value in inner.values)
    return ()


def with_mapping(values: Tags, declared: Mapping[str, object], usual: TypeId, types: Mapping[TypeId, TypeDef]) -> Tags:
    """Literal values win; a variant without any gets what `mapping` says, else the name of its component."""
    by_target: dict[str, list[str]] = {}
    for value, target in declared.items():
        place = target_of(str(target))
        by_target.setdefault(place, []).append(value)
    found: Tags = {}
    for each, tags in values.items():
        known = each.id.removesuffix(f"/{BASE}") if isinstance(each, Reference) else ""
        # Several values cannot be told for a variant that is several objects.
        is_one = isinstance(each, Reference) and isinstance(types.get(each.id), Object)
        implied = component_name(known) if is_one and not is_spare(each, usual) else None
        mapped = tuple(sorted(by_target.get(known, ()))) if is_one else ()
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
                if isinstance(variant.type, Reference) and variant.tags:
                    meant.setdefault((variant.type.id, union.tag), set()).update(variant.tags)
    found = dict(types)
    for (type_id, name), tags in meant.items():
        variant_type = found.get(type_id)
        if isinstance(variant_type, Object) and not literal_tags(variant_type, name):
            narrowed = LiteralOf(tuple(sorted(tags)))
            properties = tuple(
                each._replace(type=narrow(each.type, narrowed)) if each.wire_name == name else each
                for each in variant_type.properties
            )
            if all(each.wire_name != name for each in properties):
                # It may be left out: what the document shows of the variant does not have it.
                properties += (Property(name, narrowed, False, Docs(), source=f"{type_id}/discriminator"),)
            found[type_id] = variant_type._replace(properties=properties)
    return found


def narrow(ref: TypeRef, literal: LiteralOf) -> TypeRef:
    match ref:
        case Scalar(kind="string"):
            return literal
        case Nullable(inner=Scalar(kind="string")):
            return Nullable(literal)
        case _:
            return ref
