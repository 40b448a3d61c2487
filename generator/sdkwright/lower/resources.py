"""Views of resources: one module each, with a sync and an async class and their two views on responses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, prose, string
from sdkwright.lower.expr import Import
from sdkwright.lower.methods import Method, MethodWriter
from sdkwright.lower.shadows import Shadows
from sdkwright.lower.views import ResourceFlavourView, ResourceView
from sdkwright.lower.webhooks import webhook_writers
from sdkwright.lower.wrappers import child, child_imports, resource_text, resource_wrappers, wrapper_imports

if TYPE_CHECKING:
    from sdkwright.api import Resource
    from sdkwright.lower.context import Context


def resource_module(context: Context, resource: Resource) -> ResourceView:
    """The view of one resource's module."""
    names = context.names.resources[resource.path]
    methods = {is_async: methods_of(context, resource, is_async=is_async) for is_async in (False, True)}
    flavours = tuple(flavour(context, resource, methods[is_async], is_async=is_async) for is_async in (False, True))
    executed, checked = module_imports(methods[False] + methods[True])
    if resource.answers or resource.offered:
        executed.add(Import("functools", "cached_property"))
    checked = shadows(context, resource).imports([view for one in flavours for view in one.methods], checked)
    for webhook in webhook_writers(context, resource):
        needed, checked_only = webhook.imports()
        executed |= needed
        checked |= checked_only - executed
    checked |= {each for one in resource.offered for each in child_imports(context, one)}
    package = ("resources", *names.module[:-1])
    return ResourceView(
        header=context.header(executed, package, checked),
        exports=tuple(string(each.class_name) for each in flavours),
        flavours=flavours,
    )


def methods_of(context: Context, resource: Resource, *, is_async: bool) -> list[Method]:
    """What sends requests, under its first name and then under others."""
    written = {each.id: MethodWriter(context, each).write(is_async=is_async) for each in resource.operations}
    others = (
        alias(written[each.operation], context.names.method_aliases[(*resource.path, each.name)], each.deprecation)
        for each in resource.aliases
    )
    return [*written.values(), *others]


def alias(method: Method, name: str, deprecation: str | None) -> Method:
    view = method.view._replace(name=ident(name))
    if deprecation is None:
        return replace(method, view=view)
    view = view._replace(deprecated=string(deprecation))
    return replace(method, view=view, imports=method.imports | {Import("typing_extensions", "deprecated")})


def module_imports(methods: list[Method]) -> tuple[set[Import], set[Import]]:
    """What the module of a resource imports: at run time, and for type checkers."""
    executed, checked = method_imports(methods)
    executed |= {
        Import("__future__", "annotations"),
        Import("._resource", "AsyncAPIResource"),
        Import("._resource", "SyncAPIResource"),
    }
    return executed, checked


def method_imports(methods: list[Method]) -> tuple[set[Import], set[Import]]:
    """What methods need, wherever they stand."""
    executed: set[Import] = set()
    checked: set[Import] = set()
    if methods:
        executed |= wrapper_imports()
        executed |= {Import("._types", "not_given")} if any(says_not_given(each) for each in methods) else set()
        checked |= {Import("httpx")}
        checked |= {Import("._types", each) for each in ("Body", "Headers", "NotGiven", "Query")}
    for method in methods:
        executed |= method.imports
        checked |= method.checked
    return executed, checked - executed


def says_not_given(method: Method) -> bool:
    """Whether a default or a header of the method is `not_given`."""
    texts = (*(each.default for each in method.view.keyword), method.view.headers)
    return any("not_given" in each for each in texts if each)


def flavour(context: Context, resource: Resource, methods: list[Method], *, is_async: bool) -> ResourceFlavourView:
    names = context.names.resources[resource.path]
    class_name = names.async_class if is_async else names.sync_class
    visible = shadows(context, resource)
    views = tuple(visible.view(method.view) for method in methods)
    return ResourceFlavourView(
        class_name=ident(class_name),
        base=ident("AsyncAPIResource" if is_async else "SyncAPIResource"),
        docstring=prose(resource_text(context, resource), 4) or Code('""""""'),
        methods=views,
        webhooks=tuple(writer.view() for writer in webhook_writers(context, resource)),
        client=Code("self._client"),
        children=tuple(
            child(context, each, ("resources", *names.module[:-1]), is_async=is_async) for each in resource.offered
        ),
        wrappers=resource_wrappers(context, resource, views, is_async=is_async),
    )


def shadows(context: Context, resource: Resource) -> Shadows:
    """How signatures are written beside all that the class of the resource has."""
    methods = [context.names.operations[each.id].method for each in resource.operations]
    methods += [context.names.method_aliases[(*resource.path, each.name)] for each in resource.aliases]
    return Shadows([*methods, *(context.names.resources[each.path].attribute for each in resource.offered)])
