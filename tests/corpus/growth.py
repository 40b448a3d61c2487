"""Documents made to measure: twice the operations should cost twice the time, no more."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.corpus.processes import BIN, run

if TYPE_CHECKING:
    from pathlib import Path

SIZES = (100, 200, 400)
LIMIT = 2.2
_KINDS = ("string", "integer", "number", "boolean")


@dataclass(frozen=True)
class Step:
    operations: int
    seconds: float
    peak_mb: float


def document(operations: int) -> dict[str, Any]:
    """An API of that many operations: five for each collection, whose schemas refer to those of its neighbours."""
    paths: dict[str, Any] = {}
    schemas: dict[str, Any] = {}
    for number in range(operations // 5):
        name = f"Thing{number:04}"
        schemas[name] = _schema(number)
        paths |= _paths(name, f"/things{number:04}")
    return {
        "openapi": "3.1.0",
        "info": {"title": "Growth", "version": "1"},
        "servers": [{"url": "https://growth.test"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def _schema(number: int) -> dict[str, Any]:
    fields = {
        f"field_{index}": {"type": _KINDS[(number + index) % 4], "description": f"Field {index}."}
        for index in range(12)
    }
    inner = {"type": "object", "properties": {"state": {"enum": ["on", "off"]}, "since": {"type": "string"}}}
    neighbour = {"$ref": f"#/components/schemas/Thing{number - number % 2:04}"}
    properties = {**fields, "detail": inner, "neighbours": {"type": "array", "items": neighbour}}
    return {"type": "object", "required": ["field_0"], "properties": properties}


def _paths(name: str, path: str) -> dict[str, Any]:
    one = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}}
    many = {"type": "array", "items": {"$ref": f"#/components/schemas/{name}"}}
    identity = [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}]

    def operation(word: str, answer: dict[str, Any], **more: Any) -> dict[str, Any]:
        responses = {"200": {"description": "Fine.", **answer}}
        return {"operationId": f"{word}{name}", "tags": [name], "responses": responses, **more}

    return {
        path: {
            "get": operation("list", {"content": {"application/json": {"schema": many}}}),
            "post": operation("create", one, requestBody={"required": True, **one}),
        },
        path + "/{id}": {
            "parameters": identity,
            "get": operation("get", one),
            "put": operation("replace", one, requestBody={"required": True, **one}),
            "delete": operation("delete", {}),
        },
    }


def measure(scratch: Path, repetitions: int = 3) -> list[Step]:
    """The fastest of some runs for each size, after one that does not count. Raises RuntimeError when one fails."""
    found: list[Step] = []
    for size in SIZES:
        source = scratch / f"growth{size}.json"
        source.write_text(json.dumps(document(size)), encoding="utf-8")
        runs = []
        for number in range(repetitions + 1):
            output = scratch / f"growth{size}_{number}"
            done = run([BIN / "sdkwright", "generate", "--no-config", "--json", "--spec", source, "--output", output])
            if done.status:
                raise RuntimeError(f"growth of {size}: {done.err[-300:] or done.out[-300:]}")
            runs.append(done)
        best = min(runs[1:], key=lambda each: each.seconds)
        found.append(Step(size, best.seconds, min(each.peak_mb for each in runs)))
    return found


def factors(steps: list[Step]) -> list[tuple[float, float]]:
    """How time and memory grow from each size to the next."""
    pairs = itertools.pairwise(steps)
    return [(after.seconds / before.seconds, after.peak_mb / before.peak_mb) for before, after in pairs]
