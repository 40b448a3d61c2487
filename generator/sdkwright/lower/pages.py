"""Views of page classes: how each pagination scheme finds its items and its next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sdkwright.api import ListOf, PageField, PageScheme
from sdkwright.lower.annotations import Annotator, optional
from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.expr import Import
from sdkwright.lower.views import FieldView, PageClassView, PagePartView, PaginationView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.lower.context import Context

NOTHING_MORE = (Code("return None"),)
NOTHING_MORE_INSIDE = (Code("    return None"),)


def pagination_module(context: Context) -> PaginationView:
    imports = {Import("._base_client", each) for each in ("BaseSyncPage", "BaseAsyncPage", "PageInfo")}
    schemes = context.api.page_schemes
    imports |= {Import("._links", "LinkedPage")} if any(may_be_linked(each) for each in schemes) else set()
    imports |= set() if all(may_be_linked(each) for each in schemes) else {Import("._base_client", "BasePage")}
    imports |= {Import("typing", each) for each in ("Generic", "List", "Optional", "TypeVar")} | {
        Import("typing_extensions", "override")
    }
    parts: list[PagePartView] = []
    classes: list[PageClassView] = []
    for scheme in context.api.page_schemes:
        writer = PageWriter(context, scheme)
        parts += writer.parts
        imports |= writer.imports
        statements = writer.next_page()
        if any("is_mapping(" in each for each in statements):
            imports.add(Import("._wire", "is_mapping"))
        if writer.whole:
            imports.add(Import("typing", "ClassVar"))
        for class_name, base in zip(
            context.names.page_classes[scheme.name], ("BaseSyncPage", "BaseAsyncPage"), strict=True
        ):
            items = ident(context.names.page_fields[scheme.name, scheme.items])
            general = "LinkedPage" if may_be_linked(scheme) else "BasePage"
            bases = Code(f"{base}[_T], {general}[_T]")
            classes.append(
                PageClassView(ident(class_name), bases, writer.whole, writer.fields, items, statements, writer.more)
            )
    if parts:
        imports.add(Import("._models", "BaseModel"))
    exports = tuple(string(each.name) for each in classes)
    return PaginationView(context.header(imports, ()), exports, tuple(parts), tuple(classes))


def may_be_linked(scheme: PageScheme) -> bool:
    """Whether the header `Link` may tell of other pages: where the scheme says so, and where an answer that is only an
    array has no other place to tell of an end.
    """
    return scheme.kind == "link_header" or scheme.whole_body


class Told(NamedTuple):
    """What the answer says under a purpose: the name to hold it in, and the expression that reads it."""

    name: Code
    value: Code


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
        self.whole: tuple[Code, ...] = ()
        if scheme.whole_body:
            self.whole = (Code(f"_whole_body: ClassVar[Optional[str]] = {string(scheme.items)}"), Code(""))

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
        scheme, told = self._scheme, self._told()
        asked = {each.purpose: each for each in scheme.request if each.purpose}
        more = told.get("has_next_page")
        ends = [Code(f"if {more.value} is False:"), *NOTHING_MORE_INSIDE, Code("")] if more else []
        return (*ends, *self._turning(asked, told))

    def _turning(self, asked: Mapping[str, PageField], told: Mapping[str, Told]) -> tuple[Code, ...]:
        scheme = self._scheme
        items = ident(self._context.names.page_fields[scheme.name, scheme.items])
        cursor, field = asked.get("next_cursor_param"), told.get("next_cursor_field")
        match scheme.kind:
            case "cursor" if cursor is not None and field is not None:
                return by_cursor(field, page_info(scheme, cursor.wire_name, field.name))
            case "cursor_url" if field is not None:
                return by_cursor(field, f"PageInfo(url={field.name})")
            case "cursor_id" if cursor is not None:
                return by_last_item(scheme, cursor.wire_name, items)
            case "link_header":
                return (
                    Code("url = self._next_link()"),
                    Code("return None if url is None else PageInfo(url=url)"),
                )
            case "page_number" if "page_number_param" in asked:
                return page_number(scheme, asked["page_number_param"], told)
            case "offset" if "offset_count_param" in asked:
                return offset(scheme, asked["offset_count_param"].wire_name, told, items)
            case _:
                return NOTHING_MORE


def inside(outer: PageField, inner: PageField) -> str:
    """The key of a field within a field, among the names of a scheme."""
    return f"{outer.wire_name}/{inner.wire_name}"


def page_info(scheme: PageScheme, param: str, value: str) -> str:
    return f"PageInfo({'json' if scheme.place == 'body' else 'params'}={{{string(param)}: {value}}})"


def by_cursor(field: Told, info: str) -> tuple[Code, ...]:
    return (
        Code(f"{field.name} = {field.value}"),
        Code(f"if not {field.name}:"),
        *NOTHING_MORE_INSIDE,
        Code(""),
        Code(f"return {info}"),
    )


def by_last_item(scheme: PageScheme, param: str, items: Code) -> tuple[Code, ...]:
    return (
        Code(f"items = self.{items} or []"),
        Code('last_id = getattr(items[-1], "id", None) if items else None'),
        Code("if not last_id:"),
        *NOTHING_MORE_INSIDE,
        Code(""),
        Code(f"return {page_info(scheme, param, 'last_id')}"),
    )


def page_number(scheme: PageScheme, param: PageField, told: Mapping[str, Told]) -> tuple[Code, ...]:
    first = 1 if param.default is None else param.default
    current, total = told.get("current_page_number_field"), told.get("total_page_count_field")
    if current is None or first != 1:
        lines = asked_for(scheme, "current", param.wire_name, first)
    else:
        lines = [Code(f"current = {current.value} or 1")]
    if total is not None:
        last = "current" if first == 1 else f"current + {1 - first}"
        lines += [
            Code(f"total = {total.value}"),
            Code(f"if total is not None and {last} >= total:"),
            *NOTHING_MORE_INSIDE,
        ]
    return (*lines, Code(""), Code(f"return {page_info(scheme, param.wire_name, 'current + 1')}"))


def offset(scheme: PageScheme, param: str, told: Mapping[str, Told], items: Code) -> tuple[Code, ...]:
    start, total = told.get("offset_count_start_field"), told.get("offset_total_count_field")
    lines = [Code(f"start = {start.value} or 0")] if start else asked_for(scheme, "start", param, 0)
    lines.append(Code(f"count = len(self.{items} or [])"))
    if total is not None:
        lines += [
            Code(f"total = {total.value}"),
            Code("if total is not None and start + count >= total:"),
            *NOTHING_MORE_INSIDE,
            Code(""),
        ]
    return (*lines, Code(f"return {page_info(scheme, param, 'start + count')} if count else None"))


def asked_for(scheme: PageScheme, variable: str, param: str, default: int) -> list[Code]:
    """The response does not say where it begins: what was asked for tells."""
    asked = f"asked = self._options.params.get({string(param)})"
    if scheme.place == "body":
        asked = (
            f"body = self._options.json_data\n        asked = body.get({string(param)}) if is_mapping(body) else None"
        )
    return [
        Code(asked),
        Code(f"{variable} = asked if isinstance(asked, int) else {default}"),
    ]
