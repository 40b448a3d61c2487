"""`client_settings`, `environments`, `security`, `security_schemes`, `query_settings`, `pagination`."""

from datetime import timedelta
from typing import Any, Literal, cast

from pydantic import ConfigDict, Field

from .base import Part, Shorthand

_PURPOSE = "x-stainless-pagination-property"


class OptAuth(Part):
    """The security scheme that a client option feeds."""

    security_scheme: str = Field(description="Name of the scheme in the document or in `security_schemes`.")
    role: str | None = Field(default=None, description="value, username, password, client_id, client_secret or scopes.")
    name: str | None = None


class ClientOpt(Part):
    """An argument of the client's constructor."""

    type: Literal["string", "boolean", "integer", "number"] = Field(default="string")
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
    default_timeout: timedelta | None = Field(default=None, description="ISO 8601 duration, as in PT60S, or seconds.")
    default_headers: dict[str, str] = Field(default={}, description="Headers of every request.")
    idempotency: Idempotency = Idempotency.model_construct()
    omit_stainless_headers: bool = Field(default=False, description="Leave the telemetry headers out.")
    opt_in_new_security_behaviour: bool | None = None


class Environment(Shorthand):
    """A server. In the file it may be its URL alone."""

    text_key = "url"

    url: str
    description: str | None = None


class SecurityScheme(Part):
    """An OpenAPI Security Scheme Object; stands in for the document's of the same name."""

    model_config = ConfigDict(extra="allow")

    type: Literal["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"]
    scheme: str | None = Field(default=None, description="For http: basic, bearer …")
    location: Literal["header", "query", "cookie"] | None = Field(default=None, alias="in")
    name: str | None = Field(default=None, description="For apiKey: name of the header, query parameter or cookie.")
    description: str | None = None


class QuerySettings(Part):
    """How lists and maps are written in a query."""

    array_format: Literal["comma", "repeat", "brackets", "indices"] = Field(default="comma")
    nested_format: Literal["brackets", "dots"] = Field(default="brackets")
    styles: Literal["settings", "document"] = Field(
        default="settings",
        alias="x-sdkwright-styles",
        description="sdkwright: settings: as the keys beside this say; document: as each parameter's `style` says.",
    )


class PaginationScheme(Part):
    """A way in which list methods give pages. The fields of `request` and `response` are JSON Schemas."""

    name: str
    type: str = Field(description="cursor, cursor_id, cursor_url, offset, page_number or fake_page.")
    request: dict[str, dict[str, Any]] = Field(default={}, description="Parameter name to schema and purpose.")
    response: dict[str, dict[str, Any]] = Field(default={}, description="Property name to schema and purpose.")
    param_location: Literal["query", "body"] | None = None
    continue_on_empty_items: bool = False

    @property
    def request_purposes(self) -> dict[str, tuple[str, ...]]:
        """Purpose (such as `next_cursor_param`) to where it lies: the names of the properties down to it."""
        return _purposes(self.request)

    @property
    def response_purposes(self) -> dict[str, tuple[str, ...]]:
        """Purpose (such as `items`, `next_cursor_field`) to where it lies: the names of the properties down to it."""
        return _purposes(self.response)


def _purposes(fields: dict[str, Any], above: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, field in fields.items():
        if not isinstance(field, dict):
            continue
        schema = cast("dict[str, Any]", field)
        mark: Any = schema.get(_PURPOSE)
        purpose: Any = cast("dict[str, Any]", mark).get("purpose") if isinstance(mark, dict) else mark
        if isinstance(purpose, str):
            found.setdefault(purpose, (*above, name))
        inner: Any = schema.get("properties")
        if isinstance(inner, dict):
            for key, path in _purposes(cast("dict[str, Any]", inner), (*above, name)).items():
                found.setdefault(key, path)
    return found
