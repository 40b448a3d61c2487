"""Credentials: the security schemes, the constructor arguments that feed them, and what each operation needs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import ClientOption, Security, SecurityScheme
from sdkwright.load import join
from sdkwright.resolve.nodes import is_mapping, mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import ClientOpt, Config
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document, Refs

SCHEMES = "/components/securitySchemes"
ANONYMOUS: tuple[str, ...] = ()
# RFC 9110, section 5.6.2: a token.
KEYWORD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]*")


def security_schemes(document: Document, config: Config, refs: Refs, sink: Diagnostics) -> tuple[SecurityScheme, ...]:
    """The document's schemes with the config's over them; what no request can carry is left out, with a warning."""
    written = mapping(mapping(document.root.get("components")).get("securitySchemes"))
    nodes: dict[str, Mapping[str, object]] = {}
    for name, node in written.items():
        target = refs.deref(mapping(node), join(SCHEMES, name)) if "$ref" in mapping(node) else None
        nodes[name] = mapping(target[0]) if target else mapping(node)
    for name, scheme in config.security_schemes.items():
        nodes[name] = scheme.model_dump(by_alias=True, exclude_none=True)
    found: list[SecurityScheme] = []
    for name in sorted(nodes):
        scheme_found = security_scheme(name, nodes[name])
        if scheme_found is None:
            place = config.place("security_schemes", name)
            at = place if name in config.security_schemes else document.place(join(SCHEMES, name))
            sink.add("SW221", f"security scheme {name!r} says no way to send a credential", at=at)
        else:
            found.append(scheme_found)
    return tuple(found)


def security_scheme(name: str, node: Mapping[str, object]) -> SecurityScheme | None:
    """The scheme, written as `x-stainless-auth` in it says."""
    found, details = plain_scheme(name, node), mapping(node.get("x-stainless-auth"))
    if found is None:
        return None
    keyword = details.get("scheme_keyword")
    if found.prefix and isinstance(keyword, str) and KEYWORD.fullmatch(keyword):
        found = found._replace(prefix=f"{keyword} " if keyword else "")
    return found._replace(encoded=details.get("disable_base64") is not True)


def plain_scheme(name: str, node: Mapping[str, object]) -> SecurityScheme | None:
    """OpenAPI 3.1, Security Scheme Object. A `type` in other letters, such as `apikey`, is understood."""
    kind, scheme = str(node.get("type", "")).lower(), (text(node.get("scheme")) or "").strip()
    if kind == "http" and scheme.lower() == "basic":
        return SecurityScheme(name, "basic", "header", "Authorization", "Basic ")
    if kind == "http" and scheme.lower() == "bearer":
        return SecurityScheme(name, "bearer", "header", "Authorization", "Bearer ")
    if kind == "http" and scheme.isascii() and scheme.replace("-", "").isalnum():
        return SecurityScheme(name, "http", "header", "Authorization", f"{scheme} ")
    if kind == "openidconnect":
        return SecurityScheme(name, "bearer", "header", "Authorization", "Bearer ")
    if kind == "oauth2":
        return oauth2(name, mapping(node.get("flows")))
    if kind == "mutualtls":
        return SecurityScheme(name, "mutualTLS", "header", "")
    place, wire_name = node.get("in", "header"), text(node.get("name"))
    if kind == "apikey" and place in ("header", "query", "cookie") and wire_name:
        return SecurityScheme(name, "apiKey", place, wire_name.strip())
    return None


def oauth2(name: str, flows: Mapping[str, object]) -> SecurityScheme:
    """Tokens of every flow travel alike; those of client credentials are fetched by the SDK."""
    own = mapping(flows.get("clientCredentials"))
    scopes: dict[str, str] = {}
    for flow in sorted(flows):
        for scope, meaning in mapping(mapping(flows[flow]).get("scopes")).items():
            scopes.setdefault(scope, text(meaning) or "")
    return SecurityScheme(
        name=name,
        kind="oauth2",
        place="header",
        wire_name="Authorization",
        prefix="Bearer ",
        token_url=text(own.get("tokenUrl")),
        scopes=tuple(sorted(mapping(own.get("scopes")))),
        all_scopes=tuple(sorted(scopes.items())),
    )


# --- the client's options ------------------------------------------------------------------------------------------


def client_options(config: Config, schemes: tuple[SecurityScheme, ...], sink: Diagnostics) -> tuple[ClientOption, ...]:
    known = {each.name: each for each in schemes}
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
        found.append(client_option(name, opt, scheme))
    return with_choices(tuple(found), known) or options_of_schemes(schemes)


def client_option(name: str, opt: ClientOpt, scheme: str | None) -> ClientOption:
    return ClientOption(
        name=name,
        read_env=opt.read_env,
        nullable=opt.nullable or opt.type == "null",
        description=text(opt.description),
        scheme=scheme,
        role=(opt.auth.role or opt.auth.name) if opt.auth else None,
        send_in_header=opt.send_in_header,
        send_as_query=opt.send_as_query_param,
        default=opt.default if isinstance(opt.default, (str, int, float, bool)) else None,
        has_default=opt.default is not None,
        send_in_cookie=opt.send_in_cookie,
        server_variable=opt.server_variable,
        kind="string" if opt.type == "null" else opt.type,
        example=opt.example if isinstance(opt.example, (str, int, float, bool)) else None,
    )


def with_choices(options: tuple[ClientOption, ...], schemes: Mapping[str, SecurityScheme]) -> tuple[ClientOption, ...]:
    """A token, or an id and a secret to fetch one with: none of the three is needed by itself, all can be given."""
    fetched = dict.fromkeys(each.scheme for each in options if each.role == "client_id" and each.scheme in schemes)
    tokens = {each.scheme for each in options if each.role in (None, "value")}
    found = [
        each._replace(nullable=True) if each.role == "scopes" or (each.scheme and each.scheme in fetched) else each
        for each in options
    ]
    taken = {each.name for each in options}
    for scheme in fetched:
        if scheme is not None and scheme not in tokens:
            name = "access_token" if "access_token" not in taken else f"{scheme}_access_token"
            taken.add(name)
            found.append(plain_option(name, scheme, None))
    return tuple(found)


def options_of_schemes(schemes: tuple[SecurityScheme, ...]) -> tuple[ClientOption, ...]:
    """Where the config lists no options: optional arguments, one for each secret."""
    single = [each for each in schemes if each.kind not in ("basic", "mutualTLS")]
    found: list[ClientOption] = []
    for each in schemes:
        if each.kind == "basic":
            alone = sum(other.kind == "basic" for other in schemes) == 1
            found += [
                plain_option(role if alone else f"{each.name}_{role}", each.name, role)
                for role in ("username", "password")
            ]
        elif each in single:
            found.append(plain_option("api_key" if len(single) == 1 else each.name, each.name, None))
        if each.token_url is not None:
            alone = sum(other.token_url is not None for other in schemes) == 1
            found += [
                plain_option(role if alone else f"{each.name}_{role}", each.name, role)
                for role in ("client_id", "client_secret")
            ]
    return tuple(found)


def plain_option(name: str, scheme: str, role: str | None) -> ClientOption:
    return ClientOption(name, None, True, None, scheme, role, None, None)


# --- what calls need -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SecurityReader:
    """What operations need, where it counts. `default` is for those that say nothing; None: all that is there."""

    default: Security | None
    fed: frozenset[str]
    is_strict: bool

    def of(self, operation: Mapping[str, object]) -> Security | None:
        """The alternatives of an operation; None where they are the API's own."""
        if self.default is None:
            return None
        found = alternatives(operation["security"], self.fed) if "security" in operation else self._unsaid()
        return None if found == self.default else found

    def _unsaid(self) -> Security:
        """Where the document has no `security` at its root, an operation without any is one for everybody."""
        return self.default if self.is_strict and self.default is not None else ()


def security_reader(
    document: Document, config: Config, schemes: tuple[SecurityScheme, ...], options: tuple[ClientOption, ...]
) -> SecurityReader:
    """The config says whether operations differ: without a word of it, each call carries all that there is.

    Without `security` at the root, what most operations need is the default, which calls to undocumented paths use.
    """
    settings = config.settings.per_endpoint_security, config.client_settings.opt_in_new_security_behaviour
    fed = {each.scheme or "" for each in options} | {each.name for each in schemes if each.kind == "mutualTLS"}
    names = frozenset(fed - {""})
    if not any(settings) or not names:
        return SecurityReader(None, names, is_strict=True)
    overall = [dict(each) for each in config.security] if config.security is not None else document.root.get("security")
    usual = alternatives(overall, names)
    if any(usual):
        return SecurityReader(usual, names, is_strict=True)
    needs = [alternatives(each["security"], names) for each in operations(document) if "security" in each]
    counts = {each: needs.count(each) for each in needs if any(each)}
    if not counts:
        return SecurityReader(None if overall is None else (), names, is_strict=True)
    return SecurityReader(max(sorted(counts), key=lambda each: counts[each]), names, is_strict=False)


def operations(document: Document) -> list[Mapping[str, object]]:
    items = [mapping(item) for item in mapping(document.root.get("paths")).values()]
    return [mapping(node) for item in items for node in item.values() if is_mapping(node)]


def alternatives(node: object, fed: frozenset[str]) -> Security:
    """The Security Requirement Objects: of those that options can fulfil, in their order; a call without credentials
    comes last, so that what is there is sent. Nothing where none can be fulfilled.
    """
    found = dict.fromkeys(tuple(sorted(mapping(each))) for each in sequence(node) if is_mapping(each))
    can = [names for names in found if names and set(names) <= fed]
    return (*can, ANONYMOUS) if can and ANONYMOUS in found else tuple(can)
