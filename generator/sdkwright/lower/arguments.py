"""The arguments of a method: where each value goes, what it is called, which annotation it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import Docs, Nullable, Operation, Reference, TypeRef
from sdkwright.lower.annotations import Annotator, either
from sdkwright.lower.emit import Code, ident
from sdkwright.lower.expr import PyExpr, name
from sdkwright.lower.views import ArgumentView
from sdkwright.name.operations import body_object

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.table import OperationNames, TypeModule

OMIT = Code("omit")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method. `where` is `path`, `query`, `header`, `cookie`, `body`, or `whole`: all of the body."""

    where: str
    wire_name: str
    py_name: str
    annotation: PyExpr
    type: TypeRef
    required: bool
    docs: Docs

    def view(self) -> ArgumentView:
        if self.required:
            return ArgumentView(ident(self.py_name), self.annotation.text, None)
        return ArgumentView(ident(self.py_name), either(self.annotation, name("Omit")).text, OMIT)


def read_arguments(
    context: Context, operation: Operation, operation_names: OperationNames, params: TypeModule | None
) -> list[Argument]:
    """Path parameters, then required ones, then the rest; each group in the order of the document."""
    names = operation_names.parameters
    annotator = annotator_of(context, "input", params)
    found = [
        Argument(
            each.place,
            each.wire_name,
            names[each.place, each.wire_name],
            annotator.annotate(not_null(each.type) if each.place == "path" else each.type),
            each.type,
            each.required,
            each.docs,
        )
        for each in operation.parameters
    ]
    body = body_object(context.api, operation)
    if body is not None:
        needed = operation.body is not None and operation.body.required
        found += [
            Argument(
                "body",
                each.wire_name,
                names["body", each.wire_name],
                annotator.annotate(each.type),
                each.type,
                each.required and needed,
                each.docs,
            )
            for each in body.properties
            if not each.read_only
        ]
    elif operation.body is not None:
        found.append(
            Argument(
                "whole",
                "",
                names["body", ""],
                annotator.body(operation.body),
                operation.body.type,
                operation.body.required,
                operation.body.docs,
            )
        )
    return sorted(found, key=lambda each: (each.where != "path", not each.required))


def not_null(ref: TypeRef) -> TypeRef:
    return ref.inner if isinstance(ref, Nullable) else ref


def annotator_of(context: Context, flavour: str, module: TypeModule | None) -> Annotator:
    """Writes annotations for a module of resources, which may use the classes of `module`."""
    local = dict(module.classes) if module else {}
    if module is not None and isinstance(module.root, Reference):
        local[module.root.id] = module.root_name
    return Annotator(
        context.api.types,
        "input" if flavour == "input" else "output",
        local,
        context.names.homes,
        elsewhere=module.name if module else None,
        aliases=context.names.aliases,
        in_resources=True,
        takes_files=module is not None and context.takes_files(module),
    )
