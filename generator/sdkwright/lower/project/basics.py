"""Blocks of the README around one plain call: usage, models, errors, retries, timeouts, responses."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sdkwright.api import Nullable, Object, Scalar
from sdkwright.lower.emit import Code, string
from sdkwright.lower.examples import (
    arguments,
    attribute_of,
    call,
    client_class,
    import_line,
    new_client,
    object_behind,
    prefixed,
    printed,
    program,
    shown_property,
    statements,
    values,
    variable_of,
)
from sdkwright.lower.literals import display, indented, sorted_keys
from sdkwright.lower.project.markdown import code_block, literal_text
from sdkwright.lower.project.snippets import BLANK, assigned, async_script, lines, script
from sdkwright.lower.project.views import BasicsBlocks, ModelBlocks, OmitBlock
from sdkwright.name.modules import answer_type

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.lower.context import Context
    from sdkwright.lower.emit import Markdown
    from sdkwright.lower.examples import Argument, Example

HEADER = 'response.headers.get("x-request-id")'
_LINE = 120


def basics_blocks(context: Context, headline: Example, example: Example, own: Callable[[str], Example]) -> BasicsBlocks:
    """`own` gives the request that the config has for a section, else `example`."""
    aiohttp = ("http_client=DefaultAioHttpClient(),",)
    shown = statements(context, example)
    return BasicsBlocks(
        usage=code_block(program(context, headline)),
        usage_async=code_block(program(context, headline, is_async=True)),
        aiohttp=async_script(
            context, statements(context, headline, is_async=True), names=("DefaultAioHttpClient",), options=aiohttp
        ),
        extra=script(context, assigned(context, example, {}, *extras(example))),
        errors=errors(context, own("errors")),
        pickling=pickling(context, example),
        retries=retries(context, own("retries")),
        timeouts=timeouts(context, own("timeouts")),
        raw=raw(context, own("raw_response"), is_async=False),
        raw_async=raw(context, own("raw_response"), is_async=True),
        streamed=streamed(context, example),
        requests=plain_request(context, example),
        closing=closing(context, shown),
        strict=script(context, shown, options=("_strict_response_validation=True,",)),
    )


def extras(example: Example) -> list[str]:
    body = example.operation.body
    found = ['extra_headers={"X-My-Header": "value"},', 'extra_query={"my_query_parameter": "value"},']
    return [*found, 'extra_body={"my_property": True},'] if body is not None and body.kind == "json" else found


def errors(context: Context, example: Example) -> Markdown:
    package = context.names.package
    body = [
        Code("try:"),
        *indented(assigned(context, example, {})),
        *lines(
            f"except {package}.APIConnectionError as error:",
            f'    print("No answer from the server:", error.__cause__)  # most often an error of {context.http.name}',
            f"except {package}.RateLimitError as error:",
            '    print("Too many requests; the server asks to wait", error.retry_after, "seconds")',
            f"except {package}.APIStatusError as error:",
            '    print("Status", error.status_code, "for request", error.request_id)',
            "    print(error.body)",
        ),
    ]
    return script(context, body, imports=(package,))


def pickling(context: Context, example: Example) -> Markdown:
    body = [
        Code("try:"),
        *indented(assigned(context, example, {})),
        *lines(
            "except APIStatusError as error:",
            "    copied = pickle.loads(pickle.dumps(error))",
            "    print(copied.status_code, copied.body, copied.request_id)",
        ),
    ]
    return script(context, body, imports=("pickle",), names=("APIStatusError",))


def retries(context: Context, example: Example) -> Markdown:
    name = variable_of(context, example)
    one = prefixed(f"{name} = " if name else "", call(context, example, client="client.with_options(max_retries=5)"))
    if len(one[0]) > _LINE:  # as ruff breaks it
        before, _, after = one[0].partition("(max_retries=5)")
        one = [Code(f"{before}("), Code("    max_retries=5"), Code(f"){after}"), *one[1:]]
    body = [Code("# This call may be tried five times more."), *one]
    return script(context, body, options=("max_retries=0,  # nothing is tried again",))


def timeouts(context: Context, example: Example) -> Markdown:
    body = [Code("# For this call only."), *assigned(context, example, {}, "timeout=5.0,")]
    detail = context.http.spoken("timeout=httpx.Timeout(60.0, read=20.0, write=10.0, connect=2.0),")
    return script(context, body, imports=(context.http.name,), options=(f"{detail}  # or simply: timeout=20.0",))


def raw(context: Context, example: Example, *, is_async: bool) -> Markdown:
    awaited = "await " if is_async else ""
    name = variable_of(context, example)
    found = call(context, example, through="with_raw_response")
    body = [
        *prefixed(f"response = {awaited}", found),
        Code(f"print(response.status_code, {HEADER}, response.retries_taken)"),
        BLANK,
        Code(
            f"{name if name != 'response' else 'parsed'} = {awaited}response.parse()"
            if name
            else f"{awaited}response.parse()"
        ),
        *printed(context, example, "parsed" if name == "response" else name, is_async=is_async),
    ]
    return async_script(context, body) if is_async else script(context, body)


def streamed(context: Context, example: Example) -> Markdown:
    found = call(context, example, through="with_streaming_response")
    inside = lines(f"print({HEADER})", "for line in response.iter_lines():", "    print(line)")
    return script(context, [*prefixed("with ", found, " as response:"), *indented(inside)])


def plain_request(context: Context, example: Example) -> Markdown:
    """The same call by its path, as one would make it if the SDK had no method for it."""
    operation, path = example.operation, example.operation.path.partition("#")[0]
    body: dict[str, object] = {}
    for argument, data in values(context, example):
        if argument.place == "path":
            path = path.replace(f"{{{argument.wire_name}}}", quote(str(data), safe=""))
        elif argument.place == "body" and argument.wire_name:
            body[argument.wire_name] = sorted_keys(data)
    given = [Code(f"{string(path)},"), Code(context.http.spoken("cast_to=httpx.Response,"))]
    if body and operation.body is not None and operation.body.kind == "json":
        first, *rest = display(body, used=10)
        given += [Code(f"body={first}"), *rest]
        given[-1] = Code(f"{given[-1]},")
    verb = operation.http_method if operation.http_method in ("get", "post", "put", "patch", "delete") else "get"
    found = [Code(f"response = client.{verb}("), *indented(given), Code(")")]
    return script(context, [*found, Code("print(response.status_code, response.json())")], imports=(context.http.name,))


def closing(context: Context, shown: list[Code]) -> Markdown:
    made = prefixed("with ", new_client(context), " as client:")
    return code_block([import_line(context, client_class(context, is_async=False)), BLANK, *made, *indented(shown)])


# --- models --------------------------------------------------------------------------------------------------------


def model_blocks(context: Context, example: Example) -> ModelBlocks | None:
    """None where the answer is no model."""
    operation = example.operation
    found = object_behind(context, answer_type(operation))
    name = variable_of(context, example)
    if found is None or name is None or operation.paging is not None or operation.streaming is not None:
        return None
    made = assigned(context, example, {})
    shown = shown_property(context, found, example.printed)
    dump = [
        *([Code(f"print({name}.{shown})")] if shown else []),
        Code(f"print({name}.to_json())  # JSON text"),
        Code(f"print({name}.to_dict())  # a dict, with the names that the API uses"),
    ]
    return ModelBlocks(
        dump=script(context, [*made, *dump]),
        request_id=script(context, [*made, Code(f"print({name}._request_id)")]),
        missing=missing(context, made, name, found),
    )


def missing(context: Context, made: list[Code], name: str, found: Object) -> Markdown | None:
    optional = [each for each in found.properties if not each.required and not each.write_only]
    chosen = next((each for each in optional if isinstance(each.type, Nullable)), optional[0] if optional else None)
    if chosen is None:
        return None
    attribute = attribute_of(context, found, chosen)
    body = lines(
        f"if {name}.{attribute} is None:",
        f"    if {string(attribute)} in {name}.model_fields_set:",
        '        print("The server sent null.")',
        "    else:",
        '        print("The server did not send it.")',
    )
    return script(context, [*made, *body])


def omit_block(context: Context, example: Example) -> OmitBlock | None:
    """An argument left out and, where there is one, another that is sent as null."""
    optional = [each for each in arguments(context, example.operation) if not each.required]
    nulled = next((each for each in optional if each.place == "body" and isinstance(each.type, Nullable)), None)
    left_out = next((each for each in optional if each is not nulled and is_text(each)), None)
    if left_out is None:
        return None
    replaced = {left_out.py_name: Code("omit,  # not sent, as if the argument were not written")}
    if nulled is not None:
        replaced[nulled.py_name] = Code("None,  # sent as null")
    body = assigned(context, example, replaced)
    return OmitBlock(literal_text(left_out.py_name), script(context, body, names=("omit",)))


def is_text(argument: Argument) -> bool:
    ref = argument.type.inner if isinstance(argument.type, Nullable) else argument.type
    return isinstance(ref, Scalar)
