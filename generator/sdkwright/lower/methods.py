"""Views of methods: signature, docstring, and the request that they make."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.lower.answers import AnswerWriter
from sdkwright.lower.arguments import read_arguments
from sdkwright.lower.docs import description_lines
from sdkwright.lower.emit import Code, docstring, ident, string, wrapped
from sdkwright.lower.expr import Import, union_of
from sdkwright.lower.requests import RequestWriter
from sdkwright.lower.views import ArgumentView, MethodView

if TYPE_CHECKING:
    from sdkwright.api import Operation, Response
    from sdkwright.lower.context import Context
    from sdkwright.name.table import OperationNames, TypeModule

TRAILING: tuple[tuple[str, str, str], ...] = (
    ("extra_headers", "Headers | None", "None"),
    ("extra_query", "Query | None", "None"),
    ("extra_body", "Body | None", "None"),
    ("timeout", "float | httpx.Timeout | None | NotGiven", "not_given"),
)
TRAILING_DOCS = (
    ("extra_headers", "Headers to send besides; `Omit()` as a value takes one away."),
    ("extra_query", "Query parameters to send besides."),
    ("extra_body", "Properties to add to the JSON body."),
    ("timeout", "Seconds, or an `httpx.Timeout`, for this call only; `None` waits without end."),
)
ERRORS = {
    "400": "BadRequestError",
    "401": "AuthenticationError",
    "403": "PermissionDeniedError",
    "404": "NotFoundError",
    "409": "ConflictError",
    "422": "UnprocessableEntityError",
    "429": "RateLimitError",
}


@dataclass(frozen=True, slots=True)
class Method:
    """A method in one flavour, with what its module must import: at run time, and for type checkers."""

    view: MethodView
    imports: frozenset[Import]
    checked: frozenset[Import]


class MethodWriter:
    """Writes the methods of one operation, sync and async."""

    def __init__(self, context: Context, operation: Operation, modules: tuple[TypeModule, ...]) -> None:
        self._operation = operation
        self._names: OperationNames = context.names.operations[operation.id]
        own = [each for each in modules if each.operation == operation.id]
        params = next((each for each in own if each.role == "params"), None)
        answer = next((each for each in own if each.role in ("response", "event")), None)
        self._arguments = read_arguments(context, operation, self._names, params)
        self._request = RequestWriter(context, operation, self._arguments, params)
        self._answer = AnswerWriter(context, operation, self._names, answer)

    def write(self, *, is_async: bool) -> Method:
        answer = self._answer.type_expr(is_async=is_async)
        request, result = self._request, self._answer.write(answer, is_async=is_async)
        page, body = result.page, request.body()
        call = ("await " if is_async and page is None else "") + f"self.{result.verb}"
        view = MethodView(
            definition=Code("async def" if is_async and page is None else "def"),
            name=ident(self._names.method),
            positional=tuple(each.view() for each in self._arguments if each.where == "path"),
            keyword=(
                *(each.view() for each in self._arguments if each.where != "path"),
                *(ArgumentView(ident(word), Code(annotation), Code(default)) for word, annotation, default in TRAILING),
            ),
            returns=result.returns.text,
            docstring=self._docstring(),
            headers=request.headers(),
            request=Code(f"cast({string(result.returns.text)}, {call}" if result.is_cast else call),
            close=Code(")" if result.is_cast else ""),
            path=request.path(),
            page_import=self._answer.page_import(is_async) if page else None,
            page=page,
            form=Code(f"deepcopy_with_paths({body}, {request.files})") if request.files else None,
            body=Code("_form") if request.files else None if request.is_raw else body,
            content=request.content() if request.is_raw else None,
            files=Code(f"extract_files(_form, paths={request.files})") if request.files else None,
            query=request.query(),
            arguments=result.arguments,
            deprecated=string(f"{self._names.method} is deprecated") if self._operation.docs.deprecated else None,
        )
        used = union_of(*(each.annotation for each in self._arguments), answer, result.returns)
        return Method(view, result.imports | request.imports(), (used | result.checked) - result.imports)

    def _docstring(self) -> Code:
        lines = description_lines(self._operation.docs, 8) if self._operation.docs.description else []
        if not lines:
            lines = [self._operation.docs.summary or f"`{self._operation.http_method.upper()} {self._operation.path}`"]
        lines = [*lines, "", "Args:"]
        documented = [(each.py_name, " ".join(description_lines(each.docs, 0))) for each in self._arguments]
        for word, text in [*((word, text) for word, text in documented if text), *TRAILING_DOCS]:
            lines += hanging(f"{word}: {text}", 8)
        errors = [each for each in self._operation.errors if each.status in ERRORS]
        if errors:
            lines += ["", "Raises:"]
            for each in errors:
                lines += hanging(f"{ERRORS[each.status]}: {error_text(each)}", 8)
        return docstring(lines, 8)


def error_text(response: Response) -> str:
    return (response.docs.text or f"HTTP status {response.status}").strip()


def hanging(text: str, indent: int) -> list[str]:
    """A paragraph of a docstring's section: four columns in, its other lines eight."""
    first, *rest = wrapped(" ".join(text.split()), 96 - indent)
    return [f"    {first}", *(f"        {line}" for line in rest)]
