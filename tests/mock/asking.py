"""Requests made from a document, without the toolkit: parameters in their styles, bodies in their media types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import httpx

from tests.corpus.sampling import Checker, NoSampleError, Sampler

if TYPE_CHECKING:
    from tests.corpus.sampling.sampler import Mode
    from tests.corpus.spec import Media, Op, Param, Spec

_DELIMITERS = {"form": ",", "spaceDelimited": "%20", "pipeDelimited": "|", "tabDelimited": "\t"}
_IGNORED = ("", "null")


class Asker:
    """`direct` values travel as text: no list or object within another."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._checker = Checker(spec, "request")
        self._sampler = Sampler(spec, self._checker)
        self._plain = Sampler(spec, self._checker, plain=True)

    def request(self, op: Op, mode: Mode, base: str = "http://mock") -> httpx.Request:
        """Raises NoSampleError where the document's schemas exclude every value."""
        path, query, headers, cookies = op.path.partition("#")[0].partition("?")[0], list[str](), dict[str, str](), []
        for param in op.params:
            if not param.required and mode == "least":
                continue
            sampler = self._sampler if param.place == "query" else self._plain
            value = sampler.sample(param.schema, "least" if param.required else mode, param.examples)
            if value in ([], {}) or value is None or (value == "" and param.place != "query"):
                if not param.required:
                    continue
                value = sampler.sample(param.schema, "most", param.examples)
            if isinstance(value, dict) and (param.place, param.style, param.explode) == ("query", "form", True):
                # Its properties travel under their own names, which other parameters may have.
                value = {key: each for key, each in value.items() if key not in {other.name for other in op.params}}
            match param.place:
                case "path":
                    path = path.replace(f"{{{param.name}}}", in_path(param, value))
                case "query":
                    query += in_query(param, value)
                case "header":
                    headers[param.name] = simple(param, value, encode=False)
                case _:
                    cookies.append(f"{param.name}={simple(param, value, encode=True)}")
        if cookies:
            headers["Cookie"] = "; ".join(cookies)
        credentials(op, headers, query)
        media = op.bodies[0] if op.bodies and (op.body_required or mode != "least") else None
        content = self._content(media, mode, headers) if media is not None else None
        url = base + path + ("?" + "&".join(query) if query else "")
        return httpx.Request(op.method.upper(), url, headers=headers, content=content)

    def _content(self, media: Media, mode: Mode, headers: dict[str, str]) -> bytes:
        headers["Content-Type"] = media.type if "*" not in media.type else "application/json"
        name = media.essence
        if name.startswith("multipart/"):
            sample = self._sampler.sample(media.schema, mode, media.examples)
            request = httpx.Request("POST", "http://mock", files=[(key, part(each)) for key, each in flat(sample)])
            headers["Content-Type"] = request.headers.get("content-type", "multipart/form-data; boundary=x")
            return request.read() or b"--x--\r\n"
        if name == "application/x-www-form-urlencoded":
            sample = self._sampler.sample(media.schema, mode, media.examples)
            pairs = [(key, text_of(each)) for key, each in flat(sample)]
            return "&".join(f"{quote(key)}={quote(text, safe='')}" for key, text in pairs).encode()
        if name.endswith("json") or "*" in name:
            return json.dumps(self._sampler.sample(media.schema, mode, media.examples)).encode()
        return b"some text"


def credentials(op: Op, headers: dict[str, str], query: list[str]) -> None:
    for scheme in op.security[0] if op.security else ():
        text = {"basic": "Basic YTpi", "bearer": "Bearer token", "http": "token x"}.get(scheme.kind, "token")
        if scheme.place == "query":
            query.append(f"{quote(scheme.wire_name)}={text}")
        elif scheme.place == "cookie":
            headers["Cookie"] = "; ".join(filter(None, [headers.get("Cookie"), f"{scheme.wire_name}={text}"]))
        elif scheme.kind != "none":
            headers[scheme.wire_name] = text


def text_of(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def part(value: Any) -> Any:
    return (None, text_of(value).encode()) if not isinstance(value, str) else ("file", value.encode())


def flat(sample: Any) -> list[tuple[str, Any]]:
    """Fields of a form; a list of scalars is repeated, what is nested otherwise travels as JSON."""
    found: list[tuple[str, Any]] = []
    for name, value in sample.items() if isinstance(sample, dict) else []:
        if isinstance(value, list) and not any(isinstance(each, (dict, list)) for each in value):
            found += [(name, each) for each in value]
        elif value is not None:
            found.append((name, value))
    return found


def simple(param: Param, value: Any, *, encode: bool) -> str:
    write = (lambda text: quote(text, safe="")) if encode else str
    if param.style == "content":
        return write(json.dumps(value))
    if isinstance(value, list):
        return ",".join(write(text_of(each)) for each in value)
    if isinstance(value, dict):
        pairs = [(write(key), write(text_of(each))) for key, each in value.items()]
        return ",".join("=".join(each) if param.explode else ",".join(each) for each in pairs)
    return write(text_of(value))


def in_path(param: Param, value: Any) -> str:
    text = simple(param, value, encode=True)
    return {"label": f".{text}", "matrix": f";{param.name}={text}"}.get(param.style, text)


def in_query(param: Param, value: Any) -> list[str]:
    name = quote(param.name, safe="[]")
    if param.style == "content":
        return [f"{name}={quote(json.dumps(value))}"]
    if isinstance(value, dict):
        pairs = [(quote(key), quote(text_of(each), safe="")) for key, each in value.items()]
        if param.style == "deepObject":
            return [f"{name}[{key}]={text}" for key, text in pairs]
        if param.explode:
            return [f"{key}={text}" for key, text in pairs]
        return [f"{name}=" + ",".join(",".join(each) for each in pairs)]
    if isinstance(value, list):
        texts = [quote(text_of(each), safe="") for each in value]
        if param.explode or param.style == "deepObject":
            return [f"{name}={text}" for text in texts]
        return [f"{name}=" + _DELIMITERS.get(param.style, ",").join(texts)]
    return [f"{name}={quote(text_of(value), safe='')}"]


__all__ = ["Asker", "NoSampleError"]
