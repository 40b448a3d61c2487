"""Properties that are only `required`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Docs, Property, Unknown
from sdkwright.load import join
from sdkwright.resolve.nodes import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeRef
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document


def undeclared(
    schema: Mapping[str, object], pointer: str, extra: TypeRef | None, document: Document, sink: Diagnostics
) -> list[Property]:
    """The names in `required` that no property has: no object is valid without them, so that callers must be able to
    give them. `extra` is the type of properties that are not declared by name.
    """
    properties, place = mapping(schema.get("properties")), join(pointer, "required")
    names = [each for each in sequence(schema.get("required")) if isinstance(each, str) and each not in properties]
    for each in names:
        sink.add("SW205", f"{each!r} is required, and no property is called so", at=document.place(place))
    if schema.get("additionalProperties") is False:
        return []
    known = Unknown() if extra is None or "patternProperties" in schema else extra
    return [Property(each, known, True, Docs(), source=join(place, each)) for each in dict.fromkeys(names)]
