"""All paths of a document, segment by segment: what stands below a segment tells whether it is a thing or an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.propose.vocabulary import ASKING_PHRASES, ASKING_VERBS, HOW, TAILS, VERBS, WEAK_VERBS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sdkwright.propose.paths import PathParts

_CHANGING = frozenset({"post", "put", "patch", "delete"})
_SEVERAL = tuple(
    frozenset(each.split())
    for each in ("put delete", "post delete", "check put delete", "check put", "check post", "get post")
)


class Node:
    """A place in the tree of paths. All parameters at one place count as one. `methods` are those of HTTP; `check`
    stands for a GET that answers nothing but its status.
    """

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.item: Node | None = None
        self.methods: set[str] = set()

    def below(self, *, word: str | None) -> Node:
        if word is not None:
            return self.children.setdefault(word, Node())
        self.item = self.item or Node()
        return self.item

    @property
    def is_leaf(self) -> bool:
        return not self.children and self.item is None


def tree_of(paths: Iterable[tuple[PathParts, str]]) -> Node:
    """The tree of the given paths and HTTP methods."""
    root = Node()
    for path, http_method in paths:
        node = root
        for part in path.parts:
            node = node.below(word=None if part.is_parameter else part.word)
        node.methods.add(http_method)
    return root


def action_at(root: Node, path: PathParts) -> int | None:
    """The index among the static segments where the path's action begins; None where it ends in a thing."""
    if path.is_call:
        return len(path.words) - 1 if len(path.words) > 1 else None
    node, index = root, 0
    for position, part in enumerate(path.parts):
        node = node.below(word=None if part.is_parameter else part.word)
        if part.is_parameter:
            continue
        if index and is_action(part.word, node):
            rest = path.parts[position + 1 :]
            words = [each for each in rest if not each.is_parameter]
            if all(each.word in TAILS for each in words):
                return index
        index += 1
    return None


def is_action(word: str, node: Node) -> bool:
    """Whether a segment is something to do: it begins with a verb, and nothing is kept below it."""
    if node.item is not None and (node.methods or node.item.children or len(node.item.methods) > 1):
        return False
    if any(name not in TAILS or not child.is_leaf for name, child in node.children.items()):
        return False
    methods = frozenset(node.methods if node.item is None else node.methods | node.item.methods)
    first, _, rest = word.partition("_")
    if first in HOW and rest:
        first, _, rest = rest.partition("_")
    if not methods & _CHANGING:
        return first in (ASKING_PHRASES if rest else ASKING_VERBS)
    if len(methods) > 1:
        return first in VERBS and methods in _SEVERAL
    return first in VERBS or (not rest and (first in WEAK_VERBS or first in ASKING_VERBS))
