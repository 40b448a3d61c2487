"""What must hold of whatever was generated: text of the document is data in it, nowhere code, markup or a path."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sdkwright.diagnostics import Diagnostics
from sdkwright.write.paths import check_paths

from tests.hostile.strings import CANARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

RUNTIME = re.compile(r"src/[^/]+/(_[a-z_]+\.py|_utils/.*)$")
PER_API = re.compile(r"src/[^/]+/(__init__|_client|_seam|_version|_exceptions)\.py$")
# What api.md writes itself: a method with its path as a title, and links to files of the package.
OWN_HTML = re.compile(r'<code title="[^"<>]*">|</code>|<a href="(\./|src/)[^"<>:]*">|</a>')
PYTHON_BLOCK = re.compile(r"^(`{3,})(?:python|py)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
HOOK = re.compile(r"(conftest|sitecustomize|usercustomize|setup|test_.*|.*_test)\.py$")


class Module(NamedTuple):
    """`statements` counts the kinds of statements, docstrings aside."""

    tree: ast.Module
    kinds: frozenset[str]
    statements: tuple[tuple[str, int], ...]
    canaries: tuple[str, ...]


class Shape(NamedTuple):
    """What a run gave, without what its names and constants are: modules, and the keys of data files."""

    statements: Counter[tuple[tuple[str, int], ...]]
    kinds: frozenset[str]
    toml: object


def is_generated(path: str) -> bool:
    return not RUNTIME.match(path) or bool(PER_API.match(path))


@lru_cache(maxsize=4000)
def parsed(content: bytes) -> Module:
    """Of most runs most modules are the same."""
    tree = ast.parse(content)
    nodes = list(ast.walk(tree))
    kinds = Counter(type(node).__name__ for node in nodes if isinstance(node, ast.stmt) and not is_prose(node))
    return Module(
        tree, frozenset(type(node).__name__ for node in nodes), tuple(sorted(kinds.items())), tuple(canaries(nodes))
    )


def python_of(files: Mapping[str, bytes]) -> dict[str, Module]:
    """Every module, and the Python of the README's examples; a SyntaxError is a failure."""
    found = {path: parsed(content) for path, content in files.items() if path.endswith(".py") and is_generated(path)}
    for path, content in files.items():
        if path.endswith(".md"):
            for index, block in enumerate(PYTHON_BLOCK.findall(content.decode())):
                found[f"{path}#{index}"] = parsed(block[1].encode())
    return found


def shape_of(files: Mapping[str, bytes], modules: Mapping[str, Module]) -> Shape:
    return Shape(
        statements=Counter(module.statements for module in modules.values()),
        kinds=frozenset(kind for module in modules.values() for kind in module.kinds),
        toml=keys(tomllib.loads(files["pyproject.toml"].decode())) if "pyproject.toml" in files else None,
    )


def is_prose(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def masked(node: object) -> object:
    """A tree as nested tuples, with strings hidden and docstrings taken out."""
    if isinstance(node, list):
        return tuple(masked(each) for each in node if not (is_prose(each) or isinstance(each, ast.Pass)))
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return "a string"
    if isinstance(node, ast.AST):
        return (type(node).__name__, *(masked(getattr(node, field, None)) for field in node._fields))
    return node


def keys(value: object) -> object:
    if isinstance(value, dict):
        return {key: keys(each) for key, each in sorted(value.items())}
    return type(value).__name__


# --- what holds for every run --------------------------------------------------------------------------------------


def faults(files: Mapping[str, bytes], modules: Mapping[str, Module]) -> list[str]:
    return [
        *(f"{path}: {fault}" for path, module in modules.items() for fault in module.canaries),
        *path_faults(files),
        *(
            f"{path}: {fault}"
            for path, content in files.items()
            if path.endswith(".md")
            for fault in markup(content.decode())
        ),
        *data_faults(files),
    ]


def canaries(nodes: Iterable[ast.AST]) -> Iterable[str]:
    """The canary as a name: a variable, an attribute, an argument, a keyword, an import, a definition."""
    for node in nodes:
        for name in ("id", "attr", "arg", "name", "module", "asname"):
            if getattr(node, name, None) == CANARY:
                yield f"line {getattr(node, 'lineno', 0)}: {type(node).__name__} {CANARY}"


def path_faults(files: Mapping[str, bytes]) -> Iterable[str]:
    sink = Diagnostics()
    check_paths(files, sink)
    yield from (each.message for each in sink)
    for path in files:
        name = path.rsplit("/", 1)[-1]
        if path.startswith("src/") and HOOK.match(name):
            yield f"{path}: a file that tools run"


def markup(text: str) -> Iterable[str]:
    """Raw HTML and links with an active scheme, outside code (CommonMark 4.5, 6.1)."""
    prose = re.sub(r"^(`{3,}|~{3,}).*?^\1`*~*\s*?$", "", text, flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", prose, flags=re.DOTALL)
    prose = OWN_HTML.sub("", prose)
    prose = re.sub(r"\\[\\`<>\[\]()!]", "", prose)
    if found := re.search(r"<(?!https?://|mailto:)[A-Za-z/!?][^\n]{0,40}", prose):
        yield f"raw HTML {found[0]!r}"
    if found := re.search(r"(?i)(\]\(\s*<?|\]:\s*<?)\s*(javascript|data|vbscript):", prose):
        yield f"active link {found[0]!r}"
    if found := re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text):
        yield f"control character {found[0]!r}"


def data_faults(files: Mapping[str, bytes]) -> Iterable[str]:
    for path, content in files.items():
        try:
            if path.endswith(".json"):
                json.loads(content)
            elif path.endswith(".toml"):
                tomllib.loads(content.decode())
        except ValueError as error:
            yield f"{path}: {error}"
        if path.endswith(".py") and is_generated(path):
            if found := re.search(rb"^[ \t\f]*#.*?coding[:=]", b"\n".join(content.split(b"\n")[:2]), re.MULTILINE):
                yield f"{path}: an encoding declaration {found[0]!r}"
            if b"\r" in content or b"\x00" in content:
                yield f"{path}: a bare control character"
