"""One request from its arrival to its answer."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sdkwright.load import Refs
from sdkwright.mock.answering import Answering
from sdkwright.mock.bodies import Bodies
from sdkwright.mock.coercion import Coercion
from sdkwright.mock.nodes import mapping
from sdkwright.mock.operations import Operation, read_operations
from sdkwright.mock.paging import Pages, ended, link_of, next_url, with_told
from sdkwright.mock.parameters import Parameters
from sdkwright.mock.preferring import preferences
from sdkwright.mock.problems import Fault, Refusal
from sdkwright.mock.routing import Router, server_nodes
from sdkwright.mock.security import Credentials
from sdkwright.mock.shapes import Shapes
from sdkwright.mock.state import Call, Keeper
from sdkwright.mock.streams import Streams
from sdkwright.mock.validators import Validators
from sdkwright.resolve.answer_media import STREAMS
from sdkwright.resolve.security import security_schemes

if TYPE_CHECKING:
    from sdkwright.api import Api
    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.outgoing import Outgoing
    from sdkwright.mock.preferring import Preferences
    from sdkwright.mock.routing import Match
    from sdkwright.mock.settings import Settings

_DOCUMENTED: Final = "422"


class Service:
    """Answers requests by a document; `config` and `api` tell what its operations mean. Raises StoreError where the
    settings name a database that cannot be used.
    """

    def __init__(self, document: Document, config: Config, api: Api, settings: Settings, sink: Diagnostics) -> None:
        refs = Refs(document, sink)
        meanings = {
            (each.http_method.lower(), each.path): each for resource in api.walk() for each in resource.operations
        }
        self.operations = read_operations(document, refs, meanings)
        self._settings = settings
        self._router = Router(self.operations, server_nodes(document.root))
        shapes, validators = Shapes(refs), Validators(document, refs)
        coercion = Coercion(shapes, validators)
        self._parameters = Parameters(coercion, validators)
        self._bodies = Bodies(coercion, validators)
        schemes = {each.name: each for each in security_schemes(document, config, refs, sink)}
        self._credentials = Credentials(schemes, document.root.get("security"))
        streams = Streams(shapes, config)
        self._answering = Answering(refs, shapes, validators, streams, settings)
        self._pages = Pages(api.page_schemes)
        self._keeper: Keeper | None = None
        if settings.stateful:
            parts = (shapes, validators, self._answering, streams, self._pages)
            self._keeper = Keeper(self.operations, *parts, settings)

    def matches(self, request: Incoming) -> list[Match]:
        """The operations that a request may mean: several where a document tells them apart by more than their path.

        Raises Refusal for an unknown path (404) and another method (405).
        """
        found = self.find(request)
        if not found:
            raise Refusal(HTTPStatus.NOT_FOUND, "the document has no such path", (Fault("path", "is not known"),))
        method = request.method.lower()
        fitting = [each for each in found if each.operation.method == method]
        if not fitting and method == "head":
            fitting = [each for each in found if each.operation.method == "get"]
        if not fitting:
            allowed = ", ".join(allowed_methods(found))
            detail = f"the path has no operation for {request.method}, but for {allowed}"
            raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, detail, headers={"Allow": allowed})
        best = fitting[0]
        return [
            each for each in fitting if each.operation.path.partition("#")[0] == best.operation.path.partition("#")[0]
        ]

    def find(self, request: Incoming) -> list[Match]:
        """The operations of every method for the request's path."""
        return self._router.find(request.path, request.query)

    async def answer(self, request: Incoming) -> tuple[Outgoing, Preferences]:
        """Raises Refusal where the request is not what the document describes."""
        wanted = preferences(request.headers.get("prefer"))
        first: Refusal | None = None
        for match in self.matches(request):
            placed = request.at(match.slots, match.base)
            try:
                return await self._answer(match.operation, placed, wanted), wanted
            except Refusal as refusal:
                first = first or refusal
        assert first is not None
        raise first

    async def _answer(self, operation: Operation, request: Incoming, wanted: Preferences) -> Outgoing:
        if self._settings.auth:
            self._credentials.check(operation, request)
        values, faults = self._parameters.read(operation, request)
        body, more = await self._bodies.read(operation, request)
        if faults or more:
            raise _invalid(operation, [*faults, *more])
        choice = self._answering.choose(operation, request, wanted, streams=asks_for_stream(operation, values, body))
        if wanted.code is None and wanted.example is None:
            call = Call(operation, request, values, body, wanted, choice)
            kept = self._keeper.answer(call) if self._keeper is not None else None
            return kept or self._paged(call)
        return self._answering.outgoing(choice, wanted, self._answering.random(request))

    def _paged(self, call: Call) -> Outgoing:
        """The answer without anything kept. The page after the first is the last one, so that pages come to an end."""
        random, json = self._answering.random(call.request), call.json
        asked = self._pages.asked(call.operation, call.request, call.values, call.body) if json is not None else None
        if json is None or asked is None:
            return self._answering.outgoing(call.choice, call.wanted, random)
        value = self._answering.value(json[0], call.wanted, random)
        link = next_url(call.request, 1) if asked.is_first else None
        if not asked.is_first:
            value = ended(value, asked, self._answering.ending(json[1]))
        elif asked.scheme.kind == "cursor_url":
            told = {"cursor_url_field": link}
            value = with_told(value, asked.scheme, told, self._answering.ending(json[1]))
        outgoing = self._answering.outgoing(call.choice, call.wanted, random, value)
        return outgoing.telling({"Link": link_of(link)}) if asked.scheme.kind == "link_header" else outgoing


def allowed_methods(found: list[Match]) -> list[str]:
    methods = {each.operation.method.upper() for each in found} | {"OPTIONS"}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def _invalid(operation: Operation, faults: list[Fault]) -> Refusal:
    """422 where the operation documents it, else 400."""
    status = 422 if any(each.status == _DOCUMENTED for each in operation.answers) else 400
    words = [f"{each.place} {each.name or ''}{each.pointer or ''}".strip() + f": {each.message}" for each in faults[:1]]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Refusal(status, f"{words[0]}{more}", tuple(faults))


def asks_for_stream(operation: Operation, values: dict[tuple[str, str], Any], body: Any) -> bool | None:
    """What the argument that asks for a stream says. Without one, true where only the config tells of a stream, and
    None where the media types of the answer decide.
    """
    streaming = operation.meaning.streaming if operation.meaning is not None else None
    if streaming is None:
        return None
    name = streaming.param_discriminator
    if name is None:
        return None if any(media.kind in STREAMS for answer in operation.answers for media in answer.media) else True
    given = mapping(body).get(name, values.get(("query", name), streaming.by_default))
    return given is True
