"""What the README's examples are built from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code
from sdkwright.lower.examples import (
    async_main,
    call,
    client_class,
    import_line,
    new_client,
    prefixed,
    variable_of,
)
from sdkwright.lower.literals import indented
from sdkwright.lower.project.markdown import code_block

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sdkwright.lower.context import Context
    from sdkwright.lower.emit import Markdown
    from sdkwright.lower.examples import Example

BLANK = Code("")


def lines(*texts: str) -> list[Code]:
    """Source of our own, no part of it from a document."""
    return [Code(each) for each in texts]


def script(
    context: Context,
    body: Iterable[Code],
    *,
    imports: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    options: tuple[str, ...] = (),
    also: Iterable[Code] = (),
    before: tuple[str, ...] = (),
) -> Markdown:
    """A program around a client: imports, the client with `options`, the body. `before` and `also` are import lines
    before and after the package's own."""
    made = prefixed("client = ", new_client(context, *options))
    return code_block([*lines(*before), *head(context, False, imports, names, also), BLANK, *made, BLANK, *body])


def async_script(
    context: Context,
    body: Iterable[Code],
    *,
    imports: tuple[str, ...] = (),
    names: tuple[str, ...] = (),
    options: tuple[str, ...] = (),
    also: Iterable[Code] = (),
) -> Markdown:
    made = prefixed("async with ", new_client(context, *options, is_async=True), " as client:")
    return code_block(async_main(head(context, True, imports, names, also), [*made, *indented(list(body))]))


def head(
    context: Context, is_async: bool, imports: tuple[str, ...], names: tuple[str, ...], also: Iterable[Code]
) -> list[Code]:
    wanted = sorted((client_class(context, is_async=is_async), *names), key=lambda each: (each.islower(), each))
    return [*(Code(f"import {each}") for each in imports), import_line(context, *wanted), *also]


def assigned(context: Context, example: Example, replaced: Mapping[str, Code], *extra: str) -> list[Code]:
    """A call with changed arguments, its answer put into the usual variable."""
    name = variable_of(context, example)
    found = call(context, example, replaced=replaced, extra=tuple(Code(each) for each in extra))
    return prefixed(f"{name} = " if name else "", found)
