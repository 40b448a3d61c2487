"""What a method answers: the type that callers see, and how the runtime is told to make it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import ListOf, MapOf, Nullable, Object, Operation, Reference, Response, Scalar, TypeRef
from sdkwright.lower.annotations import either, optional
from sdkwright.lower.arguments import annotator_of
from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.expr import Import, PyExpr, name, subscript
from sdkwright.lower.lazy import lazy
from sdkwright.name.modules import answer_type, is_stream_only

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.table import OperationNames, TypeModule

CASTS = frozenset({Import("typing", "Any"), Import("typing", "cast")})


class Answer(NamedTuple):
    """What the method returns, the verb that it calls and its last arguments, the page class, and what must be imported
    at run time and for type checkers. `is_cast`: type checkers take the call only through a cast. `plain` and `stream`
    are the two kinds of answer of a method that streams when asked.
    """

    returns: PyExpr
    verb: str
    arguments: tuple[Code, ...]
    imports: frozenset[Import]
    page: Code | None = None
    checked: frozenset[Import] = frozenset()
    is_cast: bool = False
    plain: PyExpr | None = None
    stream: PyExpr | None = None


class AnswerWriter:
    """Writes the answer of one operation. `modules` are those of its responses and events, as far as it has its own.

    `switch` is the argument that asks for a stream, where there is one.
    """

    def __init__(
        self,
        context: Context,
        operation: Operation,
        names: OperationNames,
        modules: list[TypeModule],
        switch: str | None,
    ) -> None:
        self._context = context
        self._operation = operation
        self._names = names
        self._modules = modules
        self._switch = switch

    def type_expr(self, *, is_async: bool) -> PyExpr:
        """What the caller gets: the class of the response, an item of a page, an event of a stream."""
        ref = answer_type(self._operation)
        if ref is None:
            return plain_type(self._operation.success, is_async=is_async)
        return self._typed(ref, self._own("event" if is_stream_only(self._operation) else "response", None))

    def _own(self, role: str, status: str | None) -> TypeModule | None:
        return next((each for each in self._modules if each.role == role and each.status == status), None)

    def _typed(self, ref: TypeRef, module: TypeModule | None) -> PyExpr:
        if module is not None:
            found = name(module.root_name, ".".join((".types", *module.name.dotted)))
            return optional(found) if isinstance(ref, Nullable) else found
        return annotator_of(self._context, "output", None).annotate(ref)

    def of_response(self, response: Response, *, is_async: bool) -> PyExpr:
        """The type of an answer other than the first success."""
        if response.type is None:
            return plain_type(response, is_async=is_async)
        if response.type == self._operation.success.type:
            return self._typed(response.type, self._own("response", None))
        same = [each for each in self._modules if each.status is not None and each.root == response.type]
        return self._typed(response.type, same[0] if same else None)

    def write(self, answer: PyExpr, *, is_async: bool) -> Answer:
        operation = self._operation
        if operation.paging is not None and self._names.page is not None:
            return self._page(answer, is_async)
        verb = f"_{operation.http_method}" if has_verb(operation) else f"_verb({string(operation.http_method)})"
        if operation.streaming is not None and self._switch is None:
            stream = self._stream(answer, is_async)
            text, imports = lazy(stream)
            return Answer(
                stream, verb, (Code("cast_to=object"), Code("stream=True"), Code(f"stream_cls={text}")), imports
            )
        found = self._value(answer, verb, is_async)
        return found if operation.streaming is None else self._switched(found, is_async)

    def _stream(self, event: PyExpr, is_async: bool) -> PyExpr:
        return subscript(name("AsyncStream" if is_async else "Stream", "._streaming"), event)

    def _switched(self, found: Answer, is_async: bool) -> Answer:
        """The answer of a method that streams when `switch` is true."""
        assert self._operation.streaming is not None
        assert self._switch is not None
        event = self._operation.streaming.event
        own = self._own("response" if event == answer_type(self._operation) else "event", None)
        stream = self._stream(self._typed(event, own), is_async)
        text, imports = lazy(stream)
        switch = ident(self._switch)
        asked = f"{switch} is not False" if self._operation.streaming.by_default else f"{switch} or False"
        return found._replace(
            returns=either(found.returns, stream),
            arguments=(*found.arguments, Code(f"stream={asked}"), Code(f"stream_cls={text}")),
            imports=found.imports | imports,
            plain=found.returns,
            stream=stream,
        )

    def _value(self, answer: PyExpr, verb: str, is_async: bool) -> Answer:
        by_status = self._by_status(answer, is_async=is_async)
        returns = together(list(by_status.values()))
        if len({each.text for each in by_status.values()}) > 1:
            entries, imports = list[str](), set[Import]()
            for status, found in by_status.items():
                text, needed = lazy(none_type() if found.text == "None" else found)
                entries.append(f"{string(status)}: {text}")
                imports |= needed
            imports |= {Import("._statuses", "by_status"), Import("typing", "cast")}
            arguments = (Code(f"cast_to=by_status({{{', '.join(entries)}}})"),)
            return Answer(returns, verb, arguments, frozenset(imports), checked=returns.imports, is_cast=True)
        if answer.text == "None":
            return Answer(answer, verb, (Code("cast_to=NoneType"),), none_type().imports)
        text, needed = lazy(answer)
        if self._operation.success.envelope is not None:
            wrapped = Code(f"envelope({string(self._operation.success.envelope)}, {text})")
            needed |= CASTS | {Import("._envelopes", "envelope"), Import("._envelopes", "unwrapped")}
            arguments = (Code(f"cast_to=cast(Any, {wrapped})"),)
            return Answer(returns, verb, arguments, needed, checked=returns.imports, is_cast=True)
        if self._is_class(answer_type(self._operation)):
            return Answer(returns, verb, (Code(f"cast_to={text}"),), needed, checked=returns.imports)
        # A union or an optional type is no class: type checkers take it only through casts.
        return Answer(
            returns, verb, (Code(f"cast_to=cast(Any, {text})"),), needed | CASTS, checked=returns.imports, is_cast=True
        )

    def _by_status(self, answer: PyExpr, *, is_async: bool) -> dict[str, PyExpr]:
        """The type of each success status that counts, the first success first."""
        found = {self._operation.success.status: answer}
        for each in self._operation.successes[1:]:
            found.setdefault(each.status, self.of_response(each, is_async=is_async))
        return found

    def errors(self, documented: list[Response]) -> tuple[Code | None, frozenset[Import]]:
        """A function that gives the type of a documented error by its status: evaluated only when a call fails.

        A code whose type is that of the default is left to it.
        """
        by_status = {each.status: self.of_response(each, is_async=False) for each in documented}
        usual = None if any(status.endswith("XX") for status in by_status) else by_status.get("default")
        entries, imports = list[str](), set[Import]()
        for status, found in by_status.items():
            if usual is None or status == "default" or found.text != usual.text:
                text, needed = lazy(found)
                entries.append(f"{string(status)}: {text}")
                imports |= needed
        if not entries:
            return None, frozenset()
        imports.add(Import("._statuses", "documented"))
        return Code(f"documented(lambda: {{{', '.join(entries)}}})"), frozenset(imports)

    def _page(self, answer: PyExpr, is_async: bool) -> Answer:
        assert self._names.page is not None
        page_class = self._names.page[1 if is_async else 0]
        page = subscript(name(page_class, ".pagination"), answer)
        text, imports = lazy(answer)
        model = text
        if not self._is_class(answer_type(self._operation)):
            imports |= CASTS
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
        names = self._context.resource_names(self._operation.id)
        dots = "." if names.is_client else "." * (len(names.module) + 1)
        return Code(f"from {dots}pagination import {self._names.page[1 if is_async else 0]}")

    def _is_class(self, ref: TypeRef | None) -> bool:
        match ref:
            case None | Scalar() | ListOf() | MapOf():
                return True
            case Reference(id=type_id):
                return isinstance(self._context.api.types.get(type_id), Object)
            case _:
                return False


def plain_type(response: Response, *, is_async: bool) -> PyExpr:
    """The type of an answer that has none in the document, by what kind of answer it is."""
    match response.kind:
        case "empty":
            return name("None")
        case "text":
            return name("str")
        case "binary":
            return name("AsyncBinaryAPIResponse" if is_async else "BinaryAPIResponse", "._response")
        case _:
            return name("object")


def has_verb(operation: Operation) -> bool:
    """Whether the client has a verb for this request; for any other one it gives one by the method's name."""
    if operation.http_method in ("put", "patch", "delete"):
        return operation.streaming is None
    return operation.http_method == "post" or (operation.http_method == "get" and operation.body is None)


def none_type() -> PyExpr:
    return name("NoneType", "._types")


def together(types: list[PyExpr]) -> PyExpr:
    """One type for several: their union, optional where one of them is nothing."""
    some = list({each.text: each for each in types if each.text != "None"}.values())
    if not some:
        return types[0]
    found = some[0] if len(some) == 1 else subscript(name("Union", "typing"), *some)
    return found if len(some) == len({each.text for each in types}) else optional(found)


def accept_header(operation: Operation, switch: str | None) -> Code | None:
    """The media types to ask for; None where that is JSON, the client's default."""
    if operation.streaming is not None and operation.streaming.accepted:
        stream = string(operation.streaming.media_type)
        if switch is None:
            return stream
        asked = f"{ident(switch)} is not False" if operation.streaming.by_default else ident(switch)
        return Code(f"{stream} if {asked} else {string(media_types(operation) or 'application/json')}")
    wanted = media_types(operation)
    return string(wanted) if wanted is not None else None


def media_types(operation: Operation) -> str | None:
    """Those of all successes that count; a range that may be JSON is asked for as JSON."""
    found: dict[str, None] = {}
    for each in operation.successes or (operation.success,):
        media_type = each.media_type
        if each.kind == "empty":
            continue
        if each.kind == "json" and media_type is not None and ("*" in media_type or is_plain_json(media_type)):
            media_type = "application/json"
        found[media_type or "*/*"] = None
    return None if list(found) == ["application/json"] else ", ".join(found) or "*/*"


def is_plain_json(media_type: str) -> bool:
    return media_type.partition(";")[0].strip().lower() == "application/json"
