"""Methods: the trees of their arguments, answers and errors, the same for all flavours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.name.arguments import body_variants, is_positional, slots
from sdkwright.name.modules import answer_type, is_stream_only
from sdkwright.targets.docs.calls import answer
from sdkwright.targets.docs.scopes import NOWHERE, Scope
from sdkwright.targets.docs.tree import NO_DOCS, Node

if TYPE_CHECKING:
    from sdkwright.api import Docs, Operation, Response, TypeRef, WebhookMethod
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot
    from sdkwright.targets.docs.calls import Shown
    from sdkwright.targets.docs.scopes import Scopes
    from sdkwright.targets.docs.tree import Trees


class ArgumentNode(NamedTuple):
    """An argument and the tree of its type."""

    slot: Slot
    node: Node
    positional: bool


class ErrorNode(NamedTuple):
    response: Response
    node: Node | None


@dataclass(frozen=True, slots=True)
class Method:
    """`arguments` as a signature has them: by position, then required ones, then the rest. `body` is what the request
    carries, where that is not an object whose properties are arguments. `answer` is what callers get, `event` what they
    get with a stream where they have the choice; `sent` is the whole answer, where it is more. `envelope` is the
    property that holds it, `response` an example of what travels.
    """

    operation: Operation
    arguments: tuple[ArgumentNode, ...]
    body: Node | None
    answer: Node | None
    event: Node | None
    sent: Node | None
    errors: tuple[ErrorNode, ...]
    response: Shown | None

    @property
    def envelope(self) -> str | None:
        return self.operation.success.envelope


@dataclass(frozen=True, slots=True)
class Webhook:
    """A method that reads what the API sends."""

    method: WebhookMethod
    event: Node | None


class Methods:
    """Grows the trees of methods."""

    def __init__(self, context: Context, scopes: Scopes, trees: Trees) -> None:
        self._context = context
        self._scopes = scopes
        self._trees = trees

    def method(self, operation: Operation) -> Method:
        returned = self._answer(operation)
        event = None
        if operation.streaming is not None and not is_stream_only(operation):
            ref = operation.streaming.event
            is_same = ref == answer_type(operation)
            event = self._whole(ref, self._scopes.of_operation(operation, "response" if is_same else "event"))
        return Method(
            operation,
            self._arguments(operation),
            self._body(operation),
            returned,
            event,
            self._sent(operation),
            tuple(self._error(operation, each) for each in operation.errors),
            answer(self._context, operation),
        )

    def webhook(self, method: WebhookMethod) -> Webhook:
        scope = self._scopes.of_webhook(method)
        return Webhook(method, self._whole(method.event, scope) if method.event is not None else None)

    def _whole(self, ref: TypeRef, scope: Scope) -> Node:
        node = self._trees.variant(ref, scope)
        self._trees.grow([node])
        return node

    def _arguments(self, operation: Operation) -> tuple[ArgumentNode, ...]:
        scope = self._scopes.of_operation(operation, "params")
        found = [
            ArgumentNode(each, Node("variant", each.type, each.docs, scope), is_positional(operation, each))
            for each in slots(self._context.api, operation)
        ]
        self._trees.grow([each.node for each in found])
        order = {word: index for index, word in enumerate(operation.positional)}
        return tuple(
            sorted(
                found,
                key=lambda each: (
                    order[each.slot.wire_name] if each.positional else len(order),
                    not each.slot.required,
                ),
            )
        )

    def _body(self, operation: Operation) -> Node | None:
        body = operation.body
        if body is None or body.kind in ("binary", "text") or len(body_variants(self._context.api, operation)) == 1:
            return None
        return self._whole(body.type, self._scopes.of_operation(operation, "params"))

    def _answer(self, operation: Operation) -> Node | None:
        ref = answer_type(operation)
        if ref is None:
            return None
        return self._whole(
            ref, self._scopes.of_operation(operation, "event" if is_stream_only(operation) else "response")
        )

    def _sent(self, operation: Operation) -> Node | None:
        """What travels, where callers get a part of it: a page is more than its items."""
        if operation.paging is None or operation.success.type is None:
            return None
        return self._whole(operation.success.type, NOWHERE)

    def _error(self, operation: Operation, response: Response) -> ErrorNode:
        if response.kind != "json" or response.type is None:
            return ErrorNode(response, None)
        node = Node(
            "variant", response.type, NO_DOCS, self._scopes.of_operation(operation, "response", response.status)
        )
        self._trees.grow([node])
        return ErrorNode(response, node)


def title_of(docs: Docs, word: str) -> str:
    """The summary, else the method's name in words."""
    text = " ".join((docs.summary or "").split())
    return text or " ".join(each.capitalize() for each in word.split("_") if each) or word
