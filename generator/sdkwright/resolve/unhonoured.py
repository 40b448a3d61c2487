"""Keys that a config may hold and that have no effect yet: each is told, so that nobody takes it for done."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.config import Config, Method, Resource
    from sdkwright.diagnostics import Diagnostics

Found = tuple[tuple[str | int, ...], str]


def report_unhonoured(config: Config, sink: Diagnostics) -> None:
    """A warning for each such key that says what is lost."""
    for keys, lost in (*of_document(config), *of_resources(config.resources, ("resources",))):
        sink.add("SW250", f"`{keys[-1]}` has no effect yet: {lost}", at=config.place(*keys))


def of_document(config: Config) -> Iterator[Found]:
    if config.settings.unwrap_response_fields:
        yield ("settings", "unwrap_response_fields"), "methods return the whole envelope"
    if config.targets.python is not None and config.targets.python.keep_files:
        yield ("targets", "python", "keep_files"), "files that the tool writes are written; others are kept anyway"


def of_resources(resources: Mapping[str, Resource], keys: tuple[str, ...]) -> Iterator[Found]:
    for word, resource in resources.items():
        here = (*keys, word)
        for name, method in resource.methods.items():
            yield from of_method(method, (*here, "methods", name))
        yield from of_resources(resource.subresources, (*here, "subresources"))


def of_method(method: Method, keys: tuple[str, ...]) -> Iterator[Found]:
    if method.type not in ("http", "webhook_unwrap", "webhook_verify"):
        yield (*keys, "type"), f"no method of the kind {method.type} is made"
    if method.default_request_options is not None:
        yield (*keys, "default_request_options"), "the client's defaults hold"
    if method.unwrap_response_fields:
        yield (*keys, "unwrap_response_fields"), "the method returns the whole envelope"
    for name in ("request_body", "response"):
        if getattr(method, name) is not None:
            yield (*keys, name), "what the document says holds"
