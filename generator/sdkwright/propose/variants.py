"""Operations that take several kinds of body, or answer a stream beside a whole: a method for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.resolve.media import bare, best_media_type, body_kind
from sdkwright.resolve.nodes import mapping, sequence, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.propose.answers import Shapes
    from sdkwright.propose.operations import Call

_STREAMS = frozenset(
    {"text/event-stream", "application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"}
    | {"application/jsonlines", "application/json-lines", "application/json-seq", "application/stream+json"}
)


def other_bodies(call: Call, shapes: Shapes) -> list[tuple[str, str]]:
    """(suffix of the method, media type) for each body whose kind and schema no other one has; the best one is left
    out, which is the method's own. Where one schema stands for all and has files, the form that can carry them counts.
    """
    content = shapes.content(call.node.get("requestBody"), call.place)
    if len(content) < 2:
        return []
    best = best_media_type(content)
    kinds: set[str] = {body_kind(best)}
    known = [_schema(content, best)]
    found: list[tuple[str, str]] = []
    for media_type in sorted(content):
        kind, schema = body_kind(media_type), _schema(content, media_type)
        fresh = schema not in known or (kind == "multipart" and _has_files(schema, call, shapes))
        if kind not in kinds and fresh and "*" not in media_type:
            kinds.add(kind)
            known.append(schema)
            found.append((kind, media_type))
    return found


def _has_files(schema: Mapping[str, object], call: Call, shapes: Shapes) -> bool:
    fields = shapes.properties(shapes.follow(schema, call.place)).values()
    items = [shapes.follow(each.get("items"), call.place) for each in fields]
    return any(each.get("format") == "binary" or "contentMediaType" in each for each in (*fields, *items))


def _schema(content: Mapping[str, object], media_type: str) -> Mapping[str, object]:
    return mapping(mapping(content[media_type]).get("schema"))


def stream_type(call: Call, shapes: Shapes) -> str | None:
    """The media type of the stream that an operation answers beside something whole; None if it does not."""
    responses = mapping(call.node.get("responses"))
    for status in sorted(str(each) for each in responses if str(each)[:1] == "2"):
        content = shapes.content(responses[status], call.place)
        streams = sorted(name for name in content if bare(name) in _STREAMS)
        if streams:
            return streams[0] if len(content) > len(streams) else None
    return None


def stream_switch(call: Call, shapes: Shapes) -> str | None:
    """The boolean property or parameter that asks for a stream; None if there is none."""
    content = shapes.content(call.node.get("requestBody"), call.place)
    fields: dict[str, Mapping[str, object]] = {}
    for media_type in sorted(content):
        fields |= shapes.properties(shapes.follow(_schema(content, media_type), call.place))
    for holder in (call.item, call.node):
        for node in sequence(holder.get("parameters")):
            parameter = shapes.follow(node, call.place)
            name = text(parameter.get("name"))
            if name is not None and parameter.get("in") == "query":
                fields[name] = shapes.follow(parameter.get("schema"), call.place)
    return next((name for name in ("stream", "streaming") if name in fields and _is_flag(fields[name], shapes)), None)


def _is_flag(schema: Mapping[str, object], shapes: Shapes) -> bool:
    kind = schema.get("type")
    if kind == "boolean" or "boolean" in sequence(kind):
        return True
    members = [*sequence(schema.get("anyOf")), *sequence(schema.get("oneOf")), *sequence(schema.get("allOf"))]
    return any(shapes.follow(each).get("type") == "boolean" for each in members)
