"""The flavours of stand-alone models, and how datamodel-code-generator is asked for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

FlavourName: TypeAlias = Literal["pydantic", "dataclass", "typeddict", "msgspec"]


class Flavour(NamedTuple):
    """`kind` is its word for the kind of model, `settings` are those in which flavours differ. `requires` is what the
    models need to be installed. `renames`: fields have names of Python's and keep those of the wire as aliases.
    `by_kind`: what reads them tells the variants of a union apart by their kind in JSON, and objects by their tag.
    """

    name: FlavourName
    title: str
    kind: str
    settings: Mapping[str, Any]
    requires: tuple[str, ...]
    renames: bool
    by_kind: bool


_DOCSTRINGS = {"use_field_description": True, "use_attribute_docstrings": True}
# Keys of one type beside the declared ones: mypy does not know them yet (PEP 728).
_OPEN = {**_DOCSTRINGS, "use_closed_typed_dict": False}
_TAGGED = {"use_msgspec_tagged_unions": True}
_TYPES = "typing-extensions>=4.12"
FLAVOURS: Mapping[FlavourName, Flavour] = {
    each.name: each
    for each in (
        Flavour(
            "pydantic", "Pydantic models", "pydantic_v2.BaseModel", _DOCSTRINGS, ("pydantic>=2.8,<3", _TYPES),
            renames=True, by_kind=False,
        ),
        Flavour("dataclass", "Dataclasses", "dataclasses.dataclass", _DOCSTRINGS, (), renames=False, by_kind=False),
        Flavour(
            "typeddict", "Typed dicts", "typing.TypedDict", _OPEN, (_TYPES,), renames=False, by_kind=False
        ),
        Flavour(
            "msgspec", "msgspec structs", "msgspec.Struct", _TAGGED, ("msgspec>=0.19",), renames=True, by_kind=True
        ),
    )
}  # fmt: skip

# Those whose values are read by a library that knows dates; elsewhere they stay the text that they are in JSON.
READS_MOMENTS = frozenset({"pydantic", "msgspec"})
