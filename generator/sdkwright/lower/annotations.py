"""Which Python annotation a type gets. The one place where that is decided.

| type                    | in a model (output)                | in a typed dict or an argument (input)             |
|-------------------------|------------------------------------|----------------------------------------------------|
| string, integer, number | `str`, `int`, `float`              | the same                                           |
| boolean                 | `bool`                             | the same                                           |
| date-time, date         | `datetime`, `date`                 | `Union[str, datetime]`; its format is the field's  |
| binary                  | `str`                              | `FileTypes` in a multipart form, else `str`        |
| any other format        | `str`, exactly as on the wire      | the same                                           |
| list of what may be text | `List[X]`                         | `SequenceNotStr[X]`: one text is no list           |
| list of enum, const     | `List[Literal[…]]`                 | `List[Literal[…]]`: checkers infer it from a list  |
| any other list          | `List[X]`                          | `Iterable[X]`                                      |
| name for a list         | `List[X]`                          | `List[X]`                                          |
| map                     | `Dict[str, X]`                     | `Dict[str, X]`                                     |
| nullable                | `Optional[X]`                      | `Optional[X]`                                      |
| enum, const             | `Literal[…]`                       | `Literal[…]`                                       |
| union                   | `Union[…]`, with its tag           | `Union[…]`                                         |
| object, named union     | its class                          | its typed dict                                     |
| unknown                 | `object`                           | `object`                                           |
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, assert_never

from sdkwright.api import (
    Alias,
    Body,
    Enum,
    JsonScalar,
    ListOf,
    LiteralOf,
    MapOf,
    Nullable,
    Reference,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
    UnionOf,
    Unknown,
)
from sdkwright.lower.emit import Code, dotted, ident, string, value
from sdkwright.lower.expr import Import, PyExpr, name, subscript, union_of
from sdkwright.lower.order import recursive_aliases
from sdkwright.name.modules import SHARED_PARAMS
from sdkwright.resolve.walking import references

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.name.arguments import Slot
    from sdkwright.name.table import Flavour, ModuleName

BUILTINS: Mapping[str, str] = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
# What a raw body can be read from.
STREAMS = ("IO", "Iterable", "AsyncIterable")
OUTPUT: Flavour = "output"
NO_ALIASES: Mapping[tuple[TypeId, Flavour], str] = {}
DATE_FORMAT = Code('PropertyInfo(format="iso8601")')
DATES: Mapping[str, str] = {"date-time": "datetime", "date": "date"}


@dataclass(frozen=True, slots=True)
class Annotator:
    """Writes annotations for one module.

    `local` names the definitions that live in the module, `homes` the configured models. `types_at` is the dotted path
    of the `types` package. `pending` are local classes that the source has not defined yet: they are quoted.
    `shadowed` are builtins that a field of the class at hand hides. `aliases` are what models are imported as where not
    under their own name; `takes_files`: the values travel in a multipart form. `late` are models in a circle with the
    one at hand: they are quoted, as attributes of the packages that import them when they are asked for.
    """

    types: Mapping[TypeId, TypeDef]
    flavour: Flavour
    local: Mapping[TypeId, str]
    homes: Mapping[tuple[TypeId, Flavour], tuple[ModuleName, str]]
    pending: frozenset[str] = frozenset()
    shadowed: frozenset[str] = frozenset()
    elsewhere: ModuleName | None = None
    aliases: Mapping[tuple[TypeId, Flavour], str] = field(default_factory=lambda: NO_ALIASES)
    in_resources: bool = False
    takes_files: bool = False
    late: frozenset[TypeId] = frozenset()
    types_at: str = field(default=".types")

    def annotate(self, ref: TypeRef) -> PyExpr:
        match ref:
            case Scalar():
                return self._scalar(ref)
            case ListOf(item=item):
                return self._list(item)
            case MapOf(value=inner):
                return subscript(name("Dict", "typing"), self._builtin("str"), self.annotate(inner))
            case Reference(id=type_id):
                return self._reference(type_id)
            case Nullable(inner=inner):
                return subscript(name("Optional", "typing"), self.annotate(inner))
            case LiteralOf(values=values):
                return literal(values)
            case UnionOf(variants=variants):
                return self.union([self.annotate(each) for each in variants])
            case Unknown():
                return self._builtin("object")
            case _:
                assert_never(ref)

    def slot(self, slot: Slot, body: Body | None) -> PyExpr:
        """What a value is sent as: with the formats of dates."""
        inner, dated = self.slot_of(slot, body)
        return annotated(inner, DATE_FORMAT) if dated else inner

    def argument(self, slot: Slot, body: Body | None) -> PyExpr:
        """What a caller gives: formats are no matter of his."""
        return self.slot_of(slot, body)[0]

    def slot_of(self, slot: Slot, body: Body | None) -> tuple[PyExpr, bool]:
        """The annotation without the format of dates, and whether there is one."""
        if slot.whole and slot.place == "body" and body is not None and body.kind in ("binary", "text"):
            return self.body(body), False
        ref = slot.type.inner if slot.place == "path" and isinstance(slot.type, Nullable) else slot.type
        return self.undated(ref)

    def undated(self, ref: TypeRef) -> tuple[PyExpr, bool]:
        """The annotation without the format of its dates, and whether they have one: then it is said once, for all of
        the value. Dates inside of maps and of classes say it themselves.
        """
        match ref:
            case Scalar() if self.flavour == "input" and is_date(ref):
                return self.union([self._builtin("str"), self._moment(DATES[ref.format or ""])]), True
            case Nullable(inner=inner):
                found, dated = self.undated(inner)
                return subscript(name("Optional", "typing"), found), dated
            case ListOf(item=Scalar() as item) if self.flavour == "input" and is_date(item):
                return subscript(name("SequenceNotStr", "._types"), self.undated(item)[0]), True
            case UnionOf(variants=variants) if all(isinstance(each, Scalar | LiteralOf) for each in variants):
                parts = [self.undated(each) for each in variants]
                return self.union([found for found, _ in parts]), any(dated for _, dated in parts)
            case _:
                return self.annotate(ref), False

    def body(self, body: Body) -> PyExpr:
        """A body that is one argument as a whole."""
        match body.kind:
            case "binary":
                parts = [
                    self._builtin("bytes"),
                    *(subscript(name(each, "typing"), PyExpr(Code("bytes"))) for each in STREAMS),
                ]
                return self.union(parts)
            case "text":
                return self.union([self._builtin("str"), self._builtin("bytes")])
            case _:
                return self.annotate(body.type)

    def union(self, parts: list[PyExpr]) -> PyExpr:
        unique = list({each.text: each for each in parts}.values())
        return unique[0] if len(unique) == 1 else subscript(name("Union", "typing"), *unique)

    def _scalar(self, ref: Scalar) -> PyExpr:
        if is_date(ref) and self.flavour == "output":
            return self._moment(DATES[ref.format or ""])
        if is_date(ref):
            return annotated(self.undated(ref)[0], DATE_FORMAT)
        if ref.kind == "string" and ref.format == "binary" and self.takes_files:
            return name("FileTypes", "._types")
        return self._builtin(BUILTINS[ref.kind])

    def _moment(self, text: str) -> PyExpr:
        if text not in self.shadowed:
            return name(text, "datetime")
        alias = f"{text.capitalize()}Class"
        return PyExpr(ident(alias), frozenset({Import("datetime", f"{text} as {alias}")}))

    def _list(self, item: TypeRef) -> PyExpr:
        inner = self.annotate(item)
        if self.flavour == "output" or isinstance(item, LiteralOf):
            return subscript(name("List", "typing"), inner)
        if isinstance(item, Reference) and isinstance(self.types.get(item.id), Enum):
            return subscript(name("List", "typing"), inner)
        # Checkers find no common type for the items of a list display where the list may hold others like itself.
        texts = may_be_text(item, self.types) and not recursive_aliases(references(item), self.types)
        return subscript(name("SequenceNotStr", "._types") if texts else name("Iterable", "typing"), inner)

    def _reference(self, type_id: TypeId) -> PyExpr:
        if type_id in self.local:
            text = self.local[type_id]
            if text in self.pending:
                return PyExpr(string(text))
            if self.elsewhere is not None and self.flavour == "input":
                # Methods of one resource may each have a `Filter` of their own, so the module stays in the name.
                module = self.elsewhere
                package = ".".join((self.types_at, *module.package))
                return PyExpr(dotted(module.module, text), frozenset({Import(package, module.module)}))
            if self.elsewhere is not None:
                return name(text, ".".join((self.types_at, *self.elsewhere.dotted)))
            return PyExpr(ident(text))
        return self._imported(type_id)

    def _imported(self, type_id: TypeId) -> PyExpr:
        """The class of a configured model. Where typed dicts differ from models only by their package, resources name
        that too.
        """
        key = (type_id, self.flavour) if (type_id, self.flavour) in self.homes else (type_id, OUTPUT)
        if key not in self.homes:
            return self._builtin("object")
        module, class_name = self.homes[key]
        if type_id in self.late:
            late = late_import(module)
            text = dotted(late.name.split()[-1], class_name)
            # No annotation of a typed dict is evaluated before it is asked for.
            return PyExpr(text if self.flavour == "input" else string(text), frozenset({late}))
        if self.in_resources and module.package == SHARED_PARAMS:
            (package,) = module.package
            return PyExpr(dotted(package, class_name), frozenset({Import(self.types_at, package)}))
        alias = self.aliases.get(key)
        source = ".".join((self.types_at, *module.dotted))
        if alias is None:
            return name(class_name, source)
        return PyExpr(ident(alias), frozenset({Import(source, f"{class_name} as {alias}")}))

    def _builtin(self, text: str) -> PyExpr:
        if text in self.shadowed:
            return PyExpr(Code(f"builtins.{text}"), frozenset({Import("builtins")}))
        return PyExpr(ident(text))

    def alias(self, target: TypeRef) -> PyExpr:
        """The expression that a name for a type stands for; a list that has a name is given as a list."""
        if isinstance(target, ListOf):
            return subscript(name("List", "typing"), self.annotate(target.item))
        found, dated = self.undated(target)
        return annotated(found, DATE_FORMAT) if dated else found

    def definition(self, found: Union) -> PyExpr:
        """The expression behind the alias of a union. What is read may be null by the alias; of what is sent that is
        said where the alias is used.
        """
        parts = [self.annotate(each.type) for each in found.variants]
        if found.is_nullable and self.flavour == "output":
            parts.append(PyExpr(Code("None")))
        expression = self.union(parts)
        if found.tag is None or self.flavour == "input":
            return expression
        return annotated(expression, Code(f"PropertyInfo(discriminator={string(found.tag)})"))


def is_date(ref: Scalar) -> bool:
    return ref.kind == "string" and ref.format in DATES


def may_be_text(ref: TypeRef, types: Mapping[TypeId, TypeDef], seen: frozenset[TypeId] = frozenset()) -> bool:
    """Whether a value of this type may be any text; of a fixed set of texts it is not."""
    match ref:
        case Scalar(kind=kind):
            return kind == "string"
        case Nullable(inner=inner):
            return may_be_text(inner, types, seen)
        case UnionOf(variants=variants):
            return any(may_be_text(each, types, seen) for each in variants)
        case Reference(id=type_id) if type_id not in seen:
            seen |= {type_id}
            match types.get(type_id):
                case Union(variants=chosen):
                    return any(may_be_text(each.type, types, seen) for each in chosen)
                case Alias(target=target):
                    return may_be_text(target, types, seen)
                case _:
                    return False
        case _:
            return False


def late_import(home: ModuleName) -> Import:
    """What gives a model without importing its module at once: the package that it is in."""
    *outer, package = ("types", *home.package)
    alias = "_".join(home.package) or package
    return Import("." + ".".join(outer), f"{package} as _{alias}")


def annotated(inner: PyExpr, info: Code) -> PyExpr:
    found = subscript(name("Annotated", "typing_extensions"), inner, PyExpr(info))
    return PyExpr(found.text, found.imports | {Import("._property_info", "PropertyInfo")})


def literal(values: tuple[JsonScalar, ...]) -> PyExpr:
    inner = Code(", ".join(value(each) for each in values))
    return PyExpr(Code(f"Literal[{inner}]"), frozenset({Import("typing_extensions", "Literal")}))


def optional(inner: PyExpr) -> PyExpr:
    """`Optional[X]`, once."""
    if inner.text.startswith("Optional["):
        return inner
    return subscript(name("Optional", "typing"), inner)


def either(*parts: PyExpr) -> PyExpr:
    """`A | B`, for annotations that are never evaluated."""
    return PyExpr(Code(" | ".join(each.text for each in parts)), union_of(*parts))
