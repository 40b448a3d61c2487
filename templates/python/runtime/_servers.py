"""Base URLs with parts that the user chooses: what is put in cannot lead anywhere else."""

from __future__ import annotations

import re
from typing import Mapping, Match, Optional

from ._seam import SDKError

_VARIABLE = re.compile(r"\{([\w.-]+)\}")
_WORD = re.compile(r"[A-Za-z0-9._~-]+")
_HOST = re.compile(r"(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_PATH = re.compile(r"[A-Za-z0-9._~/-]*")
_WHOLE = re.compile(r"https?://(?:[A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


def server_url(template: str, values: Mapping[str, Optional[str]]) -> str:
    """The template with its variables filled in.

    Raises the SDK's error for a variable without a value, and for a value that could change more than its own part of
    the URL: the scheme must be http or https, a part of the host must be letters, digits, `-` and `.`, a part of the
    path holds no `..`.
    """

    def put(found: Match[str]) -> str:
        name = found[1]
        value = values.get(name)
        if value is None:
            raise SDKError(f"The server's URL needs `{name}`: give it to the client, or give it a `base_url`.")
        if not _fits(value, template, found):
            raise SDKError(f"{value!r} cannot be the `{name}` of the server's URL {template}")
        return value

    return _VARIABLE.sub(put, template)


def _fits(value: str, template: str, found: Match[str]) -> bool:
    before, behind = template[: found.start()], template[found.end() :]
    if not before:
        return value in ("http", "https") if behind.startswith("://") else _WHOLE.fullmatch(value) is not None
    if "/" in before.partition("://")[2]:
        parts = value.split("/")
        return _PATH.fullmatch(value) is not None and "." not in parts and ".." not in parts
    if before.endswith("://"):
        # The host is all there is, or its port comes next.
        if not behind or behind.startswith("/"):
            return _HOST.fullmatch(value) is not None
        if behind.startswith(":"):
            return _HOST.fullmatch(value) is not None and not re.search(r":[0-9]+$", value.rpartition("]")[2])
    return _WORD.fullmatch(value) is not None
