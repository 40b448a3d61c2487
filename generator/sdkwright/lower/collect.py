"""View of a collector: a class that the events of a stream add up to, one event at a time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sdkwright.api import (
    CollectLast,
    CollectList,
    CollectPairs,
    CollectText,
    Nullable,
    Object,
    Reference,
    Take,
    Union,
)
from sdkwright.lower.annotations import Annotator, optional
from sdkwright.lower.emit import Code, ident, prose, string
from sdkwright.lower.expr import Import, PyExpr, name, subscript
from sdkwright.lower.views import ClassView, CollectRule, CollectView, FieldView

if TYPE_CHECKING:
    from sdkwright.lower.context import Context
    from sdkwright.name.table import CollectNames, ModuleName, TypeModule


def collect_module(context: Context, module: TypeModule) -> CollectView:
    operation = context.operation(module.operation)
    assert operation.streaming is not None and operation.streaming.collect is not None
    writer = CollectWriter(context, module)
    for each in operation.streaming.collect.fields:
        writer.write(each)
    return writer.view()


@dataclass
class CollectWriter:
    """Gathers the parts of the class field by field."""

    context: Context
    module: TypeModule
    fields: list[FieldView] = field(default_factory=list[FieldView])
    properties: list[FieldView] = field(default_factory=list[FieldView])
    pairs: list[ClassView] = field(default_factory=list[ClassView])
    rules: list[CollectRule] = field(default_factory=list[CollectRule])
    imports: set[Import] = field(default_factory=set[Import])

    def __post_init__(self) -> None:
        self._home, self._local = self._event_home()
        self._annotator = Annotator(
            self.context.api.types,
            "output",
            self._local,
            self.context.names.homes,
            elsewhere=self._home,
            aliases=self.context.names.aliases,
        )
        self._union = self._event_union()
        self._names: CollectNames = self.context.names.collects[self.module.operation or ""]

    def _event_home(self) -> tuple[ModuleName, dict[str, str]]:
        """The module where the classes of the events live, and their names there."""
        own = [each for each in self.context.modules_of(self.module.operation or "") if each.status is None]
        event = min((each for each in own if each.role in ("event", "response")), key=lambda each: each.role)
        if event.reuses is None:
            local = dict(event.classes)
            if isinstance(event.root, Reference):
                local[event.root.id] = event.root_name
            return event.name, local
        home = event.reuses[0]
        return home, dict(next(each for each in self.context.names.modules if each.name == home).classes)

    def _event_union(self) -> Union:
        operation = self.context.operation(self.module.operation)
        assert operation.streaming is not None
        ref = operation.streaming.event
        inner = ref.inner if isinstance(ref, Nullable) else ref
        found = self.context.api.types[inner.id] if isinstance(inner, Reference) else None
        assert isinstance(found, Union)
        return found

    # --- fields ----------------------------------------------------------------------------------------------------

    def write(self, each: CollectText | CollectLast | CollectList | CollectPairs) -> None:
        match each:
            case CollectText():
                self._text(each)
            case CollectLast(name=field_name, last=take):
                annotation = optional(self._taken(take))
                self._field(self._names.fields[field_name], self._use(annotation).text, Code("None"))
                self._rule(take.event, Code(f"self.{self._names.fields[field_name]} = {self._value(take)}"))
            case CollectList(name=field_name, each=take):
                element = self._taken(take).text
                annotation = subscript(name("List", "typing"), self._taken(take))
                self._field(self._names.fields[field_name], self._use(annotation).text, self._empty(f"list[{element}]"))
                self._rule(take.event, Code(f"self.{self._names.fields[field_name]}.append({self._value(take)})"))
            case CollectPairs():
                self._pairs(each)

    def _text(self, each: CollectText) -> None:
        self.imports.add(Import("._collect", "TextPieces"))
        py_name = self._names.fields[each.name]
        hidden = ident(f"_{py_name}")
        self._field(hidden, Code("TextPieces"), self._empty("TextPieces"))
        docs = f"The text so far, of `{each.delta.event}` events" + (
            f" and of `{each.final.event}` events, which settle it." if each.final else "."
        )
        self.properties.append(FieldView(ident(py_name), Code("str"), Code(f"self.{hidden}.text"), prose(docs, 8)))
        self._rule(each.delta.event, Code(f"self.{hidden}.add({self._value(each.delta)})"))
        if each.final is not None:
            self._rule(each.final.event, Code(f"self.{hidden}.settle({self._value(each.final)})"))

    def _pairs(self, each: CollectPairs) -> None:
        first, second = self._class(each.first), self._class(each.second)
        pair, one, other = (ident(part) for part in self._names.pairs[each.name])
        self._use(first)
        self._use(optional(second))
        self.pairs.append(
            ClassView(
                name=pair,
                bases=Code(""),
                docstring=prose(
                    f"A `{each.first}` event and the `{each.second}` event of the same `{each.on}`, once it came.",
                    4,
                ),
                fields=(
                    FieldView(one, first.text, None, None),
                    FieldView(other, optional(second).text, Code("None"), None),
                ),
                extra=None,
            )
        )
        self.imports.add(Import("typing", "List"))
        py_name = self._names.fields[each.name]
        self._field(py_name, Code(f"List[{pair}]"), self._empty(f"list[{pair}]"))
        items = f"self.{py_name}"
        self._rule(each.first, Code(f"{items}.append({pair}(event))"))
        match_first, match_second = self._attribute(each.first, each.on), self._attribute(each.second, each.on)
        self._rule(
            each.second,
            Code(
                f"for pair in reversed({items}):\n"
                f"                if pair.{one}.{match_first} == event.{match_second}:\n"
                f"                    pair.{other} = event\n"
                f"                    break"
            ),
        )

    def _field(self, field_name: str, annotation: Code, default: Code) -> None:
        self.fields.append(FieldView(ident(field_name), annotation, default, None))

    def _empty(self, factory: str) -> Code:
        self.imports.add(Import("dataclasses", "field"))
        return Code(f"field(default_factory={factory})")

    # --- events ----------------------------------------------------------------------------------------------------

    def _event(self, tag: str) -> Object:
        variant = next(each for each in self._union.variants if tag in each.tags)
        found = self.context.api.types[variant.type.id] if isinstance(variant.type, Reference) else None
        assert isinstance(found, Object)
        return found

    def _class(self, tag: str) -> PyExpr:
        return self._annotator.annotate(Reference(self._event(tag).id))

    def _attribute(self, tag: str, wire_name: str) -> Code:
        return ident(self.context.names.properties[self._event(tag).id, wire_name])

    def _taken(self, take: Take) -> PyExpr:
        if take.take is None:
            return self._class(take.event)
        return self._annotator.annotate(
            next(each.type for each in self._event(take.event).properties if each.wire_name == take.take)
        )

    def _value(self, take: Take) -> Code:
        return Code("event") if take.take is None else Code(f"event.{self._attribute(take.event, take.take)}")

    def _rule(self, tag: str, statement: Code) -> None:
        """An event counts as what its tag says; an unknown one may be an instance of any class of the union."""
        assert self._union.tag is not None
        class_name = self._use(self._class(tag)).text
        condition = Code(
            f"isinstance(event, {class_name}) and event.{self._attribute(tag, self._union.tag)} == {string(tag)}"
        )
        for index, rule in enumerate(self.rules):
            if rule.condition == condition:
                self.rules[index] = CollectRule(condition, Code(f"{rule.statement}\n            {statement}"))
                return
        self.rules.append(CollectRule(condition, statement))

    def _use(self, expression: PyExpr) -> PyExpr:
        self.imports |= expression.imports
        return expression

    def view(self) -> CollectView:
        event = self._use(self._annotator.annotate(Reference(self._union.id)))
        imports = self.imports | {
            Import("__future__", "annotations"), Import("dataclasses", "dataclass"),
            Import("typing", "AsyncIterable"), Import("typing", "Iterable"),
        }  # fmt: skip
        call = self.context.call(self.module.operation or "")
        return CollectView(
            header=self.context.header(imports, ("types", *self.module.name.package)),
            exports=tuple(string(each) for each in (self.module.root_name, *(pair.name for pair in self.pairs))),
            name=ident(self.module.root_name),
            event=event.text,
            docstring=prose(f"What the events of `{call}` add up to.", 4) or Code('""""""'),
            pairs=tuple(self.pairs),
            fields=tuple(self.fields),
            properties=tuple(self.properties),
            rules=tuple(self.rules),
        )
