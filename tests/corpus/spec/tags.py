"""Which values of a discriminator select which component."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def tags_of(root: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    """Pointer of a component to property to values: those of `mapping`, else the component's name (OpenAPI 3.1,
    Discriminator Object).
    """
    found: dict[str, dict[str, list[str]]] = {}
    for schema in _unions(root):
        name = schema["discriminator"]["propertyName"]
        mapping = schema["discriminator"].get("mapping") or {}
        members = [each for word in ("oneOf", "anyOf") for each in schema.get(word) or () if isinstance(each, dict)]
        for pointer in (str(each.get("$ref", "")).partition("#")[2] for each in members):
            if pointer:
                values = [tag for tag, target in mapping.items() if _is(pointer, str(target))]
                known = found.setdefault(pointer, {}).setdefault(name, [])
                known += [each for each in values or [pointer.rpartition("/")[2]] if each not in known]
    return found


def _unions(root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    stack: list[Any] = [root]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            discriminator = each.get("discriminator")
            if isinstance(discriminator, dict) and isinstance(discriminator.get("propertyName"), str):
                yield each
            stack += each.values()
        elif isinstance(each, list):
            stack += each


def _is(pointer: str, target: str) -> bool:
    return pointer == target.partition("#")[2] or pointer.rpartition("/")[2] == target
