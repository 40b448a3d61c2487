"""Which resource a model belongs to, where no listing says it."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from sdkwright.derive.evidence import keys_of
from sdkwright.derive.syntax import dotted
from sdkwright.name.words import singular, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.modules import Definition, Module
    from sdkwright.derive.pairing import Key
    from sdkwright.derive.schemas import SdkModel
    from sdkwright.derive.tree import SdkResource

_FAR = 64


def owner_of(model: SdkModel, owners: Sequence[SdkResource], evidence: Evidence) -> SdkResource:
    """The resource whose methods mention the model; else the one whose name is in the model's own; else the one from
    whose methods the fewest steps lead to it. Where nothing decides, the first, and a question.
    """
    if len(owners) == 1:
        return owners[0]
    steps = [_steps(each, model, evidence) for each in owners]
    if 0 in steps:
        return owners[steps.index(0)]
    # `ListPetsResponse` says nothing of a resource `responses`.
    words = {singular(word) for word in words_of(model.name.removesuffix("Response"))}
    shared = [len(own) if (own := _words(each)) <= words else 0 for each in owners]
    if max(shared):
        return owners[shared.index(max(shared))]
    if min(steps) < _FAR:
        return owners[steps.index(min(steps))]
    others = ", ".join(each.shown for each in owners[1:4])
    evidence.answers.ask(
        (*keys_of(owners[0].path), "models"),
        f"whose model {model.name} is cannot be told",
        f"It may as well belong to {others}.",
    )
    return owners[0]


def _words(resource: SdkResource) -> set[str]:
    return {singular(word) for word in words_of(resource.path[-1])}


def _steps(resource: SdkResource, model: SdkModel, evidence: Evidence) -> int:
    """How many classes lie between the methods of a resource and a model."""
    if model.definition is None:
        return _FAR
    if resource.path not in evidence.reached:
        evidence.reached[resource.path] = dict(_reached(resource, evidence))
    return evidence.reached[resource.path].get(model.definition.key, _FAR)


def _reached(resource: SdkResource, evidence: Evidence) -> Iterator[tuple[Key, int]]:
    """Every class that the methods of a resource lead to, with the steps to it."""
    seen: set[Key] = set()
    level: list[tuple[ast.AST, Module]] = [(method.node, method.module) for method in resource.methods]
    for steps in range(_FAR):
        found: list[Definition] = []
        for node, module in level:
            for each in _mentioned(node, module, evidence):
                if each.key not in seen:
                    seen.add(each.key)
                    found.append(each)
        if not found:
            return
        yield from ((each.key, steps) for each in found)
        level = [(each.node, each.module) for each in found]


def _mentioned(node: ast.AST, module: Module, evidence: Evidence) -> Iterator[Definition]:
    """What the names in a class, a function or an alias mean, as far as those are types."""
    for each in ast.walk(node):
        name = dotted(each) if isinstance(each, (ast.Name, ast.Attribute, ast.Constant)) else None
        found = evidence.modules.resolve(module, name) if name is not None else None
        if found is not None and found.module.parts[:1] == ("types",):
            yield found
