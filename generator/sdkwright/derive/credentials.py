"""Where the options of a client go: into which header or query parameter, and by which security scheme."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.derive.asking import GUESSED
from sdkwright.derive.syntax import functions, string
from sdkwright.name.words import Casing, words_of
from sdkwright.resolve.nodes import mapping, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.modules import Definition
    from sdkwright.derive.syntax import Function

_QUERY = frozenset({"default_query", "auth_query", "custom_query"})


class Use(NamedTuple):
    """`place` is "header" or "query"; `prefix` what stands before the value, such as "Bearer "; `options` those that
    the value is made of, in order. `by` is the member of the client that says so, `is_auth` whether it is about
    credentials.
    """

    place: str
    wire_name: str
    prefix: str
    options: tuple[str, ...]
    by: str
    is_auth: bool


class Credentials(NamedTuple):
    """`settings` is what each option's entry says more, `made` the schemes that the document lacks."""

    settings: Mapping[str, dict[str, Any]]
    made: Mapping[str, dict[str, Any]]


def uses_of(definition: Definition) -> list[Use]:
    """Every header and query parameter that the client makes of its own attributes."""
    assert isinstance(definition.node, ast.ClassDef)
    found: list[Use] = []
    for function in functions(definition.node):
        if function.name != "__init__" and ("auth" in function.name or function.name.startswith("default_")):
            found += _of_function(function)
    return found


def _of_function(function: Function) -> Iterator[Use]:
    values = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    place = "query" if function.name in _QUERY or "query" in function.name else "header"
    for node in ast.walk(function):
        if not isinstance(node, ast.Dict):
            continue
        for key, value in zip(node.keys, node.values, strict=True):
            wire_name = string(key)
            options = tuple(dict.fromkeys(_options(value, values)))
            if wire_name is not None and options:
                prefix = next(iter(_prefixes(value, values)), "")
                yield Use(place, wire_name, prefix, options, function.name, "auth" in function.name)


def _options(node: ast.expr, values: Mapping[str, ast.expr], depth: int = 6) -> Iterator[str]:
    """The attributes of the client that a value is made of."""
    for each in ast.walk(node):
        match each:
            case ast.Attribute(value=ast.Name(id="self"), attr=attr) if not attr.startswith("_"):
                yield attr
            case ast.Name(id=name) if name in values and depth and values[name] is not node:
                yield from _options(values[name], values, depth - 1)
            case _:
                pass


def _prefixes(node: ast.expr, values: Mapping[str, ast.expr], depth: int = 6) -> Iterator[str]:
    """What texts stand before the first value in them."""
    for each in ast.walk(node):
        match each:
            case ast.JoinedStr(values=[ast.Constant(value=str() as before), *_]):
                yield before
            case ast.Name(id=name) if name in values and depth and values[name] is not node:
                yield from _prefixes(values[name], values, depth - 1)
            case _:
                pass


def credentials_of(options: Sequence[str], uses: Sequence[Use], evidence: Evidence) -> Credentials:
    """What the document's security schemes, and the ones that have to be added, make of the options."""
    schemes = mapping(mapping(evidence.document.root.get("components")).get("securitySchemes"))
    settings: dict[str, dict[str, Any]] = {}
    made: dict[str, dict[str, Any]] = {}
    for use in uses:
        fed = [option for option in use.options if option in options and option not in settings]
        if not fed:
            continue
        name = next((name for name in sorted(schemes) if _fits(evidence.shapes.follow(schemes[name]), use)), None)
        if name is None and not use.is_auth:
            key = "send_as_query_param" if use.place == "query" else "send_in_header"
            settings |= {option: {key: use.wire_name} for option in fed}
            continue
        if name is None:
            name, scheme = _new_scheme(use, fed)
            made[name] = scheme
            evidence.answers.ask(
                ("security_schemes", name),
                f"the document has no security scheme for `{use.wire_name}`",
                "Its name is made up; another is as good.",
                code=GUESSED,
            )
        basic = len(fed) == 2 or use.prefix.strip().lower() == "basic"
        for role, option in zip(("username", "password"), fed, strict=False):
            settings[option] = {"auth": {"security_scheme": name, **({"role": role} if basic else {})}}
    return Credentials(settings, made)


def _fits(scheme: Mapping[str, object], use: Use) -> bool:
    """Whether a scheme (OpenAPI 3.1, Security Scheme Object) puts a credential where it was seen."""
    kind, how = str(scheme.get("type", "")).lower(), str(scheme.get("scheme", "")).lower()
    if kind == "apikey":
        same = (text(scheme.get("name")) or "").lower() == use.wire_name.lower()
        return same and scheme.get("in") == use.place
    if use.place != "header" or use.wire_name.lower() != "authorization":
        return False
    if kind == "http" and how == "basic":
        return len(use.options) == 2 or use.prefix.strip().lower() == "basic"
    bearer = use.prefix.strip().lower() == "bearer"
    return (kind == "http" and how == "bearer" and bearer) or (kind in ("oauth2", "openidconnect") and bearer)


def _new_scheme(use: Use, options: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """A scheme by what was seen, called after the member of the client that makes it, else after the option."""
    stem = words_of(use.by)
    name = Casing().pascal(*(stem if use.by.startswith("_") and "auth" in stem else [*options[:1], "auth"]))
    prefix = use.prefix.strip().lower()
    if use.wire_name.lower() == "authorization" and prefix == "bearer":
        return name, {"type": "http", "scheme": "bearer"}
    if use.wire_name.lower() == "authorization" and (prefix == "basic" or len(options) == 2):
        return name, {"type": "http", "scheme": "basic"}
    return name, {"type": "apiKey", "in": use.place, "name": use.wire_name}
