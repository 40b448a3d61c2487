"""Methods of the client itself: those that the config lists under `$client`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.resources import method_imports, methods_of, shadows
from sdkwright.lower.webhooks import webhook_writers

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.lower.expr import Import
    from sdkwright.lower.methods import Method
    from sdkwright.lower.views import MethodView, WebhookView


def client_methods(context: Context, *, is_async: bool) -> tuple[MethodView, ...]:
    own = context.api.client
    if own is None:
        return ()
    visible = shadows(context, own)
    return tuple(visible.view(method.view) for method in _written(context, is_async=is_async))


def client_webhooks(context: Context) -> tuple[WebhookView, ...]:
    own = context.api.client
    return tuple(writer.view() for writer in webhook_writers(context, own)) if own is not None else ()


def client_method_imports(context: Context) -> tuple[set[Import], set[Import]]:
    """What the methods need at run time, and what type checkers need besides."""
    own = context.api.client
    if own is None:
        return set(), set()
    both = [*_written(context, is_async=False), *_written(context, is_async=True)]
    executed, checked = method_imports(both)
    visible = shadows(context, own)
    checked = visible.imports([visible.view(each.view) for each in both], checked)
    for writer in webhook_writers(context, own):
        needed, checked_only = writer.imports()
        executed |= needed
        checked |= checked_only
    return executed, checked - executed


def _written(context: Context, *, is_async: bool) -> list[Method]:
    own = context.api.client
    return methods_of(context, own, is_async=is_async) if own is not None else []
