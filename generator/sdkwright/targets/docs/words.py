"""How types are spelled in each flavour of the reference.

| type              | Python               | HTTP, command line            |
|-------------------|----------------------|-------------------------------|
| text, numbers     | `str`, `int`         | `string`, `number`            |
| list              | `List[str]`          | `array of string`             |
| map               | `Dict[str, X]`       | `map[X]`                      |
| may be left out   | `Optional[X]`        | `optional X`                  |
| null              | `Optional[X]`        | `X or null`                   |
| object            | `class X: …`         | `object { a, b, 2 more }`     |
| union             | `Union[A, B, 2 more]`| `A or B or 2 more`            |
| closed set        | `Literal["a", "b"]`  | `"a" or "b"`                  |
| anything          | `object`             | `unknown`                     |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

from sdkwright.api import (
    Alias,
    Enum,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Object,
    Reference,
    Scalar,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.annotations import Annotator, is_date, optional
from sdkwright.lower.command_line.kinds import counted, either, object_words, value_words
from sdkwright.lower.emit import Code, value
from sdkwright.lower.expr import PyExpr
from sdkwright.targets.docs.scopes import sent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import TypeDef, TypeId, TypeRef
    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule
    from sdkwright.targets.docs.scopes import Scope, Scopes
    from sdkwright.targets.docs.tree import Node

# How deep lists, maps and unions are spelled out within one line.
DEEPEST = 8


class Words(Protocol):
    """One flavour."""

    def label(self, node: Node) -> str:
        """What stands in the line of a node."""
        ...

    def root(self, ref: TypeRef, scope: Scope) -> str:
        """What stands in the line of an answer or of a type that is told of by itself."""
        ...


# --- Python --------------------------------------------------------------------------------------------------------


class BriefAnnotator(Annotator):
    """Writes annotations for readers: of long unions and sets only the beginning."""

    __slots__ = ()

    def annotate(self, ref: TypeRef) -> PyExpr:
        if isinstance(ref, LiteralOf):
            return brief_literal([value(each) for each in ref.values])
        return Annotator.annotate(self, ref)

    def union(self, parts: list[PyExpr]) -> PyExpr:
        texts = list(dict.fromkeys(str(each.text) for each in parts))
        if len(texts) == 1:
            return PyExpr(Code(texts[0]))
        return PyExpr(Code(f"Union[{', '.join(counted(texts))}]"))

    def _scalar(self, ref: Scalar) -> PyExpr:
        """Formats of dates are no matter of readers."""
        return self.undated(ref)[0] if self.flavour == "input" and is_date(ref) else Annotator._scalar(self, ref)


def brief_literal(texts: list[Code]) -> PyExpr:
    return PyExpr(Code(f"Literal[{', '.join(counted(list(map(str, texts))))}]"))


class PythonWords:
    """As the SDK's classes and signatures spell them."""

    def __init__(self, context: Context, scopes: Scopes) -> None:
        self._context = context
        self._scopes = scopes
        self._annotators: dict[Scope, BriefAnnotator] = {}

    def annotator(self, scope: Scope) -> BriefAnnotator:
        found = self._annotators.get(scope)
        if found is None:
            module = self._scopes.module(scope)
            found = self._annotators[scope] = BriefAnnotator(
                self._context.api.types,
                scope.flavour,
                self._scopes.local(scope),
                self._context.names.homes,
                takes_files=module is not None and self._context.takes_files(module),
            )
        return found

    def label(self, node: Node) -> str:
        match node.kind:
            case "property":
                assert node.owner is not None and node.property is not None
                names = self._context.names
                called = names.keys if node.scope.flavour == "input" else names.properties
                attribute = called[node.owner.id, node.property.wire_name]
                found = self.annotator(node.scope).undated(node.type)[0]
                may_lack = not node.property.required
                return f"{attribute}: {optional(found).text if may_lack else found.text}"
            case "variant":
                return self._variant(node.type, node.scope)
            case "others":
                return f"**others: {self.annotator(node.scope).annotate(node.type).text}"
            case "value":
                return str(value(node.value))
            case "more":
                return f"{node.more} more"

    def _variant(self, ref: TypeRef, scope: Scope) -> str:
        text = str(self.annotator(scope).annotate(ref).text)
        inner = ref.inner if isinstance(ref, Nullable) else ref
        if isinstance(inner, Reference) and isinstance(self._context.api.types.get(inner.id), Object):
            return f"class {self.annotator(scope).annotate(inner).text}: …"
        return text

    def root(self, ref: TypeRef, scope: Scope) -> str:
        """A class, or a name with what it stands for."""
        inner = ref.inner if isinstance(ref, Nullable) else ref
        annotator = self.annotator(scope)
        definition = self._context.api.types.get(inner.id) if isinstance(inner, Reference) else None
        text = str(annotator.annotate(inner).text)
        match definition:
            case Object():
                return f"class {text}: …"
            case Union():
                inside = self.annotator(self._scopes.entered(definition.id, scope))
                return f"{text} = {inside.union([inside.annotate(each.type) for each in definition.variants]).text}"
            case Enum(values=values):
                return f"{text} = {brief_literal([value(each) for each in values]).text}"
            case Alias(target=target):
                inside = self.annotator(self._scopes.entered(definition.id, scope))
                return f"{text} = {inside.annotate(target).text}"
            case None:
                module = self._scopes.module(scope)
                is_root = module is not None and module.root in (ref, inner)
                return f"{module.root_name} = {text}" if module is not None and is_root else text


# --- what travels ---------------------------------------------------------------------------------------------------


class WireWords:
    """As JSON knows them: names of the wire, types without a language. Of classes only models have names within other
    types; answers have the name of their class where they are told of by themselves.
    """

    def __init__(self, context: Context, scopes: Scopes) -> None:
        self._types: Mapping[TypeId, TypeDef] = context.api.types
        self._names = context.names
        self._scopes = scopes

    def label(self, node: Node) -> str:
        match node.kind:
            case "property":
                assert node.property is not None
                is_free = not node.property.required
                text = self.optional(node.type, node.scope) if is_free else self.text(node.type, node.scope)
                return f"{node.property.wire_name}: {text}"
            case "variant":
                return self._variant(node.type, node.scope)
            case "others":
                return f"others: map[{self.text(node.type, node.scope)}]"
            case "value":
                return value_words([node.value])
            case "more":
                return f"{node.more} more"

    def optional(self, ref: TypeRef, scope: Scope) -> str:
        return f"optional {self.text(without_null(ref), scope)}"

    def root(self, ref: TypeRef, scope: Scope) -> str:
        inner = without_null(ref)
        name = self.name(inner, scope)
        return f"{name}: {self.spelled(inner, scope)}" if name else self.spelled(inner, scope)

    def name(self, ref: TypeRef, scope: Scope) -> str | None:
        """What a type is called that is told of by itself."""
        if isinstance(ref, Reference) and self._scopes.is_model(ref.id):
            return self._model(ref.id)
        module = self._scopes.module(scope)
        is_root = module is not None and module.root is not None and without_null(module.root) == ref
        return self.answer_name(module) if module is not None and is_root else None

    def answer_name(self, module: TypeModule) -> str | None:
        return module.root_name

    def spelled(self, ref: TypeRef, scope: Scope) -> str:
        """The type without its name."""
        return self._definition(ref.id, scope, 0) if isinstance(ref, Reference) else self.text(ref, scope)

    def _variant(self, ref: TypeRef, scope: Scope) -> str:
        inner = without_null(ref)
        hint = self._hint(inner) if isinstance(inner, Reference) else None
        return f"{hint}: {self.spelled(inner, scope)}" if hint else self.text(ref, scope)

    def _model(self, type_id: TypeId) -> str:
        homes = self._names.homes
        return (homes.get((type_id, "output")) or homes[type_id, "input"])[1]

    def text(self, ref: TypeRef, scope: Scope, depth: int = 0) -> str:
        if depth > DEEPEST:
            return "unknown"
        match ref:
            case Scalar(kind=kind, format=form):
                return "file" if form == "binary" else "number" if kind == "integer" else kind
            case ListOf(item=item):
                return f"array of {self.text(item, scope, depth + 1)}"
            case MapOf(value=inner):
                return f"map[{self.text(inner, scope, depth + 1)}]"
            case Reference(id=type_id) if self._scopes.is_model(type_id):
                return self._model(type_id)
            case Reference(id=type_id):
                return self._definition(type_id, scope, depth + 1)
            case Nullable(inner=inner):
                return f"{self.text(inner, scope, depth + 1)} or null"
            case LiteralOf(values=values):
                return value_words(values)
            case UnionOf(variants=variants):
                return either([self._one(each, scope, depth + 1) for each in variants])
            case Unknown(is_object=True):
                return "map[unknown]"
            case Unknown():
                return "unknown"
            case _:
                assert_never(ref)

    def _definition(self, type_id: TypeId, scope: Scope, depth: int) -> str:
        match self._types.get(type_id):
            case Object() as found:
                return self._object(found, scope)
            case Enum(values=values):
                return value_words(values)
            case Union(variants=variants):
                return either([self._one(each.type, scope, depth + 1) for each in variants])
            case Alias(target=target):
                return self.text(target, scope, depth + 1)
            case None:
                return "unknown"

    def _one(self, ref: TypeRef, scope: Scope, depth: int) -> str:
        """One of several types. The properties of objects hardly tell them apart; what the document calls them does."""
        inner = without_null(ref)
        return (self._hint(inner) if isinstance(inner, Reference) else None) or self.text(ref, scope, depth)

    def _hint(self, ref: Reference) -> str | None:
        if self._scopes.is_model(ref.id):
            return self._model(ref.id)
        definition = self._types.get(ref.id)
        return definition.name_hint if isinstance(definition, Object) else None

    def _object(self, definition: Object, scope: Scope) -> str:
        names = [each.wire_name for each in sent(definition, scope.flavour)]
        if names or definition.additional is None:
            return object_words(names)
        return f"map[{self.text(definition.additional, scope, DEEPEST - 1)}]"


def without_null(ref: TypeRef) -> TypeRef:
    return ref.inner if isinstance(ref, Nullable) else ref
