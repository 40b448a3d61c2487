"""Which modules of types there are, and who lives in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Api, Model, Nullable, Operation, Reference, TypeId, TypeRef, Union, Unknown, WebhookMethod
from sdkwright.name.arguments import SEVERAL, body_variants, params_slots, slots, switch_slot, variant_slots
from sdkwright.name.collects import collect_names
from sdkwright.name.cycles import circles, tight_circles
from sdkwright.name.files import Plan, import_names, settled_modules
from sdkwright.name.operations import word_of
from sdkwright.name.reserved import KEYWORDS, TYPE_MODULE_NAMES
from sdkwright.name.scope import Claim, settle
from sdkwright.name.statuses import further_answers
from sdkwright.name.table import CollectNames, Flavour, ModuleName, OperationNames, ResourceNames, Role, TypeModule
from sdkwright.name.types import LocalNames, Wanted, is_closed
from sdkwright.name.uses import uses_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.name.words import Casing

FLAVOURS: tuple[Flavour, ...] = ("output", "input")
# Where models of no resource live, and the typed dicts for them, which keep the names of the models.
SHARED, SHARED_PARAMS = ("shared",), ("shared_params",)


class TypeModules:
    """Plans the modules, then settles what each is called. `homes` maps each configured model, per flavour, to its
    module and class; `aliases` what it is imported as where that is another name.
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
        models = [*api.shared, *(each for resource in api.walk() for each in resource.models)]
        self._configured = frozenset(each.type for each in models)
        self._contents: set[TypeRef] = set()
        self._modules: list[TypeModule] = []
        self._circles: dict[TypeId, tuple[TypeId, ...]] = {}
        self._classes: dict[tuple[tuple[str, ...], TypeId], tuple[ModuleName, str]] = {}
        self.circles: dict[TypeId, tuple[TypeId, ...]] = {}
        self.homes: dict[tuple[TypeId, Flavour], tuple[ModuleName, str]] = {}
        self.aliases: dict[tuple[TypeId, Flavour], str] = {}
        self.collects: dict[str, CollectNames] = {}

    def all(self) -> tuple[TypeModule, ...]:
        """Models first, then what operations bring, in the order of the resources."""
        if not self._modules:
            plans = [*self._models(), *self._answers()]
            names = settled_modules(plans, type_packages(self._api, self._resources))
            for plan, (module, class_name) in zip(plans, names, strict=True):
                if plan.role == "model":
                    assert isinstance(plan.root, Reference)
                    self.homes[plan.root.id, plan.flavour] = (module, class_name)
            self._share(plans)
            self._alias(plans, names)
            outputs, inputs = self._home_classes()
            for plan, (module, class_name) in zip(plans, names, strict=True):
                homes = inputs if plan.flavour == "input" else outputs
                self._append(plan, module, class_name, LocalNames(self._api, self._casing, homes))
        return tuple(self._modules)

    def _models(self) -> Iterator[Plan]:
        """A model is shared or of one resource; one that is listed twice lives where it is listed first.

        Each has a class where answers carry it and a typed dict where requests do; a closed set of values is the same
        in both, and has one name.
        """
        uses = uses_of(self._api)
        seen: set[TypeId] = set()
        homes: list[tuple[tuple[str, ...], Model]] = [(SHARED, each) for each in self._api.shared]
        for resource in self._api.walk():
            homes += [(self._resources[resource.path].package, each) for each in resource.models]
        for package, model in homes:
            if model.type in seen:
                continue
            seen.add(model.type)
            class_name, stem = self._casing.as_written(model.name), self._casing.snake(model.name)
            root = Reference(model.type)
            is_one = is_closed(model.type, self._api.types)
            # What is called a param already, or is to be called so, and has no class beside it, keeps its name.
            is_told = (model.is_bare or stem.endswith("_param")) and model.type not in uses.answered
            if model.type in uses.answered or (is_one and model.type in uses.sent):
                yield Plan(package, stem, class_name, "model", "output", root)
            if model.type in uses.sent and package == SHARED:
                yield Plan(SHARED_PARAMS, stem, class_name, "model", "input", root)
            elif model.type in uses.sent and not is_one:
                ending = ("", "") if is_told else ("_param", "Param")
                yield Plan(package, stem + ending[0], class_name + ending[1], "model", "input", root)

    def _answers(self) -> Iterator[Plan]:
        """What the operations bring: their arguments, what they answer, what their streams add up to."""
        for resource in self._api.walk():
            for operation in resource.operations:
                yield from self._of_operation(self._resources[resource.path], operation)
            for webhook in resource.webhooks:
                yield from self._of_webhook(self._resources[resource.path], webhook)

    def _of_operation(self, resource: ResourceNames, operation: Operation) -> Iterator[Plan]:
        method, package = self._operations[operation.id].method, resource.package
        words: tuple[str, ...] = (resource.word, method)
        stem = self._casing.snake(*words)
        if takes_params(self._api, operation):
            class_name = self._casing.pascal(*words, "params")
            yield Plan(package, f"{stem}_params", class_name, "params", "input", None, operation)
        words = (*resource.answer_words, method)
        stem = self._casing.snake(*words)
        response = answer_type(operation)
        if response is not None and needs_module(response, self._configured):
            role: Role = "event" if is_stream_only(operation) else "response"
            if isinstance(response, Reference) and response.id in self._api.contents:
                role = "model"
            class_name = self._casing.pascal(*words, "response")
            if role != "model" or response not in self._contents:
                yield Plan(package, f"{stem}_response", class_name, role, "output", response, operation)
            self._contents.add(response)
        if operation.streaming is not None and not is_stream_only(operation):
            event = operation.streaming.event
            if event != response and needs_module(event, self._configured):
                class_name = self._casing.pascal(*words, "event")
                yield Plan(package, f"{stem}_event", class_name, "event", "output", event, operation)
        for each in further_answers(operation):
            if needs_module(each.type, self._configured):
                class_name, module = self._casing.pascal(*words, *each.words), self._casing.snake(*words, *each.words)
                yield Plan(package, module, class_name, "response", "output", each.type, operation, each.status)
        if operation.streaming is not None and operation.streaming.collect is not None:
            named = operation.streaming.collect.name
            yield Plan(
                package, self._casing.snake(named), self._casing.pascal(named), "collect", "output", None, operation
            )

    def _of_webhook(self, resource: ResourceNames, webhook: WebhookMethod) -> Iterator[Plan]:
        if webhook.event is not None and needs_module(webhook.event, self._configured):
            stem, class_name = (
                make(webhook.name, "webhook", "event") for make in (self._casing.snake, self._casing.pascal)
            )
            yield Plan(resource.package, stem, class_name, "event", "output", webhook.event, webhook=webhook.id)

    def _reusable(self, root: TypeRef | None, package: tuple[str, ...]) -> tuple[ModuleName, str] | None:
        """A class for the same definition in a module of the same package: events of a stream and of the history that
        holds them should be one type to their users. A union of models alone is the same type wherever it is written.
        """
        inner = root.inner if isinstance(root, Nullable) else root
        union = self._api.types.get(inner.id) if isinstance(inner, Reference) else None
        if isinstance(union, Union) and all(not needs_module(each.type, self._configured) for each in union.variants):
            return None
        return self._classes.get((package, inner.id)) if isinstance(inner, Reference) else None

    def _share(self, plans: list[Plan]) -> None:
        """Move models that need each other to be imported into the module of the first of them."""
        models = [plan.root.id for plan in plans if plan.role == "model" and isinstance(plan.root, Reference)]
        self.circles = circles(models, self._api.types)
        self._circles = tight_circles(models, self._api.types)
        for (type_id, flavour), (_, class_name) in list(self.homes.items()):
            circle = self._circles.get(type_id, (type_id,))
            host = next((self.homes[each, flavour] for each in circle if (each, flavour) in self.homes), None)
            if host is not None:
                self.homes[type_id, flavour] = (host[0], class_name)
        for circle in dict.fromkeys(self._circles.values()):
            for flavour in FLAVOURS:
                self._tell_apart([(each, flavour) for each in circle if (each, flavour) in self.homes])

    def _tell_apart(self, homes: list[tuple[TypeId, Flavour]]) -> None:
        """Give models of one name, from different packages, names of their own in the module that they share."""
        claims = [
            Claim(each, (self.homes[each][1], f"{self.homes[each][1]}Model"), f"{index:06}", index == 0)
            for index, each in enumerate(homes)
        ]
        for home, name in settle(claims, fold=False).names.items():
            self.homes[home] = (self.homes[home][0], name)

    def _alias(self, plans: list[Plan], names: list[tuple[ModuleName, str]]) -> None:
        """Give models a name to be imported under where theirs is also that of another root somewhere."""
        others = [name for each in self._resources.values() for name in (each.sync_class, each.async_class)]
        found = import_names(self._casing, plans, [name for _, name in names], others)
        for plan, alias in zip(plans, found, strict=True):
            if alias is not None and isinstance(plan.root, Reference):
                self.aliases[plan.root.id, plan.flavour] = alias

    def _home_classes(self) -> tuple[dict[TypeId, str], dict[TypeId, str]]:
        """What each configured model is imported as: in models, and in typed dicts, where those that do not differ
        serve.
        """
        found: dict[Flavour, dict[TypeId, str]] = {"output": {}, "input": {}}
        for (type_id, flavour), (_, class_name) in self.homes.items():
            found[flavour][type_id] = self.aliases.get((type_id, flavour), class_name)
        return found["output"], found["output"] | found["input"]

    def _params_parts(self, operation: Operation, root_name: str, local: LocalNames) -> tuple[str, ...]:
        """The classes that the typed dict of a method's arguments is made of, where one is not enough."""
        if switch_slot(self._api, operation) is not None:
            return tuple(f"{root_name}{each}" for each in ("Base", "NonStreaming", "Streaming"))
        variants = body_variants(self._api, operation)
        if len(variants) < SEVERAL:
            return ()
        claims = [
            Claim(
                index, (self._casing.pascal(each.hint), f"{root_name}{self._casing.pascal(each.hint)}"), f"{index:04}"
            )
            for index, each in enumerate(variants)
        ]
        imported = local.imported(each.type for each in slots(self._api, operation))
        names = settle(claims, taken={root_name, *imported, *TYPE_MODULE_NAMES, *KEYWORDS}, fold=False).names
        return tuple(names[index] for index in range(len(variants)))

    def _append(self, plan: Plan, module: ModuleName, root_name: str, local: LocalNames) -> None:
        operation = plan.operation
        reuses = self._reusable(plan.root, module.package) if plan.role == "event" else None
        circle: tuple[TypeId, ...] = ()
        if plan.role == "model" and isinstance(plan.root, Reference):
            circle = self._circles.get(plan.root.id, ())
            home = self.homes[plan.root.id, plan.flavour]
            reuses = home if home[0] != module else None
        classes: tuple[tuple[TypeId, str], ...] = ()
        parts: tuple[str, ...] = ()
        if plan.role == "params" and operation is not None:
            parts = self._params_parts(operation, root_name, local)
            classes = local.arguments(argument_types(self._api, operation, parts), root_name, parts)
        elif circle and reuses is None:
            names = {each: self.homes[each, plan.flavour][1] for each in circle if (each, plan.flavour) in self.homes}
            classes = local.circle(circle, root_name, names)
        elif plan.root is not None and reuses is None:
            classes = local.below(plan.root, root_name)
        if plan.role == "collect" and operation is not None and operation.streaming and operation.streaming.collect:
            self.collects[operation.id] = collect_names(operation.streaming.collect, self._casing, root_name)
        if plan.flavour == "output":
            for type_id, name in classes:
                self._classes.setdefault((module.package, type_id), (module, name))
            if plan.webhook is not None and isinstance(plan.root, Reference):
                self._classes.setdefault((module.package, plan.root.id), (module, root_name))
        self._modules.append(
            TypeModule(
                name=module,
                role=plan.role,
                flavour=plan.flavour,
                root_name=root_name,
                root=plan.root,
                operation=operation.id if operation else None,
                webhook=plan.webhook,
                classes=classes,
                reuses=reuses,
                status=plan.status,
                parts=parts,
            )
        )


def argument_types(api: Api, operation: Operation, parts: tuple[str, ...]) -> list[Wanted]:
    """Each argument that stands in a typed dict: its type and the word that names what is inside it, below the name of
    the variant of the body that it is of.
    """
    found = params_slots(api, operation)
    if len(parts) < SEVERAL or switch_slot(api, operation) is not None:
        return [Wanted(each.type, "", word_of(operation, each)) for each in found]
    listed = zip(parts, variant_slots(api, operation), strict=True)
    return [
        *(Wanted(each.type, "", each.wire_name) for each in found if each.place != "body"),
        *(Wanted(each.type, part, each.wire_name) for part, variant in listed for each in variant),
    ]


def takes_params(api: Api, operation: Operation) -> bool:
    """Whether a call has arguments beside those of the path: only then there is a typed dict for them."""
    return any(each.place != "path" for each in slots(api, operation))


def answer_type(operation: Operation) -> TypeRef | None:
    """The type that callers get: an item for pages, an event for what only streams."""
    if operation.paging is not None:
        return operation.paging.item
    if operation.streaming is not None and is_stream_only(operation):
        return operation.streaming.event
    return operation.success.type


def type_packages(api: Api, resources: Mapping[tuple[str, ...], ResourceNames]) -> set[tuple[str, ...]]:
    """The packages of types that resources have, whether or not anything is in them: one for the children of each, and
    one for each that is standalone.
    """
    found: set[tuple[str, ...]] = set()
    for resource in api.walk():
        if resource.children or resource.is_standalone:
            found.add(resources[resource.path].below)
    return found


def is_stream_only(operation: Operation) -> bool:
    return operation.streaming is not None and operation.streaming.param_discriminator is None


def needs_module(ref: TypeRef, shared: frozenset[TypeId]) -> bool:
    """A response that is a configured model is used as it is; so is one that may be anything."""
    inner = ref.inner if isinstance(ref, Nullable) else ref
    return not isinstance(inner, Unknown) and not (isinstance(inner, Reference) and inner.id in shared)
