"""Path templates for hand-written calls."""

from __future__ import annotations

from typing import Any

from .. import _path


def path_template(template: str, /, **kwargs: Any) -> str:
    """As in generated methods, but None is written `null`, as in JSON, instead of being refused."""
    return _path.path_template(template, **{name: "null" if value is None else value for name, value in kwargs.items()})
