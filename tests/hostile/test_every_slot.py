"""Every hostile string in every place of a document and a config where a string stands.

The pipeline refuses with diagnostics, or gives files in which the string is a value and nothing more.
"""

from __future__ import annotations

import ast
import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.hostile.document import fresh, load, names, renamed, slots, value_at, with_value
from tests.hostile.oracle import Module, Shape, faults, masked, python_of, shape_of
from tests.hostile.strings import STRINGS

FILES = load()
SLOTS = slots(FILES)
ONE_BY_ONE = [slot for slot in SLOTS if slot.group != "prose"]
STRUCTURE = [slot for slot in SLOTS if slot.group == "structure"]
# Values that are closed sets, tags and defaults: they must stay apart, so they are exchanged like names.
VALUES = sorted({str(value_at(FILES, slot)) for slot in SLOTS if slot.group == "value"} & {
    "cat kind", "dog kind", "fine mood", "bad mood", "delta tag", "stop tag", "main org",
})  # fmt: skip


class Outcome(NamedTuple):
    """`files` is empty where the pipeline refused; `errors` says why."""

    files: dict[str, bytes]
    errors: list[str]


def run(files: dict[str, Any], folder: Path) -> Outcome:
    (folder / "openapi.json").write_text(json.dumps(files["document"]), encoding="utf-8")
    (folder / "sdkwright.yml").write_text(json.dumps(files["config"]), encoding="utf-8")
    sink = Diagnostics()
    outputs = Pipeline(None, folder / "sdkwright.yml", (), sink).outputs()
    found = {each.path: each.content for output in outputs or [] for each in output.files}
    errors = [f"{each.code} {each.message}" for each in sink if each.severity == "error"]
    assert found or errors, "neither files nor a reason"
    return Outcome(found, errors)


def trees_of(modules: dict[str, Module]) -> dict[str, object]:
    return {path: masked(module.tree) for path, module in modules.items()}


@cache
def benign_trees() -> dict[str, object]:
    with TemporaryDirectory() as folder:
        return trees_of(python_of(run(exchanged("Some words.", "prose"), Path(folder)).files))


@cache
def benign_of(text: str, mode: str) -> Shape:
    with TemporaryDirectory() as folder:
        outcome = run(exchanged(text, mode), Path(folder))
        assert outcome.files, outcome.errors
        return shape_of(outcome.files, python_of(outcome.files))


def exchanged(text: str, mode: str) -> dict[str, Any]:
    """The two files with `text` in every slot of prose, or in every name with a number that keeps names apart."""
    if mode == "prose":
        files = fresh(FILES)
        for slot in SLOTS:
            if slot.group == "prose":
                with_value(files, slot, text)
        return files
    words = [*names(FILES), *VALUES]
    return renamed(FILES, {word: f"{text} {index}" for index, word in enumerate(words)})


def test_the_document_is_accepted_as_it_is(tmp_path: Path) -> None:
    outcome = run(FILES, tmp_path)
    assert outcome.errors == []
    assert faults(outcome.files, python_of(outcome.files)) == []
    assert len(python_of(outcome.files)) > 20


def test_every_slot_is_found() -> None:
    assert len(SLOTS) > 250
    assert {slot.group for slot in SLOTS} == {"prose", "name", "structure", "value"}


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
def test_in_all_prose(text: str, tmp_path: Path) -> None:
    """Prose changes constants, docstrings and comments; the code stays the same to the last node."""
    outcome = run(exchanged(text, "prose"), tmp_path)
    assert outcome.files, outcome.errors
    modules = python_of(outcome.files)
    assert faults(outcome.files, modules) == []
    found, benign = shape_of(outcome.files, modules), benign_of("Some words.", "prose")
    trees, expected = trees_of(modules), benign_trees()
    assert sorted(trees) == sorted(expected)
    assert [path for path, tree in trees.items() if tree != expected[path]] == []
    assert found.toml == benign.toml


@pytest.mark.parametrize("text", STRINGS, ids=lambda text: repr(text)[:40])
def test_in_all_names(text: str, tmp_path: Path) -> None:
    """Names change identifiers and file names; each module is made of the same statements."""
    outcome = run(exchanged(text, "names"), tmp_path)
    assert outcome.files, outcome.errors
    modules = python_of(outcome.files)
    assert faults(outcome.files, modules) == []
    found, benign = shape_of(outcome.files, modules), benign_of("Some Words", "names")
    assert found.statements == benign.statements
    assert found.kinds <= benign.kinds
    assert found.toml == benign.toml


@pytest.mark.parametrize("offset", range(3))
def test_in_one_slot_at_a_time(offset: int, tmp_path: Path) -> None:
    """Where text decides what is made, it may be refused; the slots share the strings out among them."""
    kinds = benign_of("Some Words", "names").kinds
    wrong: list[str] = []
    for number, slot in enumerate(ONE_BY_ONE if offset == 0 else STRUCTURE[offset - 1 :: 2]):
        text = STRINGS[(number * 7 + offset * 13) % len(STRINGS)]
        files = fresh(FILES)
        with_value(files, slot, text)
        wrong += [f"{slot.shown} = {text!r}: {fault}" for fault in one(files, tmp_path, kinds)]
    assert wrong == []


def one(files: dict[str, Any], folder: Path, kinds: frozenset[str]) -> list[str]:
    try:
        outcome = run(files, folder)
        modules = python_of(outcome.files)
        new = {kind for module in modules.values() for kind in module.kinds} - kinds
        return [*faults(outcome.files, modules), *(f"a node of a new kind, {kind}" for kind in sorted(new - ALLOWED))]
    except Exception as error:  # what the pipeline must never do is told together with the slot that makes it
        return [f"{type(error).__name__}: {error}"]


# Other annotations and requests than those of the benign run: `str.lower()` for booleans in headers, and so on.
ALLOWED = frozenset({"GeneratorExp", "comprehension", "Pass", "IfExp", "Starred", "JoinedStr", "FormattedValue"})


# --- the oracle itself ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"x = 1\nINJ_CANARY = 1\n",
        b"import INJ_CANARY\n",
        b"f(INJ_CANARY=1)\n",
        b"class INJ_CANARY: ...\n",
        b"x.INJ_CANARY\n",
    ],
)
def test_the_oracle_sees_injected_code(content: bytes) -> None:
    files = {"src/a/types/b.py": content}
    assert faults(files, python_of(files)) != []


@pytest.mark.parametrize(
    "text",
    ["a <script>", "a <!-- b", "[a](javascript:b)", "[a]: javascript:b", "a\x1bb", "`a` <b>c</b>", "```\na\n```\n<i>"],
)
def test_the_oracle_sees_markup(text: str) -> None:
    assert faults({"README.md": text.encode()}, {}) != []


@pytest.mark.parametrize(
    "path", ["src/a/../b.py", "src/a/con.py", "src/a/conftest.py", "src/a/types/test_b.py", "/a", "a\\b"]
)
def test_the_oracle_sees_paths(path: str) -> None:
    assert faults({path: b""}, {}) != []


def test_the_oracle_compares_trees() -> None:
    one, other = (masked(ast.parse(text)) for text in ('"""A."""\nx: str = "a"', '"""B."""\nx: str = "a" + f("b")'))
    assert one != other
