"""Expressions for credentials: how the options of a client become what its requests carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, string
from sdkwright.lower.expr import Import

if TYPE_CHECKING:
    from sdkwright.api import ClientOption, Security, SecurityScheme
    from sdkwright.lower.context import Context


def is_per_call(context: Context) -> bool:
    """Whether the client decides per call what it sends; otherwise all headers are settled once."""
    api = context.api
    special = any(each.place == "cookie" or each.kind == "http" or fetches(context, each) for each in fed(context))
    return api.security is not None or special


def fed(context: Context) -> list[SecurityScheme]:
    """The schemes that options feed, and those that send nothing."""
    names = {each.scheme for each in context.api.options}
    return [each for each in context.api.schemes if each.name in names or each.kind == "mutualTLS"]


def feeding(context: Context, scheme: SecurityScheme) -> dict[str, ClientOption]:
    """The options that feed a scheme, by their role."""
    return {each.role or "value": each for each in context.api.options if each.scheme == scheme.name}


def fetches(context: Context, scheme: SecurityScheme) -> bool:
    """Whether the client gets tokens of this scheme by itself."""
    return scheme.token_url is not None and {"client_id", "client_secret"} <= feeding(context, scheme).keys()


def sends_tokens(context: Context) -> bool:
    return any(fetches(context, each) for each in fed(context))


def attribute(context: Context, each: ClientOption) -> Code:
    return Code(f"self.{context.names.client.options[each.name]}")


def as_text(context: Context, each: ClientOption) -> Code:
    """The text of an option's value, where there is one."""
    found = attribute(context, each)
    if each.kind == "string":
        return found
    return Code(f'f"{{{found}}}".lower()' if each.kind == "boolean" else f'f"{{{found}}}"')


def text_or_none(context: Context, each: ClientOption) -> Code:
    if each.kind == "string" or not may_be_none(each):
        return as_text(context, each)
    return Code(f"(None if {attribute(context, each)} is None else {as_text(context, each)})")


def may_be_none(each: ClientOption) -> bool:
    return each.nullable or (each.server_variable is not None and not each.has_default)


def single(context: Context, scheme: SecurityScheme) -> Code | None:
    """The one secret of a scheme."""
    options = feeding(context, scheme)
    own = ("client_id", "client_secret", "scopes") if scheme.token_url is not None else ("scopes",)
    value = options.get("value") or next((each for role, each in options.items() if role not in own), None)
    return text_or_none(context, value) if value is not None else None


# --- settled once --------------------------------------------------------------------------------------------------


def credentials(context: Context, place: str) -> tuple[Code, ...]:
    """Entries of a dict display, one for each scheme that an option feeds."""
    found = (credential(context, scheme) for scheme in context.api.schemes if scheme.place == place)
    return tuple(each for each in found if each is not None)


def credential(context: Context, scheme: SecurityScheme) -> Code | None:
    """How the options that feed a scheme become the value of its header or parameter (RFC 6750, RFC 7617)."""
    options = feeding(context, scheme)
    if scheme.kind == "basic":
        if not options:
            return None
        user, password = (
            f"{{{attribute(context, options[role])}}}" if role in options else "" for role in ("username", "password")
        )
        pair = f'f"{user}:{password}"'
        value = Code(f"base64.b64encode({pair}.encode()).decode()" if scheme.encoded else pair)
        value = Code(f"{string(scheme.prefix)} + {value}") if scheme.prefix else value
    else:
        first = single(context, scheme)
        if first is None:
            return None
        value = Code(f'f"{scheme.prefix}{{{first}}}"') if scheme.prefix else first
    guards = [attribute(context, each) for each in options.values() if each.nullable and not each.has_default]
    return entry(scheme.wire_name, value, guards)


def entry(wire_name: str, value: Code, nullable: list[Code]) -> Code:
    """An entry of a dict display that is there only when what may be None is not."""
    pair = f"{string(wire_name)}: {value}"
    if not nullable:
        return Code(pair)
    guard = " and ".join(f"{each} is not None" for each in nullable)
    return Code(f"**({{{pair}}} if {guard} else {{}})")


def option_places(context: Context) -> dict[str, tuple[Code, ...]]:
    """Options that the config sends in a header, as a query parameter or in a cookie of every request."""
    found: dict[str, list[Code]] = {"header": [], "query": [], "cookie": []}
    for each in context.api.options:
        value = as_text(context, each)
        guards = [attribute(context, each)] if each.nullable and not each.has_default else []
        for place, wire_name in (
            ("header", each.send_in_header),
            ("query", each.send_as_query),
            ("cookie", each.send_in_cookie),
        ):
            if wire_name:
                found[place].append(entry(wire_name, value, guards))
    return {place: tuple(entries) for place, entries in found.items()}


# --- decided per call ----------------------------------------------------------------------------------------------


def scheme_entries(context: Context) -> tuple[Code, ...]:
    """What the runtime says where credentials are missing, and where it looks whether the user sent them otherwise."""
    found: list[Code] = []
    for each in fed(context):
        facts = (each.place, each.wire_name, needs(context, each))
        found.append(Code(f"{string(each.name)}: Scheme({', '.join(map(string, facts))})"))
    return tuple(found)


def needs(context: Context, scheme: SecurityScheme) -> str:
    """The options that would give a credential, in words."""
    options = feeding(context, scheme)

    def told(*roles: str) -> str:
        return " and ".join(told_option(context, options[role]) for role in roles if role in options)

    if scheme.kind == "basic":
        return told("username", "password") or told("value")
    pair = told("client_id", "client_secret") if fetches(context, scheme) else ""
    own = told(*(role for role in options if role not in ("client_id", "client_secret", "scopes")))
    return ", or ".join(each for each in (own, pair) if each) or told(*options)


def told_option(context: Context, option: ClientOption) -> str:
    names = context.names.client
    env = names.envs.get(option.name)
    return f"`{names.options[option.name]}`" + (f" (or set {env})" if env else "")


def security_literal(security: Security) -> Code:
    """A tuple of tuples, which costs nothing when a call is made."""
    return tuple_literal([tuple_literal([string(each) for each in names]) for names in security])


def tuple_literal(items: list[Code]) -> Code:
    return Code(f"({', '.join(items)}{',' if len(items) == 1 else ''})")


def credential_entries(context: Context) -> tuple[Code, ...]:
    return tuple(Code(f"{string(each.name)}: {call_credential(context, each)}") for each in fed(context))


def call_credential(context: Context, scheme: SecurityScheme) -> Code:
    """An expression that is None where its options are."""
    options = feeding(context, scheme)
    if scheme.kind == "mutualTLS":
        return Code("nothing()")
    if scheme.kind == "basic":
        user, password = (
            text_or_none(context, options[role]) if role in options else Code('""') for role in ("username", "password")
        )
        usual = scheme.encoded and scheme.prefix == "Basic "
        more = "" if usual else f", {string(scheme.prefix)}, encoded={scheme.encoded}"
        return Code(f"basic({user}, {password}{more})")
    value = single(context, scheme)
    if fetches(context, scheme):
        fetched = f"self._tokens.token(self._grants[{string(scheme.name)}])"
        value = Code(f"{value} or {fetched}" if value else fetched)
    value = value or Code("None")
    if scheme.place != "header":
        return Code(f"in_{scheme.place}({string(scheme.wire_name)}, {value})")
    prefix = f", {string(scheme.prefix)}" if scheme.prefix else ""
    return Code(f"in_header({string(scheme.wire_name)}, {value}{prefix})")


def grant_entries(context: Context) -> tuple[Code, ...]:
    found: list[Code] = []
    for scheme in fed(context):
        if scheme.token_url is not None and fetches(context, scheme):
            options = feeding(context, scheme)
            user, secret = (attribute(context, options[role]) for role in ("client_id", "client_secret"))
            scope = string(" ".join(scheme.scopes))
            if "scopes" in options:
                own = attribute(context, options["scopes"])
                scope = Code(f"{scope} if {own} is None else {own}")
            found.append(
                Code(
                    f"{string(scheme.name)}: "
                    f"grant({string(scheme.token_url)}, self.base_url, {user}, {secret}, {scope})"
                )
            )
    return tuple(found)


def imports(context: Context) -> set[Import]:
    """What the expressions of this module need."""
    if not is_per_call(context):
        needs_base64 = any(
            each.kind == "basic" and each.encoded and feeding(context, each) for each in context.api.schemes
        )
        return {Import("base64")} if needs_base64 else set()
    found = {Import("._auth", "Credential"), Import("._auth", "Scheme"), Import("typing", "Optional")}
    if sends_tokens(context):
        found |= {Import("._oauth", each) for each in ("AsyncTokenStore", "Grant", "TokenStore", "grant")}
    for each in fed(context):
        if each.kind == "mutualTLS":
            found.add(Import("._auth", "nothing"))
        else:
            found.add(Import("._auth", "basic" if each.kind == "basic" else f"in_{each.place}"))
    return found
