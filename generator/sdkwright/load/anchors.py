"""Names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor` (JSON Schema 2020-12, core, section 8.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urldefrag, urljoin

from .plain import is_list, is_map
from .pointers import join

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATA: Final = frozenset({"example", "examples", "default", "enum", "const"})


@dataclass(slots=True)
class Anchors:
    """Of one file. `resources`: URI, or reference as far as it can be made one, to the pointer of what has that `$id`.

    `names`: pointer of the resource ("" for the file) and anchor to pointers, in the order of the document.
    """

    resources: dict[str, str] = field(default_factory=dict[str, str])
    names: dict[tuple[str, str], list[str]] = field(default_factory=dict[tuple[str, str], list[str]])
    bases: dict[str, str] = field(default_factory=dict[str, str])

    def find(self, name: str, near: str) -> str | None:
        """The pointer of the node with this anchor: within the resource that `near` is in, else anywhere in the file;
        of several the one that has most of its way in common with `near`.
        """
        own = self.names.get((self.resource_of(near), name))
        found = own or [each for (_, known), pointers in self.names.items() if known == name for each in pointers]
        return max(found, key=lambda pointer: _common(pointer, near), default=None)

    def resource_of(self, pointer: str) -> str:
        """The pointer of the nearest schema with an `$id` around the node, or of the file."""
        inside = [each for each in self.bases if pointer == each or pointer.startswith(each + "/")]
        return max(inside, key=len, default="")


def index(data: Any) -> Anchors:
    """What the schemas of a file call themselves; data such as examples is passed over."""
    found = Anchors()
    for node, pointer, resource in _nodes(data, found):
        for word in ("$anchor", "$dynamicAnchor"):
            if isinstance(name := node.get(word), str):
                found.names.setdefault((resource, name), []).append(pointer)
    return found


def _nodes(data: Any, found: Anchors) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Every map with its pointer and that of its resource; resources are noted on the way."""
    stack: list[tuple[Any, str, str, str]] = [(data, "", "", "")]
    seen: dict[int, Any] = {}
    while stack:
        node, pointer, resource, base = stack.pop()
        if id(node) in seen:
            continue
        seen[id(node)] = node
        children: list[tuple[str, Any]]
        if is_map(node):
            own = node.get("$id", node.get("$self") if not pointer else None)
            if isinstance(own, str):
                resource, base = pointer, joined(base, own)
                found.resources.setdefault(urldefrag(base)[0], pointer)
                found.bases[pointer] = base
            yield node, pointer, resource
            children = [(join(pointer, key), each) for key, each in node.items() if not _is_data(key)]
        elif is_list(node):
            children = [(join(pointer, number), each) for number, each in enumerate(node)]
        else:
            continue
        stack.extend((each, at, resource, base) for at, each in reversed(children) if is_map(each) or is_list(each))


def _is_data(key: str) -> bool:
    return key in _DATA or key.startswith("x-")


def joined(base: str, reference: str) -> str:
    """The reference as seen from the base (RFC 3986, section 5.2); as it is where one of them is no URI."""
    try:
        return urljoin(base, reference)
    except ValueError:
        return reference


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one.split("/"), other.split("/"), strict=False):
        if a != b:
            break
        count += 1
    return count
