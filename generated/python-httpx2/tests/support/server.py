"""The stand-in server: golden answers in the order in which tests ask for them, requests as they came."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx2

from .requests import like_json, sent
from .values import comparable, dump, undeclared

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Mapping

BASE_URL = "http://api.test"
GOLDEN = Path(__file__).parent.parent / "golden"

# Odd, so that the pieces of a body begin and end in the middle of everything.
PIECE = 13


def golden(name: str) -> Any:
    """A golden case: the path below `golden/` of its method's file, without the suffix, and its name in there."""
    file, _, case = name.rpartition("/")
    return json.loads((GOLDEN / f"{file}.json").read_text(encoding="utf-8"))[case]


class Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """A response body that comes in pieces and knows whether it was closed."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.closed = False

    def _pieces(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), PIECE):
            yield self._content[start : start + PIECE]

    def __iter__(self) -> Iterator[bytes]:
        yield from self._pieces()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces():
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class Refusal(NamedTuple):
    """A golden error: its status, and the body as the SDK's error must carry it."""

    status: int
    body: object

    def check_model(self, parsed: object, model: type | None) -> None:
        """The error holds its body as the documented model, which declares all of it."""
        if model is not None:
            assert type(parsed) is model
            assert undeclared(parsed) == []
            assert comparable(dump(parsed)) == comparable(self.body)


class Case:
    """One golden exchange that the server plays, and the request that it got."""

    def __init__(
        self, request: Mapping[str, Any], response: Mapping[str, Any], got: Callable[[], httpx2.Request]
    ) -> None:
        self._request = request
        self._response = response
        self._got = got

    def check_request(self) -> None:
        """What was sent is what the golden file says."""
        assert like_json(sent(self._got(), self._request)) == like_json(self._request)

    def check_status(self, status: int) -> None:
        assert status == self._response["status"]

    def check_response(self, answer: object, answer_class: type | None = None) -> None:
        """The answer has the class that it should, declares all that came, and dumped gives back what came: of an
        envelope what is inside.
        """
        if answer_class is not None:
            assert type(answer) is answer_class
        assert undeclared(answer) == []
        body = self._response.get("body", self._response.get("text"))
        inside = body[self._response["envelope"]] if "envelope" in self._response else body
        assert comparable(dump(answer)) == comparable(inside)

    def check_page(self, page: object, items: object) -> None:
        """Like `check_response`; beside its items a page may hold what its class does not declare. An answer that is an
        array is the items itself.
        """
        assert undeclared(items) == []
        is_array = isinstance(self._response["body"], list)
        assert comparable(dump(items if is_array else page)) == comparable(self._response["body"])

    def check_events(self, events: list[Any]) -> None:
        """The events of a stream, each declared and dumped back unchanged."""
        assert undeclared(events) == []
        assert comparable(dump(events)) == comparable(golden(self._response["events"]))

    def check_content(self, content: bytes | None) -> None:
        """The bytes of a binary answer."""
        assert content == base64.b64decode(self._response["base64"])


class Server:
    """Takes the place of the API below an httpx2 client."""

    def __init__(self) -> None:
        self.requests: list[httpx2.Request] = []
        self.transport = httpx2.MockTransport(self._handle)
        self._answers: list[httpx2.Response | Exception] = []
        self._bodies: list[Body] = []

    @property
    def path(self) -> str:
        """The path of the last request, as it went over the wire."""
        return self.requests[-1].url.raw_path.partition(b"?")[0].decode("ascii")

    def play(self, name: str) -> Case:
        """Answer the next request with the golden response of a case."""
        case = golden(name)
        index = len(self.requests) + len(self._answers)
        self._answer_golden(case["response"])
        return Case(case["request"], case["response"], lambda: self.requests[index])

    def refuse(self, name: str, status: int) -> Refusal:
        """Answer the next request with a golden error."""
        response = golden(name)[str(status)]
        self._answer_golden(response)
        return Refusal(status, response.get("body", response.get("text")))

    def answer(self, status: int, body: object, headers: Mapping[str, str] | None = None) -> None:
        """Answer the next request with JSON."""
        content = json.dumps(body).encode()
        self._queue(status, {"content-type": "application/json", **(headers or {})}, content)

    def fail(self, error: Exception) -> None:
        """Let the next request break in the transport."""
        self._answers.append(error)

    def check_all_closed(self) -> None:
        """Every response that was given out was read to its end or closed: no connection is lost."""
        assert [body for body in self._bodies if not body.closed] == []

    def _answer_golden(self, response: Mapping[str, Any]) -> None:
        self._queue(response["status"], response["headers"], content_of(response))

    def _queue(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
        self._answers.append(httpx2.Response(status, headers=dict(headers), stream=Body(content)))

    def _handle(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        assert self._answers, f"one request more than the test plays: {request.method} {request.url}"
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer.stream, Body)
        self._bodies.append(answer.stream)
        return answer


def content_of(response: Mapping[str, Any]) -> bytes:
    """The body of a golden response, as bytes."""
    if "stream" in response:
        return (GOLDEN / str(response["stream"])).read_bytes()
    if "base64" in response:
        return base64.b64decode(response["base64"])
    if "text" in response:
        return str(response["text"]).encode()
    return json.dumps(response["body"], ensure_ascii=False).encode() if "body" in response else b""
