"""JSON of request bodies, under the name that hand-written code imports it by."""

from __future__ import annotations

from .._json import json_safe as json_safe
from .._json import openapi_dumps as openapi_dumps
