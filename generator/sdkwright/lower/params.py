"""The module of a method's arguments: the typed dict of all that is given by name.

| method                 | typed dicts                                                                               |
|------------------------|-------------------------------------------------------------------------------------------|
| streams when asked to  | `…ParamsBase`, with what both kinds of call take; `…ParamsNonStreaming` and                |
|                        | `…ParamsStreaming`, which add what asks for the stream; `…Params` is either               |
| takes one of several   | one for each object that the body may be, with all that such a call takes; `…Params` is    |
| objects as its body    | any of them                                                                               |
| any other              | `…Params`                                                                                 |
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Docs
from sdkwright.lower.annotations import literal, optional
from sdkwright.lower.docs import schema_docstring
from sdkwright.lower.emit import Code, ident
from sdkwright.lower.expr import name
from sdkwright.lower.types import Blocks, ModuleWriter
from sdkwright.lower.views import ClassView, FieldView, TypeModuleView
from sdkwright.name.arguments import asks_when, params_slots, switch_slot, variant_slots

if TYPE_CHECKING:
    from sdkwright.api import Operation
    from sdkwright.lower.context import Context
    from sdkwright.name.arguments import Slot
    from sdkwright.name.table import TypeModule


def params_module(context: Context, module: TypeModule) -> TypeModuleView:
    """The view of the module of a method's arguments."""
    return ParamsWriter(context, module).view()


class ParamsWriter(ModuleWriter):
    def __init__(self, context: Context, module: TypeModule) -> None:
        super().__init__(context, module)
        self._operation: Operation = context.operation(module.operation)
        self._names = context.names.operations[self._operation.id].parameters

    def _blocks(self) -> Blocks:
        """Inline types first, then the arguments."""
        listed = params_slots(self._api, self._operation)
        order = list(dict.fromkeys(found for each in listed for found in self._order(each.type)))
        blocks = self._defined(order)
        switch = switch_slot(self._api, self._operation)
        if switch is not None:
            return [*blocks, *self._streaming([each for each in listed if each != switch], switch)]
        if self._module.parts:
            return [*blocks, *self._variants([each for each in listed if each.place != "body"])]
        return [*blocks, self._dict(self._module.root_name, [self._slot(each) for each in listed])]

    def _variants(self, beside: list[Slot]) -> Blocks:
        parts = self._module.parts
        listed = zip(parts, variant_slots(self._api, self._operation), strict=True)
        found = [self._dict(part, [self._slot(each) for each in (*beside, *slots)]) for part, slots in listed]
        either = self._annotator.union([name(each) for each in parts])
        return [*found, self._alias(self._module.root_name, self._use(either))]

    def _streaming(self, listed: list[Slot], switch: Slot) -> Blocks:
        base, plain, streaming = self._module.parts
        root = self._dict(base, [self._slot(each) for each in listed])
        kinds = [
            self._dict(word, [self._switch(switch, to=to)], base=base)
            for word, to in ((plain, False), (streaming, True))
        ]
        either = self._annotator.union([name(plain), name(streaming)])
        return [root, *kinds, self._alias(self._module.root_name, self._use(either))]

    def _switch(self, switch: Slot, *, to: bool) -> FieldView:
        """The argument that asks for the stream, where its value says that there is one or that there is none."""
        asked = asks_when(self._operation, switch, to=to)
        annotation = literal((to,))
        value = optional(annotation) if asked.null else annotation
        py_name = self._names[switch.place, switch.wire_name]
        return self._typed_key(py_name, switch.wire_name, (value, False), asked.required, switch.docs)

    def _dict(self, class_name: str, fields: list[FieldView], *, base: str | None = None) -> ClassView:
        docs = f"The arguments of `{self._context.call(self._operation.id)}` that are given by name."
        return ClassView(
            ident(class_name),
            Code(f"{ident(base)}, total=False") if base else self._bases(True),
            None if base else schema_docstring(Docs(description=docs), 4),
            tuple(fields),
            None,
        )

    def _slot(self, slot: Slot) -> FieldView:
        value = self._annotator.slot_of(slot, self._operation.body)
        py_name = self._names[slot.place, slot.wire_name]
        wire_name = py_name if slot.whole else slot.wire_name
        return self._typed_key(py_name, wire_name, value, slot.required, slot.docs)
