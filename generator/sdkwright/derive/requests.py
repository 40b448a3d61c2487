"""What a method sends: the call of the client in its body."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.derive.syntax import calls, keyword, last, own_call, string, template

if TYPE_CHECKING:
    from sdkwright.derive.syntax import Function

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "query"})
_LIST = "get_api_list"
# Their first argument is the HTTP method.
_ANY = frozenset({"request", "call"})


@dataclass(frozen=True, slots=True)
class Request:
    """`path` has its parameters between braces, named as in the SDK. `page` is the class of pages, `item` what a page
    holds, `body` the expression that becomes the body, `wrapper` the class that unwraps an envelope.
    """

    http_method: str
    path: str
    call: ast.Call
    page: str | None = None
    item: ast.expr | None = None
    body: ast.expr | None = None
    wrapper: str | None = None


def request_of(function: Function) -> Request | None:
    """The first request that the function makes."""
    for call in sorted(calls(function), key=lambda each: (each.lineno, each.col_offset)):
        name = (own_call(call) or "").removeprefix("_")
        if name not in _VERBS and name != _LIST and name not in _ANY:
            continue
        given = call.args[1] if name in _ANY and len(call.args) > 1 else next(iter(call.args), None)
        path = path_of(given)
        verb = _verb(name, call)
        if path is not None and verb is not None:
            return _request(verb, path, call)
    return None


def _verb(name: str, call: ast.Call) -> str | None:
    if name in _ANY:
        return (string(next(iter(call.args), None)) or string(keyword(call, "method")) or "").lower() or None
    return (string(keyword(call, "method")) or "get").lower() if name == _LIST else name


def _request(verb: str, path: str, call: ast.Call) -> Request:
    page = keyword(call, "page")
    return Request(
        verb,
        path,
        call,
        last(page.value if isinstance(page, ast.Subscript) else page) or None,
        uncast(keyword(call, "model")),
        keyword(call, "body"),
        _wrapper(call),
    )


def uncast(node: ast.expr | None) -> ast.expr | None:
    """What is meant by `cast(Any, X)` or `cast(Type[X], …)`."""
    if isinstance(node, ast.Call) and last(node.func) == "cast" and len(node.args) > 1:
        return node.args[1]
    return node


def _wrapper(call: ast.Call) -> str | None:
    """`DataWrapper` of `post_parser=DataWrapper[X]._unwrapper`."""
    for each in ast.walk(call):
        match each:
            case ast.keyword(arg="post_parser", value=ast.Attribute(value=ast.Subscript(value=value))):
                return last(value) or None
            case _:
                pass
    return None


def path_of(node: ast.expr | None) -> str | None:
    """The path that an expression stands for: a text, a formatted text, `path_template("/pets/{id}", id=id)`; of a
    choice the one that is no whole address.
    """
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            return path_of(body) or path_of(orelse)
        case ast.Call(args=[first, *_]):
            return path_of(first)
        case _:
            found = template(node)
            return found if found is not None and found.startswith("/") else None
