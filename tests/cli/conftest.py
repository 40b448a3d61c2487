"""Fixtures of the tests of command lines."""

from __future__ import annotations

import pytest

from tests.cli.cli_support import CHAT, Program, importable


@pytest.fixture
def chat(request: pytest.FixtureRequest) -> Program:
    """The program that is checked in."""
    folders = importable(*CHAT)
    folders.__enter__()
    request.addfinalizer(lambda: folders.__exit__(None, None, None))
    return Program("llamacloud_prod")
