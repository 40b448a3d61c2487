"""Views of page classes: how each pagination scheme finds its items and its next page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import ListOf, PageScheme
from sdkwright.lower.annotations import Annotator, optional
from sdkwright.lower.emit import Code, ident, string
from sdkwright.lower.expr import Import
from sdkwright.lower.views import FieldView, PageClassView, PaginationView

if TYPE_CHECKING:
    from sdkwright.lower.context import Context


def pagination_module(context: Context) -> PaginationView:
    imports = {Import("._base_client", each) for each in ("BasePage", "BaseSyncPage", "BaseAsyncPage", "PageInfo")}
    imports |= {Import("typing", each) for each in ("Generic", "List", "Optional", "TypeVar")} | {
        Import("typing_extensions", "override")
    }
    if any(each.place == "body" and each.kind in ("offset", "page_number") for each in context.api.page_schemes):
        imports.add(Import("._utils", "is_mapping"))
    classes: list[PageClassView] = []
    for scheme in context.api.page_schemes:
        for class_name, base in zip(
            context.names.page_classes[scheme.name], ("BaseSyncPage", "BaseAsyncPage"), strict=True
        ):
            fields, more = page_fields(context, scheme)
            imports |= more
            classes.append(
                PageClassView(
                    ident(class_name),
                    ident(base),
                    fields,
                    ident(context.names.page_fields[scheme.name, scheme.items]),
                    next_page(context, scheme),
                )
            )
    return PaginationView(context.header(imports, ()), tuple(string(each.name) for each in classes), tuple(classes))


def page_fields(context: Context, scheme: PageScheme) -> tuple[tuple[FieldView, ...], set[Import]]:
    """The items, then what tells of the next page. Pages are read leniently: all but the items may be absent."""
    annotator = Annotator(context.api.types, "output", {}, {})
    names = context.names.page_fields
    fields = [page_field(names[scheme.name, scheme.items], scheme.items, Code("List[_T]"), None)]
    imports: set[Import] = set()
    for each in scheme.response:
        if each.wire_name == scheme.items or isinstance(each.type, ListOf):
            continue
        annotation = optional(annotator.annotate(each.type))
        imports |= annotation.imports
        fields.append(page_field(names[scheme.name, each.wire_name], each.wire_name, annotation.text, Code("None")))
    if any(each.default and "FieldInfo" in each.default for each in fields):
        imports.add(Import("pydantic", "Field as FieldInfo"))
    return tuple(fields), imports


def page_field(py_name: str, wire_name: str, annotation: Code, default: Code | None) -> FieldView:
    if py_name == wire_name:
        return FieldView(ident(py_name), annotation, default, None)
    first = f"default={default}, " if default else ""
    return FieldView(ident(py_name), annotation, Code(f"FieldInfo({first}alias={string(wire_name)})"), None)


def next_page(context: Context, scheme: PageScheme) -> tuple[Code, ...]:
    """The statements of `next_page_info`."""
    asked = {each.purpose: each.wire_name for each in scheme.request if each.purpose}
    told = {
        each.purpose: ident(context.names.page_fields[scheme.name, each.wire_name])
        for each in scheme.response
        if each.purpose
    }
    if scheme.kind == "cursor":
        return cursor(scheme, asked.get("next_cursor_param"), told.get("next_cursor_field"))
    if scheme.kind == "page_number":
        return page_number(
            scheme,
            asked.get("page_number_param"),
            told.get("current_page_number_field"),
            told.get("total_page_count_field"),
        )
    if scheme.kind == "offset":
        items = ident(context.names.page_fields[scheme.name, scheme.items])
        return offset(scheme, asked.get("offset_count_param"), told.get("offset_count_start_field"), items)
    return (Code("return None"),)


def page_info(scheme: PageScheme, param: str, value: str) -> str:
    return f"PageInfo({'json' if scheme.place == 'body' else 'params'}={{{string(param)}: {value}}})"


def cursor(scheme: PageScheme, param: str | None, field: Code | None) -> tuple[Code, ...]:
    if param is None or field is None:
        return (Code("return None"),)
    return (
        Code(f"{field} = self.{field}"),
        Code(f"if not {field}:"),
        Code("    return None"),
        Code(""),
        Code(f"return {page_info(scheme, param, field)}"),
    )


def page_number(scheme: PageScheme, param: str | None, current: Code | None, total: Code | None) -> tuple[Code, ...]:
    if param is None:
        return (Code("return None"),)
    lines = [Code(f"current = self.{current} or 1")] if current else asked_for(scheme, "current", param, 1)
    if total is not None:
        lines += [Code(f"if self.{total} is not None and current >= self.{total}:"), Code("    return None")]
    return (*lines, Code(""), Code(f"return {page_info(scheme, param, 'current + 1')}"))


def offset(scheme: PageScheme, param: str | None, start: Code | None, items: Code) -> tuple[Code, ...]:
    if param is None:
        return (Code("return None"),)
    lines = [Code(f"start = self.{start} or 0")] if start else asked_for(scheme, "start", param, 0)
    return (
        *lines,
        Code(f"count = len(self.{items} or [])"),
        Code(f"return {page_info(scheme, param, 'start + count')} if count else None"),
    )


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
