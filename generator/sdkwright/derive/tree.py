"""The resources and methods of an SDK, found from its client on: what users can write behind `client.`."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.derive.requests import Request, request_of
from sdkwright.derive.syntax import arguments, decorators, dotted, functions, is_property, last, members, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.derive.modules import Definition, Module, Modules
    from sdkwright.derive.syntax import Function

_DEPTH = 12
_OF_EVERY_CLIENT = frozenset({"copy", "with_options", "close", "is_closed"})


@dataclass(frozen=True, slots=True)
class SdkMethod:
    """`node` is what runs, `overloads` what type checkers see beside it; `request` what it sends, None where no request
    is seen (such as a method that reads a webhook).
    """

    name: str
    module: Module
    node: Function
    overloads: tuple[Function, ...]
    request: Request | None

    @property
    def faces(self) -> tuple[Function, ...]:
        """The signatures that users see."""
        return self.overloads or (self.node,)


@dataclass(frozen=True, slots=True)
class SdkResource:
    """`path` is what stands behind `client.`; () is the client itself."""

    path: tuple[str, ...]
    definition: Definition
    methods: tuple[SdkMethod, ...]
    children: tuple[SdkResource, ...]

    @property
    def shown(self) -> str:
        return ".".join(("client", *self.path))

    def all(self) -> Iterator[SdkResource]:
        """This resource and all in it."""
        yield self
        for child in self.children:
            yield from child.all()


def client_of(module: Module, modules: Modules) -> Definition | None:
    """The synchronous client's class."""
    for name, node in module.definitions.items():
        if isinstance(node, ast.ClassDef) and any(_is_base(last(base), "APIClient") for base in node.bases):
            return modules.resolve(module, name)
    return None


def resource_of(
    definition: Definition, modules: Modules, path: tuple[str, ...] = (), depth: int = _DEPTH
) -> SdkResource:
    """The tree below a client or a resource class."""
    children = tuple(
        resource_of(found, modules, (*path, name), depth - 1)
        for name, found in _children(definition, modules)
        if depth and not name.startswith("_")
    )
    return SdkResource(path, definition, tuple(_methods(definition, is_client=not path)), children)


def _children(definition: Definition, modules: Modules) -> Iterator[tuple[str, Definition]]:
    assert isinstance(definition.node, ast.ClassDef)
    for node in definition.node.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                shown = annotation
            case ast.FunctionDef(name=name, returns=ast.expr() as returns) if is_property(node):
                shown = returns
            case _:
                continue
        for each in members(parsed(shown)):
            found = modules.resolve(definition.module, dotted(each) or "")
            if found is not None and _is_resource(found):
                yield name, found


def _is_resource(found: Definition) -> bool:
    return isinstance(found.node, ast.ClassDef) and any(
        _is_base(last(base), "APIResource") for base in found.node.bases
    )


def _is_base(name: str, kind: str) -> bool:
    return name.endswith(kind) and not name.startswith("Async")


def _methods(definition: Definition, *, is_client: bool) -> Iterator[SdkMethod]:
    assert isinstance(definition.node, ast.ClassDef)
    by_name: dict[str, list[Function]] = {}
    for node in functions(definition.node):
        if not node.name.startswith("_") and not is_property(node):
            by_name.setdefault(node.name, []).append(node)
    for name, nodes in by_name.items():
        body = nodes[-1]
        request = request_of(body)
        takes_payload = any(each.arg == "payload" for each, _ in arguments(body))
        if is_client and (name in _OF_EVERY_CLIENT or (request is None and not takes_payload)):
            # What a client has besides requests and webhooks is its own machinery.
            continue
        overloads = tuple(each for each in nodes[:-1] if "overload" in decorators(each))
        yield SdkMethod(name, definition.module, body, overloads, request)
