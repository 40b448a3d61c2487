"""What everything is called: the result of the `name` stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeId, TypeRef

# What a module of types is for: values that come from the server (models) or that go to it (typed dicts).
Flavour: TypeAlias = Literal["output", "input"]
Role: TypeAlias = Literal["response", "params", "model", "event", "collect"]


@dataclass(frozen=True, slots=True)
class ModuleName:
    """A module below `types`: `package` is the path of sub-packages, `module` the file's stem."""

    package: tuple[str, ...]
    module: str

    @property
    def dotted(self) -> tuple[str, ...]:
        return (*self.package, self.module)


@dataclass(frozen=True, slots=True)
class TypeModule:
    """One module of types. `root_name` is what it is there for; `classes` names the definitions that live in it.

    `reuses` is set where the root is only another name for a class of that module. `status` tells the answer that the
    module is for where it is not what the method returns. `parts` are the classes that the root is made of, where it
    is none itself.
    """

    name: ModuleName
    role: Role
    flavour: Flavour
    root_name: str
    root: TypeRef | None
    operation: str | None
    classes: tuple[tuple[TypeId, str], ...]
    reuses: tuple[ModuleName, str] | None = None
    status: str | None = None
    webhook: str | None = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OperationNames:
    """`parameters` maps (place, wire name) to the argument's name; the place of a body property is `body`."""

    method: str
    parameters: Mapping[tuple[str, str], str]
    page: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class ResourceNames:
    """`module` is the path below `resources`, file stem last; `package` the path below `types` of its own types, whose
    names begin with `word`, and `below` that of the types of its children, which is there where it has any. What
    methods of the client itself answer is called after the method alone. `title` is the class's name without a suffix.
    """

    attribute: str
    word: str
    title: str
    module: tuple[str, ...]
    sync_class: str
    async_class: str
    package: tuple[str, ...]
    below: tuple[str, ...]
    is_client: bool = False

    @property
    def answer_words(self) -> tuple[str, ...]:
        """What names of answers begin with."""
        return () if self.is_client else (self.word,)


@dataclass(frozen=True, slots=True)
class ClientNames:
    """`options` maps options to arguments, `envs` those that have one to their environment variable."""

    sync_class: str
    async_class: str
    error_class: str
    options: Mapping[str, str]
    env_prefix: str
    envs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CollectNames:
    """`fields` maps the config's field names to attributes, `pairs` those of pairs to their class and its two
    attributes.
    """

    class_name: str
    fields: Mapping[str, str]
    pairs: Mapping[str, tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class NameTable:
    """`circles` are the models that refer to each other in a circle, by each of them.
    `homes` are the module and class of each configured model, `aliases` what a class is imported as where its own
    name means something else too. `properties` are the attributes of models, `keys` those of typed dicts.
    """

    package: str
    distribution: str
    client: ClientNames
    resources: Mapping[tuple[str, ...], ResourceNames]
    operations: Mapping[str, OperationNames]
    webhooks: Mapping[str, str]
    method_aliases: Mapping[tuple[str, ...], str]
    modules: tuple[TypeModule, ...]
    circles: Mapping[TypeId, tuple[TypeId, ...]]
    homes: Mapping[tuple[TypeId, Flavour], tuple[ModuleName, str]]
    aliases: Mapping[tuple[TypeId, Flavour], str]
    properties: Mapping[tuple[TypeId, str], str]
    keys: Mapping[tuple[TypeId, str], str]
    page_classes: Mapping[str, tuple[str, str]]
    page_fields: Mapping[tuple[str, str], str]
    page_parts: Mapping[tuple[str, str], str]
    collects: Mapping[str, CollectNames]
