"""Event streams of the tests: the document's transcript, or one made of a sample event per variant, and its events.

The events are worked out from the text here, by the algorithm of WHATWG HTML, 9.2.6, and the config's rules, without
the SDK's decoder.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple, cast

from sdkwright.api import Nullable, Reference, Union
from sdkwright.lower.samples import EndlessError, Samples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.api import Json, Streaming, TypeRef
    from sdkwright.config import Config
    from sdkwright.lower.context import Context

LINE_END = re.compile(r"\r\n|\n|\r")


class Message(NamedTuple):
    """A server-sent event."""

    event: str
    data: str


class Transcript(NamedTuple):
    text: str
    events: list[Json]


def transcript_of(context: Context, streaming: Streaming, given: str | None) -> Transcript:
    """The document's transcript where all its events fit, else a made one. Raises EndlessError."""
    samples, ref = Samples(context.api.types, "output"), streaming.event
    if streaming.framing == "jsonl":
        return lines(samples, ref, streaming.media_type)
    if given is not None:
        text = given.rstrip("\r\n") + "\n\n"
        try:
            events = [samples.fitted(ref, each) for each in events_of(context.config, text)]
        except ValueError:
            events = []
        if events:
            return Transcript(text, events)
    return made(context.config, samples, ref)


def messages(text: str) -> Iterator[Message]:
    """WHATWG HTML, 9.2.6: an event ends with a blank line; one without data, or without its end, is dropped."""
    event, data = "", list[str]()
    for line in LINE_END.split(text.removeprefix("\ufeff")):
        if not line:
            if data:
                yield Message(event, "\n".join(data))
            event, data = "", []
            continue
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if name == "event":
            event = value
        elif name == "data":
            data.append(value)


def events_of(config: Config, text: str) -> list[Json]:
    """The events that the caller gets, up to the one that ends the stream. ValueError for data that is not JSON."""
    found: list[Json] = []
    for each in messages(text):
        handle = handled(config, each)
        if handle == "yield":
            found.append(cast("Json", json.loads(each.data)))
        elif handle is not None:
            break
    return found


def handled(config: Config, message: Message) -> str | None:
    """What becomes of an event: the first rule that is not the fallthrough, then the fallthrough; None drops it."""
    rules = config.streaming.on_event
    if not rules:
        return "done" if message.data.startswith("[DONE]") else "error" if message.event == "error" else "yield"
    for rule in sorted(rules, key=lambda each: each.kind == "fallthrough"):
        named = not rule.event_types or message.event in rule.event_types
        unnamed = None in rule.event_types and message.event in ("", "message")
        if (named or unnamed) and message.data.startswith(rule.data_starts_with or ""):
            return rule.handle
    return None


def made(config: Config, samples: Samples, ref: TypeRef) -> Transcript:
    """One event per variant, named by its tag, and what the config takes for the end."""
    lines: list[str] = [": made of one sample per kind of event", ""]
    events: list[Json] = []
    for name, sample in event_samples(samples, ref):
        data = json.dumps(sample, ensure_ascii=False, sort_keys=True)
        named = next(
            (each for each in (name, "", *yielding(config)) if handled(config, Message(each, data)) == "yield"), None
        )
        if named is not None:
            events.append(sample)
            lines += [f"id: {len(events)}", *([f"event: {named}"] if named else []), f"data: {data}", ""]
    if not events:
        raise EndlessError
    return Transcript("\n".join([*lines, *ending(config)]) + "\n", events)


def lines(samples: Samples, ref: TypeRef, media_type: str) -> Transcript:
    """JSON lines, of which the last has no end; or JSON text sequences (RFC 7464)."""
    values = [sample for _, sample in event_samples(samples, ref)]
    texts = [json.dumps(each, ensure_ascii=False, sort_keys=True) for each in values]
    if "json-seq" in media_type:
        return Transcript("".join(f"\x1e{each}\n" for each in texts), values)
    return Transcript("\n".join(["", *texts]), values)


def yielding(config: Config) -> list[str]:
    return [name for rule in config.streaming.on_event if rule.handle == "yield" for name in rule.event_types if name]


def ending(config: Config) -> list[str]:
    for rule in config.streaming.on_event:
        if rule.handle == "done":
            name = next((each for each in rule.event_types if each), None)
            return [*([f"event: {name}"] if name else []), f"data: {rule.data_starts_with or '{}'}", ""]
    return []


def event_samples(samples: Samples, ref: TypeRef) -> list[tuple[str, Json]]:
    """A name and a sample for each variant of the event type."""
    inner = ref.inner if isinstance(ref, Nullable) else ref
    union = samples.types.get(inner.id) if isinstance(inner, Reference) else None
    if not isinstance(union, Union):
        return [("", samples.of(inner, hint="event"))]
    found: list[tuple[str, Json]] = []
    for sample in samples.variants(union):
        tag = sample.get(union.tag) if union.tag is not None and isinstance(sample, dict) else None
        found.append((tag if isinstance(tag, str) and tag.isprintable() else "", sample))
    return found
