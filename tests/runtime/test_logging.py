"""What is logged, and that no credential and no body is."""

from __future__ import annotations

import logging

import httpx
import pytest
from runtime._errors import APIConnectionError
from runtime._logs import logger, setup_logging
from runtime._secrets import is_secret_header

from tests.runtime.transport_support import KEY, Server, answer, client


@pytest.fixture(autouse=True)
def _quiet_logger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logger, "level", logging.NOTSET)
    monkeypatch.setattr(logger, "handlers", [])


def test_one_line_for_each_request(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger.name)
    made = client(Server(answer(headers={"x-request-id": "req_1"})), default_query={"token": KEY})
    made.things.get("1")
    [line] = [record.getMessage() for record in caplog.records if record.name == logger.name]
    assert line.startswith("GET /things/1 200 in ")
    assert line.endswith(" ms, request id req_1")


def test_retries_and_failures_are_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger.name)
    with pytest.raises(APIConnectionError):
        client(Server(answer(503), httpx.ConnectError(KEY))).things.get("1")
    lines = [record.getMessage() for record in caplog.records if record.name == logger.name]
    assert [line.split(" in ")[0] for line in lines] == [
        "GET /things/1 503",
        "Retrying GET /things/1",
        "GET /things/1 ConnectError",
        "Retrying GET /things/1",
        "GET /things/1 ConnectError",
    ]
    assert "after status 503, 1 left" in lines[1]
    assert "after no answer, 0 left" in lines[3]


def test_no_secret_and_no_body_at_any_level(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger.name)
    server = Server(answer(json={"name": "body-" + KEY}, headers={"set-cookie": KEY, "x-other": "shown"}))
    secrets = {"X-Api-Key": KEY, "X-Auth-Token": KEY, "Client-Secret": KEY, "Cookie": KEY, "Proxy-Authorization": KEY}
    made = client(server, default_headers=secrets, default_query={"key": KEY})
    made.things.create(name="body-" + KEY)
    text = "\n".join(record.getMessage() for record in caplog.records if record.name == logger.name)
    assert KEY not in text
    assert "<redacted>" in text
    assert "shown" in text


@pytest.mark.parametrize(
    "name", ["Authorization", "PROXY-AUTHORIZATION", "Cookie", "Set-Cookie", "X-Api-Key", "X-Amz-Security-Token"]
)
def test_secret_header_names(name: str) -> None:
    assert is_secret_header(name)


@pytest.mark.parametrize("name", ["Accept", "Content-Type", "Idempotency-Key", "X-Stainless-Lang", "User-Agent"])
def test_header_names_that_are_no_secret(name: str) -> None:
    assert not is_secret_header(name)


def test_environment_sets_the_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logger, "propagate", False)
    for value, level in [("debug", logging.DEBUG), ("INFO", logging.INFO)]:
        monkeypatch.setenv("RUNTIME_LOG", value)
        setup_logging()
        assert logger.level == level
    assert len(logger.handlers) == 1


def test_without_the_variable_nothing_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("RUNTIME_LOG", raising=False)
    setup_logging()
    assert logger.level == logging.NOTSET
    assert logger.handlers == []
