"""Webhooks: is a request really from the API, and what does it say. Signatures are those of Standard Webhooks 1.0."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import time
from functools import lru_cache
from importlib import import_module
from typing import Any, Mapping, Optional, Tuple, Type, Union

from ._construct import from_json
from ._seam import SDKError

#: Seconds by which the time of a webhook may differ from that of this machine.
TOLERANCE = 300.0

_PREFIX = "whsec_"
_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_OLD_HEADERS = ("svix-id", "svix-timestamp", "svix-signature")


class WebhookVerificationError(SDKError):
    """A webhook that does not come from the API, or is too old to be trusted. The message says why.

    Where the package `standardwebhooks` is installed it is also that one's error, for code that catches it.
    """

    def __reduce__(self) -> Tuple[Any, ...]:
        return refusal, self.args


# The name that SDKs of Stainless export.
APIWebhookValidationError = WebhookVerificationError


def refusal(message: str) -> WebhookVerificationError:
    """The error to raise."""
    return _error_class()(message)


@lru_cache(maxsize=1)
def _error_class() -> Type[WebhookVerificationError]:
    try:
        standard: Any = import_module("standardwebhooks").WebhookVerificationError
    except ImportError:
        return WebhookVerificationError
    return type("WebhookVerificationError", (WebhookVerificationError, standard), {})


def webhook_key(key: Union[str, bytes, None], client: Any, option: str) -> Union[str, bytes]:
    """The key of the call, else that of the client. Raises the SDK's error where there is none."""
    found: Union[str, bytes, None] = getattr(client, option) if key is None else key
    if found is None:
        raise SDKError(f"The webhook secret is missing: give `key`, or give the client `{option}`.")
    return found


def verify_webhook(
    payload: Union[str, bytes],
    *,
    headers: Mapping[str, str],
    key: Union[str, bytes],
    tolerance: float = TOLERANCE,
) -> None:
    """Raise WebhookVerificationError unless one of the signatures in `headers` was made with `key` for this payload.

    `payload` is the body as it came, not parsed and written again. A text key is base64, behind `whsec_` or bare; bytes
    are taken as they are. Raises ValueError for a key that is none.
    """
    secret = _secret(key)
    message_id, timestamp, signatures = _signed(headers)
    try:
        sent = int(timestamp)
    except ValueError:
        raise refusal("The timestamp of the webhook is no number") from None
    age = time.time() - sent
    if abs(age) > tolerance:
        raise refusal(f"The webhook is too {'old' if age > 0 else 'new'}")
    body = payload.encode() if isinstance(payload, str) else bytes(payload)
    made = hmac.new(secret, b".".join((message_id.encode(), timestamp.encode(), body)), hashlib.sha256).digest()
    expected = base64.b64encode(made)
    for each in signatures.split():
        version, _, signature = each.partition(",")
        if version == "v1" and hmac.compare_digest(expected, signature.encode()):
            return
    raise refusal("No signature of the webhook is right")


def read_event(event_type: Any, payload: Union[str, bytes]) -> Any:
    """The payload as `event_type`, built leniently. Raises the SDK's error for what is not JSON."""
    try:
        return from_json(event_type, payload.encode() if isinstance(payload, str) else bytes(payload))
    except ValueError:
        raise SDKError("The payload of the webhook is not JSON") from None


def _secret(key: Union[str, bytes]) -> bytes:
    if isinstance(key, bytes):
        secret: Optional[bytes] = key
    else:
        text = key.removeprefix(_PREFIX)
        try:
            secret = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        except (binascii.Error, ValueError):
            secret = None
    if not secret:
        raise ValueError("The webhook key must be base64, as in 'whsec_…', or bytes")
    return secret


def _signed(headers: Mapping[str, str]) -> Tuple[str, str, str]:
    """Id, timestamp and signatures, whatever the case of the header names."""
    lower = {str(name).lower(): value for name, value in headers.items()}
    for names in (_HEADERS, _OLD_HEADERS):
        values = [lower.get(name) for name in names]
        if all(values):
            return str(values[0]), str(values[1]), str(values[2])
    raise refusal(f"A header of the webhook is missing; needed are {', '.join(_HEADERS)}")
