"""The reference of the command line: commands with their options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.command_line import command_line, shell_example
from sdkwright.lower.examples import Example
from sdkwright.name import casing_of
from sdkwright.targets.docs.calls import Shown
from sdkwright.targets.docs.content import MethodText, Section
from sdkwright.targets.docs.entries import Entry, entries, facts
from sdkwright.targets.docs.flavours import base, root, webhook_text, with_sections
from sdkwright.targets.docs.methods import title_of
from sdkwright.targets.docs.words import WireWords

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.lower.command_line import Option
    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule
    from sdkwright.targets.docs.methods import ErrorNode, Method, Webhook
    from sdkwright.targets.docs.scopes import Scopes
    from sdkwright.targets.docs.tree import Node

PLACES: Mapping[str, str] = {
    "path": "Path param",
    "query": "Query param",
    "header": "Header param",
    "cookie": "Cookie param",
    "body": "Body param",
}


class CliWords(WireWords):
    """An answer is called after the whole way to its command."""

    def __init__(self, context: Context, scopes: Scopes) -> None:
        super().__init__(context, scopes)
        self._context = context

    def answer_name(self, module: TypeModule) -> str | None:
        if module.operation is None or module.role not in ("response", "event"):
            return module.root_name
        return casing_of(self._context.config).pascal(*self._context.call(module.operation).split("."), module.role)


class CliFlavour:
    """Commands, as a shell takes them."""

    folder = "cli"
    title = "CLI"

    def __init__(self, context: Context, scopes: Scopes) -> None:
        self._context = context
        self.words = CliWords(context, scopes)
        self._line = command_line(context)
        self._commands = {each.operation.id: each for group in self._line.groups for each in group.commands}

    def method(self, found: Method) -> MethodText:
        operation = found.operation
        command = self._commands[operation.id]
        nodes = {(each.slot.place, each.slot.wire_name): each.node for each in found.arguments}
        given = (self._option(each, nodes.get((each.place, each.wire_name))) for each in command.options)
        example = str(shell_example(self._context, self._line, command, Example(operation)))
        returned = [root(each, self.words) for each in (found.answer, found.event) if each is not None]
        if found.answer is None and operation.success.kind in ("text", "binary"):
            returned = [Entry("string" if operation.success.kind == "text" else "file")]
        return base(operation, title_of(operation.docs, command.call[-1]))._replace(
            signature=" ".join(("$", self._line.program, *command.words)),
            sections=with_sections(
                Section("Parameters", tuple(given)),
                Section("Returns", tuple(returned)),
                Section("Errors", tuple(map(self._error, found.errors))),
            ),
            example=Shown("cli", tuple(example.split("\n"))),
            response=found.response,
        )

    def _option(self, option: Option, node: Node | None) -> Entry:
        """An option with those for its parts, else with what its value holds."""
        docs = option.docs
        below = tuple(self._part(each) for each in option.nested)
        if not below and node is not None:
            below = entries(node.children, self.words)
        page = node.page if node is not None else None
        told = facts(docs, option.type)
        return Entry(f"{option.flag}: {option.kind}", docs.text, PLACES.get(option.place), told, page, below)

    def _part(self, option: Option) -> Entry:
        docs, below = option.docs, tuple(self._part(each) for each in option.nested)
        return Entry(f"{option.flag}: {option.kind}", docs.text, None, facts(docs, option.type), None, below)

    def _error(self, each: ErrorNode) -> Entry:
        return Entry(each.response.status, each.response.docs.text, page=each.node.page if each.node else None)

    def webhook(self, found: Webhook) -> MethodText:
        told = (root(found.event, self.words),) if found.event is not None else ()
        name = self._context.names.webhooks[found.method.id]
        return webhook_text(found, name)._replace(sections=with_sections(Section("Payload", told)))
