"""What one path item and method mean: parameters, body, answers, examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Body, Examples, Parameter, Response
from sdkwright.load import Document, Refs, join
from sdkwright.resolve.bodies import BodyReader
from sdkwright.resolve.finder import Finder
from sdkwright.resolve.media import media_example
from sdkwright.resolve.nodes import mapping
from sdkwright.resolve.parameters import ParameterReader
from sdkwright.resolve.responses import Answers, ResponseReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.diagnostics import Diagnostics
    from sdkwright.resolve.schemas import SchemaResolver


class OperationReader:
    """Reads the parts of operations; the caller decides which operations exist and what they are called."""

    def __init__(
        self,
        document: Document,
        refs: Refs,
        schemas: SchemaResolver,
        sink: Diagnostics,
        *,
        count_all_answers: bool = False,
    ) -> None:
        self._finder = Finder(document, refs)
        self._parameters = ParameterReader(document, refs, self._finder, schemas, sink)
        self._bodies = BodyReader(document, self._finder, schemas, sink)
        self._responses = ResponseReader(document, self._finder, schemas, sink, count_all=count_all_answers)

    def node(self, http_method: str, path: str) -> tuple[Mapping[str, object], str] | None:
        """The Operation Object and its place, None where the document has no such operation."""
        return self._finder.operation(http_method, path)

    def parameters(self, path: str, operation: Mapping[str, object], place: str) -> tuple[Parameter, ...]:
        return self._parameters.read(path, operation, place)

    def body(
        self, http_method: str, operation: Mapping[str, object], place: str, media_type: str | None = None
    ) -> Body | None:
        """The body; `media_type` is the one to send, where the config has chosen."""
        return self._bodies.read(http_method, operation, place, media_type)

    def takes(self, operation: Mapping[str, object], place: str, media_type: str) -> bool:
        """Whether the operation takes a body of that media type."""
        return self._bodies.takes(operation, place, media_type)

    def responses(
        self, http_method: str, operation: Mapping[str, object], place: str, media_type: str | None = None
    ) -> Answers:
        """The answers by status; `media_type` is the one to ask for, where the config has chosen."""
        return self._responses.read(operation, place, http_method=http_method, media_type=media_type)

    def examples(
        self,
        operation: Mapping[str, object],
        place: str,
        parameters: tuple[Parameter, ...],
        success: Response,
        request_type: str | None = None,
    ) -> Examples:
        """The document's own examples of the request and of the success response."""
        body = self._finder.follow(operation.get("requestBody"), join(place, "requestBody"))
        answer = self._finder.follow(mapping(operation.get("responses")).get(success.status), place)
        has_body, body_value = media_example(body, self._bodies.media_type(operation, place, request_type))
        has_answer, answer_value = media_example(answer, success.media_type)
        streams = success.kind in ("sse", "jsonl")
        return Examples(
            parameters={each.wire_name: each.docs.example for each in parameters if each.docs.has_example},
            body=body_value,
            has_body=has_body,
            response=None if streams else answer_value,
            has_response=has_answer and not streams,
            transcript=answer_value if success.kind == "sse" and isinstance(answer_value, str) else None,
        )
