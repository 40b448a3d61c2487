"""Helpers that the runtime, generated code and hand-written additions share."""

from __future__ import annotations

from ._extract import deepcopy_with_paths, extract_files
from ._functions import LazyProxy, asyncify, consume_async_iterator, consume_sync_iterator, lru_cache, required_args
from ._guards import (
    coerce_boolean,
    coerce_float,
    coerce_integer,
    flatten,
    get_required_header,
    is_dict,
    is_given,
    is_iterable,
    is_list,
    is_mapping,
    is_sequence,
    is_tuple,
    maybe_coerce_boolean,
    maybe_coerce_float,
    maybe_coerce_integer,
    strip_not_given,
)
from ._json import drop_omitted, json_safe, openapi_dumps
from ._path import path_template
from ._property_info import PropertyInfo
from ._transform import async_maybe_transform, async_transform, maybe_transform, transform
from ._typing import (
    extract_type_arg,
    extract_type_var_from_base,
    get_args,
    get_origin,
    is_annotated_type,
    is_list_type,
    is_sequence_type,
    is_union_type,
    literal_values,
    strip_annotated_type,
)

__all__ = [
    "LazyProxy",
    "PropertyInfo",
    "async_maybe_transform",
    "async_transform",
    "asyncify",
    "coerce_boolean",
    "coerce_float",
    "coerce_integer",
    "consume_async_iterator",
    "consume_sync_iterator",
    "deepcopy_with_paths",
    "drop_omitted",
    "extract_files",
    "extract_type_arg",
    "extract_type_var_from_base",
    "flatten",
    "get_args",
    "get_origin",
    "get_required_header",
    "is_annotated_type",
    "is_dict",
    "is_given",
    "is_iterable",
    "is_list",
    "is_list_type",
    "is_mapping",
    "is_sequence",
    "is_sequence_type",
    "is_tuple",
    "is_union_type",
    "json_safe",
    "literal_values",
    "lru_cache",
    "maybe_coerce_boolean",
    "maybe_coerce_float",
    "maybe_coerce_integer",
    "maybe_transform",
    "openapi_dumps",
    "path_template",
    "required_args",
    "strip_annotated_type",
    "strip_not_given",
    "transform",
]
