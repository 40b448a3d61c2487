"""References within a document. No file is opened and no host is asked, whatever a document says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.diagnostics.clean import clean
from sdkwright.diagnostics.nearest import nearest

from .locations import shown
from .plain import ABSENT, descend, is_map
from .pointers import escape, from_fragment, join, split

if TYPE_CHECKING:
    from sdkwright.diagnostics import Diagnostics

    from .document import Document


class Resolved(NamedTuple):
    """A node that is no reference (any more), and its JSON pointer."""

    node: Any
    pointer: str


class Refs:
    """Follows `$ref` within one document; what cannot be followed becomes a diagnostic."""

    def __init__(self, document: Document, sink: Diagnostics) -> None:
        self._document = document
        self._sink = sink
        self._hints: dict[str, str | None] = {}

    def at(self, pointer: str) -> Any:
        """The node at a pointer; None if there is none. Follows nothing. Raises ValueError for what is no pointer."""
        found = descend(self._document.root, split(pointer))[0]
        return None if found is ABSENT else found

    def deref(self, node: Any, pointer: str) -> Resolved | None:
        """The node itself if it is no Reference Object, else what its chain of references ends at.

        `pointer` is the node's own. None after a diagnostic: unknown target, loop, other file or host, ill-formed.
        """
        seen = {pointer}
        while is_map(node) and "$ref" in node:
            ref = node["$ref"]
            target = self._target(ref, pointer)
            if target is None:
                return None
            if target.pointer in seen:
                self._sink.add("SW015", f"{clean(str(ref), 200)} leads back to itself", at=self._place(pointer))
                return None
            seen.add(target.pointer)
            node, pointer = target
        return Resolved(node, pointer)

    def follow(self, ref: str, at: str) -> Resolved | None:
        """What a reference such as '#/components/schemas/Pet' ends at; `at` is the pointer of where it is written."""
        return self.deref({"$ref": ref}, at)

    def _target(self, ref: Any, pointer: str) -> Resolved | None:
        if not isinstance(ref, str):
            self._sink.add("SW016", "the value of $ref is not a string", at=self._place(pointer))
            return None
        if not ref.startswith("#"):
            self._refuse_outside(ref, pointer)
            return None
        try:
            target = from_fragment(ref[1:])
            keys = split(target)
        except ValueError:
            message = f"{clean(ref, 200)!r} is not '#' and a JSON pointer"
            self._sink.add("SW016", message, at=self._place(pointer), hint=self._near_component(ref[1:]))
            return None
        node, depth = descend(self._document.root, keys)
        if node is ABSENT:
            message = f"{clean(ref, 200)!r} leads to nothing"
            self._sink.add("SW014", message, at=self._place(pointer), hint=self._near_key(keys, depth))
            return None
        return Resolved(node, join("", *keys))

    def _refuse_outside(self, ref: str, pointer: str) -> None:
        message = f"{shown(ref)[:200]!r} is in another file or on another host, and is not read"
        self._sink.add("SW013", message, at=self._place(pointer), hint=self._near_component(ref))

    def _place(self, pointer: str) -> Any:
        return self._document.place(join(pointer, "$ref"))

    def _near_key(self, keys: tuple[str, ...], depth: int) -> str | None:
        """A hint for a pointer of which only the first `depth` keys are there."""
        whole = join("", *keys)
        if whole not in self._hints:
            parent, _ = descend(self._document.root, keys[:depth])
            name = nearest(keys[depth], parent if is_map(parent) else ())
            better = join("", *keys[:depth], name, *keys[depth + 1 :]) if name is not None else None
            self._hints[whole] = _did_you_mean(better)
        return self._hints[whole]

    def _near_component(self, ref: str) -> str | None:
        """A hint for a bare name: people write 'Pet' for '#/components/schemas/Pet'."""
        schemas = self.at("/components/schemas")
        if is_map(schemas) and ref in schemas:
            return _did_you_mean(f"/components/schemas/{escape(ref)}")
        return None


def _did_you_mean(pointer: str | None) -> str | None:
    return None if pointer is None else f"Did you mean '#{clean(pointer, 200)}'?"
