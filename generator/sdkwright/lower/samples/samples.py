"""What the rest of the toolkit asks for samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.lower.samples.fitting import Fitter, MisfitError
from sdkwright.lower.samples.making import Maker

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Docs, Json, TypeDef, TypeId, TypeRef, Union, Variant
    from sdkwright.name.table import Flavour


@dataclass(frozen=True, slots=True)
class Samples:
    """Samples of one API. Input leaves read-only properties out, output write-only ones.

    `every_variant`: lists of a union hold one item per variant instead of one item. `optional`: how many properties
    an object gets at most beside the required ones, where no example has more; None for all that bearable size allows.
    """

    types: Mapping[TypeId, TypeDef]
    flavour: Flavour
    every_variant: bool = False
    optional: int | None = None

    def of(self, ref: TypeRef, *docs: Docs, hint: str = "text") -> Json:
        """A sample of a type: the first fitting example of `docs`, else one made from the type.

        `hint` is the text of strings that nothing else tells of. Raises EndlessError.
        """
        return self._maker().documented(ref, docs, hint, frozenset())

    def fitted(self, ref: TypeRef, value: Json) -> Json:
        """The value without properties that the type does not declare. Raises MisfitError."""
        return Fitter(self.types, self.flavour).fit(ref, value)

    def fits(self, ref: TypeRef, value: Json) -> bool:
        try:
            self.fitted(ref, value)
        except MisfitError:
            return False
        return True

    def completed(self, ref: TypeRef, value: Json) -> Json:
        """A fitting value with the optional properties that it lacks added. Raises EndlessError."""
        return self._maker().complete(ref, value, frozenset())

    def variants(self, union: Union) -> list[Json]:
        """A sample of each variant, with its tag; variants that have none of bearable size are left out."""
        return self._maker().variants(union, "text", frozenset({union.id}))

    def variant(self, union: Union, value: Json) -> Variant | None:
        """The variant of a union that a value belongs to."""
        return Fitter(self.types, self.flavour).variant(union, value)

    def _maker(self) -> Maker:
        return Maker(self.types, self.flavour, self.every_variant, self.optional)
