"""Which files the tests of an SDK are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sdkwright.lower.testing.client import client_tests
from sdkwright.lower.testing.resources import ResourceTests

if TYPE_CHECKING:
    from sdkwright.lower.context import Context

TestPages = list[tuple[str, str, object]]


def test_files(context: Context) -> tuple[TestPages, tuple[tuple[str, str], ...]]:
    """Pages to render as (path, template, view), and golden files as (path, text)."""
    client = client_tests(context)
    pages: TestPages = [
        ("tests/__init__.py", "tests/init.py.j2", client),
        ("tests/conftest.py", "tests/conftest.py.j2", client),
        ("tests/test_client.py", "tests/test_client.py.j2", client),
        ("tests/test_package.py", "tests/test_package.py.j2", client),
    ]
    if client.webhooks:
        pages.append(("tests/test_webhooks.py", "tests/test_webhooks.py.j2", client))
    data: dict[str, str] = {}
    for resource in context.api.walk():
        tests = ResourceTests(context, resource)
        view = tests.view()
        if view is not None:
            pages.append((f"tests/{tests.path}", "tests/test_resource.py.j2", view))
            data.update({f"tests/golden/{name}": text for name, text in tests.goldens.items()})
            data.update(dict.fromkeys(packages(f"tests/{tests.path}"), ""))
    return pages, tuple(sorted(data.items()))


def packages(path: str) -> list[str]:
    """The `__init__.py` of every folder from `tests/api_resources` down to a file."""
    folders = path.split("/")[:-1]
    return ["/".join((*folders[:depth], "__init__.py")) for depth in range(2, len(folders) + 1)]
