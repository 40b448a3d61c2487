"""Templates are text with holes: each names its view, none decides, none prints what no emitter made."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from jinja2 import Environment
from jinja2 import nodes as jinja
from sdkwright.lower.emit import Code, Markdown, Toml, ident, string
from sdkwright.render.environment import RawTextError, Renderer

from tests.architecture.sources import PACKAGE, TEMPLATES, modules, templates

if TYPE_CHECKING:
    from pathlib import Path

HEAD = re.compile(r"\{# view: (\w+)(?:, as ([\w.]+))? #\}$")
# Includes, and the blocks that a variant puts its own text into, decide nothing.
CONTROL = re.compile(r"\{%-?(?!\s*(?:include|extends|(?:end)?block)\b)")
# Of a template's lines, those that carry a control statement. Short templates are mostly loops.
MOST_CONTROL = 0.5
MOST_DEPTH = 3
TEMPLATE_FILES = templates()


@pytest.fixture(scope="module")
def view_classes() -> set[str]:
    return {
        node.name
        for module in [*modules(PACKAGE / "lower"), *modules(PACKAGE / "targets")]
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and any(isinstance(b, ast.Name) and b.id == "NamedTuple" for b in node.bases)
    }


def identify(path: Path) -> str:
    return path.relative_to(TEMPLATES).as_posix()


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=identify)
def test_first_line_names_the_view(path: Path, view_classes: set[str]) -> None:
    found = HEAD.match(path.read_text(encoding="utf-8").split("\n")[0])
    assert found, "the first line must be `{# view: X #}`"
    assert found[1] in view_classes


def control_share(text: str) -> float:
    lines = [line for line in text.splitlines() if line.strip()]
    return sum(bool(CONTROL.search(line)) for line in lines) / max(len(lines), 1)


def test_templates_are_mostly_text(record_property: Any) -> None:
    shares = {identify(path): control_share(path.read_text(encoding="utf-8")) for path in TEMPLATE_FILES}
    record_property("control lines", {name: round(share, 2) for name, share in sorted(shares.items())})
    assert {name: share for name, share in shares.items() if share > MOST_CONTROL} == {}
    whole = "\n".join(path.read_text(encoding="utf-8") for path in TEMPLATE_FILES)
    assert control_share(whole) <= 0.35


def depth(node: jinja.Node, kind: type[jinja.Node]) -> int:
    inner = max((depth(each, kind) for each in node.iter_child_nodes()), default=0)
    # An `elif` is a node inside the `if` before it, but no deeper for a reader.
    return inner + isinstance(node, kind)


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=identify)
def test_no_deep_conditions(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    assert depth(tree, jinja.If) <= MOST_DEPTH


@pytest.mark.parametrize("path", TEMPLATE_FILES, ids=identify)
def test_no_computing_in_templates(path: Path) -> None:
    """No macro, no `set`, no call, no filter but `length` and, for layout, `indent`: decisions are made in `lower`."""
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for forbidden in (jinja.Macro, jinja.Assign, jinja.AssignBlock, jinja.Call, jinja.CallBlock):
        assert list(tree.find_all(forbidden)) == [], forbidden.__name__
    assert {node.name for node in tree.find_all(jinja.Filter)} <= {"length", "indent"}


# --- what may be printed -------------------------------------------------------------------------------------------


class View(NamedTuple):
    value: object


def render(tmp_path: Path, template: str, value: object) -> str:
    (tmp_path / "x.j2").write_text(template, encoding="utf-8")
    return Renderer(tmp_path).render("x.j2", View(value)).decode()


@pytest.mark.parametrize(
    "value", ["text", b"bytes", 1, None, True, ["a"], object(), Code("a").upper(), Code("a") + "b"]
)
def test_only_emitted_text_is_printed(tmp_path: Path, value: object) -> None:
    with pytest.raises(RawTextError):
        render(tmp_path, "{{ view.value }}", value)


@pytest.mark.parametrize(
    "template", ["{{ view.value|upper }}", "{{ view.value ~ view.value }}", "{{ 'x' }}", "{{ 1 }}"]
)
def test_what_a_template_makes_is_not_printed(tmp_path: Path, template: str) -> None:
    with pytest.raises(RawTextError):
        render(tmp_path, template, Code("a"))


@pytest.mark.parametrize("value", [ident("a"), string('"'), Toml('"x"'), Markdown("*x*"), Code("f(x)")])
def test_emitted_text_is_printed_as_it_is(tmp_path: Path, value: object) -> None:
    assert render(tmp_path, "{{ view.value }}", value) == f"{value}\n"


def test_text_is_not_rendered_twice(tmp_path: Path) -> None:
    hostile = string("{{ 7 * 7 }}{% for x in y %}")
    assert render(tmp_path, "{{ view.value }}", hostile) == f"{hostile}\n"


def test_a_missing_field_raises(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="no attribute 'absent'"):
        render(tmp_path, "{{ view.absent }}", Code("a"))
