"""The request of a method: the expressions for its path, query, headers, cookies and body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.api import Nullable, Unknown
from sdkwright.lower import styles
from sdkwright.lower.emit import Code, ident, string, value
from sdkwright.lower.expr import Import, PyExpr, name
from sdkwright.lower.headers import header_value
from sdkwright.lower.lazy import lazy
from sdkwright.lower.wire import file_paths, needs_transform
from sdkwright.resolve.paths import SLOT, sent_path, slot_name

if TYPE_CHECKING:
    from sdkwright.api import Operation
    from sdkwright.lower.arguments import Argument
    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule

CALLED = re.compile(r"\w+(?=\()")


class RequestWriter:
    """Writes the request of one operation from its arguments. `params` is the module of its typed dict, `accept` what
    its `Accept` header says beside the client's own.
    """

    def __init__(
        self,
        context: Context,
        operation: Operation,
        arguments: list[Argument],
        params: TypeModule | None,
        accept: Code | None,
    ) -> None:
        self._context = context
        self._operation = operation
        self._arguments = arguments
        self._params = params
        self._accept = accept
        self._transforms = needs_transform(context, operation)
        self._parameters = {(each.place, each.wire_name): each for each in operation.parameters}
        self._whole = next((each for each in arguments if each.where == "whole"), None)
        self._styles = self._chosen_styles()
        self._clashing = self._clashing_places()
        self.is_raw = operation.body is not None and operation.body.kind in ("binary", "text")
        self.files = self._files()

    def _chosen_styles(self) -> dict[tuple[str, str], Code]:
        """The function for each value that does not travel in the client's own way, by place and wire name."""
        found: dict[tuple[str, str], Code] = {}
        for key, parameter in self._parameters.items():
            style = styles.of_parameter(self._context, parameter) if key[0] in ("query", "cookie") else None
            if style is not None:
                found[key] = style
        if self._operation.body is not None:
            body = styles.of_form(self._context, self._operation.body)
            found |= {("body", wire_name): style for wire_name, style in body.items()}
        return found

    def _clashing_places(self) -> frozenset[str]:
        """Places in which a property of an exploded object is called as another value: a dict display has room for one
        of them only.
        """
        found: set[str] = set()
        for place, wire_name in (key for key, style in self._styles.items() if style == "exploded_object"):
            owner = next(each for each in self._arguments if (each.where, each.wire_name) == (place, wire_name))
            others = {each.wire_name for each in self._arguments if each.where == place and each is not owner}
            if others & styles.form_properties(self._context.api.types, owner.type).keys():
                found.add(place)
        return frozenset(found) if not self._transforms else frozenset()

    def imports(self) -> frozenset[Import]:
        found = {Import("._base_client", "make_request_options")}
        if any(each.where == "path" for each in self._arguments):
            found.add(Import("._path", "path_template"))
        if any(not each.required for each in self._arguments):
            found |= {Import("._types", "omit"), Import("._types", "Omit")}
        headers = [each for each in self._arguments if each.where == "header"]
        found |= {Import("._wire", "strip_not_given")} if headers else set()
        text = self.headers() or ""
        if "is_given(" in text or (self.is_raw and self._whole is not None and not self._whole.required):
            found.add(Import("._wire", "is_given"))
        if self.files:
            found |= {Import("._extract", "deepcopy_with_paths"), Import("._extract", "extract_files")}
        found |= self._transform_imports() if self._transforms else set()
        if self._operation.docs.deprecated:
            found.add(Import("typing_extensions", "deprecated"))
        if self.cookies():
            found.add(Import("._cookies", "cookie_values"))
        return frozenset(found | {Import("._styles", each) for each in self._functions()})

    def _transform_imports(self) -> set[Import]:
        sends_whole = self._whole is not None and not self.is_raw
        displays = (
            {"query", "cookie", "body"} & {each.where for each in self._arguments} if self._params else set[str]()
        )
        found = {Import("._transform", "maybe_transform")} if sends_whole or displays else set[Import]()
        if sends_whole and self._whole is not None:
            found |= self._whole.wire.imports
        if displays:
            found |= lazy(self._params_expr())[1]
        return found

    def _functions(self) -> set[str]:
        """The functions of the runtime that write values."""
        found = {each.partition("(")[0] for each in self._styles.values()}
        places = {where for where, _ in self._styles}
        if self._clashing or (places and self._transforms and self._params is not None):
            found.add("styled")
        if "body" in places and self._whole is not None:
            found.add("styled")
        if self._may_have_no_body():
            found |= {"given_body", "any_given"} if " if any_given(" in (self.headers() or "") else {"given_body"}
        values = [self._in_path(each) for each in self._arguments if each.where == "path"]
        values += [self._in_header(each) for each in self._arguments if each.where == "header"]
        return found | {called for each in values for called in CALLED.findall(each) if called in styles.FUNCTIONS}

    # --- path, query, headers, cookies --------------------------------------------------------------------------------

    def path(self) -> Code:
        arguments = {each.wire_name: each for each in self._arguments if each.where == "path"}
        given = [arguments[each.wire_name] for each in self._operation.parameters if each.place == "path"]
        names = {each.wire_name: each.py_name for each in given}
        path = sent_path(self._operation.path)
        if not names:
            return string(path)
        template = SLOT.sub(lambda found: f"{{{names[slot_name(found[1], names)]}}}", path)
        values = (f"{each.py_name}={self._in_path(each)}" for each in given)
        return Code(f"path_template({string(template)}, {', '.join(values)})")

    def _in_path(self, argument: Argument) -> Code:
        parameter = self._parameters["path", argument.wire_name]
        return styles.in_path(self._context.api.types, parameter, ident(argument.py_name))

    def query(self) -> Code | None:
        return self._values("query")

    def cookies(self) -> Code | None:
        """What writes the header of the call's cookies."""
        values = self._values("cookie")
        return Code(f"cookie_values({values})") if values else None

    def headers(self) -> Code | None:
        """What goes before the caller's own headers."""
        entries = [f'"Accept": {self._accept}'] if self._accept else []
        body = self._operation.body
        if body is not None and body.media_type.partition(";")[0].strip().lower() != "application/json":
            entries.append(f'"Content-Type": {string(body.media_type)}{self._unless_left_out()}')
        given = [each for each in self._arguments if each.where == "header"]
        if given:
            pairs = (f"{string(each.wire_name)}: {self._in_header(each)}" for each in given)
            entries.append(f"**strip_not_given({{{', '.join(pairs)}}})")
        return Code("{" + ", ".join([*entries, "**(extra_headers or {})"]) + "}") if entries else None

    def _unless_left_out(self) -> str:
        """The condition under which there is a body to tell the media type of."""
        if self._whole is not None and not self._whole.required:
            return f" if is_given({self._whole.py_name}) else omit"
        if not self._may_have_no_body():
            return ""
        names = [each.py_name for each in self._arguments if each.where == "body"]
        return f" if any_given({', '.join(names)}, extra_body or omit) else omit"

    def _in_header(self, argument: Argument) -> Code:
        return header_value(self._context.api.types, self._parameters["header", argument.wire_name], argument.py_name)

    # --- body ---------------------------------------------------------------------------------------------------------

    def body(self) -> Code | None:
        if self._whole is not None:
            plain: Code | None = ident(self._whole.py_name)
            found = self._transformed(plain, self._whole.wire.text) if self._transforms else plain
            return self._styled("body", found)
        found = self._values("body")
        body = self._operation.body
        if found is None and body is not None and body.required and not self.is_raw:
            return Code("{}")
        return Code(f"given_body({found})") if found is not None and self._may_have_no_body() else found

    def _may_have_no_body(self) -> bool:
        """Whether a call that gives no property sends no body, rather than an empty object."""
        body = self._operation.body
        return body is not None and body.may_be_left_out and any(each.where == "body" for each in self._arguments)

    def content(self) -> Code | None:
        """A body that is no data for the runtime to write: bytes and text; and the null of JSON, as null data is no
        body.
        """
        if self._whole is None or self._operation.body is None:
            return None
        py_name = ident(self._whole.py_name)
        if self.is_raw:
            return Code(py_name if self._whole.required else f"{py_name} if is_given({py_name}) else None")
        if self._operation.body.kind != "json" or self._operation.paging is not None:
            return None
        takes_null = isinstance(self._whole.type, Nullable | Unknown) and (
            self._whole.required or isinstance(self._whole.type, Nullable)
        )
        return Code(f'b"null" if {py_name} is None else None') if takes_null else None

    def _files(self) -> Code | None:
        """The places of files in a multipart form, as the runtime takes them."""
        body = self._operation.body
        if body is None or body.kind != "multipart":
            return None
        paths = file_paths(self._context, body.type)
        return value(paths) if paths else None

    def extracted(self) -> Code | None:
        """The expression that takes the files out of `_form`."""
        body = self._operation.body
        if body is None or not self.files:
            return None
        types = styles.file_types(self._context, body)
        named = f", content_types={value(types)}" if types else ""
        repeated = ', array_format="repeat"' if styles.by_document(self._context) else ""
        return Code(f"extract_files(_form, paths={self.files}{repeated}{named})")

    # --- values by name -----------------------------------------------------------------------------------------------

    def _values(self, where: str) -> Code | None:
        """The arguments of one place under their wire names, each as it travels."""
        if where in self._clashing:
            return self._styled(where, self._display(where, wire=True, plain=True))
        if not self._transforms or self._params is None:
            return self._display(where, wire=True)
        return self._styled(where, self._transformed(self._display(where, wire=False), self._params_text()))

    def _display(self, where: str, *, wire: bool, plain: bool = False) -> Code | None:
        """A dict display of the arguments of one place: written as they travel (unless `plain`), or under their Python
        names.
        """
        chosen = sorted((each for each in self._arguments if each.where == where), key=lambda each: each.wire_name)
        entries: list[str] = []
        for each in chosen:
            style = self._styles.get((where, each.wire_name)) if wire and not plain else None
            written = f"{style}({each.py_name})" if style else each.py_name
            key = string(each.wire_name if wire else each.py_name)
            entries.append(f"**{written}" if style == "exploded_object" else f"{key}: {written}")
        return Code("{" + ", ".join(entries) + "}") if entries else None

    def _styled(self, where: str, expression: Code | None) -> Code | None:
        """Values that stand under their wire names already, written as they travel."""
        table = [f"{string(key)}: {style}" for (place, key), style in sorted(self._styles.items()) if place == where]
        return Code(f"styled({expression}, {{{', '.join(table)}}})") if expression and table else expression

    def _transformed(self, expression: Code | None, typed_dict: Code) -> Code | None:
        return Code(f"maybe_transform({expression}, {typed_dict})") if expression else None

    def _params_text(self) -> Code:
        return lazy(self._params_expr())[0]

    def _params_expr(self) -> PyExpr:
        assert self._params is not None
        return name(self._params.root_name, ".".join((".types", *self._params.name.dotted)))
