"""The models of the config: which classes of the SDK have a name of their own, and whose they are.

A class is a model where `api.md` or the packages of types list it and no method or webhook gives its name
(`PetListResponse` is what `pets.list` returns, and made anyway).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sdkwright.derive.evidence import keys_of, plain, spot
from sdkwright.derive.homes import owner_of
from sdkwright.derive.listing import SHARED
from sdkwright.derive.roots import walk_roots
from sdkwright.derive.schemas import SdkModel, schema_of, votes_of
from sdkwright.derive.syntax import last
from sdkwright.name.words import Casing, singular, words_of
from sdkwright.propose.models import reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.listing import Section
    from sdkwright.derive.modules import Definition, Module
    from sdkwright.derive.pairing import Key
    from sdkwright.derive.tree import SdkResource

Path = tuple[str, ...]
Homes = dict[Path, dict[str, str]]
_SHARED_PACKAGE = ("types", "shared")
_INPUTS = "shared_params"


def derive_models(evidence: Evidence) -> Homes:
    """The models of each resource: key to reference. Shared ones are entered at once, so that they stand first."""
    walk_roots(evidence)
    homes: Homes = {}
    for path, model in model_classes(evidence):
        key = Casing().snake(model.name)
        if key in homes.get(path, {}):
            continue
        keys = ("resources", SHARED, "models", key) if path == (SHARED,) else (*keys_of(path), "models", key)
        pointer = schema_of(model, keys, evidence)
        if model.definition is not None:
            evidence.model_paths.setdefault(model.definition.key, (".".join((*path, key)), model.name))
        if pointer is not None:
            homes.setdefault(path, {})[key] = reference(pointer)
    for key, written in homes.get((SHARED,), {}).items():
        evidence.answers.put(("resources", SHARED, "models", key), written)
    return homes


def model_classes(evidence: Evidence) -> Iterator[tuple[Path, SdkModel]]:
    """The classes that are models, each with the resource it belongs to (`("$shared",)` for all): by the listing, then
    those of packages that the listing says nothing of.
    """
    claimed: set[Key] = set()
    told: set[Path] = set()
    shared = evidence.sections.get(SHARED)
    if shared is not None:
        told.add((SHARED,))
        models = list(_models(shared.types, _SHARED_PACKAGE, evidence))
        claimed |= keys_of_models(models)
        yield from (((SHARED,), each) for each in models)
    for resource in evidence.client.all():
        section = evidence.sections.get(spot(resource.path))
        if section is None or (not section.types and section.standalone):
            continue
        told.add(resource.path)
        models = list(_models(section.types, ("types", *evidence.types_of(resource)), evidence))
        claimed |= keys_of_models(models)
        yield from ((resource.path, each) for each in _without_made(models, resource, evidence))
    for path, section in _without_class(evidence):
        package = ("types", *(path if section.standalone else path[:-1]))
        models = list(_models(section.types, section.package or package, evidence))
        claimed |= keys_of_models(models)
        yield from ((path, each) for each in models)
    yield from _unlisted(evidence, told, claimed)


def keys_of_models(models: Iterable[SdkModel]) -> set[Key]:
    return {each.definition.key for each in models if each.definition is not None}


def _without_class(evidence: Evidence) -> Iterator[tuple[Path, Section]]:
    """Resources that have models but no methods, and so no class: only the listing knows them."""
    known = {spot(each.path) for each in evidence.client.all()} | {SHARED}
    for place, section in evidence.sections.items():
        if place not in known and section.types:
            yield tuple(Casing().snake(word) for word in section.path), section


def _models(names: list[str], package: Path, evidence: Evidence) -> Iterator[SdkModel]:
    """The classes of these names; of a model that is only given, never answered, its `…Param`. A union that is only
    given has no class at all: the name is what is left of it.
    """
    module = evidence.modules.get(*package) or evidence.client.definition.module
    for name in names:
        resolve = evidence.modules.resolve
        yield SdkModel(_without_suffix(name, evidence), resolve(module, name) or resolve(module, f"{name}Param"))


def _without_suffix(name: str, evidence: Evidence) -> str:
    """What a model that is only given is called, where the listing names its typed dict."""
    bare = name.removesuffix("Param")
    known = evidence.schemas_by_name
    return bare if plain(name) not in known and plain(bare) in known else name


def made_names(resource: SdkResource) -> set[str]:
    """What the classes are called that methods bring with them, without casing."""
    words = words_of(resource.path[-1]) if resource.path else []
    stems = {plain("".join(words)), plain("".join([*words[:-1], *(singular(word) for word in words[-1:])]))}
    made = {f"{stem}{plain(method.name)}response" for stem in stems for method in resource.methods}
    return made | {f"{plain(method.name)}webhookevent" for method in resource.methods}


def _without_made(models: list[SdkModel], resource: SdkResource, evidence: Evidence) -> Iterator[SdkModel]:
    """Listings name models first, in the order of the alphabet: what stands among them is one, whatever its name."""
    made = made_names(resource)
    names = [each.name.lower() for each in models]
    last_model = max((index for index, name in enumerate(names) if plain(name) not in made), default=-1)
    begins_sorted = names[: last_model + 1] == sorted(names[: last_model + 1])
    for index, model in enumerate(models):
        among = index < last_model and begins_sorted
        in_order = names[: index + 1] == sorted(names[: index + 1])
        if plain(model.name) not in made or among or (in_order and _is_named_alike(model, evidence)):
            yield model


def _is_named_alike(model: SdkModel, evidence: Evidence) -> bool:
    return any(plain(pointer.rpartition("/")[2]) == plain(model.name) for pointer in votes_of(model, evidence))


def _unlisted(evidence: Evidence, told: set[Path], claimed: set[Key]) -> Iterator[tuple[Path, SdkModel]]:
    """Classes by the package of types that they lie in, where the listing is silent on who has them."""
    resources = list(evidence.client.all())
    for module in evidence.modules.below("types"):
        if module.path.name == "__init__.py":
            continue
        *package, stem = module.parts[1:]
        model = _main(module, stem, evidence)
        if model is None or model.definition is None or model.definition.key in claimed or package[:1] == [_INPUTS]:
            continue
        # A schema of the document that a listing forgot; what is of no schema was written by hand.
        is_forgotten = bool(votes_of(model, evidence)) or plain(model.name) in evidence.schemas_by_name
        if package == ["shared"]:
            if (SHARED,) not in told or is_forgotten:
                yield (SHARED,), model
            continue
        near = [each for each in resources if each.path and list(evidence.types_of(each)) == package]
        if any(plain(model.name) in made_names(each) for each in near):
            continue
        owners = [each for each in near if each.path not in told] or (near if is_forgotten else [])
        if owners:
            yield owner_of(model, owners, evidence).path, model
        elif not near and package:
            yield tuple(package), model


def _is_answered(found: Definition | None) -> bool:
    """Whether it is a class of answers: what methods take is a `TypedDict`, or a union of some."""
    return (
        found is not None
        and isinstance(found.node, ast.ClassDef)
        and any(last(base) == "BaseModel" for base in found.node.bases)
    )


def _main(module: Module, stem: str, evidence: Evidence) -> SdkModel | None:
    """The model that a module is there for: none where that is what a method takes, or the twin of another model."""
    name = next((name for name in (*module.definitions, *module.imports) if plain(name) == plain(stem)), None)
    found = evidence.modules.resolve(module, name) if name is not None else None
    if name is None or (stem.endswith("_params") and not _is_answered(found)):
        return None
    if not stem.endswith("_param"):
        return SdkModel(name, found)
    twin = evidence.modules.get(*module.parts[:-1], stem.removesuffix("_param"))
    return None if twin is not None else SdkModel(name.removesuffix("Param"), found)
