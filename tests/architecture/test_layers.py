"""The way through the house: stages know only what stands before them."""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import PACKAGE, Module, modules

# From left to right. What stands in one tuple stands side by side and does not know of each other.
ORDER = (
    ("api_client", "api_types"),
    ("diagnostics", "output", "api"),
    ("load", "compare"),
    ("config",),
    ("resolve",),
    ("name",),
    ("lower", "propose"),
    ("render", "derive"),
    ("write", "targets", "dump"),
    ("pipeline",),
    ("mock",),
    ("cli",),
    ("__main__",),
)
RANK = {stage: rank for rank, group in enumerate(ORDER) for stage in group}
MODULES = modules()

# What changes a list, a dict or a set.
MUTATORS = frozenset(
    {
        "add",
        "append",
        "clear",
        "discard",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "setdefault",
        "sort",
        "update",
    }
)


def test_every_stage_has_its_place() -> None:
    assert {module.stage for module in MODULES if module.parts} == set(RANK)


def test_imports_go_left_to_right() -> None:
    wrong = [
        f"{module.shown}:{line} imports {'.'.join(target)}"
        for module in MODULES
        if module.parts
        for line, target in module.imports()
        if target and target[0] != module.stage and RANK[target[0]] >= RANK[module.stage]
    ]
    assert wrong == []


def test_no_import_leads_nowhere() -> None:
    known = {module.parts for module in MODULES} | {(stage,) for stage in RANK}
    wrong = [
        f"{module.shown}:{line} imports {'.'.join(target)}"
        for module in MODULES
        for line, target in module.imports()
        if target and target not in known and target[:-1] not in known
    ]
    assert wrong == []


def test_no_stage_but_load_and_write_touches_the_disk() -> None:
    """`render` reads its own templates; the sibling modules of the pipeline only join paths."""
    touching = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "urlopen"}
    wrong = [
        f"{module.shown}:{node.lineno} {node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id}"
        for module in MODULES
        if module.stage in ("api", "api_client", "api_types", "resolve", "name", "lower", "diagnostics")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and (
            (isinstance(node.func, ast.Attribute) and node.func.attr in touching)
            or (isinstance(node.func, ast.Name) and node.func.id in touching)
        )
    ]
    assert wrong == []


# --- state ---------------------------------------------------------------------------------------------------------


def module_names(module: Module) -> set[str]:
    found: set[str] = set()
    for node in module.tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if is_annotated(node) else []
        found |= {each.id for each in targets if isinstance(each, ast.Name)}
    return found


def is_annotated(node: ast.stmt) -> bool:
    return isinstance(node, (ast.AnnAssign, ast.AugAssign))


def changes(module: Module) -> list[str]:
    """Places that change a value of the module's own scope."""
    names = module_names(module)
    found: list[str] = []
    for node in ast.walk(module.tree):
        match node:
            case ast.Global():
                found.append(f"{module.shown}:{node.lineno} global")
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)) if name in names and attr in MUTATORS:
                found.append(f"{module.shown}:{node.lineno} {name}.{attr}()")
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()) if name in names:
                found.append(f"{module.shown}:{node.lineno} {name}[…]")
            case ast.Call(func=ast.Name(id="cache" | "lru_cache")) | ast.Name(id="cache" | "lru_cache"):
                found.append(f"{module.shown}:{node.lineno} cache")
            case _:
                pass
    return found


def test_modules_hold_no_state() -> None:
    assert [each for module in MODULES for each in changes(module)] == []


@pytest.mark.parametrize(
    "text",
    [
        "seen = []\ndef f(x):\n    seen.append(x)",
        "SEEN = {}\ndef f(x):\n    SEEN[x] = 1",
        "count = 0\ndef f():\n    global count\n    count += 1",
        "from functools import cache\n@cache\ndef f(x): return x",
    ],
)
def test_state_would_be_found(text: str) -> None:
    assert changes(Module(PACKAGE / "x.py", ("x",), ast.parse(text), 1))


# --- size ----------------------------------------------------------------------------------------------------------


def test_no_drawer_for_everything() -> None:
    assert [module.shown for module in MODULES if module.path.stem in ("utils", "util", "helpers", "misc")] == []


def test_files_are_short() -> None:
    assert {module.shown: module.lines for module in MODULES if module.lines > 450} == {}


def test_functions_are_short() -> None:
    long = {
        f"{module.shown}:{node.name}": length
        for module in MODULES
        for node in ast.walk(module.tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and (length := (node.end_lineno or node.lineno) - node.lineno + 1) > 60
    }
    assert long == {}
