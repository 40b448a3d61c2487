"""Which resources, methods and models the SDK has: what the config lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Model, Operation, PageScheme, Resource, TypeId
from sdkwright.load import Document, join
from sdkwright.resolve.docs import docs_of
from sdkwright.resolve.nodes import mapping, text
from sdkwright.resolve.operations import METHODS, SENDABLE, OperationReader
from sdkwright.resolve.paging import paging_of
from sdkwright.resolve.streaming import streaming_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Config, Method
    from sdkwright.config import Resource as ResourceConfig
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.schemas import SchemaResolver

TARGET = "python"


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
        sink: Diagnostics,
    ) -> None:
        self._document = document
        self._config = config
        self._reader = reader
        self._schemas = schemas
        self._pages = pages
        self._models = models
        self._sink = sink
        self.endpoints: set[tuple[str, str]] = set()

    def read(
        self, nodes: Mapping[str, ResourceConfig], keys: tuple[str, ...], parents: tuple[str, ...]
    ) -> tuple[Resource, ...]:
        """`keys` leads to `nodes` in the config, `parents` are the words of the resources above."""
        found: list[Resource] = []
        for word, node in nodes.items():
            if not node.in_target(TARGET):
                continue
            path, at = (*parents, word), (*keys, word)
            found.append(
                Resource(
                    path=path,
                    operations=tuple(self._operations(node, at, path)),
                    children=self.read(node.subresources, (*at, "subresources"), path),
                    models=tuple(
                        Model(name, entry.pointer)
                        for name, entry in node.models.items()
                        if entry.in_target(TARGET) and self._has_model(name, entry.pointer, (*at, "models", name))
                    ),
                    description=text(node.description),
                )
            )
        return tuple(found)

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
            if not method.in_target(TARGET) or method.endpoint is None:
                continue
            operation = self._operation(word, method, (*keys, "methods", word), path)
            if operation is not None:
                found.append(operation)
        return found

    def _operation(self, word: str, method: Method, keys: tuple[str, ...], path: tuple[str, ...]) -> Operation | None:
        assert method.endpoint is not None
        http_method, url = method.endpoint
        at = self._config.place(*keys)
        node = self._reader.node(http_method, url)
        if node is None:
            self._sink.add("SW211", f"the document has no operation {http_method} {url}", at=at)
            return None
        self.endpoints.add((http_method, url))
        if http_method not in SENDABLE:
            self._sink.add("SW214", f"{http_method.upper()} requests have no method", at=at)
            return None
        operation, place = node
        parameters = self._reader.parameters(url, operation, place)
        body = self._reader.body(http_method, operation, place)
        success, errors = self._reader.responses(operation, place)
        streaming = streaming_of(method, success, self._models, self._schemas.types, self._sink, at)
        return Operation(
            id="/".join((*path, word)),
            name=word,
            http_method=http_method,
            path=url,
            docs=docs_of(operation),
            parameters=parameters,
            body=body,
            success=success,
            errors=errors,
            paging=None
            if streaming
            else paging_of(method, parameters, body, success, self._pages, self._schemas.types, self._sink, at),
            streaming=streaming,
            examples=self._reader.examples(operation, place, parameters, success),
            source=place,
        )

    def report_unused(self) -> None:
        """A note for each operation that the config leaves out without saying so."""
        meant = {tuple(text.lower().split(maxsplit=1)) for text in self._config.unspecified_endpoints}
        for url, item in mapping(self._document.root.get("paths")).items():
            for http_method in METHODS:
                pair = (http_method, url)
                if http_method in mapping(item) and pair not in self.endpoints and pair not in meant:
                    self._sink.add(
                        "SW212",
                        f"{http_method} {url} is in no resource of the config",
                        at=self._document.place(join("/paths", url, http_method)),
                    )
