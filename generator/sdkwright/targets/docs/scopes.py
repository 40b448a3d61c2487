"""Which module of types a definition is told of in: there it has its name in Python.

Models have modules of their own; all else lives in the module of the answer, event or arguments that it is part of.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import Reference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Object, Operation, Property, TypeId, WebhookMethod
    from sdkwright.lower.context import Context
    from sdkwright.name.table import Flavour, ModuleName, Role, TypeModule


class Scope(NamedTuple):
    """A module, None where a type has no name in Python, and the way that its values travel."""

    module: ModuleName | None
    flavour: Flavour


NOWHERE = Scope(None, "output")


class Scopes:
    """The modules of an SDK."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def _modules(self) -> Mapping[tuple[ModuleName, Flavour], TypeModule]:
        found: dict[tuple[ModuleName, Flavour], TypeModule] = {}
        for each in self._context.names.modules:
            if each.role != "collect":
                found.setdefault((each.name, each.flavour), each)
        return found

    def module(self, scope: Scope) -> TypeModule | None:
        """The module; that which it takes its class from, where it only gives it another name."""
        if scope.module is None:
            return None
        found = self._modules.get((scope.module, scope.flavour))
        if found is not None and found.reuses is not None:
            return self._modules.get((found.reuses[0], scope.flavour), found)
        return found

    @cached_property
    def _local(self) -> dict[Scope, Mapping[TypeId, str]]:
        return {}

    def local(self, scope: Scope) -> Mapping[TypeId, str]:
        """The definitions that live in the module, with their classes."""
        found = self._local.get(scope)
        if found is None:
            module = self.module(scope)
            names = dict(module.classes) if module else {}
            if module is not None and isinstance(module.root, Reference) and module.reuses is None:
                names[module.root.id] = module.root_name
            found = self._local[scope] = names
        return found

    def entered(self, type_id: TypeId, scope: Scope) -> Scope:
        """Where a definition that is used in a module is told of: there, or in its own module if it is a model."""
        if type_id in self.local(scope):
            return scope
        homes = self._context.names.homes
        home = homes.get((type_id, scope.flavour)) or homes.get((type_id, "output"))
        if home is None:
            return scope
        flavour: Flavour = scope.flavour if (type_id, scope.flavour) in homes else "output"
        return Scope(home[0], flavour)

    def is_model(self, type_id: TypeId) -> bool:
        homes = self._context.names.homes
        return (type_id, "output") in homes or (type_id, "input") in homes

    def of_operation(self, operation: Operation, role: Role, status: str | None = None) -> Scope:
        """The module that an operation brings for its arguments, answer or events."""
        flavour: Flavour = "input" if role == "params" else "output"
        for each in self._context.modules_of(operation.id):
            if each.role == role and each.status == status:
                return Scope(each.name, each.flavour)
        return Scope(None, flavour)

    def of_webhook(self, webhook: WebhookMethod) -> Scope:
        found = next((each.name for each in self._context.names.modules if each.webhook == webhook.id), None)
        return Scope(found, "output")


def sent(definition: Object, flavour: Flavour) -> list[Property]:
    """The properties that travel in one direction."""
    is_input = flavour == "input"
    return [each for each in definition.properties if not (each.read_only if is_input else each.write_only)]
