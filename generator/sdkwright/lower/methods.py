"""Views of methods: signature, docstring, and the request that they make."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import (
    Docs,
    ListOf,
    MapOf,
    Nullable,
    Object,
    Operation,
    Reference,
    Response,
    Scalar,
    TypeRef,
)
from sdkwright.lower.annotations import Annotator, either, optional
from sdkwright.lower.docs import description_lines
from sdkwright.lower.emit import Code, docstring, ident, string, value, wrapped
from sdkwright.lower.expr import Import, PyExpr, name, subscript, union_of
from sdkwright.lower.views import ArgumentView, MethodView
from sdkwright.lower.wire import content_type, file_paths, header_value, is_guarded, needs_transform
from sdkwright.name.modules import answer_type
from sdkwright.name.operations import body_object

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.table import OperationNames, TypeModule

OMIT = Code("omit")
# A string literal, or a name.
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\w+')
PLACE = re.compile(r"\{([^{}]*)\}")
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
class Argument:
    """One argument of a method. `where` is `path`, `query`, `header`, `cookie`, `body`, or `whole`: all of the body."""

    where: str
    wire_name: str
    py_name: str
    annotation: PyExpr
    type: TypeRef
    required: bool
    docs: Docs


@dataclass(frozen=True, slots=True)
class Method:
    """A method in one flavour, with what its module must import: at run time, and for type checkers."""

    view: MethodView
    imports: frozenset[Import]
    checked: frozenset[Import]


class Request(NamedTuple):
    """The request of a method: what the method returns, the verb that it calls and its last arguments, the page class,
    and what must be imported at run time and for type checkers.
    """

    returns: PyExpr
    verb: str
    arguments: tuple[Code, ...]
    imports: frozenset[Import]
    page: Code | None = None
    checked: frozenset[Import] = frozenset()
    is_cast: bool = False


class MethodWriter:
    """Writes the methods of one operation, sync and async."""

    def __init__(self, context: Context, operation: Operation, modules: tuple[TypeModule, ...]) -> None:
        self._context = context
        self._operation = operation
        self._names: OperationNames = context.names.operations[operation.id]
        own = [each for each in modules if each.operation == operation.id]
        self._params = next((each for each in own if each.role == "params"), None)
        self._answer = next((each for each in own if each.role in ("response", "event")), None)
        self._arguments = self._read_arguments()

    # --- arguments -------------------------------------------------------------------------------------------------

    def _read_arguments(self) -> list[Argument]:
        """Path parameters, then required ones, then the rest; each group in the order of the document."""
        operation, names = self._operation, self._names.parameters
        annotator = self._annotator("input", self._params)
        found = [
            Argument(
                each.place,
                each.wire_name,
                names[each.place, each.wire_name],
                self._path_annotation(annotator, each.type) if each.place == "path" else annotator.annotate(each.type),
                each.type,
                each.required,
                each.docs,
            )
            for each in operation.parameters
        ]
        body = body_object(self._context.api, operation)
        if body is not None:
            needed = operation.body is not None and operation.body.required
            found += [
                Argument(
                    "body",
                    each.wire_name,
                    names["body", each.wire_name],
                    annotator.annotate(each.type),
                    each.type,
                    each.required and needed,
                    each.docs,
                )
                for each in body.properties
                if not each.read_only
            ]
        elif operation.body is not None:
            found.append(
                Argument(
                    "whole",
                    "",
                    names["body", ""],
                    annotator.body(operation.body),
                    operation.body.type,
                    operation.body.required,
                    operation.body.docs,
                )
            )
        return sorted(found, key=lambda each: (each.where != "path", not each.required))

    def _path_annotation(self, annotator: Annotator, ref: TypeRef) -> PyExpr:
        return annotator.annotate(ref.inner if isinstance(ref, Nullable) else ref)

    def _annotator(self, flavour: str, module: TypeModule | None) -> Annotator:
        local = dict(module.classes) if module else {}
        if module is not None and isinstance(module.root, Reference):
            local[module.root.id] = module.root_name
        return Annotator(
            self._context.api.types,
            "input" if flavour == "input" else "output",
            local,
            self._context.names.homes,
            elsewhere=module.name if module else None,
        )

    def _argument_view(self, each: Argument) -> ArgumentView:
        if each.required:
            return ArgumentView(ident(each.py_name), each.annotation.text, None)
        return ArgumentView(ident(each.py_name), either(each.annotation, name("Omit")).text, OMIT)

    # --- types -----------------------------------------------------------------------------------------------------

    def _answer_expr(self, *, is_async: bool) -> PyExpr:
        """What the caller gets: the class of the response, an item of a page, an event of a stream."""
        ref = answer_type(self._operation)
        if ref is None:
            return self._plain_answer(is_async=is_async)
        if self._answer is not None:
            found = name(self._answer.root_name, ".".join((".types", *self._answer.name.dotted)))
            return optional(found) if isinstance(ref, Nullable) else found
        return self._annotator("output", None).annotate(ref)

    def _plain_answer(self, *, is_async: bool) -> PyExpr:
        match self._operation.success.kind:
            case "empty":
                return name("None")
            case "text":
                return name("str")
            case "binary":
                return name("AsyncBinaryAPIResponse" if is_async else "BinaryAPIResponse", "._response")
            case _:
                return name("object")

    def _lazy(self, expression: PyExpr) -> tuple[Code, frozenset[Import]]:
        """The expression with names of the `types` package reached through the package, which imports them on first
        use.
        """
        imports, packages = set[Import](), dict[str, str]()
        for each in sorted(expression.imports):
            if not each.module.startswith(".types"):
                imports.add(each)
                continue
            package = tuple(each.module.split(".")[2:-1])
            alias = f"{'_'.join(package) or 'sdk'}_types"
            above = ".".join((".types", *package[:-1])) if package else "."
            imports.add(Import(above, f"{package[-1]} as {alias}" if package else f"types as {alias}"))
            packages[each.name] = alias
        text = WORD.sub(
            lambda found: f"{packages[found[0]]}.{found[0]}" if found[0] in packages else found[0], expression.text
        )
        return Code(text), frozenset(imports)

    # --- the method ------------------------------------------------------------------------------------------------

    def write(self, *, is_async: bool) -> Method:
        answer = self._answer_expr(is_async=is_async)
        request = self._request(answer, is_async)
        page = request.page
        call = ("await " if is_async and page is None else "") + f"self.{request.verb}"
        view = MethodView(
            definition=Code("async def" if is_async and page is None else "def"),
            name=ident(self._names.method),
            positional=tuple(self._argument_view(each) for each in self._arguments if each.where == "path"),
            keyword=(
                *(self._argument_view(each) for each in self._arguments if each.where != "path"),
                *(ArgumentView(ident(word), Code(annotation), Code(default)) for word, annotation, default in TRAILING),
            ),
            returns=request.returns.text,
            docstring=self._docstring(),
            headers=self._headers(),
            request=Code(f"cast({string(request.returns.text)}, {call}" if request.is_cast else call),
            close=Code(")" if request.is_cast else ""),
            path=self._path(),
            page_import=self._page_import(is_async) if page else None,
            page=page,
            form=Code(f"deepcopy_with_paths({self._body()}, {self._files})") if self._files else None,
            body=Code("_form") if self._files else None if self._is_raw else self._body(),
            content=self._content() if self._is_raw else None,
            files=Code(f"extract_files(_form, paths={self._files})") if self._files else None,
            query=self._query(),
            arguments=request.arguments,
            deprecated=string(f"{self._names.method} is deprecated") if self._operation.docs.deprecated else None,
        )
        used = union_of(*(each.annotation for each in self._arguments), answer, request.returns)
        return Method(view, request.imports | self._runtime_imports(), (used | request.checked) - request.imports)

    def _request(self, answer: PyExpr, is_async: bool) -> Request:
        operation = self._operation
        if operation.paging is not None and self._names.page is not None:
            return self._page_request(answer, is_async)
        verb = f"_{operation.http_method}"
        if operation.streaming is not None:
            stream = subscript(name("AsyncStream" if is_async else "Stream", "._streaming"), answer)
            text, imports = self._lazy(stream)
            return Request(
                stream, verb, (Code("cast_to=object"), Code("stream=True"), Code(f"stream_cls={text}")), imports
            )
        if operation.success.kind == "empty":
            return Request(answer, verb, (Code("cast_to=NoneType"),), frozenset({Import("._types", "NoneType")}))
        text, imports = self._lazy(answer)
        if self._is_class(answer_type(operation)):
            return Request(answer, verb, (Code(f"cast_to={text}"),), imports)
        # A union or an optional type is no class: type checkers take it only through casts.
        imports |= {Import("typing", "Any"), Import("typing", "cast")}
        return Request(answer, verb, (Code(f"cast_to=cast(Any, {text})"),), imports, is_cast=True)

    def _page_request(self, answer: PyExpr, is_async: bool) -> Request:
        assert self._names.page is not None
        page_class = self._names.page[1 if is_async else 0]
        page = subscript(name(page_class, ".pagination"), answer)
        text, imports = self._lazy(answer)
        model = text
        if not self._is_class(answer_type(self._operation)):
            imports |= {Import("typing", "Any"), Import("typing", "cast")}
            model = Code(f"cast(Any, {text})")
        arguments = [Code(f"model={model}")]
        if self._operation.http_method != "get":
            arguments.append(Code(f"method={string(self._operation.http_method)}"))
        return Request(
            returns=subscript(name("AsyncPaginator", "._base_client"), answer, page) if is_async else page,
            verb="_get_api_list",
            arguments=tuple(arguments),
            imports=imports,
            page=Code(f"{page_class}[{text}]"),
            checked=page.imports,
        )

    def _page_import(self, is_async: bool) -> Code:
        """Page classes are pydantic models, and slow to make: they are imported by the first list that is asked for."""
        assert self._names.page is not None
        module = self._context.resource_names(self._operation.id).module
        dots = "." * (len(module) + 1)
        return Code(f"from {dots}pagination import {self._names.page[1 if is_async else 0]}")

    def _is_class(self, ref: TypeRef | None) -> bool:
        match ref:
            case None | Scalar() | ListOf() | MapOf():
                return True
            case Reference(id=type_id):
                return isinstance(self._context.api.types.get(type_id), Object)
            case _:
                return False

    def _runtime_imports(self) -> frozenset[Import]:
        found = {Import("._base_client", "make_request_options")}
        if any(each.where == "path" for each in self._arguments):
            found.add(Import("._utils", "path_template"))
        if any(not each.required for each in self._arguments):
            found |= {Import("._types", "omit"), Import("._types", "Omit")}
        headers = [each for each in self._arguments if each.where == "header"]
        found |= {Import("._utils", "strip_not_given")} if headers else set()
        raw_and_optional = self._is_raw and any(each.where == "whole" and not each.required for each in self._arguments)
        if raw_and_optional or any(is_guarded(each.type, required=each.required) for each in headers):
            found.add(Import("._utils", "is_given"))
        if self._files:
            found |= {Import("._utils", "deepcopy_with_paths"), Import("._utils", "extract_files")}
        if self._transforms and not self._is_raw and (self._body() or self._query()):
            found.add(Import("._utils", "maybe_transform"))
            whole = next((each for each in self._arguments if each.where == "whole"), None)
            if whole is not None:
                found |= whole.annotation.imports
            if self._params is not None:
                found |= self._lazy(self._params_expr())[1]
        if self._operation.docs.deprecated:
            found.add(Import("typing_extensions", "deprecated"))
        return frozenset(found)

    # --- its parts -------------------------------------------------------------------------------------------------

    def _path(self) -> Code:
        names = {each.wire_name: each.py_name for each in self._arguments if each.where == "path"}
        # Documents tell apart two operations of one path by a fragment, which is never sent (RFC 3986, 3.5).
        path = self._operation.path.partition("#")[0]
        if not names:
            return string(path)
        template = PLACE.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", path)
        given = ", ".join(f"{each}={each}" for each in names.values())
        return Code(f"path_template({string(template)}, {given})")

    def _display(self, where: str, *, wire: bool) -> Code | None:
        """A dict display of the arguments of one place, under their wire names or under their own."""
        chosen = sorted((each for each in self._arguments if each.where == where), key=lambda each: each.wire_name)
        entries = [f"{string(each.wire_name if wire else each.py_name)}: {each.py_name}" for each in chosen]
        return Code("{" + ", ".join(entries) + "}") if entries else None

    def _body(self) -> Code | None:
        whole = next((each for each in self._arguments if each.where == "whole"), None)
        if whole is not None:
            plain: Code | None = ident(whole.py_name)
            return self._transformed(plain, whole.annotation.text) if self._transforms else plain
        if not self._transforms or self._params is None:
            return self._display("body", wire=True)
        return self._transformed(self._display("body", wire=False), self._params_text())

    @property
    def _is_raw(self) -> bool:
        return self._operation.body is not None and self._operation.body.kind in ("binary", "text")

    def _content(self) -> Code:
        whole = next(each for each in self._arguments if each.where == "whole")
        return Code(whole.py_name if whole.required else f"{whole.py_name} if is_given({whole.py_name}) else None")

    @property
    def _files(self) -> Code | None:
        """The places of files in a multipart form, as the runtime takes them."""
        body = self._operation.body
        if body is None or body.kind != "multipart" or body_object(self._context.api, self._operation) is None:
            return None
        paths = file_paths(self._context, body.type)
        return value(paths) if paths else None

    def _query(self) -> Code | None:
        if not self._transforms or self._params is None:
            return self._display("query", wire=True)
        return self._transformed(self._display("query", wire=False), self._params_text())

    def _transformed(self, expression: Code | None, typed_dict: Code) -> Code | None:
        return Code(f"maybe_transform({expression}, {typed_dict})") if expression else None

    def _params_text(self) -> Code:
        return self._lazy(self._params_expr())[0]

    def _params_expr(self) -> PyExpr:
        assert self._params is not None
        return name(self._params.root_name, ".".join((".types", *self._params.name.dotted)))

    @property
    def _transforms(self) -> bool:
        return needs_transform(self._context, self._operation)

    def _headers(self) -> Code | None:
        """What goes before the caller's own headers."""
        accept = {"empty": "*/*", "sse": "text/event-stream"}.get(self._operation.success.kind)
        if self._operation.success.kind in ("binary", "text") and self._operation.success.media_type:
            accept = self._operation.success.media_type
        entries = [f'"Accept": {string(accept)}'] if accept else []
        body = self._operation.body
        if body is not None and body.media_type.partition(";")[0].strip().lower() != "application/json":
            entries.append(f'"Content-Type": {string(content_type(body))}')
        given = [each for each in self._arguments if each.where == "header"]
        if given:
            pairs = (
                f"{string(each.wire_name)}: {header_value(each.type, each.py_name, required=each.required)}"
                for each in given
            )
            entries.append(f"**strip_not_given({{{', '.join(pairs)}}})")
        return Code("{" + ", ".join([*entries, "**(extra_headers or {})"]) + "}") if entries else None

    # --- prose -----------------------------------------------------------------------------------------------------

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
