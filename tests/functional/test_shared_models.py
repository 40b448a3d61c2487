"""Models that belong to no resource, and classes of one name in several packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import Sdk, generate

FILTERS = """
Thing: {type: object, properties: {filter: {$ref: "#/components/schemas/Filter"}, size: {$ref: "#/components/schemas/Size"}}}
Filter: {type: object, properties: {by: {type: string}, more: {type: array, items: {$ref: "#/components/schemas/Filter"}}}}
Size: {type: string, enum: [s, m]}
"""


def test_shared_models_have_packages_of_their_own() -> None:
    sdk = sdk_of(FILTERS, "Filter", "Size")
    types = sdk.root.types
    assert types.Filter is types.shared.Filter is sdk.module("types.shared.filter").Filter
    assert types.shared_params.Filter is sdk.module("types.shared_params.filter").Filter
    assert types.shared_params.Filter is not types.Filter
    assert types.shared.Size == types.shared_params.Size
    assert not hasattr(sdk.client(), "shared") and not hasattr(sdk.client(), "_shared")
    found = get(sdk, {"filter": {"by": "x", "more": [{"by": "y"}]}, "size": "s"})
    assert type(found.filter) is type(found.filter.more[0]) is types.Filter
    assert put(sdk, filter={"more": [{"by": "y"}]}, size="m") == {"filter": {"more": [{"by": "y"}]}, "size": "m"}


def test_shared_typed_dicts_are_named_with_their_package_in_methods() -> None:
    sdk = sdk_of(FILTERS, "*")
    text = sdk.generation.text("resources/things.py")
    assert "filter: shared_params.Filter | Omit = omit" in text


def test_answers_that_are_shared_models_have_no_module_of_their_own() -> None:
    sdk = sdk_of(FILTERS, "*")
    assert type(get(sdk, {"size": "m"})) is sdk.root.types.Thing
    assert "types/thing_get_response.py" not in " ".join(sdk.generation.files)


TWO = """
paths:
  /a:
    get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/One"}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Both"}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Both"}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Two"}}}}}}}
components:
  schemas:
    One: {type: object, properties: {one: {type: string, format: date}}}
    Two: {type: object, properties: {two: {type: string, format: date}}}
    Three: {type: object, properties: {three: {type: integer}}}
    Both:
      type: object
      properties:
        x: {$ref: "#/components/schemas/One"}
        y: {type: array, items: {$ref: "#/components/schemas/Two"}}
        z: {$ref: "#/components/schemas/Three"}
        filter: {type: object, properties: {own: {type: boolean}}}
"""
CONFIG = """
resources:
  $shared: {models: {filter: "#/components/schemas/Three"}}
  items:
    models: {filter: "#/components/schemas/One"}
    methods: {get: get /a, make: post /a}
    subresources: {inner: {models: {filter: "#/components/schemas/Two"}, methods: {get: get /b}}}
"""


@pytest.fixture(scope="module")
def three_filters() -> Sdk:
    return generate(TWO, CONFIG)


def test_models_of_one_name_in_three_packages(three_filters: Sdk) -> None:
    from datetime import date

    types = three_filters.root.types
    reply = {"x": {"one": "2026-01-02"}, "y": [{"two": "2026-01-03"}], "z": {"three": 3}, "filter": {"own": True}}
    found = three_filters.client(reply).items.make()
    assert type(found.x) is sys.modules[type(found.x).__module__].Filter and found.x.one == date(2026, 1, 2)
    assert found.y[0].two == date(2026, 1, 3) and found.z.three == 3 and found.filter.own is True
    assert len({type(found.x), type(found.y[0]), type(found.z), type(found.filter)}) == 4
    assert type(found.z) is types.shared.Filter
    client = three_filters.client(reply)
    client.items.make(x={"one": date(2026, 1, 2)}, y=[{"two": date(2026, 1, 3)}], z={"three": 1}, filter={"own": False})
    assert three_filters.sent_json == {
        "x": {"one": "2026-01-02"},
        "y": [{"two": "2026-01-03"}],
        "z": {"three": 1},
        "filter": {"own": False},
    }
    assert three_filters.client({"one": "2026-01-02"}).items.get().one == date(2026, 1, 2)
    assert three_filters.client({"two": "2026-01-02"}).items.inner.get().two == date(2026, 1, 2)


def test_params_of_classes_of_one_name_are_told_apart(three_filters: Sdk) -> None:
    hints = get_type_hints(three_filters.root.types.ItemMakeParams, include_extras=False)
    assert set(hints) == {"x", "y", "z", "filter"}
    assert "one" in hints["x"].__annotations__ and "two" in get_args(hints["y"])[0].__annotations__


@pytest.mark.slow
def test_type_checkers_see_the_right_one(three_filters: Sdk, tmp_path: Path) -> None:
    for path, content in three_filters.generation.files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    package = three_filters.generation.package
    (tmp_path / "src" / "use.py").write_text(
        f"from {package} import Client\n"
        "def use(client: Client) -> None:\n"
        "    made = client.items.make(z={'three': 1}, filter={'own': True}, y=[{'two': '2026-01-01'}])\n"
        "    assert made.z is not None and made.x is not None and made.filter is not None\n"
        "    three: int | None = made.z.three\n"
        "    own: bool | None = made.filter.own\n"
        "    made.x.one\n"
        "    client.items.inner.get().two\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), "use.py"]
    found = subprocess.run(command, cwd=tmp_path / "src", capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout


def test_models_of_one_name_in_one_circle() -> None:
    sdk = generate(
        """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/One"}}}}}}}
components:
  schemas:
    One: {type: object, properties: {two: {$ref: "#/components/schemas/Two"}}}
    Two: {type: object, properties: {one: {$ref: "#/components/schemas/One"}}}
""",
        """
resources:
  a: {models: {node: "#/components/schemas/One"}, methods: {get: get /a}}
  b: {models: {node: "#/components/schemas/Two"}}
""",
    )
    found = sdk.client({"two": {"one": {"two": {}}}}).a.get()
    assert type(found) is not type(found.two) and type(found) is type(found.two.one)
