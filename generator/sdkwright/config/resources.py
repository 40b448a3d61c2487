"""`resources`: what the SDK offers and how it is grouped."""

import re
from typing import Annotated, Any, Literal, NamedTuple
from urllib.parse import unquote

from pydantic import BeforeValidator, Field, WithJsonSchema

from .base import ByTarget, Duration, Part, Selective, Shorthand, Strings
from .streaming import MethodStreaming

HTTP_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
# A method that OpenAPI has no key for (`additionalOperations`) is written in capitals.
_OTHER_METHOD = r"[A-Z][A-Z0-9-]*"


class Endpoint(NamedTuple):
    """An operation of the document: HTTP method in lower case, path template as it stands in the document."""

    method: str
    path: str


def _parse_endpoint(value: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError("expected an HTTP method and a path, as in 'get /pets/{id}'")
    words = value.split(maxsplit=1)
    if len(words) != 2 or not _is_method(words[0]) or not words[1].startswith("/"):
        raise ValueError("expected an HTTP method and a path, as in 'get /pets/{id}'")
    return Endpoint(words[0].lower(), words[1].rstrip("\r\n"))


def _is_method(word: str) -> bool:
    return word.lower() in HTTP_METHODS or re.fullmatch(_OTHER_METHOD, word) is not None


EndpointText = Annotated[
    Endpoint,
    BeforeValidator(_parse_endpoint),
    WithJsonSchema(
        {
            "type": "string",
            "description": "HTTP method and path, as in 'get /pets/{id}'.",
            "pattern": rf"^\s*({'|'.join(HTTP_METHODS)}|{_OTHER_METHOD})\s+/.*$",
        }
    ),
]


class RequestOptions(Part):
    """Defaults of one method, over those of the client."""

    null_keys = frozenset({"timeout"})

    max_retries: int | None = Field(default=None, ge=0)
    timeout: Duration | None = Field(
        default=None, description="ISO 8601 duration, as in PT60S, or milliseconds; null: none."
    )

    @property
    def has_timeout(self) -> bool:
        """Whether it says anything of the timeout."""
        return "timeout" in self.model_fields_set


class MethodDocs(Part):
    """How examples show a method."""

    response_property: str | Literal[False] | None = Field(
        default=None, description="Property of the response that examples print; false: all of it."
    )


class Method(Selective, Shorthand):
    """A method of a resource. In the file it may be its endpoint alone: `list: get /pets`."""

    text_key = "endpoint"

    endpoint: EndpointText | None = Field(default=None, description="The operation: HTTP method and path.")
    type: str = Field(
        default="http",
        description="http; alias: another by a second name; webhook_unwrap or webhook_verify: reads or verifies one.",
    )
    to: str | None = Field(default=None, description="For an alias: the method of the same resource.")
    paginated: bool | str | None = Field(
        default=None, description="The pagination scheme by name; true or nothing: found by its form; false: none."
    )
    streaming: MethodStreaming | None = Field(default=None, description="How the method streams.")
    body_param_name: str | None = Field(default=None, description="Name of the parameter that takes the whole body.")
    positional_params: Strings | None = Field(
        default=None, description="Parameters that may be given by position; by default the last of the path."
    )
    deprecated: bool | ByTarget | None = Field(default=None, description="Why it should not be used, or true.")
    docs: MethodDocs = MethodDocs.model_construct()
    description: str | None = Field(default=None, description="Replaces the document's description.")
    discriminator: str | None = None
    default_request_options: RequestOptions | None = None
    unwrap_response_fields: Strings | None = None
    unwrap_response: str | Literal[False] | None = Field(
        default=None, description="Property of the response that the method returns; false: the whole response."
    )
    request_body: Any = None
    response: Any = None
    skip_test_reason: ByTarget | None = Field(
        default=None, description="Why its tests are skipped; a text, or one per target."
    )
    webhook_key_opt: str | None = None
    request_type: str | None = Field(
        default=None,
        alias="x-sdkwright-request-type",
        description="sdkwright: the media type of the body, where the operation takes several.",
    )
    response_type: str | None = Field(
        default=None,
        alias="x-sdkwright-response-type",
        description="sdkwright: the media type to ask for, where the operation answers several.",
    )
    mcp: Any = None
    terraform: Any = None


class ModelEntry(Selective, Shorthand):
    """A named schema. In the file it may be its reference or name alone: `pet: Pet`."""

    text_key = "openapi_uri"

    openapi_uri: str | None = Field(
        default=None, description="'#/components/schemas/Pet', the schema's name alone, or a JSONPath to it."
    )
    type: Literal["model", "alias"] = Field(default="model", description="alias: another model by a second name.")
    to: str | None = Field(default=None, description="For an alias: the model of the same resource.")
    deprecated: bool | ByTarget | None = Field(default=None, description="Why it should not be used, or true.")
    no_params_suffix: bool = Field(default=False, description="Whether its typed dict is called as the model is.")
    param_model: str | None = None
    force_generation: bool = Field(default=False, description="Generate it even if no operation uses it.")

    @property
    def pointer(self) -> str:
        """JSON pointer of the schema within the document, without the leading '#'; a JSONPath as it is."""
        uri = self.openapi_uri or ""
        if uri.startswith("#"):
            return unquote(uri[1:])
        return uri if uri.startswith("$") else "/components/schemas/" + uri.replace("~", "~0").replace("/", "~1")


class Resource(Selective):
    """A group of methods, models and inner groups."""

    methods: dict[str, Method] = Field(default={}, description="Method name to endpoint or settings.")
    models: dict[str, ModelEntry] = Field(default={}, description="Model name to schema.")
    subresources: dict[str, "Resource"] = Field(default={}, description="Resources inside this one.")
    standalone_api: bool = False
    custom: bool | None = None
    deprecated: bool | ByTarget | None = Field(default=None, description="Why its methods should not be used, or true.")
    description: str | None = Field(default=None, description="Docstring of the resource.")
    mcp: Any = None
    terraform: Any = None
