"""Which resources, methods and models the SDK has: what the config lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import (
    CLIENT,
    Alias,
    Docs,
    MethodAlias,
    Model,
    Operation,
    PageScheme,
    Reference,
    Resource,
    Timeout,
    TypeId,
    WebhookMethod,
)
from sdkwright.config.base import said_for
from sdkwright.load import Document, join, path_methods
from sdkwright.resolve.bodies import as_configured
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.envelopes import Envelopes
from sdkwright.resolve.nodes import mapping, text
from sdkwright.resolve.paging import paging_of
from sdkwright.resolve.parameters import positional_of
from sdkwright.resolve.streaming import streaming_of, switches_of
from sdkwright.resolve.webhooks import KINDS as WEBHOOK_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.api import TypeRef
    from sdkwright.config import Config, Method, ModelEntry
    from sdkwright.config import Resource as ResourceConfig
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.operations import OperationReader
    from sdkwright.resolve.schemas import SchemaResolver
    from sdkwright.resolve.security import SecurityReader
    from sdkwright.resolve.servers import ServerReader
    from sdkwright.resolve.webhooks import WebhookReader

TARGET = "python"
# The key under which a config lists models that belong to no resource.
SHARED = "$shared"
SEVERAL = 2


class ResourceReader:
    """Reads the config's tree of resources against the document."""

    def __init__(
        self,
        document: Document,
        config: Config,
        reader: OperationReader,
        schemas: SchemaResolver,
        pages: tuple[PageScheme, ...],
        models: Mapping[str, TypeId],
        places: Mapping[str, TypeId],
        security: SecurityReader,
        servers: ServerReader,
        webhooks: WebhookReader,
        sink: Diagnostics,
    ) -> None:
        self._document = document
        self._config = config
        self._reader = reader
        self._schemas = schemas
        self._pages = pages
        self._models = models
        self._places = places
        self._answers: dict[TypeRef, None] = {}
        self._envelopes = Envelopes(schemas.types, frozenset(models.values()))
        self._security = security
        self._servers = servers
        self._webhooks = webhooks
        self._sink = sink

    def read(
        self, nodes: Mapping[str, ResourceConfig], keys: tuple[str, ...], parents: tuple[str, ...]
    ) -> tuple[Resource, ...]:
        """`keys` leads to `nodes` in the config, `parents` are the words of the resources above."""
        found: list[Resource] = []
        for word, node in nodes.items():
            if not node.in_target(TARGET) or (word == SHARED and not parents):
                continue
            path, at = (*parents, word), (*keys, word)
            inner = () if path == (CLIENT,) else self.read(node.subresources, (*at, "subresources"), path)
            found.append(
                Resource(
                    path=path,
                    operations=tuple(self._operations(node, at, path)),
                    children=inner,
                    models=self._model_list(node, at),
                    description=text(node.description),
                    webhooks=self._webhook_methods(node, at, path),
                    is_standalone=node.standalone_api,
                )
            )
            found[-1] = with_deprecation(found[-1]._replace(aliases=self._aliases(node, at, found[-1])), node)
        return tuple(found)

    def _aliases(self, node: ResourceConfig, at: tuple[str, ...], resource: Resource) -> tuple[MethodAlias, ...]:
        """Second names of methods."""
        by_name = {each.name: each for each in resource.operations}
        found: list[MethodAlias] = []
        for word, method in node.methods.items():
            if method.type != "alias" or method.to is None or not method.in_target(TARGET):
                continue
            target = by_name.get(method.to)
            if target is None:
                place = self._config.place(*at, "methods", word, "to")
                self._sink.add("SW105", f"{word!r} is an alias of {method.to!r}, which is no method here", at=place)
                continue
            said = said_for(TARGET, method.deprecated)
            found.append(MethodAlias(word, target.id, text(said) or (f"Use `{method.to}`." if said else None)))
        return tuple(found)

    def shared(self, nodes: Mapping[str, ResourceConfig], keys: tuple[str, ...]) -> tuple[Model, ...]:
        """The models that belong to no resource."""
        node = nodes.get(SHARED)
        return self._model_list(node, (*keys, SHARED)) if node is not None and node.in_target(TARGET) else ()

    def _model_list(self, node: ResourceConfig, at: tuple[str, ...]) -> tuple[Model, ...]:
        pointers = {name: self._places[each.pointer] for name, each in node.models.items() if each.openapi_uri}
        models = {
            name: Model(name, pointers[name], is_forced=entry.force_generation, is_bare=entry.no_params_suffix)
            for name, entry in node.models.items()
            if name in pointers and entry.in_target(TARGET)
            if self._has_model(name, pointers[name], (*at, "models", name))
        }
        for name, entry in node.models.items():
            if entry.type == "alias" and entry.to is not None and entry.in_target(TARGET):
                if entry.to in models:
                    models[name] = self._model_alias(name, entry, models[entry.to])
                else:
                    place = self._config.place(*at, "models", name, "to")
                    self._sink.add("SW105", f"{name!r} is an alias of {entry.to!r}, which is no model here", at=place)
        return tuple(models.values())

    def _model_alias(self, name: str, entry: ModelEntry, target: Model) -> Model:
        """A second name of a model."""
        type_id = f"{target.type}#{name}"
        docs = Docs(deprecated=bool(said_for(TARGET, entry.deprecated)))
        self._schemas.types[type_id] = Alias(type_id, None, docs, Reference(target.type))
        return Model(name, type_id, is_forced=True)

    def _has_model(self, name: str, pointer: TypeId, keys: tuple[str, ...]) -> bool:
        """Whether the document has the schema of a model; it is defined then."""
        if pointer.startswith("/"):
            self._schemas.type_at(pointer)
        if pointer not in self._schemas.types:
            self._sink.add(
                "SW105", f"model {name!r} names no schema of the document: {pointer}", at=self._config.place(*keys)
            )
        return pointer in self._schemas.types

    def _operations(self, node: ResourceConfig, keys: tuple[str, ...], path: tuple[str, ...]) -> list[Operation]:
        found: list[Operation] = []
        for word, method in node.methods.items():
            if not method.in_target(TARGET) or method.endpoint is None or method.type in WEBHOOK_KINDS:
                continue
            operation = self._operation(word, method, (*keys, "methods", word), path)
            if operation is not None:
                found.append(operation)
        return found

    def _webhook_methods(
        self, node: ResourceConfig, keys: tuple[str, ...], path: tuple[str, ...]
    ) -> tuple[WebhookMethod, ...]:
        found = (
            self._webhooks.method(word, method, (*keys, "methods", word), path)
            for word, method in node.methods.items()
            if method.in_target(TARGET) and method.type in WEBHOOK_KINDS
        )
        methods = tuple(each for each in found if each is not None)
        self._note(*(each.event for each in methods))
        return methods

    def _note(self, *answers: TypeRef | None) -> None:
        self._answers.update((each, None) for each in answers if each is not None)

    def answers(self) -> tuple[TypeRef, ...]:
        """What the API sends to the methods that were read, whole."""
        return tuple(self._answers)

    def _operation(self, word: str, method: Method, keys: tuple[str, ...], path: tuple[str, ...]) -> Operation | None:
        assert method.endpoint is not None
        http_method, url = method.endpoint
        at = self._config.place(*keys)
        node = self._reader.node(http_method, url)
        if node is None:
            self._sink.add("SW211", f"the document has no operation {http_method} {url}", at=at)
            return None
        operation, place = node
        if method.request_type is not None and not self._reader.takes(operation, place, method.request_type):
            self._sink.add("SW105", f"{http_method} {url} takes no body of type {method.request_type!r}", at=at)
        parameters = self._reader.parameters(url, operation, place)
        body = as_configured(
            self._reader.body(http_method, operation, place, method.request_type),
            method,
            optional=self._config.query_settings.styles == "document",
        )
        answers = self._reader.responses(http_method, operation, place, method.response_type)
        success = answers.success
        switches = switches_of(parameters, body, self._schemas.types)
        streaming = streaming_of(method, answers, switches, self._models, self._schemas.types, self._sink, at)
        self._note(success.type, streaming.event if streaming else None, *(each.type for each in answers.successes))
        self._note(*(each.type for each in answers.errors if answers.successes))
        paging = (
            None
            if streaming
            else paging_of(method, parameters, body, success, self._pages, self._schemas.types, self._sink, at)
        )
        if paging is None and streaming is None and len(answers.successes) < SEVERAL:
            success = self._envelopes.opened(success, self._wrapping(method))
        return Operation(
            id="/".join((*path, word)),
            name=word,
            http_method=http_method,
            path=url,
            docs=as_described(docs_of(operation), method),
            parameters=parameters,
            body=body,
            success=success,
            successes=(success,) if answers.successes and success.envelope else answers.successes,
            errors=answers.errors,
            paging=paging,
            streaming=streaming,
            examples=self._reader.examples(operation, place, parameters, success, method.request_type),
            source=place,
            security=self._security.of(operation),
            server_url=self._servers.of(url, operation),
            positional=positional_of(method, parameters, usual=self._config.settings.positional_params is not False),
            deprecation=text(said_for(TARGET, method.deprecated)),
            response_property=method.docs.response_property,
            skip_tests=text(said_for(TARGET, method.skip_test_reason)),
            max_retries=method.default_request_options.max_retries if method.default_request_options else None,
            timeout=timeout_of(method),
        )

    def _wrapping(self, method: Method) -> tuple[str, ...]:
        """The properties that are but envelopes."""
        if method.unwrap_response is not None:
            return (method.unwrap_response,) if method.unwrap_response else ()
        own = method.unwrap_response_fields
        return self._config.settings.unwrap_response_fields if own is None else own

    def contents(self) -> frozenset[TypeId]:
        """The names of what is inside of models that are envelopes."""
        return frozenset(self._envelopes.contents)

    def report_unused(self) -> None:
        """A note for each operation that the config leaves out without saying so."""
        words = [text.split(maxsplit=1) for text in self._config.unspecified_endpoints]
        meant = {(each[0].lower(), each[-1].removeprefix("/")) for each in words if each}
        meant |= {(verb, url.removeprefix("/")) for verb, url in named_endpoints(self._config.resources)}
        for url, item in mapping(self._document.root.get("paths")).items():
            for http_method in path_methods(mapping(item)):
                if (http_method, url.removeprefix("/")) not in meant:
                    self._sink.add(
                        "SW212",
                        f"{http_method} {url} is in no resource of the config",
                        at=self._document.place(join("/paths", url, http_method)),
                    )


def timeout_of(method: Method) -> Timeout | None:
    """The timeout that the config gives the method."""
    options = method.default_request_options
    if options is None or not options.has_timeout:
        return None
    return Timeout(None if options.timeout is None else options.timeout.total_seconds())


def named_endpoints(resources: Mapping[str, ResourceConfig]) -> Iterator[tuple[str, str]]:
    """HTTP method and path of every method, also of those that only other targets have."""
    for each in resources.values():
        yield from (method.endpoint for method in each.methods.values() if method.endpoint is not None)
        yield from named_endpoints(each.subresources)


def as_described(docs: Docs, method: Method) -> Docs:
    """The document's words, with what the config says of the method over them."""
    if method.description:
        docs = docs._replace(description=text(method.description))
    return docs._replace(deprecated=True) if said_for(TARGET, method.deprecated) else docs


def with_deprecation(resource: Resource, node: ResourceConfig) -> Resource:
    """The resource with what the config says of it said of each of its methods that has no word of its own."""
    said = said_for(TARGET, node.deprecated)
    if not said:
        return resource
    operations = tuple(
        each._replace(docs=each.docs._replace(deprecated=True), deprecation=each.deprecation or text(said))
        for each in resource.operations
    )
    return resource._replace(operations=operations)
