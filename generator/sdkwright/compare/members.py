"""Classes and functions of griffe's tree, with what they inherit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from griffe import Attribute, ExprCall, ExprDict, ExprName, ParameterKind
from griffe import Class as GriffeClass
from griffe import Function as GriffeFunction

from .names import below, is_private
from .promised import PROMISED
from .surface import Annotation, Class, Field, Function, Parameter, Signature

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from griffe import Expr
    from griffe import Object as GriffeObject

    from .loading import Package
    from .names import Names

_KINDS = {
    ParameterKind.positional_only: "positional",
    ParameterKind.positional_or_keyword: "positional or keyword",
    ParameterKind.keyword_only: "keyword",
    ParameterKind.var_positional: "*",
    ParameterKind.var_keyword: "**",
}
_PROPERTIES = ("property", "cached_property", "lazy_property", "typed_cached_property")


class Members:
    """`bases` grows as classes are read: the name of each → names of all that it inherits from."""

    def __init__(self, package: Package, names: Names) -> None:
        self.bases: dict[str, frozenset[str]] = {}
        self._folder, self._names = package.folder, names
        self._shown = {name for names in PROMISED.values() for name in names} | set(package.root.members)

    def class_(self, found: GriffeClass) -> Class:
        """With the members that it has from other classes of the package."""
        line = list(self._ancestry(found, set()))
        bases = self._base_names(found, line)
        self.bases[found.name] = self.bases.get(found.name, frozenset()) | frozenset(bases) | _mappings(bases)
        members: dict[str, Function | Field] = {}
        takes = "TypedDict" in bases
        for each in reversed(line):
            members.update((name, own._replace(owner=each.name)) for name, own in self._own(each, takes=takes))
        outside = [path for each in line for path in self._outside(each)]
        return Class(takes, bases, tuple(dict.fromkeys(outside)), members, self._where(found))

    def _base_names(self, found: GriffeClass, line: list[GriffeClass | Attribute]) -> tuple[str, ...]:
        """Those that users can know, by the names that are written and by those that they stand for."""
        written = [_last(base) for each in line for base in _bases(each) if self._counts(each, base)]
        meant = [each.name for each in line[1:] if each.name in self._shown]
        generic = "Generic" in map(_last, _bases(found))
        return tuple(base for base in dict.fromkeys([*written, *meant]) if base != "Generic" or generic)

    def functional(self, found: Attribute, keys: ExprDict) -> Class:
        """A class that `TypedDict("Name", {…})` makes."""
        members = dict(self._keys(found, keys))
        return Class(True, ("TypedDict",), (), members, self._where(found))

    def function(self, found: GriffeFunction) -> Function:
        signatures = tuple(self._signature(each) for each in found.overloads or [found])
        return Function(signatures, self._where(found))

    def _ancestry(self, found: GriffeObject, seen: set[str]) -> Iterator[GriffeClass | Attribute]:
        """The class and all that it inherits from within the package, nearest first."""
        if found.path in seen:
            return
        seen.add(found.path)
        if isinstance(found, Attribute) and functional_keys(found) is not None:
            yield found
            return
        following = _bases(found) if isinstance(found, GriffeClass) else []
        if isinstance(found, GriffeClass):
            yield found
        elif isinstance(found, Attribute) and isinstance(found.value, ExprName):
            following = [found.value.name]
        for name in following:
            target = self._names.find(below(found.module.path), name)
            if target is not None:
                yield from self._ancestry(target, seen)

    def _counts(self, found: GriffeClass | Attribute, base: str) -> bool:
        """Whether users can know a base: it has a public name, or comes from elsewhere."""
        target = self._names.find(below(found.module.path), base)
        return _last(base) in self._shown or target is None or not is_private(below(target.path))

    def _outside(self, found: GriffeClass | Attribute) -> list[str]:
        if isinstance(found, Attribute):
            return []
        paths = [getattr(each, "canonical_path", str(each)) for each in found.bases]
        return [path for path in paths if path.split(".")[0] != found.path.split(".")[0]]

    def _own(self, found: GriffeClass | Attribute, *, takes: bool) -> Iterator[tuple[str, Function | Field]]:
        if isinstance(found, Attribute):
            keys = functional_keys(found)
            yield from self._keys(found, keys) if keys is not None else ()
            return
        total = str(found.keywords.get("total", "True")) != "False"
        for name, member in found.members.items():
            if name.startswith("_") and name != "__init__":
                continue
            if isinstance(member, Attribute) and (other := self._same_as(found, member)) is not None:
                yield name, self.function(other)
            elif isinstance(member, Attribute):
                required = _is_required(str(member.annotation or ""), total=total) if takes else None
                yield name, Field(_annotation(member.annotation, found), required, self._where(member))
            elif isinstance(member, GriffeFunction):
                yield name, self._member(member)

    def _member(self, member: GriffeFunction) -> Function | Field:
        decorators = [_last(str(each.value).split("(")[0]) for each in member.decorators]
        if any(each in _PROPERTIES for each in decorators):
            return Field(_annotation(member.returns, member), None, self._where(member))
        return self.function(member)

    def _same_as(self, found: GriffeClass, member: Attribute) -> GriffeFunction | None:
        """The method that `name = method` gives a second name."""
        target = found.members.get(str(member.value)) if member.value is not None and not member.annotation else None
        return target if isinstance(target, GriffeFunction) else None

    def _keys(self, found: Attribute, keys: ExprDict) -> Iterator[tuple[str, Field]]:
        total = not any("total=False" in str(each) for each in getattr(found.value, "arguments", ()))
        for key, value in zip(keys.keys, keys.values, strict=True):
            annotation = _annotation(value, found)
            required = _is_required(annotation.text, total=total)
            yield str(key).strip("'\""), Field(annotation, required, self._where(found))

    def _signature(self, found: GriffeFunction) -> Signature:
        static = any(str(each.value) == "staticmethod" for each in found.decorators)
        bound = isinstance(found.parent, GriffeClass) and not static
        parameters = tuple(
            Parameter(
                each.name,
                _KINDS[each.kind or ParameterKind.positional_or_keyword],
                _annotation(each.annotation, found),
                None if each.default is None or each.kind in _VARIABLE else str(each.default),
            )
            for each in list(found.parameters)[1 if bound else 0 :]
        )
        return Signature(parameters, _annotation(found.returns, found), "async" in found.labels)

    def _where(self, found: GriffeObject) -> str:
        return where_of(found, self._folder)


_VARIABLE = (ParameterKind.var_positional, ParameterKind.var_keyword)


def where_of(found: GriffeObject, folder: Path) -> str:
    """file:line, below the package."""
    path = found.filepath if not isinstance(found.filepath, list) else found.filepath[0]
    shown = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
    return f"{shown}:{found.lineno or 1}"


def _annotation(value: str | Expr | None, found: GriffeObject) -> Annotation:
    return Annotation("" if value is None else str(value), below(found.module.path))


def _bases(found: GriffeClass | Attribute) -> list[str]:
    """As they are written, without type arguments; what makes a `TypedDict` by a call is one."""
    if isinstance(found, Attribute):
        return ["TypedDict"]
    return [str(each).split("[")[0] for each in found.bases]


def functional_keys(found: Attribute) -> ExprDict | None:
    """The keys of `name = TypedDict("Name", {…})`; None of any other assignment."""
    call = found.value
    if not isinstance(call, ExprCall) or _last(call.canonical_path) != "TypedDict" or len(call.arguments) < 2:
        return None
    return call.arguments[1] if isinstance(call.arguments[1], ExprDict) else None


def _is_required(annotation: str, *, total: bool) -> bool:
    head = _last(annotation.split("[")[0])
    return head == "Required" or (total and head != "NotRequired")


def _mappings(bases: tuple[str, ...]) -> frozenset[str]:
    return frozenset({"Mapping"}) if "TypedDict" in bases else frozenset()


def _last(path: str) -> str:
    return path.rsplit(".", 1)[-1]
