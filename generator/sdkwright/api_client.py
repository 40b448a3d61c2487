"""The part of the intermediate form that tells of the client: servers, credentials and options. `api` exports it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

SecurityKind: TypeAlias = Literal["bearer", "basic", "apiKey", "http", "oauth2", "mutualTLS"]


class ServerVariable(NamedTuple):
    """A part of a server's URL that callers may choose (OpenAPI 3.1, Server Variable Object), among `values` where it
    has some.
    """

    name: str
    default: str | None
    values: tuple[str, ...] = ()
    description: str | None = None


class Environment(NamedTuple):
    """A server; `url` holds the names of its `variables` between braces."""

    name: str
    url: str
    variables: tuple[ServerVariable, ...] = ()


class SecurityScheme(NamedTuple):
    """`place` and `wire_name` tell where the credential travels; `prefix` is what stands before it in the header.
    `encoded`: user and password of a `basic` one go in base64.

    A `mutualTLS` scheme sends nothing. `token_url` is where client credentials are exchanged for a token, asking for
    `scopes`; `all_scopes` are those of any flow.
    """

    name: str
    kind: SecurityKind
    place: Literal["header", "query", "cookie"]
    wire_name: str
    prefix: str = ""
    token_url: str | None = None
    scopes: tuple[str, ...] = ()
    all_scopes: tuple[tuple[str, str], ...] = ()
    encoded: bool = True


OptionKind = Literal["string", "boolean", "integer", "number"]


class ClientOption(NamedTuple):
    """An argument of the client's constructor. `scheme` names the security scheme that it feeds, in the `role` of
    value, username, password, client_id, client_secret or scopes. `own_env`: its variable is called after it.
    """

    name: str
    read_env: str | None
    nullable: bool
    description: str | None
    scheme: str | None
    role: str | None
    send_in_header: str | None
    send_as_query: str | None
    default: bool | int | float | str | None = None
    has_default: bool = False
    send_in_cookie: str | None = None
    server_variable: str | None = None
    values: tuple[str, ...] = ()
    own_env: bool = False
    kind: OptionKind = "string"
    example: bool | int | float | str | None = None


class Info(NamedTuple):
    title: str
    version: str
    description: str | None
