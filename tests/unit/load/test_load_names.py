"""References by names that schemas give themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.load.folders import Loaded, write


def load(folder: Path, schemas: str, **files: str) -> Loaded:
    return Loaded(write(folder, api_yaml=f"openapi: 3.1.0\ncomponents:\n  schemas:\n{schemas}", **files))


def test_anchors(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "    A: {properties: {x: {$ref: '#pet'}, y: {$ref: 'o.yaml#pet'}, z: {$ref: '#gone'}}}\n    B: {$anchor: pet, type: object}\n",
        o_yaml="$defs: {P: {$anchor: pet, type: string}}\nitems: {$ref: '#pet'}\n",
    )
    assert found.deref("/components/schemas/A/properties/x")[1] == "/components/schemas/B"
    at = found.deref("/components/schemas/A/properties/y")
    assert at == ({"$anchor": "pet", "type": "string"}, "/components/schemas/P")
    assert found.codes == []
    pointer = "/components/schemas/A/properties/z"
    assert found.refs.deref(found.refs.at(pointer), pointer) is None
    assert found.codes == ["SW016"]


def test_ids(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
    Root:
      $id: https://acme.test/schemas/root
      $defs: {Id: {type: string}}
      properties: {id: {$ref: '#/$defs/Id'}, pet: {$ref: pet}, all: {$ref: '#/components/schemas/Pet'}}
    Pet: {$id: 'https://acme.test/schemas/pet', properties: {r: {$ref: 'https://acme.test/schemas/root#/$defs/Id'}}}
    Use: {properties: {p: {$ref: 'https://acme.test/schemas/pet'}}}
""",
    )
    root = "/components/schemas/Root"
    assert found.deref(root + "/properties/id")[1] == root + "/$defs/Id"
    assert found.deref(root + "/properties/pet")[1] == "/components/schemas/Pet"
    assert found.deref(root + "/properties/all")[1] == "/components/schemas/Pet"
    assert found.deref("/components/schemas/Pet/properties/r")[1] == root + "/$defs/Id"
    assert found.deref("/components/schemas/Use/properties/p")[1] == "/components/schemas/Pet"
    assert found.codes == []


def test_a_file_is_known_by_its_id(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "    A: {properties: {x: {$ref: s/a.json}, y: {$ref: 'https://acme.test/a.json'}}}\n",
        s__a_json='{"$id": "https://acme.test/a.json", "properties": {"b": {"$ref": "b.json"}}}',
        s__b_json='{"type": "integer"}',
    )
    assert found.deref("/components/schemas/A/properties/x")[1] == "/components/schemas/s_a"
    assert found.deref("/components/schemas/s_a/properties/b")[0] == {"type": "integer"}
    assert found.deref("/components/schemas/A/properties/y")[1] == "/components/schemas/s_a"


PAGE = """\
    Page:
      type: object
      properties:
        items: {type: array, items: {$dynamicRef: '#item'}}
        next: {$ref: '#/components/schemas/Page'}
      $defs: {any: {$dynamicAnchor: item}}
    User: {type: object, properties: {id: {type: string}}}
    Team: {type: object}
"""


@pytest.mark.parametrize(
    "users",
    [
        "{$ref: '#/components/schemas/Page', $defs: {u: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}}",
        "{$defs: {u: {$dynamicAnchor: item, $ref: '#/components/schemas/User'}}, allOf: [{$ref: '#/components/schemas/Page'}]}",
    ],
)
def test_a_template_is_filled_in(tmp_path: Path, users: str) -> None:
    found = load(tmp_path, PAGE + f"    Users: {users}\n    Teams: {users.replace('User', 'Team')}\n")
    for name, item in (("Users", "User"), ("Teams", "Team")):
        at = f"/components/schemas/{name}" + ("/allOf/0" if "allOf" in users else "")
        schema = found.refs.at(at)
        assert schema["type"] == "object"
        assert found.deref(at + "/properties/items/items")[1] == f"/components/schemas/{item}"
        assert found.deref(at + "/properties/next")[1] == f"/components/schemas/{name}"
    # The template itself takes anything.
    assert found.deref("/components/schemas/Page/properties/items/items")[0] == {"$dynamicAnchor": "item"}
    assert found.codes == []


def test_a_tree_is_closed_by_its_heir(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
    Tree: {$dynamicAnchor: node, type: object, properties: {children: {items: {$dynamicRef: '#node'}}}}
    Strict: {$dynamicAnchor: node, $ref: '#/components/schemas/Tree', properties: {name: {type: string}}}
""",
    )
    assert found.deref("/components/schemas/Tree/properties/children/items")[1] == "/components/schemas/Tree"
    strict = found.refs.at("/components/schemas/Strict")
    assert strict["properties"] == {"name": {"type": "string"}}
    at = "/components/schemas/Strict/allOf/0/properties/children/items"
    assert found.deref(at)[1] == "/components/schemas/Strict"


def test_a_dynamic_reference_alone_means_the_nearest_anchor(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        """\
    A: {$defs: {t: {$dynamicAnchor: T, type: string}}, properties: {x: {$dynamicRef: '#T'}, y: {$dynamicRef: '#none'}}}
    B: {$defs: {t: {$dynamicAnchor: T, type: integer}}, properties: {x: {$dynamicRef: '#T'}}}
""",
    )
    assert found.deref("/components/schemas/A/properties/x")[1] == "/components/schemas/A/$defs/t"
    assert found.deref("/components/schemas/B/properties/x")[1] == "/components/schemas/B/$defs/t"
    assert found.refs.at("/components/schemas/A/properties/y") == {"$dynamicRef": "#none"}


def test_names_in_data_are_no_names(tmp_path: Path) -> None:
    found = load(tmp_path, "    A: {example: {$anchor: a}, x-b: {$anchor: a}}\n    B: {items: {$ref: '#a'}}\n")
    assert found.refs.deref(found.refs.at("/components/schemas/B/items"), "/components/schemas/B/items") is None
    assert found.codes == ["SW016"]
