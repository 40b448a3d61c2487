"""Constructor arguments of the client, and where the credentials that they feed travel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import ClientOption, Environment, SecurityScheme
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Config
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document


def security_schemes(document: Document, config: Config) -> tuple[SecurityScheme, ...]:
    """The document's schemes with the config's over them; kinds that need no constructor argument are left out."""
    nodes: dict[str, Mapping[str, object]] = {
        name: mapping(node)
        for name, node in mapping(mapping(document.root.get("components")).get("securitySchemes")).items()
    }
    for name, scheme in config.security_schemes.items():
        nodes[name] = scheme.model_dump(by_alias=True, exclude_none=True)
    found = (security_scheme(name, nodes[name]) for name in sorted(nodes))
    return tuple(each for each in found if each is not None)


def security_scheme(name: str, node: Mapping[str, object]) -> SecurityScheme | None:
    """OpenAPI 3.1, Security Scheme Object."""
    kind, scheme = node.get("type"), str(node.get("scheme", "")).lower()
    if kind == "http" and scheme == "basic":
        return SecurityScheme(name, "basic", "header", "Authorization")
    if (kind == "http" and scheme == "bearer") or kind in ("oauth2", "openIdConnect"):
        return SecurityScheme(name, "bearer", "header", "Authorization")
    place, wire_name = node.get("in"), text(node.get("name"))
    if kind == "apiKey" and place in ("header", "query", "cookie") and wire_name:
        return SecurityScheme(name, "apiKey", place, wire_name)
    return None


def client_options(config: Config, schemes: tuple[SecurityScheme, ...], sink: Diagnostics) -> tuple[ClientOption, ...]:
    known = {each.name for each in schemes}
    found: list[ClientOption] = []
    for name, opt in config.client_settings.opts.items():
        scheme = opt.auth.security_scheme if opt.auth else None
        if scheme is not None and scheme not in known:
            sink.add(
                "SW105",
                f"option {name!r} feeds the scheme {scheme!r}, which neither the document nor the config defines",
                at=config.place("client_settings", "opts", name, "auth", "security_scheme"),
            )
            scheme = None
        found.append(
            ClientOption(
                name=name,
                read_env=opt.read_env,
                nullable=opt.nullable,
                description=text(opt.description),
                scheme=scheme,
                role=(opt.auth.role or opt.auth.name) if opt.auth else None,
                send_in_header=opt.send_in_header,
                send_as_query=opt.send_as_query_param,
                default=opt.default if isinstance(opt.default, (str, int, float, bool)) else None,
                has_default=opt.default is not None,
            )
        )
    return tuple(found) or options_of_schemes(document_security=schemes)


def options_of_schemes(document_security: tuple[SecurityScheme, ...]) -> tuple[ClientOption, ...]:
    """Without a config: one optional argument per scheme that carries a single secret."""
    single = [each for each in document_security if each.kind != "basic"]
    return tuple(
        ClientOption("api_key" if len(single) == 1 else each.name, None, True, None, each.name, None, None, None)
        for each in single
    )


def environments(document: Document, config: Config, sink: Diagnostics) -> tuple[Environment, ...]:
    """The config's environments, else the document's servers; the first is the default."""
    if config.environments:
        return tuple(Environment(name, each.url) for name, each in config.environments.items())
    urls = [text(mapping(node).get("url")) for node in sequence(document.root.get("servers"))]
    absolute = [url for url in urls if url and url.startswith(("https://", "http://"))]
    if not absolute:
        sink.add(
            "SW220",
            "neither the config nor the document tells the server's address; clients must be given `base_url`",
            at=document.place("/servers" if "servers" in document.root else ""),
        )
    return tuple(
        Environment("production" if index == 0 else f"server_{index + 1}", url) for index, url in enumerate(absolute)
    )
