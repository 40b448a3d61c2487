"""The target `models`: what its flavours say of a small document, imported and used."""

from __future__ import annotations

import ast
import datetime
import importlib.util
import json
import subprocess
import sys
import typing
from typing import TYPE_CHECKING, Any

import msgspec
import pydantic
import pytest
import typing_extensions
from sdkwright.targets.models import writing

from tests.functional.support import Generation, import_package, run_pipeline

if TYPE_CHECKING:
    from pathlib import Path

SPEC = """
paths:
  /pets:
    get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [petName], properties: {
        petName: {type: string, maxLength: 5}, friends: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
  /animals/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Animal"}}}}}
components:
  schemas:
    Pet:
      description: A pet.
      required: [petName, mood, secret]
      properties:
        petName: {type: string, description: What it is called., maxLength: 5}
        mood: {enum: [good, bad]}
        class: {type: [integer, "null"], minimum: 1}
        born: {type: string, format: date-time}
        parent: {$ref: "#/components/schemas/Pet"}
        kin: {type: object, additionalProperties: {$ref: "#/components/schemas/Pet"}}
        secret: {type: string, writeOnly: true}
        warning: {$ref: "#/components/schemas/Warning"}
    Warning: {type: object, properties: {text: {type: string}}}
    Cat: {type: object, required: [kind], properties: {kind: {const: cat}, lives: {type: integer}}}
    Dog: {type: object, required: [kind], properties: {kind: {const: dog}, barks: {type: boolean}}}
    Animal:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind, mapping: {cat: "#/components/schemas/Cat", dog: "#/components/schemas/Dog"}}
"""
CONFIG = """
resources:
  pets:
    models: {pet: Pet, warning: Warning}
    methods: {list: get /pets, create: post /pets}
  animals:
    models: {cat: Cat, dog: Dog, animal: Animal}
    methods: {retrieve: "get /animals/{id}"}
targets: {python: {package_name: zoo}}
sdkwright:
  spec: openapi.yaml
  targets: {models: %s}
"""
FLAVOURS = ("dataclass", "msgspec", "pydantic", "typeddict")


@pytest.fixture(scope="module")
def generation() -> Generation:
    return run_pipeline(SPEC, CONFIG % "{}")


@pytest.fixture(scope="module")
def flavours(generation: Generation, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("models")
    found: dict[str, Any] = {}
    for path, content in generation.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    for flavour in FLAVOURS:
        found[flavour] = import_package(folder / flavour / "zoo_models", f"zoo_{flavour}")
    return found


def test_each_flavour_is_a_project_with_a_typed_package(generation: Generation) -> None:
    files = ("pyproject.toml", "zoo_models/__init__.py", "zoo_models/models.py", "zoo_models/py.typed")
    assert sorted(generation.files) == [f"{flavour}/{path}" for flavour in FLAVOURS for path in files]


def test_the_config_chooses_flavours() -> None:
    files = run_pipeline(SPEC, CONFIG % "{flavours: [msgspec, typeddict]}").files
    assert {path.split("/")[0] for path in files} == {"msgspec", "typeddict"}


def test_a_flavour_that_there_is_not_is_told() -> None:
    found = run_pipeline(SPEC, CONFIG % "{flavours: [attrs]}").diagnostics
    (told,) = [each for each in found if each.severity == "error"]
    assert told.code == "SW102"
    assert "expected one of 'pydantic', 'dataclass', 'typeddict' or 'msgspec', found 'attrs'" in told.message


def test_names_are_those_of_the_sdk(flavours: dict[str, Any]) -> None:
    for flavour in FLAVOURS:
        names = {"Animal", "Cat", "Dog", "Pet", "PetCreateParams", "PetListResponse", "Warning"}
        assert set(flavours[flavour].__all__) == names, flavour
        assert all(hasattr(flavours[flavour], name) for name in names)


def test_pydantic_models_read_check_and_write_by_the_names_of_the_wire(flavours: dict[str, Any]) -> None:
    models = flavours["pydantic"]
    text = '{"petName":"Rex","mood":"good","born":"2026-01-02T03:04:05Z","kin":{"a":{"petName":"Max","mood":"bad"}}}'
    pet = models.Pet.model_validate_json(text, strict=True)
    assert (pet.pet_name, pet.class_, pet.born.year, pet.kin["a"].pet_name) == ("Rex", None, 2026, "Max")
    assert json.loads(pet.model_dump_json(by_alias=True, exclude_unset=True)) == json.loads(text)
    for wrong in ('{"petName": "too long", "mood": "good"}', '{"petName": "Rex", "mood": "so-so"}', '{"mood": "bad"}'):
        with pytest.raises(pydantic.ValidationError):
            models.Pet.model_validate_json(wrong)
    with pytest.raises(pydantic.ValidationError):
        models.Pet.model_validate({"petName": "Rex", "mood": "good", "class": 0})
    assert isinstance(pydantic.TypeAdapter(models.Animal).validate_python({"kind": "dog"}), models.Dog)
    assert pydantic.TypeAdapter(models.PetListResponse).validate_python([]) == []


def test_what_is_taken_for_a_builtin_has_another_name_inside(flavours: dict[str, Any]) -> None:
    models = flavours["pydantic"]
    pet = models.Pet.model_validate({"petName": "Rex", "mood": "good", "warning": {"text": "bites"}})
    assert isinstance(pet.warning, models.Warning)


def test_msgspec_structs_read_and_write_by_the_names_of_the_wire(flavours: dict[str, Any]) -> None:
    models = flavours["msgspec"]
    text = b'{"petName":"Rex","mood":"good","class":2,"born":"2026-01-02T03:04:05Z","parent":{"petName":"Max","mood":"bad"}}'
    pet = msgspec.json.decode(text, type=models.Pet)
    assert (pet.pet_name, pet.class_, pet.parent.pet_name, pet.kin) == ("Rex", 2, "Max", msgspec.UNSET)
    assert isinstance(pet.born, datetime.datetime)
    assert json.loads(msgspec.json.encode(pet)) == json.loads(text)
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"petName": "Rex", "mood": "so-so"}', type=models.Pet)
    assert isinstance(msgspec.json.decode(b'{"kind": "cat"}', type=models.Animal), models.Cat)
    assert msgspec.json.encode(models.Dog(barks=True)) == b'{"kind":"dog","barks":true}'


def test_dataclasses_take_what_is_required_first(flavours: dict[str, Any]) -> None:
    models = flavours["dataclass"]
    pet = models.Pet(mood="good", petName="Rex")
    assert (pet.petName, pet.parent, pet.kin) == ("Rex", None, None)
    with pytest.raises(TypeError):
        models.Pet(mood="good")


def test_typed_dicts_have_the_keys_of_the_wire(flavours: dict[str, Any]) -> None:
    models = flavours["typeddict"]
    hints = typing_extensions.get_type_hints(models.Pet, include_extras=False)
    assert {"petName", "mood", "class", "born", "parent", "kin", "secret", "warning"} == set(hints)
    assert models.Pet.__required_keys__ == {"petName", "mood"}
    assert typing.get_args(hints["mood"]) == ("good", "bad")


def test_every_definition_says_what_the_document_says(generation: Generation) -> None:
    for flavour in FLAVOURS:
        text = generation.files[f"{flavour}/zoo_models/models.py"].decode()
        # A typed dict with a key that is a keyword is made by a call, in which no docstring has a place.
        assert ("What it is called." in text) == (flavour != "typeddict"), flavour
        assert text.startswith("# Generated by sdkwright"), flavour
        assert "timestamp" not in text and "filename" not in text, flavour
    tree = ast.parse(generation.files["pydantic/zoo_models/models.py"])
    docs = {each.name: ast.get_docstring(each) for each in tree.body if isinstance(each, ast.ClassDef)}
    assert docs["Pet"] == "A pet."


def test_the_same_document_gives_the_same_bytes(generation: Generation) -> None:
    assert run_pipeline(SPEC, CONFIG % "{}").files == generation.files


def test_without_the_library_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "datamodel_code_generator" else find(name)
    )
    assert not writing.is_installed()
    generation = run_pipeline(SPEC, CONFIG % "{}")
    assert generation.files == {}
    (told,) = [each for each in generation.diagnostics if each.code == "SW109"]
    assert told.message == "'models' needs sdkwright[models]"
    assert told.hint == "pip install 'sdkwright[models]'"


def test_other_targets_do_not_load_the_library(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text('openapi: 3.1.0\ninfo: {title: Zoo, version: "1"}\npaths: {}\n')
    code = (
        "import sys; from sdkwright.diagnostics import Diagnostics; from sdkwright.pipeline import Pipeline\n"
        "assert Pipeline('openapi.yaml', None, ('python',), Diagnostics()).outputs()\n"
        "print([each for each in sys.modules if each.startswith(('datamodel', 'sdkwright.targets.models'))])"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


UNIONS = """
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Mixed"}}}}}}}
components:
  schemas:
    One: {type: object, required: [a], properties: {a: {type: string, pattern: "^[a-z]+$", minLength: 2}}}
    Two: {type: object, required: [b], properties: {b: {type: string, pattern: "^(?!x).*$"}}}
    Mixed:
      type: object
      properties:
        objects: {anyOf: [{$ref: "#/components/schemas/One"}, {$ref: "#/components/schemas/Two"}]}
        texts: {anyOf: [{type: string, format: date}, {enum: [today, never]}, {type: integer}]}
        lists: {anyOf: [{type: array, items: {type: string}}, {type: array, items: {type: integer}}]}
        apart: {anyOf: [{$ref: "#/components/schemas/One"}, {type: string}, {type: boolean}]}
"""
UNIONS_CONFIG = """
resources: {things: {models: {one: One, two: Two, mixed: Mixed}, methods: {retrieve: get /a}}}
targets: {python: {package_name: unions}}
sdkwright: {spec: openapi.yaml, targets: {models: {flavours: [msgspec, pydantic]}}}
"""


@pytest.fixture(scope="module")
def unions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("unions")
    for path, content in run_pipeline(UNIONS, UNIONS_CONFIG).files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return {name: import_package(folder / name / "unions_models", f"unions_{name}") for name in ("msgspec", "pydantic")}


def test_msgspec_reads_unions_that_it_cannot_tell_apart_as_the_widest_of_their_kind(unions: dict[str, Any]) -> None:
    models = unions["msgspec"]
    text = b'{"objects":{"b":"y"},"texts":"soon","lists":["a",1],"apart":{"a":"ab"}}'
    found = msgspec.json.decode(text, type=models.Mixed)
    assert (found.objects, found.texts, found.lists) == ({"b": "y"}, "soon", ["a", 1])
    assert isinstance(found.apart, models.One)
    assert msgspec.json.decode(b'{"texts":7,"apart":true}', type=models.Mixed).texts == 7


def test_pydantic_reads_them_as_they_are(unions: dict[str, Any]) -> None:
    models = unions["pydantic"]
    assert isinstance(models.Mixed.model_validate({"objects": {"b": "y"}}).objects, models.Two)
    with pytest.raises(pydantic.ValidationError):
        models.Mixed.model_validate({"texts": "soon"})


def test_patterns_are_checked_where_every_engine_reads_them(unions: dict[str, Any]) -> None:
    for wrong in ("A", "a"):
        with pytest.raises(pydantic.ValidationError):
            unions["pydantic"].One.model_validate({"a": wrong})
        with pytest.raises(msgspec.ValidationError):
            msgspec.json.decode(json.dumps({"a": wrong}), type=unions["msgspec"].One)
    assert unions["pydantic"].Two.model_validate({"b": "xy"}).b == "xy"
