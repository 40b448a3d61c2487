"""Names that are taken before anything is named: keywords, builtins that matter, pydantic's and the runtime's own."""

from __future__ import annotations

import keyword

KEYWORDS: frozenset[str] = frozenset(keyword.kwlist)

# Attributes that a model class must keep: pydantic's public ones, and those of the runtime's BaseModel.
MODEL_ATTRIBUTES: frozenset[str] = frozenset(
    {
        "builtins", "construct", "copy", "dict", "from_orm", "json", "model_computed_fields", "model_config",
        "model_construct", "model_copy",
        "model_dump", "model_dump_json", "model_extra", "model_fields", "model_fields_set", "model_json_schema",
        "model_parametrized_name", "model_post_init", "model_rebuild", "model_validate", "model_validate_json",
        "model_validate_strings", "parse_file", "parse_obj", "parse_raw", "schema", "schema_json", "to_dict", "to_json",
        "update_forward_refs", "validate",
    }
)  # fmt: skip

# What the runtime's page classes have beside that.
PAGE_ATTRIBUTES: frozenset[str] = frozenset({"get_next_page", "has_next_page", "iter_pages", "next_page_info"})

# What a method's signature and body already use.
SIGNATURE_NAMES: frozenset[str] = frozenset(
    {
        "by_status", "cookie_values", "documented",
        "cast", "extra_body", "extra_headers", "extra_query", "make_request_options", "maybe_transform",
        "path_template", "self", "strip_not_given", "timeout", "is_given", "extract_files",
        "deepcopy_with_paths",
        # Those of the runtime's `_styles`.
        "any_given", "comma_delimited", "exploded_object", "given_body", "header_text", "indexed_list", "json_items",
        "json_part", "json_parts", "json_query", "json_text", "label_style", "matrix_style", "object_part", "part_as",
        "pipe_delimited", "reserved_path", "reserved_text", "simple_style", "space_delimited", "styled", "text_query",
    }
)  # fmt: skip

# What modules of types import, and the builtins that they use; a class of theirs never hides one.
TYPE_MODULE_NAMES: frozenset[str] = frozenset(
    {
        "Annotated", "AsyncIterable", "BaseModel", "Dict", "FieldInfo", "FileTypes", "Iterable", "List", "Literal",
        "Optional", "PropertyInfo", "Required", "SequenceNotStr", "TYPE_CHECKING", "TextPieces", "TypeAlias",
        "TypedDict", "Union", "bool", "builtins", "bytes", "dataclass", "date", "datetime", "field", "float", "int",
        "object", "str",
    }
)  # fmt: skip

# What modules of resources import beside types.
RESOURCE_MODULE_NAMES: frozenset[str] = frozenset(
    {
        "Any", "AsyncAPIResource", "AsyncBinaryAPIResponse", "AsyncPaginator", "AsyncStream", "BinaryAPIResponse",
        "Body", "Headers", "NoneType", "NotGiven", "Omit", "Query", "Stream", "SyncAPIResource",
    }
)  # fmt: skip

# `SyncAPIResource` and `AsyncAPIResource` are what the classes of resources inherit from.
RESOURCE_BASES: frozenset[str] = frozenset({"API", "SyncAPI", "AsyncAPI"})

RESOURCE_ATTRIBUTES: frozenset[str] = frozenset({
    "httpx", "httpx2", "self", "with_raw_response", "with_streaming_response",
    "_client", "_delete", "_get", "_get_api_list", "_in_mode", "_patch", "_post", "_put", "_sleep", "_verb", "_verbs",
})  # fmt: skip

CLIENT_ATTRIBUTES: frozenset[str] = RESOURCE_ATTRIBUTES | {
    "auth_headers", "base_url", "close", "copy", "custom_auth", "default_headers", "default_query", "delete", "get",
    "get_api_list",
    # Annotations in the client's class name these, and type checkers would find the attribute first.
    "bool", "float", "int", "object", "str",
    "is_closed", "max_retries", "patch", "platform_headers", "post", "put", "qs", "request", "timeout", "user_agent",
    "with_options",
}  # fmt: skip

# What the client's constructor and `copy` already use.
CONSTRUCTOR_NAMES: frozenset[str] = frozenset(
    {
        "cast", "chosen", "environment", "http_client", "httpx", "httpx2", "os", "self", "server_url",
        "set_default_headers", "set_default_query", "super",
    }
)  # fmt: skip

# Modules that an SDK or its tests import from elsewhere, and those that installers and tests look for.
FOREIGN_MODULES: frozenset[str] = frozenset(
    {
        "abc", "aiohttp", "anyio", "asyncio", "base64", "builtins", "collections", "conftest", "contextlib", "copy",
        "dataclasses", "datetime", "email", "enum", "functools", "hashlib", "http", "httpx", "httpx2", "importlib",
        "inspect", "io", "itertools", "json", "logging", "math", "os", "pathlib", "pickle", "platform", "pydantic",
        "pydantic_core", "pytest", "random", "re", "setup", "sys", "test", "tests", "threading", "time", "types",
        "typing", "typing_extensions", "urllib", "uuid", "warnings", "weakref",
    }
)  # fmt: skip

# Modules of the runtime and of the package's root; a resource or type module never sits beside them under that name.
ROOT_MODULES: frozenset[str] = frozenset({"pagination", "resources", "types", "lib"})

# What the package's root offers beside the client and its error. A title such as "Stream API" or "Authentication"
# gives names that are among them.
ROOT_NAMES: frozenset[str] = frozenset(
    {
        "APIConnectionError", "APIError", "APIResponse", "APIResponseValidationError", "APIStatusError",
        "APITimeoutError", "AsyncAPIResponse", "AsyncClient", "AsyncStream", "AuthenticationError", "BadRequestError",
        "BaseModel", "Client", "ClientClosedError", "ConflictError", "DEFAULT_CONNECTION_LIMITS",
        "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT", "DefaultAioHttpClient", "DefaultAsyncHttpxClient",
        "DefaultHttpxClient", "InternalServerError", "NOT_GIVEN", "NoneType", "NotFoundError", "NotGiven", "Omit",
        "PaginationLoopError", "PermissionDeniedError", "ProxiesTypes", "RateLimitError", "RequestOptions",
        "ServerSentEvent", "Stream", "StreamError", "Timeout", "Transport", "UnknownVariant",
        "UnprocessableEntityError", "UnsafeRedirectError",
    }
)  # fmt: skip
