"""What a request does to the things that are kept."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from sdkwright.load import Resolved
from sdkwright.mock.answering import documented
from sdkwright.mock.nodes import is_list, is_map, mapping
from sdkwright.mock.operations import examples_of
from sdkwright.mock.problems import Fault, Refusal
from sdkwright.resolve.answer_media import STREAMS

from .fresh import Fresh
from .roles import Roles, shown_id
from .showing import Showing, given
from .store import Store, Thing

if TYPE_CHECKING:
    from sdkwright.mock.answering import Answering
    from sdkwright.mock.operations import Media, Operation
    from sdkwright.mock.outgoing import Outgoing
    from sdkwright.mock.paging import Pages
    from sdkwright.mock.settings import Settings
    from sdkwright.mock.shapes import Shape, Shapes
    from sdkwright.mock.streams import Streams
    from sdkwright.mock.validators import Validators

    from .roles import Collection, Kept
    from .showing import Call

_CONFLICT: Final = 409
_MISSING: Final = 404
_ATTEMPTS: Final = 5


class MissingError(Exception):
    """The thing that a request is about is not there."""


class Keeper:
    """Raises StoreError where the file of the settings cannot be used."""

    def __init__(
        self,
        operations: list[Operation],
        shapes: Shapes,
        validators: Validators,
        answering: Answering,
        streams: Streams,
        pages: Pages,
        settings: Settings,
    ) -> None:
        self._shapes = shapes
        self._answering = answering
        self._streams = streams
        self._seed = settings.seed
        self._operations = operations
        self._roles = Roles(operations, shapes)
        self._show = Showing(self._roles, shapes, validators, answering, pages)
        self._store = Store(settings.database)

    def answer(self, call: Call) -> Outgoing | None:
        """None where the operation keeps nothing."""
        kept = self._roles.of.get(call.operation.key)
        if kept is None:
            return None
        try:
            self._look_for_parents(kept, call)
            return self._answer(kept, call)
        except MissingError:
            answer = documented(call.operation, _MISSING)
            if answer is not None and answer.media:
                return self._show.example(call, _MISSING)
            raise Refusal(_MISSING, "there is no such thing", (Fault("path", "names nothing that is kept"),)) from None

    def _answer(self, kept: Kept, call: Call) -> Outgoing:
        match kept.role:
            case "list":
                return self._show.list(
                    call, self._store.all(kept.collection.path, kept.collection.scope(call.request.slots))
                )
            case "create":
                return self._create(kept, call, None)
            case "retrieve":
                return self._show.thing(kept, call, self._thing(kept.collection, call).body)
            case "update":
                return self._update(kept, call)
            case "replace":
                return self._replace(kept, call)
            case "delete":
                return self._delete(kept, call)
            case "below":
                return self._below(kept, call)

    # --- what a path names -------------------------------------------------------------------------------------

    def _look_for_parents(self, kept: Kept, call: Call) -> None:
        """Raises MissingError where the path leads through a thing that is not there."""
        collection = kept.collection.parent
        while collection is not None:
            self._thing(collection, call)
            collection = collection.parent

    def _thing(self, collection: Collection, call: Call) -> Thing:
        found = self._store.find(collection.path, collection.scope(call.request.slots), self._key(collection, call))
        if found is None:
            raise MissingError
        return found

    def _key(self, collection: Collection, call: Call) -> str:
        """The id in the path, by whatever name it has there; in the body of a request to the collection itself."""
        name = call.operation.path[len(collection.path) + 1 :].partition("/")[0].strip("{}")
        if not name:
            return shown_id(given(collection.place, call.body).get(collection.place.id))
        name = collection.param if collection.param in call.request.slots else name
        return unquote(call.request.slots.get(name, ""))

    # --- what is done ------------------------------------------------------------------------------------------

    def _create(self, kept: Kept, call: Call, key: str | None) -> Outgoing:
        """`key` is the id in the path of a PUT."""
        collection = kept.collection
        said = given(collection.place, call.body)
        shape = self._show.shape(collection, said)
        id_name = collection.place.id
        id_schema = (shape.properties.get(id_name) or [Resolved(True, "")])[-1]
        if key is not None:
            said[id_name] = int(key) if key.isdecimal() and "string" not in self._shapes.types(id_schema) else key
        ticks = self._store.tick()
        for attempt in range(_ATTEMPTS):
            fresh = self._fresh(ticks, attempt)
            body = fresh.thing(shape, said)
            if said.get(id_name) is None:
                body[id_name] = fresh.id(id_schema, self._store.count(), self._examples(collection, id_schema))
            else:
                body[id_name] = said[id_name]
            if self._store.add(collection.path, collection.scope(call.request.slots), shown_id(body[id_name]), body):
                return self._show.thing(kept, call, body)
        answer = documented(call.operation, _CONFLICT)
        if answer is None or answer.status == "default":
            raise Refusal(_CONFLICT, "there is one of this id already", (Fault("body", "names what is there"),))
        return self._show.example(call, _CONFLICT)

    def _update(self, kept: Kept, call: Call) -> Outgoing:
        """By RFC 7396, but that what may be null becomes null in place of being taken away."""
        thing = self._thing(kept.collection, call)
        shape = self._show.shape(kept.collection, thing.body)
        said = given(kept.collection.place, call.body)
        said.pop(kept.collection.place.id, None)
        body = merged(thing.body, said)
        for name, value in said.items():
            schemas = shape.properties.get(name)
            if value is None and schemas is not None and "null" in self._shapes.types(schemas[-1]):
                body[name] = None
        return self._changed(kept, call, thing, body)

    def _replace(self, kept: Kept, call: Call) -> Outgoing:
        try:
            thing = self._thing(kept.collection, call)
        except MissingError:
            if kept.collection.can_create:
                raise
            return self._create(kept, call, self._key(kept.collection, call))
        said = given(kept.collection.place, call.body)
        shape = self._show.shape(kept.collection, said)
        stays = {
            name: value
            for name, value in thing.body.items()
            if name == kept.collection.place.id or (name not in said and is_server_made(shape, name))
        }
        body = self._fresh(self._store.tick()).thing(shape, {**said, **stays})
        return self._changed(kept, call, thing, body)

    def _delete(self, kept: Kept, call: Call) -> Outgoing:
        thing = self._thing(kept.collection, call)
        scope = f"{kept.collection.scope(call.request.slots)}{quote(thing.id, safe='')}/"
        inside = f"{kept.collection.path}/{{"
        self._store.delete(thing, [(path, scope) for path in self._roles.collections if path.startswith(inside)])
        self._store.tick()
        return self._show.thing(kept, call, thing.body)

    def _below(self, kept: Kept, call: Call) -> Outgoing:
        """What lies in a thing and is no collection answers by its example, with what is known of the thing. Where a
        request may change something, what the answer says of the thing is kept.
        """
        thing = self._thing(kept.collection, call)
        media = call.choice.media
        if media is not None and media.kind in STREAMS:
            return self._stream(kept, call, thing, media)
        json = call.json
        place = self._show.place(kept, json[1]) if json is not None else None
        if json is None or place is None:
            return self._show.example(call)
        if call.operation.method == "get":
            return self._show.thing(kept, call, thing.body)
        told, said = given(place, self._show.made(call, json[0])), given(place, call.body)
        body = dict(thing.body)
        for name in self._show.shape(kept.collection, body).properties:
            if name in said:
                body[name] = said[name]
            elif name in told and body.get(name) is None:
                body[name] = told[name]
        return self._changed(kept, call, thing, body)

    def _stream(self, kept: Kept, call: Call, thing: Thing, media: Media) -> Outgoing:
        """Items of a stream are added to the list that the thing has of such items."""
        item = self._streams.item(media)
        name = self._show.list_of(kept.collection, item) if item is not None else None
        if name is not None:
            items = self._answering.items(media, call.wanted, self._answering.random(call.request))
            before = thing.body.get(name)
            self._keep(kept, thing, {**thing.body, name: [*(before if is_list(before) else []), *items]})
        return self._show.example(call)

    def _changed(self, kept: Kept, call: Call, thing: Thing, body: dict[str, Any]) -> Outgoing:
        return self._show.thing(kept, call, self._keep(kept, thing, body))

    def _keep(self, kept: Kept, thing: Thing, body: dict[str, Any]) -> dict[str, Any]:
        shape = self._show.shape(kept.collection, body)
        changed = self._fresh(self._store.tick()).changed(shape, body)
        self._store.change(thing._replace(body=changed))
        return changed

    # --- what a server makes -----------------------------------------------------------------------------------

    def _fresh(self, ticks: int, attempt: int = 0) -> Fresh:
        chance = Random(f"{self._seed} {self._store.count()} {ticks} {attempt}")  # noqa: S311
        return Fresh(self._shapes, chance, ticks)

    def _examples(self, collection: Collection, id_schema: Resolved) -> list[Any]:
        """What the document shows of ids: of the property, and of the parameter that names a thing."""
        found = examples_of(id_schema.node, self._shapes.target(id_schema).node)
        for operation in self._operations:
            if operation.path.startswith(f"{collection.path}/{{"):
                for each in operation.parameters:
                    if each.name == collection.param:
                        found += [*each.examples, *examples_of(each.schema.node)]
        return found


def is_server_made(shape: Shape, name: str) -> bool:
    """Whether requests do not carry a property."""
    schemas = shape.properties.get(name)
    return schemas is None or any(mapping(each.node).get("readOnly") is True for each in schemas)


def merged(body: Any, patch: Any) -> Any:
    """RFC 7396, section 2."""
    if not is_map(patch):
        return patch
    found = dict(mapping(body))
    for name, value in patch.items():
        if value is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), value)
    return found
