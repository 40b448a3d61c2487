"""Transforms: what each command changes, and what is said of those that are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.load.reading import parse_source
from sdkwright.load.transforms import Transform, Transforms

from tests.unit.load.folders import Loaded, write

API = """\
openapi: 3.1.0
info: {title: t, version: "1"}
tags: [{name: a}, {name: b}]
paths:
  /v1/pets:
    get: {operationId: x, summary: Pets, parameters: [{name: q, in: query, schema: {type: integer}}]}
components:
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string, pattern: a}
        size: {oneOf: [{type: integer}, {oneOf: [{type: string}, {type: boolean}]}]}
        tricks: {anyOf: [{type: array, items: {}}, {type: "null"}]}
        example: {type: string, example: {oneOf: []}}
    Cat: {type: object, properties: {kind: {type: string, enum: [lion, house-cat]}, name: {type: string}}}
    Animal:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {type: object}]
      discriminator: {propertyName: kind}
    Same: {type: object, required: [id], properties: {id: {type: string, pattern: a}}}
    Other: {type: object, required: [id], properties: {id: {type: string, pattern: a}}}
"""


def load(folder: Path, *steps: str) -> Loaded:
    """A document with the transforms of a config; each step is YAML in one line, or with lines of its own."""
    text = "openapi:\n  transforms:\n" + "".join(f"  - {step}\n" for step in steps)
    source = parse_source(text, "stainless.yml", Diagnostics())
    assert source is not None
    given: list[dict[str, Any]] = source.data["openapi"]["transforms"]
    made = [
        Transform(each["command"], each.get("args", {}), f"/openapi/transforms/{number}")
        for number, each in enumerate(given)
    ]
    return Loaded(write(folder, api_yaml=API), transforms=Transforms(source.text, made))


def schemas(found: Loaded) -> dict[str, Any]:
    return found.root["components"]["schemas"]


def test_update_replaces_what_is_there(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: update, args: {target: $.info.title, value: [1]}}",
        "{command: update, args: {target: $.components.schemas.Pet.properties, value: {a: {type: string}}}}",
    )
    assert found.root["info"]["title"] == [1]
    assert schemas(found)["Pet"]["properties"] == {"a": {"type": "string"}}
    assert found.codes == []


def test_update_with_a_template_keeps_the_old_text(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: update, args: {target: $.paths./v1/pets.get.summary, value: 'Old: {{value}}', template: true}}",
    )
    assert found.root["paths"]["/v1/pets"]["get"]["summary"] == "Old: Pets"


def test_append_adds_items_and_new_keys_only(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: append, args: {target: $.components.schemas.Pet.required, value: [size, tricks]}}",
        "{command: append, args: {target: $.tags, value: {name: c}}}",
        "{command: append, args: {target: $.components.schemas.Cat.properties, value: {name: {}, age: {type: integer}}}}",
    )
    assert schemas(found)["Pet"]["required"] == ["id", "size", "tricks"]
    assert [each["name"] for each in found.root["tags"]] == ["a", "b", "c"]
    assert schemas(found)["Cat"]["properties"]["name"] == {"type": "string"}
    assert schemas(found)["Cat"]["properties"]["age"] == {"type": "integer"}
    assert found.codes == ["SW029"]


@pytest.mark.parametrize("command", ["merge", "mergeObject"])
@pytest.mark.parametrize("name", ["value", "object"])
def test_merge_goes_all_the_way_down_and_replaces_the_rest(tmp_path: Path, command: str, name: str) -> None:
    found = load(
        tmp_path,
        f"{{command: {command}, args: {{target: [$.components.schemas], "
        f"{name}: {{Pet: {{title: P, required: [x], properties: {{id: {{pattern: b}}}}}}, New: {{type: string}}}}}}}}",
    )
    pet = schemas(found)["Pet"]
    assert (pet["title"], pet["type"], pet["required"]) == ("P", "object", ["x"])
    assert pet["properties"]["id"] == {"type": "string", "pattern": "b"}
    assert schemas(found)["New"] == {"type": "string"}
    assert found.codes == []


def test_remove_takes_nodes_or_keys_of_them(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: remove, args: {target: $..pattern}}",
        "{command: remove, args: {target: '$.tags[0]'}}",
        "{command: remove, args: {target: [$.components.schemas.Cat, $.components.schemas.Same], keys: [properties]}}",
    )
    assert schemas(found)["Pet"]["properties"]["id"] == {"type": "string"}
    assert found.root["tags"] == [{"name": "b"}]
    assert schemas(found)["Cat"] == {"type": "object"}
    assert schemas(found)["Same"] == {"type": "object", "required": ["id"]}


def test_a_filter_chooses_among_items(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        'command: merge\n    args:\n      target: $.components.schemas.Pet.properties.tricks.anyOf[?(@.type === "array")]\n'
        "      value: {title: TrickList}",
    )
    assert schemas(found)["Pet"]["properties"]["tricks"]["anyOf"][0]["title"] == "TrickList"
    assert found.spot("/components/schemas/Pet/properties/tricks/anyOf/0/title") == ("stainless.yml", 6, 15)
    assert found.spot("/components/schemas/Pet/properties/tricks/anyOf/0/items") == ("api.yaml", 15, 40)


def test_copy_and_move(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: copy, args: {from: $.components.schemas.Same, to: [$.components.schemas.A, $.components.schemas.B]}}",
        "{command: move, args: {from: $.components.schemas.Pet.properties.id, to: $.components.schemas.Pet.properties.key}}",
        "{command: merge, args: {target: $.components.schemas.A, value: {title: A}}}",
    )
    assert schemas(found)["B"] == schemas(found)["Same"]
    assert schemas(found)["A"]["title"] == "A"
    assert "id" not in schemas(found)["Pet"]["properties"]
    assert schemas(found)["Pet"]["properties"]["key"] == {"type": "string", "pattern": "a"}
    assert found.spot("/components/schemas/Pet/properties/key/pattern") == ("api.yaml", 13, 28)


def test_replace_properties_takes_its_targets_from_the_filter(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: replaceProperties, args: {filter: {only: [$.components.schemas.Pet.properties.id]}, value: {title: x}}}",
    )
    assert schemas(found)["Pet"]["properties"]["id"] == {"title": "x"}


def test_except_takes_targets_away(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: remove, args: {target: $..pattern, filter: {except: [$.components.schemas.Pet.properties.id.pattern]}}}",
    )
    assert schemas(found)["Pet"]["properties"]["id"] == {"type": "string", "pattern": "a"}
    assert schemas(found)["Same"]["properties"]["id"] == {"type": "string"}


def test_rename_value_notes_a_name_per_language(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: renameValue, args: {target: $.components.schemas.Pet.properties.id, rename: {python: pet_id}}}",
    )
    expected = {"python": {"property_name": "pet_id"}}
    assert schemas(found)["Pet"]["properties"]["id"]["x-stainless-naming"] == expected


def test_extract_to_refs_makes_a_component(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: extractToRefs, args: {ref: {target: $.components.schemas.Pet.properties.tricks, "
        "name: '#/components/schemas/Tricks'}}}",
        "{command: extractToRefs, args: {ref: {target: [$.components.schemas.Same, $.components.schemas.Other], name: Both}}}",
    )
    assert schemas(found)["Pet"]["properties"]["tricks"] == {"$ref": "#/components/schemas/Tricks"}
    assert schemas(found)["Tricks"] == {"anyOf": [{"type": "array", "items": {}}, {"type": "null"}]}
    assert found.spot("/components/schemas/Tricks/anyOf/0/type") == ("api.yaml", 15, 27)
    assert schemas(found)["Other"] == {"$ref": "#/components/schemas/Both"}


def test_one_of_to_any_of_leaves_data_and_keeps_places(tmp_path: Path) -> None:
    found = load(tmp_path, "{command: oneOfToAnyOf}")
    properties = schemas(found)["Pet"]["properties"]
    assert properties["size"] == {"anyOf": [{"type": "integer"}, {"anyOf": [{"type": "string"}, {"type": "boolean"}]}]}
    assert properties["example"]["example"] == {"oneOf": []}
    assert list(schemas(found)["Animal"]) == ["anyOf", "discriminator"]
    assert found.spot("/components/schemas/Pet/properties/size/anyOf/1/anyOf/1/type") == ("api.yaml", 14, 67)


def test_one_of_to_any_of_of_some(tmp_path: Path) -> None:
    found = load(tmp_path, "{command: oneOfToAnyOf, args: {filter: {except: [$.components.schemas.Pet]}}}")
    assert "oneOf" in schemas(found)["Pet"]["properties"]["size"]
    assert "anyOf" in schemas(found)["Animal"]


def test_split_by_enum_gives_a_member_per_value(tmp_path: Path) -> None:
    found = load(
        tmp_path,
        "{command: splitSchemasByEnumProperty, args: {unionPath: $.components.schemas.Animal, enumProperty: kind}}",
    )
    animal = schemas(found)["Animal"]
    assert animal["oneOf"] == [
        {"$ref": "#/components/schemas/CatLion"},
        {"$ref": "#/components/schemas/CatHouseCat"},
        {"type": "object"},
    ]
    assert animal["discriminator"]["mapping"] == {
        "lion": "#/components/schemas/CatLion",
        "house-cat": "#/components/schemas/CatHouseCat",
    }
    assert schemas(found)["CatLion"]["properties"]["kind"] == {"type": "string", "enum": ["lion"]}
    assert schemas(found)["Cat"]["properties"]["kind"]["enum"] == ["lion", "house-cat"]


def test_matches_schema_finds_equal_schemas(tmp_path: Path) -> None:
    same = "$.components.schemas.Same"
    found = load(
        tmp_path,
        f"{{command: update, args: {{target: [{{matches_schema: {same}, ignore: {same}}}], value: {{title: same}}}}}}",
    )
    assert schemas(found)["Other"] == {"title": "same"}
    assert schemas(found)["Same"]["type"] == "object"


def test_the_parent_of_a_match(tmp_path: Path) -> None:
    found = load(tmp_path, "{command: remove, args: {target: '$.components.schemas.Cat.properties.kind.enum^'}}")
    assert list(schemas(found)["Cat"]["properties"]) == ["name"]


@pytest.mark.parametrize(
    ("step", "code", "argument"),
    [
        ("{command: explode, args: {}}", "SW030", "command"),
        ("{command: remove, args: {target: $.nothing}}", "SW029", "args/target"),
        ("{command: remove, args: {target: nothing}}", "SW030", "args/target"),
        ("{command: remove, args: {target: '$.info['}}", "SW030", "args/target"),
        ("{command: remove, args: {target: [$.info.title, 5]}}", "SW030", "args/target/1"),
        ("{command: remove, args: {}}", "SW030", "args"),
        ("{command: remove, args: {target: $.info, keys: [nothing]}}", "SW029", "args/keys"),
        ("{command: remove, args: {target: $.tags, keys: [a]}}", "SW030", "args/target"),
        ("{command: update, args: {target: $.info}}", "SW030", "args"),
        ("{command: update, args: {target: $.info, value: x, template: true}}", "SW030", "args/value"),
        ("{command: update, args: {target: $.info, value: '{{value}}', template: true}}", "SW030", "args/target"),
        ("{command: append, args: {target: $.info, value: x}}", "SW030", "args/target"),
        ("{command: merge, args: {target: $.info, value: x}}", "SW030", "args/value"),
        ("{command: merge, args: {target: $.tags, value: {}}}", "SW030", "args/target"),
        ("{command: copy, args: {from: $.tags.*, to: $.info}}", "SW030", "args/from"),
        ("{command: copy, args: {from: $.no, to: $.info}}", "SW029", "args/from"),
        ("{command: copy, args: {from: $.info, to: $.no.no}}", "SW029", "args/to"),
        ("{command: renameValue, args: {target: $.info, rename: x}}", "SW030", "args/rename"),
        ("{command: extractToRefs, args: {ref: {target: $.no, name: X}}}", "SW029", "args/ref/target"),
        ("{command: extractToRefs, args: {ref: {target: $.info, name: Pet}}}", "SW030", "args/ref/name"),
        ("{command: extractToRefs, args: {ref: x}}", "SW030", "args/ref"),
        ("{command: oneOfToAnyOf, args: {target: $.info}}", "SW029", "args"),
        (
            "{command: splitSchemasByEnumProperty, args: {target: $.info, enumProperty: a}}",
            "SW029",
            "args/enumProperty",
        ),
        ("{command: merge, args: {filter: x, value: {}}}", "SW030", "args/filter"),
    ],
)
def test_what_cannot_be_applied_is_told_with_its_place_and_the_rest_goes_on(
    tmp_path: Path, step: str, code: str, argument: str
) -> None:
    found = load(tmp_path, step, "{command: update, args: {target: $.info.title, value: done}}")
    (said,) = found.sink
    assert said.at is not None
    assert (said.code, said.at.file, said.at.line) == (code, "stainless.yml", 3), said.message
    assert said.at.pointer == f"/openapi/transforms/0/{argument}"
    assert found.root["info"]["title"] == "done"
