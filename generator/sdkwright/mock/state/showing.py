"""What an answer tells of a thing that is kept."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any, NamedTuple

from sdkwright.mock.nodes import is_map, mapping
from sdkwright.mock.paging import headers_of, link_of, with_told

from .fresh import Fresh

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sdkwright.load import Resolved
    from sdkwright.mock.answering import Answering, Choice
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Media, Operation
    from sdkwright.mock.outgoing import Outgoing
    from sdkwright.mock.paging import Pages
    from sdkwright.mock.preferring import Preferences
    from sdkwright.mock.shapes import Shape, Shapes
    from sdkwright.mock.validators import Validators

    from .roles import Collection, Kept, Place, Roles
    from .store import Thing


class Call(NamedTuple):
    """One valid request. `values` are those of its parameters by place and name."""

    operation: Operation
    request: Incoming
    values: dict[tuple[str, str], Any]
    body: Any
    wanted: Preferences
    choice: Choice

    @property
    def json(self) -> tuple[Media, Resolved] | None:
        """The media type and the schema of the answer, where it is JSON of a schema."""
        media = self.choice.media
        return (media, media.schema) if media is not None and media.kind == "json" and media.schema else None


class Showing:
    def __init__(
        self, roles: Roles, shapes: Shapes, validators: Validators, answering: Answering, pages: Pages
    ) -> None:
        self._roles = roles
        self._shapes = shapes
        self._validators = validators
        self._answering = answering
        self._pages = pages

    # --- answers -----------------------------------------------------------------------------------------------

    def example(self, call: Call, status: int | None = None) -> Outgoing:
        """The answer as it is without anything that is kept: that of the request, or of another status."""
        choice = call.choice
        if status is not None:
            choice = self._answering.choose(call.operation, call.request, call.wanted._replace(code=status))
        return self._answering.outgoing(choice, call.wanted, self._answering.random(call.request))

    def thing(self, kept: Kept, call: Call, body: dict[str, Any]) -> Outgoing:
        """The thing as the operation's answer has it; the answer's example where it tells of something else."""
        json = call.json
        place = self.place(kept, json[1]) if json is not None else None
        if json is None or place is None:
            return self.example(call)
        media, schema = json
        value: Any
        if place.envelope is not None:
            outer = self._roles.shape(schema)
            inner = outer.properties[place.envelope][-1]
            value = {**self._empty(outer), place.envelope: self._seen(inner, body)}
        elif kept.role == "delete":
            # What such an answer says beside the id is no part of the thing: `deleted: true`.
            value = {**mapping(self.made(call, media)), **self._seen(schema, body)}
        else:
            value = self._seen(schema, body)
        return self._answering.outgoing(call.choice, call.wanted, self._answering.random(call.request), value)

    def list(self, call: Call, things: Sequence[Thing]) -> Outgoing:
        """The page that is asked for; all of them where the operation has no pages."""
        json = call.json
        found = self._roles.items(call.operation, json[1]) if json is not None else None
        if json is None or found is None:
            return self.example(call)
        name, item = found
        records = [(each.number, self._seen(item, each.body)) for each in things]
        asked = self._pages.asked(call.operation, call.request, call.values, call.body)
        page = self._pages.page(asked, records, call.request) if asked is not None else None
        value: Any = page.items if page is not None else [each for _, each in records]
        if name:
            value = {**self._empty(self._roles.shape(json[1])), name: value}
            if page is not None and asked is not None:
                value = with_told(value, asked.scheme, page.told, self._answering.ending(json[1]))
        random = self._answering.random(call.request)
        outgoing = self._answering.outgoing(call.choice, call.wanted, random, value)
        if page is None or asked is None:
            return outgoing
        links = {"Link": link_of(page.link)} if asked.scheme.kind == "link_header" else {}
        return outgoing.telling({**headers_of(asked.scheme, page.told), **links})

    def made(self, call: Call, media: Media) -> Any:
        """An example of the answer, or a value of its schema."""
        return self._answering.value(media, call.wanted, self._answering.random(call.request))

    def _seen(self, schema: Resolved, body: dict[str, Any]) -> dict[str, Any]:
        """What a schema shows of a thing, and what it requires besides."""
        shape = self._roles.shape(self._fitting(schema, body))
        if not shape.properties:
            return body
        found = {name: value for name, value in body.items() if name in shape.properties or shape.additional}
        whole = Fresh(self._shapes, Random(0), 0).thing(shape, found)  # noqa: S311
        return {name: whole[name] for name in whole if name in found or name in shape.required}

    def _empty(self, shape: Shape) -> dict[str, Any]:
        return Fresh(self._shapes, Random(0), 0).thing(shape, {})  # noqa: S311

    # --- schemas -----------------------------------------------------------------------------------------------

    def place(self, kept: Kept, schema: Resolved) -> Place | None:
        """Where an answer tells of the very thing; None where it does not. Deeper in a thing, what has an `id` of its
        own is another one.
        """
        found = self._roles.place(schema, kept.collection.param, kept.collection.path)
        if kept.role != "below" or found is None:
            return found
        own = self._shapes.target(kept.collection.schema).pointer
        is_same = self._shapes.target(schema).pointer == own or found.id.lower() != "id"
        return found if is_same and found.id == kept.collection.place.id else None

    def shape(self, collection: Collection, body: Any) -> Shape:
        """The shape of a thing: of a union the variant that the body fits."""
        schema = collection.schema
        if collection.place.envelope is not None:
            schema = self._roles.shape(schema).properties[collection.place.envelope][-1]
        return self._roles.shape(self._fitting(schema, body))

    def list_of(self, collection: Collection, item: Resolved) -> str | None:
        """The property of a thing that is a list of such items."""
        wanted = self._shapes.target(item).pointer
        for name, schemas in self.shape(collection, {}).properties.items():
            inner = self._roles.shape(schemas[-1], "array")
            if inner.items and self._shapes.target(inner.items[0]).pointer == wanted:
                return name
        return None

    def _fitting(self, schema: Resolved, body: Any) -> Resolved:
        """Of a union the variant with most of the properties of a thing, and none that it contradicts."""
        variants = self._shapes.variants(schema)
        if len(variants) < 2:
            return schema

        def score(variant: Resolved) -> tuple[bool, int]:
            shape = self._roles.shape(variant)
            known = {name: each for name, each in shape.properties.items() if name in body}
            fits = all(self._validators.is_valid(each[-1], body[name]) for name, each in known.items())
            return fits, len(known)

        return max(variants, key=score)


def given(place: Place, body: Any) -> dict[str, Any]:
    """What a value says of a thing, without the envelope that answers have it in."""
    found = mapping(body)
    inner = found.get(place.envelope) if place.envelope is not None else None
    return dict(inner if is_map(inner) else found)
