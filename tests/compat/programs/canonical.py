"""Types as type checkers print them, in one spelling."""

from __future__ import annotations

import ast


def canonical(text: str) -> str:
    """Names without their modules, unions and literals in one order; what is not a type stays."""
    try:
        return _of(ast.parse(text.replace("*", ""), mode="eval").body)
    except (SyntaxError, RecursionError):
        return text


def _of(node: ast.expr) -> str:
    match node:
        case ast.Attribute(attr=name):
            return name
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return _union([left, right])
        case ast.Subscript(value=value, slice=inner):
            head, args = _of(value), inner.elts if isinstance(inner, ast.Tuple) else [inner]
            if head == "Union":
                return _union(args)
            if head == "Optional":
                return _union([*args, ast.Constant(None)])
            shown = [_of(each) for each in args]
            return f"{head}[{', '.join(sorted(shown) if head == 'Literal' else shown)}]"
        case _:
            return ast.unparse(node)


def _union(members: list[ast.expr]) -> str:
    parts: set[str] = set()
    for each in members:
        parts.update(_of(each).split(" | "))
    return " | ".join(sorted(parts))
