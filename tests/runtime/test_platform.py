"""What telemetry tells of the machine."""

from __future__ import annotations

import os
import platform
import sys
from types import SimpleNamespace

import pytest
from runtime import _platform
from runtime._platform import OtherArch, OtherPlatform, get_architecture, get_async_library, get_platform


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("linux", "Linux"),
        ("darwin", "MacOS"),
        ("win32", "Windows"),
        ("freebsd14", "FreeBSD"),
        ("openbsd7", "OpenBSD"),
        ("ios", "iOS"),
        ("android", "Android"),
        ("haiku1", "Other:haiku1"),
    ],
)
def test_platform(value: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", value)
    assert str(get_platform()) == name
    assert isinstance(get_platform(), OtherPlatform) == name.startswith("Other:")


@pytest.mark.parametrize(
    ("machine", "name"),
    [("x86_64", "x64"), ("AMD64", "x64"), ("aarch64", "arm64"), ("arm64", "arm64"), ("s390x", "other:s390x")],
)
def test_architecture(machine: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine=machine))
    assert str(get_architecture()) == name
    assert isinstance(get_architecture(), OtherArch) == name.startswith("other:")


def test_headers_agree_with_the_platform_module() -> None:
    headers = _platform.platform_headers("9.9")
    assert headers["X-Stainless-Package-Version"] == "9.9"
    assert headers["X-Stainless-Runtime"] == platform.python_implementation()
    assert headers["X-Stainless-Runtime-Version"] == platform.python_version()
    assert _platform.platform_headers("9.9") is headers


def test_no_prefix_means_no_telemetry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_platform, "TELEMETRY_PREFIX", None)
    assert _platform.platform_headers("without telemetry") == {}


def test_no_event_loop() -> None:
    assert get_async_library() == "unknown"
