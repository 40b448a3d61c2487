"""The OpenAPI document of the chat API, to hold what the server answers against it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jsonschema import ValidationError

_PATH = Path(__file__).parents[2] / "spec" / "chat.openapi.yaml"
_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


class Operation(NamedTuple):
    method: str
    path: str
    body: dict[str, Any]
    shared: list[dict[str, Any]]

    @property
    def parameters(self) -> list[dict[str, Any]]:
        return [resolved(item) for item in [*self.shared, *self.body.get("parameters", [])]]

    def response(self, status: int) -> dict[str, Any] | None:
        found = self.body["responses"].get(str(status))
        return None if found is None else resolved(found)


@cache
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_PATH.read_text(encoding="utf-8"))
    return loaded


def operations() -> list[Operation]:
    return [
        Operation(method, path, body, item.get("parameters", []))
        for path, item in document()["paths"].items()
        for method, body in item.items()
        if method in _METHODS
    ]


def operation(operation_id: str) -> Operation:
    (found,) = [item for item in operations() if item.body["operationId"] == operation_id]
    return found


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """`node`, or what its `$ref` points to within the document."""
    if "$ref" not in node:
        return node
    target: Any = document()
    for key in node["$ref"].removeprefix("#/").split("/"):
        target = target[key.replace("~1", "/").replace("~0", "~")]
    found: dict[str, Any] = target
    return found


def complaints(schema: dict[str, Any], value: Any) -> list[str]:
    """What JSON Schema 2020-12 finds wrong with `value`; empty when it fits."""
    validator: Any = Draft202012Validator({**schema, "components": document()["components"]})
    errors: Iterator[ValidationError] = validator.iter_errors(value)
    return [f"{error.json_path}: {error.message}" for error in errors]


def response_complaints(operation_id: str, status: int, media_type: str, value: Any) -> list[str]:
    """What the document has against `value` as an answer of `status`: the status, the media type or the schema."""
    response = operation(operation_id).response(status)
    if response is None:
        return [f"{operation_id} has no response {status}"]
    content = response.get("content", {})
    if not content:
        return [] if value is None else [f"{operation_id} {status} has no content"]
    if media_type not in content:
        return [f"{operation_id} {status} is not {media_type}"]
    return complaints(content[media_type]["schema"], value)
