"""Names of private modules that hand-written code beside generated code imports, and that must stay importable.

Counted in the hand-written parts of public SDKs; what is in no list may be shaped freely.
"""

from __future__ import annotations

PROMISED: dict[str, tuple[str, ...]] = {
    "_base_client": (
        *("AsyncAPIClient", "AsyncPaginator", "BaseClient", "DEFAULT_MAX_RETRIES", "DEFAULT_TIMEOUT"),
        *("DefaultAioHttpClient", "DefaultAsyncHttpxClient", "DefaultHttpxClient", "FinalRequestOptions"),
        *("SyncAPIClient", "make_request_options", "merge_headers"),
    ),
    "_compat": (
        *(
            "GenericModel",
            "PYDANTIC_V1",
            "PYDANTIC_V2",
            "cached_property",
            "model_copy",
            "model_dump",
            "model_json_schema",
        ),
        *("model_parse_json", "typed_cached_property"),
    ),
    "_constants": ("RAW_RESPONSE_HEADER",),
    "_exceptions": ("APIError", "APIStatusError"),
    "_files": ("async_files_from_dir", "files_from_dir"),
    "_models": (
        *("BaseModel", "FinalRequestOptions", "GenericModel", "SecurityOptions", "TypeAdapter", "build"),
        *("construct_type", "construct_type_unchecked"),
    ),
    "_qs": ("Querystring",),
    "_resource": ("AsyncAPIResource", "SyncAPIResource"),
    "_response": (
        *("APIResponse", "AsyncAPIResponse", "AsyncStreamedBinaryAPIResponse", "StreamedBinaryAPIResponse"),
        *("async_to_streamed_response_wrapper", "to_streamed_response_wrapper"),
    ),
    "_streaming": ("AsyncStream", "ServerSentEvent", "Stream"),
    "_types": (
        *("Body", "FileContent", "FileTypes", "Headers", "HeadersLike", "IncEx", "NOT_GIVEN", "NotGiven", "Omit"),
        *("Query", "Timeout", "not_given", "omit"),
    ),
    "_utils": (
        *("LazyProxy", "PropertyInfo", "async_maybe_transform", "asyncify", "consume_async_iterator"),
        *("consume_sync_iterator", "get_required_header", "is_dict", "is_given", "is_list", "is_mapping", "lru_cache"),
        *("maybe_transform", "path_template", "required_args"),
    ),
    "_version": ("__title__", "__version__"),
}
