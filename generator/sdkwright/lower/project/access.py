"""What the README says of credentials, server variables and webhooks; only of those that the API has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.credentials import fed, feeding, fetches, is_per_call
from sdkwright.lower.emit import Code, Markdown, ident, string
from sdkwright.lower.examples import client_class, import_line, new_client, prefixed
from sdkwright.lower.project.markdown import cell_code, code_block
from sdkwright.lower.project.snippets import BLANK
from sdkwright.lower.project.views import AccessBlocks, AccessRow, WebhookBlocks

if TYPE_CHECKING:
    from sdkwright.api import SecurityScheme, WebhookMethod
    from sdkwright.lower.context import Context


def access_blocks(context: Context) -> AccessBlocks | None:
    """None where every call carries the same: the options of the client say enough then."""
    schemes = fed(context)
    if not schemes or not is_per_call(context):
        return None
    fetching = next((each for each in schemes if fetches(context, each)), None)
    return AccessBlocks(
        rows=tuple(row(context, each) for each in schemes if feeding(context, each)),
        several=Code("yes") if len(schemes) > 1 else None,
        needed=Code("yes") if context.api.security is not None else None,
        certificate=Code("yes") if any(each.kind == "mutualTLS" for each in schemes) else None,
        fetched=fetched(context, fetching) if fetching else None,
    )


def row(context: Context, scheme: SecurityScheme) -> AccessRow:
    names = context.names.client
    options = sorted(feeding(context, scheme).values(), key=lambda each: names.options[each.name])
    arguments = [cell_code(names.options[each.name]) for each in options]
    variables = [cell_code(names.envs[each.name]) for each in options if each.name in names.envs]
    return AccessRow(cell_code(scheme.name), tuple(arguments), tuple(variables))


def fetched(context: Context, scheme: SecurityScheme) -> Markdown:
    """A client that gets its tokens by itself."""
    options, names = feeding(context, scheme), context.names.client.options
    lines = (
        f"{ident(names[options[role].name])}={string(text)},"
        for role, text in (("client_id", "My client ID"), ("client_secret", "My client secret"))
    )
    plain = import_line(context, client_class(context, is_async=False))
    return code_block([plain, BLANK, *prefixed("client = ", new_client(context, *lines))])


def variable_rows(context: Context) -> tuple[Markdown, ...]:
    """The options that fill parts of the server's URL."""
    names = context.names.client.options
    return tuple(cell_code(names[each.name]) for each in context.api.options if each.server_variable is not None)


def webhook_blocks(context: Context) -> WebhookBlocks | None:
    """How a webhook is read: by the first method that verifies and reads, else by one that reads."""
    found = [
        (resource, each) for resource in context.api.walk() for each in resource.webhooks if each.event is not None
    ]
    if not found:
        return None
    resource, method = next((each for each in found if each[1].verifies), found[0])
    call = ".".join(("client", *context.attributes(resource), context.names.webhooks[method.id]))
    arguments = "body, headers=headers" if method.verifies else "body"
    lines = [
        import_line(context, client_class(context, is_async=False)),
        BLANK,
        *prefixed("client = ", new_client(context)),
        BLANK,
        Code("# `body` and `headers` are those of the request, as your web framework gives them."),
        Code(f"event = {call}({arguments})"),
    ]
    return WebhookBlocks(
        method=Code(call),
        code=code_block(lines),
        verifies=Code("yes") if method.verifies else None,
        secret=secret(context, method),
    )


def secret(context: Context, method: WebhookMethod) -> Markdown | None:
    """The option that holds the key, and its variable."""
    if method.key_option is None:
        return None
    names = context.names.client
    env = names.envs.get(method.key_option)
    option = cell_code(names.options[method.key_option])
    return Markdown(f"{option}, or the environment variable {cell_code(env)}," if env else option)
