"""The tests of a resource, and the golden files of its methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Object, Reference, Scalar
from sdkwright.lower.emit import Code, ident, json_document, string, value
from sdkwright.lower.samples import EndlessError
from sdkwright.lower.testing.arguments import Given, arguments, switched, written
from sdkwright.lower.testing.encoding import filled, is_plain_in_path
from sdkwright.lower.testing.requests import golden_request
from sdkwright.lower.testing.responses import (
    further_response,
    golden_response,
    next_page,
    refusals,
    scheme_of,
)
from sdkwright.lower.testing.transcripts import transcript_of
from sdkwright.lower.testing.views import (
    CaseView,
    ErrorView,
    MethodTestsView,
    PagesView,
    PathView,
    ResourceTestsView,
    StatusView,
    TestFlavourView,
)
from sdkwright.name.files import file_stem
from sdkwright.name.modules import answer_type, is_stream_only

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Json, Operation, Resource, Response, Streaming, TypeRef
    from sdkwright.lower.context import Context
    from sdkwright.name.table import ModuleName, TypeModule

YES = Code("yes")
# What ends a path segment, begins a query or a fragment, or is not ASCII.
HOSTILE = "a/b?c=d#é%20"


class ResourceTests:
    """Gathers the views and the golden files of one resource."""

    def __init__(self, context: Context, resource: Resource) -> None:
        self._context = context
        self._resource = resource
        self._attributes = context.attributes(resource)
        self._packages: set[tuple[str, ...]] = set()
        self._goldens: dict[str, dict[str, Json]] = {}
        self._transcripts: dict[str, str] = {}

    @property
    def goldens(self) -> dict[str, str]:
        """Golden files by their paths below `golden/`: one for each method, and transcripts of streams."""
        return {**{f"{name}.json": json_document(cases) for name, cases in self._goldens.items()}, **self._transcripts}

    @property
    def path(self) -> str:
        *parents, last = self._attributes or ("client",)
        return "/".join(("api_resources", *parents, f"test_{last}.py"))

    def view(self) -> ResourceTestsView | None:
        """None where no method of the resource can be sampled."""
        methods = [each for each in map(self._method, self._resource.operations) if each is not None]
        if not methods:
            return None
        names, last = self._context.names, self._context.names.resources[self._resource.path]
        stem = last.title
        package = names.package
        attributes = ".".join(ident(each) for each in self._attributes)
        return ResourceTestsView(
            comment=self._context.comment,
            package=ident(package),
            type_imports=tuple(import_line(package, each) for each in sorted(self._packages)),
            flavours=(
                flavour(f"Test{stem}", f"{package}.{names.client.sync_class}", attributes, is_async=False),
                flavour(f"TestAsync{stem}", f"{package}.{names.client.async_class}", attributes, is_async=True),
            ),
            methods=tuple(methods),
        )

    def _method(self, operation: Operation) -> MethodTestsView | None:
        folder = "/".join(map(file_stem, (*self._attributes, self._context.names.operations[operation.id].method)))
        try:
            return self._tests(operation, folder)
        except EndlessError:
            self._goldens.pop(folder, None)
            self._transcripts.pop(f"{folder}.txt", None)
            return None

    def _tests(self, operation: Operation, folder: str) -> MethodTestsView:
        """`folder` leads to the golden cases of the method: the name of their file, without its suffix."""
        given = switched(operation, arguments(self._context, operation), to=False)
        cases = self._cases(operation, folder, given)
        needed = [each for each in given if each.required]
        kind = operation.success.kind
        scheme = scheme_of(self._context, operation)
        streams = is_stream_only(operation)
        statuses = tuple(self._statuses(operation, folder, needed))
        errors = self._errors(operation, folder)
        return MethodTestsView(
            name=ident(self._context.names.operations[operation.id].method),
            plain=cases[0],
            cases=tuple(cases),
            answer_class=None if streams or scheme is not None else self._answer_class(operation),
            stream=YES if streams else None,
            page=ident(self._context.names.page_fields[scheme.name, scheme.items]) if scheme else None,
            empty=YES if kind == "empty" and not streams else None,
            binary=content(statuses) if kind == "binary" and not streams else None,
            pages=self._pages(operation, folder, given),
            errors=errors,
            errors_golden=string(f"{folder}/errors"),
            paths=tuple(self._paths(operation, needed)),
            marks=tuple(marks(operation)),
            statuses=statuses,
            asked=self._asked(operation, folder, given) if operation.streaming and not streams else None,
            models=YES if any(each.model for each in errors) else None,
        )

    # --- cases -----------------------------------------------------------------------------------------------------

    def _cases(self, operation: Operation, folder: str, given: list[Given]) -> list[CaseView]:
        """Required arguments alone, then all of them where there are more; the last answer is as full as can be."""
        needed = [each for each in given if each.required]
        forms = {"required": needed, "every": given} if len(needed) < len(given) else {"required": given}
        found: list[CaseView] = []
        for form, chosen in forms.items():
            complete = form == list(forms)[-1]
            response = self._response(operation, folder, complete=complete)
            request = golden_request(self._context, operation, chosen)
            self._golden(f"{folder}/{form}", {"request": request, "response": response})
            found.append(CaseView(ident(form), string(f"{folder}/{form}"), written(self._context, operation, chosen)))
        return found

    def _response(self, operation: Operation, folder: str, *, complete: bool) -> dict[str, Json]:
        if operation.streaming is None or not is_stream_only(operation):
            return golden_response(self._context, operation, complete=complete)
        return self._transcript(operation, operation.streaming, folder)

    def _transcript(self, operation: Operation, streaming: Streaming, folder: str) -> dict[str, Json]:
        transcript = transcript_of(self._context, streaming, operation.examples.transcript)
        self._transcripts[f"{folder}.txt"] = transcript.text
        self._golden(f"{folder}/events", transcript.events)
        return {
            "status": 200,
            "headers": {"content-type": streaming.media_type},
            "stream": f"{folder}.txt",
            "events": f"{folder}/events",
        }

    def _asked(self, operation: Operation, folder: str, given: list[Given]) -> CaseView:
        """The call that asks for a stream."""
        assert operation.streaming is not None
        needed = [each for each in switched(operation, given, to=True) if each.required]
        response = self._transcript(operation, operation.streaming, folder)
        request = golden_request(self._context, operation, needed)
        self._golden(f"{folder}/stream", {"request": request, "response": response})
        return CaseView(Code("stream"), string(f"{folder}/stream"), written(self._context, operation, needed))

    def _statuses(self, operation: Operation, folder: str, needed: list[Given]) -> Iterator[StatusView]:
        """The further success statuses; none where the method always gives nothing, or a stream or page."""
        kinds = {each.kind for each in operation.successes}
        if is_stream_only(operation) or operation.paging is not None or kinds == {"empty"}:
            return
        request = golden_request(self._context, operation, needed)
        for each in operation.successes[1:]:
            name = f"status_{each.status.lower()}"
            self._golden(f"{folder}/{name}", {"request": request, "response": further_response(self._context, each)})
            yield StatusView(
                name=ident(name),
                golden=string(f"{folder}/{name}"),
                arguments=written(self._context, operation, needed),
                answer_class=self._class_of(operation, each),
                empty=YES if each.kind == "empty" else None,
                binary=YES if each.kind == "binary" else None,
            )

    def _pages(self, operation: Operation, folder: str, given: list[Given]) -> PagesView | None:
        scheme = scheme_of(self._context, operation)
        if scheme is None:
            return None
        needed = [each for each in given if each.required]
        asked = {each.wire_name: each.sample for each in needed}
        response = golden_response(self._context, operation, complete=len(needed) == len(given))
        following = next_page(self._context, operation, response["body"], asked)
        if following is None:
            return None
        turned = next((each for each in given if each.wire_name == following.name), None)
        if turned is None:
            return None
        again = [
            *(each for each in needed if each.wire_name != following.name),
            turned._replace(sample=following.value),
        ]
        request = golden_request(self._context, operation, again)
        self._golden(f"{folder}/next_page", {"request": request, "response": {**response, "body": following.body}})
        count = sum(length(page, scheme.items) for page in (response["body"], following.body))
        return PagesView(string(f"{folder}/next_page"), value(count))

    def _errors(self, operation: Operation, folder: str) -> tuple[ErrorView, ...]:
        found = refusals(self._context, operation)
        if found:
            self._golden(f"{folder}/errors", {str(each.status): each.response for each in found})
        package = self._context.names.package
        return tuple(
            ErrorView(
                value(each.status),
                Code(f"{package}.{each.error_class}"),
                self._class_of(operation, each.documented) if isinstance(each.response.get("body"), dict) else None,
            )
            for each in found
        )

    def _paths(self, operation: Operation, needed: list[Given]) -> list[PathView]:
        """Each path parameter that takes any string, while all others are as they should be."""
        found: list[PathView] = []
        for each in needed:
            takes_text = isinstance(each.type, Scalar) and each.type.kind == "string"
            if takes_text and is_plain_in_path(operation, each):
                empty, hostile = (
                    [other._replace(sample=sample) if other is each else other for other in needed]
                    for sample in ("", HOSTILE)
                )
                path = filled(operation, hostile).partition("?")[0]
                calls = written(self._context, operation, empty), written(self._context, operation, hostile)
                found.append(PathView(ident(each.py_name), *calls, string(path)))
        return found

    def _golden(self, name: str, data: Json) -> None:
        folder, _, case = name.rpartition("/")
        self._goldens.setdefault(folder, {})[case] = data

    # --- types -----------------------------------------------------------------------------------------------------

    def _answer_class(self, operation: Operation) -> Code | None:
        """The class of the answer, reached through its package; None where the answer's type is no class."""
        own = next((each for each in self._own(operation) if each.status is None), None)
        return self._class(answer_type(operation), own) if operation.success.kind == "json" else None

    def _class_of(self, operation: Operation, response: Response) -> Code | None:
        """The class of an answer beside the first success, None where its type is no class or does not count."""
        if response.kind != "json" or not operation.successes:
            return None
        return self._class(
            response.type, next((each for each in self._own(operation) if each.root == response.type), None)
        )

    def _class(self, ref: TypeRef | None, own: TypeModule | None) -> Code | None:
        definition = self._context.api.types.get(ref.id) if isinstance(ref, Reference) else None
        if not isinstance(definition, Object):
            return None
        home = (own.name, own.root_name) if own else self._context.names.homes.get((definition.id, "output"))
        return self._reached(*home) if home else None

    def _own(self, operation: Operation) -> list[TypeModule]:
        return [each for each in self._context.modules_of(operation.id) if each.role == "response"]

    def _reached(self, module: ModuleName, class_name: str) -> Code:
        self._packages.add(module.package)
        return Code(f"{alias(module.package)}.{ident(class_name)}")


def content(statuses: tuple[StatusView, ...]) -> Code:
    """How the bytes of an answer are reached, which is more than one type where other statuses give others."""
    return Code('getattr(answer, "content", None)' if statuses else "answer.content")


def length(page: Json, items: str) -> int:
    found = page.get(items) if isinstance(page, dict) else None
    return len(found) if isinstance(found, list) else 0


def alias(package: tuple[str, ...]) -> str:
    return f"{'_'.join(package) or 'sdk'}_types"


def marks(operation: Operation) -> Iterator[Code]:
    """What pytest is told of every test of the method."""
    if operation.skip_tests:
        yield Code(f"skip(reason={string(operation.skip_tests)})")
    if operation.docs.deprecated:
        yield Code('filterwarnings("ignore::DeprecationWarning")')


def import_line(package: str, types: tuple[str, ...]) -> Code:
    """The statement that makes a package of types known under its alias."""
    if not types:
        return Code(f"from {ident(package)} import types as {alias(types)}")
    above = ".".join(ident(each) for each in (package, "types", *types[:-1]))
    return Code(f"from {above} import {ident(types[-1])} as {alias(types)}")


def flavour(class_name: str, client: str, attributes: str, *, is_async: bool) -> TestFlavourView:
    fixture, wait = ("async_client", "await ") if is_async else ("client", "")
    owner = f"{fixture}.{attributes}" if attributes else fixture
    return TestFlavourView(
        class_name=ident(class_name),
        argument=Code(f"{fixture}: {client}"),
        resource=Code(owner),
        call=Code(f"{wait}{owner}"),
        define=Code("async def" if is_async else "def"),
        wait=Code(wait),
        context=Code("async with" if is_async else "with"),
        for_each=Code("async for" if is_async else "for"),
        mark=YES if is_async else None,
    )
