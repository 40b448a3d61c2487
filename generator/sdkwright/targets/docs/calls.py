"""The one call of each method that all flavours show, and the answer to it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple, cast

from sdkwright.api import Alias, ListOf, MapOf, Nullable, Object, Reference, Union
from sdkwright.lower.emit import plain_text
from sdkwright.lower.examples import Example, values
from sdkwright.lower.literals import sorted_keys
from sdkwright.lower.samples import EndlessError, MisfitError, Samples
from sdkwright.lower.testing.arguments import Given
from sdkwright.lower.testing.responses import example_of
from sdkwright.lower.testing.transcripts import transcript_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Json, Operation, Streaming, TypeDef, TypeId, TypeRef
    from sdkwright.lower.context import Context

# Characters of an answer that is shown whole; of a longer one only what is required is.
LONGEST = 4_000
OPTIONAL = (None, 2, 0)
DEEPEST = 40


class Shown(NamedTuple):
    """A block of code and its language."""

    language: str
    lines: tuple[str, ...]


def given(context: Context, operation: Operation) -> list[Given]:
    """The arguments of the call, with the values that travel."""
    return [
        Given(each.place, each.wire_name, each.py_name, each.type, each.required, data)
        for each, data in values(context, Example(operation))
    ]


def answer(context: Context, operation: Operation) -> Shown | None:
    """What the API answers, as it travels; None where that is no text, or nothing."""
    if operation.streaming is not None:
        return transcript(context, operation.streaming, operation.examples.transcript)
    success = operation.success
    if success.kind == "text":
        text = operation.examples.response
        return Shown("text", block(text if isinstance(text, str) else "text"))
    if success.kind != "json":
        return None
    if success.type is None:
        found = operation.examples.response
        return json_block(cast("Json", sorted_keys(found))) if operation.examples.has_response else None
    found, has_example = example_of(operation)
    ref = success.type.inner if isinstance(success.type, Nullable) and found is None else success.type
    for optional in OPTIONAL:
        try:
            data = sample(Samples(context.api.types, "output", optional=optional), ref, found, has_example)
        except EndlessError:
            return None
        data = in_order(context.api.types, ref, data)
        shown = json_block({success.envelope: data} if success.envelope is not None else data)
        if sum(map(len, shown.lines)) <= LONGEST:
            return shown
        has_example = has_example and optional is None
    return None


def sample(samples: Samples, ref: TypeRef, found: Json, has_example: bool) -> Json:
    """The document's example where it fits, else one made of the type. Raises EndlessError."""
    if has_example:
        try:
            return samples.fitted(ref, found)
        except MisfitError:
            pass
    return samples.of(ref)


def in_order(types: Mapping[TypeId, TypeDef], ref: TypeRef, data: Json, depth: int = 0) -> Json:
    """Properties in the order in which the page tells of them; those that no type declares by their names."""
    if depth > DEEPEST:
        return data
    match ref:
        case Nullable(inner=inner):
            return in_order(types, inner, data, depth)
        case ListOf(item=item) if isinstance(data, list):
            return [in_order(types, item, each, depth + 1) for each in data]
        case MapOf(value=inner) if isinstance(data, dict):
            return {key: in_order(types, inner, data[key], depth + 1) for key in sorted(data)}
        case Reference(id=type_id):
            match types.get(type_id):
                case Object(properties=properties) if isinstance(data, dict):
                    declared = {each.wire_name: each.type for each in properties if each.wire_name in data}
                    known = {name: in_order(types, inner, data[name], depth + 1) for name, inner in declared.items()}
                    return known | {
                        key: cast("Json", sorted_keys(data[key])) for key in sorted(data) if key not in known
                    }
                case Union() as union:
                    chosen = Samples(types, "output").variant(union, data)
                    return data if chosen is None else in_order(types, chosen.type, data, depth + 1)
                case Alias(target=target):
                    return in_order(types, target, data, depth + 1)
                case _:
                    return cast("Json", sorted_keys(data))
        case _:
            return cast("Json", sorted_keys(data))


def transcript(context: Context, streaming: Streaming, text: str | None) -> Shown | None:
    try:
        found = transcript_of(context, streaming, text).text
    except EndlessError:
        return None
    lines = [each for each in found.replace("\r\n", "\n").strip().split("\n") if not each.startswith(":")]
    while lines and not lines[0]:
        lines.pop(0)
    short = lines if sum(map(len, lines)) <= LONGEST else [each for each in lines if len(each) <= LONGEST // 4][:40]
    return Shown("text" if streaming.framing == "sse" else "json", tuple(map(plain_text, short)))


def json_block(data: Json) -> Shown:
    text = json.dumps(data, ensure_ascii=False, indent=2)
    return Shown("json", block(text))


def block(text: str) -> tuple[str, ...]:
    return tuple(plain_text(text).split("\n"))
