"""Decisions about a stream of events, apart from I/O: what each event means, and whether to reconnect."""

from __future__ import annotations

import json
from typing import (
    Any,
    AsyncIterator,
    Callable,
    Dict,
    Iterable,
    Iterator,
    List,
    Mapping,
    Optional,
    Sequence,
    Tuple,
    cast,
)

import httpx2
from pydantic import ValidationError

from ._constants import INITIAL_RETRY_DELAY
from ._construct import validators
from ._errors import APIConnectionError, APIError, APIResponseValidationError, APITimeoutError, StreamError
from ._seam import STREAM_RULES, StreamRule
from ._sse import EventTooLargeError, ServerSentEvent, SSEBytesDecoder, SSEDecoder

#: Used where the API's configuration says nothing.
DEFAULT_RULES: Tuple[StreamRule, ...] = (
    StreamRule(data_starts_with="[DONE]", handle="done"),
    StreamRule(event_types=("error",), handle="error"),
    StreamRule(fallthrough=True, handle="yield"),
)
#: Lines and records have no names, and no sign of their end.
LINE_RULES: Tuple[StreamRule, ...] = (StreamRule(fallthrough=True, handle="yield"),)

#: Seconds; a longer wait that a server asks for is cut to this.
MAX_RECONNECT_DELAY = 30.0


class StreamReader:
    """Turns the bytes of one or more responses, one after the other, into items of a type."""

    def __init__(
        self,
        item_type: Any,
        response: httpx2.Response,
        *,
        strict: bool,
        rules: Sequence[StreamRule] = STREAM_RULES,
        new_decoder: Callable[[], SSEBytesDecoder] = SSEDecoder,
    ) -> None:
        self.done = False
        self.response = response
        self._rules = tuple(rules) or DEFAULT_RULES
        self._fallthrough = [rule for rule in self._rules if rule.fallthrough]
        self._plain: Dict[bytes, Tuple[bytes, ...]] = {}
        self._strict = strict
        self._item_type = item_type
        self._validators = validators(object if item_type is ServerSentEvent else item_type)
        self._validate = None if item_type is ServerSentEvent else self._validators.in_core()
        self._new_decoder = new_decoder
        self._decoder = new_decoder()
        self._resumed_from: Optional[str] = None
        self._delivered = False
        self._reconnects_left: Optional[int] = None
        self._max_reconnects = 0

    def chunks(self) -> Iterator[bytes]:
        """The body as it comes; the detour through a decoder is taken where it is compressed, or was read before."""
        response = self.response
        return response.iter_bytes() if self._needs_decoding() else response.iter_raw()

    def achunks(self) -> AsyncIterator[bytes]:
        response = self.response
        return response.aiter_bytes() if self._needs_decoding() else response.aiter_raw()

    def _needs_decoding(self) -> bool:
        return "content-encoding" in self.response.headers or self.response.is_stream_consumed

    def read(self, chunks: Iterable[Optional[bytes]]) -> Iterator[Any]:
        """The items in pieces of the body, as each is complete; None is its end. Raises StreamError and
        APIResponseValidationError.
        """
        decoder, plain, validate = self._decoder, self._plain, self._validate
        scan = decoder.scan
        for chunk in chunks:
            try:
                blocks = decoder.end() if chunk is None else scan(chunk)
            except EventTooLargeError as err:
                raise StreamError(str(err), response=self.response) from err
            for name, data, block in blocks:
                if block:
                    read = decoder.interpret(block)
                    if read is None or not read[1] or self._is_repeated():
                        continue
                    name, data = read[0], read[1]
                prefixes = plain.get(name)
                if validate is None or prefixes is None or (prefixes and data.startswith(prefixes)):
                    yield from self._read_slowly(name, data)
                else:
                    try:
                        item = validate(data, strict=True)
                    except ValueError:
                        yield from self._read_slowly(name, data)
                    else:
                        self._delivered = True
                        yield item
                if self.done:
                    return

    def _read_slowly(self, name: bytes, data: bytes) -> Iterator[Any]:
        rule = self._rule(name, data)
        if not data or rule is None:
            return
        if rule.handle == "error":
            raise self._error(rule, data)
        if rule.handle == "done":
            self.done = True
        else:
            self._delivered = True
            yield self._parse(name, data)

    def events(self, chunk: bytes) -> List[ServerSentEvent]:
        """What a piece of the body completes, as it came, blocks without data among it."""
        return self._decoder.feed(chunk, empty=True)

    def allow_reconnects(self, count: int) -> None:
        self._max_reconnects = self._reconnects_left = count

    def after(self, failure: Optional[httpx2.TransportError]) -> Optional[float]:
        """What to do when the body has ended: None to stop, or the seconds to wait before asking for the rest.

        Raises APIConnectionError for a failure that is not, or no longer, to be mended by a new connection.
        """
        if self.done:
            return None
        if failure is None and (self._reconnects_left is None or not self._ended_early()):
            return None
        if self._reconnects_left is None or (self.last_event_id is None and self._delivered):
            raise self._broken(failure) from failure
        if self._delivered:
            self._reconnects_left, self._delivered = self._max_reconnects, False
        if self._reconnects_left <= 0:
            raise self._broken(failure) from failure
        self._reconnects_left -= 1
        if self._decoder.retry is not None:
            return min(self._decoder.retry / 1000, MAX_RECONNECT_DELAY)
        tries = self._max_reconnects - self._reconnects_left
        return min(INITIAL_RETRY_DELAY * 2.0 ** (tries - 1), MAX_RECONNECT_DELAY)

    @property
    def last_event_id(self) -> Optional[str]:
        return self._resumed_from if self._decoder.last_event_id is None else self._decoder.last_event_id

    def resume_headers(self) -> Mapping[str, str]:
        return {"Last-Event-ID": self.last_event_id} if self.last_event_id else {}

    def resume(self, response: httpx2.Response) -> None:
        """Go on with the body of another response."""
        self._resumed_from = self.last_event_id
        retry = self._decoder.retry
        self._decoder = self._new_decoder()
        self._decoder.retry = retry
        self.response = response
        self.done = response.status_code == 204  # the server asks not to come back

    def _is_repeated(self) -> bool:
        """Whether this is the event that the server was told we have; it may begin with that one."""
        repeated = self._resumed_from is not None and self._decoder.last_event_id == self._resumed_from
        if repeated:
            self._resumed_from = None
        return repeated

    def _rule(self, name: bytes, data: bytes) -> Optional[StreamRule]:
        """The rule that decides an event. Remembers the names whose events are items, unless their data begins with
        what another rule asks for.
        """
        text = name.decode(errors="replace")
        own = [rule for rule in self._rules if not rule.fallthrough and _is_for(rule, text)]
        rules = [((rule.data_starts_with or "").encode(), rule) for rule in [*own, *self._fallthrough]]
        usual = next((rule for prefix, rule in rules if not prefix), None)
        if usual is not None and usual.handle == "yield" and len(self._plain) < 1000:
            self._plain[name] = tuple(prefix for prefix, _ in rules if prefix)
        return next((rule for prefix, rule in rules if data.startswith(prefix)), None)

    def _parse(self, name: bytes, data: bytes) -> Any:
        if self._validate is None:
            return self._decoder.event(name, data)
        try:
            return self._validators.parse(data, self._strict)
        except ValueError as err:
            text, is_json = data.decode(errors="replace"), isinstance(err, ValidationError)
            if self._item_type is str and not is_json:
                return text
            message = None if is_json else f"{self._decoder.place(data).capitalize()} of the stream is not JSON"
            raise APIResponseValidationError(self.response, text, message=message) from err

    def _error(self, rule: StreamRule, data: bytes) -> StreamError:
        try:
            body: Any = json.loads(data)
        except (ValueError, RecursionError):
            body = data.decode(errors="replace")
        if rule.error_property is not None and isinstance(body, dict):
            fields = cast("Dict[str, Any]", body)
            body = fields.get(rule.error_property, fields)
        return StreamError(_message(body), response=self.response, body=body)

    def _ended_early(self) -> bool:
        return self._decoder.truncated() or any(rule.handle == "done" for rule in self._rules)

    def _broken(self, failure: Optional[httpx2.TransportError]) -> APIError:
        if failure is None:
            return StreamError("The stream ended before it was complete", response=self.response)
        if isinstance(failure, httpx2.TimeoutException):
            return APITimeoutError(self.response.request)
        return APIConnectionError(
            message="The connection broke while the stream was read.", request=self.response.request
        )


def _is_for(rule: StreamRule, name: str) -> bool:
    return not rule.event_types or name in rule.event_types or (name in {"", "message"} and None in rule.event_types)


def _message(body: Any) -> str:
    nested = _property(body, "error")
    for text in (_property(body, "message"), _property(nested, "message"), nested, body):
        if isinstance(text, str) and text:
            return text[:1000]
    return "An error occurred during streaming"


def _property(holder: Any, name: str) -> Any:
    return cast("Dict[str, Any]", holder).get(name) if isinstance(holder, dict) else None
