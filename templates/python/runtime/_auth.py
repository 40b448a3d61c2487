"""Credentials by call: what each security scheme of an API adds to a request, and which of them a call sends."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, Mapping, NamedTuple, Optional, Sequence, Tuple, Union, cast

import httpx

from ._client_base import BaseClient
from ._cookies import cookie_header
from ._options import FinalRequestOptions, SecurityOptions
from ._request import HeaderLayer, is_absolute, layer_headers
from ._seam import SDKError
from ._types import Omit

#: Sets of security schemes, by name, each of which is enough for a call; those of one set are needed together.
Alternatives = Tuple[Tuple[str, ...], ...]


class Credential(NamedTuple):
    """What a scheme, or several together, add to a request."""

    headers: Mapping[str, str] = {}
    query: Mapping[str, str] = {}
    cookies: Mapping[str, str] = {}

    def __repr__(self) -> str:
        return "<Credential>"


class Scheme(NamedTuple):
    """Where the credential of a scheme travels, and the client's options that give it, in words."""

    place: str
    wire_name: str
    needs: str


ANONYMOUS = Credential()


def in_header(name: str, value: Optional[str], prefix: str = "") -> Optional[Credential]:
    """The value in a header, behind `prefix` unless it brings that itself; None where there is no value."""
    if value is None:
        return None
    if prefix and not value.lower().startswith(prefix.lower()):
        value = prefix + value
    return Credential({name: value})


def basic(
    username: Optional[str], password: Optional[str], prefix: str = "Basic ", *, encoded: bool = True
) -> Optional[Credential]:
    """A user and a password in `Authorization` (RFC 7617); None unless both are there. Not `encoded`: as they are."""
    if username is None or password is None:
        return None
    import base64

    pair = f"{username}:{password}"
    return Credential({"Authorization": prefix + (base64.b64encode(pair.encode()).decode() if encoded else pair)})


def in_query(name: str, value: Optional[str]) -> Optional[Credential]:
    return None if value is None else Credential(query={name: value})


def in_cookie(name: str, value: Optional[str]) -> Optional[Credential]:
    return None if value is None else Credential(cookies={name: value})


def nothing() -> Credential:
    """For schemes that send nothing, such as certificates of the client: those are the HTTP client's business."""
    return ANONYMOUS


def alternatives_of(security: Union[Mapping[str, bool], Alternatives]) -> Alternatives:
    """The alternatives that a call asks for; a mapping names schemes that are needed together."""
    if isinstance(security, Mapping):
        return (tuple(name for name, wanted in security.items() if wanted),)
    return security


def choose(alternatives: Optional[Alternatives], there: Mapping[str, Optional[Credential]]) -> Optional[Credential]:
    """The first alternative whose credentials are all there; without alternatives, all that are there.

    An alternative without schemes is a call without credentials. None if nothing fits.
    """
    if alternatives is None:
        return _together([each for each in there.values() if each is not None])
    if not alternatives:
        return ANONYMOUS
    for names in alternatives:
        found = [there.get(name, ANONYMOUS) for name in names]
        given = [each for each in found if each is not None]
        if len(given) == len(found):
            return _together(given)
    return None


def _together(credentials: Sequence[Credential]) -> Credential:
    if len(credentials) == 1:
        return credentials[0]
    headers: Dict[str, str] = {}
    query: Dict[str, str] = {}
    cookies: Dict[str, str] = {}
    for each in credentials:
        headers.update(each.headers)
        query.update(each.query)
        cookies.update(each.cookies)
    return Credential(headers, query, cookies)


def missing_credentials(alternatives: Alternatives, schemes: Mapping[str, Scheme]) -> SDKError:
    """The error for a call whose credentials are missing; it names the options that would give them."""
    ways = [" and ".join(schemes[name].needs for name in names if name in schemes) for names in alternatives]
    listed = "; or ".join(dict.fromkeys(way for way in ways if way))
    return SDKError(f"This call needs credentials. Give the client {listed}.")


class AuthByCall(BaseClient[Any, Any]):
    """The client of an API whose calls need different credentials, or send some in cookies.

    It fills `_schemes`, `_security` (what a call needs unless it says otherwise; None: send all that is there) and
    `_credentials`.
    """

    _schemes: Mapping[str, Scheme] = {}
    _security: Optional[Alternatives] = None
    _has_query_schemes: bool = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._has_query_schemes = any(each.place == "query" for each in cls._schemes.values())

    @property
    def auth_headers(self) -> Dict[str, str]:
        """The headers that carry the credentials of this API."""
        found = choose(self._security, self._credentials) if self._schemes else None
        return {} if found is None else dict(found.headers)

    @property
    def _credentials(self) -> Mapping[str, Optional[Credential]]:
        """What was given for each scheme."""
        return {}

    @property
    def _option_cookies(self) -> Mapping[str, str]:
        """The cookies of every request that options of the client give."""
        return {}

    @property
    def _grants(self) -> Mapping[str, Any]:
        """The schemes for which a token can be got, with what it takes; None where that was not given."""
        return {}

    def _alternatives(self, security: Optional[SecurityOptions]) -> Optional[Alternatives]:
        return self._security if security is None else alternatives_of(security)

    def _credential_of(self, security: Optional[SecurityOptions]) -> Optional[Credential]:
        """What a call sends; None if it needs more than there is."""
        return choose(self._alternatives(security), self._credentials)

    def _swap_credentials(self, layer: HeaderLayer, security: SecurityOptions) -> HeaderLayer:
        """Headers in which the credentials of this call stand instead of the usual ones; the user's own ones stay."""
        if not self._schemes:
            return super()._swap_credentials(layer, security)
        found = self._credential_of(security) or ANONYMOUS
        none = dict.fromkeys(layer_headers(self.auth_headers))
        return {**layer, **none, **layer_headers(found.headers), **layer_headers(self._custom_headers)}

    def _auth_query(self, options: FinalRequestOptions) -> Mapping[str, str]:
        if not self._has_query_schemes or is_absolute(options.url):
            return {}
        return (self._credential_of(options.security) or ANONYMOUS).query

    def _auth_for(self, options: FinalRequestOptions, url: httpx.URL) -> Any:
        is_anonymous = options.security is not None and not any(alternatives_of(options.security))
        return None if is_anonymous else super()._auth_for(options, url)

    def _auth_names(self) -> FrozenSet[str]:
        own = (each.wire_name.lower() for each in self._schemes.values() if each.place == "header")
        return super()._auth_names().union(own)

    def _complete_credentials(self, options: FinalRequestOptions, request: httpx.Request) -> None:
        """Add cookies. Raises the SDK's error where credentials are missing."""
        found = self._credential_of(options.security)
        if found is None:
            self._require_credentials(options, request)
        cookies = {**self._option_cookies, **(found.cookies if found else {})}
        if cookies:
            request.headers["cookie"] = cookie_header(request.headers.get("cookie", ""), cookies)

    def _require_credentials(self, options: FinalRequestOptions, request: httpx.Request) -> None:
        """Raise unless the caller has seen to the credentials by other means: a header, a parameter, an auth flow."""
        alternatives = self._alternatives(options.security)
        if alternatives is None or self.custom_auth is not None or self._client.auth is not None:
            return
        there = self._credentials
        omitted = _omitted(self._custom_headers) | _omitted(options.headers)
        for names in alternatives:
            lacking = [name for name in names if there.get(name, ANONYMOUS) is None]
            if all(_is_sent(self._schemes[name], request, omitted) for name in lacking):
                return
        raise missing_credentials(alternatives, self._schemes)

    def _needed_grant(self, options: FinalRequestOptions) -> Any:
        """What to exchange for a token before this call; None where nothing is missing."""
        there, grants = self._credentials, self._grants
        alternatives = self._alternatives(options.security)
        for names in tuple((name,) for name in grants) if alternatives is None else alternatives:
            lacking = [name for name in names if there.get(name, ANONYMOUS) is None]
            if all(grants.get(name) is not None for name in lacking):
                return grants[lacking[0]] if lacking else None
        return None


def _omitted(headers: Any) -> FrozenSet[str]:
    if not isinstance(headers, Mapping):
        return frozenset()
    given = cast("Mapping[str, Any]", headers)
    return frozenset(name.lower() for name, value in given.items() if isinstance(value, Omit))


def _is_sent(scheme: Scheme, request: httpx.Request, omitted: FrozenSet[str]) -> bool:
    name = scheme.wire_name
    if scheme.place == "header":
        return name in request.headers or name.lower() in omitted
    if scheme.place == "query":
        return name in request.url.params
    return f"{name}=" in request.headers.get("cookie", "")
