"""Views of methods: signature, docstring, and the request that they make."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sdkwright.lower.annotations import either, literal, optional
from sdkwright.lower.answers import Answer, AnswerWriter, accept_header
from sdkwright.lower.arguments import OMIT, Argument, read_arguments
from sdkwright.lower.credentials import security_literal
from sdkwright.lower.docs import description_lines
from sdkwright.lower.emit import Code, docstring, ident, string, value, wrapped
from sdkwright.lower.expr import Import, PyExpr, name, union_of
from sdkwright.lower.kinds import takes_all
from sdkwright.lower.requests import RequestWriter
from sdkwright.lower.views import ArgumentView, MethodView, OverloadView
from sdkwright.name.arguments import asks_when, parameter_slots, slots, switch_slot, variant_slots
from sdkwright.name.statuses import typed

if TYPE_CHECKING:
    from sdkwright.api import Operation, Response
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot
    from sdkwright.name.table import OperationNames

TRAILING: tuple[tuple[str, str, str], ...] = (
    ("extra_headers", "Headers | None", "None"),
    ("extra_query", "Query | None", "None"),
    ("extra_body", "Body | None", "None"),
)
TIMEOUT = "float | httpx.Timeout | None | NotGiven"
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

    def __init__(self, context: Context, operation: Operation) -> None:
        self._context = context
        self._operation = operation
        self._names: OperationNames = context.names.operations[operation.id]
        own = context.modules_of(operation.id)
        params = next((each for each in own if each.role == "params"), None)
        self._params = params
        self._arguments = self._read(slots(context.api, operation))
        self._switch = next((each for each in self._arguments if asks_for_stream(operation, each)), None)
        switch = self._switch.py_name if self._switch else None
        self._request = RequestWriter(context, operation, self._arguments, params, accept_header(operation, switch))
        self._answer = AnswerWriter(context, operation, self._names, own, switch)

    def _read(self, listed: list[Slot]) -> list[Argument]:
        return read_arguments(self._context, self._operation, self._names, self._params, listed)

    @cached_property
    def _kinds(self) -> list[list[Argument]]:
        """The arguments of each kind of call, where the body may be one of several objects; no kind that takes only
        what one before it takes, as type checkers find it out of reach.
        """
        if self._switch is not None:
            return []
        beside = parameter_slots(self._operation)
        found: list[list[Argument]] = []
        for each in variant_slots(self._context.api, self._operation):
            kind = self._read([*beside, *each])
            if not any(takes_all(other, kind, self._context.api.types) for other in found):
                found.append(kind)
        return found if len(found) > 1 else []

    @property
    def positional(self) -> list[Code]:
        """What may be given by position."""
        return [ident(each.py_name) for each in self._arguments if each.positional]

    @property
    def named(self) -> list[Code]:
        """What of the path is given by name."""
        return [ident(each.py_name) for each in self._arguments if each.where == "path" and not each.positional]

    def returned(self) -> Code:
        """What the sync method returns; without a stream, where one can be asked for."""
        result = self._answer.write(self._answer.type_expr(is_async=False), is_async=False)
        return result.plain.text if result.plain is not None and self._overloads(result) else result.returns.text

    def write(self, *, is_async: bool) -> Method:
        answer = self._answer.type_expr(is_async=is_async)
        request, result = self._request, self._answer.write(answer, is_async=is_async)
        errors, error_imports = self._answer.errors(typed(self._operation))
        page, body = result.page, request.body()
        call = ("await " if is_async and page is None else "") + f"self.{self._verb(result.verb)}"
        path, overloads = request.path(), self._overloads(result)
        view = MethodView(
            definition=Code("async def" if is_async and page is None else "def"),
            name=ident(self._names.method),
            positional=tuple(each.view() for each in self._arguments if each.positional),
            keyword=self._keyword(self._switched(False, True) if overloads and self._switch else None),
            returns=result.returns.text,
            docstring=self._docstring,
            headers=request.headers(),
            request=Code(f"cast({string(result.returns.text)}, {call}" if result.is_cast else call),
            close=Code(")" if result.is_cast else ""),
            path=path,
            page_import=self._answer.page_import(is_async) if page else None,
            form=Code(f"deepcopy_with_paths({body}, {request.files})") if request.files else None,
            parts=named(
                page=page,
                body=Code("_form") if request.files else None if request.is_raw else body,
                content=request.content(),
                files=request.extracted(),
            ),
            query=request.query(),
            arguments=result.arguments,
            deprecated=self._deprecation,
            overloads=overloads,
            required=self._required(),
            options=self._options(request.cookies(), errors),
        )
        used = union_of(*(each.annotation for each in self._arguments), answer, result.returns)
        executed = result.imports | request.imports() | error_imports
        if view.overloads and self._switch:
            used |= self._switch_values(False, True)[0].imports
            executed |= {Import("typing_extensions", "Literal")}
        if view.overloads:
            executed |= {Import("typing", "overload")}
        if view.required:
            executed |= {Import("._required", "required_args")}
        used |= union_of(*(each.annotation for kind in self._kinds for each in kind))
        return Method(view, executed, (used | result.checked) - executed)

    def _verb(self, verb: str) -> str:
        """What the class calls the verb of resources: a client has those that it shows under names without `_`."""
        is_shown = self._context.resource_names(self._operation.id).is_client and not verb.startswith("_verb(")
        return verb.removeprefix("_") if is_shown else verb

    def _keyword(
        self, switched: ArgumentView | None = None, arguments: list[Argument] | None = None
    ) -> tuple[ArgumentView, ...]:
        """The arguments that are given by name; `switched` stands for the one that asks for a stream."""
        others = [each for each in arguments or self._arguments if not each.positional]
        views = [(each.required, each.view()) for each in others if switched is None or each is not self._switch]
        if switched is not None and self._switch is not None:
            # Required ones first; an argument without a default is one of them.
            place = sum(needed for needed, _ in views) if switched.default is None else others.index(self._switch)
            views.insert(place, (switched.default is None, switched))
        trailing = (
            ArgumentView(ident(word), Code(annotation), Code(default)) for word, annotation, default in TRAILING
        )
        timeout = ArgumentView(ident("timeout"), Code(self._context.http.spoken(TIMEOUT)), self._timeout())
        return (*(view for _, view in views), *trailing, timeout)

    def _timeout(self) -> Code:
        """How long the call waits where the caller does not say."""
        own = self._operation.timeout
        if own is None:
            return Code("not_given")
        whole = own.seconds is not None and own.seconds.is_integer()
        return Code(value(int(own.seconds) if own.seconds is not None and whole else own.seconds))

    def _overloads(self, answer: Answer) -> tuple[OverloadView, ...]:
        """One for each kind of call: by what the body is; without a stream, with one, and for callers that do not know
        which.
        """
        if self._kinds:
            return tuple(OverloadView(self._keyword(None, each), answer.returns.text) for each in self._kinds)
        if self._switch is None or answer.plain is None or answer.stream is None:
            return ()
        unknown = ArgumentView(ident(self._switch.py_name), Code("bool"), None)
        return (
            OverloadView(self._keyword(self._switched(False)), answer.plain.text),
            OverloadView(self._keyword(self._switched(True)), answer.stream.text),
            OverloadView(self._keyword(unknown), answer.returns.text),
        )

    def _required(self) -> Code | None:
        """What each kind of call needs: no argument of the method itself says it."""
        if not self._kinds:
            return None
        needed = [[each.py_name for each in kind if each.required] for kind in self._kinds]
        return Code(", ".join(value(each) for each in needed)) if all(needed) else None

    def _switched(self, *values: bool) -> ArgumentView:
        """The argument that asks for a stream, where its value is one of these."""
        assert self._switch is not None
        annotation, must = self._switch_values(*values)
        return ArgumentView(ident(self._switch.py_name), annotation.text, None if must else OMIT)

    def _switch_values(self, *values: bool) -> tuple[PyExpr, bool]:
        """Its annotation, and whether it must be given."""
        slot = switch_slot(self._context.api, self._operation)
        assert slot is not None
        parts, must = list[PyExpr](), True
        for each in values:
            asked = asks_when(self._operation, slot, to=each)
            parts.append(optional(literal((each,))) if asked.null else literal((each,)))
            must = must and asked.required
        return either(*parts, *([] if must else [name("Omit")])), must

    def _options(self, cookies: Code | None, errors: Code | None) -> tuple[Code, ...]:
        """What few calls need: cookies, other credentials or another server than the client's, retries of their own,
        types of error bodies.
        """
        security, server = self._operation.security, self._operation.server_url
        retries = self._operation.max_retries
        return named(
            cookies=cookies,
            security=None if security is None else security_literal(security),
            server=None if server is None else string(server),
            max_retries=None if retries is None else value(retries),
            post_parser=Code("unwrapped") if self._operation.success.envelope is not None else None,
            errors=errors,
        )

    @property
    def _deprecation(self) -> Code | None:
        if not self._operation.docs.deprecated:
            return None
        return string(self._operation.deprecation or f"{self._names.method} is deprecated")

    @cached_property
    def _docstring(self) -> Code:
        lines = description_lines(self._operation.docs, 8) if self._operation.docs.description else []
        if not lines:
            lines = [self._operation.docs.summary or f"`{self._operation.http_method.upper()} {self._operation.path}`"]
        lines = [*lines, "", "Args:"]
        documented = [(each.py_name, " ".join(description_lines(each.docs, 0))) for each in self._arguments]
        trailing = [(word, self._context.http.spoken(text)) for word, text in TRAILING_DOCS]
        for word, text in [*((word, text) for word, text in documented if text), *trailing]:
            lines += hanging(f"{word}: {text}", 8)
        return docstring([*lines, *self._raises()], 8)

    def _raises(self) -> list[str]:
        """The documented errors; those with a model say so."""
        counts = bool(self._operation.successes)
        models = {each.status for each in typed(self._operation)}
        lines: list[str] = []
        for each in self._operation.errors:
            if counts or each.status in ERRORS:
                text = error_text(each)
                if each.status in models:
                    text = f"{text if text.endswith(('.', '!', '?')) else text + '.'} {self._parsed(each)}"
                lines += hanging(f"{error_name(each.status)}: {text}", 8)
        return ["", "Raises:", *lines] if lines else []

    def _parsed(self, response: Response) -> str:
        return f"`parsed` holds a `{self._answer.of_response(response, is_async=False).text}`."


def asks_for_stream(operation: Operation, argument: Argument) -> bool:
    streaming = operation.streaming
    return (
        streaming is not None
        and argument.wire_name == streaming.param_discriminator
        and argument.where in ("query", "body", "header", "cookie")
    )


def error_name(status: str) -> str:
    """The class that is raised for a documented status; a range or the default stands for several."""
    return ERRORS.get(status, "InternalServerError" if status.startswith("5") else "APIStatusError")


def named(**arguments: Code | None) -> tuple[Code, ...]:
    """The arguments that are there, as a call writes them."""
    return tuple(Code(f"{word}={each}") for word, each in arguments.items() if each is not None)


def error_text(response: Response) -> str:
    told = f"HTTP status {response.status}" if response.status != "default" else "any other HTTP status"
    return (response.docs.text or told).strip()


def hanging(text: str, indent: int) -> list[str]:
    """A paragraph of a docstring's section: four columns in, its other lines eight."""
    first, *rest = wrapped(" ".join(text.split()), 96 - indent)
    return [f"    {first}", *(f"        {line}" for line in rest)]
