"""Answers that are nothing but an envelope around one value: the call returns what is inside."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Type

import pydantic

from ._models import BaseModel


@lru_cache(maxsize=1024)
def envelope(field: str, inside: Any) -> Type[BaseModel]:
    """The model of an answer whose property `field` holds a value of the type `inside`."""
    content: Any = (inside, pydantic.Field(alias=field))
    return pydantic.create_model("Envelope", __base__=BaseModel, content=content)


def unwrapped(answer: Any) -> Any:
    """What is inside; None where the server left it out, and what came instead where that is no object."""
    return getattr(answer, "content", None) if isinstance(answer, BaseModel) else answer
