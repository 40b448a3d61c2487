"""Which component schemas become models: those that an operation or a webhook reaches and that deserve a class."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sdkwright.load import join, split
from sdkwright.load.plain import ABSENT, descend, is_list, is_map
from sdkwright.name.words import Casing
from sdkwright.resolve.nodes import is_mapping, mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.load import Document
    from sdkwright.propose.operations import Call
    from sdkwright.propose.proposal import Draft

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_SCHEMAS = "/components/schemas"
_NO_SCHEMAS = frozenset({"example", "examples", "default", "enum", "const", "description"})


def propose_models(document: Document, calls: Iterable[Call], draft: Draft) -> None:
    """Shared models, by the names of their components, so that they stay when the document grows."""
    casing = Casing()
    schemas = mapping(mapping(document.root.get("components")).get("schemas"))
    starts: list[object] = [each.node for each in calls]
    starts += [each.item.get("parameters") for each in calls]
    starts += [document.root.get("webhooks"), document.root.get("x-webhooks")]
    reached = reachable(document, starts)
    taken: set[str] = set()
    for name in sorted(schemas):
        pointer = join(_SCHEMAS, name)
        if pointer in reached and is_class(mapping(schemas[name])):
            key = next(each for each in _keys(name, casing) if each not in taken)
            taken.add(key)
            value = name if _PLAIN.fullmatch(name) else reference(pointer)
            draft.put(("resources", "$shared", "models", key), value, origin=pointer)


def reference(pointer: str) -> str:
    """A JSON pointer as a config refers to it."""
    return f"#{quote(pointer, safe='/~')}"


def _keys(name: str, casing: Casing) -> Iterator[str]:
    """What a model may be called in the config; the component's own name where two differ in nothing else."""
    key = casing.snake(name)
    yield key
    yield name
    yield from (f"{key}_{number}" for number in count(2))


def is_class(schema: Mapping[str, object]) -> bool:
    """Whether a schema is an object, a union, an enum or composed by `allOf`."""
    if any(sequence(schema.get(word)) for word in ("allOf", "oneOf", "anyOf", "enum")):
        return True
    if mapping(schema.get("properties")):
        return True
    kind = schema.get("type")
    return (kind == "object" or "object" in sequence(kind)) and not is_mapping(schema.get("additionalProperties"))


def reachable(document: Document, starts: Iterable[object]) -> set[str]:
    """The JSON pointers that references lead to, from these nodes on and through what they lead to."""
    found: set[str] = set()
    queue: list[object] = list(starts)
    while queue:
        node = queue.pop()
        if is_list(node):
            queue += node
        elif is_map(node):
            for key, value in node.items():
                if key == "$ref" and isinstance(value, str):
                    target = unquote(value[1:])
                    if value.startswith("#/") and target not in found:
                        found.add(target)
                        queue.append(_at(document, target))
                elif (is_map(value) or is_list(value)) and key not in _NO_SCHEMAS:
                    queue.append(value)
    return found


def _at(document: Document, pointer: str) -> object:
    try:
        node, _ = descend(document.root, split(pointer))
    except ValueError:
        return None
    return None if node is ABSENT else node
