"""Views of the methods that verify and read what the API sends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import Nullable
from sdkwright.lower.annotations import optional
from sdkwright.lower.arguments import annotator_of
from sdkwright.lower.docs import description_lines
from sdkwright.lower.emit import Code, docstring, ident, string
from sdkwright.lower.expr import Import, PyExpr, name
from sdkwright.lower.lazy import lazy
from sdkwright.lower.views import WebhookView

if TYPE_CHECKING:
    from sdkwright.api import Resource, WebhookMethod
    from sdkwright.lower.context import Context


@dataclass(frozen=True, slots=True)
class WebhookWriter:
    """A method, the same in the sync and the async class: it sends nothing."""

    context: Context
    method: WebhookMethod
    on_client: bool = False

    def view(self) -> WebhookView:
        method = self.method
        option = self.context.names.client.options[method.key_option] if method.key_option else None
        client = "self" if self.on_client else "self._client"
        event = self._event()
        text = lazy(event)[0] if event else None
        return WebhookView(
            name=ident(self.context.names.webhooks[method.id]),
            verifies=Code("yes") if method.verifies else None,
            key=Code("str | bytes | None = None" if option else "str | bytes"),
            tolerance=None if event else Code("yes"),
            chosen=Code(f"webhook_key(key, {client}, {string(option)})" if option else "key"),
            returns=event.text if event else Code("None"),
            docstring=docstring(self._lines(option), 8),
            result=Code(f"cast({string(event.text)}, read_event({text}, payload))") if event else None,
        )

    def imports(self) -> tuple[frozenset[Import], frozenset[Import]]:
        """What is imported at run time, and for type checkers."""
        found = {Import("._webhooks", "verify_webhook")} if self.method.verifies else set[Import]()
        if self.method.key_option:
            found.add(Import("._webhooks", "webhook_key"))
        event = self._event()
        if event is None:
            return frozenset({*found, Import("._webhooks", "TOLERANCE")}), frozenset({Import("typing", "Mapping")})
        found |= {Import("._webhooks", "read_event"), Import("typing", "cast"), *lazy(event)[1]}
        checked = {Import("typing", "Mapping")} if self.method.verifies else set[Import]()
        return frozenset(found), event.imports | checked

    def _event(self) -> PyExpr | None:
        ref = self.method.event
        if ref is None:
            return None
        module = next((each for each in self.context.names.modules if each.webhook == self.method.id), None)
        if module is None:
            return annotator_of(self.context, "output", None).annotate(ref)
        found = name(module.root_name, ".".join((".types", *module.name.dotted)))
        return optional(found) if isinstance(ref, Nullable) else found

    def _lines(self, option: str | None) -> list[str]:
        own = description_lines(self.method.docs, 8) if self.method.docs.description else []
        verifies, reads = self.method.verifies, self.method.event is not None
        what = "Verify the signature of a webhook" if verifies else "Read the event of a webhook"
        more = " and read its event." if verifies and reads else "."
        lines = own or [f"{what}{more}" if verifies else f"{what}, whoever sent it: its signature is not verified."]
        lines += ["", "Args:", "    payload: The body of the request, exactly as it came."]
        if not verifies:
            return lines
        where = f" `{option}` of the client unless it is given." if option else ""
        lines += [
            "    headers: The headers of the request; their signature is made as Standard Webhooks 1.0 says.",
            f"    key: The secret that signatures are made with, as in `whsec_…`.{where}",
        ]
        if not reads:
            lines.append("    tolerance: Seconds by which its time may differ from that of this machine.")
        return [*lines, "", "Raises:", "    WebhookVerificationError: No signature fits, or the webhook is too old."]


def webhook_writers(context: Context, resource: Resource) -> list[WebhookWriter]:
    return [WebhookWriter(context, each, resource.is_client) for each in resource.webhooks]
