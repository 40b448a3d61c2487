"""Credentials: what each security scheme of an API adds to a request, and which of them a call sends."""

from __future__ import annotations

from typing import Dict, Mapping, NamedTuple, Optional, Sequence, Tuple, Union

from ._seam import SDKError

__all__ = [
    "ANONYMOUS",
    "Alternatives",
    "Credential",
    "Scheme",
    "alternatives_of",
    "basic",
    "choose",
    "in_cookie",
    "in_header",
    "in_query",
    "missing_credentials",
    "nothing",
]

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


def basic(username: Optional[str], password: Optional[str]) -> Optional[Credential]:
    """A user and a password in `Authorization` (RFC 7617); None unless both are there."""
    if username is None or password is None:
        return None
    import base64

    pair = f"{username}:{password}".encode()
    return Credential({"Authorization": "Basic " + base64.b64encode(pair).decode()})


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
