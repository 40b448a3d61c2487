"""The values of header parameters: the expressions that make text of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import ListOf, LiteralOf, Nullable, Scalar
from sdkwright.lower.annotations import is_date
from sdkwright.lower.emit import Code, ident
from sdkwright.lower.styles import shapes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sdkwright.api import Parameter, TypeDef, TypeRef


def header_value(types: Mapping[str, TypeDef], parameter: Parameter, py_name: str) -> Code:
    """The text of an argument in a header, in style `simple` of OpenAPI: lists with commas, booleans in lower case.

    No builtin is called: an argument may have its name. What an f-string would not write as OpenAPI does (dates, enums,
    objects) the runtime writes.
    """
    if parameter.content_type is not None:
        return Code(f"header_text(json_text({py_name}))")
    ref = parameter.type
    inner = ref.inner if isinstance(ref, Nullable) else ref
    guarded = is_guarded(parameter)
    match inner:
        case _ if is_text(inner):
            text = ident(py_name)
        case Scalar(kind="boolean"):
            text = Code(f'f"{{{py_name}}}".lower()')
        case ListOf(item=item) if is_text(item):
            text = Code(f'",".join({py_name})')
        case ListOf(item=item) if is_simple(item):
            text = Code(f'",".join(f"{{each}}" for each in {py_name})')
        case _ if is_simple(inner):
            text = Code(f'f"{{{py_name}}}"')
        case _:
            explode = ", explode=True" if parameter.explode and "object" in shapes(types, inner) else ""
            return Code(f"header_text({py_name}{explode})")
    if not guarded:
        return text
    is_not_null = f" and {py_name} is not None" if isinstance(ref, Nullable) else ""
    return Code(f"{text} if is_given({py_name}){is_not_null} else not_given")


def is_simple(ref: TypeRef) -> bool:
    """Whether `str` of a value is what OpenAPI means."""
    match ref:
        case Scalar(kind=kind):
            return kind in ("integer", "number") or is_text(ref)
        case LiteralOf(values=values):
            return all(isinstance(each, (str, int)) and not isinstance(each, bool) for each in values)
        case _:
            return False


def is_text(ref: TypeRef) -> bool:
    """Whether a value is text as it is."""
    match ref:
        case Scalar(kind="string"):
            return not is_date(ref)
        case LiteralOf(values=values):
            return all(isinstance(each, str) for each in values)
        case _:
            return False


def is_guarded(parameter: Parameter) -> bool:
    """Whether the value may be absent or null, and must be turned into text otherwise."""
    ref = parameter.type
    return isinstance(ref, Nullable) or not (parameter.required or is_text(ref))
