"""Defaults that are no values of their own type: people mistype them, and callers would be told what is not so."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from sdkwright.api import ListOf, LiteralOf, MapOf, Nullable, Reference, Scalar, UnionOf, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sdkwright.api import Docs, Json, ScalarKind, TypeRef
    from sdkwright.diagnostics import Diagnostics, Place


def with_fitting_default(docs: Docs, ref: TypeRef, sink: Diagnostics, place: Callable[[], Place]) -> Docs:
    """The docs, without a default that is of another type than `ref`; SW206 tells of it."""
    if not docs.has_default or is_value_of(docs.default, ref):
        return docs
    sink.add("SW206", f"the default {docs.default!r:.80} is of another type", at=place())
    return docs._replace(default=None, has_default=False)


def is_value_of(value: Json, ref: TypeRef) -> bool:
    """Whether a value is of a type, as far as the type can be seen without its definitions. Null says that there is no
    default.
    """
    if value is None:
        return True
    match ref:
        case Scalar(kind=kind):
            return is_of_kind(value, kind)
        case LiteralOf(values=values):
            return any(type(each) is type(value) and each == value for each in values)
        case ListOf(item=item):
            return isinstance(value, list) and all(is_value_of(each, item) for each in value)
        case MapOf():
            return isinstance(value, dict)
        case Nullable(inner=inner):
            return is_value_of(value, inner)
        case UnionOf(variants=variants):
            return any(is_value_of(value, each) for each in variants)
        case Reference() | Unknown():
            return True
        case _:
            assert_never(ref)


def is_of_kind(value: Json, kind: ScalarKind) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "boolean":
            return isinstance(value, bool)
        case "integer":
            return not isinstance(value, bool) and isinstance(value, (int, float)) and value % 1 == 0
        case "number":
            return not isinstance(value, bool) and isinstance(value, (int, float))
