"""Which operations keep things, by their paths: `/pets` and `/pets/{id}` are a collection and a thing of it.

| operation | is |
|---|---|
| GET on a collection whose answer holds a list | list |
| POST on a collection (PUT where that is all it has) | create |
| PUT, PATCH on a collection that has a POST | replace, update: the request says which thing |
| GET on a thing | retrieve |
| PATCH, POST on a thing | update |
| PUT on a thing | replace, and create where the collection has no POST |
| DELETE on a thing | delete |
| anything deeper in a thing, and no collection of its own | below |

A collection in which nothing can be created is none: its operations answer by their examples, and every thing of it is
taken to be there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias
from urllib.parse import quote, unquote

from sdkwright.mock.answering import number_of
from sdkwright.mock.paging import plain
from sdkwright.resolve.paths import SLOT, sent_path, slot_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.load import Resolved
    from sdkwright.mock.operations import Media, Operation
    from sdkwright.mock.shapes import Shape, Shapes

Role: TypeAlias = Literal["create", "list", "retrieve", "update", "replace", "delete", "below"]

_LAST_SLOT: Final = re.compile(r"(.*)/\{([^{}]+)\}/?")
_ON_ITEMS: Final[Mapping[str, Role]] = {
    "get": "retrieve",
    "patch": "update",
    "post": "update",
    "put": "replace",
    "delete": "delete",
}


class Place(NamedTuple):
    """Where a thing lies in a value of a schema: below the property `envelope`, if any, with its id in `id`."""

    envelope: str | None
    id: str


class Collection(NamedTuple):
    """`path` is the template of the collection, `param` the parameter that names a thing in it. `schema` is that of the
    answer which tells most of a thing, at `place`. `parent` is the collection of the thing that it lies in.
    """

    path: str
    param: str
    schema: Resolved
    place: Place
    slots: tuple[str, ...]
    can_create: bool
    parent: Collection | None = None

    def scope(self, slots: Mapping[str, str]) -> str:
        return "".join(f"{quote(unquote(slots.get(name, '')), safe='')}/" for name in self.slots)


class Kept(NamedTuple):
    role: Role
    collection: Collection


class Roles:
    """The roles of operations, by method and path."""

    def __init__(self, operations: Iterable[Operation], shapes: Shapes) -> None:
        self._shapes = shapes
        self._operations = {each.key: each for each in operations}
        self.collections: dict[str, Collection] = {}
        for path in sorted({each.path for each in self._operations.values()}, key=lambda each: each.count("/")):
            self._add(path)
        found = {key: self._role(each) for key, each in self._operations.items()}
        self.of: Mapping[tuple[str, str], Kept] = {key: kept for key, kept in found.items() if kept is not None}

    # --- collections -------------------------------------------------------------------------------------------

    def _add(self, path: str) -> None:
        match = _LAST_SLOT.fullmatch(sent_path(path))
        if match is None or match[1] in self.collections:
            return
        above, slot = match[1], match[2]
        methods = {method for method, each in self._operations if each.rstrip("/") == above}
        param = slot_name(slot, ())
        if not methods & {"post", "put"} and ("put", path) not in self._operations:
            return
        for operation, at in self._told(path, above):
            media = answer_media(operation)
            schema = media.schema if media is not None else None
            if schema is not None and at == "list":
                found = self.items(operation, schema)
                schema = found[1] if found is not None else None
            place = self.place(schema, param, above) if schema is not None else None
            if schema is not None and place is not None:
                slots = tuple(slot_name(each, ()) for each in SLOT.findall(above))
                self.collections[above] = Collection(
                    above, param, schema, place, slots, "post" in methods, self._parent(above)
                )
                return

    def _told(self, path: str, above: str) -> list[tuple[Operation, str]]:
        """The operations whose answers may tell what a thing is, the most telling first."""
        keys = [("get", path), ("post", above), ("put", path), ("patch", path), ("post", f"{above}/"), ("get", above)]
        return [
            (self._operations[key], "list" if key == ("get", above) else "item")
            for key in keys
            if key in self._operations
        ]

    def _parent(self, path: str) -> Collection | None:
        """The collection of the nearest thing that a path lies in."""
        best = [each for each in self.collections.values() if re.match(re.escape(each.path) + r"/\{[^{}]+\}/", path)]
        return max(best, key=lambda each: len(each.path), default=None)

    # --- roles -------------------------------------------------------------------------------------------------

    def _role(self, operation: Operation) -> Kept | None:
        path = sent_path(operation.path).rstrip("/")
        collection = self.collections.get(path)
        if collection is not None:
            if operation.method == "get":
                media = answer_media(operation)
                lists = media is not None and media.schema is not None and self.items(operation, media.schema)
                return Kept("list", collection) if lists else None
            if operation.method == "post" or (operation.method == "put" and not collection.can_create):
                return Kept("create", collection)
            role = _ON_ITEMS.get(operation.method)
            return Kept(role, collection) if role in ("replace", "update") else None
        match = _LAST_SLOT.fullmatch(path)
        collection = self.collections.get(match[1]) if match is not None else None
        if collection is not None:
            role = _ON_ITEMS.get(operation.method)
            return Kept(role, collection) if role is not None else None
        parent = self._parent(path)
        return Kept("below", parent) if parent is not None else None

    # --- schemas -----------------------------------------------------------------------------------------------

    def place(self, schema: Resolved, param: str, path: str) -> Place | None:
        """Where the thing lies in values of a schema; None where no property says which one it is."""
        shape = self.shape(schema)
        own = id_of(shape, param, path)
        if own is not None:
            return Place(None, own)
        for name, schemas in shape.properties.items():
            if "object" in self._shapes.types(schemas[-1]) and "array" not in self._shapes.types(schemas[-1]):
                inner = id_of(self.shape(schemas[-1]), param, path)
                if inner is not None:
                    return Place(name, inner)
        return None

    def items(self, operation: Operation, schema: Resolved) -> tuple[str, Resolved] | None:
        """The property that holds a list's items ("" where the answer is the list), and what they are."""
        shape = self.shape(schema, "array")
        if shape.kind == "array":
            return ("", shape.items[0]) if shape.items else None
        paging = operation.meaning.paging if operation.meaning is not None else None
        shape = self.shape(schema)
        arrays = [name for name, each in shape.properties.items() if "array" in self._shapes.types(each[-1])]
        wanted = sorted(arrays, key=lambda name: plain(name) not in ("items", "data", "results", "records"))
        for name in wanted:
            inner = self.shape(shape.properties[name][-1], "array")
            if inner.items and "object" in self._shapes.types(inner.items[0]) and (paging is None or wanted):
                return name, inner.items[0]
        return None

    def shape(self, schema: Resolved, kind: str = "object") -> Shape:
        def choose(_number: int, variants: list[Resolved]) -> Resolved:
            return next((each for each in variants if kind in self._shapes.types(each)), variants[0])

        return self._shapes.shape(schema, choose)


def answer_media(operation: Operation) -> Media | None:
    """The JSON of an operation's success."""
    fitting = [each for each in operation.answers if 200 <= number_of(each.status) <= 299]
    for answer in sorted(fitting, key=lambda each: number_of(each.status)):
        for media in answer.media:
            if media.kind == "json":
                return media
    return None


def id_of(shape: Shape, param: str, path: str) -> str | None:
    """The property that a path's parameter gives: that of its name, `id`, or that of the last word of its name."""
    by_plain = {plain(name): name for name in reversed(list(shape.properties))}
    word = plain(path.rpartition("/")[2])
    last = re.split(r"[_\-.]|(?<=[a-z])(?=[A-Z])", param)[-1]
    singular = word.removesuffix("s")
    for name in (param, "id", last, f"{singular}id", f"{word}id", "uuid", "gid", "sid", f"{singular}{last}"):
        if plain(name) and plain(name) in by_plain:
            return by_plain[plain(name)]
    return None


def shown_id(value: Any) -> str:
    """An id as a path writes it."""
    return str(value).lower() if isinstance(value, bool) else str(value)
