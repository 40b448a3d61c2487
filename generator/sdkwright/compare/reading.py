"""griffe's tree of a package, as its surface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from griffe import Alias as GriffeAlias
from griffe import AliasResolutionError, Attribute, CyclicAliasError, ExprCall, Kind, Module
from griffe import Class as GriffeClass
from griffe import Function as GriffeFunction
from griffe import TypeAlias as GriffeTypeAlias

from .members import Members, functional_keys, where_of
from .names import Names, below, is_alias, is_private
from .promised import PROMISED
from .surface import Alias, Annotation, Entry, Name, Surface

if TYPE_CHECKING:
    from collections.abc import Iterator

    from griffe import Object as GriffeObject

    from .loading import Package


def surface_of(package: Package) -> Surface:
    """All that `package` shows to its users."""
    names = Names(package.root)
    reader = _Reader(package, names)
    return Surface(dict(reader.module(package.root)), reader.hidden, reader.members.bases, names.within)


class _Reader:
    def __init__(self, package: Package, names: Names) -> None:
        self.members = Members(package, names)
        self.hidden: dict[str, Entry] = {}
        self._folder = package.folder

    def module(self, module: Module) -> Iterator[tuple[str, Entry]]:
        """Entries of a module and of those below it."""
        path = below(module.path)
        if path:
            yield path, Name("module", where_of(module, self._folder))
        for name, member in sorted(module.members.items()):
            if isinstance(member, Module):
                yield from self._below(module, member)
            elif not name.startswith("_"):
                yield from self._named(module, name, member)

    def _below(self, module: Module, member: Module) -> Iterator[tuple[str, Entry]]:
        if not member.name.startswith("_"):
            yield from self.module(member)
        elif below(module.path) == "":
            if member.name == "_client":
                yield from (each for each in self.module(member) if each[0] != member.name)
            for name in PROMISED.get(member.name, ()):
                if name in member.members:
                    yield f"{member.name}.{name}", Name("name", where_of(member, self._folder))

    def _named(self, module: Module, name: str, member: GriffeObject | GriffeAlias) -> Iterator[tuple[str, Entry]]:
        path = f"{below(module.path)}.{name}".lstrip(".")
        if not isinstance(member, GriffeAlias):
            if (entry := self._entry(member)) is not None:
                yield path, entry
        elif self._is_shown(module, name, member):
            target = _target(member)
            inner = below(target.path) if target is not None else ""
            yield path, Name("name", where_of(module, self._folder), inner)
            if target is not None and is_private(inner) and (entry := self._entry(target)) is not None:
                self.hidden[inner] = entry

    def _is_shown(self, module: Module, name: str, member: GriffeAlias) -> bool:
        exported = module.exports is not None and name in module.exports
        own = member.target_path.split(".")[0] == module.path.split(".")[0]
        return exported or (module.is_init_module and own)

    def _entry(self, member: GriffeObject) -> Entry | None:
        where = where_of(member, self._folder)
        module = below(member.module.path)
        match member:
            case GriffeClass():
                return self.members.class_(member)
            case GriffeFunction():
                return self.members.function(member)
            case GriffeTypeAlias():
                return Alias(Annotation(str(member.value), module), _takes(module), where)
            case Attribute() if isinstance(member.value, ExprCall) and len(member.value.arguments) > 1:
                keys = functional_keys(member)
                return self.members.functional(member, keys) if keys is not None else None
            case Attribute() if member.kind is Kind.ATTRIBUTE:
                text = str(member.value) if is_alias(member) and not isinstance(member.value, ExprCall) else ""
                return Alias(Annotation(text, module), _takes(module), where)
            case _:
                return None


def _target(member: GriffeAlias) -> GriffeObject | None:
    """Where a name comes from, None where that is another package."""
    try:
        return member.final_target
    except (AliasResolutionError, CyclicAliasError):
        return None


def _takes(module: str) -> bool:
    """Whether the types of a module are for requests."""
    return module.endswith(("_param", "_params"))
