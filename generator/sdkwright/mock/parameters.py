"""Reads and checks the parameters of a request (OpenAPI 3.1, Style Values).

A query is read as the parameter's style says; where that gives nothing that fits, as SDKs write lists and objects that
are not told how: `ids[]=a`, `ids[0]=a`, `filter[a][b]=c`, `filter.a=c`, and `ids=a,b`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote

from sdkwright.mock.coercion import nested
from sdkwright.mock.problems import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sdkwright.mock.coercion import Coercion
    from sdkwright.mock.incoming import Incoming
    from sdkwright.mock.operations import Operation, Parameter
    from sdkwright.mock.validators import Validators

ABSENT: Final = object()
_SEPARATORS: Final = {"spaceDelimited": " ", "pipeDelimited": "|", "form": ","}


class Parameters:
    def __init__(self, coercion: Coercion, validators: Validators) -> None:
        self._coercion = coercion
        self._validators = validators

    def read(self, operation: Operation, request: Incoming) -> tuple[dict[tuple[str, str], Any], list[Fault]]:
        """The values by place and name, and what is wrong with them."""
        names = {each.name for each in operation.parameters}
        values: dict[tuple[str, str], Any] = {}
        faults: list[Fault] = []
        for parameter in operation.parameters:
            value, found = self._checked(parameter, request, names)
            if value is not ABSENT:
                values[parameter.place, parameter.name] = value
            elif parameter.required:
                found = [Fault(parameter.place, "is required and missing", parameter.name)]
            faults += found
        return values, faults

    def _checked(self, parameter: Parameter, request: Incoming, names: set[str]) -> tuple[Any, list[Fault]]:
        """The first reading that fits, else the first with what is wrong with it."""
        first: tuple[Any, list[Fault]] = (ABSENT, [])
        for value in self._readings(parameter, request, names):
            if isinstance(value, Fault):
                return None, [value]
            if self._validators.is_valid(parameter.schema, value):
                return value, []
            if first[0] is ABSENT:
                first = value, self._validators.faults(parameter.schema, value, parameter.place, parameter.name)
        return first

    def _readings(self, parameter: Parameter, request: Incoming, names: set[str]) -> Iterator[Any]:
        match parameter.place:
            case "query":
                pairs = request.query
            case "cookie":
                pairs = request.cookies
            case "header":
                text = request.headers.get(parameter.name.lower())
                pairs = [] if text is None else [(parameter.name, text)]
            case _:
                text = request.slots.get(parameter.name)
                pairs = [] if text is None else [(parameter.name, text)]
        texts = [value for name, value in pairs if name == parameter.name]
        if parameter.is_json:
            if texts:
                yield self._json(parameter, texts[0])
        elif parameter.place in ("path", "header"):
            if texts:
                yield self._simple(parameter, texts[0])
        else:
            yield from self._form(parameter, pairs, texts, names)

    def _json(self, parameter: Parameter, text: str) -> Any:
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return Fault(parameter.place, "is no JSON", parameter.name)

    def _simple(self, parameter: Parameter, text: str) -> Any:
        """`simple`, `label` (`.a,b`) and `matrix` (`;name=a,b`). Of a path, the text is still percent-encoded."""
        decode = unquote if parameter.place == "path" else str.strip
        types = self._coercion.types(parameter.schema)
        separator = ","
        if parameter.style == "label":
            text, separator = text.removeprefix("."), "." if parameter.explode else ","
        elif parameter.style == "matrix":
            text, separator = text.removeprefix(";"), ";" if parameter.explode else ","
            if not (parameter.explode and "object" in types):
                text = text.replace(f"{parameter.name}=", "", -1 if parameter.explode else 1)
        if "array" in types and "string" not in types:
            return self._coercion.items([decode(each) for each in text.split(separator)], parameter.schema)
        if "object" in types and "string" not in types:
            return self._coercion.members(fields_of(text, separator, exploded=parameter.explode), parameter.schema)
        return self._coercion.scalar(decode(text), parameter.schema)

    def _form(
        self, parameter: Parameter, pairs: list[tuple[str, str]], texts: list[str], names: set[str]
    ) -> Iterator[Any]:
        """Properties of an object that travel under their own names give way to parameters of that name."""
        types = self._coercion.types(parameter.schema)
        schema, lists, objects = parameter.schema, "array" in types, "object" in types
        if texts:
            if not lists and not objects:
                yield self._coercion.scalar(texts[-1], schema)
                return
            separator = _SEPARATORS.get(parameter.style, ",")
            parts = [part for text in texts for part in text.split(separator)]
            if lists and (parameter.explode or len(texts) > 1):
                yield self._coercion.items(texts, schema)
            if lists:
                yield self._coercion.items(parts, schema)
            if objects and not parameter.explode and len(texts) == 1:
                yield self._coercion.members(fields_of(texts[0], separator, exploded=False), schema)
            yield self._coercion.scalar(texts[-1], schema)
            return
        if lists or objects:
            found = nested(pairs, parameter.name, dots=True)
            if found is not None:
                yield self._coercion.value(found, schema)
        if objects and parameter.explode and parameter.style == "form":
            shape = self._coercion.shape(schema, "object")
            given = {name: text for name, text in pairs if name in shape.properties and name not in names}
            if given:
                yield self._coercion.members(given, schema)


def fields_of(text: str, separator: str, *, exploded: bool) -> dict[str, str]:
    """`a,1,b,2`, or exploded `a=1,b=2`, as an object of texts."""
    parts = [unquote(each) for each in text.split(separator)]
    if exploded:
        split = [each.partition("=") for each in parts]
        return {name: value for name, _, value in split}
    return dict(zip(parts[::2], parts[1::2], strict=False))
