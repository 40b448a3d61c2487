"""`$dynamicRef` (JSON Schema 2020-12, core, section 8.2.3.2), resolved as far as a document can tell before it runs.

A schema that refers to a template, and brings a `$dynamicAnchor` of its own for what the template leaves open, gets a
copy of the template with that filled in. Elsewhere a `$dynamicRef` means the nearest `$dynamicAnchor` of that name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .files import File, Files, Spot
from .plain import ABSENT, is_list, is_map
from .pointers import from_fragment, join
from .reach import OutOfReachError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OF_TEMPLATE: Final = frozenset({"$defs", "$dynamicAnchor", "$anchor", "$id", "$schema", "title"})
_ANNOTATIONS: Final = frozenset({"description", "examples", "example", "default", "deprecated"})
_STEPS: Final = 20
_MOST_COPIED: Final = 1_000_000
"""Maps, lists and scalars of all copies of templates; templates beyond that are left as they are."""


class DynamicReferences:
    """Gathers the schemas that have to do with dynamic references; `settle` changes them in place."""

    def __init__(self, files: Files, place: Callable[[Spot], str]) -> None:
        self._files = files
        self._place = place
        self._open: list[tuple[dict[str, Any], File, str]] = []
        self._uses: list[tuple[dict[str, Any], Spot, dict[str, Spot], Spot]] = []

    def note(self, schema: dict[str, Any], file: File, at: str) -> None:
        """To be called before the references of the schema are changed."""
        if isinstance(schema.get("$dynamicRef"), str):
            self._open.append((schema, file, at))
        fills = _fills(schema, file, at)
        if not fills:
            return
        members = schema.get("allOf")
        for holder, pointer in [
            (schema, at),
            *((each, join(at, "allOf", number)) for number, each in enumerate(members if is_list(members) else [])),
        ]:
            template = self._template(holder, file, pointer)
            if template is not None and is_map(template.node):
                self._uses.append((holder, Spot(file, at, schema), fills, template))

    def _template(self, holder: Any, file: File, at: str) -> Spot | None:
        spot = Spot(file, at, holder)
        for _ in range(_STEPS):
            ref = spot.node.get("$ref") if is_map(spot.node) else None
            if not isinstance(ref, str):
                return spot if spot.node is not holder else None
            try:
                spot = self._files.find(ref, spot.file, spot.pointer)
            except (OutOfReachError, ValueError):
                return None
        return None

    def _reference(self, spot: Spot) -> str:
        return "#" + self._place(spot).replace("%", "%25")

    def settle(self) -> None:
        """Fill templates in, then let what is left open mean the nearest anchor."""
        nearest: dict[int, str] = {}
        for schema, file, at in self._open:
            try:
                spot = self._files.find(schema["$dynamicRef"], file, at)
            except (OutOfReachError, ValueError):
                continue
            if spot.node is not ABSENT:
                nearest[id(schema)] = self._reference(spot)
        copies: list[tuple[dict[str, Any], Any]] = []
        left = _MOST_COPIED
        for holder, own, fills, template in self._uses:
            left -= _size(template.node, left)
            if left <= 0:
                break
            if _mentions(template.node, fills):
                filled = {name: self._reference(spot) for name, spot in fills.items()}
                filling = _Filling(filled, self._reference(template), self._reference(own), nearest)
                copies.append((holder, _filled(template.node, filling)))
        for schema, _, _ in self._open:
            if id(schema) in nearest:
                del schema["$dynamicRef"]
                schema["$ref"] = nearest[id(schema)]
        for holder, copy in copies:
            _take_over(holder, copy)


class _Filling(NamedTuple):
    """`template` and `own` are references to the template and to what the copy becomes: one that refers to itself then
    refers to the copy.
    """

    fills: Mapping[str, str]
    template: str
    own: str
    nearest: Mapping[int, str]


def _fills(schema: dict[str, Any], file: File, at: str) -> dict[str, Spot]:
    """Dynamic anchors that the schema brings, to what has them."""
    found: dict[str, Spot] = {}
    definitions = schema.get("$defs")
    if is_map(definitions):
        for key, each in definitions.items():
            if is_map(each) and isinstance(name := each.get("$dynamicAnchor"), str):
                found[name] = Spot(file, join(at, "$defs", key), each)
    if isinstance(name := schema.get("$dynamicAnchor"), str):
        found[name] = Spot(file, at, schema)
    return found


def _name(node: dict[str, Any]) -> str | None:
    ref = node.get("$dynamicRef")
    if not isinstance(ref, str) or "#" not in ref:
        return None
    try:
        return from_fragment(ref.partition("#")[2])
    except ValueError:
        return None


def _size(node: Any, most: int) -> int:
    """How many values there are, counted up to `most`."""
    stack, count = [node], 0
    while stack and count < most:
        count += 1
        each = stack.pop()
        stack.extend(each.values() if is_map(each) else each if is_list(each) else ())
    return count


def _mentions(node: Any, fills: Mapping[str, Spot]) -> bool:
    if is_map(node):
        return _name(node) in fills or any(_mentions(value, fills) for key, value in node.items() if key != "$defs")
    return is_list(node) and any(_mentions(each, fills) for each in node)


def _filled(node: Any, filling: _Filling) -> Any:
    """A copy in which the dynamic references that are filled in are ordinary ones."""
    if is_list(node):
        return [_filled(each, filling) for each in node]
    if not is_map(node):
        return node
    copy = {key: _filled(value, filling) for key, value in node.items() if key != "$dynamicRef"}
    if "$dynamicRef" in node:
        name = _name(node)
        target = filling.fills.get(name) if name is not None else None
        copy["$ref"] = target or filling.nearest.get(id(node), node["$dynamicRef"])
    elif copy.get("$ref") == filling.template:
        copy["$ref"] = filling.own
    return copy


def _take_over(holder: dict[str, Any], template: dict[str, Any]) -> None:
    """The schema with the template's content in place of the reference; what both say holds both ways."""
    content = {key: value for key, value in template.items() if key not in _OF_TEMPLATE}
    if holder.pop("$ref", None) is None:
        return
    both = [key for key in content if key in holder and key not in _ANNOTATIONS]
    if both:
        members = holder.get("allOf")
        holder["allOf"] = [content, *(members if is_list(members) else [])]
        return
    for key, value in content.items():
        holder.setdefault(key, value)
