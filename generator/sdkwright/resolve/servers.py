"""Servers: the environments of the client, the variables in their URLs, and the servers of single operations."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from sdkwright.api import ClientOption, Environment, ServerVariable
from sdkwright.load import join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document
    from sdkwright.resolve.finder import Finder

VARIABLE = re.compile(r"\{([\w.-]+)\}")
ABSOLUTE = re.compile(r"(?i)(https?|\{[^{}]+\})://|\{[^{}]+\}")


def environments(document: Document, config: Config, sink: Diagnostics) -> tuple[Environment, ...]:
    """The config's environments, else the document's servers; the first is the default."""
    nodes = sequence(document.root.get("servers")) or of_operations(document)
    written = {trimmed(mapping(node).get("url")): mapping(node) for node in nodes}
    if config.environments:
        pairs = [(name, each.url) for name, each in config.environments.items()]
    else:
        pairs = of_document(document, sink)
    found: list[Environment] = []
    for name, url in pairs:
        variables = server_variables(url, mapping(mapping(written.get(url)).get("variables")))
        usable = is_usable(url, variables)
        if usable or config.environments:
            # What the config names stays, so that the choice of environments is what its owner wrote.
            found.append(Environment(name, trimmed(url), variables if usable else ()))
        if not usable:
            at = config.place("environments", name) if config.environments else document.place("/servers")
            sink.add("SW222", f"no request can be sent to {url!r}", at=at)
    if not found and mapping(document.root.get("paths")):
        sink.add(
            "SW220",
            "neither the config nor the document tells the server's address; clients must be given `base_url`",
            at=document.place("/servers" if "servers" in document.root else ""),
        )
    return tuple(found)


def trimmed(url: object) -> str:
    return url.strip() if isinstance(url, str) else ""


def of_document(document: Document, sink: Diagnostics) -> list[tuple[str, str]]:
    """The servers whose host is known: they name it, or the document was read from a URL (OpenAPI 3.1, 4.8.5)."""
    urls: list[str] = []
    for index, node in enumerate(sequence(document.root.get("servers")) or of_operations(document)):
        url = trimmed(mapping(node).get("url"))
        if not ABSOLUTE.match(url) and document.url is not None:
            url = urljoin(document.url, url)
        if url.startswith("//"):
            url = f"https:{url}"
        if not url:
            sink.add("SW222", "a server without a URL", at=document.place(join("/servers", index)))
        elif ABSOLUTE.match(url) and url not in urls:
            urls.append(url)
    return [("production" if index == 0 else f"server_{index + 1}", url) for index, url in enumerate(urls)]


def of_operations(document: Document) -> list[object]:
    """Where the document has no servers but those of its operations: the one that most of them have."""
    found: dict[str, list[object]] = {}
    for node in mapping(document.root.get("paths")).values():
        item = mapping(node)
        for each in (item, *(mapping(operation) for operation in item.values() if is_mapping(operation))):
            server = next(iter(sequence(each.get("servers"))), None)
            found.setdefault(trimmed(mapping(server).get("url")), []).append(server)
    absolute = {url: servers for url, servers in found.items() if ABSOLUTE.match(url)}
    most = max(sorted(absolute), key=lambda url: len(absolute[url]), default=None)
    return [absolute[most][0]] if most is not None else []


def server_variables(url: str, nodes: Mapping[str, object]) -> tuple[ServerVariable, ...]:
    """The variables between the braces of a URL, with what the document says of them; one that it leaves out, or whose
    default is missing, has the first of its values, or none.
    """
    found: list[ServerVariable] = []
    for name in dict.fromkeys(VARIABLE.findall(url)):
        node = mapping(nodes.get(name))
        values = tuple(dict.fromkeys(str(each) for each in sequence(node.get("enum")) if is_scalar(each)))
        default = node.get("default")
        first = str(default) if is_scalar(default) else values[0] if values else None
        found.append(ServerVariable(name, first, values, text(node.get("description"))))
    return tuple(found)


def is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def filled(url: str, variables: tuple[ServerVariable, ...]) -> str:
    """The URL with the defaults of its variables."""
    defaults = {each.name: each.default for each in variables}
    return VARIABLE.sub(lambda found: defaults.get(found[1]) or found[0], url)


def is_usable(url: str, variables: tuple[ServerVariable, ...]) -> bool:
    """Whether a client takes it as its base: http or https, a host, no user, query or fragment."""
    plain = VARIABLE.sub("x", filled(url, variables))
    plain = f"https{plain[1:]}" if plain.startswith("x://") else f"https://{plain}" if plain.startswith("x") else plain
    try:
        parts = urlsplit(plain)
        port = parts.port
    except ValueError:
        return False
    bad = any(char.isspace() for char in plain) or any(char in '<>"\\^`{}' for char in parts.netloc)
    wanted = parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and port != 0
    return wanted and not (bad or parts.query or parts.fragment or "@" in parts.netloc)


# --- variables as options ------------------------------------------------------------------------------------------


def with_variables(options: tuple[ClientOption, ...], servers: tuple[Environment, ...]) -> tuple[ClientOption, ...]:
    """The options, and one more for each variable that none of them fills; what an option leaves open, its variable
    says. A variable has one default for the whole client: that of the first environment with it.
    """
    variables: dict[str, ServerVariable] = {}
    for server in servers:
        for each in server.variables:
            variables.setdefault(each.name, each)
    found: list[ClientOption] = []
    for option in options:
        variable = variables.pop(option.server_variable, None) if option.server_variable else None
        found.append(with_variable(option, variable) if variable else option._replace(server_variable=None))
    return (*found, *(option_of(each) for each in variables.values()))


def with_variable(option: ClientOption, variable: ServerVariable) -> ClientOption:
    keeps = option.has_default or variable.default is None
    return option._replace(
        default=option.default if keeps else variable.default,
        has_default=option.has_default or variable.default is not None,
        values=variable.values,
        description=option.description or variable.description,
        nullable=False,
    )


def option_of(variable: ServerVariable) -> ClientOption:
    return ClientOption(
        name=variable.name,
        read_env=None,
        nullable=False,
        description=variable.description,
        scheme=None,
        role=None,
        send_in_header=None,
        send_as_query=None,
        default=variable.default,
        has_default=variable.default is not None,
        server_variable=variable.name,
        values=variable.values,
        own_env=True,
    )


# --- servers of operations -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ServerReader:
    """`environments` are those of the API."""

    finder: Finder
    environments: tuple[Environment, ...]

    def of(self, path: str, operation: Mapping[str, object]) -> str | None:
        """The URL of the server of its own that an operation has, or its path item."""
        return server_of(operation, self.finder.path_item(path)[0], self.environments)


def server_of(
    operation: Mapping[str, object], item: Mapping[str, object], servers: tuple[Environment, ...]
) -> str | None:
    """The URL of the operation's own server, with the defaults of its variables; None where it is the API's. A relative
    one counts from the first environment's; where there is none, it stays relative.
    """
    for node in (operation, item):
        own = mapping(next(iter(sequence(node.get("servers"))), None))
        url = trimmed(own.get("url"))
        if not url:
            continue
        variables = server_variables(url, mapping(own.get("variables")))
        url = filled(url, variables)
        defaults = [filled(each.url, each.variables).rstrip("/") for each in servers]
        if not ABSOLUTE.match(url) and defaults and "{" not in defaults[0]:
            url = urljoin(f"{defaults[0]}/", url)
        relative = not ABSOLUTE.match(url)
        usable = url.startswith("/") and not url.startswith("//") if relative else is_usable(url, ())
        return None if "{" in url or url.rstrip("/") in defaults[:1] or not usable else url
    return None
