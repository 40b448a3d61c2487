"""The reference of the API itself: requests as they travel, with curl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Nullable, Object, Reference
from sdkwright.name.modules import is_stream_only
from sdkwright.targets.docs.content import MethodText, Section
from sdkwright.targets.docs.curl import curl
from sdkwright.targets.docs.entries import Entry, entries, entry, facts
from sdkwright.targets.docs.flavours import base, root, told_once, webhook_text, with_sections
from sdkwright.targets.docs.methods import title_of
from sdkwright.targets.docs.words import WireWords, without_null

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.targets.docs.methods import ArgumentNode, ErrorNode, Method, Webhook
    from sdkwright.targets.docs.scopes import Scopes

PLACES = {"path": "Path", "query": "Query", "header": "Header", "cookie": "Cookie", "body": "Body"}
KINDS = {"json": "JSON", "form": "Form Data", "multipart": "Multipart"}


class HttpFlavour:
    """Requests as they travel, with curl."""

    folder = "http"
    title = "HTTP"

    def __init__(self, context: Context, scopes: Scopes) -> None:
        self._context = context
        self.words = WireWords(context, scopes)

    def method(self, found: Method) -> MethodText:
        operation = found.operation
        names = self._context.names.operations[operation.id]
        sections = [self._place(found, each) for each in ("path", "query", "header", "cookie")]
        return base(operation, title_of(operation.docs, names.method))._replace(
            sections=with_sections(
                *sections,
                self._body(found),
                Section("Returns", self._returned(found)),
                Section("Events", self._event(found)),
                Section("Errors", told_once(map(self._error, found.errors))),
            ),
            example=curl(self._context, operation),
            response=found.response,
        )

    def _place(self, found: Method, place: str) -> Section:
        listed = [each for each in found.arguments if each.slot.place == place]
        return Section(f"{PLACES[place]} Parameters", tuple(map(self._argument, listed)))

    def _argument(self, each: ArgumentNode) -> Entry:
        slot = each.slot
        text = self._text(each)
        label = f"{slot.wire_name}: {text}" if slot.wire_name else text
        below = entries(each.node.children, self.words)
        return Entry(label, slot.docs.text, None, facts(slot.docs, slot.type), each.node.page, below)

    def _text(self, each: ArgumentNode) -> str:
        if not each.slot.required:
            return self.words.optional(each.slot.type, each.node.scope)
        ref = (
            each.slot.type.inner
            if each.slot.place == "path" and isinstance(each.slot.type, Nullable)
            else each.slot.type
        )
        return self.words.text(ref, each.node.scope)

    def _body(self, found: Method) -> Section | None:
        body = found.operation.body
        if body is None:
            return None
        label = KINDS.get(body.kind, body.media_type)
        if found.body is not None:
            return Section("Body Parameters", (root(found.body, self.words),), label)
        if body.kind in ("binary", "text"):
            return Section(
                "Body Parameters", (Entry("file" if body.kind == "binary" else "string", body.docs.text),), label
            )
        return self._place(found, "body")._replace(label=label)

    def _returned(self, found: Method) -> tuple[Entry, ...]:
        """What travels. The properties of an object that has no name stand by themselves."""
        node, success = found.sent or found.answer, found.operation.success
        if node is None:
            return (
                (Entry("file"),) if success.kind == "binary" else (Entry("string"),) if success.kind == "text" else ()
            )
        if found.envelope is not None:
            told = entry(node, self.words)
            return (told._replace(label=f"{found.envelope}: {self.words.text(node.type, node.scope)}"),)
        whole = root(node, self.words)
        ref = without_null(node.type)
        is_told = isinstance(ref, Reference) and self._context.names.homes.get((ref.id, "output")) is not None
        is_object = isinstance(ref, Reference) and isinstance(self._context.api.types.get(ref.id), Object)
        if is_stream_only(found.operation) or is_told or not is_object or not whole.children:
            return (whole,)
        return whole.children

    def _event(self, found: Method) -> tuple[Entry, ...]:
        return (root(found.event, self.words),) if found.event is not None else ()

    def _error(self, each: ErrorNode) -> Entry:
        docs, node = each.response.docs, each.node
        if node is None:
            return Entry(each.response.status, docs.text)
        label = f"{each.response.status}: {self.words.text(node.type, node.scope)}"
        return Entry(label, docs.text, page=node.page, children=entries(node.children, self.words))

    def webhook(self, found: Webhook) -> MethodText:
        told = (root(found.event, self.words),) if found.event is not None else ()
        name = self._context.names.webhooks[found.method.id]
        return webhook_text(found, name)._replace(sections=with_sections(Section("Payload", told)))
