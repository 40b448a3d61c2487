"""Programs that call every method of a published SDK, the way its users do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.compat.programs.tree import Method, Tree, trees
from tests.compat.programs.values import Values

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

_HEAD = """\
from __future__ import annotations
import datetime
from typing import Any, cast
from {package} import {client}
datetime, Any, cast
"""
_ITERATED = ("Page", "Paginator", "Stream")


def programs(package: str, facts: Mapping[str, Any], aside: Container[str]) -> dict[str, str]:
    """Module → text; what a call returns is revealed to the type checker, and so are its fields. Methods that are
    `aside` are left out.
    """
    values = Values(facts)
    found: dict[str, str] = {}
    for tree in trees(facts):
        own = [method for method in tree.methods if method.fact not in aside]
        found[f"calls_{tree.client.lower()}"] = _program(package, Tree(tree.client, own), values)
    return found


def _program(package: str, tree: Tree, values: Values) -> str:
    lines = [_HEAD.format(package=package, client=tree.client)]
    for number, method in enumerate(tree.methods):
        is_async = tree.client.startswith("Async")
        lines.append(f"{'async ' if is_async else ''}def call_{number}(client: {tree.client}) -> None:")
        lines += [f"    {line}" for line in _calls(method, values, is_async=is_async)]
    return "\n".join(lines) + "\n"


def _calls(method: Method, values: Values, *, is_async: bool) -> Iterator[str]:
    for number, overload in enumerate(method.overloads):
        wait = "await " if overload["async"] else ""
        least, most = (_arguments(method, overload, values, every=every) for every in (False, True))
        yield f"least_{number} = {wait}client.{method.path}({least})"
        yield f"most_{number} = {wait}client.{method.path}({most})"
        yield f"reveal_type(least_{number})"
        yield f"reveal_type(most_{number})"
        if any(each in overload["returns"].split("[")[0] for each in _ITERATED):
            yield f"{'async ' if is_async else ''}for item_{number} in most_{number}:"
            yield f"    reveal_type(item_{number})"
        for field in values.fields(overload["returns"], method.module):
            yield f"reveal_type(most_{number}.{field})"
    owner, name = method.path.rsplit(".", 1)
    raw_wait, hold = ("await ", "async with") if is_async else ("", "with")
    yield f"raw = {raw_wait}client.{owner}.with_raw_response.{name}({least})"
    yield "reveal_type(raw.headers)"
    yield f"{hold} client.{owner}.with_streaming_response.{name}({least}) as streamed:"
    yield "    reveal_type(streamed.status_code)"


def _arguments(method: Method, overload: Mapping[str, Any], values: Values, *, every: bool) -> str:
    """By position where users must not name them by another word, by name else."""
    found: list[str] = []
    for name, kind, annotation, default in overload["params"]:
        if name == "self" or kind == "var" or (default is not None and not every):
            continue
        value = values.value(annotation, f"{method.module}.{method.path.rsplit('.', 1)[-1]}_params")
        found.append(value if kind == "positional" else f"{name}={value}")
    return ", ".join(found)
