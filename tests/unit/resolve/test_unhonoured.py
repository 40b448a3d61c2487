"""Nothing that a config asks for is passed over in silence."""

from __future__ import annotations

import pytest
from sdkwright.config import parse_config
from sdkwright.diagnostics import Diagnostics
from sdkwright.resolve.unhonoured import report_unhonoured

METHOD = (
    "organization: {name: acme}\nresources: {pets: {subresources: {toys: {methods: {get: {endpoint: get /x, %s}}}}}}\n"
)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (METHOD % "request_body: {content_type: multipart/form-data}", "request_body"),
        (METHOD % "type: websocket", "type"),
        ("organization: {name: acme}\nclient_settings: {opts: {limit: {type: 'null'}}}\n", "type"),
    ],
)
def test_each_is_told_with_its_place(text: str, key: str) -> None:
    sink = Diagnostics()
    config = parse_config(text, sink)
    assert config is not None
    report_unhonoured(config, sink)
    [found] = list(sink)
    assert found.code == "SW250"
    assert f"`{key}`" in found.message
    assert found.at is not None and found.at.line == 2


def test_a_config_of_what_works_gives_none() -> None:
    sink = Diagnostics()
    opts = "client_settings: {opts: {a: {send_in_cookie: b}, c: {server_variable: d}}}\n"
    config = parse_config(METHOD % "type: webhook_unwrap, paginated: false" + opts, sink)
    assert config is not None
    report_unhonoured(config, sink)
    assert list(sink) == []
