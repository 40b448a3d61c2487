"""The config file: its model, its reader, its JSON Schema."""

from typing import Any

from .base import Part
from .client import ClientOpt, ClientSettings, Environment, OptAuth, QuerySettings, SecurityScheme
from .loading import config_from_data, load_config, parse_config, read_part
from .model import Config, Organization, PythonTarget, Sdkwright, Settings
from .pagination import PaginationScheme
from .readme import ExampleRequest
from .resources import Endpoint, Method, ModelEntry, Resource
from .streaming import Collect, CollectField, MethodStreaming, OnEvent, StreamingSettings

__all__ = [
    "ClientOpt",
    "ClientSettings",
    "Collect",
    "CollectField",
    "Config",
    "Endpoint",
    "Environment",
    "ExampleRequest",
    "Method",
    "MethodStreaming",
    "ModelEntry",
    "OnEvent",
    "OptAuth",
    "Organization",
    "PaginationScheme",
    "Part",
    "PythonTarget",
    "QuerySettings",
    "Resource",
    "Sdkwright",
    "SecurityScheme",
    "Settings",
    "StreamingSettings",
    "config_from_data",
    "load_config",
    "parse_config",
    "read_part",
    "schema",
]


def schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the config file."""
    from .json_schema import schema as made  # what it needs of pydantic takes long to import

    return made()
