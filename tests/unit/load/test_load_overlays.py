"""Overlays: what they change, and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.load import load_document

from tests.unit.load.folders import Loaded, write

API = """\
openapi: 3.1.0
info: {title: t, version: "1"}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a:
    get: &get {operationId: x, parameters: [{name: q, in: query}, {name: r, in: header}]}
    post: *get
  /b: {get: {operationId: y, x-internal: true}}
"""


def overlay(*actions: str, version: str = "1.0.0") -> str:
    lines = "".join(f"- {action}\n" for action in actions)
    return f"overlay: {version}\ninfo: {{title: o, version: '1'}}\nactions:\n{lines}"


def load(folder: Path, *texts: str) -> Loaded:
    path = write(folder, api_yaml=API, **{f"o{number}_yaml": text for number, text in enumerate(texts)})
    return Loaded(path, overlays=[folder / f"o{number}.yaml" for number in range(len(texts))])


def test_updates_merge_and_append(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        overlay(
            "{target: $.info, update: {title: new, contact: {name: n}}}",
            "{target: $.tags, update: {name: d}}",
            "{target: $, update: {tags: [{name: e}], x-new: 1}}",
            "{target: '$.paths.*.get', update: {deprecated: true}}",
        ),
    )
    assert found.root["info"] == {"title": "new", "version": "1", "contact": {"name": "n"}}
    assert [tag["name"] for tag in found.root["tags"]] == ["a", "b", "c", "d", "e"]
    assert found.root["x-new"] == 1
    assert found.root["paths"]["/b"]["get"]["deprecated"] is True
    assert found.root["paths"]["/a"]["get"]["deprecated"] is True
    # What an alias repeats is another node.
    assert "deprecated" not in found.root["paths"]["/a"]["post"]
    assert found.codes == []


def test_removals(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        overlay(
            "{target: \"$.paths[?@.get['x-internal'] == true]\", remove: true}",
            "{target: \"$.tags[?@.name != 'b']\", remove: true}",
            "{target: \"$.paths['/a'].get.parameters[?@.in == 'query' && match(@.name, 'q.*')]\", remove: true, update: {x: 1}}",
        ),
    )
    assert list(found.root["paths"]) == ["/a"]
    assert found.root["tags"] == [{"name": "b"}]
    assert found.root["paths"]["/a"]["get"]["parameters"] == [{"name": "r", "in": "header"}]


def test_actions_and_overlays_follow_each_other(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        overlay("{target: $.info.title, remove: true}", "{target: $.info, update: {title: one}}"),
        overlay("{target: $.info, update: {title: two}}"),
    )
    assert found.root["info"]["title"] == "two"


def test_copies_and_primitives_of_1_1(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        overlay(
            "{target: $.paths, update: {/c: {}}}",
            "{target: \"$.paths['/c']\", copy: \"$.paths['/b']\"}",
            "{target: $.info.title, update: changed}",
            "{target: \"$.paths['/c'].get\", update: {operationId: z}}",
            version="1.1.0",
        ),
    )
    assert found.root["paths"]["/c"]["get"] == {"operationId": "z", "x-internal": True}
    assert found.root["paths"]["/b"]["get"]["operationId"] == "y"
    assert found.root["info"]["title"] == "changed"


def test_places_lead_to_the_overlay(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        overlay(
            '{target: "$.tags[0]", remove: true}', "target: $.paths\n  update:\n    /new:\n      get: {operationId: n}"
        ),
    )
    assert found.spot("/paths/~1new/get/operationId") == ("o0.yaml", 8, 13)
    assert found.spot("/paths/~1b/get/operationId") == ("api.yaml", 8, 14)
    assert found.spot("/tags/1/name") == ("api.yaml", 3, 1)


def test_an_overlay_can_bring_references(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        api_yaml=API,
        o_yaml=overlay("{target: $, update: {components: {schemas: {P: {$ref: p.yaml}}}}}"),
        p_yaml="type: object\n",
    )
    assert Loaded(path, overlays=[tmp_path / "o.yaml"]).deref("/components/schemas/P")[0] == {"type": "object"}


def test_a_target_that_matches_nothing_is_a_warning(tmp_path: Path) -> None:
    found = load(tmp_path, overlay("{target: $.nothing, update: {a: 1}}"))
    (said,) = found.sink
    assert said.at is not None
    assert (said.code, said.at.file.rpartition("/")[2], said.at.line, said.at.column) == ("SW022", "o0.yaml", 4, 4)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\n", 1),
        ("- a\n", 1),
        ("overlay: 2.0.0\nactions: []\n", 1),
        ("overlay: 1.0.0\n", 1),
        ("overlay: 1.0.0\nactions: []\n", 2),
        ("overlay: 1.0.0\nactions:\n- 5\n", 3),
        ("overlay: 1.0.0\nactions:\n- {update: {}}\n", 3),
        ("overlay: 1.0.0\nactions:\n- update: {}\n  target: 5\n", 4),
        ("overlay: 1.0.0\nactions:\n- {target: $.a., remove: true}\n", 3),
        ("overlay: 1.0.0\nactions:\n- {target: paths, remove: true}\n", 3),
        ("overlay: 1.0.0\nactions:\n- {target: $.info}\n", 3),
        ("overlay: 1.0.0\nactions:\n- {target: $.info, update: 5}\n", 3),
        ("overlay: 1.1.0\nactions:\n- {target: $.info, copy: '$.tags.*'}\n", 3),
    ],
)
def test_an_overlay_that_is_wrong(tmp_path: Path, text: str, line: int) -> None:
    path = write(tmp_path, api_yaml=API, o_yaml=text)
    sink = Diagnostics()
    assert load_document(path, sink, overlays=[tmp_path / "o.yaml"]) is None
    assert [(each.code, each.at.line if each.at else None) for each in sink] == [("SW021", line)]


def test_an_overlay_that_is_not_there(tmp_path: Path) -> None:
    sink = Diagnostics()
    assert load_document(write(tmp_path, api_yaml=API), sink, overlays=[tmp_path / "gone.yaml"]) is None
    assert [each.code for each in sink] == ["SW001"]
