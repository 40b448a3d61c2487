"""Reads and checks the body of a request by its media type."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, NoReturn

from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from sdkwright.load.limits import MAX_DEPTH
from sdkwright.mock.coercion import nested
from sdkwright.mock.negotiation import matches
from sdkwright.mock.nodes import is_list, is_map, mapping, sequence
from sdkwright.mock.problems import Fault, Refusal
from sdkwright.resolve.media import bare

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from sdkwright.load import Resolved
    from sdkwright.mock.coercion import Coercion
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Media, Operation
    from sdkwright.mock.validators import Validators

ABSENT: Final = object()
_MOST_FIELDS: Final = 2_000
_JSON_PART: Final = "application/json"


class Bodies:
    def __init__(self, coercion: Coercion, validators: Validators) -> None:
        self._coercion = coercion
        self._validators = validators

    async def read(self, operation: Operation, request: Incoming) -> tuple[Any, list[Fault]]:
        """The value, ABSENT where there is none, and what is wrong with it. Raises Refusal where the media type is none
        of the operation's (415) or the body cannot be read.
        """
        body = operation.body
        if body is None:
            return ABSENT, []
        if not request.body and not request.content_type:
            return ABSENT, [Fault("body", "is required and missing", pointer="")] if body.required else []
        media = _chosen(body.media, request)
        if not request.body and media.kind in ("json", "form"):
            if media.kind == "json" or body.required:
                faults = [Fault("body", "is required and missing", pointer="")] if body.required else []
                return (ABSENT, faults) if media.kind == "json" else self._checked({}, media)
            return ABSENT, []
        match media.kind:
            case "json":
                return self._checked(_json(request.body), media)
            case "form" | "multipart":
                return self._checked(self._form(await _fields(request, media.kind), media), media)
            case "text":
                return self._checked(request.body.decode("utf-8", "replace"), media)
            case _:
                return request.body, []

    def _checked(self, value: Any, media: Media) -> tuple[Any, list[Fault]]:
        schema = media.schema
        if schema is None or (media.kind == "text" and "string" not in self._coercion.types(schema)):
            return value, []  # XML and the like: structures that no text of ours stands for
        return value, self._validators.faults(schema, value, "body")

    def _form(self, fields: list[tuple[str, Any]], media: Media) -> Any:
        """The object that a form stands for; a field that is not declared keeps its text."""
        if media.schema is None:
            return dict(fields)
        shape = self._coercion.shape(media.schema, "object")
        found: dict[str, Any] = {}
        for name in dict.fromkeys(
            [*shape.properties, *(name.partition("[")[0].partition(".")[0] for name, _ in fields)]
        ):
            values = [value for key, value in fields if key == name]
            schema = self._coercion.member(shape, name)
            given: Any = values if len(values) > 1 else values[0] if values else nested(fields, name, dots=True)
            if given is not None:
                found[name] = self._field(given, schema, media, name)
        return found

    def _field(self, given: Any, schema: Resolved, media: Media, name: str) -> Any:
        types = self._coercion.types(schema)
        if isinstance(given, str) and types & {"object", "array"} and "string" not in types:
            split = mapping(mapping(media.node.get("encoding")).get(name)).get("explode") is False
            if split and "array" in types:
                return self._coercion.items(given.split(","), schema)
            try:
                value = json.loads(given)
            except (ValueError, RecursionError):
                return self._coercion.value(given, schema)
            return value if (is_map(value) or is_list(value)) else self._coercion.value(given, schema)
        return self._coercion.value(given, schema)


def _chosen(media: tuple[Media, ...], request: Incoming) -> Media:
    name = bare(request.content_type)
    if not name:
        return media[0]
    best = max(media, key=lambda each: matches(name, each.media_type))
    if matches(name, best.media_type):
        return best
    known = ", ".join(dict.fromkeys(each.media_type for each in media))
    detail = f"a body of {name} is not accepted, but {known}"
    raise Refusal(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE, detail, (Fault("header", detail, "Content-Type"),), {"Accept": known}
    )


def _json(body: bytes) -> Any:
    try:
        value = json.loads(body, parse_constant=_refused)
    except RecursionError:
        raise _unreadable("is nested too deep") from None
    except ValueError as error:  # also text that is no UTF-8, and integers beyond any bound
        raise _unreadable(f"is no JSON: {error}") from None
    if body.count(b"[") + body.count(b"{") > MAX_DEPTH and not is_shallow(value):
        raise _unreadable("is nested too deep")
    return value


def is_shallow(value: Any) -> bool:
    """Whether lists and objects lie no deeper in each other than those of a document may."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            inner
            for each in level
            for inner in (mapping(each).values() if is_map(each) else sequence(each))
            if is_map(inner) or is_list(inner)
        ]
        if not level:
            return True
    return False


def _refused(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON number")


async def _fields(request: Incoming, kind: str) -> list[tuple[str, Any]]:
    """The fields in their order; a file is its content as text, of which only the presence and the length count."""

    async def stream() -> AsyncGenerator[bytes, None]:
        yield request.body

    headers = Headers({"content-type": request.content_type})
    if kind == "form" and request.body.count(b"&") > _MOST_FIELDS:
        raise _unreadable(f"has more than {_MOST_FIELDS} fields")
    try:
        if kind == "form":
            form: FormData = await FormParser(headers, stream()).parse()
        else:
            most = len(request.body) + 1
            form = await MultiPartParser(
                headers, stream(), max_files=_MOST_FIELDS, max_fields=_MOST_FIELDS, max_part_size=most
            ).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        what = "a form" if kind == "form" else "multipart/form-data"
        raise _unreadable(f"is not {what}: {error}") from None
    found: list[tuple[str, Any]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            await value.close()
            is_json = bare(value.content_type or "") == _JSON_PART
            found.append((name, content.decode("utf-8" if is_json else "latin-1", "replace")))
        else:
            found.append((name, value))
    return found


def _unreadable(message: str) -> Refusal:
    return Refusal(HTTPStatus.BAD_REQUEST, f"the body {message}", (Fault("body", message, pointer=""),))
