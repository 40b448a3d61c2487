"""Hostile text on its way through another library: the target `models`."""

from __future__ import annotations

import copy
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline
from sdkwright.targets.models.guard import strays

from tests.hostile.document import fresh, load, names, renamed, slots, with_value
from tests.hostile.oracle import faults, masked, python_of
from tests.hostile.strings import CANARY, STRINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FILES = load()
SLOTS = slots(FILES)
PROSE = [slot for slot in SLOTS if slot.group == "prose"]
# As many rounds give every kind of prose every string.
ROUNDS = 4
# What is blank is no prose: nothing is written there.
TEXTS = [each for each in STRINGS if each.strip()]

CODE = f"__import__('os').system('{CANARY}')"
# Keys that datamodel-code-generator reads as Python, as the base of a class, or as a name.
VENDOR: Mapping[str, Any] = {
    "default_factory": CODE,
    "x-python-type": CANARY,
    "x-python-import": {"module": "os", "name": f"{CANARY} as x"},
    "customTypePath": f"os.{CANARY}",
    "customBasePath": f"os.{CANARY}",
    "x-is-base-class": True,
    "x-is-classvar": True,
    "x-propertyNames": {"$ref": f"#/{CANARY}"},
    "x-enum-field-as-literal": "none",
    "x-python-union-branch": CANARY,
    "x-datamodel-code-generator-field-name": CANARY,
    "x-datamodel-code-generator-read-as-const": True,
    "x-ms-enum": {"name": CANARY},
    "x-ms-kiota-info": {"languagesInformation": {CANARY: CODE}},
    "x-fern-type-name": CANARY,
    "x-speakeasy-name-override": CANARY,
    "$id": f"https://example.com/{CANARY}",
    "$comment": CODE,
    "contentMediaType": CODE,
    "contentEncoding": CANARY,
}


def run(files: dict[str, Any]) -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "openapi.json").write_text(json.dumps(files["document"]), encoding="utf-8")
        config = {**files["config"], "sdkwright": {**files["config"]["sdkwright"], "targets": {"models": {}}}}
        (place / "sdkwright.yml").write_text(json.dumps(config), encoding="utf-8")
        sink = Diagnostics()
        outputs = Pipeline(None, place / "sdkwright.yml", (), sink).outputs() or []
        assert outputs, [f"{each.code} {each.message}" for each in sink if each.severity == "error"]
        return {each.path: each.content for output in outputs for each in output.files}


def with_prose(text_of: Callable[[int], str]) -> dict[str, Any]:
    files = fresh(FILES)
    for number, slot in enumerate(PROSE):
        with_value(files, slot, text_of(number))
    return files


@cache
def benign() -> dict[str, object]:
    return {path: masked(each.tree) for path, each in python_of(run(with_prose(lambda _: "Some words."))).items()}


def test_there_are_models_to_look_at() -> None:
    assert len(benign()) == 8
    assert len(str(benign())) > 20_000


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_prose_is_text_and_nothing_more(turn: int) -> None:
    """Every string in prose somewhere; the code stays the same to the last node."""
    step = len(TEXTS) // ROUNDS
    files = run(with_prose(lambda number: TEXTS[(number + turn * step) % len(TEXTS)]))
    modules = python_of(files)
    assert faults(files, modules) == []
    assert {path: masked(each.tree) for path, each in modules.items()} == benign()


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
def test_names_stay_names(text: str) -> None:
    files = run(renamed(FILES, {word: f"{text} {index}" for index, word in enumerate(names(FILES))}))
    assert faults(files, python_of(files)) == []


def schemas(node: Any) -> list[dict[str, Any]]:
    """Every mapping that is a schema, or stands where a keyword of one could."""
    found = (
        [node] if isinstance(node, dict) and ({"type", "properties", "$ref", "oneOf", "allOf"} & node.keys()) else []
    )
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [*found, *(each for child in inner for each in schemas(child))]


@pytest.mark.parametrize("key", VENDOR)
def test_vendor_keys_do_not_get_through(key: str) -> None:
    files = fresh(FILES)
    found = schemas(files["document"]["components"]["schemas"])
    assert len(found) > 30
    for schema in found:
        schema.setdefault(key, copy.deepcopy(VENDOR[key]))
    plain = run(FILES)
    assert {path: content for path, content in run(files).items() if content != plain[path]} == {}


@pytest.mark.parametrize(
    "text",
    [
        "import os",
        "from os import system",
        "from builtins import exec as x",
        "print('x')",
        "x = __import__('os')",
        "class A:\n    def f(self): ...",
        "class A:\n    x: int = open('y')",
        "class A:\n    x: int = Field(default=open('y'))",
        "class A(metaclass=open('y')): ...",
        "@print\nclass A: ...",
        "class A:\n    x: 'print(1)'",
        "class A:\n    x: list['__import__(1)']",
        "class A:\n    import os",
        "A = TypedDict('A', {'a': open('b')})",
        "A = TypedDict('A', {**b})",
        "A.model_rebuild(x)",
        "A.b.model_rebuild()",
        "x: int = lambda: 1",
        "x = f'{1}'",
        "x = [y for y in z]",
        "if x: pass",
    ],
)
def test_what_no_model_needs_is_found(text: str) -> None:
    assert strays(text)


def test_the_guard_knows_models() -> None:
    text = (
        '"""Doc."""\nfrom __future__ import annotations\nfrom pydantic import BaseModel as B\n@dataclass\nclass A(B):\n'
        '    """Doc."""\n    x: Annotated[int | None, Field(alias="open(1)", ge=-1)] = None\n    y: list["A"] | Literal["x()"]\n'
        'C = TypedDict("C", {"a b": NotRequired[Optional["A"]]})\nA.model_rebuild()\n'
    )
    assert strays(text) == []
