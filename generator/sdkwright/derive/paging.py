"""The `pagination` section: a scheme for each class of pages that methods return."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from sdkwright.derive.asking import NOT_FOUND
from sdkwright.derive.fields import fields_of
from sdkwright.derive.modules import Definition
from sdkwright.derive.pages import Turning, scheme_of, shared, turning_of
from sdkwright.derive.roots import inputs
from sdkwright.derive.syntax import last
from sdkwright.name.words import Casing
from sdkwright.resolve.nodes import sequence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sdkwright.derive.evidence import Evidence
    from sdkwright.propose.operations import Call

_SIZES = frozenset({"limit", "size", "page_size", "pagesize", "per_page", "perpage", "max_results", "top", "first"})
_PAGES = frozenset({"pages", "total_pages", "totalpages", "page_count", "pagecount"})
_SCALARS = ("string", "integer", "number", "boolean")


def derive_pages(evidence: Evidence) -> None:
    """Enter the schemes, and remember in `evidence.schemes` which class is which."""
    users: dict[str, list[Call]] = {}
    classes: dict[str, Definition] = {}
    for resource in evidence.client.all():
        for method in resource.methods:
            match = evidence.match(resource, method)
            if match is None or method.request is None or method.request.page is None:
                continue
            found = evidence.modules.resolve(method.module, method.request.page)
            if found is not None and isinstance(found.node, ast.ClassDef):
                classes[found.name] = found
                users.setdefault(found.name, []).append(match.call)
    for found in _others(evidence):
        classes.setdefault(found.name, found)
    made: list[dict[str, Any]] = []
    for name in sorted(classes):
        key = Casing().snake(name.removeprefix("Sync"))
        evidence.schemes[name] = key
        made.append(_scheme(classes[name], key, users.get(name, []), evidence))
    if made:
        evidence.answers.put(("pagination",), made)


def _others(evidence: Evidence) -> Iterator[Definition]:
    """Classes of pages that no method gives."""
    module = evidence.modules.get("pagination")
    for name, node in module.definitions.items() if module is not None else ():
        if isinstance(node, ast.ClassDef) and any(last(_generic(base)) == "BaseSyncPage" for base in node.bases):
            assert module is not None
            yield Definition(module, name, node)


def _generic(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Subscript) else node


def _scheme(definition: Definition, key: str, calls: list[Call], evidence: Evidence) -> dict[str, Any]:
    turning = turning_of(definition)
    params = shared(_scalars(call, evidence) for call in calls)
    turned = [each for each in (turning.param, turning.previous) if each]
    params = {**{name: _usual_type(turning) for name in turned if name not in params}, **params}
    params = {name: kind for name, kind in params.items() if name in turned or name.lower() in _SIZES}
    if turning.kind == "fake_page" and "items" not in turning.fields.values():
        evidence.answers.ask(
            ("pagination",),
            f"how `{definition.name}` turns pages is not understood",
            f"Correct the scheme `{key}`.",
            at=definition.module.place(definition.node),
            code=NOT_FOUND,
        )
    turning = _with_total(definition, turning, key, evidence)
    return scheme_of(definition, turning, key, params, evidence.modules)


def _with_total(definition: Definition, turning: Turning, key: str, evidence: Evidence) -> Turning:
    """With the number of pages, which older SDKs carry without looking at it."""
    if turning.kind != "page_number" or "total_page_count_field" in turning.fields.values():
        return turning
    names = [name for name in fields_of(definition, evidence.modules) if name.lower() in _PAGES]
    if not names:
        return turning
    evidence.answers.ask(
        ("pagination",),
        f"`{names[0]}` of the scheme `{key}` is taken for the number of pages by its name",
        "Take the purpose away if it is something else.",
        at=definition.module.place(definition.node),
    )
    return turning._replace(fields={**turning.fields, (names[0],): "total_page_count_field"})


def _usual_type(turning: Turning) -> str:
    return "integer" if turning.kind in ("offset", "page_number") else "string"


def _scalars(call: Call, evidence: Evidence) -> Mapping[str, str]:
    """The parameters of an operation that are one scalar, but those of the path."""
    found: dict[str, str] = {}
    for name, node in inputs(call, evidence):
        schema = evidence.pairs.node(*node).schema
        ways = [
            schema,
            *(evidence.shapes.follow(each) for word in ("anyOf", "oneOf") for each in sequence(schema.get(word))),
        ]
        kinds = {kind for way in ways for kind in [way.get("type"), *sequence(way.get("type"))] if kind in _SCALARS}
        if f"{{{name}}}" not in call.path:
            found[name] = str(kinds.pop()) if len(kinds) == 1 else ""
    return {name: kind for name, kind in found.items() if kind}
