"""What the properties of objects are called: the attributes of models and the keys of typed dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Object, Pointer, TypeId
from sdkwright.name.reserved import KEYWORDS, MODEL_ATTRIBUTES
from sdkwright.name.scope import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.name.words import Casing


def property_names(
    api: Api, casing: Casing, sink: Diagnostics, place: Callable[[Pointer], Place]
) -> dict[tuple[TypeId, str], str]:
    """(object, wire name) to the name. A property of a model that an object inherits from is called as it is there."""
    found: dict[tuple[TypeId, str], str] = {}
    for definition in ancestors_first(api):
        inherited = {
            each.wire_name: found[base, each.wire_name]
            for base in definition.bases
            for each in definition.properties
            if (base, each.wire_name) in found
        }
        claims: list[Claim[str]] = []
        for each in definition.properties:
            if each.wire_name not in inherited:
                plain = casing.snake(each.wire_name)
                names = (plain, f"{plain}_", f"{plain}_field")
                claims.append(Claim(each.wire_name, names, each.source, each.wire_name == plain))
        settled = settle(claims, taken={*MODEL_ATTRIBUTES, *KEYWORDS, *inherited.values()}, fold=False)
        for wire_name, py_name in {**settled.names, **inherited}.items():
            found[definition.id, wire_name] = py_name
        for claim, py_name in settled.renamed:
            sink.add("SW301", f"property {claim.key!r} is called {py_name!r} in Python", at=place(claim.source))
    return found


def ancestors_first(api: Api) -> Iterator[Object]:
    """The objects, each after those that it inherits from."""
    done: set[TypeId] = set()
    stack = [(each, False) for each in reversed(list(api.types))]
    while stack:
        type_id, is_ready = stack.pop()
        definition = api.types.get(type_id)
        if type_id in done or not isinstance(definition, Object):
            continue
        if is_ready:
            done.add(type_id)
            yield definition
        else:
            stack += [(type_id, True), *((each, False) for each in definition.bases)]
