"""Operations of a document in one form, whatever its version: parameters, bodies, answers, security."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from tests.corpus.spec.dialect import converted
from tests.corpus.spec.tags import tags_of

if TYPE_CHECKING:
    from collections.abc import Iterator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")


@dataclass(frozen=True)
class Param:
    name: str
    place: str
    schema: Any
    required: bool
    style: str
    explode: bool
    content_type: str | None = None
    examples: tuple[Any, ...] = ()
    allow_reserved: bool = False


@dataclass(frozen=True)
class Media:
    """`item` is the schema of one event or line of a stream."""

    type: str
    schema: Any
    examples: tuple[Any, ...] = ()
    encoding: dict[str, Any] = field(default_factory=dict[str, Any])
    item: Any = None

    @property
    def essence(self) -> str:
        return self.type.partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Answer:
    """`status` is as written: a code, a range such as `2XX`, or `default`."""

    status: str
    media: tuple[Media, ...]
    headers: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Scheme:
    """A credential that travels with a request. `kind`: apiKey, basic, bearer, http (any other scheme) or none."""

    name: str
    kind: str
    place: str = "header"
    wire_name: str = "Authorization"


@dataclass(frozen=True)
class Op:
    """`security` lists alternatives, each all of its schemes. `bases` are paths that may stand before the template."""

    method: str
    path: str
    params: tuple[Param, ...]
    bodies: tuple[Media, ...]
    body_required: bool
    answers: tuple[Answer, ...]
    security: tuple[tuple[Scheme, ...], ...]
    bases: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.method.upper()} {self.path}"


class Spec:
    """A document and its operations. `root` has converted schemas, `raw` those of the file."""

    def __init__(self, raw: dict[str, Any]) -> None:
        self.raw = raw
        self.root: dict[str, Any] = converted(raw)
        self.swagger = str(raw.get("swagger", "")).startswith("2")
        self.ops = {each.key: each for each in self._walk()}
        self.tags = tags_of(self.root)

    def at(self, reference: str) -> Any:
        """What a local `$ref` leads to; None where it leads nowhere."""
        node: Any = self.root
        for part in reference.partition("#")[2].split("/")[1:]:
            word = unquote(part).replace("~1", "/").replace("~0", "~")
            if isinstance(node, list) and word.isdigit() and int(word) < len(node):
                node = node[int(word)]
            elif isinstance(node, dict) and word in node:
                node = node[word]
            else:
                return None
        return node

    def deref(self, node: Any) -> dict[str, Any]:
        """An object behind any number of `$ref`s; {} where there is none."""
        for _ in range(20):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                break
            siblings = {key: value for key, value in node.items() if key != "$ref"}
            target = self.at(node["$ref"])
            node = {**target, **siblings} if isinstance(target, dict) else siblings
        return node if isinstance(node, dict) else {}

    def _walk(self) -> Iterator[Op]:
        for path, item in (self.root.get("paths") or {}).items():
            if path.startswith("x-"):
                continue
            whole = self.deref(item)
            found = [(method, whole[method]) for method in METHODS if isinstance(whole.get(method), dict)]
            found += list((whole.get("additionalOperations") or {}).items())
            for method, operation in found:
                yield self._operation(method, path, whole, operation)

    def _operation(self, method: str, path: str, item: dict[str, Any], operation: dict[str, Any]) -> Op:
        params: dict[tuple[str, str], dict[str, Any]] = {}
        for each in [*(item.get("parameters") or []), *(operation.get("parameters") or [])]:
            param = self.deref(each)
            if "name" in param and "in" in param:
                params[str(param["in"]), str(param["name"])] = param
        consumes = operation.get("consumes", self.root.get("consumes")) or []
        if self.swagger:
            bodies, required = self._swagger_bodies(params, consumes)
        else:
            body = self.deref(operation.get("requestBody"))
            bodies, required = self._media(body.get("content")), bool(body.get("required"))
        kept = [each for each in params.values() if each["in"] in ("path", "query", "header", "cookie", "querystring")]
        return Op(
            method=method,
            path=path,
            params=tuple(param for each in kept if not _is_ignored(each) for param in self._params(each)),
            bodies=bodies,
            body_required=required,
            answers=tuple(self._answers(operation)),
            security=self._security(operation),
            bases=self._bases(operation.get("servers") or item.get("servers")),
        )

    def _params(self, raw: dict[str, Any]) -> list[Param]:
        """One parameter; of a form that is the whole query (`in: querystring`) each of its properties."""
        if raw["in"] != "querystring":
            return [self._param(raw)]
        media = self._media(raw.get("content"))[0]
        if media.essence != "application/x-www-form-urlencoded":
            return [
                Param("", "querystring", media.schema, raw.get("required") is True, "content", False, media.essence)
            ]
        schema = self.deref(media.schema)
        needed = (schema.get("required") or ()) if raw.get("required") is True else ()
        return [
            Param(name, "query", inner, name in needed, "form", True)
            for name, inner in schema.get("properties", {}).items()
        ]

    def _param(self, raw: dict[str, Any]) -> Param:
        place = raw["in"]
        required = place == "path" or raw.get("required") is True
        if self.swagger:
            style, explode = _SWAGGER_STYLES.get(raw.get("collectionFormat", "csv"), ("form", False))
            style = "simple" if place in ("path", "header") and style == "form" else style
            example = raw.get("x-example", raw.get("example"))
            return Param(raw["name"], place, _swagger_schema(raw), required, style, explode, None, _some(example))
        content = self._media(raw.get("content"))
        if content:
            first = content[0]
            return Param(raw["name"], place, first.schema, required, "content", False, first.essence, first.examples)
        style = raw.get("style") or ("form" if place in ("query", "cookie") else "simple")
        explode = raw["explode"] if isinstance(raw.get("explode"), bool) else style == "form"
        reserved = raw.get("allowReserved") is True
        schema = raw.get("schema", True)
        return Param(raw["name"], place, schema, required, style, explode, None, self._examples(raw), reserved)

    def _swagger_bodies(
        self, params: dict[tuple[str, str], dict[str, Any]], consumes: list[str]
    ) -> tuple[tuple[Media, ...], bool]:
        body = next((each for each in params.values() if each["in"] == "body"), None)
        form = [each for each in params.values() if each["in"] == "formData"]
        if body is not None:
            types = consumes or ["application/json"]
            return tuple(Media(each, body.get("schema", True)) for each in types), bool(body.get("required"))
        if not form:
            return (), False
        schema = {
            "type": "object",
            "properties": {each["name"]: _swagger_schema(each) for each in form},
            "required": [each["name"] for each in form if each.get("required") is True],
        }
        encoding = {
            each["name"]: dict(
                zip(("style", "explode"), _SWAGGER_STYLES[each.get("collectionFormat", "csv")], strict=True)
            )
            for each in form
            if each.get("type") == "array"
        }
        types = [each for each in consumes if each in _FORMS] or [_FORMS[any(e.get("type") == "file" for e in form)]]
        return tuple(Media(each, schema, (), encoding) for each in types), bool(schema["required"])

    def _answers(self, operation: dict[str, Any]) -> Iterator[Answer]:
        produces = operation.get("produces", self.root.get("produces")) or ["application/json"]
        for status, node in (operation.get("responses") or {}).items():
            if str(status).startswith("x-"):
                continue
            answer = self.deref(node)
            if self.swagger:
                schema, examples = answer.get("schema"), answer.get("examples") or {}
                media = [] if schema is None else [Media(e, schema, _some(examples.get(e))) for e in produces]
            else:
                media = list(self._media(answer.get("content")))
            yield Answer(str(status).upper() if status != "default" else "default", tuple(media))

    def _media(self, content: Any) -> tuple[Media, ...]:
        found: list[Media] = []
        for name, node in self.deref(content).items():
            inner = self.deref(node)
            item = inner.get("itemSchema")
            found.append(
                Media(name, inner.get("schema", True), self._examples(inner), inner.get("encoding") or {}, item)
            )
        return tuple(found)

    def _examples(self, node: dict[str, Any]) -> tuple[Any, ...]:
        found = [node["example"]] if "example" in node else []
        examples = node.get("examples")
        for each in examples.values() if isinstance(examples, dict) else []:
            inner = self.deref(each)
            found += [inner[key] for key in ("dataValue", "value") if key in inner][:1]
        return tuple(found)

    def _security(self, operation: dict[str, Any]) -> tuple[tuple[Scheme, ...], ...]:
        wanted = operation.get("security", self.root.get("security")) or []
        schemes = (
            self.root.get("securityDefinitions") or (self.root.get("components") or {}).get("securitySchemes") or {}
        )
        return tuple(
            tuple(_scheme(name, self.deref(schemes.get(name))) for name in alternative)
            for alternative in wanted
            if isinstance(alternative, dict)
        )

    def _bases(self, servers: Any) -> tuple[str, ...]:
        """Paths of an operation's own servers, their variables filled in."""
        found: list[str] = []
        for server in servers or []:
            url = str(server.get("url", ""))
            for name, variable in (server.get("variables") or {}).items():
                url = url.replace(f"{{{name}}}", str(variable.get("default", "")))
            found.append(urlsplit(url).path.rstrip("/"))
        return tuple(found)


_SWAGGER_STYLES = {
    "csv": ("form", False),
    "ssv": ("spaceDelimited", False),
    "tsv": ("tabDelimited", False),
    "pipes": ("pipeDelimited", False),
    "multi": ("form", True),
}
_FORMS = {False: "application/x-www-form-urlencoded", True: "multipart/form-data"}
_FORMS |= {each: each for each in _FORMS.values()}  # type: ignore[dict-item]
_PARAMETER_ONLY = frozenset({"name", "in", "required", "collectionFormat", "allowEmptyValue"})


def _swagger_schema(raw: dict[str, Any]) -> dict[str, Any]:
    schema = {key: value for key, value in raw.items() if key not in _PARAMETER_ONLY and not key.startswith("x-")}
    return converted({"swagger": "2.0", "definitions": {"it": schema}})["definitions"]["it"]


def _scheme(name: str, node: dict[str, Any]) -> Scheme:
    kind = node.get("type")
    if kind == "apiKey":
        return Scheme(name, "apiKey", str(node.get("in")), str(node.get("name")))
    if kind == "basic" or (kind == "http" and str(node.get("scheme")).lower() == "basic"):
        return Scheme(name, "basic")
    if kind in ("oauth2", "openIdConnect") or (kind == "http" and str(node.get("scheme")).lower() == "bearer"):
        return Scheme(name, "bearer")
    return Scheme(name, "http" if kind == "http" else "none")


def _is_ignored(param: dict[str, Any]) -> bool:
    """OpenAPI 3.1, Parameter Object: these three are described elsewhere."""
    return param["in"] == "header" and str(param["name"]).lower() in ("accept", "content-type", "authorization")


def _some(value: Any) -> tuple[Any, ...]:
    return () if value is None else (value,)
