"""References within a loaded document. No file is opened and no host is asked, whatever a document says: what may be
read was read when it was loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sdkwright.diagnostics.clean import clean
from sdkwright.diagnostics.nearest import nearest

from .files import FILES, shown_reference
from .locations import shown
from .plain import ABSENT, descend, is_map
from .pointers import escape, from_fragment, join, split

if TYPE_CHECKING:
    from sdkwright.diagnostics import Diagnostics

    from .document import Document

_STEPS: Final = 20
_HOSTS: Final = ("http://", "https://", "//")


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
        self._found: dict[str, Resolved] = {}

    def at(self, pointer: str) -> Any:
        """The node at a pointer; None if there is none. Follows nothing. Raises ValueError for what is no pointer.

        A pointer to where the node was before it was lifted (`/definitions/Pet`) is understood too.
        """
        found = descend(self._document.root, split(pointer))[0]
        if found is ABSENT:
            found = descend(self._document.root, split(self._document.current(pointer)))[0]
        return None if found is ABSENT else found

    def deref(self, node: Any, pointer: str) -> Resolved | None:
        """The node itself if it is no Reference Object, else what its chain of references ends at.

        `pointer` is the node's own. None after a diagnostic: unknown target, loop, file that is not read, ill-formed.
        """
        seen = {pointer}
        while is_map(node) and "$ref" in node:
            ref = node["$ref"]
            target = self._target(ref, pointer)
            if target is None:
                return None
            if target.pointer in seen:
                self._sink.add("SW015", f"{_quoted(str(ref))} leads back to itself", at=self._place(pointer))
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
            return self._outside(ref, pointer)
        if ref in self._found:
            return self._found[ref]
        try:
            target = from_fragment(ref[1:])
            keys = split(target)
        except ValueError:
            message = f"{_quoted(ref)} is not '#' and a JSON pointer"
            self._sink.add("SW016", message, at=self._place(pointer), hint=self._near_component(ref[1:]))
            return None
        node, depth = descend(self._document.root, keys)
        if node is not ABSENT:
            self._found[ref] = Resolved(node, join("", *keys))
            return self._found[ref]
        found = self._elsewhere(keys)
        if found is None:
            self._nothing(ref, keys, depth, pointer)
        return found

    def _elsewhere(self, keys: tuple[str, ...]) -> Resolved | None:
        """What was lifted to another place, or lies behind a reference on the way."""
        for _ in range(_STEPS):
            pointer = join("", *keys)
            current = self._document.current(pointer)
            if current != pointer:
                return Resolved(self.at(current), current)
            step = self._through(keys)
            if step is None:
                return None
            keys = step
            node, _ = descend(self._document.root, keys)
            if node is not ABSENT:
                return Resolved(node, join("", *keys))
        return None

    def _through(self, keys: tuple[str, ...]) -> tuple[str, ...] | None:
        """The keys with the part up to the last node that is there replaced by what this node refers to."""
        _, depth = descend(self._document.root, keys)
        node, _ = descend(self._document.root, keys[:depth])
        ref = node.get("$ref") if is_map(node) else None
        if not isinstance(ref, str) or not ref.startswith("#"):
            return None
        try:
            return (*split(from_fragment(ref[1:])), *keys[depth:])
        except ValueError:
            return None

    def _outside(self, ref: str, pointer: str) -> Resolved | None:
        schemas = self.at("/components/schemas")
        if is_map(schemas) and ref in schemas:
            better = f"#/components/schemas/{escape(ref)}"
            message = f"{_quoted(ref)} is taken as {_quoted(better)}"
            self._sink.add("SW016", message, at=self._place(pointer), hint=f"Write {_quoted(better)}.")
            return Resolved(schemas[ref], better[1:])
        if ref.lower().startswith(_HOSTS):
            self._sink.add("SW027", f"{shown(ref)[:200]!r} is on another host", at=self._place(pointer))
        else:
            message = f"{shown(ref)[:200]!r} is outside the folders that may be read"
            self._sink.add("SW013", message, at=self._place(pointer))
        return None

    def _nothing(self, ref: str, keys: tuple[str, ...], depth: int, pointer: str) -> None:
        if len(keys) > 1 and keys[0] == FILES and keys[1] in self._document.unread:
            message = f"{_quoted(keys[1])}: {self._document.unread[keys[1]]}"
            self._sink.add("SW020", message, at=self._place(pointer))
            return
        written = ref if keys[:1] != (FILES,) else shown_reference(join("", *keys))
        hint = self._near_key(keys, depth)
        self._sink.add("SW014", f"{_quoted(written)} leads to nothing", at=self._place(pointer), hint=hint)

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
        """A hint for a bare name: people write '#Pet' for '#/components/schemas/Pet'."""
        schemas = self.at("/components/schemas")
        if is_map(schemas) and ref in schemas:
            return _did_you_mean(f"/components/schemas/{escape(ref)}")
        return None


def _quoted(ref: str) -> str:
    return repr(clean(ref, 200))


def _did_you_mean(pointer: str | None) -> str | None:
    return None if pointer is None else f"Did you mean {shown_reference(clean(pointer, 200))!r}?"
