"""Views of page classes: how each pagination scheme finds its items and its next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import ListOf, PageField, PageScheme
from sdkwright.lower.annotations import Annotator, optional
from sdkwright.lower.docs import WIDTH
from sdkwright.lower.emit import Code, docstring, ident, string, wrapped
from sdkwright.lower.expr import Import
from sdkwright.lower.turning import NOTHING_MORE_INSIDE, Items, Told, turning
from sdkwright.lower.views import FieldView, PageClassView, PagePartView, PaginationView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.lower.context import Context

INDENT = 4
BOTH = ("BaseSyncPage", "BaseAsyncPage")


def pagination_module(context: Context) -> PaginationView:
    imports = {Import("._base_client", each) for each in (*BOTH, "PageInfo")}
    imports |= {Import("typing", each) for each in ("Generic", "List", "Optional", "TypeVar")} | {
        Import("typing_extensions", "override")
    }
    parts: list[PagePartView] = []
    items: list[PagePartView] = []
    classes: list[PageClassView] = []
    for scheme in context.api.page_schemes:
        writer = PageWriter(context, scheme)
        parts += writer.parts
        items += [writer.item] if writer.item else []
        classes += writer.classes()
        imports |= writer.imports
    if parts:
        imports.add(Import("._models", "BaseModel"))
    if items:
        imports |= {Import("typing_extensions", each) for each in ("Protocol", "runtime_checkable")}
    exports = tuple(string(each.name) for each in classes)
    return PaginationView(context.header(imports, ()), exports, tuple(parts), tuple(items), tuple(classes))


def may_be_linked(scheme: PageScheme) -> bool:
    """Whether the header `Link` may tell of other pages: where the scheme says so, and where an answer that is only an
    array has no other place to tell of an end.
    """
    return scheme.kind == "link_header" or scheme.whole_body


def general_classes(scheme: PageScheme) -> list[str]:
    """What its pages are beside being sync or async, by the headers that they read."""
    found = ["LinkedPage"] if may_be_linked(scheme) else []
    return found + (["HeaderPage"] if any(each.header for each in scheme.response) else [])


class PageWriter:
    """One scheme: its fields, the classes of what is inside them, and the statements of `next_page_info`.

    Pages are read leniently: all but the items may be absent.
    """

    def __init__(self, context: Context, scheme: PageScheme) -> None:
        self._context = context
        self._scheme = scheme
        self._annotator = Annotator(context.api.types, "output", {}, {})
        self.imports: set[Import] = set()
        self.parts: list[PagePartView] = []
        self.fields = tuple(self._fields())
        self.item = self._item()

    def classes(self) -> list[PageClassView]:
        """The page class of the sync client and that of the async one."""
        scheme, names = self._scheme, self._context.names
        general = general_classes(scheme)
        modules = {"LinkedPage": "._links", "HeaderPage": "._header_pages", "BasePage": "._base_client"}
        self.imports |= {Import(modules[each], each) for each in general or ("BasePage",)}
        statements = self.next_page()
        if any("is_mapping(" in each for each in statements):
            self.imports.add(Import("._wire", "is_mapping"))
        found: list[PageClassView] = []
        for class_name, base in zip(names.page_classes[scheme.name], BOTH, strict=True):
            bases = Code(", ".join(f"{each}[_T]" for each in (base, *(general or ("BasePage",)))))
            items = ident(names.page_fields[scheme.name, scheme.items])
            found.append(
                PageClassView(
                    ident(class_name), bases, self._doc(), self._settings(), self.fields, items, statements, self.more
                )
            )
        return found

    def _doc(self) -> Code | None:
        text = self._scheme.description
        return docstring(wrapped(text, WIDTH - INDENT), INDENT) if text else None

    def _settings(self) -> tuple[Code, ...]:
        """Statements before the fields."""
        scheme, names = self._scheme, self._context.names.page_fields
        found: list[Code] = []
        if scheme.whole_body:
            found.append(Code(f"_whole_body: ClassVar[Optional[str]] = {string(scheme.items)}"))
        if scheme.goes_on:
            found.append(Code("_continue_on_empty_items: ClassVar[bool] = True"))
        pairs = [
            f"{string(names[scheme.name, each.wire_name])}: {string(each.header)}"
            for each in scheme.response
            if each.header is not None
        ]
        if pairs:
            found.append(Code(f"_from_headers: ClassVar[Mapping[str, str]] = {{{', '.join(pairs)}}}"))
            self.imports.add(Import("typing", "Mapping"))
        if found:
            self.imports.add(Import("typing", "ClassVar"))
        return (*found, Code("")) if found else ()

    def _item(self) -> PagePartView | None:
        """What an item must have so that it can be asked for what follows it."""
        scheme, names = self._scheme, self._context.names
        if scheme.item is None:
            return None
        annotation = self._annotator.annotate(scheme.item.type)
        self.imports |= annotation.imports
        key = ident(names.page_fields[scheme.name, f"{scheme.items}/{scheme.item.wire_name}"])
        name = ident(names.page_parts[scheme.name, scheme.items])
        return PagePartView(name, (FieldView(key, annotation.text, None, None),))

    def _fields(self) -> list[FieldView]:
        """The items, then what tells of the next page."""
        names, scheme = self._context.names.page_fields, self._scheme
        found = [self._field(names[scheme.name, scheme.items], scheme.items, Code("List[_T]"), None)]
        for each in scheme.response:
            if each.wire_name == scheme.items or isinstance(each.type, ListOf):
                continue
            py_name = names[scheme.name, each.wire_name]
            if each.fields:
                part = self._part(each)
                found.append(self._field(py_name, each.wire_name, Code(f"Optional[{part}]"), Code("None")))
            else:
                found.append(self._scalar(py_name, each))
        return found

    def _part(self, field: PageField) -> Code:
        """The class of an object inside a page; its name."""
        fields = tuple(
            self._scalar(self._context.names.page_fields[self._scheme.name, inside(field, each)], each)
            for each in field.fields
        )
        name = ident(self._context.names.page_parts[self._scheme.name, field.wire_name])
        self.parts.append(PagePartView(name, fields))
        return name

    def _scalar(self, py_name: str, field: PageField) -> FieldView:
        annotation = optional(self._annotator.annotate(field.type))
        self.imports |= annotation.imports
        return self._field(py_name, field.wire_name, annotation.text, Code("None"))

    def _field(self, py_name: str, wire_name: str, annotation: Code, default: Code | None) -> FieldView:
        if py_name == wire_name:
            return FieldView(ident(py_name), annotation, default, None)
        self.imports.add(Import("pydantic", "Field as FieldInfo"))
        first = f"default={default}, " if default else ""
        return FieldView(ident(py_name), annotation, Code(f"FieldInfo({first}alias={string(wire_name)})"), None)

    def _told(self) -> Mapping[str, Told]:
        """Purpose to where the answer tells it."""
        names, scheme = self._context.names.page_fields, self._scheme
        found: dict[str, Told] = {}
        for each in scheme.response:
            outer = ident(names[scheme.name, each.wire_name])
            if each.purpose:
                found[each.purpose] = Told(outer, Code(f"self.{outer}"))
            for inner in each.fields:
                if inner.purpose:
                    name = ident(names[scheme.name, inside(each, inner)])
                    found[inner.purpose] = Told(name, Code(f"getattr(self.{outer}, {string(name)}, None)"))
        return found

    @property
    def more(self) -> Code | None:
        """What the answer says of whether another page follows."""
        told = self._told().get("has_next_page")
        return told.value if told else None

    def next_page(self) -> tuple[Code, ...]:
        """The statements of `next_page_info`."""
        names, scheme, told = self._context.names, self._scheme, self._told()
        more = told.get("has_next_page")
        ends = [Code(f"if {more.value} is False:"), *NOTHING_MORE_INSIDE, Code("")] if more else []
        attribute = ident(names.page_fields[scheme.name, scheme.items])
        items = Items(attribute, *((self.item.name, self.item.fields[0].name) if self.item else (Code(""), Code(""))))
        return (*ends, *turning(scheme, told, items))


def inside(outer: PageField, inner: PageField) -> str:
    """The key of a field within a field, among the names of a scheme."""
    return f"{outer.wire_name}/{inner.wire_name}"
