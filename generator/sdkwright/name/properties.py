"""What the properties of objects are called: the attributes of models and the keys of typed dicts.

A key may be any identifier; an attribute leaves pydantic's own alone (`schema_`). In SDKs that take the place of a
Stainless one, it leaves all of what begins with `model_` to pydantic: `api_model_id`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Object, Pointer, TypeId
from sdkwright.name.reserved import KEYWORDS, MODEL_ATTRIBUTES
from sdkwright.name.scope import Claim, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.name.words import Casing


def attribute_names(
    api: Api, casing: Casing, sink: Diagnostics, place: Callable[[Pointer], Place], *, keep_model_free: bool
) -> dict[tuple[TypeId, str], str]:
    """(object, wire name) to the attribute of its model; SW301 for each that is not the property in snake case."""
    protected = "model_" if keep_model_free else "\0"
    found: dict[tuple[TypeId, str], str] = {}
    for definition, claims in claimed(api, casing, found, protected):
        taken = {*MODEL_ATTRIBUTES, *KEYWORDS, *(found[definition.id, each] for each in inherited(definition, found))}
        settled = settle(claims, taken=taken, fold=False)
        found.update({(definition.id, wire_name): name for wire_name, name in settled.names.items()})
        for claim, py_name in settled.renamed:
            sink.add("SW301", f"property {claim.key!r} is called {py_name!r} in Python", at=place(claim.source))
    return found


def key_names(api: Api, casing: Casing) -> dict[tuple[TypeId, str], str]:
    """(object, wire name) to the key of its typed dict."""
    found: dict[tuple[TypeId, str], str] = {}
    for definition, claims in claimed(api, casing, found, "\0"):
        taken = {*KEYWORDS, *(found[definition.id, each] for each in inherited(definition, found))}
        names = settle(claims, taken=taken, fold=False).names
        found.update({(definition.id, wire_name): name for wire_name, name in names.items()})
    return found


def claimed(
    api: Api, casing: Casing, found: dict[tuple[TypeId, str], str], protected: str
) -> Iterator[tuple[Object, list[Claim[str]]]]:
    """Each object with what it claims. A property of a model that an object inherits from is called as it is there:
    that is found already when the object comes. `protected` are beginnings that no name has.
    """
    for definition in ancestors_first(api):
        for base in definition.bases:
            known = {each.wire_name: found.get((base, each.wire_name)) for each in definition.properties}
            found.update({(definition.id, wire_name): name for wire_name, name in known.items() if name is not None})
        claims: list[Claim[str]] = []
        for each in definition.properties:
            if (definition.id, each.wire_name) not in found:
                plain = casing.snake(each.called or each.wire_name)
                free = f"api_{plain}" if plain.startswith(protected) else plain
                names = (free, f"{plain}_", f"{plain}_field")
                claims.append(Claim(each.wire_name, names, each.source, each.wire_name == plain))
        yield definition, claims


def inherited(definition: Object, found: Mapping[tuple[TypeId, str], str]) -> list[str]:
    return [each.wire_name for each in definition.properties if (definition.id, each.wire_name) in found]


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
