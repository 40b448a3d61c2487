"""Diagnostics as SARIF 2.1.0 (OASIS), which code scanning services read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from .clean import clean
from .codes import CODES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .sink import Diagnostic, Diagnostics, Place


def as_sarif(diagnostics: Diagnostics, *, version: str) -> str:
    """A SARIF log with one run. `version` is the toolkit's. What the config allows is listed as suppressed."""
    found = list(diagnostics)
    allowed = list(diagnostics.allowed())
    rules = sorted({diagnostic.code for diagnostic in [*found, *(diagnostic for diagnostic, _ in allowed)]})
    results = [
        *(_result(diagnostic, rules) for diagnostic in found),
        *({**_result(diagnostic, rules), "suppressions": _suppressions(reason)} for diagnostic, reason in allowed),
    ]
    run = {
        "tool": {"driver": {"name": "sdkwright", "semanticVersion": version, "rules": list(_rules(rules))}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return json.dumps({"$schema": schema, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _suppressions(reason: str) -> list[dict[str, str]]:
    return [{"kind": "external", "justification": clean(reason)}]


def _rules(codes: Iterable[str]) -> Iterable[dict[str, Any]]:
    for code in codes:
        row = CODES[code]
        yield {
            "id": code,
            "shortDescription": {"text": row.title},
            "help": {"text": row.advice},
            "defaultConfiguration": {"level": row.severity.value},
        }


def _result(diagnostic: Diagnostic, rules: list[str]) -> dict[str, Any]:
    hint = diagnostic.hint or CODES[diagnostic.code].advice
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": rules.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": f"{clean(diagnostic.message)}\n{clean(hint)}"},
    }
    if diagnostic.at is not None:
        result["locations"] = [_location(diagnostic.at)]
    return result


def _location(at: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(clean(at.file), safe="/:")}}
    if at.line is not None:
        physical["region"] = {"startLine": at.line, **({"startColumn": at.column} if at.column else {})}
    location: dict[str, Any] = {"physicalLocation": physical}
    if at.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": clean(at.pointer)}]
    return location
