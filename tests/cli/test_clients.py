"""Options of the client: servers, their variables, and several kinds of credentials."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

from tests.cli.cli_support import Program, generated, importable

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = """
openapi: 3.1.0
info: {title: Servers, version: "1"}
security: [{basic: []}, {key: []}]
paths:
  /pets:
    get: {operationId: listPets, responses: {"204": {description: Done}}}
    post:
      operationId: createPet
      security: []
      responses: {"204": {description: Done}}
components:
  securitySchemes:
    basic: {type: http, scheme: basic}
    key: {type: apiKey, in: header, name: X-Key}
"""
CONFIG = """
organization: {name: servers}
sdkwright:
  spec: openapi.yaml
  targets: {python: {}, cli: {command: servers}}
targets: {python: {package_name: servers_sdk}}
environments:
  production: https://prod.test/v1
  staging: https://staging.test/v1
client_settings:
  opts:
    username: {type: string, nullable: true, read_env: SERVERS_USER, auth: {security_scheme: basic, role: username}}
    password: {type: string, nullable: true, read_env: SERVERS_PASSWORD, auth: {security_scheme: basic, role: password}}
    api_key: {type: string, nullable: true, read_env: SERVERS_KEY, auth: {security_scheme: key, role: value}}
    format: {type: string, nullable: true, send_in_header: X-Format}
resources:
  pets: {methods: {list: get /pets, create: post /pets}}
"""


@pytest.fixture(scope="module")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with importable(*generated(tmp_path_factory.mktemp("servers"), DOCUMENT, CONFIG)):
        yield


@pytest.fixture
def servers(_made: None) -> Program:
    return Program("servers")


def test_a_server_is_chosen_by_its_name(servers: Program) -> None:
    key = ("--api-key", "k")
    for args in ((), ("--environment", "staging"), ("--base-url", "https://own.test")):
        assert servers.run("pets", "list", *key, *args).status == 0
    servers.run("pets", "list", *key, "--environment", "staging", SERVERS_BASE_URL="https://env.test")
    servers.run("pets", "list", *key, SERVERS_BASE_URL="https://env.test")
    hosts = [each.url.host for each in servers.requests]
    assert hosts == ["prod.test", "staging.test", "own.test", "staging.test", "env.test"]
    ran = servers.run("pets", "list", *key, "--environment", "stagin")
    assert (ran.status, "'staging'" in ran.err) == (2, True)


def test_credentials_of_each_kind_are_options(servers: Program) -> None:
    assert servers.run("pets", "list", "--username", "u", "--password", "p").status == 0
    assert servers.requests[-1].headers["authorization"] == f"Basic {base64.b64encode(b'u:p').decode()}"
    assert servers.run("--api-key", "k", "pets", "list").status == 0
    assert servers.requests[-1].headers["x-key"] == "k"
    assert servers.run("pets", "list", SERVERS_KEY="e").status == 0
    assert servers.requests[-1].headers["x-key"] == "e"


def test_an_option_of_the_client_leaves_those_of_every_command_alone(servers: Program) -> None:
    ran = servers.run("pets", "list", "--api-key", "k", "--client-format", "fancy", "--format", "yaml")
    assert (ran.status, ran.err) == (0, "")
    assert servers.requests[-1].headers["x-format"] == "fancy"
