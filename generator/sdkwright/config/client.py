"""`client_settings`, `environments`, `security`, `security_schemes`, `query_settings`."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from .base import Duration, Part, Shorthand


class OptAuth(Part):
    """The security scheme that a client option feeds."""

    security_scheme: str = Field(description="Name of the scheme in the document or in `security_schemes`.")
    role: str | None = Field(default=None, description="value, username, password, client_id, client_secret or scopes.")
    name: str | None = None


class ClientOpt(Part):
    """An argument of the client's constructor."""

    type: Literal["string", "boolean", "integer", "number", "null"] = Field(default="string")
    nullable: bool = Field(default=False, description="Whether the client can be made without it.")
    description: str | None = None
    read_env: str | None = Field(default=None, description="Environment variable it is read from when not given.")
    auth: OptAuth | None = None
    default: Any = None
    example: Any = None
    format: str | None = None
    send_in_header: str | None = Field(default=None, description="Header that carries it.")
    send_as_query_param: str | None = Field(default=None, description="Query parameter that carries it.")
    send_in_cookie: str | None = Field(default=None, description="Cookie that carries it.")
    server_variable: str | None = Field(default=None, description="Variable of the server URL that it fills.")
    required_in_tests: bool | None = None


class DefaultRetries(Part):
    """Retries unless the caller says otherwise."""

    max_retries: int | None = Field(default=None, ge=0)
    initial_delay_seconds: float | None = Field(default=None, ge=0)
    max_delay_seconds: float | None = Field(default=None, ge=0)


class Idempotency(Part):
    header: str | None = Field(default=None, description="Header that carries the idempotency key.")


class ClientSettings(Part):
    """The client's constructor and its defaults."""

    opts: dict[str, ClientOpt] = Field(default={}, description="Argument name to settings.")
    client_name: str | None = Field(default=None, description="Class name of the client.")
    default_client_name: str | None = None
    default_client_example_name: str | None = None
    default_env_prefix: str | None = Field(default=None, description="Prefix of the environment variables.")
    default_retries: DefaultRetries = DefaultRetries.model_construct()
    default_timeout: Duration | None = Field(
        default=None, description="ISO 8601 duration, as in PT60S, or milliseconds."
    )
    default_headers: dict[str, str] = Field(default={}, description="Headers of every request.")
    idempotency: Idempotency = Idempotency.model_construct()
    omit_stainless_headers: bool = Field(default=False, description="Leave the telemetry headers out.")
    opt_in_new_security_behaviour: bool | None = None


class Environment(Shorthand):
    """A server. In the file it may be its URL alone."""

    text_key = "url"

    url: str
    description: str | None = None


class AuthDetails(Part):
    """How a credential is written, beside what the scheme says."""

    scheme_keyword: str | None = Field(
        default=None,
        pattern=r"^[!#$%&'*+.^_`|~0-9A-Za-z-]*$",
        description="Word before the credential in the header, instead of Bearer, Basic …; empty: none.",
    )
    disable_base64: bool = Field(default=False, description="For basic: whether user and password stay as they are.")
    custom: str | None = None


class SecurityScheme(Part):
    """An OpenAPI Security Scheme Object; stands in for the document's of the same name."""

    model_config = ConfigDict(extra="allow")

    type: Literal["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
    scheme: str | None = Field(default=None, description="For http: basic, bearer …")
    location: Literal["header", "query", "cookie"] | None = Field(default=None, alias="in")
    name: str | None = Field(default=None, description="For apiKey: name of the header, query parameter or cookie.")
    description: str | None = None
    auth: AuthDetails | None = Field(default=None, alias="x-stainless-auth")


class QuerySettings(Part):
    """How lists and maps are written in a query."""

    array_format: Literal["comma", "repeat", "brackets", "indices"] = Field(default="comma")
    nested_format: Literal["brackets", "dots"] = Field(default="brackets")
    styles: Literal["settings", "document"] = Field(
        default="settings",
        alias="x-sdkwright-styles",
        description="sdkwright: settings: as the keys beside this say; document: as each parameter's `style` says.",
    )
