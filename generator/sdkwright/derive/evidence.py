"""What was read of an SDK, and the document that it is matched with: what every part of the config is derived from."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sdkwright.derive.listing import read_listing
from sdkwright.derive.pairing import SCHEMAS, Pairs
from sdkwright.derive.syntax import arguments, functions
from sdkwright.load import join
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.derive.asking import Answers
    from sdkwright.derive.endpoints import Match
    from sdkwright.derive.listing import Section
    from sdkwright.derive.location import Location
    from sdkwright.derive.modules import Modules
    from sdkwright.derive.pairing import Key
    from sdkwright.derive.tree import SdkMethod, SdkResource
    from sdkwright.load import Document, Refs
    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call
    from sdkwright.propose.proposal import Keys


@dataclass(frozen=True)
class Evidence:
    """`matches` gives the operation of each method by resource and name, `unused` those that no method is. What the
    config calls things is filled in as they are found: `model_paths` gives `pets.pet` and the name that users
    import for a class, `schemes` the name of the scheme for a class of pages;
    `reached` how far each class is from the methods of a resource.
    """

    location: Location
    modules: Modules
    client: SdkResource
    document: Document
    refs: Refs
    shapes: Shapes
    answers: Answers
    unused: tuple[Call, ...]
    matches: Mapping[tuple[tuple[str, ...], str], Match]
    model_paths: dict[Key, tuple[str, str]] = field(default_factory=dict["Key", tuple[str, str]])
    schemes: dict[str, str] = field(default_factory=dict[str, str])
    reached: dict[tuple[str, ...], dict[Key, int]] = field(default_factory=dict[tuple[str, ...], "dict[Key, int]"])

    @cached_property
    def pairs(self) -> Pairs:
        return Pairs(self.modules, self.refs)

    @cached_property
    def options(self) -> frozenset[str]:
        """The names of the arguments that the client is made with."""
        node = self.client.definition.node
        made = [each for each in functions(node) if each.name == "__init__"] if isinstance(node, ast.ClassDef) else []
        return frozenset(argument.arg for each in made for argument, _ in arguments(each))

    @cached_property
    def schemas(self) -> Mapping[str, object]:
        """The schemas that have names by JSON pointer, in the order of the document."""
        named = mapping(mapping(self.document.root.get("components")).get("schemas"))
        return {join(SCHEMAS[:-1], name): node for name, node in named.items()}

    @cached_property
    def schemas_by_name(self) -> Mapping[str, list[str]]:
        """Their pointers by their names without casing."""
        found: dict[str, list[str]] = {}
        for pointer in self.schemas:
            found.setdefault(plain(pointer.rpartition("/")[2]), []).append(pointer)
        return found

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The parts of `api.md` by the `spot` of their resource."""
        found: dict[str, Section] = {}
        for section in read_listing(self.location):
            known = found.setdefault(spot(section.path), section)
            if known is not section:
                known.types += [name for name in section.types if name not in known.types]
                known.package = known.package or section.package
                known.methods |= section.methods
                known.standalone |= section.standalone
        return found

    def is_standalone(self, resource: SdkResource) -> bool:
        """Whether a resource has its own package of types, not that of the resource above it."""
        if not resource.path:
            return False
        section = self.sections.get(spot(resource.path))
        if section is not None and (section.standalone or section.package):
            return section.standalone or section.package == ("types", *resource.path)
        own = self.location.package.joinpath("types", *resource.path)
        return not resource.children and own.is_dir()

    def types_of(self, resource: SdkResource) -> tuple[str, ...]:
        """The package of a resource's types below that of all types."""
        return resource.path if self.is_standalone(resource) else resource.path[:-1]

    def match(self, resource: SdkResource, method: SdkMethod) -> Match | None:
        return self.matches.get((resource.path, method.name))


def spot(path: tuple[str, ...]) -> str:
    """A path of resources in the one form that attributes and headings share: `PriceHistory` is `price_history`."""
    return "/".join(plain(word) for word in path)


def plain(name: str) -> str:
    """A name without its casing: `OpenAIFile`, `openai_file` and `open-ai-file` are one."""
    return re.sub(r"[^a-z0-9$]", "", name.lower())


def keys_of(path: tuple[str, ...]) -> Keys:
    """Where a config has a resource; methods of the client itself are those of `$client`."""
    first, *rest = path or ("$client",)
    keys: tuple[str, ...] = ("resources", first)
    for word in rest:
        keys = (*keys, "subresources", word)
    return keys
