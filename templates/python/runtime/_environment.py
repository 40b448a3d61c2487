"""Options of a client that are no text, out of environment variables."""

from __future__ import annotations

import os
from typing import Optional

from ._seam import SDKError

_BOOLEANS = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False}


def read_boolean(name: str) -> Optional[bool]:
    """None where the variable is not set; SDKError where it says neither yes nor no. So do the others."""
    text = os.environ.get(name)
    if text is None:
        return None
    found = _BOOLEANS.get(text.strip().lower())
    if found is None:
        raise SDKError(f"The environment variable {name} must be true or false")
    return found


def read_integer(name: str) -> Optional[int]:
    text = os.environ.get(name)
    try:
        return None if text is None else int(text)
    except ValueError:
        raise SDKError(f"The environment variable {name} must be a whole number") from None


def read_number(name: str) -> Optional[float]:
    text = os.environ.get(name)
    try:
        return None if text is None else float(text)
    except ValueError:
        raise SDKError(f"The environment variable {name} must be a number") from None
