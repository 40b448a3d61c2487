"""Helpers that hand-written code beside a generated SDK imports; the runtime itself imports none of this package.

It lies in SDKs whose owners come with such code (`sdkwright.compat`).
"""

from __future__ import annotations

from typing_extensions import get_args, get_origin, is_typeddict

from .._extract import deepcopy_with_paths, extract_files
from .._property_info import PropertyInfo
from .._required import required_args
from .._typing import (
    extract_type_arg,
    extract_type_var_from_base,
    is_sequence_type,
    is_union_type,
    literal_values,
    strip_annotated_type,
)
from .._wire import is_given, is_iterable, is_list, is_mapping, strip_not_given
from ._coercion import (
    coerce_boolean,
    coerce_float,
    coerce_integer,
    maybe_coerce_boolean,
    maybe_coerce_float,
    maybe_coerce_integer,
)
from ._datetime_parse import parse_date, parse_datetime
from ._functions import (
    asyncify,
    consume_async_iterator,
    consume_sync_iterator,
    deepcopy_minimal,
    file_from_path,
    flatten,
    get_required_header,
    lru_cache,
    removeprefix,
    removesuffix,
)
from ._guards import (
    is_annotated_type,
    is_dict,
    is_iterable_type,
    is_list_type,
    is_literal_type,
    is_mapping_t,
    is_required_type,
    is_sequence,
    is_sequence_t,
    is_tuple,
    is_tuple_t,
    is_type_alias_type,
    is_typevar,
    is_union,
)
from ._json import json_safe, openapi_dumps
from ._path import path_template
from ._proxy import LazyProxy
from ._transform import async_maybe_transform, async_transform, maybe_transform, transform

__all__ = [
    "LazyProxy", "PropertyInfo", "async_maybe_transform", "async_transform", "asyncify", "coerce_boolean",
    "coerce_float", "coerce_integer", "consume_async_iterator", "consume_sync_iterator", "deepcopy_minimal",
    "deepcopy_with_paths", "extract_files", "extract_type_arg", "extract_type_var_from_base", "file_from_path",
    "flatten", "get_args", "get_origin", "get_required_header", "is_annotated_type", "is_dict",
    "is_given", "is_iterable", "is_iterable_type", "is_list", "is_list_type", "is_literal_type", "is_mapping",
    "is_mapping_t", "is_required_type", "is_sequence", "is_sequence_t", "is_sequence_type", "is_tuple", "is_tuple_t",
    "is_type_alias_type", "is_typeddict", "is_typevar", "is_union", "is_union_type", "json_safe", "literal_values",
    "lru_cache", "maybe_coerce_boolean", "maybe_coerce_float", "maybe_coerce_integer", "maybe_transform",
    "openapi_dumps", "parse_date", "parse_datetime", "path_template", "removeprefix", "removesuffix", "required_args",
    "strip_annotated_type", "strip_not_given", "transform",
]  # fmt: skip
