"""Classes that stand beside those of methods and give responses: read ones, or ones that are still to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.emit import Code, ident, prose
from sdkwright.lower.expr import Import, relative
from sdkwright.lower.views import ChildView, WrapperView

if TYPE_CHECKING:
    from sdkwright.api import Resource
    from sdkwright.lower.context import Context
    from sdkwright.lower.views import MethodView


class Kind(NamedTuple):
    """`functions` are the runtime's, for methods of sync and of async classes; a client's class ends otherwise."""

    suffix: str
    client_suffix: str
    attribute: str
    functions: tuple[str, str]
    gives: str
    instead: str


KINDS = (
    Kind(
        suffix="WithRawResponse",
        client_suffix="WithRawResponse",
        attribute="with_raw_response",
        functions=("to_raw_response_wrapper", "async_to_raw_response_wrapper"),
        gives="the whole HTTP response",
        instead=" instead of its parsed content",
    ),
    Kind(
        suffix="WithStreamingResponse",
        client_suffix="WithStreamedResponse",
        attribute="with_streaming_response",
        functions=("to_streamed_response_wrapper", "async_to_streamed_response_wrapper"),
        gives="the HTTP response before its content is read",
        instead=", as a context manager",
    ),
)


def wrapper_imports() -> set[Import]:
    return {Import("._response", each) for kind in KINDS for each in kind.functions}


def resource_classes(context: Context, resource: Resource) -> list[str]:
    """The classes in the module of a resource; none give responses where nothing in it or below it sends a request."""
    names = context.names.resources[resource.path]
    suffixes = ("", *(kind.suffix for kind in KINDS if resource.answers))
    return [f"{each}{suffix}" for each in (names.sync_class, names.async_class) for suffix in suffixes]


def child_imports(context: Context, resource: Resource) -> set[Import]:
    """What type checkers need to know where a resource is an attribute."""
    module = ".".join((".resources", *context.names.resources[resource.path].module))
    return {Import(module, each) for each in resource_classes(context, resource)}


def resource_wrappers(
    context: Context, resource: Resource, methods: tuple[MethodView, ...], *, is_async: bool
) -> tuple[WrapperView, ...]:
    """Those of the class that has these methods."""
    if not resource.answers:
        return ()
    names = context.names.resources[resource.path]
    wrapped = Wrapped(
        names.async_class if is_async else names.sync_class,
        names.attribute,
        methods,
        resource.offered,
        ("resources", *names.module[:-1]),
        is_async,
    )
    return tuple(wrapper(context, kind, kind.suffix, wrapped) for kind in KINDS)


def client_wrappers(context: Context, methods: tuple[MethodView, ...], *, is_async: bool) -> tuple[WrapperView, ...]:
    names = context.names.client
    class_name = names.async_class if is_async else names.sync_class
    wrapped = Wrapped(class_name, "client", methods, context.api.offered, (), is_async)
    return tuple(wrapper(context, kind, kind.client_suffix, wrapped) for kind in KINDS)


class Wrapped(NamedTuple):
    """A class of methods: what objects of it are called, what it has, and the package that its module lies in."""

    class_name: str
    word: str
    methods: tuple[MethodView, ...]
    below: tuple[Resource, ...]
    package: tuple[str, ...]
    is_async: bool


def wrapper(context: Context, kind: Kind, suffix: str, wrapped: Wrapped) -> WrapperView:
    return WrapperView(
        class_name=ident(wrapped.class_name + suffix),
        wrapped=ident(wrapped.class_name),
        attribute=ident(kind.attribute),
        owner=ident(wrapped.word),
        function=ident(kind.functions[wrapped.is_async]),
        gives=Code(kind.gives),
        instead=Code(kind.instead),
        methods=wrapped.methods,
        children=tuple(
            child(context, each, wrapped.package, is_async=wrapped.is_async, suffix=kind.suffix)
            for each in wrapped.below
            if each.answers
        ),
    )


def child(
    context: Context, resource: Resource, package: tuple[str, ...], *, is_async: bool, suffix: str = ""
) -> ChildView:
    """A resource as an attribute of what stands above it, whose module lies in `package`."""
    names = context.names.resources[resource.path]
    class_name = names.async_class if is_async else names.sync_class
    module, dots = relative(".".join((".resources", *names.module)), package)
    return ChildView(
        attribute=ident(names.attribute),
        class_name=ident(class_name + suffix),
        module=Code("." * dots + module),
        docstring=prose(resource_text(context, resource), 8) or Code('""""""'),
    )


def resource_text(context: Context, resource: Resource) -> str:
    return resource.description or f"`client.{'.'.join(context.attributes(resource))}`"
