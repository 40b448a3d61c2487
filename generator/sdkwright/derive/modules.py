"""The modules of an SDK as syntax trees: read, never run. A file that cannot be read is told and passed over."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from sdkwright.derive.syntax import dotted
from sdkwright.diagnostics import Place
from sdkwright.diagnostics.clean import clean

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sdkwright.derive.location import Location
    from sdkwright.diagnostics import Diagnostics

Parts = tuple[str, ...]
_LARGEST: Final = 20_000_000
_STEPS: Final = 12
_DEEPEST: Final = 300


@dataclass(frozen=True, slots=True)
class Module:
    """`top` is the SDK's package, `parts` the dotted path below it. `imports` gives, for each imported name, the module
    and the name in it (None for the module itself); `definitions` the classes and assignments of its own scope.
    """

    top: str
    parts: Parts
    path: Path
    shown: str
    tree: ast.Module
    text: str
    imports: dict[str, tuple[Parts, str | None]] = field(default_factory=dict[str, tuple[Parts, str | None]])
    definitions: dict[str, ast.ClassDef | ast.expr] = field(default_factory=dict[str, "ast.ClassDef | ast.expr"])

    def place(self, node: ast.AST) -> Place:
        return Place(self.shown, line=getattr(node, "lineno", None), column=None)


class Definition(NamedTuple):
    """A class, or what a name stands for (an alias)."""

    module: Module
    name: str
    node: ast.ClassDef | ast.expr

    @property
    def key(self) -> tuple[Parts, str]:
        return self.module.parts, self.name


class Modules:
    """Reads modules when they are asked for, each once."""

    def __init__(self, location: Location, sink: Diagnostics) -> None:
        self._location = location
        self._sink = sink
        self._read: dict[Parts, Module | None] = {}

    def get(self, *parts: str) -> Module | None:
        """A module or a package below the SDK's own; () is the package itself."""
        if parts not in self._read:
            base = self._location.package.joinpath(*parts)
            file = base.with_suffix(".py") if parts and base.with_suffix(".py").is_file() else base / "__init__.py"
            self._read[parts] = self._parse(parts, file) if file.is_file() else None
        return self._read[parts]

    def below(self, *parts: str) -> Iterator[Module]:
        """All modules in a folder of the package and the folders in it, in the order of their paths."""
        folder = self._location.package.joinpath(*parts)
        for path in sorted(folder.rglob("*.py")):
            names = path.relative_to(self._location.package).with_suffix("").parts
            found = self.get(*(names[:-1] if names[-1] == "__init__" else names))
            if found is not None:
                yield found

    def resolve(self, module: Module, name: str) -> Definition | None:
        """What a dotted name means in a module, imports followed; None for what is not the SDK's own."""
        first, *rest = name.split(".")
        for _ in range(_STEPS):
            if first in module.definitions:
                found = module.definitions[first]
                if not rest:
                    aliased = dotted(found) if isinstance(found, ast.expr) else None
                    if aliased is None or aliased == first:
                        return Definition(module, first, found)
                    first, *rest = aliased.split(".")
                    continue
            step = self._step(module, first, rest)
            if step is None:
                return None
            module, first, rest = step
        return None

    def _step(self, module: Module, first: str, rest: list[str]) -> tuple[Module, str, list[str]] | None:
        """The module that a name comes from, and what is left of the name there."""
        target, attribute = module.imports.get(first, ((*module.parts, first), None) if rest else ((), ""))
        if attribute == "":
            return None
        if attribute is not None:
            source = self.get(*target)
            if source is not None and attribute in source.definitions:
                return source, attribute, rest
            # A package may import its own module under the module's name.
            if source is not None and source.imports.get(attribute, (target, attribute)) != (target, attribute):
                return source, attribute, rest
            target = (*target, attribute)
        found = self.get(*target)
        return (found, rest[0], rest[1:]) if found is not None and rest else None

    def _parse(self, parts: Parts, path: Path) -> Module | None:
        shown = self._location.shown(path)
        try:
            if path.stat().st_size > _LARGEST:
                raise ValueError("it is larger than 20 MB")
            text = path.read_text(encoding="utf-8-sig")
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(text)
            if _is_deep(tree):
                raise ValueError("it is nested too deeply")
        except SyntaxError as error:
            at = Place(shown, line=error.lineno, column=error.offset)
            self._sink.add("SW602", f"not Python: {clean(error.msg, 200)}", at=at)
            return None
        except (OSError, ValueError, RecursionError, MemoryError) as error:
            self._sink.add("SW602", clean(str(error), 200) or type(error).__name__, at=Place(shown))
            return None
        module = Module(self._location.name, parts, path, shown, tree, text)
        _gather(tree.body, module, is_package=path.name == "__init__.py")
        return module


def _is_deep(tree: ast.Module) -> bool:
    """Whether readers that follow the nesting would run out of stack."""
    level: list[ast.AST] = [tree]
    for _ in range(_DEEPEST):
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        if not level:
            return False
    return True


def _gather(body: list[ast.stmt], module: Module, *, is_package: bool) -> None:
    """Names of a module's own scope, those under `if TYPE_CHECKING:` and in `try:` too."""
    for node in body:
        match node:
            case ast.ClassDef():
                module.definitions.setdefault(node.name, node)
            case ast.Assign(targets=[ast.Name(id=name)]):
                module.definitions.setdefault(name, node.value)
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                module.definitions.setdefault(name, value)
            case ast.ImportFrom():
                _import(node, module, is_package=is_package)
            case ast.If():
                _gather([*node.body, *node.orelse], module, is_package=is_package)
            case ast.Try():
                _gather(
                    [*node.body, *(each for handler in node.handlers for each in handler.body)],
                    module,
                    is_package=is_package,
                )
            case _:
                pass


def _import(node: ast.ImportFrom, module: Module, *, is_package: bool) -> None:
    base = tuple(node.module.split(".")) if node.module else ()
    if node.level:
        package = module.parts if is_package else module.parts[:-1]
        if node.level - 1 > len(package):
            return
        base = (*package[: len(package) - node.level + 1], *base)
    elif base[:1] == (module.top,):
        base = base[1:]
    else:
        return
    for each in node.names:
        module.imports.setdefault(each.asname or each.name, (base, each.name))
