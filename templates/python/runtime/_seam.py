"""All that differs between one API's SDK and another's; this sample lets the runtime work where it lies.

Imports no more of the runtime than the decoder of lines, so that every module may import it.
"""

from __future__ import annotations

from typing import Any, Callable, FrozenSet, NamedTuple, Optional, Tuple

from ._json_lines import line_decoder


class SDKError(Exception):
    """Base of every error that the SDK raises on purpose."""


class StreamRule(NamedTuple):
    """What to do with a server-sent event; the first rule that matches an event decides."""

    event_types: Tuple[Optional[str], ...] = ()
    data_starts_with: Optional[str] = None
    fallthrough: bool = False
    handle: str = "yield"
    error_property: Optional[str] = None


TITLE: str = "runtime"
DISTRIBUTION: str = "runtime"
LOG_ENV: str = "RUNTIME_LOG"
TELEMETRY_PREFIX: Optional[str] = "X-Stainless"
IDEMPOTENCY_HEADER: Optional[str] = "Idempotency-Key"

DEFAULT_TIMEOUT_SECONDS: float = 60.0
DEFAULT_MAX_RETRIES: int = 2
INITIAL_RETRY_DELAY: float = 0.5
MAX_RETRY_DELAY: float = 8.0

#: Unions are read as SDKs that Stainless made read them: what no variant accepts becomes the first one.
LOOSE_UNIONS: bool = False

SECRET_HEADERS: FrozenSet[str] = frozenset({"authorization", "x-sesame"})
SECRET_QUERY: FrozenSet[str] = frozenset({"sesame"})

#: The decoder of an answer that streams anything but server-sent events, where the API has such.
LINE_DECODER: Optional[Callable[[Any], Any]] = line_decoder
#: The way into the body of an error to the text that messages show; without one they show the body.
MESSAGE_PROPERTY: Tuple[str, ...] = ()

STREAM_RULES: Tuple[StreamRule, ...] = (
    StreamRule(data_starts_with="[DONE]", handle="done"),
    StreamRule(event_types=("error",), handle="error"),
    StreamRule(fallthrough=True, handle="yield"),
)
