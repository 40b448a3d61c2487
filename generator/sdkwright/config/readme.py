"""`readme`: what the README of an SDK shows."""

from typing import Any, Literal

from pydantic import Field

from .base import Part
from .resources import EndpointText


class ExampleRequest(Part):
    """A request that the README shows."""

    type: Literal["request"] = "request"
    endpoint: EndpointText
    params: dict[str, Any] = Field(default={}, description="Parameter name to value.")
    response_property: str | None = Field(default=None, description="Property of the response to print.")
    assign_to: str | None = Field(default=None, description="Name of the variable that holds the response.")
    example_properties: dict[str, Any] | None = None
    file_param: str | None = Field(default=None, description="For file_uploads: the parameter that takes the file.")
    file_path: str | None = Field(default=None, description="For file_uploads: where the file lies.")


class Readme(Part):
    example_requests: dict[str, ExampleRequest] = Field(
        default={}, description="default, headline, pagination, streaming, … to a request."
    )
    example_types: dict[str, Any] | None = None
    include_stainless_attribution: bool | None = None
