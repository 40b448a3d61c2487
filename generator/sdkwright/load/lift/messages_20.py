"""Parameters, request bodies and responses of Swagger 2.0 as those of OpenAPI 3.1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.plain import is_list, is_map
from sdkwright.load.pointers import join

from .swagger import plain_reference

if TYPE_CHECKING:
    from .swagger import Swagger

Written = tuple[dict[str, Any], str]
"""A parameter, and where it is written."""

_JSON: Final = "application/json"
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_OF_SCHEMA: Final = frozenset(
    {"type", "format", "items", "default", "enum", "multipleOf", "pattern", "uniqueItems", "x-nullable"}
) | {f"{word}{what}" for word in ("max", "min") for what in ("imum", "Length", "Items")} | {
    "exclusiveMaximum",
    "exclusiveMinimum",
}  # fmt: skip
_STYLES: Final = {
    "csv": {"style": "form", "explode": False},
    "multi": {"style": "form", "explode": True},
    "ssv": {"style": "spaceDelimited", "explode": False},
    "pipes": {"style": "pipeDelimited", "explode": False},
}


class Parameters:
    """Takes a list of parameters apart: `bodies` gathers what the newer version calls a request body."""

    def __init__(self, swagger: Swagger) -> None:
        self.bodies: list[Written] = []
        self._swagger = swagger

    def take(self, nodes: Any, pointer: str) -> Any:
        """The parameters that remain parameters."""
        if not is_list(nodes):
            return nodes
        kept: list[Any] = []
        for index, node in enumerate(nodes):
            written = join(pointer, index)
            target, place = self._swagger.resolve(node, written)
            if is_map(target) and target.get("in") in ("body", "formData"):
                self.bodies.append((target, place))
                continue
            if len(kept) != index:
                self._swagger.notes.moves[join(pointer, len(kept))] = written
            is_plain = is_map(node) and "$ref" not in node
            kept.append(self.one(node, written) if is_plain else plain_reference(node))
        return kept

    def bodies_over(self, shared: Parameters) -> list[Written]:
        """The own bodies and fields, and of the shared ones those that these do not replace."""
        own = [_identity(node) for node, _ in self.bodies]
        return [*((node, at) for node, at in shared.bodies if _identity(node) not in own), *self.bodies]

    def one(self, node: dict[str, Any], written: str = "") -> dict[str, Any]:
        """A parameter with a schema; one that has a schema already keeps it."""
        if "content" in node:
            return node
        lifted = {key: value for key, value in node.items() if key not in _OF_SCHEMA and key != "collectionFormat"}
        if "schema" in node:
            lifted["schema"] = self._swagger.schema(node["schema"])
        else:
            lifted["schema"] = self.schema(node)
        for key in ("x-example", "x-examples"):
            if key in lifted and "example" not in lifted and not is_map(lifted[key]):
                lifted["example"] = lifted.pop(key)
        if node.get("type") == "array" and "style" not in node:
            lifted.update(self.style(node, written))
        return lifted

    def schema(self, node: dict[str, Any]) -> Any:
        """The schema that a parameter or header without one spells out."""
        return self._swagger.schema({key: value for key, value in node.items() if key in _OF_SCHEMA})

    def style(self, node: dict[str, Any], written: str) -> dict[str, Any]:
        """How the items of an array are written; commas are the default of 2.0, and all that paths and headers know."""
        word = node.get("collectionFormat", "csv")
        in_query = node.get("in") in ("query", "formData")
        found = _STYLES.get(word) if isinstance(word, str) else None
        if found is None or (not in_query and word != "csv"):
            message = f"collectionFormat {str(word)[:40]!r} has no equivalent here; commas are used"
            self._swagger.notes.problems.append(("SW024", message, written))
            found = _STYLES["csv"]
        return dict(found) if in_query else {}


def _identity(node: dict[str, Any]) -> Any:
    """What an operation's own parameter replaces one of its path by; there is only one body."""
    return "body" if node.get("in") == "body" else ("field", node.get("name"))


def request_body(parts: list[Written], consumes: list[str], pointer: str, swagger: Swagger) -> dict[str, Any] | None:
    """The Request Body Object for parameters in body or form; None if there are none. `pointer` is where it goes."""
    whole = [each for each in parts if each[0].get("in") == "body"]
    if whole:
        return _whole_body(whole[-1], consumes or [_JSON], pointer, swagger)
    return _form(parts, consumes, pointer, swagger) if parts else None


def _whole_body(part: Written, consumes: list[str], pointer: str, swagger: Swagger) -> dict[str, Any]:
    node, written = part
    swagger.notes.moves[pointer] = written
    schema = swagger.schema(node.get("schema", {}))
    shared = _shared_schema(written, swagger)
    if shared is not None and pointer != shared[0] and is_map(schema) and "$ref" not in schema:
        # One type for all operations that share the body.
        schema = {"$ref": f"#{join(shared[0], 'content', shared[1], 'schema')}"}
    content: dict[str, Any] = {}
    for media_type in dict.fromkeys(consumes):
        swagger.notes.moves[join(pointer, "content", media_type, "schema")] = join(written, "schema")
        content[media_type] = {"schema": schema}
        examples = node.get("x-examples")
        if is_map(examples) and media_type in examples:
            content[media_type]["example"] = examples[media_type]
    dropped = ("in", "name", "schema", "required", "x-examples")
    rest = {key: value for key, value in node.items() if key not in dropped}
    return {**rest, "content": content, **({"required": True} if node.get("required") is True else {})}


def _shared_schema(written: str, swagger: Swagger) -> tuple[str, str] | None:
    """The request body under components that a body is, and its first media type."""
    prefix, _, name = written.rpartition("/")
    if prefix != "/parameters":
        return None
    return f"/components/requestBodies/{name}", (swagger.consumes or [_JSON])[0]


def _form(fields: list[Written], consumes: list[str], pointer: str, swagger: Swagger) -> dict[str, Any]:
    """A form is an object whose properties are the fields; files ask for multipart (Swagger 2.0, Parameter Object)."""
    has_file = any(_is_file(node) for node, _ in fields)
    media_types = [each for each in consumes if each.partition(";")[0].strip().lower() in (_FORM, _MULTIPART)]
    if has_file:
        media_types = [each for each in media_types if each.lower().startswith(_MULTIPART)] or [_MULTIPART]
    media_types = list(dict.fromkeys(media_types)) or [_FORM]
    properties: dict[str, Any] = {}
    encoding: dict[str, Any] = {}
    required: list[str] = []
    helper = Parameters(swagger)
    for node, written in fields:
        name = node.get("name")
        if not isinstance(name, str):
            continue
        properties[name] = _field(node, helper)
        if node.get("required") is True:
            required.append(name)
        if node.get("type") == "array" and not _is_file(node):
            encoding[name] = helper.style(node, written)
        for media_type in media_types:
            place = join(pointer, "content", media_type, "schema", "properties", name)
            swagger.notes.moves[place] = written
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    media = {"schema": schema, **({"encoding": encoding} if encoding else {})}
    return {
        "content": dict.fromkeys(media_types, media),
        **({"required": True} if required else {}),
    }


def _is_file(node: dict[str, Any]) -> bool:
    items = node.get("items")
    return node.get("type") == "file" or (is_map(items) and items.get("type") == "file")


def _field(node: dict[str, Any], helper: Parameters) -> Any:
    """The schema of a form's field, with what is said of the field."""
    if "schema" in node:
        return helper.one(node)["schema"]
    kept = ("description", "example", "x-example", "deprecated")
    said = {key: node[key] for key in kept if key in node}
    schema = helper.schema({key: value for key, value in node.items() if key in _OF_SCHEMA})
    if "x-example" in said:
        said.setdefault("example", said.pop("x-example"))
    if "example" in said:
        said["examples"] = [said.pop("example")]
    return {**schema, **said} if is_map(schema) else schema


def response(node: Any, pointer: str, produces: list[str], swagger: Swagger, written: str | None = None) -> Any:
    """A Response Object; `pointer` is where it stands then, and before if `written` does not say otherwise."""
    if not is_map(node) or "$ref" in node:
        return plain_reference(node)
    if "content" in node:
        return node
    lifted = {key: value for key, value in node.items() if key not in ("schema", "examples")}
    headers = node.get("headers")
    if is_map(headers):
        helper = Parameters(swagger)
        lifted["headers"] = {
            name: helper.one(each) if is_map(each) and "$ref" not in each else plain_reference(each)
            for name, each in headers.items()
        }
    examples = node.get("examples")
    if not is_map(examples):
        examples = {}
    schema = node.get("schema")
    if schema is None:
        if examples:
            lifted["content"] = {name: {"example": value} for name, value in examples.items()}
        return lifted
    lifted["content"] = {}
    lifted_schema = swagger.schema(schema)
    for media_type in _answers(schema, produces):
        swagger.notes.moves[join(pointer, "content", media_type, "schema")] = join(written or pointer, "schema")
        example = {"example": examples[media_type]} if media_type in examples else {}
        lifted["content"][media_type] = {"schema": lifted_schema, **example}
    return lifted


def _answers(schema: Any, produces: list[str]) -> list[str]:
    """The media types of a response with a schema. A file is not JSON, whatever the document says of all operations."""
    if is_map(schema) and schema.get("type") == "file":
        return [each for each in dict.fromkeys(produces) if "json" not in each] or ["application/octet-stream"]
    return list(dict.fromkeys(produces)) or [_JSON]
