"""Values made from a type."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from sdkwright.api import (
    Alias,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.samples.fitting import Fitter, MisfitError, kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Docs, Json, Property, TypeDef, TypeId, TypeRef, Variant
    from sdkwright.name.table import Flavour

# Text of each format: values that the registries reserve for documentation (RFC 2606, RFC 5737, RFC 3849).
FORMATS: Mapping[str, str] = {
    "binary": "sample content",
    "byte": "c2FtcGxl",
    "date": "2026-04-22",
    "date-time": "2026-04-22T12:34:41Z",
    "duration": "PT1H",
    "email": "someone@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "time": "12:34:41Z",
    "uri": "https://example.com",
    "url": "https://example.com",
    "uuid": "4f6c1a52-8d3e-4b7a-9c50-2e1d8f7b6a34",
}

# A sample is read by people and checked in: objects beyond the first few hold only what they must.
ROOMY_OBJECTS = 60
ROOMY_DEPTH = 5
# Documents can be made so that a sample doubles with each level.
MOST_OBJECTS = 2_000


class EndlessError(ValueError):
    """A type has no sample of bearable size, such as an object that must hold another of its own kind."""


@dataclass(slots=True)
class Maker:
    """Makes one sample. `path` is the definitions that lead to the place at hand."""

    types: Mapping[TypeId, TypeDef]
    flavour: Flavour
    every_variant: bool
    optional: int | None = None
    objects: int = field(default=0)

    def documented(self, ref: TypeRef, docs: tuple[Docs, ...], hint: str, path: frozenset[TypeId]) -> Json:
        """The first example that fits and says something, then the default, then a value of the type."""
        given = [each.example for each in docs if each.has_example] + [
            each.default for each in docs if each.has_default
        ]
        for value in given:
            if value not in (None, "", [], {}):
                try:
                    return Fitter(self.types, self.flavour).fit(ref, value)
                except MisfitError:
                    continue
        return self.make(ref, hint, path)

    def make(self, ref: TypeRef, hint: str, path: frozenset[TypeId]) -> Json:
        match ref:
            case Scalar(kind=kind, format=form):
                return {"integer": 1, "number": 1.5, "boolean": True}.get(kind) or FORMATS.get(form or "", hint)
            case ListOf(item=item):
                return self._items(item, hint, path)
            case MapOf(value=inner):
                return self._entries(inner, path)
            case Reference(id=type_id):
                return self._defined(type_id, hint, path)
            case Nullable(inner=inner):
                try:
                    return self.make(inner, hint, path)
                except EndlessError:
                    return None
            case LiteralOf(values=values):
                return values[0]
            case UnionOf(variants=variants):
                return self._first(variants, hint, path)
            case Unknown(is_object=True):
                return self._entries(Unknown(), path)
            case Unknown():
                return hint
            case _:
                assert_never(ref)

    def _items(self, item: TypeRef, hint: str, path: frozenset[TypeId]) -> Json:
        union = self._shown_union(item)
        if union is not None and isinstance(item, Reference) and item.id not in path:
            found = self.variants(union, hint, path | {item.id})
            if found:
                return found
        try:
            return [self.make(item, hint, path)]
        except EndlessError:
            return []

    def _entries(self, inner: TypeRef, path: frozenset[TypeId]) -> Json:
        try:
            return {"key": self.make(inner, "value", path)}
        except EndlessError:
            return {}

    def _first(self, variants: tuple[TypeRef, ...], hint: str, path: frozenset[TypeId]) -> Json:
        for each in variants:
            try:
                return self.make(each, hint, path)
            except EndlessError:
                continue
        raise EndlessError

    def _defined(self, type_id: TypeId, hint: str, path: frozenset[TypeId]) -> Json:
        definition = self.types.get(type_id)
        if type_id in path:
            raise EndlessError
        if definition is not None and definition.docs.has_example and definition.docs.example is not None:
            try:
                return Fitter(self.types, self.flavour).fit(Reference(type_id), definition.docs.example)
            except MisfitError:
                pass
        inside = path | {type_id}
        match definition:
            case Object():
                return self._filled(definition, {}, inside)
            case Enum(values=values):
                return values[0]
            case Union(variants=variants):
                return self._first_variant(definition, variants, hint, inside)
            case Alias(target=target):
                return self.make(target, hint, inside)
            case None:
                return hint
            case _:
                assert_never(definition)

    def _first_variant(self, union: Union, variants: tuple[Variant, ...], hint: str, path: frozenset[TypeId]) -> Json:
        for each in variants:
            try:
                return self.tagged(union, each, hint, path)
            except EndlessError:
                continue
        raise EndlessError

    def variants(self, union: Union, hint: str, path: frozenset[TypeId]) -> list[Json]:
        """One sample of each variant that has one."""
        found: list[Json] = []
        for each in union.variants:
            try:
                found.append(self.tagged(union, each, hint, path))
            except EndlessError:
                continue
        return found

    def tagged(self, union: Union, variant: Variant, hint: str, path: frozenset[TypeId]) -> Json:
        """A sample of a variant, with the tag that selects it where it declares the tag's property."""
        found = self.make(variant.type, hint, path)
        if union.tag is not None and variant.tags and isinstance(found, dict) and union.tag in found:
            found[union.tag] = variant.tags[0]
        return found

    def _filled(self, definition: Object, value: dict[str, Json], path: frozenset[TypeId]) -> dict[str, Json]:
        """The object with what it lacks: required properties, and optional ones while the sample is small."""
        properties = kept(definition, self.flavour)
        left_out = self._left_out([each for each in properties if not each.required and each.wire_name not in value])
        self.objects += 1
        if self.objects > MOST_OBJECTS:
            raise EndlessError
        roomy = self.objects <= ROOMY_OBJECTS and len(path) <= ROOMY_DEPTH
        found: dict[str, Json] = {}
        for each in properties:
            if each.wire_name in left_out:
                continue
            if each.wire_name in value:
                found[each.wire_name] = self.complete(each.type, value[each.wire_name], path)
            elif each.required:
                found[each.wire_name] = self.documented(each.type, (each.docs,), each.wire_name, path)
            elif roomy or not is_deep(each.type):
                try:
                    found[each.wire_name] = self.documented(each.type, (each.docs,), each.wire_name, path)
                except EndlessError:
                    continue
        return found

    def _left_out(self, optional: list[Property]) -> set[str]:
        """The wire names of those beyond what an object gets: the last ones, first of all those that hold objects."""
        if self.optional is None:
            return set()
        return {each.wire_name for each in sorted(optional, key=lambda each: is_deep(each.type))[self.optional :]}

    # --- completing ------------------------------------------------------------------------------------------------

    def complete(self, ref: TypeRef, value: Json, path: frozenset[TypeId]) -> Json:
        match ref:
            case ListOf(item=item) if isinstance(value, list):
                found = [self.complete(item, each, path) for each in value]
                return found + self._missing_variants(item, found, path)
            case MapOf(value=inner) if isinstance(value, dict):
                return {key: self.complete(inner, each, path) for key, each in value.items()}
            case Reference(id=type_id):
                return self._complete_definition(type_id, value, path)
            case Nullable(inner=inner) if value is not None:
                return self.complete(inner, value, path)
            case UnionOf(variants=variants):
                chosen = next((each for each in variants if self._fits(each, value)), None)
                return value if chosen is None else self.complete(chosen, value, path)
            case _:
                return value

    def _complete_definition(self, type_id: TypeId, value: Json, path: frozenset[TypeId]) -> Json:
        match self.types.get(type_id):
            case Object() as definition if isinstance(value, dict) and self.objects < MOST_OBJECTS:
                return self._filled(definition, value, path | {type_id})
            case Union() as union:
                chosen = Fitter(self.types, self.flavour).variant(union, value)
                return value if chosen is None else self.complete(chosen.type, value, path)
            case Alias(target=target):
                return self.complete(target, value, path)
            case _:
                return value

    def _missing_variants(self, item: TypeRef, found: list[Json], path: frozenset[TypeId]) -> list[Json]:
        union = self._shown_union(item)
        if union is None or not isinstance(item, Reference) or item.id in path:
            return []
        seen = {id(Fitter(self.types, self.flavour).variant(union, each)) for each in found}
        missing = [each for each in union.variants if id(each) not in seen]
        added: list[Json] = []
        for each in missing:
            try:
                added.append(self.tagged(union, each, "text", path | {item.id}))
            except EndlessError:
                continue
        return added

    def _fits(self, ref: TypeRef, value: Json) -> bool:
        try:
            Fitter(self.types, self.flavour).fit(ref, value)
        except MisfitError:
            return False
        return True

    def _shown_union(self, ref: TypeRef) -> Union | None:
        """The union whose variants a list of `ref` shows one by one."""
        show = self.every_variant and self.objects <= ROOMY_OBJECTS and isinstance(ref, Reference)
        found = self.types.get(ref.id) if show and isinstance(ref, Reference) else None
        return found if isinstance(found, Union) else None


def is_deep(ref: TypeRef) -> bool:
    """Whether a value of the type can hold objects."""
    match ref:
        case Reference():
            return True
        case ListOf(item=inner) | MapOf(value=inner) | Nullable(inner=inner):
            return is_deep(inner)
        case _:
            return False
