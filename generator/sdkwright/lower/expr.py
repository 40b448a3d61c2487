"""Expressions that know what they import."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`. A module of the package is its path from the package's root behind a leading dot
    (`.types.pets`), any other is absolute. An empty name means `import module`."""

    module: str
    name: str = ""

    @property
    def is_internal(self) -> bool:
        return self.module.startswith(".")


@dataclass(frozen=True, slots=True)
class PyExpr:
    """Python source and the imports that it needs at run time and, apart from them, only when types are checked."""

    text: Code
    imports: frozenset[Import] = frozenset()

    def __str__(self) -> str:
        return self.text


def name(text: str, module: str | None = None) -> PyExpr:
    """A name, imported from `module` where given."""
    return PyExpr(ident(text), frozenset({Import(module, text)}) if module else frozenset())


def subscript(head: PyExpr, *inner: PyExpr) -> PyExpr:
    return PyExpr(Code(f"{head}[{', '.join(each.text for each in inner)}]"), union_of(head, *inner))


def union_of(*expressions: PyExpr) -> frozenset[Import]:
    return frozenset[Import]().union(*(each.imports for each in expressions))


def import_statements(imports: Iterable[Import], package: tuple[str, ...], *, indent: int = 0) -> Code:
    """The statements for a module inside `package` (its path from the package's root, without its own name), in the
    order that formatters keep, a blank line between groups. All but the first line are indented.
    """
    groups: dict[int, dict[tuple[int, str], list[str]]] = {}
    for each in imports:
        module, dots = relative(each.module, package) if each.is_internal else (each.module, 0)
        groups.setdefault(rank(each), {}).setdefault((-dots, module), []).append(each.name)
    lines: list[Code] = []
    for group in sorted(groups):
        if lines:
            lines.append(Code(""))
        plain = sorted(module for (_, module), names in groups[group].items() if "" in names)
        lines += [Code(f"import {module}") for module in plain]
        for (dots, module), names in sorted(groups[group].items()):
            named = sorted({each for each in names if each}, key=member_order)
            if named:
                lines.append(Code(f"from {'.' * -dots}{module} import {', '.join(named)}"))
    return Code("\n".join(" " * indent * bool(index and line) + line for index, line in enumerate(lines)))


def rank(each: Import) -> int:
    root = each.module.split(".")[0]
    if root == "__future__":
        return 0
    return 3 if each.is_internal else 1 if root in sys.stdlib_module_names else 2


def member_order(member: str) -> tuple[int, str]:
    """Constants, then classes, then the rest: the order of isort's `order-by-type`."""
    bare = member.split(" as ")[0]
    kind = 0 if bare.isupper() and len(bare) > 1 else 1 if bare[:1].isupper() else 2
    return kind, bare


def relative(module: str, package: tuple[str, ...]) -> tuple[str, int]:
    """`.types.pets.dog` seen from inside `package`: the rest of the path, and how many dots lead to it."""
    target = [part for part in module[1:].split(".") if part]
    common = 0
    while common < min(len(target), len(package)) and target[common] == package[common]:
        common += 1
    return ".".join(target[common:]), len(package) - common + 1
