"""Questions to a syntax tree that several readers ask."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
Annotation = ast.expr
# Scalars of Python and of JSON Schema.
JSON_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean"}
_NOTHING = frozenset({"None", "NotGiven", "Omit", "NoneType"})
_WRAPPERS = frozenset({"Annotated", "Required", "NotRequired", "Final", "ClassVar"})


def dotted(node: ast.AST | None) -> str | None:
    """`a.b.c` of a name or an attribute; None of anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=attr):
            before = dotted(value)
            return None if before is None else f"{before}.{attr}"
        case ast.Constant(value=str() as text) if text.replace(".", "").isidentifier():
            return text
        case _:
            return None


def last(node: ast.AST | None) -> str:
    """The last name of a dotted one; "" where there is none."""
    return (dotted(node) or "").rpartition(".")[2]


def string(node: ast.AST | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def template(node: ast.AST | None) -> str | None:
    """A text, or a formatted one with the first name of each of its expressions between braces."""
    match node:
        case ast.JoinedStr(values=values):
            parts = (
                "{" + _first_name(each.value) + "}" if isinstance(each, ast.FormattedValue) else string(each) or ""
                for each in values
            )
            return "".join(parts)
        case _:
            return string(node)


def _first_name(node: ast.expr) -> str:
    """`order_id` of `quote(order_id)`: what is called is no name of a value."""
    called = {id(each.func) for each in calls(node)}
    return next((each.id for each in ast.walk(node) if isinstance(each, ast.Name) and id(each) not in called), "")


def keyword(call: ast.Call, name: str) -> ast.expr | None:
    return next((each.value for each in call.keywords if each.arg == name), None)


def functions(node: ast.ClassDef) -> Iterator[Function]:
    return (each for each in node.body if isinstance(each, Function))


def decorators(node: Function) -> set[str]:
    return {last(each.func if isinstance(each, ast.Call) else each) for each in node.decorator_list}


def is_property(node: Function) -> bool:
    return bool(decorators(node) & {"property", "cached_property"})


def calls(node: ast.AST) -> Iterator[ast.Call]:
    return (each for each in ast.walk(node) if isinstance(each, ast.Call))


def own_call(call: ast.Call) -> str | None:
    """`name` where the call is `self.name(…)`."""
    match call.func:
        case ast.Attribute(value=ast.Name(id="self"), attr=attr):
            return attr
        case _:
            return None


def arguments(node: Function) -> list[tuple[ast.arg, bool]]:
    """The parameters but `self`, each with whether it may be given by position."""
    found = [(each, True) for each in (*node.args.posonlyargs, *node.args.args)]
    return [*found[1:], *((each, False) for each in node.args.kwonlyargs)]


def parsed(node: ast.expr | None) -> ast.expr | None:
    """An annotation; one that is quoted is read."""
    text = string(node)
    if text is None:
        return node
    try:
        return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None


def members(node: ast.expr | None) -> list[ast.expr]:
    """The alternatives of an annotation without the ones that stand for nothing; of one that is no union itself."""
    match parsed(node):
        case None:
            return []
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return [*members(left), *members(right)]
        case ast.Subscript(value=value, slice=inner) if last(value) in ("Union", "Optional"):
            parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
            return [each for part in parts for each in members(part)]
        case ast.Subscript(value=value, slice=inner) if last(value) in _WRAPPERS:
            return members(inner.elts[0] if isinstance(inner, ast.Tuple) and inner.elts else inner)
        case ast.Constant(value=None):
            return []
        case found if last(found) in _NOTHING:
            return []
        case found:
            return [found]


def is_optional(node: ast.expr | None) -> bool:
    """Whether `None` is one of the alternatives."""
    whole = parsed(node)
    return whole is not None and any(
        (isinstance(each, ast.Constant) and each.value is None) or last(each) == "Optional" for each in ast.walk(whole)
    )


def literals(node: ast.expr | None) -> list[object]:
    """The values of `Literal[…]`, wherever in an annotation."""
    found: list[object] = []
    whole = parsed(node)
    for each in ast.walk(whole) if whole is not None else ():
        if isinstance(each, ast.Subscript) and last(each.value) == "Literal":
            values = each.slice.elts if isinstance(each.slice, ast.Tuple) else [each.slice]
            found += [value.value for value in values if isinstance(value, ast.Constant)]
    return found
