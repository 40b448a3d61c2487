"""Signatures of webhooks: what is accepted as a key, and one signature that was worked out apart from this code."""

from __future__ import annotations

import pickle
import sys
from types import ModuleType, SimpleNamespace
from typing import Any, Dict

import pytest
from runtime import _webhooks
from runtime._seam import SDKError
from runtime._webhooks import WebhookVerificationError, read_event, verify_webhook, webhook_key

# HMAC-SHA256 of `msg_1.1700000000.{"a":1}` under the key `abc`, made by openssl.
HEADERS = {
    "webhook-id": "msg_1",
    "webhook-timestamp": "1700000000",
    "webhook-signature": "v1,K+THrdr1OT5U8K1HL6ipOYUCmE7dhLFwjdeAiSnES5I=",
}
PAYLOAD = '{"a":1}'


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_webhooks, "time", SimpleNamespace(time=lambda: 1700000001.5))


@pytest.mark.parametrize("key", ["whsec_YWJj", "YWJj", b"abc"])
def test_a_known_signature(key: Any) -> None:
    verify_webhook(PAYLOAD, headers=HEADERS, key=key)
    verify_webhook(PAYLOAD.encode(), headers={name.title(): value for name, value in HEADERS.items()}, key=key)


def test_the_older_names_of_the_headers() -> None:
    older: Dict[str, str] = {name.replace("webhook", "svix"): value for name, value in HEADERS.items()}
    verify_webhook(PAYLOAD, headers=older, key=b"abc")


@pytest.mark.parametrize("key", ["", "whsec_", "whsec_?", "é", b""])
def test_what_is_no_key(key: Any) -> None:
    with pytest.raises(ValueError, match="base64"):
        verify_webhook(PAYLOAD, headers=HEADERS, key=key)


@pytest.mark.parametrize("key", [b"abd", "whsec_YWJk"])
def test_another_key(key: Any) -> None:
    with pytest.raises(WebhookVerificationError):
        verify_webhook(PAYLOAD, headers=HEADERS, key=key)


def test_the_key_of_the_client_is_the_default() -> None:
    assert webhook_key(None, SimpleNamespace(secret="s"), "secret") == "s"
    assert webhook_key(b"own", SimpleNamespace(secret="s"), "secret") == b"own"
    with pytest.raises(SDKError, match="`secret`"):
        webhook_key(None, SimpleNamespace(secret=None), "secret")


def test_a_payload_that_is_no_json() -> None:
    assert read_event(object, b'{"a": [1]}') == {"a": [1]}
    with pytest.raises(SDKError, match="JSON"):
        read_event(object, "nothing")


def test_the_error_is_that_of_the_reference_package_too(monkeypatch: pytest.MonkeyPatch) -> None:
    class Standard(Exception):
        pass

    reference = ModuleType("standardwebhooks")
    reference.WebhookVerificationError = Standard  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "standardwebhooks", reference)
    _webhooks._error_class.cache_clear()
    try:
        with pytest.raises(Standard) as caught:
            verify_webhook("{}", headers={}, key=b"key")
        assert isinstance(caught.value, WebhookVerificationError)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
    finally:
        _webhooks._error_class.cache_clear()
