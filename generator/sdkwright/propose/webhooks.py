"""Methods for what the API sends by itself: `client.webhooks.unwrap` and those beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.finder import Finder
from sdkwright.resolve.webhooks import of_callbacks, of_webhooks, schema_of

if TYPE_CHECKING:
    from sdkwright.load import Document, Refs
    from sdkwright.propose.proposal import Draft

_RESOURCE = "webhooks"
_SECRET = {
    "type": "string",
    "nullable": True,
    "description": "The secret that webhooks are signed with, as in `whsec_…`; only needed to verify them.",
}


def propose_webhooks(document: Document, refs: Refs, prefix: str, draft: Draft) -> None:
    """Where the document describes a webhook or callback with a JSON payload. They join a resource of that name.

    A document cannot say how the API signs what it sends: Standard Webhooks is offered, and reading without verifying.
    """
    finder = Finder(document, refs)
    sent = (*of_webhooks(document, finder), *of_callbacks(document, finder))
    place = next((place for _, node, place in sent if schema_of(node, place, finder) is not None), None)
    if place is None:
        return
    option = "webhook_secret"
    if option in draft.data.get("client_settings", {}).get("opts", {}):
        option = "webhook_signing_secret"
    value = {**_SECRET, "read_env": f"{prefix}_{option.upper()}"}
    draft.put(("client_settings", "opts", option), value, origin=place)
    methods = {
        "unwrap": {"type": "webhook_unwrap", "webhook_key_opt": option},
        "unsafe_unwrap": {"type": "webhook_unwrap"},
        "verify_signature": {"type": "webhook_verify", "webhook_key_opt": option},
    }
    taken = draft.data.get("resources", {}).get(_RESOURCE, {}).get("methods", {})
    for name, method in methods.items():
        word = name if name not in taken else f"{name}_event"
        draft.put(("resources", _RESOURCE, "methods", word), method, origin=place)
