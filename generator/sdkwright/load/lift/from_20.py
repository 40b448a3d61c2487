"""Swagger 2.0 to the meaning of OpenAPI 3.1. Pure, as is the lifting of 3.0.

The whole of a document is lifted by `lift_20`; parts of it that stand in other files are lifted in their place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sdkwright.load.kinds import METHODS, Kind
from sdkwright.load.plain import is_map
from sdkwright.load.pointers import join

from .messages_20 import Parameters, request_body, response
from .swagger import Swagger, plain_reference, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .lifted import Notes

_REPLACED: Final = frozenset(
    {"swagger", "openapi", "host", "basePath", "schemes", "consumes", "produces", "definitions", "parameters"}
) | {"responses", "securityDefinitions", "paths"}
_FLOWS: Final = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}


def lift_20(root: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The document as OpenAPI 3.1; what moves or is lost goes into `notes`."""
    swagger = Swagger(root, notes)
    lifted = {"openapi": "3.1.0", **{key: value for key, value in root.items() if key not in _REPLACED}}
    servers = _servers(root, words(root.get("schemes")))
    if servers:
        lifted["servers"] = servers
        notes.moves["/servers"] = "/host" if "host" in root else "/basePath"
    paths = root.get("paths")
    if "paths" in root:
        lifted["paths"] = (
            {path: lift_path(item, join("/paths", path), swagger) for path, item in paths.items()}
            if is_map(paths)
            else paths
        )
    lifted["components"] = _components(root, swagger)
    return lifted


def lift_part(node: Any, kind: Kind, pointer: str, swagger: Swagger) -> Any:
    """An object of another file that a Swagger document refers to. One that is lifted already stays as it is."""
    if not is_map(node) or "$ref" in node:
        return node
    match kind:
        case "path":
            return lift_path(node, pointer, swagger)
        case "response":
            return response(node, pointer, swagger.produces, swagger)
        case "parameter":
            return Parameters(swagger).one(node) if node.get("in") not in ("body", "formData") else node
        case "schema":
            return swagger.schema(node)
        case _:
            return node


def lift_path(item: Any, pointer: str, swagger: Swagger) -> Any:
    """A Path Item Object: its operations take over the bodies that it declares for all of them."""
    if not is_map(item):
        return item
    lifted = dict(item)
    shared = Parameters(swagger)
    if "parameters" in item:
        lifted["parameters"] = shared.take(item["parameters"], join(pointer, "parameters"))
    for method in METHODS:
        if is_map(operation := item.get(method)):
            lifted[method] = _operation(operation, join(pointer, method), shared, swagger)
    return lifted


def _operation(operation: dict[str, Any], pointer: str, shared: Parameters, swagger: Swagger) -> dict[str, Any]:
    lifted = {key: value for key, value in operation.items() if key not in ("consumes", "produces", "schemes")}
    own = Parameters(swagger)
    if "parameters" in operation:
        lifted["parameters"] = own.take(operation["parameters"], join(pointer, "parameters"))
    consumes = words(operation["consumes"]) if "consumes" in operation else swagger.consumes
    produces = words(operation["produces"]) if "produces" in operation else swagger.produces
    body = request_body(own.bodies_over(shared), consumes, join(pointer, "requestBody"), swagger)
    if body is not None:
        lifted["requestBody"] = body
    responses = operation.get("responses")
    if is_map(responses):
        lifted["responses"] = {
            status: response(each, join(pointer, "responses", status), produces, swagger)
            for status, each in responses.items()
        }
    schemes = words(operation.get("schemes"))
    if schemes and "host" in swagger.root and not set(schemes) & set(words(swagger.root.get("schemes")) or schemes):
        lifted["servers"] = _servers(swagger.root, schemes)
    return lifted


def _components(root: dict[str, Any], swagger: Swagger) -> dict[str, Any]:
    found: dict[str, Any] = {}
    moves = swagger.notes.moves
    definitions = root.get("definitions")
    if is_map(definitions):
        found["schemas"] = {name: swagger.schema(each) for name, each in definitions.items()}
        moves["/components/schemas"] = "/definitions"
    responses = root.get("responses")
    if is_map(responses):
        moves["/components/responses"] = "/responses"
        found["responses"] = {
            name: response(
                each, join("/components/responses", name), swagger.produces, swagger, join("/responses", name)
            )
            for name, each in responses.items()
        }
    parameters = root.get("parameters")
    if is_map(parameters):
        moves["/components/parameters"] = "/parameters"
        found.update(_shared_parameters(parameters, swagger))
    schemes = root.get("securityDefinitions")
    if is_map(schemes):
        found["securitySchemes"] = {name: _security(each) for name, each in schemes.items()}
        moves["/components/securitySchemes"] = "/securityDefinitions"
    return found


def _shared_parameters(parameters: Mapping[str, Any], swagger: Swagger) -> dict[str, Any]:
    """Bodies become request bodies of their own; fields of forms are taken apart where they are used."""
    one = Parameters(swagger)
    plain: dict[str, Any] = {}
    bodies: dict[str, Any] = {}
    for name, each in parameters.items():
        where = each.get("in") if is_map(each) else None
        if where == "body":
            at = join("/components/requestBodies", name)
            swagger.notes.moves[at] = join("/parameters", name)
            bodies[name] = request_body([(each, join("/parameters", name))], swagger.consumes, at, swagger)
        elif where != "formData":
            plain[name] = one.one(each) if is_map(each) and "$ref" not in each else plain_reference(each)
    return {"parameters": plain, **({"requestBodies": bodies} if bodies else {})}


def _servers(root: dict[str, Any], schemes: list[str]) -> list[dict[str, Any]]:
    host, base = root.get("host"), root.get("basePath")
    path = base.rstrip("/") if isinstance(base, str) else ""
    path = path if not path or path.startswith("/") else "/" + path
    if not isinstance(host, str) or not host.strip():
        return [{"url": path}] if path else []
    usable = [scheme for scheme in schemes if scheme in ("https", "http")] or ["https"]
    # The first server is the default one, and https is what a client should take.
    return [{"url": f"{scheme}://{host.strip()}{path}"} for scheme in sorted(set(usable), reverse=True)]


def _security(scheme: Any) -> Any:
    if not is_map(scheme):
        return scheme
    if scheme.get("type") == "basic":
        return {**scheme, "type": "http", "scheme": "basic"}
    if scheme.get("type") != "oauth2":
        return scheme
    flow = scheme.get("flow")
    moved = ("authorizationUrl", "tokenUrl", "scopes")
    parts = {key: scheme[key] for key in moved if key in scheme}
    rest = {key: value for key, value in scheme.items() if key not in (*moved, "flow")}
    name = _FLOWS.get(flow) if isinstance(flow, str) else None
    return {**rest, "flows": {name: {"scopes": {}, **parts}} if name else {}}
