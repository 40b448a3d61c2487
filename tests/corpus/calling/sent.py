"""Holds a request against the document: address, parameters, body, credentials."""

from __future__ import annotations

import base64
import email
import json
import re
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, unquote_plus

from tests.corpus.calling.equal import difference
from tests.corpus.calling.given import is_binary, properties_of
from tests.corpus.calling.wire import WireError, agrees, check_value, pairs_of, read_query, read_simple, split

if TYPE_CHECKING:
    import httpx

    from tests.corpus.calling.given import Given
    from tests.corpus.sampling import Checker
    from tests.corpus.spec import Media, Op, Param, Scheme, Spec


class Judge:
    """Checks requests of one document."""

    def __init__(self, spec: Spec, checker: Checker, base: str) -> None:
        self._spec = spec
        self._checker = checker
        self._base = base

    def check(self, op: Op, given: Given, request: httpx.Request) -> None:
        """Raises WireError, its message saying what is wrong."""
        if request.method != op.method.upper():
            raise WireError(f"method {request.method}")
        self._check_path(op, given, request)
        self._check_query(op, given, request)
        self._check_headers(op, given, request)
        self._check_cookies(op, given, request)
        if given.has_body:
            self._check_body(op, given, request)
        elif request.content:
            self._check_empty(op, request)
        self._check_security(op, request)
        _check_accept(op, request)

    def check_turn(self, op: Op, given: Given, request: httpx.Request) -> None:
        """The request for another page: the same operation, no parameter that the document does not have."""
        if request.method != op.method.upper():
            raise WireError(f"method {request.method}")
        self._check_path(op, given, request)
        names = {name.partition("[")[0] for name, _ in pairs_of(request.url.query.decode("ascii"))}
        known = {name for param in op.params if param.place == "query" for name in _query_names(self._spec, param)}
        known |= {each.wire_name for schemes in op.security for each in schemes if each.place == "query"}
        known |= {name for name, _ in pairs_of(op.path.partition("#")[0].partition("?")[2])}
        extra = {name for name in names if name not in known and f"{name}[]" not in known}
        if extra:
            raise WireError(f"the next page is asked for with {sorted(extra)}, which the document does not have")
        if op.bodies and request.content and request.headers.get("content-type", "").startswith("application/json"):
            problem = self._checker.problem(json.loads(request.content), op.bodies[0].schema)
            if problem:
                raise WireError(f"the next page is asked for with a body that is not valid: {problem}")

    def _value(self, param: Param, given: Given, texts: Any) -> None:
        """Hold one parameter against what was given, and that against its schema."""
        what = f"{param.place} {param.name}"
        sent = given.params[param.place, param.name]
        if param.content_type is not None and "json" in param.content_type:
            found = difference(sent, json.loads(texts)) if isinstance(texts, str) else "not sent as JSON"
            if found:
                raise WireError(f"{what}: {found}")
        else:
            check_value(sent, texts, what)
        if (param.place, param.name) not in given.unchecked:
            problem = self._checker.problem(sent, param.schema)
            if problem:
                raise WireError(f"{what} is not valid: {problem}")

    def _check_path(self, op: Op, given: Given, request: httpx.Request) -> None:
        raw = request.url.raw_path.decode("ascii").partition("?")[0]
        template = op.path.partition("#")[0].partition("?")[0]
        names = re.findall(r"\{([^{}]+)\}", template)
        pieces = re.split(r"\{[^{}]+\}", template)
        pattern = "([^/]*)".join(re.escape(unquote(each)) for each in pieces)
        prefixes = "|".join(re.escape(each) for each in (self._base, *op.bases))
        shown = "/".join(raw.split("/"))
        found = re.fullmatch(f"(?:{prefixes}){pattern}", shown) or re.fullmatch(
            f"(?:{prefixes})" + "([^/]*)".join(re.escape(each) for each in pieces), shown
        )
        if found is None:
            raise WireError(f"path {raw} is not {op.path}")
        params = {each.name: each for each in op.params if each.place == "path"}
        for name, text in zip(names, found.groups(), strict=True):
            param = params.get(name)
            if param is not None:
                sent = given.params["path", name]
                self._value(
                    param,
                    given,
                    read_simple(text, param.style, param.explode, name, "" if param.content_type else sent),
                )

    def _check_query(self, op: Op, given: Given, request: httpx.Request) -> None:
        whole = next((each for each in op.params if each.place == "querystring"), None)
        if whole is not None and (whole.place, whole.name) in given.params:
            self._value(whole, given, unquote(request.url.query.decode("ascii")))
            return
        pairs = pairs_of(request.url.query.decode("ascii"))
        fixed = {name for name, _ in pairs_of(op.path.partition("#")[0].partition("?")[2])}
        used = {each.wire_name for schemes in op.security for each in schemes if each.place == "query"} | fixed
        for param in op.params:
            if param.place != "query":
                continue
            sent = given.params.get((param.place, param.name))
            if ("query", param.name) not in given.params:
                if any(name == param.name for name, _ in pairs):
                    raise WireError(f"query {param.name}: sent without being given")
                continue
            shape = "" if param.content_type else sent
            texts, names = read_query(param.name, param.style, param.explode, shape, pairs)
            if texts is None and sent not in ([], {}):
                raise WireError(f"query {param.name}: not sent as its style asks ({param.style}, {param.explode=})")
            used |= names
            if texts is not None:
                self._value(param, given, texts)
        extra = {name for name, _ in pairs} - used
        if extra:
            raise WireError(f"query parameters that are not declared: {sorted(extra)}")

    def _check_headers(self, op: Op, given: Given, request: httpx.Request) -> None:
        for param in op.params:
            if param.place == "header" and ("header", param.name) in given.params:
                values = request.headers.get_list(param.name)
                if len(values) != 1:
                    raise WireError(f"header {param.name}: sent {len(values)} times")
                sent = given.params["header", param.name]
                texts = read_header(values[0], param, "" if param.content_type else sent)
                self._value(param, given, texts)

    def _check_cookies(self, op: Op, given: Given, request: httpx.Request) -> None:
        cookies = read_cookies(request)
        for param in op.params:
            if param.place == "cookie" and ("cookie", param.name) in given.params:
                if param.name not in cookies:
                    raise WireError(f"cookie {param.name}: not sent")
                sent = given.params["cookie", param.name]
                text = cookies[param.name]
                self._value(param, given, split(text, ",") if isinstance(sent, list | dict) else unquote(text))

    def _check_body(self, op: Op, given: Given, request: httpx.Request) -> None:
        content_type = request.headers.get("content-type", "")
        essence = content_type.partition(";")[0].strip().lower()
        media = given.media
        assert media is not None
        if not matches(essence, media.essence):
            raise WireError(f"content type {content_type!r}, the document has {[each.type for each in op.bodies]}")
        if essence.endswith(("/json", "+json")):
            self._check_json(json.loads(request.content), given.body, media)
        elif essence == "application/x-www-form-urlencoded":
            self._check_form(request.content.decode("ascii"), given.body, media)
        elif essence == "multipart/form-data":
            self._check_multipart(content_type, request.content, given.body, media)
        elif isinstance(given.body, bytes):
            if request.content != given.body:
                raise WireError(f"body: {given.body[:40]!r} became {request.content[:40]!r}")
        elif isinstance(given.body, str):
            if request.content.decode() != given.body:
                raise WireError(f"body: {given.body[:40]!r} became {request.content[:40]!r}")
        elif essence.endswith(("jsonl", "ndjson", "json-seq")):
            lines = [json.loads(line.strip("\x1e")) for line in request.content.decode().splitlines() if line.strip()]
            self._check_json(lines, given.body, media)

    def _check_empty(self, op: Op, request: httpx.Request) -> None:
        """No argument of the body was given: `{}` may travel where that is valid."""
        essence = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        media = next((each for each in op.bodies if matches(essence, each.essence)), None)
        if media is None or request.content != b"{}":
            raise WireError(f"a body that was not asked for: {request.content[:80]!r}")
        problem = self._checker.problem({}, media.schema)
        if problem:
            raise WireError(f"a body that was not asked for, and is not valid: {{}}: {problem}")

    def _check_json(self, sent: Any, body: Any, media: Media) -> None:
        found = difference(body, sent)
        if found:
            raise WireError(f"body {found}")
        problem = self._checker.problem(sent, media.schema)
        if problem:
            raise WireError(f"body is not valid: {problem}")

    def _check_form(self, text: str, body: Any, media: Media) -> None:
        pairs = pairs_of(text)
        used: set[str] = set()
        for name, value in (body if isinstance(body, dict) else {}).items():
            encoding = media.encoding.get(name) or {}
            style = encoding.get("style", "form")
            explode = encoding.get("explode", style == "form")
            if is_json(self._spec, value, encoding):
                texts = dict(pairs).get(name)
                if texts is None or difference(value, _json_or_none(unquote_plus(texts))):
                    texts, names = _bracketed(name, value, pairs)
                else:
                    names = {name}
                    texts = value
                if texts is None:
                    raise WireError(f"form {name}: {value!r} is not sent as JSON"[:300])
                used |= names
                continue
            texts, names = read_query(name, style, explode, value, pairs)
            used |= names
            if texts is None and value not in ([], {}):
                raise WireError(f"form {name}: not sent as its style asks ({style}, {explode=})")
            if texts is not None:
                check_value(value, texts, f"form {name}")
        extra = {name for name, _ in pairs} - used
        if extra:
            raise WireError(f"form fields that are not declared: {sorted(extra)}")

    def _check_multipart(self, content_type: str, content: bytes, body: Any, media: Media) -> None:
        parts: dict[str, list[Message]] = {}
        for part in form_parts(content_type, content):
            parts.setdefault(str(part.get_param("name", header="content-disposition")), []).append(part)
        schemas = properties_of(self._spec, media.schema)
        expected = body if isinstance(body, dict) else {}
        for name, value in expected.items():
            own = parts.pop(name, None) or parts.pop(f"{name}[]", None)
            values = value if isinstance(value, list) else [value]
            if own is None:
                if values:
                    raise WireError(f"multipart {name}: no part of this name (there are {sorted(parts)})")
                continue
            if isinstance(value, list) and len(own) == 1 and len(values) != 1:
                # One part holds the whole list, as JSON.
                values = [value]
            if len(own) != len(values):
                raise WireError(f"multipart {name}: {len(values)} values became {len(own)} parts")
            for part, each in zip(own, values, strict=True):
                _check_part(name, part, each, is_binary(self._spec, schemas.get(name, {}), media.encoding.get(name)))
        if parts:
            raise WireError(f"multipart parts that are not declared: {sorted(parts)}")

    def _check_security(self, op: Op, request: httpx.Request) -> None:
        if not op.security or any(not each for each in op.security):
            return
        if not any(all(carries(request, scheme) for scheme in each) for each in op.security):
            wanted = " or ".join("+".join(f"{s.name} ({s.kind})" for s in each) for each in op.security)
            raise WireError(f"no credentials: {wanted}")


def _query_names(spec: Spec, param: Param) -> set[str]:
    """Names under which a parameter travels: its own, or those of an exploded object's properties."""
    return {param.name, *(properties_of(spec, param.schema) if (param.style, param.explode) == ("form", True) else ())}


def _check_accept(op: Op, request: httpx.Request) -> None:
    """At least one media type of a success must be welcome (RFC 9110, section 12.5.1)."""
    wanted = [media.essence for answer in op.answers if answer.status.startswith("2") for media in answer.media]
    accepted = [each.partition(";")[0].strip() for each in request.headers.get("accept", "*/*").split(",")]
    if wanted and not any(matches(own, each) or matches(each, own) for own in wanted for each in accepted):
        raise WireError(f"accepts {', '.join(accepted)}, but the document answers {', '.join(wanted)}")


def matches(essence: str, wanted: str) -> bool:
    """Whether a media type is in a range such as `image/*`."""
    left, _, right = wanted.partition("/")
    own, _, kind = essence.partition("/")
    return bool(own) and left in (own, "*") and right in (kind, "*")


def carries(request: httpx.Request, scheme: Scheme) -> bool:
    """Whether a request has what a security scheme asks for."""
    authorization = request.headers.get("authorization", "")
    match scheme.kind:
        case "apiKey" if scheme.place == "header":
            return bool(request.headers.get(scheme.wire_name))
        case "apiKey" if scheme.place == "query":
            return bool(request.url.params.get(scheme.wire_name))
        case "apiKey":
            return scheme.wire_name in read_cookies(request)
        case "basic":
            if not authorization.startswith("Basic "):
                return False
            return b":" in base64.b64decode(authorization.removeprefix("Basic "))
        case "bearer":
            return authorization.startswith("Bearer ") and len(authorization) > len("Bearer ")
        case "http":
            return bool(authorization)
        case _:
            return True


def read_cookies(request: httpx.Request) -> dict[str, str]:
    """Cookies as they stand in the header."""
    text = "; ".join(request.headers.get_list("cookie"))
    return dict(each.strip().split("=", 1) for each in text.split(";") if "=" in each)


def read_header(raw: str, param: Param, sent: Any) -> Any:
    """Header values are not percent-encoded."""
    if not isinstance(sent, list | dict):
        return raw
    pieces = [each.strip() for each in raw.split(",")]
    if isinstance(sent, dict) and param.explode:
        return dict(piece.split("=", 1) for piece in pieces)
    return dict(zip(pieces[::2], pieces[1::2], strict=False)) if isinstance(sent, dict) else pieces


def is_json(spec: Spec, value: Any, encoding: dict[str, Any]) -> bool:
    """OpenAPI 3.1, Encoding Object: objects, and lists of them, travel as JSON unless a style says otherwise."""
    if "style" in encoding or "explode" in encoding:
        return False
    if "json" in str(encoding.get("contentType", "")):
        return True
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(each, dict | list) for each in value))


def _json_or_none(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _bracketed(name: str, value: Any, pairs: list[tuple[str, str]]) -> tuple[Any, set[str]]:
    """Servers that take forms know nested values in brackets as well: `a[b]=1`, `a[0][b]=1`, `a[][b]=1`."""
    own = {key: text for key, text in pairs if key.startswith(f"{name}[")}
    wanted = list(_leaves(value))
    texts = [unquote_plus(text) for key, text in pairs if key in own]
    if not own or len(wanted) != len(texts) or not all(map(agrees, wanted, texts)):
        return None, set()
    return value, set(own)


def _leaves(value: Any) -> Any:
    if isinstance(value, dict):
        for each in value.values():
            yield from _leaves(each)
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
    else:
        yield value


def form_parts(content_type: str, content: bytes) -> list[Message]:
    whole = email.message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + content)
    payload = whole.get_payload()
    if content.strip() == b"--" + str(whole.get_boundary()).encode() + b"--":
        return []  # a form without fields is a closing delimiter alone, as browsers send it
    if not isinstance(payload, list):
        raise WireError(f"the multipart body has no parts: {content[:80]!r}")
    return [each for each in payload if isinstance(each, Message)]


def _check_part(name: str, part: Message, value: Any, binary: bool) -> None:
    content = part.get_payload(decode=True)
    raw = content if isinstance(content, bytes) else str(part.get_payload()).encode()
    if isinstance(value, tuple):
        if raw != value[1]:
            raise WireError(f"multipart {name}: {value[1]!r} became {raw[:80]!r}")
        if not part.get_filename():
            raise WireError(f"multipart {name}: a file without a file name")
        return
    text = raw.decode()
    if isinstance(value, dict | list):
        found = difference(value, _json_or_none(text))
        if found:
            raise WireError(f"multipart {name}: {found} ({text[:80]!r})")
    elif not agrees(value, text):
        raise WireError(f"multipart {name}: {value!r} became {text[:80]!r}")
