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
    LiteralOf,
    Nullable,
    Reference,
    Scalar,
    Streaming,
    Take,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    Unknown,
)
from sdkwright.resolve.answer_media import STREAMS, framing_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.api import Body, Framing, Parameter
    from sdkwright.config import Collect as CollectConfig
    from sdkwright.config import CollectField as CollectFieldConfig
    from sdkwright.config import Method
    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.resolve.responses import Answers

MEDIA_TYPES: Mapping[Framing, str] = {"sse": "text/event-stream", "jsonl": "application/jsonl"}


def streaming_of(
    method: Method,
    answers: Answers,
    switches: Mapping[str, bool],
    models: Mapping[str, TypeId],
    types: Mapping[TypeId, TypeDef],
    sink: Diagnostics,
    at: Place,
) -> Streaming | None:
    """A method streams when its success response is a stream, or when the config says so; when the argument that the
    config names is true, if it names one of the boolean arguments `switches` (wire name, and whether true is their
    default). Where the document has no media type for a stream, that argument alone asks for it.
    """
    settings, success = method.streaming, answers.success
    only_streams = success.kind in STREAMS
    if settings is None and not only_streams:
        return None
    switch = settings.param_discriminator if settings else None
    if switch is not None and switch not in switches:
        sink.add("SW242", f"{switch!r} is no boolean property or parameter of the request", at=at)
        if not only_streams:
            return None
        switch = None
    source = success if only_streams else answers.stream or success
    event: TypeRef = source.type or Unknown()
    if settings is not None and settings.stream_event_model is not None:
        chosen = models.get(settings.stream_event_model)
        if chosen is None:
            sink.add("SW105", f"`stream_event_model` names no model: {settings.stream_event_model!r}", at=at)
        else:
            event = Reference(chosen)
    collect = collect_of(settings.collect, event, types, sink, at) if settings and settings.collect else None
    framing = settings.type if settings and settings.type and source.kind not in STREAMS else framing_of(source.kind)
    documented = source.media_type if source.kind in STREAMS else None
    return Streaming(
        event,
        switch,
        collect,
        framing,
        media_type=documented or MEDIA_TYPES[framing],
        by_default=switches.get(switch or "", False),
        accepted=source.kind in STREAMS or switch is None,
    )


def switches_of(parameters: Iterable[Parameter], body: Body | None, types: Mapping[TypeId, TypeDef]) -> dict[str, bool]:
    """The boolean arguments of a request that are no part of its path, by wire name, and whether each is true where it
    is left out.
    """
    found = {each.wire_name: (each.type, each.docs.default) for each in parameters if each.place != "path"}
    ref = body.type if body is not None else None
    inner = ref.inner if isinstance(ref, Nullable) else ref
    definition = types.get(inner.id) if isinstance(inner, Reference) else None
    if isinstance(definition, api.Object):
        found.update({each.wire_name: (each.type, each.docs.default) for each in definition.properties})
    return {name: default is True for name, (kind, default) in found.items() if is_boolean(kind)}


def is_boolean(ref: TypeRef) -> bool:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    if isinstance(inner, LiteralOf):
        return all(isinstance(each, bool) for each in inner.values)
    return isinstance(inner, Scalar) and inner.kind == "boolean"


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
