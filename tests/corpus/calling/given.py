"""What a method is called with: values for its arguments, made for the document."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.corpus.sampling import NoSampleError, Sampler

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.corpus.calling.methods import Method
    from tests.corpus.sampling.sampler import Mode
    from tests.corpus.spec import Media, Op, Param, Spec

_NESTED = ("allOf", "anyOf", "oneOf", "properties", "items")
_NOTHING: Any = object()
FILE = b"\x00\x01file\xff\r\n--content"


class UncallableError(Exception):
    """The method has no argument for what the document describes."""


@dataclass
class Given:
    """One call: `arguments` for Python; `params` and `body` as they should arrive. `body` is `NOTHING` without one."""

    mode: Mode
    examples: bool = True
    arguments: dict[str, Any] = field(default_factory=dict[str, Any])
    params: dict[tuple[str, str], Any] = field(default_factory=dict[tuple[str, str], Any])
    media: Media | None = None
    body: Any = _NOTHING
    unchecked: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def has_body(self) -> bool:
        return self.body is not _NOTHING


class Giver:
    """Makes the arguments of calls."""

    def __init__(self, spec: Spec, sampler: Sampler, plain: Sampler) -> None:
        self._spec = spec
        self._sampler = sampler
        self._plain = plain

    def give(self, method: Method, op: Op, mode: Mode, *, examples: bool = True) -> Given:
        """`least`: what is required. `most`: everything. Raises UncallableError, NoSampleError.

        Examples of the document are real, but may hold what its schemas only do not forbid.
        """
        given = Given(mode, examples=examples)
        for param in op.params:
            if (param.required or mode != "least") and is_sendable(param):
                self._param(method, param, given)
        _keep_apart(method, op, given)
        media = self._media(method, op)
        if media is not None and (op.body_required or mode != "least"):
            self._body(method, media, given)
        if method.stream_switch is not None:
            self._switch(method, given, on=False)
        return given

    def _param(self, method: Method, param: Param, given: Given) -> None:
        name = method.argument("query" if param.place == "querystring" else param.place, param.name)
        if name is None:
            raise UncallableError(f"no argument for the {param.place} parameter {param.name!r}")
        sampler = self._sampler if param.place in ("path", "query") else self._plain
        key = (param.place, param.name)
        try:
            value = self._tried(sampler, param, given)
        except NoSampleError:
            # A schema that nothing fits, as real documents have them; any text shows that the parameter travels.
            value = "text"
            given.unchecked.add(key)
        if value is None or (value in ([], {}, "") and not (param.place == "query" and param.required)):
            if not param.required:
                return
            value = "text" if value in (None, "") else value
        given.arguments[name] = value
        given.params[key] = [each for each in value if each is not None] if isinstance(value, list) else value

    def _tried(self, sampler: Sampler, param: Param, given: Given) -> Any:
        """Lists hold something, so that their style shows."""
        examples = param.examples if given.examples else ()
        if param.required and given.mode == "least":
            found = sampler.sample(param.schema, "least", examples)
            return found if found not in ([], {}) else sampler.sample(param.schema, "most", examples)
        return sampler.sample(param.schema, "most", examples)

    def _media(self, method: Method, op: Op) -> Media | None:
        if not op.bodies or method.body_type is None:
            if op.bodies and op.body_required:
                raise UncallableError("no body, but the document requires one")
            return None
        wanted = method.body_type.partition(";")[0].strip().lower()
        found = [each for each in op.bodies if each.type == method.body_type]
        found += [each for each in op.bodies if each.essence == wanted]
        if not found:
            raise UncallableError(f"sends {method.body_type}, which the document does not have")
        return found[0]

    def _body(self, method: Method, media: Media, given: Given) -> None:
        given.media = media
        if method.body_kind == "binary":
            given.body = FILE
        else:
            sample = self._sampler.sample(media.schema, given.mode, self._examples(method, media, given))
            given.body = self._with_files(sample, media) if method.body_kind == "multipart" else sample
        whole = method.argument("body", "")
        if whole is not None:
            given.arguments[whole] = given.body
            return
        if not isinstance(given.body, dict):
            raise UncallableError(f"the body is {type(given.body).__name__}, the method takes properties")
        extra: dict[str, Any] = {}
        for name, value in given.body.items():
            argument = method.argument("body", name)
            if argument is None and name in properties_of(self._spec, media.schema):
                raise UncallableError(f"no argument for the property {name!r} of the body")
            if argument is None:
                extra[name] = value
            else:
                given.arguments[argument] = value
        if extra:
            given.arguments["extra_body"] = extra

    def _examples(self, method: Method, media: Media, given: Given) -> tuple[Any, ...]:
        """Those that the method can express: null is no object, whatever a nullable body allows."""
        whole = method.argument("body", "") is not None
        examples = media.examples if given.examples else ()
        return tuple(each for each in examples if whole or isinstance(each, dict))

    def _with_files(self, body: Any, media: Media) -> Any:
        """Files for the properties of a multipart body that are binary."""
        if not isinstance(body, dict):
            return body
        found = dict(body)
        for name, schema in properties_of(self._spec, media.schema).items():
            if name in found:
                found[name] = _filled(self._spec, schema, found[name], media.encoding.get(name))
        return found

    def _switch(self, method: Method, given: Given, *, on: bool) -> None:
        name = method.argument("body", method.stream_switch or "") or method.argument(
            "query", method.stream_switch or ""
        )
        if name is None:
            raise UncallableError(f"no argument for {method.stream_switch!r}, which chooses between answer and stream")
        if on:
            given.arguments[name] = True
        elif name in given.arguments:
            given.arguments[name] = False
        else:
            return
        if given.has_body and isinstance(given.body, dict) and method.argument("body", method.stream_switch or ""):
            given.body[method.stream_switch] = on
        elif ("query", method.stream_switch) in given.params or method.argument("query", method.stream_switch or ""):
            given.params["query", method.stream_switch or ""] = on

    def streaming(self, method: Method, op: Op) -> Given:
        """The least call, with the switch that asks for a stream."""
        given = self.give(method, op, "least")
        if not given.has_body and method.argument("body", method.stream_switch or ""):
            media = self._media(method, op)
            if media is not None:
                self._body(method, media, given)
        self._switch(method, given, on=True)
        return given


def _keep_apart(method: Method, op: Op, given: Given) -> None:
    """Properties of an exploded object travel under their own names, which other parameters may have."""
    for param in op.params:
        value = given.params.get((param.place, param.name))
        if isinstance(value, dict) and (param.place, param.style, param.explode) == ("query", "form", True):
            kept = {key: each for key, each in value.items() if ("query", key) not in given.params}
            given.params["query", param.name] = kept
            given.arguments[str(method.argument("query", param.name))] = kept


def is_sendable(param: Param) -> bool:
    """The name of a header or a cookie is a token (RFC 9110, 5.1; RFC 6265, 4.1.1); no other can be sent."""
    return (
        param.place not in ("header", "cookie") or re.fullmatch(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", param.name) is not None
    )


def properties_of(spec: Spec, schema: Any) -> dict[str, Any]:
    """Properties of an object schema, those of `allOf` and of variants too."""
    found: dict[str, Any] = {}
    node = spec.deref(schema)
    for word in ("allOf", "oneOf", "anyOf"):
        for each in node.get(word) or ():
            for name, inner in properties_of(spec, each).items():
                found.setdefault(name, inner)
    return {**found, **(node.get("properties") or {})}


def is_binary(spec: Spec, schema: Any, encoding: Any = None) -> bool:
    """Whether a property of a multipart body is a file."""
    node = spec.deref(schema)
    if any(is_binary(spec, each) for word in ("allOf", "oneOf", "anyOf") for each in node.get(word) or ()):
        return True
    types = node.get("type")
    if types is not None and types != "string" and not (isinstance(types, list) and "string" in types):
        return False
    if node.get("format") == "binary":
        return True
    media = node.get("contentMediaType")
    if media is None and types is None and not node.keys() & {"enum", "const", *_NESTED}:
        media = (encoding or {}).get("contentType")
    text = isinstance(media, str) and (media.startswith("text/") or "json" in media)
    return media is not None and not text and "contentEncoding" not in node


def _filled(spec: Spec, schema: Any, value: Any, encoding: Any) -> Any:
    file = ("name.bin", FILE, "application/octet-stream")
    if isinstance(value, list) and any(is_binary(spec, each, encoding) for each in _item_schemas(spec, schema)):
        return [file for _ in value] or value
    return file if isinstance(value, str) and is_binary(spec, schema, encoding) else value


def _item_schemas(spec: Spec, schema: Any) -> Iterator[Any]:
    """Schemas of the items of a list, in each variant that is one."""
    node = spec.deref(schema)
    if isinstance(node.get("items"), dict):
        yield node["items"]
    for word in ("allOf", "oneOf", "anyOf"):
        for each in node.get(word) or ():
            yield from _item_schemas(spec, each)
