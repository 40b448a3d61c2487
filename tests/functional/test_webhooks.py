"""What the API sends by itself: verified by its signature, read as the type that the document describes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from typing import Any

import pytest

from tests.functional.support import Sdk, generate

SECRET = "whsec_" + base64.b64encode(b"a secret of the tests").decode()
OPTS = "client_settings: {opts: {webhook_secret: {nullable: true, read_env: ACME_WEBHOOK_SECRET}}}\n"
METHODS = """
resources:
  webhooks:
    methods:
      unwrap: {type: webhook_unwrap, webhook_key_opt: webhook_secret}
      unsafe_unwrap: {type: webhook_unwrap}
      verify_signature: {type: webhook_verify, webhook_key_opt: webhook_secret}
"""
EVENTS = """
paths: {}
webhooks:
  born: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Born'}}}}}}
  sold: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sold'}}}}}}
  ping: {get: {responses: {"200": {}}}}
components:
  schemas:
    Born: {type: object, required: [type], properties: {type: {const: born}, weight: {type: integer}}}
    Sold: {type: object, required: [type], properties: {type: {const: sold}, to: {type: string}}}
"""


def signed(payload: str, key: bytes = b"a secret of the tests", at: float | None = None) -> dict[str, str]:
    """Headers as Standard Webhooks 1.0 has them, made apart from the SDK."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(key, f"msg_1.{stamp}.{payload}".encode(), hashlib.sha256).digest()
    signature = f"v1,{base64.b64encode(digest).decode()}"
    return {"Webhook-Id": "msg_1", "Webhook-Timestamp": stamp, "Webhook-Signature": signature}


@pytest.fixture(scope="module")
def sdk() -> Sdk:
    return generate(EVENTS, METHODS + OPTS)


def test_unwrap_reads_the_event_of_the_right_type(sdk: Sdk) -> None:
    payload = json.dumps({"type": "sold", "to": "me"})
    for client in (sdk.client(webhook_secret=SECRET), sdk.async_client(webhook_secret=SECRET)):
        event = client.webhooks.unwrap(payload, headers=signed(payload))
        assert (type(event).__name__, event.to) == ("Sold", "me")
        assert type(client.webhooks.unwrap(payload.encode(), headers=signed(payload))) is type(event)
    assert sdk.module("types").UnwrapWebhookEvent == sdk.module("types").UnsafeUnwrapWebhookEvent
    assert sdk.requests == []


def test_the_key_of_the_call_wins_and_may_be_bytes(sdk: Sdk) -> None:
    client = sdk.client(webhook_secret=SECRET)
    headers = signed("{}", key=b"other")
    with pytest.raises(sdk.root.WebhookVerificationError):
        client.webhooks.unwrap("{}", headers=headers)
    with pytest.raises(sdk.root.APIWebhookValidationError):
        client.webhooks.unwrap("{}", headers=headers)
    client.webhooks.unwrap("{}", headers=headers, key=b"other")
    client.webhooks.unwrap("{}", headers=headers, key=base64.b64encode(b"other").decode())


def test_the_secret_comes_from_the_environment(sdk: Sdk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ACME_WEBHOOK_SECRET", raising=False)
    with pytest.raises(sdk.root.AcmeError, match="webhook_secret"):
        sdk.client().webhooks.unwrap("{}", headers=signed("{}"))
    monkeypatch.setenv("ACME_WEBHOOK_SECRET", SECRET)
    sdk.client().webhooks.verify_signature("{}", headers=signed("{}"))


def test_a_forged_or_old_webhook_is_refused(sdk: Sdk) -> None:
    webhooks = sdk.client(webhook_secret=SECRET).webhooks
    good = signed("{}")
    refused: list[dict[str, str]] = [
        signed("{ }"),
        {**good, "Webhook-Signature": "v1,AAAA"},
        {**good, "Webhook-Signature": good["Webhook-Signature"].replace("v1", "v2")},
        {**good, "Webhook-Id": "msg_2"},
        {key: value for key, value in good.items() if key != "Webhook-Timestamp"},
        {**good, "Webhook-Timestamp": "soon"},
        signed("{}", at=time.time() - 301),
        signed("{}", at=time.time() + 301),
    ]
    for headers in refused:
        with pytest.raises(sdk.root.WebhookVerificationError):
            webhooks.unwrap("{}", headers=headers)
    webhooks.verify_signature("{}", headers=refused[6], tolerance=600)


def test_what_sends_nothing_has_no_responses_to_show() -> None:
    config = """
resources:
  pets:
    methods: {list: get /pets}
    subresources: {hooks: {methods: {unwrap: {type: webhook_unwrap}}}}
  events: {subresources: {hooks: {methods: {unwrap: {type: webhook_unwrap}}}}}
"""
    paths = 'paths: {/pets: {get: {responses: {"204": {}}}}}'
    sdk = generate(EVENTS.replace("paths: {}", paths), config)
    for client in (sdk.client(), sdk.async_client()):
        assert client.events.hooks.unwrap('{"type": "sold", "to": "me"}').to == "me"
        for owner, has in ((client.pets, True), (client.pets.hooks, False), (client.events, False)):
            assert (hasattr(owner, "with_raw_response"), hasattr(owner, "with_streaming_response")) == (has, has)
        for shown in (client.with_raw_response, client.with_streaming_response):
            assert (hasattr(shown, "pets"), hasattr(shown, "events"), hasattr(shown.pets, "hooks")) == (
                True,
                False,
                False,
            )
    exports = sdk.module("resources").__all__
    assert "PetsResourceWithRawResponse" in exports
    assert not [each for each in exports if each.startswith(("Events", "Hooks")) and "With" in each]


def test_one_of_several_signatures_is_enough(sdk: Sdk) -> None:
    headers = signed("{}")
    headers["Webhook-Signature"] = f"v1,AAAA v1a,BBBB {headers['Webhook-Signature']}"
    sdk.client(webhook_secret=SECRET).webhooks.unwrap("{}", headers=headers)


def test_unsafe_unwrap_asks_for_no_signature(sdk: Sdk) -> None:
    webhooks = sdk.client().webhooks
    assert webhooks.unsafe_unwrap('{"type": "born", "weight": 3}').weight == 3
    assert webhooks.unsafe_unwrap('{"type": "hatched", "at": 1}').at == 1
    with pytest.raises(sdk.root.AcmeError, match="JSON"):
        webhooks.unsafe_unwrap("{")


def test_an_event_without_a_tag_is_told_by_its_form() -> None:
    sdk = generate(
        EVENTS.replace("{const: born}", "{type: string}").replace("{const: sold}", "{type: string}"), METHODS + OPTS
    )
    event = sdk.client().webhooks.unsafe_unwrap('{"type": "x", "to": "me"}')
    assert event.to == "me"


def test_the_tag_that_the_config_names_has_the_names_of_the_webhooks() -> None:
    plain = EVENTS.replace("{const: born}", "{type: string}").replace("{const: sold}", "{type: string}")
    config = "resources: {hooks: {methods: {unwrap: {type: webhook_unwrap, discriminator: type}}}}"
    sdk = generate(plain, config)
    assert type(sdk.client().hooks.unwrap('{"type": "sold"}')).__name__.endswith("Sold")


def test_callbacks_are_events_too() -> None:
    spec = """
paths:
  /a:
    post:
      callbacks:
        done:
          '{$request.body#/url}':
            post: {requestBody: {content: {application/json: {schema: {type: object, properties: {ok: {type: boolean}}}}}}}
      responses: {"204": {}}
"""
    sdk = generate(spec, "resources: {webhooks: {methods: {go: post /a, unwrap: {type: webhook_unwrap}}}}")
    assert sdk.client().webhooks.unwrap('{"ok": true}').ok is True


def test_no_webhook_no_method() -> None:
    sdk = generate(
        'paths: {/a: {get: {responses: {"204": {}}}}}',
        "resources: {w: {methods: {go: get /a, unwrap: {type: webhook_unwrap}}}}",
    )
    assert "SW223" in sdk.generation.codes
    assert not hasattr(sdk.client().w, "unwrap")
    assert f"src/{sdk.generation.package}/_webhooks.py" not in sdk.generation.files


def test_a_document_of_webhooks_alone() -> None:
    head = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\n'
    sdk = generate(head + EVENTS.replace("paths: {}\n", ""), METHODS + OPTS)
    client: Any = sdk.client(webhook_secret=SECRET)
    assert client.webhooks.unwrap('{"type": "born"}', headers=signed('{"type": "born"}')).type == "born"
