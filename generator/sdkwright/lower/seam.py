"""Views of the small modules that differ per API: the seam, the version, the package's root."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.lower.credentials import sends_tokens
from sdkwright.lower.emit import Code, ident, prose, string, value
from sdkwright.lower.views import LazyExport, RootView, SeamView, VersionView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Operation
    from sdkwright.lower.context import Context

# What a program may import of the runtime from the package's root, beside the clients and the base error.
ERRORS = (
    "APIConnectionError", "APIError", "APIResponseValidationError", "APIStatusError", "APITimeoutError",
    "AuthenticationError",
    "BadRequestError", "ClientClosedError", "ConflictError", "InternalServerError", "NotFoundError",
    "PaginationLoopError",
    "PermissionDeniedError", "RateLimitError", "StreamError", "UnprocessableEntityError", "UnsafeRedirectError",
)  # fmt: skip
RUNTIME_EXPORTS: dict[str, tuple[str, ...]] = {
    "._base_client": (
        "DEFAULT_CONNECTION_LIMITS", "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT", "DefaultAioHttpClient",
        "DefaultAsyncHttpxClient",
        "DefaultHttpxClient",
    ),
    "._exceptions": ERRORS,
    "._files": ("file_from_path",),
    "._models": ("BaseModel", "UnknownVariant"),
    "._response": ("APIResponse", "AsyncAPIResponse"),
    "._types": (
        "NOT_GIVEN", "NoneType", "NotGiven", "Omit", "ProxiesTypes", "RequestOptions", "Timeout", "Transport",
        "not_given", "omit",
    ),
}  # fmt: skip


class ExceptionsView(NamedTuple):
    comment: Code
    error_class: Code


class BaseClientView(NamedTuple):
    """`pages` are the names of the bases of pages, where the SDK has such."""

    comment: Code
    pages: tuple[Code, ...]


def base_client_view(context: Context) -> BaseClientView:
    there = context.api.page_schemes or context.config.compat
    names = ("BaseAsyncPage", "BasePage", "BaseSyncPage", "PageInfo") if there else ()
    return BaseClientView(context.comment, tuple(ident(each) for each in names))


def exceptions_view(context: Context) -> ExceptionsView:
    return ExceptionsView(context.comment, ident(context.names.client.error_class))


def seam_view(context: Context) -> SeamView:
    names, settings = context.names, context.config.client_settings
    retries = settings.default_retries
    timeout = settings.default_timeout
    prefix = None if settings.omit_stainless_headers else context.config.sdkwright.telemetry_prefix
    return SeamView(
        comment=context.comment,
        title=string(names.package),
        distribution=string(names.distribution),
        log_env=string(f"{names.client.env_prefix}_LOG"),
        telemetry_prefix=value(prefix),
        idempotency_header=value(settings.idempotency.header),
        timeout=value(float(timeout.total_seconds()) if timeout is not None else 60.0),
        max_retries=value(2 if retries.max_retries is None else retries.max_retries),
        initial_delay=value(0.5 if retries.initial_delay_seconds is None else float(retries.initial_delay_seconds)),
        max_delay=value(8.0 if retries.max_delay_seconds is None else float(retries.max_delay_seconds)),
        loose_unions=value(context.config.compat),
        secret_headers=tuple(string(each) for each in sorted(secrets(context, "header"))),
        secret_query=tuple(string(each) for each in sorted(secrets(context, "query"))),
        message_property=tuple(
            string(each) for each in (context.config.errors.message_property or "").split(".") if each
        ),
        stream_rules=tuple(stream_rules(context)),
        reads_lines=any(each.streaming and each.streaming.framing != "sse" for each in _operations(context)),
        error_class=ident(names.client.error_class),
        error_docstring=prose(f"Base of every error that {names.package} raises on purpose.", 4) or Code('""""""'),
    )


def secrets(context: Context, place: str) -> set[str]:
    """Where credentials of this API travel: never logged, never sent to another origin. Header names in lower case."""
    found = {each.wire_name for each in context.api.schemes if each.place == place}
    for each in context.api.options:
        wire_name = each.send_in_header if place == "header" else each.send_as_query
        if wire_name:
            found.add(wire_name)
    return {each.lower() for each in found} if place == "header" else found


def stream_rules(context: Context) -> list[Code]:
    found: list[Code] = []
    for rule in context.config.streaming.on_event:
        parts: list[str] = []
        if rule.event_types:
            parts.append(f"event_types=({', '.join(value(each) for each in rule.event_types)},)")
        if rule.data_starts_with is not None:
            parts.append(f"data_starts_with={string(rule.data_starts_with)}")
        if rule.kind == "fallthrough":
            parts.append("fallthrough=True")
        parts.append(f"handle={string(rule.handle)}")
        if rule.error_property is not None:
            parts.append(f"error_property={string(rule.error_property)}")
        found.append(Code(f"StreamRule({', '.join(parts)})"))
    return found


def version_view(context: Context) -> VersionView:
    return VersionView(context.comment, string(context.names.package), string(context.version))


def offers_streams(context: Context) -> bool:
    """Whether calls stream, or hand-written code may do so."""
    return context.config.compat or any(each.streaming is not None for each in _operations(context))


def _operations(context: Context) -> Iterator[Operation]:
    return (each for resource in context.api.walk() for each in resource.operations)


def optional_exports(context: Context) -> dict[str, tuple[str, ...]]:
    """What modules of the runtime that only some APIs need export from the package's root."""
    webhooks = any(each.webhooks for each in context.api.walk())
    return {
        **({"._streaming": ("AsyncStream", "ServerSentEvent", "Stream")} if offers_streams(context) else {}),
        **({"._oauth": ("OAuthTokenError",)} if sends_tokens(context) else {}),
        **({"._webhooks": ("APIWebhookValidationError", "WebhookVerificationError")} if webhooks else {}),
    }


def root_view(context: Context) -> RootView:
    names = context.names.client
    own = {
        "._client": (
            *(("ENVIRONMENTS",) if context.offers_environments else ()),
            "AsyncClient",
            names.async_class,
            "Client",
            names.sync_class,
        ),
        "._exceptions": (*ERRORS, names.error_class),
    }
    exports = [
        LazyExport(ident(name), Code(module), string(name), string(module))
        for module, members in sorted({**RUNTIME_EXPORTS, **own, **optional_exports(context)}.items())
        for name in sorted(members)
    ]
    packages = ("types", "resources", *(("pagination",) if context.api.page_schemes else ()))
    return RootView(context.comment, tuple(exports), tuple(string(each) for each in packages))
