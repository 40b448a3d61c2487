"""From the SDK's values to JSON data."""

from __future__ import annotations

import base64
import datetime
import enum
from typing import Any, List, Mapping, cast


def plain(value: Any) -> Any:
    """The value as JSON data under the names of the API, with what the server sent and nothing else."""
    if isinstance(value, enum.Enum):
        return plain(value.value)
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if hasattr(value, "to_dict"):
        return plain(value.to_dict())
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in cast("Mapping[Any, Any]", value).items()}
    if isinstance(value, (list, tuple, set)):
        return [plain(each) for each in cast("List[Any]", value)]
    if isinstance(value, (datetime.date, datetime.datetime, datetime.time)):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value)
