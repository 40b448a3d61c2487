"""Text of our own in the words of another HTTP library."""

from __future__ import annotations

import pytest
from sdkwright.lower.http_library import HTTPX, HTTPX2, LIBRARIES

SAID = [
    ("import httpx\n", "import httpx2\n"),
    ("from httpx import URL, Response", "from httpx2 import URL, Response"),
    ("timeout: float | httpx.Timeout", "timeout: float | httpx2.Timeout"),
    ("an `httpx.Timeout`, or httpx's own", "an `httpx2.Timeout`, or httpx2's own"),
    ("from httpx_aiohttp import HttpxAiohttpClient", "from httpx_aiohttp.httpx2 import Httpx2AiohttpClient"),
    ('sys.modules["httpx"]', 'sys.modules["httpx2"]'),
]
NOT_MEANT = [
    "_default_httpx_class = DefaultHttpxClient",
    "HTTPX_DEFAULT_TIMEOUT",
    "to_httpx_files(files)",
    "https://www.python-httpx.org/",
    '"httpx-aiohttp>=0.1.8"',
    "import httpx2",
]


@pytest.mark.parametrize(("text", "spoken"), SAID)
def test_modules_and_classes_have_other_names(text: str, spoken: str) -> None:
    assert HTTPX2.spoken(text) == spoken


@pytest.mark.parametrize("text", NOT_MEANT)
def test_parts_of_longer_names_stay(text: str) -> None:
    assert HTTPX2.spoken(text) == text


@pytest.mark.parametrize("text", [*NOT_MEANT, *(text for text, _ in SAID)])
def test_text_speaks_of_httpx_by_itself(text: str) -> None:
    assert HTTPX.spoken(text) == text


def test_libraries_are_found_by_their_names() -> None:
    assert {name: each.name for name, each in LIBRARIES.items()} == {"httpx": "httpx", "httpx2": "httpx2"}
