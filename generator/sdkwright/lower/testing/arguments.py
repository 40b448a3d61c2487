"""The arguments that tests call a method with: their values on the wire, and how a caller writes them in Python."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from sdkwright.api import (
    Alias,
    Docs,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.emit import Code, ident, string, value
from sdkwright.lower.samples import MisfitError, Samples
from sdkwright.name.arguments import body_variants, shown_slots

if TYPE_CHECKING:
    from sdkwright.api import Json, Operation, TypeDef, TypeRef
    from sdkwright.lower.context import Context


class Given(NamedTuple):
    """One argument and its sample. `place` is `path`, `query`, `header`, `cookie` or `body`; a body that is one
    argument has no wire name."""

    place: str
    wire_name: str
    py_name: str
    type: TypeRef
    required: bool
    sample: Json


def arguments(context: Context, operation: Operation) -> list[Given]:
    """All arguments of a method: those in the path, required ones, the rest by name. Raises EndlessError."""
    samples = Samples(context.api.types, "input")
    names = context.names.operations[operation.id].parameters
    found: list[Given] = []
    for each in operation.parameters:
        sample = parameter_sample(samples, operation, each.wire_name, each.type, each.docs, each.place)
        py_name = names[each.place, each.wire_name]
        found.append(Given(each.place, each.wire_name, py_name, each.type, each.required, sample))
    found += body_arguments(context, operation, samples)
    order = {each.wire_name: index for index, each in enumerate(operation.parameters) if each.place == "path"}
    return sorted(
        found,
        key=lambda each: (
            each.place != "path",
            order[each.wire_name] if each.place == "path" else 0,
            not each.required,
            each.py_name,
        ),
    )


def parameter_sample(
    samples: Samples, operation: Operation, wire_name: str, ref: TypeRef, docs: Docs, place: str
) -> Json:
    """A value that is seen on the wire: lists in a query hold two, so that their format shows."""
    example = operation.examples.parameters.get(wire_name)
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = samples.of(inner, Docs(example=example, has_example=example is not None), docs, hint=wire_name)
    if place != "query" or not isinstance(found, list) or len(found) != 1:
        return found
    choice = inner.item.values if isinstance(inner, ListOf) and isinstance(inner.item, LiteralOf) else ()
    return [*found, next((each for each in choice if each != found[0]), found[0])]


def body_arguments(context: Context, operation: Operation, samples: Samples) -> list[Given]:
    names = context.names.operations[operation.id].parameters
    body, example = operation.body, operation.examples.body
    if body is None:
        return []
    if body.kind in ("text", "binary"):
        # What the schema says of it is for whoever writes the text.
        known = Scalar("string", "binary" if body.kind == "binary" else None)
        docs = Docs(example=example, has_example=isinstance(example, str))
        return [Given("body", "", names["body", ""], known, body.required, samples.of(known, docs, hint="body"))]
    if not body_variants(context.api, operation):
        docs = Docs(example=example, has_example=operation.examples.has_body)
        return [
            Given("body", "", names["body", ""], body.type, body.required, samples.of(body.type, docs, hint="body"))
        ]
    found: list[Given] = []
    values = example if isinstance(example, dict) else {}
    for each in shown_slots(context.api, operation):
        if each.place == "body":
            docs = Docs(example=values.get(each.wire_name), has_example=each.wire_name in values)
            inner = each.type.inner if isinstance(each.type, Nullable) else each.type
            sample = samples.of(inner, docs, each.docs, hint=each.wire_name)
            py_name = names["body", each.wire_name]
            found.append(Given("body", each.wire_name, py_name, each.type, each.required, sample))
    return found


def switched(operation: Operation, given: list[Given], *, to: bool) -> list[Given]:
    """The arguments with the one that asks for a stream, where there is one, set so; it must be given for a stream, and
    where the server streams unless told not to.
    """
    streaming = operation.streaming
    if streaming is None or streaming.param_discriminator is None:
        return given
    needed = to or streaming.by_default
    return [
        each._replace(sample=to, required=each.required or needed)
        if each.wire_name == streaming.param_discriminator and each.place != "path"
        else each
        for each in given
    ]


def written(context: Context, operation: Operation, given: list[Given]) -> Code:
    """The arguments of a call, by keyword."""
    writer = Writer(context, files=operation.body is not None and operation.body.kind in ("multipart", "binary"))
    return Code(", ".join(f"{ident(each.py_name)}={writer.write(each.type, each.sample)}" for each in given))


class Writer:
    """Writes samples as callers do: keys under their Python names; `files`: binary text as bytes, which JSON lacks."""

    def __init__(self, context: Context, *, files: bool) -> None:
        self._files = files
        self._names = context.names.keys
        self._samples = Samples(context.api.types, "input")

    def write(self, ref: TypeRef, sample: Json) -> Code:
        match ref:
            case Scalar(kind="string", format="binary") if self._files and isinstance(sample, str):
                return Code(repr(sample.encode()))
            case ListOf(item=item) if isinstance(sample, list):
                return Code("[" + ", ".join(self.write(item, each) for each in sample) + "]")
            case MapOf(value=inner) if isinstance(sample, dict):
                return self._display({key: self.write(inner, each) for key, each in sample.items()})
            case Reference(id=type_id):
                return self._definition(self._samples.types.get(type_id), sample)
            case Nullable(inner=inner) if sample is not None:
                return self.write(inner, sample)
            case UnionOf(variants=variants):
                chosen = next((each for each in variants if self._samples.fits(each, sample)), Unknown())
                return self.write(chosen, sample)
            case Scalar() | ListOf() | MapOf() | Nullable() | LiteralOf() | Unknown():
                return value(sample)
            case _:
                assert_never(ref)

    def _definition(self, definition: TypeDef | None, sample: Json) -> Code:
        match definition:
            case Object(id=type_id, properties=properties) if isinstance(sample, dict):
                types = {each.wire_name: each.type for each in properties}
                return self._display(
                    {self._names[type_id, key]: self.write(types[key], each) for key, each in sample.items()}
                )
            case Union() as union:
                chosen = self._samples.variant(union, sample)
                return value(sample) if chosen is None else self.write(chosen.type, sample)
            case Alias(target=target):
                return self.write(target, sample)
            case Object() | Enum() | None:
                return value(sample)
            case _:
                assert_never(definition)

    def _display(self, entries: dict[str, Code]) -> Code:
        return Code("{" + ", ".join(f"{string(key)}: {each}" for key, each in sorted(entries.items())) + "}")


def fitting_example(samples: Samples, ref: TypeRef, example: Json, has_example: bool) -> Json:
    """The document's example where it fits, else a sample. Raises EndlessError."""
    if has_example:
        try:
            return samples.fitted(ref, example)
        except MisfitError:
            pass
    return samples.of(ref)
