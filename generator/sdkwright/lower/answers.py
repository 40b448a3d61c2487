"""What a method answers: the type that callers see, and how the runtime is told to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import ListOf, MapOf, Nullable, Object, Operation, Reference, Scalar, TypeRef
from sdkwright.lower.annotations import optional
from sdkwright.lower.arguments import annotator_of
from sdkwright.lower.emit import Code, string
from sdkwright.lower.expr import Import, PyExpr, name, subscript
from sdkwright.lower.lazy import lazy
from sdkwright.name.modules import answer_type

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.table import OperationNames, TypeModule


class Answer(NamedTuple):
    """What the method returns, the verb that it calls and its last arguments, the page class, and what must be imported
    at run time and for type checkers. `is_cast`: type checkers take the call only through a cast.
    """

    returns: PyExpr
    verb: str
    arguments: tuple[Code, ...]
    imports: frozenset[Import]
    page: Code | None = None
    checked: frozenset[Import] = frozenset()
    is_cast: bool = False


class AnswerWriter:
    """Writes the answer of one operation. `module` is the one of its response or event, if it has its own."""

    def __init__(
        self, context: Context, operation: Operation, names: OperationNames, module: TypeModule | None
    ) -> None:
        self._context = context
        self._operation = operation
        self._names = names
        self._module = module

    def type_expr(self, *, is_async: bool) -> PyExpr:
        """What the caller gets: the class of the response, an item of a page, an event of a stream."""
        ref = answer_type(self._operation)
        if ref is None:
            return self._plain(is_async=is_async)
        if self._module is not None:
            found = name(self._module.root_name, ".".join((".types", *self._module.name.dotted)))
            return optional(found) if isinstance(ref, Nullable) else found
        return annotator_of(self._context, "output", None).annotate(ref)

    def _plain(self, *, is_async: bool) -> PyExpr:
        match self._operation.success.kind:
            case "empty":
                return name("None")
            case "text":
                return name("str")
            case "binary":
                return name("AsyncBinaryAPIResponse" if is_async else "BinaryAPIResponse", "._response")
            case _:
                return name("object")

    def write(self, answer: PyExpr, *, is_async: bool) -> Answer:
        operation = self._operation
        if operation.paging is not None and self._names.page is not None:
            return self._page(answer, is_async)
        verb = f"_{operation.http_method}"
        if operation.streaming is not None:
            stream = subscript(name("AsyncStream" if is_async else "Stream", "._streaming"), answer)
            text, imports = lazy(stream)
            return Answer(
                stream, verb, (Code("cast_to=object"), Code("stream=True"), Code(f"stream_cls={text}")), imports
            )
        if operation.success.kind == "empty":
            return Answer(answer, verb, (Code("cast_to=NoneType"),), frozenset({Import("._types", "NoneType")}))
        text, imports = lazy(answer)
        if self._is_class(answer_type(operation)):
            return Answer(answer, verb, (Code(f"cast_to={text}"),), imports)
        # A union or an optional type is no class: type checkers take it only through casts.
        imports |= {Import("typing", "Any"), Import("typing", "cast")}
        return Answer(answer, verb, (Code(f"cast_to=cast(Any, {text})"),), imports, is_cast=True)

    def _page(self, answer: PyExpr, is_async: bool) -> Answer:
        assert self._names.page is not None
        page_class = self._names.page[1 if is_async else 0]
        page = subscript(name(page_class, ".pagination"), answer)
        text, imports = lazy(answer)
        model = text
        if not self._is_class(answer_type(self._operation)):
            imports |= {Import("typing", "Any"), Import("typing", "cast")}
            model = Code(f"cast(Any, {text})")
        arguments = [Code(f"model={model}")]
        if self._operation.http_method != "get":
            arguments.append(Code(f"method={string(self._operation.http_method)}"))
        return Answer(
            returns=subscript(name("AsyncPaginator", "._base_client"), answer, page) if is_async else page,
            verb="_get_api_list",
            arguments=tuple(arguments),
            imports=imports,
            page=Code(f"{page_class}[{text}]"),
            checked=page.imports,
        )

    def page_import(self, is_async: bool) -> Code:
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
