"""Docstrings made of a document's prose."""

from __future__ import annotations

from dataclasses import replace

from sdkwright.api import Docs, LiteralOf, Nullable, TypeRef
from sdkwright.lower.emit import Code, docstring, value, wrapped

WIDTH = 108


def schema_docstring(docs: Docs, indent: int) -> Code | None:
    """Description, default and deprecation of a schema or parameter; None where there is nothing to say."""
    lines = description_lines(docs, indent)
    return docstring(lines, indent) if lines else None


def property_docstring(docs: Docs, kind: TypeRef, indent: int) -> Code | None:
    """Of a property: a default that is the only value there is says nothing."""
    inner = kind.inner if isinstance(kind, Nullable) else kind
    only = isinstance(inner, LiteralOf) and inner.values == (docs.default,)
    return schema_docstring(replace(docs, has_default=False) if only else docs, indent)


def description_lines(docs: Docs, indent: int) -> list[str]:
    lines = wrapped(docs.description, WIDTH - indent) if docs.description else []
    if docs.has_default and docs.default is not None:
        lines += [
            *([""] if lines else []),
            *wrapped(f"Defaults to `{value(docs.default)}` on the server.", WIDTH - indent),
        ]
    if docs.deprecated:
        lines += [*([""] if lines else []), "Deprecated."]
    return lines
