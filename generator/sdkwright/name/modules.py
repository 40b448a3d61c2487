"""Which modules of types there are, and who lives in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Nullable, Operation, Reference, Streaming, TypeId, TypeRef
from sdkwright.name.collects import collect_names
from sdkwright.name.cycles import circles
from sdkwright.name.files import Plan, settled_modules
from sdkwright.name.operations import body_object
from sdkwright.name.table import CollectNames, Flavour, ModuleName, OperationNames, ResourceNames, Role, TypeModule
from sdkwright.name.types import LocalNames, has_objects, reachable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.name.words import Casing


class TypeModules:
    """Plans the modules, then settles what each is called. `homes` maps each configured model, per flavour, to its
    module and class.
    """

    def __init__(
        self,
        api: Api,
        casing: Casing,
        resources: dict[tuple[str, ...], ResourceNames],
        operations: dict[str, OperationNames],
    ) -> None:
        self._api = api
        self._casing = casing
        self._resources = resources
        self._operations = operations
        self._shared = frozenset(each.type for resource in api.walk() for each in resource.models)
        self._modules: list[TypeModule] = []
        self._circles: dict[TypeId, tuple[TypeId, ...]] = {}
        self.homes: dict[tuple[TypeId, Flavour], tuple[ModuleName, str]] = {}
        self.collects: dict[str, CollectNames] = {}

    def all(self) -> tuple[TypeModule, ...]:
        """Models first, then what operations bring, in the order of the resources."""
        if not self._modules:
            plans = [*self._models(), *self._answers()]
            names = settled_modules(plans)
            for plan, (module, class_name) in zip(plans, names, strict=True):
                if plan.role == "model":
                    assert isinstance(plan.root, Reference)
                    self.homes[plan.root.id, plan.flavour] = (module, class_name)
            self._share(plans)
            outputs, inputs = self._home_classes()
            for plan, (module, class_name) in zip(plans, names, strict=True):
                homes = inputs if plan.flavour == "input" else outputs
                self._append(plan, module, class_name, LocalNames(self._api, self._casing, homes))
        return tuple(self._modules)

    def _models(self) -> Iterator[Plan]:
        inputs = self._input_models()
        for resource in self._api.walk():
            package = self._resources[resource.path].package
            for model in resource.models:
                class_name, stem = self._casing.pascal(model.name), self._casing.snake(model.name)
                root = Reference(model.type)
                yield Plan(package, stem, class_name, "model", "output", root)
                if model.type in inputs:
                    yield Plan(package, f"{stem}_param", f"{class_name}Param", "model", "input", root)

    def _input_models(self) -> frozenset[TypeId]:
        """The configured models that requests carry and that differ there."""
        roots: list[TypeRef] = []
        for resource in self._api.walk():
            for operation in resource.operations:
                roots += [each.type for each in operation.parameters]
                if operation.body is not None:
                    roots.append(operation.body.type)
        seen = {each for root in roots for each in reachable(root, self._api.types)}
        return frozenset(each for each in seen & self._shared if has_objects(Reference(each), self._api.types))

    def _answers(self) -> Iterator[Plan]:
        """What the operations bring: their arguments, what they answer, what their streams add up to."""
        for resource in self._api.walk():
            for operation in resource.operations:
                yield from self._of_operation(self._resources[resource.path], operation)

    def _of_operation(self, resource: ResourceNames, operation: Operation) -> Iterator[Plan]:
        words = resource.word, self._operations[operation.id].method
        stem, package = self._casing.snake(*words), resource.package
        if takes_params(self._api, operation):
            class_name = self._casing.pascal(*words, "params")
            yield Plan(package, f"{stem}_params", class_name, "params", "input", None, operation)
        response = answer_type(operation)
        if response is not None and needs_module(response, self._shared):
            role: Role = "event" if operation.streaming else "response"
            class_name = self._casing.pascal(*words, "response")
            yield Plan(package, f"{stem}_response", class_name, role, "output", response, operation)
        if operation.streaming is not None and operation.streaming.collect is not None:
            named = operation.streaming.collect.name
            yield Plan(
                package, self._casing.snake(named), self._casing.pascal(named), "collect", "output", None, operation
            )

    def _reusable(self, root: TypeRef | None, package: tuple[str, ...]) -> tuple[ModuleName, str] | None:
        """A class for the same definition in a module of the same package: events of a stream and of the history that
        holds them should be one type to their users."""
        inner = root.inner if isinstance(root, Nullable) else root
        if not isinstance(inner, Reference):
            return None
        for module in self._modules:
            if module.flavour == "output" and module.name.package == package:
                for type_id, name in module.classes:
                    if type_id == inner.id:
                        return module.name, name
        return None

    def _share(self, plans: list[Plan]) -> None:
        """Move models of one circle into the module of the first of them."""
        models = [plan.root.id for plan in plans if plan.role == "model" and isinstance(plan.root, Reference)]
        self._circles = circles(models, self._api.types)
        for (type_id, flavour), (_, class_name) in list(self.homes.items()):
            host = self.homes.get((self._circles.get(type_id, (type_id,))[0], flavour))
            if host is not None:
                self.homes[type_id, flavour] = (host[0], class_name)

    def _home_classes(self) -> tuple[dict[TypeId, str], dict[TypeId, str]]:
        """The class of each configured model: in models, and in typed dicts, where those that do not differ serve."""
        outputs = {type_id: name for (type_id, flavour), (_, name) in self.homes.items() if flavour == "output"}
        inputs = {type_id: name for (type_id, flavour), (_, name) in self.homes.items() if flavour == "input"}
        return outputs, outputs | inputs

    def _append(self, plan: Plan, module: ModuleName, root_name: str, local: LocalNames) -> None:
        operation = plan.operation
        reuses = self._reusable(plan.root, module.package) if plan.role == "event" else None
        circle: tuple[TypeId, ...] = ()
        if plan.role == "model" and isinstance(plan.root, Reference):
            circle = self._circles.get(plan.root.id, ())
            home = self.homes[plan.root.id, plan.flavour]
            reuses = home if home[0] != module else None
        classes: tuple[tuple[TypeId, str], ...] = ()
        if plan.role == "params" and operation is not None:
            classes = local.arguments(argument_types(self._api, operation), root_name)
        elif circle and reuses is None:
            classes = local.circle(circle, root_name)
        elif plan.root is not None and reuses is None:
            classes = local.below(plan.root, root_name)
        if plan.role == "collect" and operation is not None and operation.streaming and operation.streaming.collect:
            self.collects[operation.id] = collect_names(operation.streaming.collect, self._casing, root_name)
        self._modules.append(
            TypeModule(
                name=module,
                role=plan.role,
                flavour=plan.flavour,
                root_name=root_name,
                root=plan.root,
                operation=operation.id if operation else None,
                classes=classes,
                reuses=reuses,
            )
        )


def argument_types(api: Api, operation: Operation) -> list[tuple[TypeRef, str]]:
    """Each argument of the method beside path parameters: its type and wire name, parameters first."""
    found = [(each.type, each.wire_name) for each in operation.parameters if each.place != "path"]
    body = body_object(api, operation)
    if body is not None:
        found += [(each.type, each.wire_name) for each in body.properties if not each.read_only]
    elif operation.body is not None:
        found.append((operation.body.type, "body"))
    return found


def takes_params(api: Api, operation: Operation) -> bool:
    return bool(argument_types(api, operation))


def answer_type(operation: Operation) -> TypeRef | None:
    """The type that callers get: an item for pages, an event for streams."""
    if operation.paging is not None:
        return operation.paging.item
    if isinstance(operation.streaming, Streaming):
        return operation.streaming.event
    return operation.success.type


def needs_module(ref: TypeRef, shared: frozenset[TypeId]) -> bool:
    """A response that is a configured model is used as it is; so is a plain object of unknown shape."""
    inner = ref.inner if isinstance(ref, Nullable) else ref
    return not (isinstance(inner, Reference) and inner.id in shared)
