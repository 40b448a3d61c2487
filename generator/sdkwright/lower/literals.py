"""Sample values as Python source: under the names of Python, over as many lines as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sdkwright.api import Alias, ListOf, MapOf, Nullable, Object, Reference, Scalar, Union, UnionOf
from sdkwright.lower.emit import Code, string, value
from sdkwright.lower.samples import Samples

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Json, TypeRef
    from sdkwright.lower.context import Context

WIDTH = 88
DEEPEST = 32
FILE_CONTENT = "raw file contents"


def literal(context: Context, ref: TypeRef, data: Json, *, used: int = 0) -> list[Code]:
    """The lines of an expression for JSON data that an argument of the type takes. `used` columns stand before it."""
    return display(Typed(context).shaped(ref, data), used)


class Typed:
    """Gives data the shape that callers write: typed dicts have Python's names, files are bytes."""

    def __init__(self, context: Context) -> None:
        self._types = context.api.types
        self._keys: Mapping[tuple[str, str], str] = context.names.keys
        self._samples = Samples(self._types, "input")

    def shaped(self, ref: TypeRef, data: object, depth: int = 0) -> object:
        if depth > DEEPEST:
            return data
        match ref:
            case Nullable(inner=inner):
                return None if data is None else self.shaped(inner, data, depth + 1)
            case ListOf(item=item) if isinstance(data, (list, tuple)):
                return [self.shaped(item, each, depth + 1) for each in cast("list[object]", data)]
            case MapOf(value=inner) if isinstance(data, dict):
                entries = cast("dict[str, object]", data)
                return {key: self.shaped(inner, entries[key], depth + 1) for key in sorted(entries, key=str)}
            case UnionOf(variants=variants):
                chosen = next((each for each in variants if self._samples.fits(each, cast("Json", data))), None)
                return data if chosen is None else self.shaped(chosen, data, depth + 1)
            case Scalar(kind="string", format="binary") if isinstance(data, str):
                return (data if data.isascii() else FILE_CONTENT).encode()
            case Reference(id=type_id):
                return self._defined(type_id, data, depth + 1)
            case _:
                return sorted_keys(data)

    def _defined(self, type_id: str, data: object, depth: int) -> object:
        match self._types.get(type_id):
            case Object() as definition if isinstance(data, dict):
                return self._object(definition, cast("dict[str, object]", data), depth)
            case Union() as union:
                chosen = self._samples.variant(union, cast("Json", data))
                return data if chosen is None else self.shaped(chosen.type, data, depth)
            case Alias(target=target):
                return self.shaped(target, data, depth)
            case _:
                return sorted_keys(data)

    def _object(self, definition: Object, data: dict[str, object], depth: int) -> object:
        """Declared properties in their order, then what else there is."""
        found: dict[str, object] = {}
        for each in definition.properties:
            if each.wire_name in data and not each.read_only:
                py_name = self._keys[definition.id, each.wire_name]
                found[py_name] = self.shaped(each.type, data[each.wire_name], depth)
        declared = {each.wire_name for each in definition.properties}
        return found | {key: sorted_keys(data[key]) for key in sorted(data, key=str) if key not in declared}


def sorted_keys(data: object) -> object:
    """Data of no known type: the order of a document's keys must not show."""
    if isinstance(data, dict):
        entries = cast("dict[str, object]", data)
        return {key: sorted_keys(entries[key]) for key in sorted(entries, key=str)}
    if isinstance(data, (list, tuple)):
        return [sorted_keys(each) for each in cast("list[object]", data)]
    return data


def display(data: object, used: int = 0) -> list[Code]:
    """The lines of a literal, broken where it would be longer than a line."""
    flat = one_line(data)
    if len(flat) + used <= WIDTH or not isinstance(data, (list, tuple, dict)) or not data:
        return [flat]
    lines: list[Code] = []
    if isinstance(data, dict):
        for key, each in cast("dict[str, object]", data).items():
            label = f"{string(str(key))}: "
            first, *rest = display(each, used=4 + len(label) + 1)
            lines += comma([Code(label + first), *rest])
        return [Code("{"), *indented(lines), Code("}")]
    for each in cast("list[object]", data):
        lines += comma(display(each, used=5))
    return [Code("["), *indented(lines), Code("]")]


def comma(lines: list[Code]) -> list[Code]:
    return [*lines[:-1], Code(f"{lines[-1]},")]


def indented(lines: list[Code], columns: int = 4) -> list[Code]:
    return [Code(" " * columns + line) if line else line for line in lines]


def one_line(data: object) -> Code:
    match data:
        case bytes():
            return Code(f"b{string(data.decode('ascii'))}")
        case dict():
            entries = cast("dict[str, object]", data)
            return Code("{" + ", ".join(f"{string(str(key))}: {one_line(each)}" for key, each in entries.items()) + "}")
        case list() | tuple():
            return Code("[" + ", ".join(one_line(each) for each in cast("list[object]", data)) + "]")
        case None | bool() | int() | float() | str():
            return value(data)
        case _:
            return string(str(data))
