"""What the API sends to its user: the payloads of `webhooks` and `callbacks`, and the methods that read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import Docs, Object, Reference, TypeDef, TypeId, TypeRef, Union, Variant, WebhookMethod
from sdkwright.load import join
from sdkwright.resolve.nodes import is_mapping, mapping, text
from sdkwright.resolve.tags import find_tag, literal_tags, shared_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.config import Config, Method
    from sdkwright.diagnostics import Diagnostics
    from sdkwright.load import Document
    from sdkwright.resolve.finder import Finder
    from sdkwright.resolve.schemas import SchemaResolver

# The place of the union of all payloads.
EVENT_ID = "/webhooks"
KINDS = frozenset({"webhook_unwrap", "webhook_verify"})
HTTP = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})


@dataclass(frozen=True, slots=True)
class Webhook:
    """A request that the API sends to its user."""

    name: str
    type: TypeRef


def read_webhooks(document: Document, finder: Finder, schemas: SchemaResolver) -> tuple[Webhook, ...]:
    """Each request with a JSON payload that the API sends, webhooks before callbacks, in the document's order."""
    found: list[Webhook] = []
    seen: set[tuple[str, TypeRef]] = set()
    for name, operation, place in (*of_webhooks(document, finder), *of_callbacks(document, finder)):
        payload = payload_of(operation, place, finder, schemas)
        if payload is not None and (name, payload) not in seen:
            seen.add((name, payload))
            found.append(Webhook(name, payload))
    return tuple(found)


Sent = tuple[str, "Mapping[str, object]", str]


def of_webhooks(document: Document, finder: Finder) -> Iterator[Sent]:
    """OpenAPI 3.1, `webhooks`; `x-webhooks` is how documents of 3.0 say it."""
    for key in ("webhooks", "x-webhooks"):
        for name, item in mapping(document.root.get(key)).items():
            yield from of_item(name, item, join("", key, name), finder)


def of_callbacks(document: Document, finder: Finder) -> Iterator[Sent]:
    """OpenAPI 3.1, Callback Object: expressions to path items."""
    for path, node in mapping(document.root.get("paths")).items():
        item = finder.follow(node, join("/paths", path))
        for method, operation in item[0].items() if item else ():
            if method in HTTP and is_mapping(operation) and item:
                place = join(item[1], method, "callbacks")
                for name, callback in mapping(operation.get("callbacks")).items():
                    followed = finder.follow(callback, join(place, name))
                    for expression, each in followed[0].items() if followed else ():
                        yield from of_item(name, each, join(followed[1] if followed else place, expression), finder)


def of_item(name: str, node: object, place: str, finder: Finder) -> Iterator[Sent]:
    item = finder.follow(node, place)
    for method, operation in item[0].items() if item else ():
        if method in HTTP and is_mapping(operation) and item:
            yield name, operation, join(item[1], method)


def payload_of(operation: Mapping[str, object], place: str, finder: Finder, schemas: SchemaResolver) -> TypeRef | None:
    """The type of its JSON body; None where it has no such body."""
    found = schema_of(operation, place, finder)
    return schemas.type_of(*found) if found else None


def schema_of(operation: Mapping[str, object], place: str, finder: Finder) -> tuple[object, str] | None:
    """The schema of a JSON body, and where it stands."""
    body = finder.follow(operation.get("requestBody"), join(place, "requestBody"))
    content = mapping(body[0].get("content") if body else None)
    for media_type in content:
        plain = media_type.partition(";")[0].strip().lower()
        schema = mapping(content[media_type]).get("schema")
        if body and schema is not None and (plain.endswith("json") or plain == "*/*"):
            return schema, join(body[1], "content", media_type, "schema")
    return None


# --- one type for all ----------------------------------------------------------------------------------------------


def event_type(webhooks: tuple[Webhook, ...], tag: str | None, types: dict[TypeId, TypeDef]) -> TypeRef | None:
    """The union of all payloads, entered into `types`; the one payload where there is one, None where there is none.

    `tag` is the property that the config names; without it, it is found by its values.
    """
    plain = tuple(dict.fromkeys(each.type for each in webhooks))
    if len(plain) < 2:
        return plain[0] if plain else None
    if EVENT_ID not in types:
        names = {each: tuple(hook.name for hook in webhooks if hook.type == each) for each in plain}
        chosen, tags = tags_of(plain, names, tag, types)
        variants = tuple(Variant(each, tags.get(each, ())) for each in plain)
        types[EVENT_ID] = Union(EVENT_ID, "WebhookEvent", Docs(description="What the API sends."), variants, chosen)
    return Reference(EVENT_ID)


def tags_of(
    plain: tuple[TypeRef, ...],
    names: Mapping[TypeRef, tuple[str, ...]],
    tag: str | None,
    types: Mapping[TypeId, TypeDef],
) -> tuple[str | None, Mapping[TypeRef, tuple[str, ...]]]:
    """The tag and its values. A payload that does not say its own values of the property `tag` has the names of its
    webhooks.
    """
    if tag is None:
        return find_tag({}, plain, types)
    objects = objects_of(plain, types)
    if len(objects) < len(plain) or tag not in shared_names(objects.values()):
        return find_tag({}, plain, types)
    values = {each: literal_tags(found, tag) or names[each] for each, found in objects.items()}
    every = [value for tags in values.values() for value in tags]
    return (tag, values) if len(every) == len(set(every)) else (None, {})


def objects_of(refs: tuple[TypeRef, ...], types: Mapping[TypeId, TypeDef]) -> dict[TypeRef, Object]:
    targets = {each: types.get(each.id) for each in refs if isinstance(each, Reference)}
    return {each: found for each, found in targets.items() if isinstance(found, Object)}


# --- methods -------------------------------------------------------------------------------------------------------


class WebhookReader:
    """Makes the methods that the config asks for. The payloads are read when the first of them is met."""

    def __init__(
        self, document: Document, config: Config, finder: Finder, schemas: SchemaResolver, sink: Diagnostics
    ) -> None:
        self._document = document
        self._config = config
        self._finder = finder
        self._schemas = schemas
        self._sink = sink
        self._found: tuple[Webhook, ...] | None = None

    def method(self, word: str, method: Method, keys: tuple[str, ...], path: tuple[str, ...]) -> WebhookMethod | None:
        """None, with a warning, where the document has nothing that such a method could read."""
        if self._found is None:
            self._found = read_webhooks(self._document, self._finder, self._schemas)
        verifies_only = method.type == "webhook_verify"
        event = None if verifies_only else event_type(self._found, method.discriminator, self._schemas.types)
        at = self._config.place(*keys)
        if event is None and not verifies_only:
            self._sink.add("SW223", f"{word}: the document has no webhook with a JSON payload", at=at)
            return None
        option = method.webhook_key_opt
        if option is not None and option not in self._config.client_settings.opts:
            self._sink.add("SW105", f"`webhook_key_opt` names no option of the client: {option!r}", at=at)
            option = None
        return WebhookMethod(
            id="/".join((*path, word)),
            name=word,
            event=event,
            verifies=verifies_only or method.webhook_key_opt is not None,
            key_option=option,
            docs=Docs(description=text(method.description)),
            source=EVENT_ID,
        )
