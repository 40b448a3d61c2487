"""What a module of models may hold. The text is made by another library of data that came from a document: whatever it
makes of it, nothing but definitions leaves this house.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODULES = frozenset({"__future__", "dataclasses", "datetime", "msgspec", "pydantic", "typing", "typing_extensions"})
# What a field of the same name hides.
TYPES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "object", "str", "type"})
VALUES = frozenset({"UNSET"})
CALLS = frozenset({"ConfigDict", "Field", "Meta", "TypeAliasType", "TypedDict", "dataclass", "field"})


def strays(text: str) -> list[tuple[int, str]]:
    """Line and kind of what is no import of a known library, no class, no alias and no docstring. SyntaxError where the
    text is not Python.
    """
    return sorted(set(_of_statements(ast.parse(text).body, is_class=False)))


def defined(text: str) -> frozenset[str]:
    """The names that the module defines."""
    found: set[str] = set()
    for each in ast.parse(text).body:
        match each:
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
            case ast.Assign(targets=[ast.Name(id=name)]):
                found.add(name)
            case _:
                pass
    return frozenset(found)


def _of_statements(body: Iterable[ast.stmt], *, is_class: bool) -> Iterator[tuple[int, str]]:
    for each in body:
        match each:
            case ast.ImportFrom(module=module, level=0) if module in MODULES and not is_class:
                pass
            case ast.ImportFrom(module="builtins", names=names) if {name.name for name in names} <= TYPES:
                pass
            case ast.ClassDef() if not is_class:
                for part in (*each.bases, *each.decorator_list):
                    yield from _of_type(part)
                for word in each.keywords:
                    yield from (_of_type if word.arg == "extra_items" else _of_data)(word.value)
                yield from _of_statements(each.body, is_class=True)
            case ast.AnnAssign(target=ast.Name(), annotation=annotation, value=value):
                yield from _of_type(annotation)
                if value is not None and not (is_class and isinstance(value, ast.Constant)):
                    yield from _of_type(value)
            case ast.Assign(targets=[ast.Name()], value=value):
                yield from _of_type(value)
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                pass
            case ast.Expr(
                value=ast.Call(func=ast.Attribute(value=ast.Name(), attr="model_rebuild"), args=[], keywords=[])
            ):
                pass
            case _:
                yield each.lineno, type(each).__name__


def _of_type(node: ast.expr) -> Iterator[tuple[int, str]]:
    """Within an annotation or an alias, text is the name of a type."""
    match node:
        case ast.Name() | ast.Constant(value=None | bool() | int() | float()):
            return
        case ast.Constant(value=str(text)):
            yield from _of_quoted(text, node.lineno)
        case ast.Subscript(value=ast.Name(id="Literal"), slice=inner):
            yield from _of_data(inner)
        case ast.Subscript(value=value, slice=inner):
            yield from _of_type(value)
            yield from _of_type(inner)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            yield from _of_type(left)
            yield from _of_type(right)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _of_type(part)
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                yield from _of_data(key) if key is not None else ((node.lineno, "Dict"),)
                yield from _of_type(value)
        case ast.Call():
            yield from _of_call(node)
        case _:
            yield node.lineno, type(node).__name__


def _of_quoted(text: str, line: int) -> Iterator[tuple[int, str]]:
    try:
        quoted = ast.parse(text, mode="eval").body
    except SyntaxError:
        yield line, "text"
        return
    if any(_of_type(quoted)):
        yield line, "text"


def _of_call(node: ast.Call) -> Iterator[tuple[int, str]]:
    name = node.func.id if isinstance(node.func, ast.Name) else None
    if name not in CALLS or any(word.arg is None for word in node.keywords):
        yield node.lineno, "Call"
        return
    inner = _of_type if name in ("TypeAliasType", "TypedDict") else _of_data
    for part in (*node.args, *(word.value for word in node.keywords)):
        yield from inner(part)


def _of_data(node: ast.expr) -> Iterator[tuple[int, str]]:
    match node:
        case ast.Constant():
            return
        case ast.Name(id=name) if name in VALUES:
            return
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            for part in parts:
                yield from _of_data(part)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return
        case _:
            yield node.lineno, type(node).__name__
