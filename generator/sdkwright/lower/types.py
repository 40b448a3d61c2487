"""Views of the modules of types: which classes and aliases each holds, in an order in which they can be evaluated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sdkwright.api import (
    Alias,
    Api,
    Docs,
    Enum,
    MapOf,
    Nullable,
    Object,
    Property,
    Reference,
    Scalar,
    TypeDef,
    TypeId,
    TypeRef,
    Union,
)
from sdkwright.lower.annotations import Annotator, annotated, late_import, literal, optional
from sdkwright.lower.docs import property_docstring, schema_docstring
from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.expr import Import, PyExpr, import_statements, name, subscript
from sdkwright.lower.order import evaluation_order, recursive_aliases
from sdkwright.lower.views import AliasView, ClassView, FieldView, LateImportView, TypeModuleView
from sdkwright.name.types import reachable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.lower.context import Context
    from sdkwright.name.table import Flavour, TypeModule

SHADOWABLE = frozenset({"bool", "bytes", "date", "datetime", "float", "int", "object", "str"})
# What tells type checkers that a class means to narrow what it inherits: attributes of models can be assigned to, and
# no key of a typed dict can be declared twice.
NARROWS: Mapping[Flavour, Code] = {
    "output": Code("# pyright: ignore[reportIncompatibleVariableOverride]"),
    # Mypy does not look again at a class that waits for a circle of modules, and holds the comment for unused then.
    "input": Code("# type: ignore[misc, unused-ignore]"),
}
Blocks = list[ClassView | AliasView]


def type_module(context: Context, module: TypeModule) -> TypeModuleView:
    """The view of one module of models or typed dicts."""
    return ModuleWriter(context, module).view()


class ModuleWriter:
    """Writes one module. Gathers imports as it goes."""

    def __init__(self, context: Context, module: TypeModule) -> None:
        self._context = context
        self._api: Api = context.api
        self._module = module
        self._local = dict(module.classes)
        root = module.root
        if isinstance(root, Reference) and module.reuses is None:
            self._local[root.id] = module.root_name
        self._imports: set[Import] = set()
        circle = context.names.circles.get(root.id, ()) if isinstance(root, Reference) else ()
        self._late = frozenset(circle if module.role == "model" else ()) - self._local.keys()
        self._annotator = Annotator(
            self._api.types,
            module.flavour,
            self._local,
            context.names.homes,
            aliases=context.names.aliases,
            takes_files=context.takes_files(module),
        )

    def view(self) -> TypeModuleView:
        blocks = self._blocks()
        typed_dicts = self._module.flavour == "input"
        future = {Import("__future__", "annotations")} if typed_dicts else set[Import]()
        package = ("types", *self._module.name.package)
        homes = self._context.names.homes
        below = {late_import(homes[key][0]) for key in homes if key[0] in self._late} & self._imports
        header = self._context.header((self._imports - below) | future, package)
        names = sorted(
            {*(block.name for block in blocks), ident(self._module.root_name)},
            key=lambda each: (each != self._module.root_name, each),
        )
        exports = Code("".join(f"{string(each)}, " for each in names))
        lines = [f"{import_statements([each], package)}  # noqa: E402" for each in sorted(below)]
        late = [LateImportView(Code("\n".join(lines)))] if lines else []
        return TypeModuleView(header, exports, (*blocks, *late))

    def _blocks(self) -> Blocks:
        module = self._module
        if module.reuses is not None:
            home, class_name = module.reuses
            if class_name == module.root_name:
                self._imports.add(Import(".".join((".types", *home.dotted)), f"{class_name} as {class_name}"))
                return []
            target = self._use(name(class_name, ".".join((".types", *home.dotted))))
            return [self._alias(module.root_name, target)]
        assert module.root is not None
        blocks = self._defined(self._order(module.root))
        if not isinstance(module.root, Reference):
            blocks.append(self._alias(module.root_name, self._use(self._annotator.annotate(module.root))))
        return blocks

    def _order(self, root: TypeRef) -> list[TypeId]:
        return evaluation_order(reachable(root, self._api.types), self._local, self._api.types)

    def _defined(self, order: list[TypeId]) -> Blocks:
        """The definitions in an order in which each can be evaluated; what still has to come is quoted.

        Annotations of typed dicts are not evaluated, so theirs come before aliases and nothing is quoted: `typing`
        keeps one object for all that is quoted alike (`Iterable["Item"]`), whatever module it stands in.
        """
        recursive = recursive_aliases(order, self._api.types)
        if self._module.flavour == "input":
            order = sorted(order, key=lambda each: not isinstance(self._api.types[each], Object))
            return [self._block(type_id, frozenset(), recursive) for type_id in order]
        pending = {self._local[each] for each in order}
        blocks: Blocks = []
        for type_id in order:
            blocks.append(self._block(type_id, frozenset(pending), recursive))
            pending.discard(self._local[type_id])
        return blocks

    def _block(self, type_id: TypeId, pending: frozenset[str], recursive: frozenset[TypeId]) -> ClassView | AliasView:
        if type_id not in recursive:
            return self._definition(type_id, pending)
        # Type checkers know an alias that contains itself by its quoted name, pydantic by an object of its own.
        checked = self._definition(type_id, frozenset(self._local[each] for each in recursive))
        executed = self._definition(type_id, frozenset())
        assert isinstance(checked, AliasView) and isinstance(executed, AliasView)
        self._imports |= {Import("typing", "TYPE_CHECKING"), Import("typing_extensions", "TypeAliasType")}
        value = f"TypeAliasType({string(executed.name)}, {string(executed.expression)})"
        return checked._replace(executed=Code(value))

    def _definition(self, type_id: TypeId, pending: frozenset[str]) -> ClassView | AliasView:
        definition: TypeDef = self._api.types[type_id]
        class_name = self._local[type_id]
        annotator = replace(self._annotator, pending=pending)
        match definition:
            case Object():
                return self._class(class_name, definition, annotator)
            case Union():
                expression = annotator.definition(definition)
            case Enum(values=values):
                expression = literal(values)
            case Alias(target=target):
                expression = annotator.alias(target)
        docs = definition.docs if definition.docs.choices or definition.docs.deprecated else None
        return self._alias(class_name, self._use(expression), docs)

    def _alias(self, class_name: str, expression: PyExpr, docs: Docs | None = None) -> AliasView:
        self._imports.add(Import("typing_extensions", "TypeAlias"))
        return AliasView(ident(class_name), expression.text, schema_docstring(docs, 0) if docs else None)

    # --- models and typed dicts ------------------------------------------------------------------------------------

    def _class(self, class_name: str, definition: Object, annotator: Annotator) -> ClassView:
        typed_dict = self._module.flavour == "input"
        kept = [each for each in definition.own if not (each.read_only if typed_dict else each.write_only)]
        called = self._context.names.keys if typed_dict else self._context.names.properties
        names = {each.wire_name: called[definition.id, each.wire_name] for each in kept}
        annotator = replace(annotator, shadowed=SHADOWABLE & set(names.values()), late=self._late)
        make = self._key if typed_dict else self._field
        fields = tuple(self._narrowing(make(names[each.wire_name], each, annotator), definition, each) for each in kept)
        extra = None
        known = [each.additional for each in self._models_of(definition)]
        if definition.additional is not None and not typed_dict and definition.additional not in known:
            extra = self._extra(annotator, definition.additional)
        return ClassView(
            name=ident(class_name),
            bases=self._inherits(definition) if definition.bases else self._bases(typed_dict),
            docstring=schema_docstring(definition.docs, 4),
            fields=fields,
            extra=extra,
        )

    def _extra(self, annotator: Annotator, additional: TypeRef) -> Code:
        """Pydantic reads the annotation alone. Type checkers must be told that it is no argument of the class, and what
        an attribute that is no field gives.
        """
        found = self._use(annotator.annotate(MapOf(additional)))
        value, key = self._use(annotator.annotate(additional)), self._use(annotator.annotate(Scalar("string")))
        self._imports |= {Import("typing", "TYPE_CHECKING"), Import("pydantic", "Field as FieldInfo")}
        return Code(
            f"if TYPE_CHECKING:\n"
            f"        __pydantic_extra__: {found.text} = FieldInfo(init=False)\n\n"
            f"        def __getattr__(self, attr: {key.text}) -> {value.text}: ...\n\n"
            f"    else:\n"
            f"        __pydantic_extra__: {found.text}"
        )

    def _models_of(self, definition: Object) -> list[Object]:
        """Those that it inherits from."""
        found = [self._api.types[each] for each in definition.bases]
        return [each for each in found if isinstance(each, Object)]

    def _narrowing(self, field: FieldView, definition: Object, own: Property) -> FieldView:
        """The field of a property that a model which the object inherits from may declare too."""
        typed_dict = self._module.flavour == "input"
        above = [each for base in self._models_of(definition) for each in base.properties]
        again = [each for each in above if each.wire_name == own.wire_name and not (typed_dict and each.read_only)]
        if all(not typed_dict and (each.type, each.required) == (own.type, own.required) for each in again):
            return field
        has_default = any(not each.required or isinstance(each.type, Nullable) for each in again)
        if has_default and field.default is None and not typed_dict:
            # Else type checkers take it for one that has the default of the model's.
            self._imports.add(Import("pydantic", "Field as FieldInfo"))
            field = field._replace(default=Code("FieldInfo()"))
        return field._replace(pragma=NARROWS[self._module.flavour])

    def _inherits(self, definition: Object) -> Code:
        """The models of an heir; bases are evaluated where they stand, so that no name is quoted."""
        bases = [self._use(self._annotator.annotate(Reference(each))).text for each in definition.bases]
        return Code(", ".join([*bases, "total=False"] if self._module.flavour == "input" else bases))

    def _bases(self, typed_dict: bool) -> Code:
        if typed_dict:
            self._imports.add(Import("typing_extensions", "TypedDict"))
            return Code("TypedDict, total=False")
        self._imports.add(Import("._models", "BaseModel"))
        return Code("BaseModel")

    def _field(self, py_name: str, each: Property, annotator: Annotator) -> FieldView:
        annotation = annotator.annotate(each.type)
        needs_default = not each.required or annotation.text.startswith("Optional[")
        if needs_default:
            annotation = optional(annotation)
        self._use(annotation)
        default = Code("None") if needs_default else None
        if py_name != each.wire_name:
            self._imports.add(Import("pydantic", "Field as FieldInfo"))
            first = "default=None, " if needs_default else ""
            default = Code(f"FieldInfo({first}alias={string(each.wire_name)})")
        return FieldView(ident(py_name), annotation.text, default, property_docstring(each.docs, each.type, 4))

    def _key(self, py_name: str, each: Property, annotator: Annotator) -> FieldView:
        return self._typed_key(py_name, each.wire_name, annotator.undated(each.type), each.required, each.docs)

    def _typed_key(
        self, py_name: str, wire_name: str, value: tuple[PyExpr, bool], required: bool, docs: Docs
    ) -> FieldView:
        annotation, dated = value
        infos = [f"alias={string(wire_name)}"] if py_name != wire_name else []
        infos += ['format="iso8601"'] if dated else []
        if infos:
            annotation = annotated(annotation, Code(f"PropertyInfo({', '.join(infos)})"))
        if required:
            annotation = subscript(name("Required", "typing_extensions"), annotation)
        return FieldView(ident(py_name), self._use(annotation).text, None, schema_docstring(docs, 4))

    def _use(self, expression: PyExpr) -> PyExpr:
        """Note what the expression imports. In typed dicts annotations are never evaluated on import, aliases are."""
        self._imports |= expression.imports
        return expression
