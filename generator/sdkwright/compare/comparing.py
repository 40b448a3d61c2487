"""Two surfaces, name by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .callables import Callables
from .differences import Difference
from .outside import has_member
from .reading import surface_of
from .surface import Alias, Class, Field, Function, Name
from .types import Types

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .loading import Package
    from .surface import Entry, Surface


class Comparison(NamedTuple):
    """All differences, by path. `modules` are the dotted paths of both packages' public modules."""

    old: Package
    new: Package
    differences: tuple[Difference, ...]
    modules: frozenset[str] = frozenset()

    @property
    def breaking(self) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.breaks)

    def module_of(self, path: str) -> str:
        """The module that a difference is in, empty for the package itself."""
        parts = path.split(".")[:-1]
        lengths = range(len(parts), 0, -1)
        return next((each for length in lengths if (each := ".".join(parts[:length])) in self.modules), "")

    @property
    def verdict(self) -> str:
        """The part of the version that has to rise: major, minor or patch."""
        return "major" if self.breaking else "minor" if self.differences else "patch"


def compare(old: Package, new: Package) -> Comparison:
    """What changes for code that was written against `old`."""
    surfaces = surface_of(old), surface_of(new)
    found = sorted(set(_Comparer(*surfaces).all()), key=lambda each: (each.path, each.change, each.was, each.now))
    modules = frozenset(path for each in surfaces for path, entry in each.entries.items() if _is_module(entry))
    return Comparison(old, new, tuple(found), modules | {"_client"})


class _Comparer:
    def __init__(self, old: Surface, new: Surface) -> None:
        self._old, self._new = old, new
        self._types = Types(old, new)
        self._callables = Callables(self._types)
        self._followed: set[str] = set()
        self._compared = {path.rsplit(".", 1)[-1] for path in {**old.entries, **old.hidden}}

    def all(self) -> Iterator[Difference]:
        gone = {path for path, entry in self._old.entries.items() if _is_module(entry)} - self._new.entries.keys()
        for path, entry in self._old.entries.items():
            if path in self._new.entries:
                yield from self._entry(path, entry, self._new.entries[path])
            elif not _is_below(path, gone):
                yield Difference(path, _kind(entry), "removed", entry.where)
        come = {path for path, entry in self._new.entries.items() if _is_module(entry)} - self._old.entries.keys()
        for path, entry in self._new.entries.items():
            if path not in self._old.entries and not _is_below(path, come):
                yield Difference(path, _kind(entry), "added", entry.where)

    def _entry(self, path: str, was: Entry, now: Entry) -> Iterator[Difference]:
        match was, now:
            case Name(), Name():
                yield from self._follow(path, was.target, now.target)
            case (Name(), _) | (_, Name()):
                pass
            case Class(), Class():
                yield from self._class(path, was, now)
            case Function(), Function():
                yield from self._callables.compare(path, "function", was, now)
            case Alias(), Alias():
                change = self._types.compare(was.annotation, now.annotation, takes=was.takes and now.takes)
                if change:
                    yield Difference(path, "alias", change, now.where, was.annotation.text, now.annotation.text)
            case Alias(), Class():
                pass
            case Class(), Alias() if now.annotation.text.replace(".", "").isidentifier() or not now.annotation.text:
                pass
            case _:
                yield Difference(path, _kind(was), "kind", now.where, _kind(was), _kind(now))

    def _follow(self, path: str, was: str, now: str) -> Iterator[Difference]:
        """What a public name makes of a private module, under the first of such names."""
        before, after = self._old.hidden.get(was), self._new.hidden.get(now) or self._new.entries.get(now)
        if before is not None and after is not None and was not in self._followed:
            self._followed.add(was)
            yield from self._entry(path, before, after)

    def _class(self, path: str, was: Class, now: Class) -> Iterator[Difference]:
        has = {*now.bases, *(path.rsplit(".", 1)[-1] for path in now.outside)}
        for base in was.bases:
            if base not in has and base != path.rsplit(".", 1)[-1]:
                yield Difference(path, "class", "base-removed", now.where, base)
        takes = was.takes and now.takes
        for name, member in was.members.items():
            own = f"{path}.{name}"
            other = now.members.get(name)
            inherited = member.owner in self._compared and member.owner in now.bases
            if inherited and (other is None or other.owner in now.bases):
                continue  # told of the class that it comes from
            if other is None and has_member(now.outside, name):
                continue
            if other is None:
                yield Difference(own, _kind_of_member(member), "removed", member.where)
            else:
                yield from self._member(own, member, other, takes=takes)
        for name, member in now.members.items():
            if name not in was.members and not (member.owner in self._compared and member.owner in was.bases):
                required = takes and isinstance(member, Field) and member.required
                change = "required-added" if required else "added"
                yield Difference(f"{path}.{name}", _kind_of_member(member), change, member.where)

    def _member(self, path: str, was: Function | Field, now: Function | Field, *, takes: bool) -> Iterator[Difference]:
        match was, now:
            case Function(), Function():
                yield from self._callables.compare(path, "method", was, now)
            case Field(), Field():
                if change := self._types.compare(was.annotation, now.annotation, takes=takes):
                    yield Difference(path, "field", change, now.where, was.annotation.text, now.annotation.text)
                if takes and was.required != now.required:
                    yield Difference(path, "field", "required" if now.required else "optional", now.where)
            case _:
                kinds = _kind_of_member(was), _kind_of_member(now)
                yield Difference(path, kinds[0], "kind", now.where, *kinds)


def _kind(entry: Entry) -> str:
    match entry:
        case Class():
            return "class"
        case Function():
            return "function"
        case Alias():
            return "alias" if entry.annotation.text else "name"
        case Name():
            return entry.kind


def _kind_of_member(member: Function | Field) -> str:
    return "method" if isinstance(member, Function) else "field"


def _is_module(entry: Entry) -> bool:
    return isinstance(entry, Name) and entry.kind == "module"


def _is_below(path: str, modules: set[str]) -> bool:
    parts = path.split(".")
    return any(".".join(parts[:length]) in modules for length in range(1, len(parts)))
