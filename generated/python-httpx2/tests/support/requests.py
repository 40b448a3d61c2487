"""Requests in the form in which golden files hold them."""

from __future__ import annotations

import base64
import json
from email import message_from_bytes
from email.policy import HTTP
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import httpx2

#: In a golden file: a header that must be there, with any value.
ANY = "*"


def sent(request: httpx2.Request, like: Mapping[str, Any]) -> dict[str, Any]:
    """The request as a golden one. Of its headers only those that `like` names: None where it lacks one."""
    path, _, query = request.url.raw_path.partition(b"?")
    headers: Mapping[str, str | None] = like["headers"]
    return {
        "method": request.method,
        "path": path.decode("ascii"),
        "query": grouped(query.decode("ascii")),
        "headers": {name: header(request, name, wanted) for name, wanted in headers.items()},
        **body(request),
    }


def like_json(value: Any) -> Any:
    """A golden request, or one that was sent, with texts that are JSON in one form: keys in order, no space."""
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.dumps(json.loads(value), sort_keys=True, separators=(",", ":"))
        except ValueError:
            return value
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        return {like_json(name): inner if name == "body" else like_json(inner) for name, inner in fields.items()}
    if isinstance(value, list):
        return [like_json(inner) for inner in cast("Sequence[Any]", value)]
    return value


def header(request: httpx2.Request, name: str, wanted: str | None) -> str | None:
    value: str | None = request.headers.get(name)
    if wanted == ANY and value:
        return ANY
    if value is not None and value.startswith("multipart/"):
        return value.partition(";")[0]
    return value


def grouped(text: str) -> dict[str, list[str]]:
    """The values of each name in a query or form, in their order."""
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def body(request: httpx2.Request) -> dict[str, Any]:
    content, media_type = request.content, request.headers.get("content-type", "").partition(";")[0]
    if not content and media_type != "application/x-www-form-urlencoded":
        return {}
    if media_type.endswith("json"):
        return {"body": json.loads(content)}
    if media_type == "application/x-www-form-urlencoded":
        return {"form": grouped(content.decode("ascii"))}
    if media_type == "multipart/form-data":
        return {"parts": parts(request.headers["content-type"], content)}
    if media_type.startswith("text/"):
        return {"text": content.decode()}
    return {"base64": base64.b64encode(content).decode("ascii")}


def parts(content_type: str, content: bytes) -> dict[str, list[str]]:
    """The texts of each name in a multipart form (RFC 7578)."""
    message = message_from_bytes(b"Content-Type: " + content_type.encode("ascii") + b"\r\n\r\n" + content, policy=HTTP)
    found: dict[str, list[str]] = {}
    for part in message.iter_parts():
        payload = part.get_payload(decode=True)
        assert isinstance(payload, bytes)
        found.setdefault(str(part.get_param("name", header="content-disposition")), []).append(payload.decode())
    return {name: found[name] for name in sorted(found)}
