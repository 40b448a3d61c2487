"""Commands that know what a schema is."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Final

from sdkwright.diagnostics.clean import clean
from sdkwright.load.plain import ABSENT, is_list, is_map
from sdkwright.load.pointers import from_fragment, join, split

from .step import NothingFoundError, TransformError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sdkwright.load.tree import Keys

    from .step import Step

_SCHEMAS: Final = ("components", "schemas")
_DATA: Final = frozenset({"const", "default", "enum", "example", "examples"})
"""Keys whose values are data of the API, and no schemas."""


def extract_to_refs(step: Step) -> None:
    _, given = step.value("ref")
    for number, ref in enumerate(given if is_list(given) else [given]):
        at = ("ref", number) if is_list(given) else ("ref",)
        if not is_map(ref) or not isinstance(ref.get("name"), str):
            raise TransformError("a `ref` has a `target` and a `name`, as in '#/components/schemas/Pet'", *at)
        found = step.paths(ref.get("target"), *at, "target")
        if not found:
            raise NothingFoundError("nothing in the document is there", *at, "target")
        _extract(step, found, _component(ref["name"], *at), at)


def _component(name: str, *at: str | int) -> Keys:
    """The keys of a component by its reference, or its name alone."""
    if not name.startswith("#"):
        return (*_SCHEMAS, name)
    try:
        keys = split(from_fragment(name[1:]))
    except ValueError:
        keys = ()
    if len(keys) < 2:
        raise TransformError(f"{clean(repr(name), 200)} is no place for a component", *at, "name")
    return keys


def _extract(step: Step, found: list[Keys], component: Keys, at: tuple[str | int, ...]) -> None:
    first = step.tree.at(found[0])
    reference = "#" + join("", *component)
    present = step.tree.at(component)
    if is_map(first) and first.get("$ref") == reference:
        raise NothingFoundError("the target refers to the component already", *at)
    if present is not ABSENT and present != first:
        raise TransformError(f"there is another {clean(reference, 200)} already", *at, "name")
    if present is ABSENT:
        _make_room(step, component[:-1], step.written(*at, "name"))
        step.tree.put(component, first, step.tree.origin(found[0]))
    for keys in found:
        if keys != component:
            step.tree.put(keys, {"$ref": reference}, step.written(*at, "name"))


def _make_room(step: Step, keys: Keys, written: str) -> None:
    for count in range(1, len(keys) + 1):
        if step.tree.at(keys[:count]) is ABSENT:
            step.tree.put(keys[:count], {}, written)


def one_of_to_any_of(step: Step) -> None:
    targets, excluded = step.scope()
    places = [keys for target in targets for keys in _unions(step.tree.at(target), target, excluded)]
    if not places:
        raise NothingFoundError("there is no `oneOf`")
    # The innermost first: the keys of those around them stay as they are.
    for keys in sorted(dict.fromkeys(places), key=len, reverse=True):
        step.tree.rename_key(keys, "oneOf", "anyOf")


def _unions(node: Any, keys: Keys, excluded: set[Keys]) -> Iterator[Keys]:
    """Where a schema has `oneOf` and not `anyOf` beside it."""
    if keys in excluded:
        return
    if is_map(node):
        if is_list(node.get("oneOf")) and "anyOf" not in node:
            yield keys
        for key, each in node.items():
            if key not in _DATA or (keys and keys[-1] == "properties"):
                yield from _unions(each, (*keys, key), excluded)
    elif is_list(node):
        for number, each in enumerate(node):
            yield from _unions(each, (*keys, number), excluded)


def split_by_enum(step: Step) -> None:
    _, name = step.value("enumProperty")
    if not isinstance(name, str):
        raise TransformError("`enumProperty` is the name of a property", "enumProperty")
    changed = [_split(step, keys, name) for keys in step.targets("target", "unionPath")]
    if not any(changed):
        raise NothingFoundError(f"no schema there has an enum of several values in `{clean(name, 80)}`", "enumProperty")


def _split(step: Step, keys: Keys, name: str) -> bool:
    """Split a schema, or each member of a union, by the values of an enum; whether anything was."""
    node = step.map_at(keys, "target")
    key = next((each for each in ("oneOf", "anyOf") if is_list(node.get(each))), None)
    if key is None:
        return _split_object(step, keys, name)
    members: list[Any] = []
    mapping: dict[str, str] = {}
    for number, member in enumerate(node[key]):
        place = _followed(step, (*keys, key, number))
        values = _values(step.tree.at(place), name)
        if len(values) < 2:
            members.append(member)
            continue
        parts = _parts(step, place, name, values)
        mapping.update(dict(zip(values, parts, strict=True)))
        members += [{"$ref": each} for each in parts]
    if not mapping:
        return False
    step.tree.put((*keys, key), members, step.written("enumProperty"))
    discriminator = node.get("discriminator")
    if is_map(discriminator) and discriminator.get("propertyName") == name:
        present = discriminator.get("mapping", {})
        whole = {**(present if is_map(present) else {}), **mapping}
        step.tree.put((*keys, "discriminator", "mapping"), whole, step.written("enumProperty"))
    return True


def _split_object(step: Step, keys: Keys, name: str) -> bool:
    values = _values(step.tree.at(keys), name)
    if len(values) < 2:
        return False
    parts = _parts(step, keys, name, values)
    union = {"oneOf": [{"$ref": each} for each in parts], "discriminator": {"propertyName": name}}
    step.tree.put(keys, union, step.written("enumProperty"))
    return True


def _followed(step: Step, keys: Keys) -> Keys:
    """Where a schema stands that may be a reference within the document."""
    node = step.tree.at(keys)
    reference = node.get("$ref") if is_map(node) else None
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return keys
    try:
        return split(from_fragment(reference[1:]))
    except ValueError:
        return keys


def _values(schema: Any, name: str) -> list[str]:
    """The values that the property may have, if it is an enum of texts."""
    properties = schema.get("properties") if is_map(schema) else None
    field = properties.get(name) if is_map(properties) else None
    values = field.get("enum") if is_map(field) else None
    return values if is_list(values) and all(isinstance(each, str) for each in values) else []


def _parts(step: Step, keys: Keys, name: str, values: list[str]) -> list[str]:
    """References to one component for each value: the schema with that value alone."""
    schema = step.tree.at(keys)
    base = str(keys[-1]) if keys[: len(_SCHEMAS)] == _SCHEMAS else str(schema.get("title", name))
    found: list[str] = []
    for value in values:
        part = deepcopy(schema)
        part["properties"][name]["enum"] = [value]
        words = re.findall(r"[A-Za-z0-9]+", value)
        component = _free(step, base + "".join(word[:1].upper() + word[1:] for word in words))
        _make_room(step, _SCHEMAS, step.written("enumProperty"))
        step.tree.put(component, part, step.tree.origin(keys))
        found.append("#" + join("", *component))
    return found


def _free(step: Step, name: str) -> Keys:
    number, chosen = 2, name
    while step.tree.at((*_SCHEMAS, chosen)) is not ABSENT:
        number, chosen = number + 1, f"{name}{number}"
    return (*_SCHEMAS, chosen)


SCHEMAS: Final[Mapping[str, Callable[[Step], None]]] = {
    "extractToRefs": extract_to_refs,
    "oneOfToAnyOf": one_of_to_any_of,
    "splitSchemasByEnumProperty": split_by_enum,
}
