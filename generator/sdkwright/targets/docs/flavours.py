"""The flavours of the reference: what they have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sdkwright.targets.docs.content import MethodText, Section
from sdkwright.targets.docs.entries import Entry, Fact, entries
from sdkwright.targets.docs.methods import title_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.api import Operation
    from sdkwright.targets.docs.methods import Method, Webhook
    from sdkwright.targets.docs.tree import Node
    from sdkwright.targets.docs.words import Words


class Flavour(Protocol):
    """`folder` is where its pages lie, `title` what readers know it by."""

    @property
    def folder(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def words(self) -> Words: ...

    def method(self, found: Method) -> MethodText: ...

    def webhook(self, found: Webhook) -> MethodText: ...


def root(node: Node, words: Words) -> Entry:
    """The line of a whole answer."""
    docs, below = node.docs, entries(node.children, words)
    told = (Fact("Deprecated"),) if docs.deprecated else ()
    return Entry(words.root(node.type, node.scope), docs.text, None, told, node.page, below)


def base(operation: Operation, title: str) -> MethodText:
    """What all flavours say."""
    docs = operation.docs
    deprecated = (operation.deprecation or "") if docs.deprecated else None
    prose = docs.description
    return MethodText(title, None, operation.http_method, operation.path, prose, deprecated, (), None, None)


def with_sections(*sections: Section | None) -> tuple[Section, ...]:
    return tuple(each for each in sections if each is not None and each.entries)


def webhook_text(found: Webhook, name: str) -> MethodText:
    """What all flavours say of a method that reads what the API sends."""
    method = found.method
    reads = "Read the event of a webhook" if method.event is not None else "Read a webhook"
    usual = "Verify the signature of a webhook" + (" and read its event." if method.event is not None else ".")
    prose = method.docs.description or (usual if method.verifies else f"{reads}; its signature is not verified.")
    return MethodText(title_of(method.docs, name), None, None, None, prose, None, (), None, None)


def told_once(listed: Iterable[Entry]) -> tuple[Entry, ...]:
    """Entries without what an entry before them has told word by word."""
    found: list[Entry] = []
    for each in listed:
        same = next((one for one in found if each.children and one.children == each.children), None)
        told = Fact("Body as for", same.label.partition(":")[0]) if same else None
        found.append(each._replace(children=(), facts=(*each.facts, told)) if told else each)
    return tuple(found)
