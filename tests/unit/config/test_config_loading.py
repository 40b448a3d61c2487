"""The config file: what it means, and what is said about what is wrong in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError
from sdkwright.config import Config, config_from_data, load_config, parse_config
from sdkwright.config.resources import Endpoint
from sdkwright.diagnostics import Diagnostics, Place

if TYPE_CHECKING:
    from pathlib import Path

ORGANIZATION = "organization: {name: acme}\n"


def read(text: str) -> Config:
    sink = Diagnostics()
    config = parse_config(ORGANIZATION + text, sink)
    assert [found.message for found in sink] == []
    assert config is not None
    return config


def test_an_almost_empty_config_has_defaults_everywhere() -> None:
    config = read("")
    assert config.organization.name == "acme"
    assert config.resources == {}
    assert config.targets.python is None
    assert config.settings.sort_schema_properties is True
    assert config.client_settings.opts == {}
    assert config.client_settings.default_retries.max_retries is None
    assert config.query_settings.array_format == "comma"
    assert config.sdkwright.output == "../generated"
    assert config.sdkwright.telemetry_prefix == "X-Stainless"
    assert config.security is None
    assert config.streaming.on_event == ()


def test_config_is_frozen() -> None:
    config = read("")
    with pytest.raises(ValidationError):
        config.edition = "x"


def test_defaults_are_not_shared_between_configs() -> None:
    one, two = read(""), read("")
    one.resources["x"] = two.resources.get("x")  # type: ignore[assignment]
    one.sdkwright.diagnostics.allow["SW101"] = "x"
    assert two.resources == {}
    assert two.sdkwright.diagnostics.allow == {}
    assert Config.model_validate({"organization": {"name": "x"}}).sdkwright.diagnostics.allow == {}


def test_methods_and_models_in_short_and_long_form() -> None:
    config = read(
        "resources:\n"
        "  beta:\n"
        "    subresources:\n"
        "      chat:\n"
        "        models: {chat: Chat, event: '#/components/schemas/Event', odd: {openapi_uri: a/b~c, only: [go]}}\n"
        "        methods:\n"
        "          list: GET /chat\n"
        "          stream:\n"
        "            endpoint: >-\n"
        "              post\n"
        "              /chat/{id}/stream\n"
        "            paginated: false\n"
        "            skip: [go, ruby]\n"
        "            streaming: {param_discriminator: null, stream_event_model: beta.chat.event}\n"
    )
    chat = config.resources["beta"].subresources["chat"]
    assert chat.methods["list"].endpoint == Endpoint("get", "/chat")
    stream = chat.methods["stream"]
    assert stream.endpoint == ("post", "/chat/{id}/stream")
    assert stream.paginated is False
    assert (stream.in_target("go"), stream.in_target("python")) == (False, True)
    assert stream.streaming is not None
    assert stream.streaming.stream_event_model == "beta.chat.event"
    assert "param_discriminator" in stream.streaming.model_fields_set
    assert [model.pointer for model in chat.models.values()] == [
        "/components/schemas/Chat",
        "/components/schemas/Event",
        "/components/schemas/a~1b~0c",
    ]
    assert not chat.models["odd"].in_target("python")


def test_client_settings() -> None:
    config = read(
        "client_settings:\n"
        "  opts:\n"
        "    api_key: {type: string, read_env: ACME_KEY, nullable: true, auth: {security_scheme: Bearer}}\n"
        "  default_timeout: PT1M30S\n"
        "  default_retries: {max_retries: 3, initial_delay_seconds: 1}\n"
        "  idempotency: {header: Idempotency-Key}\n"
        "  default_headers: {X-A: b}\n"
        "environments: {production: 'https://a', local: {url: 'http://b', description: d}}\n"
        "security: [{}, {Bearer: []}]\n"
        "security_schemes:\n"
        "  Bearer: {type: http, scheme: bearer, bearerFormat: JWT}\n"
        "  K: {type: apiKey, in: query, name: k}\n"
    )
    settings = config.client_settings
    assert settings.opts["api_key"].auth is not None
    assert settings.opts["api_key"].auth.security_scheme == "Bearer"
    assert settings.default_timeout == timedelta(seconds=90)
    assert settings.default_retries.max_retries == 3
    assert settings.default_retries.initial_delay_seconds == 1.0
    assert settings.idempotency.header == "Idempotency-Key"
    assert [environment.url for environment in config.environments.values()] == ["https://a", "http://b"]
    assert config.security == ({}, {"Bearer": ()})
    assert config.security_schemes["K"].location == "query"


def test_streaming_rules() -> None:
    config = read(
        "streaming:\n"
        "  on_event:\n"
        "    - {event_type: error, handle: error, error_property: error}\n"
        "    - {event_type: [a, null, b], handle: yield}\n"
        "    - {event_type: null}\n"
        "    - {data_starts_with: '[DONE]', handle: done}\n"
        "    - {kind: fallthrough, handle: yield}\n"
    )
    rules = config.streaming.on_event
    assert [rule.event_types for rule in rules] == [("error",), ("a", None, "b"), (None,), (), ()]
    assert [rule.handle for rule in rules] == ["error", "yield", "yield", "done", "yield"]
    assert rules[4].kind == "fallthrough"


def test_pagination_purposes_are_found_at_any_depth() -> None:
    config = read(
        "pagination:\n"
        "  - name: page\n"
        "    type: cursor\n"
        "    request:\n"
        "      token: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}\n"
        "      limit: {type: integer}\n"
        "    response:\n"
        "      data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}\n"
        "      meta:\n"
        "        type: object\n"
        "        properties:\n"
        "          next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}\n"
    )
    (scheme,) = config.pagination
    assert scheme.request_purposes == {"next_cursor_param": ("token",)}
    assert scheme.response_purposes == {"items": ("data",), "next_cursor_field": ("meta", "next")}
    assert scheme.request["limit"] == {"type": "integer"}


def test_what_collects_a_stream() -> None:
    config = read(
        "resources:\n"
        "  chat:\n"
        "    methods:\n"
        "      stream:\n"
        "        endpoint: post /s\n"
        "        streaming:\n"
        "          x-sdkwright-collect:\n"
        "            name: ChatTurn\n"
        "            fields:\n"
        "              text: {delta: {event: text_delta, take: content}, final: {event: text}}\n"
        "              usage: {last: {event: stop, take: usage}}\n"
        "              tools: {pair: {event: tool_call, with: tool_result, on: call_id}}\n"
        "              notes: {list: {event: note}}\n"
    )
    streaming = config.resources["chat"].methods["stream"].streaming
    assert streaming is not None
    assert streaming.collect is not None
    fields = streaming.collect.fields
    assert fields["text"].delta is not None
    assert fields["text"].delta.take == "content"
    assert fields["text"].final is not None
    assert fields["text"].final.take is None
    assert fields["tools"].pair is not None
    assert fields["tools"].pair.with_event == "tool_result"
    assert fields["notes"].list_all is not None


def test_targets() -> None:
    config = read(
        "targets:\n"
        "  node: {anything: [at, all]}\n"
        "  python:\n"
        "    package_name: acme\n"
        "    publish: {pypi: {package_name: acme-sdk, auth_method: oidc}}\n"
        "    options: {use_uv: true}\n"
        "    keep_files: lib/**\n"
        "    x-sdkwright-version: 1.2.3\n"
        "    x-sdkwright-requires-python: '>=3.10'\n"
    )
    python = config.targets.python
    assert python is not None
    assert (python.version, python.requires_python, python.keep_files) == ("1.2.3", ">=3.10", ("lib/**",))
    assert config.targets.node == {"anything": ["at", "all"]}


def test_edition_is_text_and_no_date() -> None:
    assert read("edition: 2026-02-23\n").edition == "2026-02-23"


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "sdkwright.yml"
    path.write_text(ORGANIZATION + "targets: {python: {package_name: acme}}\n")
    sink = Diagnostics()
    config = load_config(path, sink)
    assert config is not None
    assert config.targets.python is not None
    assert config.place("targets").file == str(path)
    assert load_config(tmp_path / "gone.yml", sink) is None
    assert [found.code for found in sink] == ["SW001"]


@pytest.mark.parametrize(
    ("section", "compat"),
    [
        ("", True),
        ("sdkwright: {spec: a.yml}\n", False),
        ("sdkwright: {compat: true}\n", True),
        ("sdkwright: {compat: false}\n", False),
        ("sdkwright: {compat: null}\n", False),
    ],
)
def test_a_file_without_a_section_of_ours_is_a_stainless_one(section: str, compat: bool) -> None:
    config = parse_config("organization: {name: acme}\n" + section, Diagnostics())
    assert config is not None
    assert config.compat is compat


def test_a_config_that_was_made_is_none() -> None:
    assert config_from_data({"organization": {"name": "acme"}}, lambda _keys: Place("made")).compat is False
