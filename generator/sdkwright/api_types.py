"""The part of the intermediate form that tells of types: references to them and their definitions. `api` exports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonScalar: TypeAlias = "bool | int | float | str | None"
TypeId: TypeAlias = str
Pointer: TypeAlias = str
ScalarKind: TypeAlias = Literal["string", "integer", "number", "boolean"]


# --- references to types -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scalar:
    """A JSON scalar; `format` is the document's word (`date-time`, `int64`, …), known or not."""

    kind: ScalarKind
    format: str | None = None


@dataclass(frozen=True, slots=True)
class ListOf:
    item: TypeRef


@dataclass(frozen=True, slots=True)
class MapOf:
    """An object with free keys whose values have one type."""

    value: TypeRef


@dataclass(frozen=True, slots=True)
class Reference:
    """A use of a definition in `Api.types`."""

    id: TypeId


@dataclass(frozen=True, slots=True)
class Nullable:
    inner: TypeRef


@dataclass(frozen=True, slots=True)
class LiteralOf:
    """`const` or an inline `enum`; never holds null, which is `Nullable`."""

    values: tuple[JsonScalar, ...]


@dataclass(frozen=True, slots=True)
class UnionOf:
    """A union that is written in place: of scalars, literals, lists and maps. `words` name the variants, where the
    document does.
    """

    variants: tuple[TypeRef, ...]
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Any JSON value: the schema says nothing, or nothing that can be expressed. `is_object`: of an object without
    declared properties, whose keys are not told either.
    """

    is_object: bool = False


TypeRef: TypeAlias = "Scalar | ListOf | MapOf | Reference | Nullable | LiteralOf | UnionOf | Unknown"


# --- definitions ---------------------------------------------------------------------------------------------------


class Docs(NamedTuple):
    """Prose and facts about a node; text from the document, untrusted. `constraints` are keywords with their values,
    `choices` what is said of each value of a closed set.
    """

    summary: str | None = None
    description: str | None = None
    default: Json = None
    has_default: bool = False
    deprecated: bool = False
    example: Json = None
    has_example: bool = False
    constraints: tuple[tuple[str, JsonScalar], ...] = ()
    choices: tuple[tuple[JsonScalar, str], ...] = ()

    @property
    def text(self) -> str | None:
        return self.description or self.summary


class Property(NamedTuple):
    """`called` is the name that the document wants it to have in the SDK, where it says so."""

    wire_name: str
    type: TypeRef
    required: bool
    docs: Docs
    source: Pointer
    read_only: bool = False
    write_only: bool = False
    called: str | None = None


class Object(NamedTuple):
    """`additional` is the type of undeclared properties, None where the document says nothing of them. `bases` are the
    models that it inherits from; `inherited` are the wire names of those of its properties that they declare for it.
    """

    id: TypeId
    name_hint: str | None
    docs: Docs
    properties: tuple[Property, ...]
    additional: TypeRef | None = None
    bases: tuple[TypeId, ...] = ()
    inherited: frozenset[str] = frozenset()

    @property
    def own(self) -> tuple[Property, ...]:
        """The properties that it declares itself."""
        return tuple(each for each in self.properties if each.wire_name not in self.inherited)


class Enum(NamedTuple):
    id: TypeId
    name_hint: str | None
    docs: Docs
    values: tuple[JsonScalar, ...]


class Variant(NamedTuple):
    """`tags` are the values of the union's tag property that select this variant; `name_hint` is what the union calls
    it.
    """

    type: TypeRef
    tags: tuple[str, ...] = ()
    name_hint: str | None = None


class Union(NamedTuple):
    """`tag` is the wire name of the property that tells the variants apart, explicit or inferred. `is_nullable`: in its
    one place null may stand instead.
    """

    id: TypeId
    name_hint: str | None
    docs: Docs
    variants: tuple[Variant, ...]
    tag: str | None = None
    is_nullable: bool = False


class Alias(NamedTuple):
    """A component that is neither object, enum nor union: a name for a scalar, a list or a map."""

    id: TypeId
    name_hint: str | None
    docs: Docs
    target: TypeRef


TypeDef: TypeAlias = "Object | Enum | Union | Alias"
