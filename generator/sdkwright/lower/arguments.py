"""The arguments of a method: where each value goes, what it is called, which annotation it has."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sdkwright.api import Docs, Operation, Reference, TypeRef
from sdkwright.lower.annotations import Annotator, either
from sdkwright.lower.emit import Code, ident
from sdkwright.lower.expr import PyExpr, name
from sdkwright.lower.views import ArgumentView
from sdkwright.name.arguments import is_positional

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot
    from sdkwright.name.table import OperationNames, TypeModule

OMIT = Code("omit")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument of a method. `where` is `path`, `query`, `header`, `cookie`, `body`, or `whole`: all of the body.
    `wire` is the annotation with what the runtime must know to send the value. `positional`: it may be given by
    position.
    """

    where: str
    wire_name: str
    py_name: str
    annotation: PyExpr
    wire: PyExpr
    type: TypeRef
    required: bool
    docs: Docs
    positional: bool = False

    def view(self) -> ArgumentView:
        if self.required:
            return ArgumentView(ident(self.py_name), self.annotation.text, None)
        return ArgumentView(ident(self.py_name), either(self.annotation, name("Omit")).text, OMIT)


def read_arguments(
    context: Context,
    operation: Operation,
    operation_names: OperationNames,
    params: TypeModule | None,
    listed: list[Slot],
) -> list[Argument]:
    """Those given by position in the order of the config, then the others in that of the document; of each, required
    ones first.
    """
    names = operation_names.parameters
    annotator = annotator_of(context, "input", params)
    found = [
        Argument(
            where="whole" if each.whole and each.place == "body" else each.place,
            wire_name=each.wire_name,
            py_name=names[each.place, each.wire_name],
            annotation=annotator.argument(each, operation.body),
            wire=annotator.slot(each, operation.body),
            type=each.type,
            required=each.required,
            docs=each.docs,
            positional=is_positional(operation, each),
        )
        for each in listed
    ]
    order = {word: index for index, word in enumerate(operation.positional)}
    return sorted(
        found,
        key=lambda each: (not each.positional, not each.required, order[each.wire_name] if each.positional else 0),
    )


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
