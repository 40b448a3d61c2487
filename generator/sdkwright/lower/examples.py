"""Examples of calls as lines of Python, made of the config's example requests and the document's examples.

Pure: an operation and what is given for it make the lines. README, and whatever else shows code, takes them from here.
"""

from __future__ import annotations

import keyword
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, cast

from sdkwright.api import Alias, Nullable, Object, Reference, Scalar
from sdkwright.lower.emit import Code, ident, string, value
from sdkwright.lower.literals import indented, literal
from sdkwright.lower.samples import EndlessError, Samples
from sdkwright.name.arguments import shown_slots
from sdkwright.name.modules import answer_type
from sdkwright.name.words import singular

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sdkwright.api import Docs, Json, Operation, Property, TypeRef
    from sdkwright.lower.context import Context

# What the lines of an example use themselves.
TAKEN = frozenset(
    {
        "asyncio",
        "client",
        "content",
        "error",
        "event",
        "httpx",
        "httpx2",
        "main",
        "os",
        "page",
        "print",
        "response",
        "stream",
    }
)
NOTHING: Mapping[str, Code] = MappingProxyType({})
# Code and remark that stay within a line of the README, two spaces between and indented twice.
_REMARKED = 110
# For options of the client that are no text.
STAND_INS: Mapping[str, Json] = {"boolean": True, "integer": 1, "number": 1.0}
# What is not required takes a reader's attention from what is.
_OPTIONAL = 2
# Methods whose answer is the thing that the resource is named after.
STANDARD = frozenset({"create", "retrieve", "get", "update", "edit"})


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method; `given` and `example` are the document's values for it, if it has any."""

    place: str
    wire_name: str
    py_name: str
    type: TypeRef
    required: bool
    docs: Docs


@dataclass(frozen=True, slots=True)
class Example:
    """A call to show: values by wire name or by argument name, the property of the answer to print, and the variable
    that holds the answer.
    """

    operation: Operation
    given: Mapping[str, Json] = field(default_factory=dict[str, "Json"])
    response_property: str | None = None
    assign_to: str | None = None

    @property
    def printed(self) -> str | Literal[False] | None:
        """What the config wants printed of the answer; False: all of it."""
        return self.response_property if self.response_property is not None else self.operation.response_property


# --- arguments -----------------------------------------------------------------------------------------------------


def arguments(context: Context, operation: Operation) -> list[Argument]:
    """In the order of the signature: path, then required, then the rest."""
    names = context.names.operations[operation.id].parameters
    found = [
        Argument(each.place, each.wire_name, names[each.place, each.wire_name], each.type, each.required, each.docs)
        for each in shown_slots(context.api, operation)
    ]
    return sorted(found, key=lambda each: (each.place != "path", not each.required))


def values(context: Context, example: Example) -> list[tuple[Argument, Json]]:
    """What each argument of the call gets: what is given, and for required ones an example or a sample."""
    found: list[tuple[Argument, Json]] = []
    for each in arguments(context, example.operation):
        if each.wire_name in example.given:
            found.append((each, example.given[each.wire_name]))
        elif each.py_name in example.given:
            found.append((each, example.given[each.py_name]))
        elif streams_by(example.operation) == (each.place, each.wire_name):
            found.append((each, True))
        elif each.required:
            found.append((each, sample(context, example.operation, each)))
    return found


def streams_by(operation: Operation) -> tuple[str, str] | None:
    """The argument that asks for a stream."""
    word = operation.streaming.param_discriminator if operation.streaming else None
    return ("body", word) if word else None


def sample(context: Context, operation: Operation, argument: Argument) -> Json:
    """The document's example of the request where it fits, else one made from the type."""
    samples, examples = Samples(context.api.types, "input", optional=_OPTIONAL), operation.examples
    if argument.place != "body":
        candidates = [examples.parameters[argument.wire_name]] if argument.wire_name in examples.parameters else []
    elif not argument.wire_name:
        candidates = [examples.body] if examples.has_body else []
    else:
        body = examples.body if isinstance(examples.body, dict) else {}
        candidates = [body[argument.wire_name]] if argument.wire_name in body else []
    for each in candidates:
        if samples.fits(argument.type, each):
            return each
    try:
        return samples.of(argument.type, argument.docs, hint=argument.wire_name or argument.py_name)
    except EndlessError:
        return {}


# --- calls ---------------------------------------------------------------------------------------------------------


def call(
    context: Context,
    example: Example,
    *,
    through: str | None = None,
    client: str = "client",
    replaced: Mapping[str, Code] = NOTHING,
    extra: tuple[Code, ...] = (),
) -> list[Code]:
    """The lines of the call.

    `through` is a property between resource and method. `replaced` gives arguments, by name, what else to write for
    them: the rest of the line, comma included. `extra` is whole lines of further arguments.
    """
    names = context.names.operations[example.operation.id]
    owner = ".".join((client, *context.call(example.operation.id).split(".")[:-1], *([through] if through else [])))
    head = f"{owner}.{ident(names.method)}("
    shown = {argument.py_name: (argument, data) for argument, data in values(context, example)}
    lines: list[Code] = []
    for argument in arguments(context, example.operation):
        label = f"{ident(argument.py_name)}="
        if argument.py_name in replaced:
            lines.append(Code(label + replaced[argument.py_name]))
        elif argument.py_name in shown:
            first, *rest = literal(context, argument.type, shown[argument.py_name][1], used=4 + len(label) + 1)
            lines += [Code(label + first), *rest]
            lines[-1] = Code(f"{lines[-1]},")
    lines += extra
    return [Code(head), *indented(lines), Code(")")] if lines else [Code(f"{head})")]


def prefixed(prefix: str, lines: list[Code], suffix: str = "") -> list[Code]:
    """The lines of an expression with something before the first and behind the last one."""
    found = [Code(prefix + lines[0]), *lines[1:]]
    return [*found[:-1], Code(found[-1] + suffix)]


def variable_of(context: Context, example: Example) -> str | None:
    """What an example calls the answer, as the config wants it called if that is a name that is free."""
    usual, wanted = variable(context, example.operation), example.assign_to or ""
    is_plain = usual is not None and usual not in ("page", "stream")
    is_free = wanted.isidentifier() and not keyword.iskeyword(wanted) and wanted not in TAKEN
    return wanted if is_plain and is_free and wanted != context.names.package else usual


def variable(context: Context, operation: Operation) -> str | None:
    """What an example calls the answer; None where there is none."""
    if operation.paging is not None:
        return "page"
    if operation.streaming is not None:
        return "stream"
    if operation.success.kind == "empty":
        return None
    chosen = "response"
    ref = plain(answer_type(operation))
    home = context.names.homes.get((ref.id, "output")) if isinstance(ref, Reference) else None
    if home is not None:
        chosen = home[0].module
    elif operation.name in STANDARD and isinstance(ref, Reference):
        chosen = singular_of(context, operation)
    usable = chosen.isidentifier() and not keyword.iskeyword(chosen)
    return chosen if usable and chosen not in TAKEN | {context.names.package} else "response"


def singular_of(context: Context, operation: Operation) -> str:
    words = context.resource_names(operation.id).attribute.split("_")
    return "_".join((*words[:-1], singular(words[-1])))


# --- answers -------------------------------------------------------------------------------------------------------


def plain(ref: TypeRef | None) -> TypeRef | None:
    return ref.inner if isinstance(ref, Nullable) else ref


def answer_object(context: Context, operation: Operation) -> Object | None:
    """The object behind the answer, an item of a page, or an event, where it is one and never null."""
    return object_behind(context, answer_type(operation))


def object_behind(context: Context, ref: TypeRef | None) -> Object | None:
    seen = 0
    while isinstance(ref, Reference) and seen < 100:
        definition = context.api.types.get(ref.id)
        if isinstance(definition, Object):
            return definition
        ref, seen = definition.target if isinstance(definition, Alias) else None, seen + 1
    return None


def shown_property(context: Context, found: Object, wanted: str | Literal[False] | None = None) -> Code | None:
    """The attribute that an example prints: the one wanted, an id, the first required one, the first one; none where
    that is wanted.
    """
    if wanted is False:
        return None
    readable = [each for each in found.properties if not each.write_only]
    for each in readable:
        if wanted is not None and wanted in (each.wire_name, context.names.properties[found.id, each.wire_name]):
            return attribute_of(context, found, each)
    best = min(readable, key=lambda each: (rank(each), not each.required), default=None)
    return attribute_of(context, found, best) if best else None


def rank(each: Property) -> int:
    """Ids first: they tell one answer from another."""
    if not each.required or not isinstance(each.type, Scalar):
        return 2
    return 0 if each.wire_name == "id" else 1 if each.wire_name.lower().endswith("id") else 2


def attribute_of(context: Context, found: Object, each: Property) -> Code:
    return ident(context.names.properties[found.id, each.wire_name])


def printed(context: Context, example: Example, name: str | None, *, is_async: bool = False) -> list[Code]:
    """Lines that show the answer that `name` holds."""
    operation = example.operation
    if name is None:
        return []
    found = answer_object(context, operation)
    shown = shown_property(context, found, example.printed) if found else None
    if operation.streaming is not None:
        loop = "async for" if is_async else "for"
        return [Code(f"{loop} event in {name}:"), Code("    print(event)")]
    if operation.paging is not None:
        scheme = next(each for each in context.api.page_schemes if each.name == operation.paging.scheme)
        items = ident(context.names.page_fields[scheme.name, scheme.items])
        item = [Code(f"print({name}.{shown})")] if shown else [Code(f"print({name})")]
        return [Code(f"{name} = {name}.{items}[0]"), *item]
    if operation.success.kind == "binary":
        return [Code(f"content = {'await ' if is_async else ''}{name}.read()"), Code("print(content)")]
    return [Code(f"print({name}.{shown})" if shown else f"print({name})")]


# --- programs ------------------------------------------------------------------------------------------------------


def import_line(context: Context, *names: str) -> Code:
    return Code(f"from {context.names.package} import {', '.join(ident(each) for each in names)}")


def client_class(context: Context, *, is_async: bool) -> Code:
    names = context.names.client
    return ident(names.async_class if is_async else names.sync_class)


def needed_options(context: Context) -> tuple[Code, ...]:
    """Arguments without which no client can be made, whatever the environment says."""
    found: list[Code] = []
    for each in context.api.options:
        if not each.read_env and not each.nullable and not each.has_default:
            py_name = context.names.client.options[each.name]
            words = py_name.split("_")
            text = "-".join(("my", *words)) if each.server_variable else " ".join(("My", *words)).title()
            given = each.example if each.example is not None else STAND_INS.get(each.kind, text)
            found.append(Code(f"{ident(py_name)}={value(given)}"))
    if not context.api.environments:
        found.append(Code('base_url="https://api.example.com"'))
    return tuple(found)


def new_client(context: Context, *extra: str, is_async: bool = False) -> list[Code]:
    """An expression that makes a client, with what the environment gives left out. `extra` are lines of arguments."""
    words = {each.split("=")[0] for each in extra}
    needed = [Code(f"{each},") for each in needed_options(context) if each.split("=")[0] not in words]
    head = f"{client_class(context, is_async=is_async)}("
    lines = [*needed, *(Code(each) for each in extra)]
    return [Code(head), *indented(lines), Code(")")] if lines else [Code(f"{head})")]


def first_client(context: Context, *, is_async: bool = False) -> list[Code]:
    """An expression that makes a client, as one sees it first: credentials from the environment are spelled out."""
    lines = [Code(f"    {each}") for each in spelled_options(context)]
    lines += [Code(f"    {each},") for each in needed_options(context)]
    head = f"{client_class(context, is_async=is_async)}("
    return [Code(head), *lines, Code(")")] if lines else [Code(f"{head})")]


def spelled_options(context: Context) -> list[Code]:
    """Credentials that the environment gives: the arguments, with what there is to say of them."""
    options = context.names.client.options
    remark = "# This is the default and can be omitted"
    lines: list[Code] = []
    for each in context.api.options:
        if each.read_env and each.scheme is not None and not each.nullable:
            line = f"{ident(options[each.name])}=os.environ.get({string(each.read_env)}),"
            fits = len(line) + len(remark) <= _REMARKED
            lines += [Code(f"{line}  {remark}")] if fits else [Code(remark), Code(line)]
    return lines


def program(context: Context, example: Example, *, is_async: bool = False) -> list[Code]:
    """A whole program that makes one call and prints what comes back."""
    head = [Code("import os")] if spelled_options(context) else []
    head += [import_line(context, client_class(context, is_async=is_async)), Code("")]
    made = first_client(context, is_async=is_async)
    body = statements(context, example, is_async=is_async)
    if not is_async:
        return [*head, *prefixed("client = ", made), *body]
    return async_main(head, [*prefixed("async with ", made, " as client:"), *indented(body)])


def async_main(head: list[Code], body: list[Code]) -> list[Code]:
    """A program whose `body` runs in an event loop; `head` is its imports."""
    definition = [Code("async def main() -> None:"), *indented(body)]
    while head and not head[-1]:
        head = head[:-1]
    blank = Code("")
    return [Code("import asyncio"), *head, blank, blank, *definition, blank, blank, Code("asyncio.run(main())")]


def statements(context: Context, example: Example, *, is_async: bool = False) -> list[Code]:
    """The call, what it gives put into a variable, and that printed."""
    name = variable_of(context, example)
    awaited = "await " if is_async else ""
    lines = prefixed((f"{name} = " if name else "") + awaited, call(context, example))
    return [*lines, *printed(context, example, name, is_async=is_async)]


def configured(context: Context, keys: tuple[str, ...], suits: Callable[[Operation], bool]) -> Example | None:
    """The config's example request under the first of these keys whose operation suits."""
    for key in keys:
        request = context.config.readme.example_requests.get(key)
        if request is None:
            continue
        for operation in all_operations(context):
            if (operation.http_method, operation.path) == tuple(request.endpoint) and suits(operation):
                given = cast("Mapping[str, Json]", request.params)
                return Example(operation, given, request.response_property, request.assign_to)
    return None


def all_operations(context: Context) -> list[Operation]:
    return [operation for resource in context.api.walk() for operation in resource.operations]
