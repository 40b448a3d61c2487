"""What a method sends: the call of the client in its body.

self._get("/pets")    self._get_api_list("/pets", method="post")    self._request("get", "/pets")
self._verb("head")("/pets")
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.derive.syntax import calls, keyword, last, own_call, string, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.derive.syntax import Function

_VERBS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "query"})
_LIST = "get_api_list"


@dataclass(frozen=True, slots=True)
class Request:
    """`path` has its parameters between braces, named as in the SDK. `page` is the class of pages, `item` what a page
    holds, `body` the expression that becomes the body, `wrapper` the class of an envelope that is taken away, or
    `envelope` the name of its property.
    """

    http_method: str
    path: str
    call: ast.Call
    page: str | None = None
    item: ast.expr | None = None
    body: ast.expr | None = None
    wrapper: str | None = None
    envelope: str | None = None


def request_of(function: Function) -> Request | None:
    """The first request that the function makes."""
    for call in sorted(calls(function), key=lambda each: (each.lineno, each.col_offset)):
        for verb, given in _ways(call):
            path = path_of(given)
            if verb.lower() in _VERBS and path is not None:
                return _request(verb.lower(), path, call)
    return None


def _ways(call: ast.Call) -> Iterator[tuple[str, ast.expr | None]]:
    """The HTTP method and the path of a call, by each way there is to write one."""
    name = (own_call(call) or "").removeprefix("_")
    first, second = (*call.args, None, None)[:2]
    if name == _LIST:
        yield string(keyword(call, "method")) or "get", first
    elif name:
        yield name, first
        yield string(first) or "", second
        yield string(keyword(call, "method")) or "", first
    elif isinstance(call.func, ast.Call) and own_call(call.func) and call.func.args:
        yield string(call.func.args[0]) or "", first


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
        _envelope(call),
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


def _envelope(call: ast.Call) -> str | None:
    """`data` of `cast_to=envelope("data", X)`."""
    cast_to = keyword(call, "cast_to")
    for each in ast.walk(cast_to) if cast_to is not None else ():
        if isinstance(each, ast.Call) and last(each.func) == "envelope" and each.args:
            return string(each.args[0])
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
