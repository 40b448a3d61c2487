"""What the config says of the client: its options and their credentials, environments, query settings, defaults."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.derive.asking import NOT_FOUND
from sdkwright.derive.credentials import credentials_of, uses_of
from sdkwright.derive.syntax import (
    JSON_TYPES,
    arguments,
    calls,
    functions,
    is_optional,
    keyword,
    last,
    string,
    template,
)
from sdkwright.resolve.nodes import sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.derive.credentials import Use
    from sdkwright.derive.evidence import Evidence
    from sdkwright.derive.modules import Module
    from sdkwright.derive.syntax import Function

_OF_EVERY_CLIENT = frozenset(
    {"environment", "base_url", "timeout", "max_retries", "default_headers", "default_query", "http_client"}
    | {"websocket_base_url", "transport", "proxies", "connection_pool_limits", "custom_httpx_client"}
)
_BASE_URL = re.compile(r"(?P<prefix>[A-Z][A-Z0-9_]*)_BASE_URL")


class Option(NamedTuple):
    """An argument of the constructor, as a config writes it."""

    name: str
    settings: dict[str, Any]
    is_known: bool


def derive_client(evidence: Evidence) -> None:
    """Enter what the client's module tells."""
    definition = evidence.client.definition
    assert isinstance(definition.node, ast.ClassDef)
    constructor = next((each for each in functions(definition.node) if each.name == "__init__"), None)
    if constructor is None:
        return
    uses = uses_of(definition)
    options = list(_options(constructor, definition.node, uses))
    _enter_options(options, uses, definition.module, constructor, evidence)
    _enter_defaults(constructor, evidence)
    _enter_environments(constructor, definition.module, evidence)
    _enter_query(definition.node, evidence)


def _options(constructor: Function, client: ast.ClassDef, uses: list[Use]) -> Iterator[Option]:
    held = {
        each.target.id: each.annotation
        for each in client.body
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
    }
    for argument, _ in arguments(constructor):
        name = argument.arg
        if name in _OF_EVERY_CLIENT or name.startswith("_"):
            continue
        settings: dict[str, Any] = {"type": _type(held.get(name, argument.annotation))}
        settings["nullable"] = is_optional(held.get(name, argument.annotation))
        env, default = _environment_variable(constructor, name)
        if env is not None:
            settings["read_env"] = env
        if default is not None:
            settings["default"] = default
        yield Option(name, settings, env is not None or any(name in use.options for use in uses))


def _type(annotation: ast.expr | None) -> str:
    names = [last(each) for each in ast.walk(annotation)] if annotation is not None else []
    return next((JSON_TYPES[name] for name in names if name in JSON_TYPES), "string")


def _environment_variable(constructor: Function, option: str) -> tuple[str | None, object]:
    """The variable that an option is read from, and what it is when that is not set either."""
    env: str | None = None
    default: object = None
    for node in ast.walk(constructor):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name == option:
                env = next((found for call in calls(value) if (found := _read(call)) is not None), env)
                if isinstance(value, ast.Constant) and value.value is not None:
                    default = value.value
                if isinstance(value, ast.BoolOp) and isinstance(value.values[-1], ast.Constant):
                    default = value.values[-1].value
                for call in calls(value):
                    if _read(call) is not None and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                        default = call.args[1].value
            case _:
                pass
    return env, default


def _read(call: ast.Call) -> str | None:
    """The name of the environment variable that a call reads."""
    return string(call.args[0]) if call.args and last(call.func) in ("get", "getenv") else None


def _enter_options(
    options: list[Option], uses: list[Use], module: Module, constructor: Function, evidence: Evidence
) -> None:
    answers = evidence.answers
    unknown = ", ".join(f"`{each.name}`" for each in options if not each.is_known)
    if unknown:
        answers.ask(
            ("client_settings", "opts"),
            f"it cannot be told what these arguments of the client are for: {unknown}",
            "Add those that were not written by hand.",
            at=module.place(constructor),
            code=NOT_FOUND,
        )
    known = [each for each in options if each.is_known]
    schemes = credentials_of([each.name for each in known], uses, evidence)
    for option in known:
        value = {**option.settings, **schemes.settings.get(option.name, {})}
        answers.put(("client_settings", "opts", option.name), value)
    for name, scheme in schemes.made.items():
        answers.put(("security_schemes", name), scheme)
    used = list(dict.fromkeys(scheme for each in schemes.settings.values() for scheme in _scheme(each)))
    if used and not sequence(evidence.document.root.get("security")):
        anonymous = all(each.settings["nullable"] for each in known if each.name in schemes.settings)
        ways: list[dict[str, Any]] = [{name: [] for name in used}]
        answers.put(("security",), [*ways, {}] if anonymous else ways)


def _scheme(settings: dict[str, Any]) -> list[str]:
    return [settings["auth"]["security_scheme"]] if "auth" in settings else []


def _enter_defaults(constructor: Function, evidence: Evidence) -> None:
    answers = evidence.answers
    for call in calls(constructor):
        match = _BASE_URL.fullmatch(_read(call) or "")
        if match:
            answers.put(("client_settings", "default_env_prefix"), match["prefix"])
            break
    header = next(
        (
            found
            for node in ast.walk(constructor)
            if isinstance(node, ast.Assign)
            and any(last(target) == "_idempotency_header" for target in node.targets)
            and (found := string(node.value)) is not None
        ),
        None,
    ) or string(_constant("IDEMPOTENCY_HEADER", evidence))
    if header is not None:
        answers.put(("client_settings", "idempotency", "header"), header)
    retries: dict[str, Any] = {}
    for name, key, usual in (
        ("DEFAULT_MAX_RETRIES", "max_retries", 2),
        ("INITIAL_RETRY_DELAY", "initial_delay_seconds", 0.5),
        ("MAX_RETRY_DELAY", "max_delay_seconds", 8.0),
    ):
        value = _number(_constant(name, evidence))
        if value is not None and value != usual:
            retries[key] = value
    if retries:
        answers.put(("client_settings", "default_retries"), retries)
    timeout = _constant("DEFAULT_TIMEOUT", evidence)
    seconds = _number(
        (keyword(timeout, "timeout") or next(iter(timeout.args), None)) if isinstance(timeout, ast.Call) else timeout
    )
    seconds = seconds if seconds is not None else _number(_constant("DEFAULT_TIMEOUT_SECONDS", evidence))
    if seconds is not None and seconds != 60:
        answers.put(("client_settings", "default_timeout"), f"PT{seconds:g}S")


def _constant(name: str, evidence: Evidence) -> ast.expr | None:
    for stem in ("_constants", "_seam"):
        module = evidence.modules.get(stem)
        found = module.definitions.get(name) if module is not None else None
        if isinstance(found, ast.expr):
            return found
    return None


def _number(node: ast.expr | None) -> float | None:
    """A number, or a product of numbers."""
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return value
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            one, other = _number(left), _number(right)
            return one * other if one is not None and other is not None else None
        case _:
            return None


def _enter_environments(constructor: Function, module: Module, evidence: Evidence) -> None:
    """All that the client has by name; else the one address that it falls back to."""
    table = module.definitions.get("ENVIRONMENTS")
    if isinstance(table, ast.Dict):
        for key, value in zip(table.keys, table.values, strict=True):
            name, url = string(key), string(value)
            if name is not None and url is not None:
                evidence.answers.put(("environments", name), url)
        return
    for node in ast.walk(constructor):
        match node:
            case ast.Assign(targets=[ast.Name(id="base_url")], value=value):
                url = template(value)
                if url is not None and "://" in url:
                    evidence.answers.put(("environments", "production"), url)
                    return
            case _:
                pass
    if not sequence(evidence.document.root.get("servers")):
        evidence.answers.ask(
            ("environments",),
            "the client has no address of its own",
            "Write `environments: {production: https://…}`.",
            at=module.place(constructor),
            code=NOT_FOUND,
        )


def _enter_query(client: ast.ClassDef, evidence: Evidence) -> None:
    for node in functions(client):
        for call in calls(node):
            if last(call.func) == "Querystring":
                for name in ("array_format", "nested_format"):
                    value = string(keyword(call, name))
                    if value is not None:
                        evidence.answers.put(("query_settings", name), value)
                return
