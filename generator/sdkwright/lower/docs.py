"""Docstrings made of a document's prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.api import Docs, LiteralOf, Nullable, TypeRef
from sdkwright.lower.emit import Code, docstring, value, wrapped

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 108


def schema_docstring(docs: Docs, indent: int) -> Code | None:
    """Description, default and deprecation of a schema or parameter; None where there is nothing to say."""
    lines = description_lines(docs, indent)
    return docstring(lines, indent) if lines else None


def property_docstring(docs: Docs, kind: TypeRef, indent: int) -> Code | None:
    """Of a property: a default that is the only value there is says nothing."""
    inner = kind.inner if isinstance(kind, Nullable) else kind
    if isinstance(inner, LiteralOf):
        # The values are the constraint.
        docs = docs._replace(constraints=(), has_default=docs.has_default and inner.values != (docs.default,))
    return schema_docstring(docs, indent)


def description_lines(docs: Docs, indent: int) -> list[str]:
    lines = wrapped(docs.description, WIDTH - indent) if docs.description else []
    if docs.has_default and docs.default is not None:
        lines += [
            *([""] if lines else []),
            *wrapped(f"Defaults to `{value(docs.default)}` on the server.", WIDTH - indent),
        ]
    if docs.constraints:
        lines += [*([""] if lines else []), *wrapped(constraint_line(docs), WIDTH - indent)]
    if docs.choices:
        lines += [""] if lines else []
        for chosen, text in docs.choices:
            lines += wrapped(f"- `{value(chosen)}`: {' '.join(text.split())}", WIDTH - indent)
    if docs.deprecated:
        lines += [*([""] if lines else []), "Deprecated."]
    return lines


# What a keyword says of a value; `{}` is the keyword's own value.
CONSTRAINTS: Mapping[str, str] = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "at least {} long",
    "maxLength": "at most {} long",
    "pattern": "of the form `{}`",
    "minItems": "at least {} of them",
    "maxItems": "at most {} of them",
    "uniqueItems": "no two alike",
}


def constraint_line(docs: Docs) -> str:
    """One sentence for all that narrows a value."""
    said = [CONSTRAINTS[word].format(told) for word, told in docs.constraints if word in CONSTRAINTS]
    return f"Valid: {', '.join(said)}."
