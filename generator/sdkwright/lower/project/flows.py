"""Blocks of the README for calls that give more than one value: pages and streams; and for nested params and files."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import (
    CollectLast,
    CollectList,
    CollectPairs,
    CollectText,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
)
from sdkwright.lower.emit import Code, Markdown, ident, string
from sdkwright.lower.examples import (
    TAKEN,
    Example,
    all_operations,
    answer_object,
    arguments,
    call,
    configured,
    object_behind,
    prefixed,
    sample,
    shown_property,
    singular_of,
)
from sdkwright.lower.literals import indented
from sdkwright.lower.project.markdown import literal_text
from sdkwright.lower.project.snippets import assigned, async_script, lines, script
from sdkwright.lower.project.views import PagingBlocks, StreamingBlocks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import CollectField, Json, Operation, TypeRef, Variant
    from sdkwright.lower.context import Context
    from sdkwright.name.table import ModuleName


def method_text(context: Context, operation: Operation) -> Markdown:
    return Markdown(f"`client.{context.call(operation.id)}`")


# --- pages ---------------------------------------------------------------------------------------------------------


def paging_blocks(context: Context, example: Example) -> PagingBlocks:
    item, items = item_name(context, example.operation), items_attribute(context, example.operation)
    found = answer_object(context, example.operation)
    shown = shown_property(context, found, example.printed) if found else None
    show = Code(f"print({item}.{shown})" if shown else f"print({item})")
    listed = call(context, example)
    by_hand = [
        *prefixed("page = ", listed),
        Code("while True:"),
        Code(f"    for {item} in page.{items}:"),
        Code(f"        {show}"),
        *lines(
            "    if not page.has_next_page():",
            "        break",
            "    print(page.next_page_info())  # what the next request will ask for",
            "    page = page.get_next_page()",
        ),
    ]
    pages = [*prefixed("for page in ", listed, ".iter_pages():"), Code(f"    print(len(page.{items}))")]
    return PagingBlocks(
        method=method_text(context, example.operation),
        items=script(context, [*prefixed(f"for {item} in ", listed, ":"), *indented([show])]),
        items_async=async_script(context, [*prefixed(f"async for {item} in ", listed, ":"), *indented([show])]),
        pages=script(context, pages),
        by_hand=script(context, by_hand),
    )


def item_name(context: Context, operation: Operation) -> str:
    found = singular_of(context, operation)
    return found if found.isidentifier() and found not in TAKEN else "item"


def items_attribute(context: Context, operation: Operation) -> Code:
    assert operation.paging is not None
    scheme = next(each for each in context.api.page_schemes if each.name == operation.paging.scheme)
    return ident(context.names.page_fields[scheme.name, scheme.items])


# --- streams -------------------------------------------------------------------------------------------------------


def streaming_blocks(context: Context, example: Example) -> StreamingBlocks:
    operation = example.operation
    opened = call(context, example)
    kinds = shown_kinds(context, operation)
    collector = collector_import(context, operation)
    gets = operation.http_method == "get"
    loop = lines("for event in stream:", "    print(event)")
    return StreamingBlocks(
        method=method_text(context, operation),
        events=script(context, [*prefixed("with ", opened, " as stream:"), *indented(loop)]),
        events_async=async_script(
            context,
            [
                *prefixed("stream = await ", opened),
                Code("async with stream:"),
                *indented(lines("async for event in stream:", "    print(event)")),
            ],
        ),
        typed=typed(context, opened, kinds) if kinds else None,
        matched=matched(context, opened, kinds) if kinds else None,
        collector=literal_text(context.names.collects[operation.id].class_name) if collector else None,
        collected=collected(context, opened, operation, is_async=False) if collector else None,
        collected_async=collected(context, opened, operation, is_async=True) if collector else None,
        reconnect=script(context, [*prefixed("stream = ", opened, ".with_reconnect()"), *loop]) if gets else None,
    )


class Kind(NamedTuple):
    """A class of events, the attribute to print of it, and further arguments of `print`."""

    module: ModuleName
    class_name: str
    shown: Code
    more: Code


def shown_kinds(context: Context, operation: Operation) -> list[Kind]:
    """At most two classes of the events' union, each with its module and an attribute that tells something."""
    assert operation.streaming is not None
    union = union_behind(context, operation.streaming.event)
    if union is None:
        return []
    found: list[Kind] = []
    for variant in preferred(operation, union):
        definition = object_behind(context, variant.type)
        home = class_home(context, operation, variant.type)
        shown = telling_attribute(context, definition, union.tag) if definition else None
        if home is not None and shown is not None:
            found.append(Kind(*home, shown, Code(', end="", flush=True') if is_piece(operation, variant) else Code("")))
    return found[:2]


def preferred(operation: Operation, union: Union) -> list[Variant]:
    """The variants in their order; first those that the collector reads, one for each way of reading."""
    collect = operation.streaming.collect if operation.streaming else None
    fields = {type(each).__name__: each for each in reversed(collect.fields)} if collect else {}
    tags = [
        tag
        for word in ("CollectText", "CollectPairs", "CollectLast", "CollectList")
        for tag in first_tag(fields.get(word))
    ]
    return sorted(
        union.variants, key=lambda each: min((tags.index(tag) for tag in each.tags if tag in tags), default=len(tags))
    )


def first_tag(found: CollectField | None) -> list[str]:
    """The tag of the events that a field of a collector is first made of."""
    match found:
        case CollectText(delta=take) | CollectLast(last=take) | CollectList(each=take):
            return [take.event]
        case CollectPairs(first=tag):
            return [tag]
        case None:
            return []


def is_piece(operation: Operation, variant: Variant) -> bool:
    """Whether events of this kind are pieces of a text, which read well when nothing stands between them."""
    collect = operation.streaming.collect if operation.streaming else None
    return any(
        isinstance(each, CollectText) and each.delta.event in variant.tags
        for each in (collect.fields if collect else ())
    )


def union_behind(context: Context, ref: TypeRef) -> Union | None:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    found = context.api.types.get(inner.id) if isinstance(inner, Reference) else None
    return found if isinstance(found, Union) else None


def class_home(context: Context, operation: Operation, ref: TypeRef) -> tuple[ModuleName, str] | None:
    """The module and name of the class of one kind of event."""
    if not isinstance(ref, Reference):
        return None
    home = context.names.homes.get((ref.id, "output"))
    if home is not None:
        return home
    event = next(
        (each for each in context.names.modules if each.role == "event" and each.operation == operation.id), None
    )
    if event is None:
        return None
    if event.reuses is not None:
        event = next(each for each in context.names.modules if each.name == event.reuses[0])
    name = dict(event.classes).get(ref.id)
    return (event.name, name) if name else None


def telling_attribute(context: Context, found: Object, tag: str | None) -> Code | None:
    """A required text that is neither tag nor id."""
    for each in found.properties:
        if (
            each.required
            and isinstance(each.type, Scalar)
            and each.wire_name != tag
            and not each.wire_name.endswith("id")
        ):
            return ident(context.names.properties[found.id, each.wire_name])
    return None


def kinds_import(context: Context, kinds: list[Kind]) -> list[Code]:
    found: dict[tuple[str, ...], list[str]] = {}
    for each in kinds:
        found.setdefault(each.module.dotted, []).append(each.class_name)
    return [types_import(context, module, found[module]) for module in sorted(found)]


def types_import(context: Context, module: tuple[str, ...], names: list[str]) -> Code:
    path = ".".join((context.names.package, "types", *module))
    return Code(f"from {path} import {', '.join(ident(each) for each in sorted(set(names)))}")


def typed(context: Context, opened: list[Code], kinds: list[Kind]) -> Markdown:
    tests: list[Code] = []
    for word, each in zip(("if", "elif"), kinds, strict=False):
        tests += [
            Code(f"{word} isinstance(event, {ident(each.class_name)}):"),
            Code(f"    print(event.{each.shown}{each.more})"),
        ]
    body = [*prefixed("with ", opened, " as stream:"), Code("    for event in stream:"), *indented(tests, 8)]
    return script(context, body, also=kinds_import(context, kinds))


def matched(context: Context, opened: list[Code], kinds: list[Kind]) -> Markdown:
    cases: list[Code] = [Code("match event:")]
    for each in kinds:
        cases += [
            Code(f"    case {ident(each.class_name)}({each.shown}={each.shown}):"),
            Code(f"        print({each.shown}{each.more})"),
        ]
    cases += lines("    case _:", "        pass  # a kind that needs nothing, or one that is newer than this SDK")
    body = [*prefixed("with ", opened, " as stream:"), Code("    for event in stream:"), *indented(cases, 8)]
    return script(context, body, also=kinds_import(context, kinds))


def collector_import(context: Context, operation: Operation) -> Code | None:
    module = next(
        (each for each in context.names.modules if each.role == "collect" and each.operation == operation.id), None
    )
    if module is None or operation.id not in context.names.collects:
        return None
    return types_import(context, module.name.package, [module.root_name])


def collected(context: Context, opened: list[Code], operation: Operation, *, is_async: bool) -> Markdown:
    names = context.names.collects[operation.id]
    also = [each for each in [collector_import(context, operation)] if each]
    shown = [Code(f"print(collected.{ident(names.fields[each])})") for each in names.fields]
    if is_async:
        body = [
            *prefixed("stream = await ", opened),
            Code(f"collected = await {ident(names.class_name)}.from_async_events(stream)"),
        ]
        return async_script(context, [*body, *shown], also=also)
    body = [*prefixed("stream = ", opened), Code(f"collected = {ident(names.class_name)}.from_events(stream)")]
    return script(context, [*body, *shown], also=also)


# --- arguments of a special kind -----------------------------------------------------------------------------------


def nested_block(context: Context, first: Example) -> Markdown | None:
    """A call with an argument that is an object of known properties."""
    for operation in (first.operation, *all_operations(context)):
        for each in arguments(context, operation):
            definition = object_behind(context, each.type.inner if isinstance(each.type, Nullable) else each.type)
            if each.place == "body" and each.wire_name and definition is not None and definition.properties:
                given: Mapping[str, Json] = first.given if operation is first.operation else {}
                if not given.keys() & {each.wire_name, each.py_name}:
                    given = {**given, each.wire_name: sample(context, operation, each)}
                return script(context, assigned(context, Example(operation, given), {}))
    return None


def upload_block(context: Context) -> Markdown | None:
    """A call with a file among its arguments: the config's, with its file, else the first."""
    own = configured(context, ("file_uploads",), lambda each: file_argument(context, each) is not None)
    request = context.config.readme.example_requests.get("file_uploads")
    for example in (own,) if own is not None else map(Example, all_operations(context)):
        name = file_argument(context, example.operation, request.file_param if request and own else None)
        if name is None:
            continue
        if request is not None and own is not None and request.file_path:
            replaced = {name: Code(f"Path({string(request.file_path)}),")}
            body = assigned(context, example, replaced)
            return script(context, body, before=("from pathlib import Path",))
        replaced = {name: Code('("file.txt", b"its content", "text/plain"),')}
        return script(context, assigned(context, example, replaced))
    return None


def file_argument(context: Context, operation: Operation, wanted: str | None = None) -> str | None:
    """The argument that takes a file; the one wanted, if it does."""
    files = {
        each.wire_name: each.py_name
        for each in arguments(context, operation)
        if each.place == "body" and each.wire_name and is_file(each.type)
    }
    by_name = {**files, **{name: name for name in files.values()}}
    return by_name.get(wanted or "") or next(iter(files.values()), None)


def is_file(ref: TypeRef) -> bool:
    inner = ref.inner if isinstance(ref, Nullable) else ref
    return isinstance(inner, Scalar) and inner.format == "binary"
