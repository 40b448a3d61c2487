"""The models of the config: which classes of the SDK have a name of their own, whose they are, and of which schema.

A class is a model where `api.md` or the packages of types list it and no method or webhook gives its name (`PetListResponse` is
what `pets.list` returns, and made anyway).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.derive.asking import NOT_FOUND
from sdkwright.derive.evidence import keys_of, plain, spot
from sdkwright.derive.fields import fields_of
from sdkwright.derive.listing import SHARED
from sdkwright.derive.pairing import SCHEMAS
from sdkwright.derive.roots import walk_roots
from sdkwright.derive.syntax import dotted
from sdkwright.load import join
from sdkwright.name.words import Casing, singular, words_of
from sdkwright.resolve.nodes import mapping

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.listing import Section
    from sdkwright.derive.modules import Definition
    from sdkwright.derive.tree import SdkResource

Path = tuple[str, ...]
Homes = dict[Path, dict[str, str]]
_ALIKE = 0.75
_SHARED_PACKAGE = ("types", "shared")


def derive_models(evidence: Evidence) -> Homes:
    """The models of each resource: key to reference. Shared ones are entered at once, so that they stand first."""
    walk_roots(evidence)
    homes: Homes = {}
    for path, definition in model_classes(evidence):
        key = _key(definition.name)
        keys = ("resources", SHARED, "models", key) if path == (SHARED,) else (*keys_of(path), "models", key)
        pointer = _schema(definition, keys, evidence)
        evidence.model_paths.setdefault(definition.key, ".".join((*path, key)))
        if pointer is not None:
            homes.setdefault(path, {})[key] = _reference(pointer)
    for key, reference in homes.get((SHARED,), {}).items():
        evidence.answers.put(("resources", SHARED, "models", key), reference)
    return homes


def model_classes(evidence: Evidence) -> Iterator[tuple[Path, Definition]]:
    """The classes that are models, each with the resource it belongs to (`("$shared",)` for all): by the listing, then
    those of packages that the listing says nothing of.
    """
    claimed: set[tuple[Path, str]] = set()
    told: set[Path] = set()
    shared = evidence.sections.get(SHARED)
    if shared is not None:
        told.add((SHARED,))
        for definition in _definitions(shared.types, _SHARED_PACKAGE, evidence):
            claimed.add(definition.key)
            yield (SHARED,), definition
    for resource in evidence.client.all():
        section = evidence.sections.get(spot(resource.path))
        if section is None or (not section.types and section.standalone):
            continue
        told.add(resource.path)
        definitions = list(_definitions(section.types, ("types", *evidence.types_of(resource)), evidence))
        claimed |= {each.key for each in definitions}
        for definition in _without_made(definitions, resource, evidence):
            yield resource.path, definition
    for path, section in _without_class(evidence):
        package = path if section.standalone else path[:-1]
        definitions = list(_definitions(section.types, ("types", *package), evidence))
        claimed |= {each.key for each in definitions}
        yield from ((path, each) for each in definitions)
    yield from _unlisted(evidence, told, claimed)


def _without_class(evidence: Evidence) -> Iterator[tuple[Path, Section]]:
    """Resources that have models but no methods, and so no class: only the listing knows them."""
    known = {spot(each.path) for each in evidence.client.all()} | {SHARED}
    for place, section in evidence.sections.items():
        if place not in known and section.types:
            yield tuple(Casing().snake(word) for word in section.path), section


def _definitions(names: list[str], package: Path, evidence: Evidence) -> Iterator[Definition]:
    module = evidence.modules.get(*package)
    for name in names:
        found = evidence.modules.resolve(module, name) if module is not None else None
        if found is not None:
            yield found


def made_names(resource: SdkResource) -> set[str]:
    """What the classes are called that methods bring with them, without casing."""
    words = words_of(resource.path[-1]) if resource.path else []
    stems = {plain("".join(words)), plain("".join([*words[:-1], *(singular(word) for word in words[-1:])]))}
    made = {f"{stem}{plain(method.name)}response" for stem in stems for method in resource.methods}
    return made | {f"{plain(method.name)}webhookevent" for method in resource.methods}


def _without_made(definitions: list[Definition], resource: SdkResource, evidence: Evidence) -> Iterator[Definition]:
    """Listings name models first, in the order of the alphabet: what stands among them is one, whatever its name."""
    made = made_names(resource)
    names = [each.name for each in definitions]
    last_model = max((index for index, name in enumerate(names) if plain(name) not in made), default=-1)
    for index, definition in enumerate(definitions):
        in_order = names[: index + 1] == sorted(names[: index + 1], key=str.lower)
        among = index < last_model and names[: last_model + 1] == sorted(names[: last_model + 1], key=str.lower)
        if plain(definition.name) not in made or among or (in_order and _is_named_alike(definition, evidence)):
            yield definition


def _is_named_alike(definition: Definition, evidence: Evidence) -> bool:
    votes = evidence.pairs.votes.get(definition.key, {})
    return any(plain(pointer.rpartition("/")[2]) == plain(definition.name) for pointer in votes)


def _unlisted(
    evidence: Evidence, told: set[Path], claimed: set[tuple[Path, str]]
) -> Iterator[tuple[Path, Definition]]:
    """Classes by the package of types that they lie in, where the listing is silent on who has them."""
    resources = list(evidence.client.all())
    for module in evidence.modules.below("types"):
        if module.path.name == "__init__.py":
            continue
        *package, stem = module.parts[1:]
        definition = next(
            (evidence.modules.resolve(module, name) for name in module.definitions if plain(name) == plain(stem)), None
        )
        if definition is None or definition.key in claimed or package[:1] == ["shared_params"] or _is_input(definition):
            continue
        if package == ["shared"]:
            if (SHARED,) not in told:
                yield (SHARED,), definition
            continue
        near = [each for each in resources if each.path and list(evidence.types_of(each)) == package]
        owners = [each for each in near if each.path not in told]
        if any(plain(definition.name) in made_names(each) for each in near):
            continue
        if owners:
            yield _owner(definition, owners, evidence).path, definition
        elif not near and package:
            yield tuple(package), definition


def _is_input(definition: Definition) -> bool:
    """A `TypedDict`: what methods take, or the twin of a model."""
    return definition.module.parts[-1].endswith(("_params", "_param"))


def _owner(definition: Definition, owners: list[SdkResource], evidence: Evidence) -> SdkResource:
    """Whose methods return it or take it, else whose name its own begins with, else the first one's."""
    using = [each for each in owners if _uses(each, definition, evidence)]
    if using:
        return using[0]
    for each in owners:
        words = words_of(each.path[-1])
        if plain(definition.name).startswith(plain("".join([*words[:-1], singular(words[-1])]))):
            return each
    if len(owners) > 1:
        keys = (*keys_of(owners[0].path), "models")
        others = ", ".join(each.shown for each in owners[1:4])
        evidence.answers.ask(
            keys, f"whose model {definition.name} is cannot be told", f"It may as well belong to {others}."
        )
    return owners[0]


def _uses(resource: SdkResource, definition: Definition, evidence: Evidence) -> bool:
    for method in resource.methods:
        for node in ast.walk(method.node):
            if isinstance(node, (ast.Name, ast.Attribute)):
                found = evidence.modules.resolve(method.module, dotted(node) or "")
                if found is not None and found.key == definition.key:
                    return True
    return False


def _key(name: str) -> str:
    """What a config calls a class."""
    return Casing().snake(name)


def _reference(pointer: str) -> str:
    return f"#{quote(pointer, safe='/~')}"


def _schema(definition: Definition, keys: tuple[str | int, ...], evidence: Evidence) -> str | None:
    """The JSON pointer of the schema that a model stands for; None after a question."""
    pairs = evidence.pairs
    schemas = mapping(mapping(evidence.document.root.get("components")).get("schemas"))
    votes = _votes(definition, evidence)
    nodes = {join(SCHEMAS[:-1], name): pairs.unfollowed(node, join(SCHEMAS[:-1], name)) for name, node in schemas.items()}
    alike = [pointer for pointer in nodes if plain(pointer.rpartition("/")[2]) == plain(definition.name)]
    scores = {
        pointer: min(votes.get(pointer, 0), 3) / 3
        + (pointer in alike)
        + pairs.likeness(definition, pairs.node(nodes[pointer].schema, pointer))
        for pointer in nodes
        if pointer in alike or pointer in votes
    }
    at = definition.module.place(definition.node)
    if scores:
        best = max(scores.values())
        first, *others = sorted((each for each in scores if scores[each] == best), key=list(nodes).index)
        if others:
            also = ", ".join(_reference(each) for each in others[:3])
            evidence.answers.ask(keys, f"several schemas fit {definition.name}", f"It may be {also} as well.", at=at)
        return first
    inline = max(votes, key=lambda pointer: (votes[pointer], pointer), default=None)
    if inline is not None:
        return inline
    return _by_fields(definition, keys, evidence)


def _votes(definition: Definition, evidence: Evidence) -> Mapping[str, int]:
    """How often each schema was met for a class, and for its twin that callers give."""
    *package, stem = definition.module.parts
    twins = [
        definition.key,
        ((*package, f"{stem}_param"), f"{definition.name}Param"),
        (("types", "shared_params", stem), definition.name),
    ]
    found: dict[str, int] = {}
    for key in twins:
        for pointer, count in evidence.pairs.votes.get(key, {}).items():
            found[pointer] = found.get(pointer, 0) + count
    return found


def _by_fields(definition: Definition, keys: tuple[str | int, ...], evidence: Evidence) -> str | None:
    """The schema that has most of its fields in common with a class that no method leads to."""
    schemas = mapping(mapping(evidence.document.root.get("components")).get("schemas"))
    at = definition.module.place(definition.node)
    scores = {
        pointer: evidence.pairs.likeness(definition, evidence.pairs.node(node, pointer))
        for name, node in schemas.items()
        if (pointer := join(SCHEMAS[:-1], name))
    }
    best = max(scores.values(), default=0.0)
    found = [pointer for pointer in scores if scores[pointer] == best]
    if best >= _ALIKE and fields_of(definition, evidence.modules):
        if best < 1 or len(found) > 1:
            also = f" It may be {', '.join(map(_reference, found[1:4]))} as well." if len(found) > 1 else ""
            evidence.answers.ask(
                keys, f"{definition.name} was found by its fields only", f"Correct the reference if it is wrong.{also}", at=at
            )
        return found[0]
    evidence.answers.ask(
        (*keys[:-1],),
        f"no schema was found for {definition.name}",
        f"Add `{keys[-1]}` with a reference to its schema, or leave it out if it was written by hand.",
        at=at,
        code=NOT_FOUND,
    )
    return None
