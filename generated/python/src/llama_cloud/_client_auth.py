"""How a client proves who it is: which credentials go with a call, and what another origin must not see."""

from __future__ import annotations

from typing import Any, Dict, FrozenSet, List, Mapping, Optional, cast

import httpx

from ._auth import ANONYMOUS, Alternatives, Credential, Scheme, alternatives_of, choose, missing_credentials
from ._options import FinalRequestOptions, SecurityOptions
from ._request import HeaderPair, is_absolute, layer_headers
from ._types import Omit

__all__ = ["ClientAuth"]


class ClientAuth:
    """The part of a client that knows its credentials.

    The client of an API whose calls need different ones fills `_schemes`, `_security` (what a call needs unless it says
    otherwise; None: send all that is there) and `_credentials`; any other just overrides `auth_headers`.
    """

    _schemes: Mapping[str, Scheme] = {}
    _security: Optional[Alternatives] = None
    _custom_headers: Mapping[str, Any]
    _tokens: Any = None  # tokens got by client credentials, where the API has them
    _pool: Any
    _has_option_cookies: bool = False
    _has_query_schemes: bool = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls._has_query_schemes = any(each.place == "query" for each in cls._schemes.values())

    @property
    def custom_auth(self) -> Optional[httpx.Auth]:
        """An httpx auth flow for this API; None leaves it to the httpx client."""
        return None

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

    # --- of one call --------------------------------------------------------------------------------------------------

    def _credential_of(self, security: Optional[SecurityOptions]) -> Optional[Credential]:
        """What a call sends; None if it needs more than there is."""
        return choose(self._security if security is None else alternatives_of(security), self._credentials)

    def _swap_credentials(self, pairs: List[HeaderPair], security: SecurityOptions) -> List[HeaderPair]:
        """Headers in which the credentials of this call stand instead of the usual ones; the user's own ones stay."""
        own = {name.lower().encode() for name in self._custom_headers}
        usual = {name.lower().encode() for name in self.auth_headers} - own
        if not self._schemes and any(alternatives_of(security)):
            return pairs
        kept = [pair for pair in pairs if pair[0].lower() not in usual]
        found = self._credential_of(security) or ANONYMOUS
        added = [pair for pair in layer_headers(found.headers).pairs if pair[0].lower() not in own]
        names = {pair[0].lower() for pair in added}
        return [pair for pair in kept if pair[0].lower() not in names] + added

    def _auth_query(self, options: FinalRequestOptions) -> Mapping[str, str]:
        """The credentials that travel in the query."""
        if is_absolute(options.url):
            return {}
        found = self._credential_of(options.security)
        return {} if found is None else found.query

    def _complete_credentials(self, options: FinalRequestOptions, request: httpx.Request) -> None:
        """Add cookies. Raises the SDK's error where credentials are missing."""
        found = self._credential_of(options.security)
        if found is None:
            self._require_credentials(options, request)
        cookies = {**self._option_cookies, **(found.cookies if found else {})}
        if cookies:
            from ._cookies import cookie_header  # few APIs have cookies

            request.headers["cookie"] = cookie_header(request.headers.get("cookie", ""), cookies)

    def _is_anonymous(self, options: FinalRequestOptions) -> bool:
        """Whether the call is one without credentials."""
        return options.security is not None and not any(alternatives_of(options.security))

    def _require_credentials(self, options: FinalRequestOptions, request: httpx.Request) -> None:
        """Raise unless the caller has seen to the credentials by other means: a header, a parameter, an auth flow."""
        alternatives = self._security if options.security is None else alternatives_of(options.security)
        if alternatives is None or self.custom_auth is not None or self._pool.client().auth is not None:
            return
        there = self._credentials
        omitted = _omitted(self._custom_headers) | _omitted(options.headers)
        for names in alternatives:
            lacking = [name for name in names if there.get(name, ANONYMOUS) is None]
            if all(_is_sent(self._schemes[name], request, omitted) for name in lacking):
                return
        raise missing_credentials(alternatives, self._schemes)

    # --- tokens -------------------------------------------------------------------------------------------------------

    def _needed_grant(self, options: FinalRequestOptions) -> Any:
        """What to exchange for a token before this call; None where nothing is missing."""
        there, grants = self._credentials, self._grants
        alternatives = self._security if options.security is None else alternatives_of(options.security)
        if alternatives is None:
            alternatives = tuple((name,) for name in grants)
        for names in alternatives:
            lacking = [name for name in names if there.get(name, ANONYMOUS) is None]
            if all(grants.get(name) is not None for name in lacking):
                return grants[lacking[0]] if lacking else None
        return None

    def _token_was_refused(self, request: httpx.Request) -> bool:
        """Whether the request bore a token that can be got anew; that token is forgotten."""
        return self._tokens is not None and bool(self._tokens.refuse(request.headers.get("authorization", "")))

    # --- other origins ------------------------------------------------------------------------------------------------

    def _auth_names(self) -> FrozenSet[str]:
        """The headers that carry credentials, in lower case."""
        return frozenset(
            [name.lower() for name in self.auth_headers]
            + [each.wire_name.lower() for each in self._schemes.values() if each.place == "header"]
        )


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
