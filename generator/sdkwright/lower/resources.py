"""Views of resources: one module each, with a sync and an async class and their two views on responses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, prose, string
from sdkwright.lower.expr import Import, relative
from sdkwright.lower.methods import Method, MethodWriter
from sdkwright.lower.shadows import Shadows
from sdkwright.lower.views import ChildView, ResourceFlavourView, ResourceView
from sdkwright.lower.webhooks import webhook_writers

if TYPE_CHECKING:
    from sdkwright.api import Resource
    from sdkwright.lower.context import Context

WRAPPERS = {
    False: ("to_raw_response_wrapper", "to_streamed_response_wrapper"),
    True: ("async_to_raw_response_wrapper", "async_to_streamed_response_wrapper"),
}


def resource_module(context: Context, resource: Resource) -> ResourceView:
    """The view of one resource's module."""
    names = context.names.resources[resource.path]
    writers = [MethodWriter(context, each) for each in resource.operations]
    methods = {is_async: [writer.write(is_async=is_async) for writer in writers] for is_async in (False, True)}
    flavours = tuple(flavour(context, resource, methods[is_async], is_async=is_async) for is_async in (False, True))
    executed, checked = module_imports(methods[False] + methods[True])
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
        attribute=ident(names.attribute),
        flavours=flavours,
    )


def module_imports(methods: list[Method]) -> tuple[set[Import], set[Import]]:
    """What the module of a resource imports: at run time, and for type checkers."""
    executed, checked = method_imports(methods)
    executed |= {
        Import("__future__", "annotations"),
        Import("functools", "cached_property"),
        Import("._resource", "AsyncAPIResource"),
        Import("._resource", "SyncAPIResource"),
    }
    return executed, checked


def method_imports(methods: list[Method]) -> tuple[set[Import], set[Import]]:
    """What methods need, wherever they stand."""
    executed: set[Import] = set()
    checked: set[Import] = set()
    if methods:
        executed |= {Import("._response", each) for pair in WRAPPERS.values() for each in pair}
        executed |= {Import("._types", "not_given")}
        checked |= {Import("httpx")}
        checked |= {Import("._types", each) for each in ("Body", "Headers", "NotGiven", "Query")}
    for method in methods:
        executed |= method.imports
        checked |= method.checked
    return executed, checked - executed


def flavour(context: Context, resource: Resource, methods: list[Method], *, is_async: bool) -> ResourceFlavourView:
    names = context.names.resources[resource.path]
    class_name = names.async_class if is_async else names.sync_class
    raw, streamed = WRAPPERS[is_async]
    visible = shadows(context, resource)
    return ResourceFlavourView(
        class_name=ident(class_name),
        base=ident("AsyncAPIResource" if is_async else "SyncAPIResource"),
        docstring=prose(resource_text(context, resource), 4) or Code('""""""'),
        raw_class=ident(f"{class_name}WithRawResponse"),
        streaming_class=ident(f"{class_name}WithStreamingResponse"),
        raw_wrapper=ident(raw),
        streamed_wrapper=ident(streamed),
        methods=tuple(visible.view(method.view) for method in methods),
        webhooks=tuple(writer.view() for writer in webhook_writers(context, resource)),
        children=tuple(
            child(context, each, is_async=is_async, package=("resources", *names.module[:-1]))
            for each in resource.offered
        ),
    )


def shadows(context: Context, resource: Resource) -> Shadows:
    """How signatures are written beside all that the class of the resource has."""
    methods = [context.names.operations[each.id].method for each in resource.operations]
    return Shadows([*methods, *(context.names.resources[each.path].attribute for each in resource.offered)])


def resource_text(context: Context, resource: Resource) -> str:
    return resource.description or f"`client.{'.'.join(context.attributes(resource))}`"


def child_imports(context: Context, resource: Resource) -> set[Import]:
    names = context.names.resources[resource.path]
    module = ".".join((".resources", *names.module))
    classes = [
        f"{class_name}{suffix}"
        for class_name in (names.sync_class, names.async_class)
        for suffix in ("", "WithRawResponse", "WithStreamingResponse")
    ]
    return {Import(module, each) for each in classes}


def child(context: Context, resource: Resource, *, is_async: bool, package: tuple[str, ...]) -> ChildView:
    """A resource as an attribute of what stands above it, whose module lies in `package`."""
    names = context.names.resources[resource.path]
    class_name = names.async_class if is_async else names.sync_class
    module, dots = relative(".".join((".resources", *names.module)), package)
    return ChildView(
        attribute=ident(names.attribute),
        class_name=ident(class_name),
        module=Code("." * dots + module),
        raw_class=ident(f"{class_name}WithRawResponse"),
        streaming_class=ident(f"{class_name}WithStreamingResponse"),
        docstring=prose(resource_text(context, resource), 8) or Code('""""""'),
    )
