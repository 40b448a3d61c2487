"""Telling what could not keep the name that its word in the document or the config stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sdkwright.api import Api, Pointer
    from sdkwright.diagnostics import Diagnostics, Place
    from sdkwright.name.table import OperationNames, ResourceNames
    from sdkwright.name.words import Casing


def report_renames(
    api: Api,
    resources: Mapping[tuple[str, ...], ResourceNames],
    operations: Mapping[str, OperationNames],
    casing: Casing,
    sink: Diagnostics,
    place: Callable[[Pointer], Place],
) -> None:
    """SW301 for each resource, method and argument whose name differs from its word in snake case."""
    for resource in api.walk():
        attribute = resources[resource.path].attribute
        if attribute != casing.snake(resource.path[-1]):
            sink.add("SW301", f"resource {'.'.join(resource.path)!r} is called {attribute!r} in Python")
        for operation in resource.operations:
            names = operations[operation.id]
            if names.method != casing.snake(operation.name):
                message = f"method {operation.name!r} is called {names.method!r} in Python"
                sink.add("SW301", message, at=place(operation.source))
            for wire_name, py_name in renamed(names, casing):
                message = f"argument {wire_name!r} of {operation.name!r} is called {py_name!r} in Python"
                sink.add("SW301", message, at=place(operation.source))


def renamed(names: OperationNames, casing: Casing) -> Iterator[tuple[str, str]]:
    """The arguments whose name differs from that of what they send; a whole body has no name of its own."""
    for (_, wire_name), py_name in sorted(names.parameters.items()):
        if wire_name and py_name != casing.snake(wire_name):
            yield wire_name, py_name
