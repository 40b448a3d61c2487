"""Imports: from where a module stands, in the order that formatters keep."""

from __future__ import annotations

import pytest
from sdkwright.lower.expr import Import, import_statements, name, relative, subscript


@pytest.mark.parametrize(
    ("module", "package", "shown"),
    [
        ("._models", (), (".", "_models")),
        ("._models", ("types",), ("..", "_models")),
        ("._models", ("types", "store"), ("...", "_models")),
        (".types.store.pet", ("types", "store"), (".", "pet")),
        (".types.pet", ("types", "store"), ("..", "pet")),
        (".types.shop.pet", ("types", "store"), ("..", "shop.pet")),
        (".types.store.pet", ("resources",), ("..", "types.store.pet")),
        (".", ("resources", "store"), ("...", "")),
    ],
)
def test_relative(module: str, package: tuple[str, ...], shown: tuple[str, str]) -> None:
    rest, dots = relative(module, package)
    assert ("." * dots, rest) == shown


def test_groups_and_order() -> None:
    imports = {
        Import("__future__", "annotations"), Import("typing", "List"), Import("typing", "Any"), Import("httpx"),
        Import("pydantic", "Field as FieldInfo"), Import("._models", "BaseModel"), Import(".types.pet", "Pet"),
        Import("functools", "cached_property"), Import("os"), Import("._types", "NOT_GIVEN"), Import("._types", "omit"), Import("._types", "Body"),
    }  # fmt: skip
    assert import_statements(imports, ("types",)).split("\n") == [
        "from __future__ import annotations",
        "",
        "import os",
        "from functools import cached_property",
        "from typing import Any, List",
        "",
        "import httpx",
        "from pydantic import Field as FieldInfo",
        "",
        "from .._models import BaseModel",
        "from .._types import NOT_GIVEN, Body, omit",
        "from .pet import Pet",
    ]


def test_statements_of_a_block_are_indented_but_the_first() -> None:
    imports = {Import("httpx"), Import("._types", "Body"), Import("._types", "Query")}
    assert import_statements(imports, (), indent=4) == "import httpx\n\n    from ._types import Body, Query"


def test_expressions_bring_their_imports() -> None:
    found = subscript(name("Optional", "typing"), subscript(name("List", "typing"), name("Pet", ".types.pet")))
    assert found.text == "Optional[List[Pet]]"
    assert found.imports == {Import("typing", "Optional"), Import("typing", "List"), Import(".types.pet", "Pet")}
