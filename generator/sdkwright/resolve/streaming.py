"""Which operations answer event streams, and how a stream's events add up to one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright import api
from sdkwright.api import (
    Collect,
    CollectField,
    CollectLast,
    CollectList,
    CollectPairs,
    CollectText,
    Nullable,
    Reference,
    Response,
    Streaming,
    Take,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    Unknown,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.config import Collect as CollectConfig
    from sdkwright.config import CollectField as CollectFieldConfig
    from sdkwright.config import Config, Method, Resource
    from sdkwright.diagnostics import Diagnostics, Place


def streaming_of(
    method: Method,
    success: Response,
    models: Mapping[str, TypeId],
    types: Mapping[TypeId, TypeDef],
    sink: Diagnostics,
    at: Place,
) -> Streaming | None:
    """A method streams when its success response is an event stream, or when the config says so."""
    settings = method.streaming
    if success.kind != "sse" and settings is None:
        return None
    if success.kind != "sse" and settings is not None and settings.param_discriminator is not None:
        sink.add("SW242", f"it streams when {settings.param_discriminator!r} is true; it is taken not to stream", at=at)
        return None
    event: TypeRef = success.type or Unknown()
    if settings is not None and settings.stream_event_model is not None:
        chosen = models.get(settings.stream_event_model)
        if chosen is None:
            sink.add("SW105", f"`stream_event_model` names no model: {settings.stream_event_model!r}", at=at)
        else:
            event = Reference(chosen)
    collect = collect_of(settings.collect, event, types, sink, at) if settings and settings.collect else None
    return Streaming(event, settings.param_discriminator if settings else None, collect)


def collect_of(
    config: CollectConfig, event: TypeRef, types: Mapping[TypeId, TypeDef], sink: Diagnostics, at: Place
) -> Collect | None:
    """None, with a diagnostic, where the events are no tagged union or lack what the config takes from them."""
    tags = event_tags(event, types)
    if not tags:
        sink.add("SW240", "events can be collected only where a tag tells them apart", at=at)
        return None
    fields = [field_of(name, entry) for name, entry in config.fields.items()]
    for wanted in (take for each in fields for take in takes(each)):
        names = {each.wire_name for each in tags[wanted.event].properties} if wanted.event in tags else None
        if names is None:
            sink.add("SW241", f"no event is tagged {wanted.event!r}; there are {', '.join(sorted(tags))}", at=at)
            return None
        if wanted.take is not None and wanted.take not in names:
            sink.add("SW241", f"events tagged {wanted.event!r} have no property {wanted.take!r}", at=at)
            return None
    return Collect(config.name, tuple(fields))


def event_tags(event: TypeRef, types: Mapping[TypeId, TypeDef]) -> dict[str, api.Object]:
    inner = event.inner if isinstance(event, Nullable) else event
    union = types.get(inner.id) if isinstance(inner, Reference) else None
    if not isinstance(union, Union) or union.tag is None:
        return {}
    found: dict[str, api.Object] = {}
    for variant in union.variants:
        target = types.get(variant.type.id) if isinstance(variant.type, Reference) else None
        if isinstance(target, api.Object):
            found.update(dict.fromkeys(variant.tags, target))
    return found


def field_of(name: str, entry: CollectFieldConfig) -> CollectField:
    """The config model guarantees that exactly one way is given."""
    if entry.pair is not None:
        return CollectPairs(name, entry.pair.event, entry.pair.with_event, entry.pair.on)
    if entry.list_all is not None:
        return CollectList(name, Take(entry.list_all.event))
    if entry.last is not None:
        return CollectLast(name, Take(entry.last.event, entry.last.take))
    delta = entry.delta or entry.final
    assert delta is not None
    final = Take(entry.final.event, entry.final.take) if entry.final else None
    return CollectText(name, Take(delta.event, delta.take), final)


def takes(field: CollectField) -> list[Take]:
    match field:
        case CollectText(delta=delta, final=final):
            return [delta, final] if final else [delta]
        case CollectLast(last=take) | CollectList(each=take):
            return [take]
        case CollectPairs(first=first, second=second, on=on):
            return [Take(first, on), Take(second, on)]


def model_ids(config: Config) -> dict[str, TypeId]:
    """`resource.model`, as the config refers to models, to the pointer of the schema."""
    found: dict[str, TypeId] = {}

    def descend(resources: Mapping[str, Resource], parents: tuple[str, ...]) -> None:
        for word, resource in resources.items():
            for name, entry in resource.models.items():
                found[".".join((*parents, word, name))] = entry.pointer
            descend(resource.subresources, (*parents, word))

    descend(config.resources, ())
    return found
