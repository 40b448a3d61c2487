"""`streaming` at the top and per method, and what collects a stream into one value."""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from .base import Part


def _event_types(value: Any) -> Any:
    return (value,) if value is None or isinstance(value, str) else value


class OnEvent(Part):
    """What to do with an event that matches; rules are tried in order."""

    null_keys = frozenset({"event_type"})

    event_types: Annotated[
        tuple[str | None, ...], BeforeValidator(_event_types, json_schema_input_type=str | list[str | None] | None)
    ] = Field(default=(), alias="event_type", description="Its `event:` field, or a list of them; null: none given.")
    data_starts_with: str | None = Field(default=None, description="How its data begin.")
    kind: Literal["fallthrough"] | None = Field(default=None, description="fallthrough: any event not matched before.")
    handle: Literal["yield", "done", "error"] = Field(
        default="yield", description="yield: give it to the caller; done: the stream ends; error: raise."
    )
    error_property: str | None = Field(
        default=None, description="If the data have this property, the event is an error and the property its body."
    )


class StreamingSettings(Part):
    """Settings of all streams."""

    on_event: tuple[OnEvent, ...] = Field(default=(), description="Rules, tried in order.")


class EventPart(Part):
    """A value inside an event: the tag of the event, the property to take."""

    event: str = Field(description="Tag of the event (the value of its discriminator).")
    take: str | None = Field(default=None, description="Property of the event; the whole event if left out.")


class EventPair(Part):
    """Two kinds of event that belong together by a shared property."""

    event: str = Field(description="Tag of the first event, such as a tool call.")
    with_event: str = Field(alias="with", description="Tag of the second event, such as its result.")
    on: str = Field(description="The property that both share.")


class EventList(Part):
    """All events of one kind."""

    event: str = Field(description="Tag of the events.")


class CollectField(Part):
    """How one field of the collected value comes about. Exactly one of delta (with final), last, pair and list."""

    delta: EventPart | None = Field(default=None, description="Pieces of text that are joined.")
    final: EventPart | None = Field(default=None, description="The whole text, which replaces the joined pieces.")
    last: EventPart | None = Field(default=None, description="The value of the last such event.")
    pair: EventPair | None = Field(default=None, description="Events of two kinds, paired.")
    list_all: EventList | None = Field(default=None, alias="list", description="All events of one kind.")

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = [bool(self.delta or self.final), bool(self.last), bool(self.pair), bool(self.list_all)]
        if sum(ways) != 1:
            raise ValueError("expected exactly one of delta (with final), last, pair and list")
        return self


class Collect(Part):
    """sdkwright: a helper that reads a stream to its end and gives one value."""

    name: str = Field(description="Class name of the value, such as Turn.")
    fields: dict[str, CollectField] = Field(description="Field name to how it comes about.")


class MethodStreaming(Part):
    """How one method streams."""

    type: Literal["sse", "jsonl"] | None = Field(default=None, description="Framing; by default the media type's.")
    param_discriminator: str | None = Field(
        default=None, description="The parameter that asks for a stream; null if the method always streams."
    )
    stream_event_model: str | None = Field(default=None, description="Model of the events: 'resource.model'.")
    params_type_name: str | None = None
    collect: Collect | None = Field(
        default=None, alias="x-sdkwright-collect", description="sdkwright: gather the stream into one value."
    )
