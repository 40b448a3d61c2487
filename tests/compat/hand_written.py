"""Which facts of a published SDK do not come from its document and config: somebody wrote that code beside it.

A fact is set aside when one of these holds, and for no other reason:

- its module is neither a resource, nor one of the types, nor one that every such SDK has;
- it is a re-export of the root that is neither a client, nor an error, nor a name that every such SDK has;
- it is a member of a client that is neither a resource, nor an option of the config, nor one that every client has;
- it is a client's signature with parameters that are neither options of the config nor every client's;
- its module is that of a resource that the config does not have;
- it is a method or a property of a model: what is made of a schema has fields only;
- what stands behind it mentions a class of one of those modules.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MODULES = {"", "_client", "pagination", "resources", "types"}
_ERRORS = {
    *("APIError", "APIConnectionError", "APIResponseValidationError", "APIStatusError", "APITimeoutError"),
    *("AuthenticationError", "BadRequestError", "ConflictError", "InternalServerError", "NotFoundError"),
    *("PermissionDeniedError", "RateLimitError", "UnprocessableEntityError", "APIWebhookValidationError"),
}
_ROOT = _ERRORS | {
    *("APIResponse", "AsyncAPIResponse", "AsyncClient", "AsyncStream", "BaseModel", "Client", "ENVIRONMENTS"),
    *("DEFAULT_CONNECTION_LIMITS", "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT", "DefaultAioHttpClient"),
    *("DefaultAsyncHttpxClient", "DefaultHttpxClient", "NOT_GIVEN", "NoneType", "NotGiven", "Omit", "ProxiesTypes"),
    *("RequestOptions", "Stream", "Timeout", "Transport", "__title__", "__version__", "file_from_path", "not_given"),
    *("omit", "types"),
}
_MEMBERS = {
    *("__init__", "auth_headers", "copy", "default_headers", "default_query", "qs", "with_options"),
    *("with_raw_response", "with_streaming_response"),
}
_PARAMETERS = {
    *("self", "_strict_response_validation", "_extra_kwargs", "base_url", "default_headers", "default_query"),
    *("environment", "http_client", "max_retries", "set_default_headers", "set_default_query", "timeout"),
}


def hand_written(facts: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, str]:
    """Fact → why it is set aside. `settings` is the data of the config."""
    resources = _resources(settings)
    options = _options(settings)
    clients = {_last(fact) for fact in facts if fact.startswith("class _client.")}
    found: dict[str, str] = {}
    for fact, value in facts.items():
        kind, name = fact.split(" ", 1)
        why = _of_place(kind, name, clients, resources) or _of_client(kind, name, value, clients, resources, options)
        if why:
            found[fact] = why
    written = {_last(fact): why for fact, why in found.items() if _is_class_elsewhere(fact, why)}
    for fact, value in facts.items():
        if fact not in found and (seen := written.keys() & set(re.findall(r"\w+", json.dumps(value)))):
            found[fact] = f"mentions {', '.join(sorted(seen))}"
    return found


def own_names(aside: Mapping[str, str]) -> set[str]:
    """Words by which a program that uses what was written by hand is known."""
    found: set[str] = set()
    for fact, why in aside.items():
        kind, path = fact.split(" ", 1)
        if why.startswith("parameters "):
            found.update(why.removeprefix("parameters ").split(", "))
        elif kind in ("module", "class", "export", "method") and not path.endswith("__init__"):
            found.add(path.rsplit(".", 1)[-1])
    return found


def _of_place(kind: str, name: str, clients: set[str], resources: set[tuple[str, ...]]) -> str | None:
    module = name.split(".")[0]
    if module not in _MODULES:
        return f"module {module}"
    if kind == "method" and module == "types":
        return "a method of a model"
    if kind == "export" and module == "":
        own = name[1:]
        error = own.endswith("Error") and own.removesuffix("Error") in clients
        return None if own in _ROOT or own in clients or error else f"the root re-exports {own}"
    if module == "resources" and kind in ("class", "module"):
        path = tuple(_flat(part) for part in name.split(".")[1:] if part)[: None if kind == "module" else -1]
        if not _is_resource(path, resources):
            return f"module {'.'.join(name.split('.')[: None if kind == 'module' else -1])}"
    return None


def _is_resource(path: tuple[str, ...], resources: set[tuple[str, ...]]) -> bool:
    """Whether a module is a resource's: at its path, or in a package of its name."""
    in_package = len(path) > 1 and path[-1] == path[-2] and path[:-1] in resources
    return path == () or path in resources or in_package


def _of_client(
    kind: str, name: str, value: Any, clients: set[str], resources: set[tuple[str, ...]], options: set[str]
) -> str | None:
    module, _, rest = name.partition(".")
    owner, _, member = rest.partition(".")
    if module != "_client" or owner not in clients or not member:
        return None
    if member in ("__init__", "copy") and kind == "method":
        has = {parameter[0].lstrip("*") for each in value for parameter in each["params"]}
        is_wrapper = "client" in has
        foreign = {each for each in has if each not in _PARAMETERS and _flat(each) not in options}
        return f"parameters {', '.join(sorted(foreign))}" if foreign and not is_wrapper else None
    known = member in _MEMBERS or (_flat(member),) in resources or _flat(member) in options
    return None if known else f"the client has {member}"


def _is_class_elsewhere(fact: str, why: str) -> bool:
    return fact.startswith(("class ", "export .")) and why.startswith(("module", "the root"))


def _resources(settings: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Paths of resources, and of methods of the client itself."""

    def walk(tree: Any, above: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        for name, resource in (tree or {}).items():
            resource = resource or {}
            if name == "$client":
                yield from ((_flat(method),) for method in resource.get("methods") or {})
                continue
            path = (*above, _flat(name))
            yield path
            yield from walk(resource.get("subresources"), path)

    return set(walk(settings.get("resources"), ()))


def _options(settings: Mapping[str, Any]) -> set[str]:
    return {_flat(name) for name in (settings.get("client_settings") or {}).get("opts") or {}}


def _flat(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _last(fact: str) -> str:
    return fact.rsplit(".", 1)[-1]
