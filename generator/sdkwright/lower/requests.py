"""The request of a method: the expressions for its path, query, headers and body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sdkwright.lower.emit import Code, ident, string, value
from sdkwright.lower.expr import Import, PyExpr, name
from sdkwright.lower.lazy import lazy
from sdkwright.lower.wire import content_type, file_paths, header_value, is_guarded, needs_transform
from sdkwright.name.operations import body_object

if TYPE_CHECKING:
    from sdkwright.api import Operation
    from sdkwright.lower.arguments import Argument
    from sdkwright.lower.context import Context
    from sdkwright.name.table import TypeModule

PLACE = re.compile(r"\{([^{}]*)\}")


class RequestWriter:
    """Writes the request of one operation from its arguments. `params` is the module of its typed dict."""

    def __init__(
        self, context: Context, operation: Operation, arguments: list[Argument], params: TypeModule | None
    ) -> None:
        self._context = context
        self._operation = operation
        self._arguments = arguments
        self._params = params
        self._transforms = needs_transform(context, operation)
        self.is_raw = operation.body is not None and operation.body.kind in ("binary", "text")
        self.files = self._files()

    def imports(self) -> frozenset[Import]:
        found = {Import("._base_client", "make_request_options")}
        if any(each.where == "path" for each in self._arguments):
            found.add(Import("._utils", "path_template"))
        if any(not each.required for each in self._arguments):
            found |= {Import("._types", "omit"), Import("._types", "Omit")}
        headers = [each for each in self._arguments if each.where == "header"]
        found |= {Import("._utils", "strip_not_given")} if headers else set()
        raw_and_optional = self.is_raw and any(each.where == "whole" and not each.required for each in self._arguments)
        if raw_and_optional or any(is_guarded(each.type, required=each.required) for each in headers):
            found.add(Import("._utils", "is_given"))
        if self.files:
            found |= {Import("._utils", "deepcopy_with_paths"), Import("._utils", "extract_files")}
        if self._transforms and not self.is_raw and (self.body() or self.query()):
            found.add(Import("._utils", "maybe_transform"))
            whole = next((each for each in self._arguments if each.where == "whole"), None)
            if whole is not None:
                found |= whole.annotation.imports
            if self._params is not None:
                found |= lazy(self._params_expr())[1]
        if self._operation.docs.deprecated:
            found.add(Import("typing_extensions", "deprecated"))
        return frozenset(found)

    def path(self) -> Code:
        names = {each.wire_name: each.py_name for each in self._arguments if each.where == "path"}
        # Documents tell apart two operations of one path by a fragment, which is never sent (RFC 3986, 3.5).
        path = self._operation.path.partition("#")[0]
        if not names:
            return string(path)
        template = PLACE.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", path)
        given = ", ".join(f"{each}={each}" for each in names.values())
        return Code(f"path_template({string(template)}, {given})")

    def body(self) -> Code | None:
        whole = next((each for each in self._arguments if each.where == "whole"), None)
        if whole is not None:
            plain: Code | None = ident(whole.py_name)
            return self._transformed(plain, whole.annotation.text) if self._transforms else plain
        if not self._transforms or self._params is None:
            return self._display("body", wire=True)
        return self._transformed(self._display("body", wire=False), self._params_text())

    def content(self) -> Code:
        whole = next(each for each in self._arguments if each.where == "whole")
        return Code(whole.py_name if whole.required else f"{whole.py_name} if is_given({whole.py_name}) else None")

    def _files(self) -> Code | None:
        """The places of files in a multipart form, as the runtime takes them."""
        body = self._operation.body
        if body is None or body.kind != "multipart" or body_object(self._context.api, self._operation) is None:
            return None
        paths = file_paths(self._context, body.type)
        return value(paths) if paths else None

    def query(self) -> Code | None:
        if not self._transforms or self._params is None:
            return self._display("query", wire=True)
        return self._transformed(self._display("query", wire=False), self._params_text())

    def headers(self) -> Code | None:
        """What goes before the caller's own headers."""
        accept = {"empty": "*/*", "sse": "text/event-stream"}.get(self._operation.success.kind)
        if self._operation.success.kind in ("binary", "text") and self._operation.success.media_type:
            accept = self._operation.success.media_type
        entries = [f'"Accept": {string(accept)}'] if accept else []
        body = self._operation.body
        if body is not None and body.media_type.partition(";")[0].strip().lower() != "application/json":
            entries.append(f'"Content-Type": {string(content_type(body))}')
        given = [each for each in self._arguments if each.where == "header"]
        if given:
            pairs = (
                f"{string(each.wire_name)}: {header_value(each.type, each.py_name, required=each.required)}"
                for each in given
            )
            entries.append(f"**strip_not_given({{{', '.join(pairs)}}})")
        return Code("{" + ", ".join([*entries, "**(extra_headers or {})"]) + "}") if entries else None

    def _display(self, where: str, *, wire: bool) -> Code | None:
        """A dict display of the arguments of one place, under their wire names or under their own."""
        chosen = sorted((each for each in self._arguments if each.where == where), key=lambda each: each.wire_name)
        entries = [f"{string(each.wire_name if wire else each.py_name)}: {each.py_name}" for each in chosen]
        return Code("{" + ", ".join(entries) + "}") if entries else None

    def _transformed(self, expression: Code | None, typed_dict: Code) -> Code | None:
        return Code(f"maybe_transform({expression}, {typed_dict})") if expression else None

    def _params_text(self) -> Code:
        return lazy(self._params_expr())[0]

    def _params_expr(self) -> PyExpr:
        assert self._params is not None
        return name(self._params.root_name, ".".join((".types", *self._params.name.dotted)))
