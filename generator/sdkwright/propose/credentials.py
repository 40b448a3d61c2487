"""Arguments of the client's constructor by the security schemes of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.load import join
from sdkwright.name.words import Casing, words_of
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sdkwright.load import Document
    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call
    from sdkwright.propose.proposal import Draft

_SCHEMES = "/components/securitySchemes"
Option = tuple[str, str | None, str]
"""Name of the option, its role, what it is."""


def propose_credentials(document: Document, calls: Iterable[Call], shapes: Shapes, prefix: str, draft: Draft) -> None:
    """One option per secret, read from the environment when it is not given. Options can be left out, unless every
    request needs the only one there is.
    """
    schemes = mapping(mapping(document.root.get("components")).get("securitySchemes"))
    found = [(name, options_of(name, shapes.follow(schemes[name]))) for name in sorted(schemes)]
    found = [(name, options) for name, options in found if options]
    optional = len(found) != 1 or can_do_without(document, calls)
    claims: dict[str, list[str]] = {}
    for scheme, options in found:
        for option in options:
            claims.setdefault(option[0], []).append(scheme)
    usual = usual_schemes(document)
    for scheme, options in found:
        for plain, role, description in options:
            rivals = claims[plain]
            keeps = len(rivals) == 1 or (scheme in usual and not usual & {*rivals} - {scheme})
            name = plain if keeps else Casing().snake(scheme.replace("OAuth", "Oauth"), *_last(plain, scheme))
            auth = {"security_scheme": scheme, **({"role": role} if role else {})}
            value = {
                "type": "string",
                "nullable": optional,
                "description": description,
                "read_env": f"{prefix}_{name.upper()}",
                "auth": auth,
            }
            draft.put(("client_settings", "opts", name), value, origin=join(_SCHEMES, scheme))


def usual_schemes(document: Document) -> set[str]:
    """What calls need where they say nothing: those options keep their plain names."""
    return {name for way in sequence(document.root.get("security")) for name in mapping(way)}


def _last(plain: str, scheme: str) -> list[str]:
    """What of an option's name its scheme's does not say already."""
    return [word for word in words_of(plain) if word not in words_of(scheme)]


def options_of(name: str, scheme: Mapping[str, object]) -> list[Option]:
    """What a scheme needs (OpenAPI 3.1, Security Scheme Object); nothing for what is no secret in a request."""
    kind, how = scheme.get("type"), str(scheme.get("scheme", "")).lower()
    if kind == "apiKey" and text(scheme.get("name")):
        return [("api_key", None, "The API key.")]
    if kind == "http" and how == "basic":
        return [("username", "username", "The user name."), ("password", "password", "The password.")]
    if kind == "http" and how == "bearer":
        is_key = {"api", "key"} <= set(words_of(name)) or "apikey" in words_of(name)
        return [("api_key", None, "The API key.") if is_key else ("bearer_token", None, "The bearer token.")]
    if kind == "http" and text(scheme.get("scheme")):
        return [("credentials", None, "What stands behind the name of the scheme in the header `Authorization`.")]
    if kind == "openIdConnect":
        return [("access_token", None, "An access token of OpenID Connect.")]
    return list(_of_flows(scheme)) if kind == "oauth2" else []


def _of_flows(scheme: Mapping[str, object]) -> Iterator[Option]:
    yield "access_token", "value", "An access token of OAuth 2."
    if "clientCredentials" in mapping(scheme.get("flows")):
        yield "client_id", "client_id", "The client's id, with which it fetches access tokens by itself."
        yield "client_secret", "client_secret", "The client's secret."


def can_do_without(document: Document, calls: Iterable[Call]) -> bool:
    """Whether some request may go without any credential."""
    overall = document.root.get("security")
    needs = [overall, *(each.node["security"] for each in calls if "security" in each.node)]
    return any(not sequence(each) or any(not mapping(way) for way in sequence(each)) for each in needs)
