"""From options to the parts of an HTTP request. Nothing here sends, sleeps or opens files."""

from __future__ import annotations

import re
from typing import Any, Dict, FrozenSet, List, Mapping, Optional, Sequence, Tuple, Union, cast

import httpx2

from ._bodies import AsyncBody, SyncBody
from ._json import openapi_dumps
from ._options import FinalRequestOptions
from ._qs import Querystring
from ._seam import SECRET_QUERY
from ._secrets import is_secret_header
from ._types import NotGiven, Omit
from ._wire import Part

HeaderPair = Tuple[bytes, bytes]
#: Headers ready for the wire, by their names in lower case; None takes one away.
HeaderLayer = Dict[bytes, Optional[HeaderPair]]

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://")
_HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_HEADER_VALUE = re.compile(r"(?:[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?)?")
_DEFAULT_PORTS = {"http": 80, "https": 443}


# --- URLs ---------------------------------------------------------------------------------------------------------


def checked_base_url(url: Union[str, httpx2.URL]) -> httpx2.URL:
    """The base URL, ending in a slash.

    Raises ValueError unless it is an absolute http(s) URL without user, password, query and fragment; the message does
    not show the URL, which may hold a password.
    """
    parsed = httpx2.URL(url)
    if parsed.scheme not in _DEFAULT_PORTS or not parsed.host:
        raise ValueError("base_url must be an absolute URL that starts with http:// or https://")
    if parsed.userinfo:
        raise ValueError("base_url must not hold a user name or password; give credentials to the client instead")
    if parsed.query or parsed.fragment:
        raise ValueError("base_url must not hold a query or a fragment; use default_query")
    if parsed.raw_path.endswith(b"/"):
        return parsed
    return parsed.copy_with(raw_path=parsed.raw_path + b"/")


def url_text(url: httpx2.URL) -> str:
    """A base URL as text; httpx2 leaves out a path that is only a slash."""
    text = str(url)
    return text if text.endswith("/") else text + "/"


def is_absolute(url: str) -> bool:
    """Whether a URL names its own scheme and host."""
    return not url.startswith("/") and _ABSOLUTE.match(url) is not None


def join_url(base: str, url: str, query: str) -> str:
    """An absolute URL as it is, any other put below `base` (which ends in a slash); and the query added."""
    if not is_absolute(url):
        url = base + url.lstrip("/")
    if not query:
        return url
    return f"{url}&{query}" if "?" in url else f"{url}?{query}"


def same_origin(one: httpx2.URL, other: httpx2.URL) -> bool:
    """Whether scheme, host and port are the same (RFC 6454)."""
    return one.scheme == other.scheme and one.host == other.host and _port(one) == _port(other)


def _port(url: httpx2.URL) -> Optional[int]:
    return url.port or _DEFAULT_PORTS.get(url.scheme)


def drop_credentials(
    request: httpx2.Request,
    names: FrozenSet[str],
    *,
    keep: FrozenSet[str] = frozenset(),
    own_query: Sequence[Tuple[str, str]] = (),
) -> None:
    """Take from the request what may be a credential: headers that are secret or in `names`, secret query parameters.

    `names` and `keep` are in lower case; a header that `keep` names stays. Of the query parameters in which this API
    takes credentials, those of `own_query` are left, as they are there.
    """
    for name in list(request.headers):
        if name not in keep and (name in names or is_secret_header(name)):
            del request.headers[name]
    own = [pair for pair in own_query if pair[0] in SECRET_QUERY]
    found = request.url.params.multi_items()
    if [pair for pair in found if pair[0] in SECRET_QUERY] != own:
        rest = [pair for pair in found if pair[0] not in SECRET_QUERY]
        request.url = request.url.copy_with(params=[*rest, *own])


# --- headers ------------------------------------------------------------------------------------------------------


def layer_headers(headers: Mapping[str, Union[str, Omit]]) -> HeaderLayer:
    """Check and encode headers; the last of several spellings of a name wins, and an `Omit` only removes.

    Raises as `header_pair` does.
    """
    found: HeaderLayer = {}
    for name, value in headers.items():
        wanted = not isinstance(value, (Omit, NotGiven))
        pair = header_pair(name, value if wanted else "")
        found[pair[0].lower()] = pair if wanted else None
    return found


def header_pair(name: str, value: object) -> HeaderPair:
    """A header ready for the wire.

    Raises ValueError for a name that is no token or a value that RFC 9110 5.5 forbids (line breaks, NUL, space at its
    ends) or that is not ASCII, and TypeError for a value that is no string; no message shows the value.
    """
    if _HEADER_NAME.fullmatch(name) is None:
        raise ValueError("A header name may hold only letters, digits and !#$%&'*+-.^_`|~")
    if not isinstance(value, str):
        raise TypeError(f"The value of header {name!r} must be a string, not {type(value).__name__}")
    if _HEADER_VALUE.fullmatch(value) is None:
        raise ValueError(
            f"The value of header {name!r} must be ASCII without line breaks and without space at its ends"
        )
    return name.encode("ascii"), value.encode("ascii")


def given(values: Mapping[str, object]) -> Dict[str, object]:
    """The values that are neither `Omit` nor `NotGiven`."""
    return {name: value for name, value in values.items() if not isinstance(value, (Omit, NotGiven))}


# --- bodies -------------------------------------------------------------------------------------------------------


class _MultipartFiles(Dict[str, Any]):
    """Files that are true even when there are none: httpx2 then still writes the form as multipart."""

    def __bool__(self) -> bool:
        return True


def request_body(options: FinalRequestOptions, content_type: str, qs: Querystring) -> Dict[str, Any]:
    """The arguments of `httpx2.Client.build_request` that make the body; empty when there is none.

    The content type decides: multipart and urlencoded forms, JSON otherwise. Raises TypeError for values that JSON
    cannot hold and ValueError for NaN and infinities.
    """
    if options.content is not None:
        return _raw_content(options.content)
    body = _merged_body(options)
    kind = content_type.partition(";")[0].strip().lower()
    if options.files or kind == "multipart/form-data":
        left_out = body is None and not options.files and options.json_data is not None
        return {} if left_out else _multipart(body, options.files, qs)
    if body is None:
        return {}
    if isinstance(body, (bytes, bytearray)):
        return {"content": bytes(body)}
    if kind == "application/x-www-form-urlencoded" and isinstance(body, (Mapping, str)):
        form = body if isinstance(body, str) else qs.stringify(given(cast("Mapping[str, object]", body)))
        return {"content": form.encode()}
    return {"content": openapi_dumps(body)}


def _raw_content(content: Any) -> Dict[str, Any]:
    length = content.length() if isinstance(content, (SyncBody, AsyncBody)) else None
    # httpx2 takes the size of the whole file, wherever it stands.
    return {"content": content} if length is None else {"content": content, "headers": {"Content-Length": str(length)}}


def _merged_body(options: FinalRequestOptions) -> object:
    body = None if isinstance(options.json_data, (Omit, NotGiven)) else options.json_data
    extra = options.extra_json
    if extra is None or body is None:
        return body if extra is None else extra
    if isinstance(body, Mapping):
        return {**cast("Mapping[str, object]", body), **extra}
    raise RuntimeError(f"Unexpected JSON data type, {type(body)}, cannot merge with `extra_body`")


def _multipart(body: object, files: Any, qs: Querystring) -> Dict[str, Any]:
    if body is not None and not isinstance(body, Mapping):
        raise TypeError(f"A multipart body must be a mapping, not {type(body).__name__}")
    values = given(cast("Mapping[str, object]", body or {}))
    parts: List[Tuple[str, Tuple[None, Union[str, bytes], str]]] = []
    for name, value in list(values.items()):
        found = cast("List[object]", value if type(value) is list else [value])
        if found and all(isinstance(each, Part) for each in found):
            parts += [(name, (None, each.content, each.media_type)) for each in cast("List[Part]", found)]
            del values[name]
    data: Dict[str, List[str]] = {}
    for name, text in qs.stringify_items(values, array_format=qs.multipart_format):
        data.setdefault(name, []).append(text)
    if parts:
        files = [*(files.items() if isinstance(files, Mapping) else files or ()), *parts]
    return {"data": data, "files": files or _MultipartFiles()}
