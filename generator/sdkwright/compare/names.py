"""What the names in annotations stand for."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from griffe import Alias, AliasResolutionError, Attribute, CyclicAliasError, ExprCall, NameResolutionError
from griffe import Object as GriffeObject
from griffe import TypeAlias as GriffeTypeAlias

if TYPE_CHECKING:
    from griffe import Module

    from .annotations import Expand

_ANY = ast.Name("Any", ast.Load())


class Names:
    """Names of one package, looked up once each."""

    def __init__(self, root: Module) -> None:
        self._root = root
        self._known: dict[tuple[str, str], tuple[ast.expr, Expand] | None] = {}

    def within(self, module: str) -> Expand:
        """For the names in `module`, a dotted path below the package."""
        return lambda name: self._look_up(module, name)

    def _look_up(self, module: str, name: str) -> tuple[ast.expr, Expand] | None:
        key = (module, name)
        if key not in self._known:
            found = self.find(module, name)
            self._known[key] = None if found is None else self._meaning(found)
        return self._known[key]

    def find(self, module: str, name: str) -> GriffeObject | None:
        """What a name (or a dotted one) in `module` leads to within the package."""
        place = self._root[module] if module else self._root
        try:
            path = place.resolve(name)
            if path.split(".")[0] != self._root.name:
                return None
            found = self._root.modules_collection[path]
            return found.final_target if isinstance(found, Alias) else found
        except (KeyError, NameResolutionError, AliasResolutionError, CyclicAliasError):
            return None

    def _meaning(self, found: GriffeObject) -> tuple[ast.expr, Expand] | None:
        if not isinstance(found, (Attribute, GriffeTypeAlias)) or found.value is None:
            return None
        if isinstance(found.value, ExprCall):
            called = found.value.canonical_path.rsplit(".", 1)[-1]
            return (_ANY, lambda _: None) if called in ("TypeVar", "ParamSpec") else None
        try:
            expression = ast.parse(str(found.value), mode="eval").body
        except (SyntaxError, ValueError, RecursionError):
            return None
        if not is_alias(found) or not _is_type(expression):
            return None
        return expression, self.within(below(found.module.path))


def is_alias(found: GriffeObject) -> bool:
    """Whether a name of a module is one for a type: it says so, or is written like one."""
    if isinstance(found, GriffeTypeAlias):
        return True
    if not isinstance(found, Attribute) or not isinstance(found.parent, GriffeObject) or not found.parent.is_module:
        return False
    annotation = str(found.annotation or "")
    is_like_one = not annotation and found.name[:1].isupper() and not found.name.isupper()
    return is_like_one or annotation.endswith("TypeAlias")


def below(path: str) -> str:
    """A dotted path without the package."""
    return path.partition(".")[2]


def is_private(path: str) -> bool:
    """Whether a dotted path below the package leads through a module that is not read by itself."""
    first, *rest = path.split(".")
    return (first.startswith("_") and first != "_client") or any(each.startswith("_") for each in rest)


def _is_type(node: ast.expr) -> bool:
    return isinstance(node, (ast.Name, ast.Attribute, ast.Subscript, ast.BinOp)) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
