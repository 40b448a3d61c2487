"""The tests of the client and of the package as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.seam import package_version
from sdkwright.lower.testing.requests import credentials, option_value
from sdkwright.lower.testing.views import ClientTestsView, OptionTestView

if TYPE_CHECKING:
    from sdkwright.lower.context import Context


def client_tests(context: Context) -> ClientTestsView:
    names, settings = context.names, context.config.client_settings
    options = tuple(
        OptionTestView(
            name=ident(names.client.options[each.name]),
            value=string(option_value(context, each)),
            env=string(each.read_env) if each.read_env else None,
            required=None if each.nullable or each.has_default else Code("yes"),
        )
        for each in context.api.options
    )
    sent = credentials(context, "header")
    secret = next((each.wire_name for each in context.api.schemes if each.wire_name.lower() in sent), None)
    environments = context.api.environments
    return ClientTestsView(
        comment=context.comment,
        package=ident(names.package),
        sync_class=ident(names.client.sync_class),
        async_class=ident(names.client.async_class),
        error_class=ident(names.client.error_class),
        version=string(package_version(context)),
        options=options,
        base_url_env=string(f"{names.client.env_prefix}_BASE_URL"),
        base_url=string(environments[0].url) if environments else None,
        idempotency_header=string(settings.idempotency.header) if settings.idempotency.header else None,
        secret_header=string(secret or "Accept"),
        secret_value=string(sent[secret.lower()]) if secret else None,
    )
