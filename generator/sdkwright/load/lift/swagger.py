"""What all parts of a Swagger 2.0 document need to know of the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.plain import is_list, is_map
from sdkwright.load.pointers import join

from .from_30 import change_all, lift_schema
from .references import target_of

if TYPE_CHECKING:
    from .lifted import Notes

_REFERENCES: Final = {
    "#/definitions/": "#/components/schemas/",
    "#/responses/": "#/components/responses/",
    "#/parameters/": "#/components/parameters/",
}
_STEPS: Final = 20


class Swagger:
    """The document as written, its media types, and the notes on what moves."""

    def __init__(self, root: dict[str, Any], notes: Notes) -> None:
        self.root = root
        self.notes = notes
        self.consumes = words(root.get("consumes"))
        self.produces = words(root.get("produces"))

    def resolve(self, node: Any, pointer: str) -> tuple[Any, str]:
        """What a chain of local references ends at, with its pointer; the node itself where it leads nowhere."""
        found, at = node, pointer
        for _ in range(_STEPS):
            if not is_map(found) or not isinstance(found.get("$ref"), str):
                return found, at
            target = target_of(self.root, found)
            if target is None:
                break
            keys, found = target
            at = join("", *keys)
        return node, pointer

    def schema(self, node: Any) -> Any:
        """A schema with all that is inside it."""
        return change_all(node, "schema", "schema", _lift_schema)


def words(value: Any) -> list[str]:
    """The strings of a list; a single string counts as a list of one."""
    if isinstance(value, str):
        return [value]
    return [each for each in value if isinstance(each, str)] if is_list(value) else []


def plain_reference(node: Any) -> Any:
    """A Reference Object that leads to where components are now; anything else as it is."""
    ref = node.get("$ref") if is_map(node) else None
    if not isinstance(ref, str):
        return node
    for old, new in _REFERENCES.items():
        if ref.startswith(old):
            return {**node, "$ref": new + ref[len(old) :]}
    return node


def _lift_schema(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in schema:
        schema = plain_reference(schema)
    if isinstance(schema.get("x-nullable"), bool):
        schema = {("nullable" if key == "x-nullable" else key): value for key, value in schema.items()}
    if isinstance(schema.get("discriminator"), str):
        schema = {**schema, "discriminator": {"propertyName": schema["discriminator"]}}
    if schema.get("type") == "file":
        schema = {**schema, "type": "string", "format": "binary"}
    if "x-example" in schema and "example" not in schema:
        schema = {("example" if key == "x-example" else key): value for key, value in schema.items()}
    return lift_schema(schema)
