"""Lines of the reference: nodes of types in the words of a flavour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import ListOf, LiteralOf, Nullable, Scalar
from sdkwright.lower.emit import value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.api import Docs, TypeRef
    from sdkwright.targets.docs.tree import Node, TypeKey
    from sdkwright.targets.docs.words import Words


class Fact(NamedTuple):
    """Something about a value: words, and the code behind them, where there is some."""

    name: str
    code: str | None = None


class Entry(NamedTuple):
    """One line with what stands below it. `label` is code; `lead` stands before `prose`, which is CommonMark of the
    document. `page` is the type whose page the line leads to.
    """

    label: str
    prose: str | None = None
    lead: str | None = None
    facts: tuple[Fact, ...] = ()
    page: TypeKey | None = None
    children: tuple[Entry, ...] = ()


CONSTRAINTS: Mapping[str, str] = {
    "minimum": "Minimum",
    "exclusiveMinimum": "More than",
    "maximum": "Maximum",
    "exclusiveMaximum": "Less than",
    "multipleOf": "Multiple of",
    "minLength": "Minimum length",
    "maxLength": "Maximum length",
    "pattern": "Pattern",
    "minItems": "Minimum items",
    "maxItems": "Maximum items",
}


def facts(docs: Docs, ref: TypeRef) -> tuple[Fact, ...]:
    """Default, format, limits and deprecation of a value."""
    found = [Fact("Deprecated")] if docs.deprecated else []
    inner = ref.inner if isinstance(ref, Nullable) else ref
    is_only = isinstance(inner, LiteralOf) and inner.values == (docs.default,)
    if docs.has_default and docs.default is not None and not is_only:
        found.append(Fact("Default:", str(value(docs.default))))
    item = inner.item if isinstance(inner, ListOf) else inner
    if isinstance(item, Scalar) and item.format:
        found.append(Fact("Format:", item.format))
    if not isinstance(inner, LiteralOf):
        found += [Fact(f"{CONSTRAINTS[word]}:", str(told)) for word, told in docs.constraints if word in CONSTRAINTS]
        found += [Fact("Unique items") for word, told in docs.constraints if word == "uniqueItems" and told]
    return tuple(found)


def entry(node: Node, words: Words) -> Entry:
    below = tuple(entry(each, words) for each in node.children)
    return Entry(words.label(node), node.docs.text, None, facts(node.docs, node.type), node.page, below)


def entries(nodes: Iterable[Node], words: Words) -> tuple[Entry, ...]:
    return tuple(entry(each, words) for each in nodes)
