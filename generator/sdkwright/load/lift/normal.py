"""What documents of every version are brought to, so that later stages find operations and media types in one place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.kinds import KINDS, METHODS
from sdkwright.load.plain import is_map
from sdkwright.load.pointers import join

from .from_30 import change_all
from .references import target_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .lifted import Notes

_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_STEPS: Final = 20


def normal(root: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The document with path items that are references written out, `additionalOperations` (OpenAPI 3.2) beside the
    other operations under their names in lower case, and references to media types written out.
    """
    changed: dict[str, Any] = {}
    for key in ("paths", "webhooks"):
        items = root.get(key)
        if is_map(items):
            found = _items(root, items, f"/{key}", notes)
            if found is not items:
                changed[key] = found
    components = root.get("components")
    if is_map(components) and is_map(items := components.get("pathItems")):
        found = _items(root, items, "/components/pathItems", notes)
        if found is not items:
            changed["components"] = {**components, "pathItems": found}
    root = {**root, **changed} if changed else root
    return _media_types(root) if is_map(components) and is_map(components.get("mediaTypes")) else root


def path_methods(item: Mapping[str, Any]) -> list[str]:
    """The methods that a path item has operations for, as the keys they stand under."""
    own = [method for method in METHODS if is_map(item.get(method))]
    return own + sorted(set(_additional(item)) - set(METHODS))


def _items(root: dict[str, Any], items: dict[str, Any], at: str, notes: Notes) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for path, item in items.items():
        here = join(at, path)
        found = _written_out(root, item, here, notes)
        more = _additional(found) if is_map(found) else {}
        fresh = {method: operation for method, (_, operation) in more.items() if method not in found}
        if fresh:
            found = {**found, **fresh}
            for method in fresh:
                notes.moves[join(here, method)] = join(here, "additionalOperations", more[method][0])
        if found is not item:
            changed[path] = found
    return {**items, **changed} if changed else items


def _written_out(root: dict[str, Any], item: Any, here: str, notes: Notes) -> Any:
    """A path item that refers to another one, as that one; what stands beside the reference wins."""
    found, seen = item, set[str]()
    while is_map(found) and isinstance(ref := found.get("$ref"), str) and ref.startswith("#") and ref not in seen:
        seen.add(ref)
        keys, target = target_of(root, found) or ((), None)
        if not is_map(target) or len(seen) > _STEPS:
            return item
        if found is item:
            notes.moves[here] = join("", *keys)
        found = {**target, **{key: value for key, value in found.items() if key != "$ref"}}
    return found


def _additional(item: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Key in lower case to the method as written, with its operation."""
    more = item.get("additionalOperations")
    if not is_map(more):
        return {}
    fields = {*KINDS["path"], "summary", "description", "servers", "$ref"} - set(METHODS)
    return {
        name.lower(): (name, operation)
        for name, operation in more.items()
        if is_map(operation) and _TOKEN.fullmatch(name) and name.lower() not in fields
    }


def _media_types(root: dict[str, Any]) -> dict[str, Any]:
    def write_out(media: dict[str, Any]) -> dict[str, Any]:
        keys, target = target_of(root, media) or ((), None)
        if not is_map(target):
            return media
        # A schema that is written there keeps its place, so that it gives one type.
        moved = {
            word: {"$ref": "#" + join("", *keys, word).replace("%", "%25")}
            for word in ("schema", "itemSchema")
            if is_map(target.get(word)) and "$ref" not in target[word]
        }
        return {**target, **moved}

    lifted: dict[str, Any] = change_all(root, "root", "media", write_out)
    return lifted
