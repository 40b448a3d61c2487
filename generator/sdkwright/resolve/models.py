"""The schemas that the config names: its models, and where each stands in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.load import join, split
from sdkwright.load.plain import ABSENT, descend
from sdkwright.load.selecting import select_plus
from sdkwright.resolve.nodes import mapping
from sdkwright.resolve.shapes import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.api import Model, Resource, TypeId
    from sdkwright.config import Config
    from sdkwright.config import Resource as ResourceConfig
    from sdkwright.load import Document, Refs

COMPONENTS = "/components/schemas/"


def model_ids(config: Config) -> dict[str, TypeId]:
    """`resource.model`, as the config refers to models, to the pointer of the schema as the config has it."""
    found: dict[str, TypeId] = {}

    def descend(resources: Mapping[str, ResourceConfig], parents: tuple[str, ...]) -> None:
        for word, resource in resources.items():
            for name, entry in resource.models.items():
                if entry.openapi_uri is not None:
                    found[".".join((*parents, word, name))] = entry.pointer
            descend(resource.subresources, (*parents, word))

    descend(config.resources, ())
    return found


def places_of(pointers: Iterable[str], document: Document, refs: Refs) -> dict[str, TypeId]:
    """Each pointer of the config to where the schema itself stands: a component that is but a reference to another
    (`ModelConfig: {$ref: …/ModelConfigObject}`) names that one, unless the config does so too.
    """
    now = {each: document.current(located(each, document)) for each in pointers}
    taken = set(now.values())
    found: dict[str, TypeId] = {}
    for each, place in now.items():
        node = mapping(refs.at(place) if place.startswith("/") else None)
        rest = {key: value for key, value in node.items() if key != "$ref"}
        target = refs.deref(node, place) if isinstance(node.get("$ref"), str) and says_nothing(rest) else None
        if target is not None and target.pointer not in taken:
            taken.add(target.pointer)
            place = target.pointer
        found[each] = place
    return found


def located(pointer: str, document: Document) -> str:
    """The pointer of what a path leads to: a JSONPath, or names with dots between; a component's name may be followed
    by the way into it. The pointer itself where no path leads to exactly one node.
    """
    if pointer.startswith("$"):
        return only_one(pointer, document) or pointer
    if not pointer.startswith(COMPONENTS) or exists(pointer, document):
        return pointer
    written = pointer.removeprefix(COMPONENTS).replace("~1", "/").replace("~0", "~")
    within = COMPONENTS + written
    return within if exists(within, document) else only_one(f"$.{written}", document) or pointer


def only_one(path: str, document: Document) -> str | None:
    try:
        found = select_plus(document.root, path)
    except ValueError:
        return None
    return join("", *map(str, found[0])) if len(found) == 1 else None


def exists(pointer: str, document: Document) -> bool:
    return descend(document.root, split(pointer))[0] is not ABSENT


def models_of(resources: Iterable[Resource]) -> Iterator[Model]:
    """The models of resources, outer before inner."""
    for resource in resources:
        yield from resource.models
        yield from models_of(resource.children)
