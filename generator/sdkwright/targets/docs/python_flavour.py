"""The reference of the SDK: calls in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.examples import Example, program
from sdkwright.lower.methods import MethodWriter, error_name
from sdkwright.lower.webhooks import WebhookWriter
from sdkwright.targets.docs.calls import Shown
from sdkwright.targets.docs.content import MethodText, Section
from sdkwright.targets.docs.entries import Entry, entries, facts
from sdkwright.targets.docs.flavours import base, root, webhook_text, with_sections
from sdkwright.targets.docs.methods import title_of
from sdkwright.targets.docs.words import PythonWords

if TYPE_CHECKING:
    from sdkwright.api import Operation
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot
    from sdkwright.targets.docs.methods import ArgumentNode, ErrorNode, Method, Webhook
    from sdkwright.targets.docs.scopes import Scopes


class PythonFlavour:
    """Calls of the SDK."""

    folder = "python"
    title = "Python"

    def __init__(self, context: Context, scopes: Scopes) -> None:
        self._context = context
        self.words = PythonWords(context, scopes)

    def method(self, found: Method) -> MethodText:
        operation = found.operation
        names = self._context.names.operations[operation.id]
        given = tuple(self._argument(found, each) for each in found.arguments)
        returned = [root(each, self.words) for each in (found.answer, found.event) if each is not None]
        if found.answer is None and operation.success.kind not in ("empty", "json"):
            returned = [Entry(MethodWriter(self._context, operation).returned())]
        return base(operation, title_of(operation.docs, names.method))._replace(
            signature=self._signature(found),
            sections=with_sections(
                Section("Parameters", given),
                Section("Returns", tuple(returned)),
                Section("Errors", tuple(map(self._error, found.errors))),
            ),
            example=Shown("python", tuple(program(self._context, Example(operation)))),
            response=found.response,
        )

    def _argument(self, found: Method, each: ArgumentNode) -> Entry:
        name, slot = self._name(found.operation, each.slot), each.slot
        text = self._annotation(found, each)
        return Entry(
            f"{name}: {text}", slot.docs.text, None, facts(slot.docs, slot.type), each.node.page, self._below(each)
        )

    def _below(self, each: ArgumentNode) -> tuple[Entry, ...]:
        return entries(each.node.children, self.words)

    def _name(self, operation: Operation, slot: Slot) -> str:
        return self._context.names.operations[operation.id].parameters[slot.place, slot.wire_name]

    def _annotation(self, found: Method, each: ArgumentNode) -> str:
        inner = self.words.annotator(each.node.scope).argument(each.slot, found.operation.body)
        text = str(inner.text)
        return text if each.slot.required or text.startswith("Optional[") else f"Optional[{text}]"

    def _signature(self, found: Method) -> str:
        operation = found.operation
        params = next((each for each in self._context.modules_of(operation.id) if each.role == "params"), None)
        shown = [
            f"{self._annotation(found, each)} {self._name(operation, each.slot)}"
            for each in found.arguments
            if each.positional
        ]
        if params is not None:
            shown.append(f"{params.root_name} **kwargs")
        else:
            shown += [
                f"{self._annotation(found, each)} {self._name(operation, each.slot)}"
                for each in found.arguments
                if not each.positional
            ]
        returned = MethodWriter(self._context, operation).returned()
        arrow = "" if returned == "None" else f" -> {returned}"
        return f"{self._context.call(operation.id)}({', '.join(shown)}){arrow}"

    def _error(self, each: ErrorNode) -> Entry:
        status = each.response.status
        text = f"{error_name(status)}: {status if status != 'default' else 'any other status'}"
        return Entry(text, each.response.docs.text, page=each.node.page if each.node else None)

    def webhook(self, found: Webhook) -> MethodText:
        view = WebhookWriter(self._context, found.method).view()
        owner = self._owner(found)
        given = "payload, headers" if view.verifies else "payload"
        arrow = "" if view.returns == "None" else f" -> {view.returns}"
        returned = (root(found.event, self.words),) if found.event is not None else ()
        return webhook_text(found, str(view.name))._replace(
            signature=f"{owner}.{view.name}({given}){arrow}", sections=with_sections(Section("Returns", returned))
        )

    def _owner(self, found: Webhook) -> str:
        resource = next(each for each in self._context.api.walk() if found.method in each.webhooks)
        return ".".join(self._context.attributes(resource)) or "client"
