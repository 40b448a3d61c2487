"""All calls of one method: least and most arguments, every success, every error, in both flavours."""

from __future__ import annotations

import inspect
from copy import deepcopy
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Self

import httpx

from tests.corpus.calling.answers import Answers, Reply, kind_of
from tests.corpus.calling.given import Giver, UncallableError
from tests.corpus.calling.inputs import UnfitError, typed_arguments
from tests.corpus.calling.results import ResultError, check_error, check_result
from tests.corpus.calling.sent import Judge, matches
from tests.corpus.calling.wire import WireError
from tests.corpus.sampling import Checker, NoSampleError, Sampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.calling.given import Given
    from tests.corpus.calling.methods import Method, MethodTable
    from tests.corpus.sampling.sampler import Mode
    from tests.corpus.spec import Op, Spec

ORIGIN = "https://corpus.test"
BASE = "/base"
_TURNS = 6
_TOKEN = {"access_token": "corpus-token", "token_type": "bearer", "expires_in": 3600}


@dataclass
class Found:
    """What the calls of one method came to."""

    calls: int = 0
    failures: list[dict[str, str]] = field(default_factory=list[dict[str, str]])


class Caller:
    """Clients of one SDK in both flavours, and what is needed to judge their calls."""

    def __init__(self, spec: Spec, table: MethodTable, package: Any) -> None:
        requests, responses = Checker(spec, "request"), Checker(spec, "response")
        self._samplers = (Sampler(spec, requests), Sampler(spec, requests, plain=True), Sampler(spec, responses))
        self._giver = Giver(spec, self._samplers[0], self._samplers[1])
        self._judge = Judge(spec, requests, BASE)
        self._answers = Answers(spec, self._samplers[2])
        self._package = package
        self._requests: list[httpx.Request] = []
        self._reply: Reply | None = None
        options = {"base_url": ORIGIN + BASE, "max_retries": 0, **{name: f"corpus-{name}" for name in table.options}}
        transport = httpx.MockTransport(self._serve)
        self._sync = getattr(package, table.client)(
            http_client=httpx.Client(transport=transport, follow_redirects=True), **options
        )
        self._async = getattr(package, table.async_client)(
            http_client=httpx.AsyncClient(transport=transport, follow_redirects=True), **options
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._sync.close()
        await self._async.close()

    def _serve(self, request: httpx.Request) -> httpx.Response:
        request.read()
        if b"grant_type=" in request.content and not request.url.path.startswith(BASE + "/"):
            return httpx.Response(200, json=_TOKEN)
        self._requests.append(request)
        reply = self._reply
        assert reply is not None
        if len(self._requests) > 1 and 300 <= reply.status < 400:
            return httpx.Response(200)
        headers = {**reply.headers} | ({"Content-Type": reply.content_type} if reply.content_type else {})
        if 300 <= reply.status < 400:
            headers["Location"] = f"{ORIGIN}{BASE}/elsewhere"
        content = b"" if request.method == "HEAD" else reply.content
        return httpx.Response(reply.status, headers=headers, content=content)

    async def call(self, method: Method, op: Op) -> Found:
        found = Found()
        for what, prepare in self._rounds(method, op):
            for is_async in (False, True):
                found.calls += 1
                stage, message = await self._attempt(method, op, prepare, is_async=is_async, what=what)
                if stage:
                    flavour = "async" if is_async else "sync"
                    found.failures.append(
                        {
                            "method": ".".join(method.attributes),
                            "call": f"{flavour} {what}",
                            "stage": stage,
                            "message": message[:600],
                        }
                    )
        return found

    def _rounds(self, method: Method, op: Op) -> Iterator[tuple[str, Any]]:
        """(description, a function that gives (arguments, reply)) of each call."""
        successes = self._for_method(method, op)
        first = successes[0] if successes else None

        def prepared(mode: Mode, answer: Any, answer_mode: Mode, **more: Any) -> Any:
            return lambda: self._prepare(method, op, mode, answer, answer_mode, **more)

        yield "least", prepared("least", first, "most")
        yield "most", prepared("most", first, "least")
        if first is not None and (first[1] is None or kind_of(first[1]) == "json"):
            yield "raw", prepared("least", first, "most")
        if first is not None:
            yield "nulls", prepared("most", first, "null")
            yield from self._turns(method, op, first)
        for answer in successes[1:]:
            yield f"{answer[0].status} {answer[1].type if answer[1] else ''}", prepared("least", answer, "most")
        for answer in self._answers.errors(op):
            yield f"error {answer[0].status}", prepared("least", answer, "most", error=True)
        streams = [each for each in self._answers.successes(op) if each[1] and kind_of(each[1]) in ("events", "lines")]
        if method.stream_switch is not None and streams:
            yield (
                "stream",
                lambda: (self._giver.streaming(method, op), self._answers.reply(*streams[0], "most")),
            )

    def _prepare(
        self,
        method: Method,
        op: Op,
        mode: Mode,
        answer: Any,
        answer_mode: Mode,
        *,
        error: bool = False,
        examples: bool = True,
        turn: int = 0,
    ) -> tuple[Given, Reply]:
        for sampler in self._samplers:
            sampler.turn = turn
        given = self._giver.give(method, op, mode, examples=examples)
        if answer is None:
            return given, Reply(302, "moved", None, b"", None)
        return given, self._answers.reply(*answer, answer_mode, error=error, examples=examples)

    def _turns(self, method: Method, op: Op, answer: Any) -> Iterator[tuple[str, Any]]:
        """Further variants of the unions in the arguments and in the answer, until nothing new comes."""
        seen: list[Any] = []
        for turn in range(_TURNS):
            try:
                given, reply = self._prepare(method, op, "most", answer, "most", examples=False, turn=turn)
            except (UncallableError, NoSampleError) as why:
                if turn == 0:
                    yield "typed, variants 0", partial(_raise, why)
                return
            if (given.params, given.body, reply.content) in seen:
                return
            seen.append((given.params, given.body, reply.content))
            yield f"typed, variants {turn}", lambda given=given, reply=reply: (given, reply)

    def _for_method(self, method: Method, op: Op) -> list[Any]:
        """The successes that this method is for: with a switch not the streams, of a stream's method only those."""
        found = self._answers.successes(op)
        streams = [each for each in found if each[1] and kind_of(each[1]) in ("events", "lines")]
        others = [each for each in found if each not in streams]
        if method.stream_switch is not None and others:
            return others
        if method.answers_stream and streams:
            return streams
        wanted = (method.answer_type or "").partition(";")[0].strip().lower()
        own = [each for each in found if each[1] and wanted and matches(each[1].essence, wanted)]
        return [*own, *(each for each in found if each not in own and (each not in streams or not others))]

    async def _attempt(self, method: Method, op: Op, prepare: Any, *, is_async: bool, what: str) -> tuple[str, str]:
        """("", "") for a good call, else the stage that failed and why."""
        try:
            given, reply = prepare()
        except UncallableError as why:
            return "method", str(why)
        except NoSampleError as why:
            return "sample", str(why)
        self._requests.clear()
        self._reply = reply
        function: Any = self._async if is_async else self._sync
        try:
            for name in method.attributes[:-1]:
                function = getattr(function, name)
            raw = function.with_raw_response if what == "raw" else function
            function = getattr(function, method.attributes[-1])
            called = getattr(raw, method.attributes[-1])
        except Exception as why:
            return "method", _line(why)
        try:
            arguments = typed_arguments(function, given.arguments) if "typed" in what else given.arguments
        except Exception as why:
            return "signature", str(why) if isinstance(why, UnfitError) else _line(why)
        before = deepcopy(arguments)
        result, error = await _run(called, arguments, is_async=is_async, is_raw=what == "raw")
        if arguments != before:
            return "call", "the call changed its arguments"
        if not self._requests:
            return "call", _line(error) if error else "nothing was sent"
        try:
            self._judge.check(op, given, self._requests[0])
        except (WireError, ValueError, TypeError, KeyError, AttributeError, UnicodeError) as why:
            return "request", str(why) if isinstance(why, WireError) else _line(why)
        stage, message = self._judge_result(reply, result, error, function, op)
        if not stage and what == "least" and hasattr(result, "next_page_info"):
            return await self._turn(op, given, result, is_async=is_async)
        return stage, message

    async def _turn(self, op: Op, given: Given, page: Any, *, is_async: bool) -> tuple[str, str]:
        """Ask for the next page, if there is one, and hold that request against the document too."""
        try:
            info = page.next_page_info()
            if info is None or not isinstance(info.url, str | httpx.URL):
                asked = len(self._requests)
                if page.has_next_page():
                    _ = await page.get_next_page() if is_async else page.get_next_page()
                if len(self._requests) > asked:
                    self._judge.check_turn(op, given, self._requests[-1])
        except Exception as why:
            return "page", str(why) if isinstance(why, WireError) else _line(why)
        return "", ""

    def _judge_result(
        self, reply: Reply, result: Any, error: Exception | None, function: Any, op: Op
    ) -> tuple[str, str]:
        try:
            if reply.is_error:
                if error is None:
                    raise ResultError(f"{reply.status} raised nothing")
                check_error(reply, error, self._package)
            elif error is not None:
                raise ResultError(_line(error))
            elif reply.kind != "moved" and op.method != "head":
                check_result(reply, result, function)
        except Exception as why:
            stage = "error" if reply.is_error else "answer"
            return stage, f"{why if isinstance(why, ResultError) else _line(why)} (to {reply.shown})"
        return "", ""


def _raise(error: Exception) -> None:
    raise error


async def _run(
    function: Any, arguments: dict[str, Any], *, is_async: bool, is_raw: bool
) -> tuple[Any, Exception | None]:
    """The result, awaited and read to its end, or what was raised."""
    try:
        result = function(**arguments)
        if inspect.isawaitable(result):
            result = await result
        if is_raw:
            result = result.parse()
            result = await result if inspect.isawaitable(result) else result
        return await _read(result, is_async=is_async), None
    except Exception as error:
        return None, error


async def _read(result: Any, *, is_async: bool) -> Any:
    """Streams as lists, binary answers as bytes."""
    if any(each.__name__ in ("Stream", "AsyncStream") for each in type(result).__mro__):
        return [each async for each in result] if is_async else list(result)
    if any("Binary" in each.__name__ for each in type(result).__mro__):
        content = result.read()
        return await content if inspect.isawaitable(content) else content
    return result


def _line(error: Exception | None) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
