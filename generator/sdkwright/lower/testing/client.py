"""The tests of the client and of the package as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, dotted, ident, string, value
from sdkwright.lower.testing.credentials import carried, option_text, option_value
from sdkwright.lower.testing.views import ClientTestsView, OptionTestView, WebhookTestView

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.lower.context import Context


def client_tests(context: Context) -> ClientTestsView:
    names, settings = context.names, context.config.client_settings
    options = tuple(
        OptionTestView(
            name=ident(names.client.options[each.name]),
            value=value(option_value(context, each)),
            found=string("from-the-environment") if each.kind == "string" else value(option_value(context, each)),
            said=string("from-the-environment" if each.kind == "string" else option_text(context, each)),
            equals=Code("is" if each.kind == "boolean" else "=="),
            env=string(names.client.envs[each.name]) if each.name in names.client.envs else None,
            required=None if each.nullable or each.has_default or each.server_variable else Code("yes"),
        )
        for each in context.api.options
        if each.server_variable is None
    )
    sent = carried(context, None).headers
    secret = next((each.wire_name for each in context.api.schemes if each.wire_name.lower() in sent), None)
    return ClientTestsView(
        comment=context.comment,
        package=ident(names.package),
        sync_class=ident(names.client.sync_class),
        async_class=ident(names.client.async_class),
        error_class=ident(names.client.error_class),
        options=options,
        base_url_env=string(f"{names.client.env_prefix}_BASE_URL"),
        base_url=base_url(context),
        idempotency_header=string(settings.idempotency.header) if settings.idempotency.header else None,
        secret_header=string(secret or "Accept"),
        secret_value=string(sent[secret.lower()]) if secret else None,
        needs_credentials=Code("yes") if needs_credentials(context) else None,
        webhooks=tuple(webhook_tests(context)),
    )


def base_url(context: Context) -> Code | None:
    """Where requests go by default; None where the user must say part of it."""
    first = next(iter(context.api.environments), None)
    if first is None or any(each.default is None for each in first.variables):
        return None
    url = first.url
    defaults = {each.server_variable: str(each.default) for each in context.api.options if each.has_default}
    for each in first.variables:
        url = url.replace(f"{{{each.name}}}", defaults.get(each.name, each.default or ""))
    return string(url)


def needs_credentials(context: Context) -> bool:
    """Whether a call to an undocumented path fails where a client that can be made without any has none."""
    security = context.api.security
    optional = all(each.nullable for each in context.api.options if each.server_variable is None)
    return bool(security and all(security)) and optional and not sends_nothing(context)


def sends_nothing(context: Context) -> bool:
    """Whether some alternative consists of what the HTTP client does."""
    silent = {each.name for each in context.api.schemes if each.kind == "mutualTLS"}
    return any(set(names) <= silent for names in context.api.security or ())


def webhook_tests(context: Context) -> Iterator[WebhookTestView]:
    for resource in context.api.walk():
        for each in resource.webhooks:
            yield WebhookTestView(
                name=ident("_".join((*context.attributes(resource), context.names.webhooks[each.id]))),
                method=string(context.names.webhooks[each.id]),
                call=dotted(*context.attributes(resource), context.names.webhooks[each.id]),
                verifies=Code("yes") if each.verifies else None,
            )
