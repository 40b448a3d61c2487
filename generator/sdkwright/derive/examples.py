"""The `readme` section: the requests that the examples of a README make."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, cast

from sdkwright.derive.roots import inputs
from sdkwright.derive.syntax import arguments, dotted
from sdkwright.name.words import Casing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.pairing import Node
    from sdkwright.derive.tree import SdkMethod, SdkResource
    from sdkwright.propose.operations import Call

_HEADINGS = {
    "usage": "headline",
    "handlingerrors": "default",
    "errorhandling": "default",
    "pagination": "pagination",
    "streamingresponses": "streaming",
    "streaming": "streaming",
    "nestedparams": "nested_params",
}
_PART = re.compile(r"^#+\s+(?P<title>.+?)\s*$|^```py(?:thon)?\s*\n(?P<code>.*?)^```", re.MULTILINE | re.DOTALL)


def derive_examples(evidence: Evidence, readme: str) -> None:
    """Enter the first request under each heading that has examples; the first of all is what others fall back to."""
    found: dict[str, dict[str, Any]] = {}
    for title, code in _blocks(readme):
        use = _HEADINGS.get(re.sub(r"[^a-z]", "", title.lower()))
        if use is not None and use not in found:
            requests = list(_requests(code, evidence))
            fitting = [request for request, kind in requests if kind == use] or [request for request, _ in requests]
            if fitting:
                found[use] = fitting[0]
    if "headline" in found:
        found.setdefault("default", found["headline"])
    for use in dict.fromkeys(("default", "headline", *found)):
        if use in found:
            evidence.answers.put(("readme", "example_requests", use), found[use])


def _blocks(readme: str) -> Iterator[tuple[str, str]]:
    """Each block of Python with the heading that it stands under."""
    title = ""
    for part in _PART.finditer(readme):
        if part["title"]:
            title = part["title"]
        elif part["code"]:
            yield title, part["code"]


def _requests(code: str, evidence: Evidence) -> Iterator[tuple[dict[str, Any], str]]:
    """The calls of methods in a block, each with "streaming" or "pagination" where it does that."""
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    methods: dict[tuple[str, ...], tuple[SdkResource, SdkMethod]] = {
        (*resource.path, method.name): (resource, method)
        for resource in evidence.client.all()
        for method in resource.methods
    }
    found = [each for each in ast.walk(tree) if isinstance(each, ast.Call)]
    for call in sorted(found, key=lambda each: (each.lineno, each.col_offset)):
        first, *path = (dotted(call.func) or "").split(".")
        known = methods.get(tuple(path)) if first == "client" else None
        match = evidence.match(*known) if known is not None else None
        if known is not None and match is not None:
            params = _params(call, known[1], match.call, evidence)
            yield {"type": "request", "endpoint": match.call.endpoint, "params": params}, _kind(call, known[1])


def _kind(call: ast.Call, method: SdkMethod) -> str:
    if any(each.arg and "stream" in each.arg for each in call.keywords):
        return "streaming"
    return "pagination" if method.request is not None and method.request.page is not None else ""


def _params(call: ast.Call, method: SdkMethod, operation: Call, evidence: Evidence) -> dict[str, Any]:
    """The arguments of a call by wire name; those that are no plain values are left out."""
    positional = [each.arg for each, by_position in arguments(method.faces[0]) if by_position]
    given = dict(zip(positional, call.args, strict=False))
    given |= {each.arg: each.value for each in call.keywords if each.arg is not None}
    nodes = dict(inputs(operation, evidence))
    names = {**{Casing().snake(name): name for name in nodes}, **_wire_names(method, operation)}
    params: dict[str, Any] = {}
    for argument, value in given.items():
        name = names.get(argument)
        try:
            plain = ast.literal_eval(value)
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
        if name is not None and not isinstance(plain, (bytes, set, complex)):
            params[name] = _on_the_wire(plain, nodes.get(name), evidence)
    return params


def _wire_names(method: SdkMethod, operation: Call) -> Mapping[str, str]:
    """The parameters of the path: the SDK's name to the document's."""
    own = re.findall(r"\{([^{}]*)\}", method.request.path) if method.request is not None else []
    its = re.findall(r"\{([^{}]*)\}", operation.path)
    return dict(zip(own, its, strict=False))


def _on_the_wire(value: Any, node: Node | None, evidence: Evidence) -> Any:
    """A value with the names that its objects have on the wire."""
    if node is None:
        return value
    whole = evidence.pairs.node(*node)
    if isinstance(value, list):
        items = evidence.pairs.unfollowed(whole.schema.get("items"), f"{whole.pointer}/items")
        return [_on_the_wire(each, items, evidence) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        properties = evidence.pairs.properties(whole)
        names = {Casing().snake(name): name for name in properties}
        named = {names.get(str(key), str(key)): inner for key, inner in cast("dict[object, object]", value).items()}
        return {key: _on_the_wire(inner, properties.get(key), evidence) for key, inner in named.items()}
    return list(cast("tuple[object, ...]", value)) if isinstance(value, tuple) else value
