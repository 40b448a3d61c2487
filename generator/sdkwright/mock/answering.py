"""Which of the documented answers a request gets, and what is in it."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import blake2b
from http import HTTPStatus
from random import Random
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sdkwright.api import Reference
from sdkwright.load import Resolved, join
from sdkwright.mock.contents import content
from sdkwright.mock.making import Maker
from sdkwright.mock.negotiation import chosen
from sdkwright.mock.nodes import is_list, is_map, mapping, sequence
from sdkwright.mock.operations import Media
from sdkwright.mock.outgoing import Outgoing
from sdkwright.mock.paging import ABSENT
from sdkwright.mock.preferring import refused
from sdkwright.mock.problems import MEDIA_TYPE, Fault, Refusal, title
from sdkwright.resolve.answer_media import STREAMS
from sdkwright.resolve.media import bare

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.load import Refs
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Answer, Operation
    from sdkwright.mock.paging import Ending
    from sdkwright.mock.preferring import Preferences
    from sdkwright.mock.settings import Settings
    from sdkwright.mock.shapes import Shapes
    from sdkwright.mock.streams import Streams
    from sdkwright.mock.validators import Validators

_UNSAID: Final = object()
_EMPTY: Final = frozenset({HTTPStatus.NO_CONTENT, HTTPStatus.RESET_CONTENT, HTTPStatus.NOT_MODIFIED})
# What the server itself decides.
_OWN_HEADERS: Final = frozenset(
    {"content-type", "content-length", "transfer-encoding", "connection", "content-encoding", "set-cookie"}
)
_TOKEN: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_UNSENDABLE: Final = re.compile(r"[^\t\x20-\x7e]")


class Choice(NamedTuple):
    """The answer to give: `media` is None where it has no content."""

    status: int
    answer: Answer | None
    media: Media | None


class Answering:
    def __init__(
        self, refs: Refs, shapes: Shapes, validators: Validators, streams: Streams, settings: Settings
    ) -> None:
        self._refs = refs
        self._shapes = shapes
        self._validators = validators
        self._streams = streams
        self._settings = settings

    def random(self, request: Incoming) -> Random:
        """A source of chance that is the same for the same seed and request."""
        digest = blake2b(digest_size=16)
        for part in (str(self._settings.seed), request.method, request.path, request.raw_query):
            digest.update(part.encode("utf-8", "replace") + b"\0")
        digest.update(request.body)
        return Random(digest.digest())  # noqa: S311  (values of a mock are no secrets)

    def maker(self, random: Random, *, dynamic: bool = False) -> Maker:
        return Maker(self._shapes, random, self._validators.is_valid, dynamic=dynamic)

    # --- which answer ------------------------------------------------------------------------------------------

    def choose(
        self, operation: Operation, request: Incoming, wanted: Preferences, *, streams: bool | None = None
    ) -> Choice:
        """The lowest documented success, or the preferred status. `streams` tells whether the request asks for a
        stream, None where it does not say. Raises Refusal where nothing documented is acceptable (406).
        """
        status, answer = self._status(operation, wanted.code)
        if answer is None or not answer.media or status in _EMPTY:
            return Choice(status, answer, None)
        media = answer.media
        if streams is not None:
            media = tuple(each for each in media if (each.kind in STREAMS) is streams) or media
        if streams and media[0].kind not in STREAMS:
            media = self._undocumented_stream(operation, media[0])
        accept = request.headers.get("accept", "")
        found = chosen(media, accept)
        if found is None and streams is not None:
            found = media[0]  # the argument says more than a header that the client always sends
        if found is None and status >= HTTPStatus.BAD_REQUEST:
            found = media[0]
        if found is None:
            known = ", ".join(each.media_type for each in answer.media)
            detail = f"the answer can be had as {known}, and not as {accept}"
            raise Refusal(HTTPStatus.NOT_ACCEPTABLE, detail, (Fault("header", detail, "Accept"),))
        return Choice(status, answer, found)

    def _undocumented_stream(self, operation: Operation, media: Media) -> tuple[Media, ...]:
        """The stream that the config tells of, and the document does not."""
        streaming = operation.meaning.streaming if operation.meaning is not None else None
        if streaming is None:
            return (media,)
        schema = media.schema
        if isinstance(streaming.event, Reference):
            with suppress(ValueError):  # a type of the config's own stands at no pointer of the document
                found = self._refs.at(streaming.event.id)
                schema = Resolved(found, streaming.event.id) if is_map(found) else schema
        return (Media(streaming.media_type, streaming.framing, schema, {}, media.pointer, is_item=True),)

    def _status(self, operation: Operation, code: int | None) -> tuple[int, Answer | None]:
        if code is not None:
            found = documented(operation, code)
            if found is None and code < HTTPStatus.BAD_REQUEST:
                known = ", ".join(each.status for each in operation.answers)
                raise refused("code", f"names no documented answer; there is {known or 'none'}")
            return code, found
        for lowest, highest in ((200, 299), (300, 399)):
            fitting = [each for each in operation.answers if lowest <= number_of(each.status) <= highest]
            if fitting:
                best = min(fitting, key=lambda each: number_of(each.status))
                return number_of(best.status), best
        default = next((each for each in operation.answers if each.status == "default"), None)
        return HTTPStatus.OK, default

    # --- what is in it -----------------------------------------------------------------------------------------

    def outgoing(self, choice: Choice, wanted: Preferences, random: Random, value: Any = _UNSAID) -> Outgoing:
        """The answer with the value of its content, where that is known already, else with an example or a value that
        is made.
        """
        headers = self._headers(choice, random, dynamic=wanted.dynamic)
        media = choice.media
        if media is None:
            if choice.answer is None and choice.status >= HTTPStatus.BAD_REQUEST:
                refusal = Refusal(choice.status, f"{title(choice.status)}, as the request preferred")
                return Outgoing(choice.status, {**headers, "Content-Type": MEDIA_TYPE}, refusal.body)
            return Outgoing(choice.status, headers)
        headers["Content-Type"] = sent_type(media)
        if media.kind in STREAMS:
            said = self._example(media, wanted) if value is _UNSAID else value
            made = self._streams.made(media, self.maker(random, dynamic=wanted.dynamic)) if said is _UNSAID else said
            return Outgoing(
                choice.status, {**headers, "Cache-Control": "no-store"}, items=self._streams.framed(media, made)
            )
        if value is _UNSAID:
            value = self.value(media, wanted, random)
        return Outgoing(choice.status, headers, content(value, media, random))

    def value(self, media: Media, wanted: Preferences, random: Random) -> Any:
        """An example of the document, or a value of the schema."""
        found = self._example(media, wanted)
        if found is not _UNSAID:
            return found
        if media.schema is None:
            return {} if media.kind == "json" else ""
        return self.maker(random, dynamic=wanted.dynamic).value(media.schema)

    def ending(self, schema: Resolved) -> Ending:
        """What a field of an answer holds that has nothing to say: null, nothing, or "" where it must be there."""

        def told(path: tuple[str, ...]) -> Any:
            here, is_required = schema, False
            for name in path:
                shape = self._shapes.shape(here, lambda _number, variants: variants[0])
                if name not in shape.properties:
                    return ABSENT
                here, is_required = shape.properties[name][-1], name in shape.required
            types = self._shapes.types(here)
            return None if "null" in types else "" if is_required and "string" in types else ABSENT

        return told

    def items(self, media: Media, wanted: Preferences, random: Random) -> list[Any]:
        """The values that a stream sends."""
        found = self._example(media, wanted)
        if found is _UNSAID:
            return self._streams.made(media, self.maker(random, dynamic=wanted.dynamic))
        return self._streams.values(found)

    def _example(self, media: Media, wanted: Preferences) -> Any:
        """The example of the media type that is preferred, else its first; _UNSAID where it has none."""
        named = mapping(media.node.get("examples"))
        if wanted.example is not None:
            if wanted.example not in named:
                raise refused("example", f"names none of the answer's examples; there is {', '.join(named) or 'none'}")
            return self._named(named[wanted.example], join(media.pointer, "examples", wanted.example))
        if wanted.dynamic:
            return _UNSAID
        if "example" in media.node:
            return media.node["example"]
        for name, node in named.items():
            found = self._named(node, join(media.pointer, "examples", name))
            if found is not _UNSAID:
                return found
        listed = sequence(media.node.get("examples"))
        return listed[0] if listed else _UNSAID

    def _named(self, node: object, pointer: str) -> Any:
        target = self._refs.deref(node, pointer) if is_map(node) else None
        found = mapping(target.node if target is not None else None)
        for word in ("value", "dataValue", "serializedValue"):
            if word in found:
                return found[word]
        return _UNSAID

    def _headers(self, choice: Choice, random: Random, *, dynamic: bool) -> dict[str, str]:
        found: dict[str, str] = {}
        headers = choice.answer.headers if choice.answer is not None else dict[str, Resolved]()
        for name, header in headers.items():
            if name.lower() in _OWN_HEADERS or _TOKEN.fullmatch(name) is None:
                continue
            node = mapping(header.node)
            examples = [mapping(each).get("value") for each in mapping(node.get("examples")).values()]
            if "example" in node or examples:
                value: Any = node["example"] if "example" in node else examples[0]
            elif "schema" in node:
                schema = Resolved(node["schema"], join(header.pointer, "schema"))
                value = self.maker(random, dynamic=dynamic).value(schema, name)
            else:
                continue
            found[name] = header_text(value)
        return found


def documented(operation: Operation, code: int) -> Answer | None:
    """The answer for a status: its own, that of its range, or the default one."""
    by_status: Mapping[str, Answer] = {each.status: each for each in operation.answers}
    return by_status.get(str(code)) or by_status.get(f"{code // 100}XX") or by_status.get("default")


def number_of(status: str) -> int:
    """The code of a status as written; of a range its first one, and 0 of what is neither."""
    text = status.replace("XX", "00")
    return int(text) if text.isdecimal() and len(text) == 3 else 0


def sent_type(media: Media) -> str:
    """The media type of the content; of a range one that is in it."""
    name = bare(media.media_type)
    if "*" in name or "/" not in name or _UNSENDABLE.search(media.media_type):
        return {"json": "application/json", "text": "text/plain; charset=utf-8"}.get(
            media.kind, "application/octet-stream"
        )
    return media.media_type.strip()


def header_text(value: Any) -> str:
    """A value as a header holds it: visible ASCII, so that no text of a document ends a line."""
    if isinstance(value, bool):
        text = str(value).lower()
    elif is_list(value):
        text = ", ".join(str(each) for each in sequence(value))
    else:
        text = "" if value is None else str(value)
    return _UNSENDABLE.sub("", text).strip()
