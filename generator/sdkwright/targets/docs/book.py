"""The pages of the reference: which there are, where they lie, and what is on them, the same for all flavours.

| page                        | lies in                                    |
|-----------------------------|--------------------------------------------|
| a method                    | the folder of its resource                 |
| a resource                  | its folder, as `index.md`                  |
| a type that lines lead to   | `types/`, in the folders of its module     |
| all types that have pages   | `types/index.md`                           |
| all resources               | `index.md`                                 |
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sdkwright.api import CLIENT, Reference
from sdkwright.name.scope import Claim, settle
from sdkwright.name.words import cut
from sdkwright.targets.docs.methods import Methods, title_of
from sdkwright.targets.docs.scopes import Scope, Scopes
from sdkwright.targets.docs.tree import Node, Trees, TypeKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sdkwright.api import Resource, TypeRef
    from sdkwright.lower.context import Context
    from sdkwright.name.table import Flavour, TypeModule
    from sdkwright.targets.docs.methods import Method, Webhook

INDEX = "index"
TYPES = "types"
# Folders that sites keep for themselves, and the page that some take for the index.
OTHERS = ("assets", "templates")
OTHER_INDEX = "readme"
# Methods in one list.
MOST_LISTED = 400


@dataclass(frozen=True, slots=True)
class TypePage:
    """A type with its tree. `title` is its class in words."""

    title: str
    node: Node
    path: str


@dataclass(frozen=True, slots=True)
class MethodPage:
    title: str
    method: Method | Webhook
    path: str


@dataclass(frozen=True, slots=True)
class ResourcePage:
    """`children` are the pages of the resources inside it, `types` those that it brings."""

    title: str
    resource: Resource
    path: str
    methods: tuple[MethodPage, ...]
    types: tuple[TypePage, ...]
    children: tuple[ResourcePage, ...]


@dataclass
class Book:
    """`budget` is what one tree may hold, in characters."""

    context: Context
    budget: int
    types: dict[TypeKey, TypePage] = field(default_factory=dict[TypeKey, TypePage])

    def __post_init__(self) -> None:
        self.scopes = Scopes(self.context)
        self.trees = Trees(self.context.api.types, self.scopes, self.budget)
        self._methods = Methods(self.context, self.scopes, self.trees)
        self._waiting: list[TypeKey] = []
        self._paths: set[str] = {f"{TYPES}/{INDEX}"}
        self.resources = tuple(self._resources(self.context.api.resources, (), (TYPES, INDEX, *OTHERS)))
        self._follow()

    @property
    def is_small(self) -> bool:
        """Whether one page can list all methods. In a larger one, lists of all lead to resources, which list theirs."""
        return len(self.context.names.operations) <= MOST_LISTED

    def listed(self) -> list[ResourcePage]:
        """The resources that the index lists."""
        return list(self.walk()) if self.is_small else list(self.resources)

    def walk(self) -> Iterator[ResourcePage]:
        """Every page of a resource, parents before children."""
        queue = list(self.resources)
        while queue:
            page = queue.pop(0)
            yield page
            queue[:0] = page.children

    # --- resources -------------------------------------------------------------------------------------------------

    def _resources(
        self, listed: Iterable[Resource], folder: tuple[str, ...], taken: tuple[str, ...]
    ) -> Iterator[ResourcePage]:
        shown = [each for each in listed if each.has_methods]
        names = self._file_names({each.path: self._word(each) for each in shown}, taken)
        for each in shown:
            yield self._resource(each, (*folder, names[each.path]))

    def _resource(self, resource: Resource, folder: tuple[str, ...]) -> ResourcePage:
        children = tuple(self._resources(resource.children, folder, (INDEX,)))
        return ResourcePage(
            self.title(resource),
            resource,
            "/".join((*folder, INDEX)),
            tuple(self._method_pages(resource, folder)),
            tuple(self._brought(resource)),
            children,
        )

    def title(self, resource: Resource) -> str:
        if resource.is_client:
            return "Client"
        return in_words(self.context.names.resources[resource.path].title)

    def _word(self, resource: Resource) -> str:
        return "client" if resource.path == (CLIENT,) else self.context.names.resources[resource.path].attribute

    def _file_names(self, words: dict[tuple[str, ...], str], taken: tuple[str, ...]) -> dict[tuple[str, ...], str]:
        """Names that no file system takes for the same."""
        plain = {key: word.strip("_") or word for key, word in words.items()}
        claims = [Claim(key, (word, f"{word}_page"), "/".join(key)) for key, word in plain.items()]
        return settle(claims, taken=taken).names

    def _method_pages(self, resource: Resource, folder: tuple[str, ...]) -> Iterator[MethodPage]:
        table = self.context.names
        called = {each.id: table.operations[each.id].method for each in resource.operations}
        called |= {each.id: table.webhooks[each.id] for each in resource.webhooks}
        files = self._file_names({(key,): word for key, word in called.items()}, (INDEX, OTHER_INDEX))
        for operation in resource.operations:
            found = self._methods.method(operation)
            self._note_method(found)
            path = "/".join((*folder, files[operation.id,]))
            yield MethodPage(title_of(operation.docs, called[operation.id]), found, path)
        for webhook in resource.webhooks:
            read = self._methods.webhook(webhook)
            self._note([read.event] if read.event else [])
            path = "/".join((*folder, files[webhook.id,]))
            yield MethodPage(title_of(webhook.docs, called[webhook.id]), read, path)

    # --- types -----------------------------------------------------------------------------------------------------

    def _brought(self, resource: Resource) -> Iterator[TypePage]:
        """The models of a resource, then what its methods answer."""
        homes = self.context.names.homes
        for model in resource.models:
            home = homes.get((model.type, "output")) or homes.get((model.type, "input"))
            if home is not None:
                flavour: Flavour = "output" if (model.type, "output") in homes else "input"
                yield self._type(Reference(model.type), Scope(home[0], flavour), home[1], "")
        for each in self._modules(resource):
            assert each.root is not None
            yield self._type(each.root, Scope(each.name, each.flavour), each.root_name, "")

    def _modules(self, resource: Resource) -> Iterator[TypeModule]:
        for operation in resource.operations:
            for each in self.context.modules_of(operation.id):
                if each.role in ("response", "event", "model") and each.root is not None:
                    yield each
        webhooks = {each.id for each in resource.webhooks}
        yield from (
            each
            for each in self.context.names.modules
            if each.webhook is not None and each.webhook in webhooks and each.root is not None
        )

    def _type(self, ref: TypeRef, scope: Scope, name: str, path: str) -> TypePage:
        node = self.trees.variant(ref, scope)
        self.trees.grow([node])
        node.page = None if path else node.page
        self._note(node.children)
        return TypePage(in_words(name), node, path)

    def _note_method(self, found: Method) -> None:
        nodes = [each.node for each in found.arguments]
        nodes += [each for each in (found.body, found.answer, found.event, found.sent) if each is not None]
        nodes += [each.node for each in found.errors if each.node is not None]
        self._note(nodes)

    def _note(self, nodes: Iterable[Node]) -> None:
        """Give the types that these lines lead to pages."""
        queue = list(nodes)
        while queue:
            node = queue.pop()
            if node.page is not None and node.page not in self.types:
                self._waiting.append(node.page)
            queue += node.children

    def _follow(self) -> None:
        """Make the pages of types, and those that they lead to."""
        waiting: list[TypeKey] = []
        while self._waiting:
            waiting, self._waiting = sorted(set(self._waiting), key=str), []
            for key in waiting:
                if key not in self.types:
                    name = self._class_name(key)
                    path = self._path(key, name)
                    self.types[key] = self._type(Reference(key.id), key.scope, name, path)

    def _class_name(self, key: TypeKey) -> str:
        local = self.scopes.local(key.scope).get(key.id)
        home = self.context.names.homes.get((key.id, key.scope.flavour))
        definition = self.context.api.types[key.id]
        return local or (home[1] if home else None) or definition.name_hint or "Type"

    def _path(self, key: TypeKey, name: str) -> str:
        module = key.scope.module.dotted if key.scope.module is not None else ()
        stem = "/".join((TYPES, *module, re.sub(r"\W", "", name) or "type"))
        found, number = stem, 2
        while found.lower() in self._paths:
            found, number = f"{stem}_{number}", number + 1
        self._paths.add(found.lower())
        return found


def in_words(name: str) -> str:
    """The words of a class: `PetListResponse` is Pet List Response."""
    return " ".join(each if each.isupper() else each[:1].upper() + each[1:] for each in cut(name)) or name
