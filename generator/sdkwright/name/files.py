"""Names of modules, which are names of files: unique in their folder on every file system, none that tools act on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.name.reserved import KEYWORDS, RESOURCE_MODULE_NAMES, TYPE_MODULE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.table import Flavour, ModuleName, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sdkwright.api import Operation, TypeRef
    from sdkwright.name.words import Casing

# Python imports some of these, pytest collects or runs others, Windows opens a device for the last.
HOOKS = re.compile(r"conftest|test_.*|.*_test|setup|sitecustomize|usercustomize|(con|prn|aux|nul|com\d|lpt\d)")


@dataclass(frozen=True, slots=True)
class Plan:
    """A module of types before it has its name."""

    package: tuple[str, ...]
    stem: str
    class_name: str
    role: Role
    flavour: Flavour
    root: TypeRef | None
    operation: Operation | None = None
    status: str | None = None
    webhook: str | None = None


def file_stem(name: str) -> str:
    """`name` as the stem of a module, made harmless."""
    if not HOOKS.fullmatch(name) and name not in KEYWORDS:
        return name
    return f"sdk_{name}s" if name.endswith("_test") else f"sdk_{name}"


def settled_modules(plans: Sequence[Plan], others: Collection[tuple[str, ...]]) -> list[tuple[ModuleName, str]]:
    """The module and the class of each plan; `others` are packages that are there besides. In one package, models keep
    their names before what operations bring.
    """
    packages: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, plan in enumerate(plans):
        packages[plan.package].append(index)
    found: dict[int, tuple[ModuleName, str]] = {}
    for package, indexes in packages.items():
        inner = {
            each[len(package)]
            for each in {*packages, *others}
            if len(each) > len(package) and each[: len(package)] == package
        }
        stems = settle(
            [
                Claim(index, (file_stem(plans[index].stem),), f"{index:06}", plans[index].role == "model")
                for index in indexes
            ],
            taken=inner,
        ).names
        classes = settle(
            [
                Claim(
                    index,
                    (plans[index].class_name, f"{plans[index].class_name}Model"),
                    f"{index:06}",
                    plans[index].role == "model",
                )
                for index in indexes
            ],
            taken=TYPE_MODULE_NAMES | RESOURCE_MODULE_NAMES | KEYWORDS,
            fold=False,
        ).names
        found.update({index: (ModuleName(package, stems[index]), classes[index]) for index in indexes})
    return [found[index] for index in range(len(plans))]


def import_names(
    casing: Casing, plans: Sequence[Plan], names: Sequence[str], others: Sequence[str]
) -> list[str | None]:
    """What the class of each model is imported as: None for its own name, another where that has a second meaning
    among all classes that one module may import, `others` included. A model and its typed dict are one, for they never
    meet where both would be imported by name.
    """
    twins = {(plan.root, name) for plan, name in zip(plans, names, strict=True) if plan.package != ("shared_params",)}
    count = Counter([*(name for _, name in twins), *others])
    claims: list[Claim[int]] = []
    for index, (plan, name) in enumerate(zip(plans, names, strict=True)):
        if plan.role == "model" and count[name] > 1:
            wanted = casing.pascal(*plan.package, name)
            claims.append(Claim(index, (wanted, f"{wanted}Model"), f"{index:06}"))
    aliases = settle(claims, taken={*count, *TYPE_MODULE_NAMES, *RESOURCE_MODULE_NAMES, *KEYWORDS}, fold=False).names
    return [aliases.get(index) for index in range(len(plans))]
