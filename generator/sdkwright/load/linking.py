"""One document out of several files: every reference to another file, and every one by a schema's own name, becomes a
JSON pointer within the document, so that later stages know of pointers alone.

Other files stand under the key `x-sdkwright-files`. What the document itself names (`components/schemas/Pet: {$ref:
pet.yaml}`, a path item) takes the place of the reference, so that it is known by that name; other schemas join the
components under names of their own. Nothing is said here of what cannot be read: whoever follows such a reference says
it, and many are never followed.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from .dynamic import DynamicReferences
from .files import FILES, File, Files, Spot, local
from .hoisting import names
from .kinds import Kind, Shape, kinds_of
from .lift import Part
from .plain import ABSENT, is_list, is_map
from .pointers import join
from .reach import OutOfReachError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .source import SourceText

_NAMED_OR_ELSEWHERE: Final = re.compile(r"\$(?:anchor|dynamic|id\b|self\b|ref[\"']?\s*+:\s*+(?![\"']?#/))")
_STEPS: Final = 50
# Far above what real documents need: what follows bounds the work that a hostile one can ask for.
_MOST_TAKEN: Final = 2_000
_MOST_LOOKED_AT: Final = 200_000


@dataclass(frozen=True, slots=True)
class Linked:
    """`moves`: pointers of what took a reference's place, to where it is written. `unread`: names of files that could
    not be read, and why.
    """

    root: dict[str, Any]
    parts: tuple[Part, ...]
    moves: Mapping[str, str]
    files: Mapping[str, SourceText]
    unread: Mapping[str, str]


def needs_linking(text: str) -> bool:
    """Whether a document may have references other than pointers into itself."""
    return _NAMED_OR_ELSEWHERE.search(text) is not None


def link(files: Files) -> Linked:
    """The document with all that its references lead to. The data of the files is changed in place: it was read for
    this.
    """
    linker = _Linker(files)
    linker.run()
    others = files.others()
    root = {key: value for key, value in files.root.data.items() if key != FILES}
    data = {file.name: file.data for file in others if file.data is not ABSENT}
    if data:
        root[FILES] = data
    texts = {file.name: file.text for file in others if file.text is not None}
    unread = {file.name: file.reason for file in others if file.data is ABSENT}
    return Linked(root, tuple(linker.parts), linker.moves, texts, unread)


class _Linker:
    def __init__(self, files: Files) -> None:
        self.parts: dict[Part, None] = {}
        self.moves: dict[str, str] = {}
        self._files = files
        self._taken = 0
        self._adopted: dict[tuple[str, str], str] = {}
        self._homes: dict[str, tuple[File, str]] = {}
        self._queue: deque[tuple[Any, Kind, File, str]] = deque()
        self._seen: dict[int, Any] = {}
        self._references: list[tuple[dict[str, Any], str, Kind, Spot]] = []
        self._dynamic = DynamicReferences(files, self._final)

    def run(self) -> None:
        root = self._files.root
        kinds = kinds_of(root.version)
        self._named_parts(root.data, kinds["root"])
        self._queue.append((root.data, "root", root, ""))
        while self._queue:
            self._visit(*self._queue.popleft())
        self._name_schemas()
        self._settle_references()
        self._dynamic.settle()

    # --- what the document names -----------------------------------------------------------------------------------

    def _named_parts(self, holder: dict[str, Any], children: Mapping[str, tuple[str, Kind]], at: str = "") -> None:
        """Components and path items that are references to other files take in what they refer to."""
        for key, (shape, kind) in children.items():
            value = self._taken_in(holder, key, kind, join(at, key))
            if shape == "map" and is_map(value):
                for name in sorted(value):
                    self._taken_in(value, name, kind, join(at, key, name))
            elif kind == "components" and is_map(value):
                self._named_parts(value, kinds_of(self._files.root.version)["components"], join(at, key))

    def _taken_in(self, holder: dict[str, Any], key: str, kind: Kind, at: str) -> Any:
        """The value under a key, which from now on is what it refers to if that stands in another file."""
        node = holder.get(key)
        if not is_map(node) or not isinstance(node.get("$ref"), str):
            return node
        file, place = self._home(at)
        spot = self._end(node, file, place)
        if spot is None or spot.file is self._files.root or not is_map(spot.node):
            return node
        if self._is_adopted(spot):
            return node
        beside = {name: value for name, value in node.items() if name != "$ref"}
        # A copy of the outermost map: what is taken in may itself hold references that are taken in.
        holder[key] = {**spot.node, **beside} if kind != "schema" or not beside else node
        if holder[key] is node:
            return node
        if "$ref" not in holder[key]:
            self._adopted[spot.file.key, spot.pointer] = at
        self._homes[at] = (spot.file, spot.pointer)
        self.moves[at] = local(spot.file, spot.pointer)
        self._note_part(at, kind, spot.file)
        return holder[key]

    def _home(self, at: str) -> tuple[File, str]:
        """The file that the node of the document at this pointer was written in, and its pointer there."""
        probe = at
        while probe:
            if probe in self._homes:
                file, pointer = self._homes[probe]
                return file, pointer + at[len(probe) :]
            probe = probe.rpartition("/")[0]
        return self._files.root, at

    def _end(self, node: dict[str, Any], file: File, at: str) -> Spot | None:
        """What a chain of references ends at; None if it leads nowhere that can be read."""
        spot = Spot(file, at, node)
        for _ in range(_STEPS):
            ref = spot.node.get("$ref") if is_map(spot.node) else None
            if not isinstance(ref, str):
                return spot
            try:
                spot = self._files.find(ref, spot.file, spot.pointer)
            except (OutOfReachError, ValueError):
                return None
            if spot.node is ABSENT:
                return None
        return None

    # --- all references --------------------------------------------------------------------------------------------

    def _visit(self, node: Any, kind: Kind, file: File, at: str) -> None:
        if not is_map(node) or id(node) in self._seen:
            return
        self._seen[id(node)] = node
        if kind == "schema":
            self._dynamic.note(node, file, at)
            self._discriminator(node, file, at)
        if isinstance(node.get("$ref"), str):
            self._note_reference(node, "$ref", kind, file, at)
        elif kind in ("schema", "leaf") and "$dynamicRef" not in node and "$ref" in node:
            return
        for key, (shape, inner) in _members(node, kind, file.version):
            place = self._map_taken_in(node, key, file, at) if shape != "one" else None
            home, here = place or (file, join(at, key))
            for child, pointer in _objects(node[key], shape, here):
                named = self._homes.get(pointer) if home is self._files.root else None
                self._queue.append((child, inner, *(named or (home, pointer))))

    def _map_taken_in(self, node: dict[str, Any], key: str, file: File, at: str) -> tuple[File, str] | None:
        """A map or list that is a reference to another file (`responses: {$ref: responses.yaml}`) takes it in; gives
        where it was written then.
        """
        value = node[key]
        if not is_map(value) or not isinstance(value.get("$ref"), str):
            return None
        spot = self._end(value, file, join(at, key))
        if spot is None or (spot.file is self._files.root and file is self._files.root):
            return None
        self._taken += 1
        if self._taken > _MOST_TAKEN or _leads_to(spot.node, node):
            return None
        if is_map(spot.node):
            node[key] = {**spot.node, **{name: each for name, each in value.items() if name != "$ref"}}
        elif is_list(spot.node):
            node[key] = list(spot.node)
        else:
            return None
        self.moves[join(self._final(Spot(file, at, node)), key)] = local(spot.file, spot.pointer)
        return spot.file, spot.pointer

    def _note_reference(self, holder: dict[str, Any], key: str, kind: Kind, file: File, at: str) -> None:
        """Keep a reference that is no pointer of the document yet, and go on with what it leads to."""
        ref = holder[key]
        if file is self._files.root and ref.startswith("#/") and not file.anchors.bases:
            return
        try:
            spot = self._files.find(ref, file, at)
        except (OutOfReachError, ValueError):
            return
        if spot.node is ABSENT and self._is_bare_name(ref, spot):
            return
        self._references.append((holder, key, kind, spot))
        if spot.node is not ABSENT:
            self._queue.append((spot.node, kind, spot.file, spot.pointer))

    def _name_schemas(self) -> None:
        """Schemas of other files that have names there join the document's own."""
        root = self._files.root
        schemas = _schemas_of(root)
        if schemas is None:
            return
        spots = {
            (spot.file.name, spot.pointer): spot
            for _, _, kind, spot in self._references
            if kind == "schema"
            and spot.file is not root
            and is_map(spot.node)
            and not self._is_adopted(spot)
            and self._is_lifted_alike(spot.file)
        }
        prefix = "/definitions" if root.version.startswith("2") else "/components/schemas"
        for place, name in names(spots, schemas).items():
            spot, at = spots[place], join(prefix, name)
            schemas[name] = spot.node
            self._adopted[spot.file.key, spot.pointer] = at
            self.moves[at] = local(spot.file, spot.pointer)
            self._note_part(at, "schema", spot.file)

    def _is_lifted_alike(self, file: File) -> bool:
        """What a file says in a newer version must not be read as if it were of the document's older one."""
        version = self._files.root.version[:3]
        return version not in ("2.0", "3.0") or file.version.startswith(version)

    def _is_adopted(self, spot: Spot) -> bool:
        return self._final(spot) != local(spot.file, spot.pointer)

    def _note_part(self, at: str, kind: Kind, file: File) -> None:
        """What stands in the document is lifted with it, unless it is written in another version."""
        if not file.version.startswith(self._files.root.version[:3]):
            self.parts[Part(at, kind, file.version)] = None

    def _settle_references(self) -> None:
        """Make them pointers of the document."""
        for holder, key, kind, spot in self._references:
            final = self._final(spot)
            holder[key] = "#" + final.replace("%", "%25")
            if spot.file.name and spot.node is not ABSENT and final == local(spot.file, spot.pointer):
                self.parts[Part(final, kind, spot.file.version)] = None

    def _is_bare_name(self, ref: str, spot: Spot) -> bool:
        """People write `Pet` for `#/components/schemas/Pet`, and mean no file."""
        root = self._files.root.data
        components = root.get("components")
        schemas = components.get("schemas") if is_map(components) else None
        return spot.file.data is ABSENT and is_map(schemas) and ref in schemas

    def _final(self, spot: Spot) -> str:
        """Where the node stands within the document."""
        probe = spot.pointer
        while True:
            taken = self._adopted.get((spot.file.key, probe))
            if taken is not None:
                return taken + spot.pointer[len(probe) :]
            if not probe:
                return local(spot.file, spot.pointer)
            probe = probe.rpartition("/")[0]

    def _discriminator(self, schema: dict[str, Any], file: File, at: str) -> None:
        """The references in a discriminator; names of components are left alone."""
        found = schema.get("discriminator")
        if not is_map(found):
            return
        mapping = found.get("mapping")
        for holder, keys in ((mapping, list(mapping) if is_map(mapping) else []), (found, ["defaultMapping"])):
            for key in keys:
                ref = holder.get(key) if is_map(holder) else None
                if is_map(holder) and isinstance(ref, str) and ("#" in ref or "/" in ref or "." in ref):
                    self._note_reference(holder, key, "schema", file, at)


def _schemas_of(root: File) -> dict[str, Any] | None:
    """The map of named schemas, made if there is none; None if something else is in its place.

    The maps on the way to it are made anew: a part that took in the old ones must not come to hold itself.
    """
    if root.version.startswith("2"):
        found = root.data.get("definitions", {})
        holder, key = root.data, "definitions"
    else:
        components = root.data.get("components", {})
        if not is_map(components):
            return None
        found = components.get("schemas", {})
        holder, key = components, "schemas"
    if not is_map(found):
        return None
    schemas = dict(found)
    changed = {**holder, key: schemas}
    root.data = changed if holder is root.data else {**root.data, "components": changed}
    return schemas


def _leads_to(start: Any, wanted: dict[str, Any]) -> bool:
    """Whether data holds a certain map at any depth, or is too much to tell: it must not come to hold itself."""
    stack, seen = [start], set[int]()
    while stack:
        node = stack.pop()
        if node is wanted or len(seen) > _MOST_LOOKED_AT:
            return True
        if id(node) in seen:
            continue
        seen.add(id(node))
        stack.extend(node.values() if is_map(node) else node if is_list(node) else ())
    return False


def _members(node: dict[str, Any], kind: Kind, version: str) -> list[tuple[str, tuple[Shape, Kind]]]:
    """The keys under which an object holds others, with how and which."""
    if kind == "callback":
        return [(key, ("one", "path")) for key in node]
    children = kinds_of(version).get(kind, {})
    return [(key, children[key]) for key in node if key in children]


def _objects(value: Any, shape: Shape, at: str) -> Iterator[tuple[Any, str]]:
    """The objects under a key, with pointers."""
    if shape == "map" and is_map(value):
        for name, each in value.items():
            yield each, join(at, name)
    elif is_list(value):
        for number, each in enumerate(value):
            yield each, join(at, number)
    elif shape == "one":
        yield value, at
