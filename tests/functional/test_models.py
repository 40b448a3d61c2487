"""Models that the config names: one class each, shared by all who use it, with a typed dict where requests carry it."""

from __future__ import annotations

from typing import Any, get_type_hints

from tests.functional.support import Sdk, generate

SPEC = """
paths:
  /pets:
    get: {responses: {"200": {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}}
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {pet: {$ref: "#/components/schemas/Pet"}, kind: {$ref: "#/components/schemas/Kind"}}}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
  /owners/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {content: {application/json: {schema: {type: object, properties: {pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}}}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog]}
    Pet: {type: object, required: [petName], properties: {petName: {type: string}, kind: {$ref: "#/components/schemas/Kind"}, owner: {$ref: "#/components/schemas/Owner"}}}
    Owner: {type: object, properties: {name: {type: string}, pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
    Names: {type: array, items: {type: string}}
    Unused: {type: object, properties: {a: {type: string}}}
"""
CONFIG = """
resources:
  pets:
    models: {pet: Pet, kind: Kind, owner: "#/components/schemas/Owner", names: Names}
    methods: {list: get /pets, create: post /pets}
  owners:
    models: {unused: Unused}
    methods: {get: "get /owners/{id}"}
"""
PET: dict[str, Any] = {"petName": "Rex", "kind": "dog", "owner": {"name": "Ann", "pets": [{"petName": "Tom"}]}}


def sdk_of() -> Sdk:
    return generate(SPEC, CONFIG)


def test_a_model_is_one_class_everywhere() -> None:
    sdk = sdk_of()
    pet_class = sdk.root.types.Pet
    assert type(sdk.client([PET]).pets.list()[0]) is pet_class
    assert type(sdk.client(PET).pets.create()) is pet_class
    assert type(sdk.client({"pets": [PET]}).owners.get("1").pets[0]) is pet_class
    found = sdk.client(PET).pets.create()
    assert type(found.owner.pets[0]) is pet_class
    assert found.to_dict() == PET


def test_each_model_has_a_module_of_its_own() -> None:
    sdk = sdk_of()
    files = {path.rsplit("/", 1)[-1] for path in sdk.generation.files if "/types/" in path}
    assert {"pet.py", "kind.py", "owner.py", "pet_param.py", "owner_param.py"} <= files
    assert "kind_param.py" not in files
    assert sdk.module("types.pet").Pet is sdk.root.types.Pet


USES = """
paths:
  /things:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Whole"}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Got"}}}}}
components:
  schemas:
    Whole: {type: object, properties: {sent: {$ref: "#/components/schemas/Sent"}, either: {$ref: "#/components/schemas/Either"}, word: {$ref: "#/components/schemas/Word"}, base: {$ref: "#/components/schemas/Behind"}}}
    Sent: {type: object, properties: {a: {type: string}}}
    Got: {type: object, properties: {inner: {$ref: "#/components/schemas/Inner"}}}
    Inner: {type: object, properties: {a: {type: string}}}
    Either: {anyOf: [{type: string}, {type: integer}]}
    Word: {type: string, enum: [a, b]}
    Other: {$ref: "#/components/schemas/Behind"}
    Behind: {type: object, properties: {a: {type: string}}}
    Spare: {type: object, properties: {a: {type: string}}}
    Common: {type: object, properties: {a: {type: string}}}
"""
USING = """
resources:
  $shared: {models: {common: Common}}
  things:
    models: {whole: Whole, sent: Sent, got: Got, inner: Inner, either: Either, word: Word, other: Other, spare: Spare}
    methods: {create: post /things}
"""


def test_a_model_has_a_class_where_answers_carry_it_and_a_typed_dict_where_requests_do() -> None:
    sdk = generate(USES, USING)
    names = set(dir(sdk.root.types))
    assert {"Got", "Inner", "SentParam", "EitherParam"} <= names
    assert not {"GotParam", "InnerParam", "Sent", "Either"} & names


def test_a_closed_set_is_the_same_both_ways() -> None:
    names = set(dir(generate(USES, USING).root.types))
    assert "Word" in names and "WordParam" not in names


def test_a_model_whose_properties_are_arguments_has_no_type_of_its_own() -> None:
    assert not {"Whole", "WholeParam"} & set(dir(generate(USES, USING).root.types))


def test_a_model_that_nothing_uses_is_there_for_code_beside() -> None:
    sdk = generate(USES, USING)
    assert {"Spare", "SpareParam"} <= set(dir(sdk.root.types))
    assert "types/shared/common.py" in "".join(sdk.generation.files)
    assert "types/shared_params/common.py" not in "".join(sdk.generation.files)


def test_a_model_that_is_forced_has_both() -> None:
    sdk = generate(USES, USING.replace("sent: Sent", "sent: {openapi_uri: Sent, force_generation: true}"))
    assert {"Sent", "SentParam"} <= set(dir(sdk.root.types))


def test_a_component_that_is_but_a_reference_names_what_it_refers_to() -> None:
    sdk = generate(USES, USING)
    hints = get_type_hints(sdk.module("types.thing_create_params").ThingCreateParams)
    assert hints["base"] is sdk.root.types.OtherParam


def test_requests_take_the_typed_dict() -> None:
    sdk = sdk_of()
    sdk.client(PET).pets.create(
        pet={"pet_name": "Rex", "owner": {"name": "Ann", "pets": [{"pet_name": "Tom"}]}}, kind="cat"
    )
    assert sdk.sent_json == {
        "pet": {"petName": "Rex", "owner": {"name": "Ann", "pets": [{"petName": "Tom"}]}},
        "kind": "cat",
    }
    hints = get_type_hints(sdk.module("types.pet_create_params").PetCreateParams)
    assert hints["pet"] is sdk.root.types.PetParam


def test_a_model_of_a_schema_that_is_not_there() -> None:
    generation = generate(SPEC, CONFIG.replace("names: Names", "names: Nope")).generation
    assert "SW105" in generation.codes
    assert not [path for path in generation.files if path.endswith("types/names.py")]


def test_a_model_may_have_any_name() -> None:
    words = ("List", "Optional", "None", "class", "import", "BaseModel", "con", "conftest", "test_pet", "str", "types")
    models = ", ".join(f"{word}: Pet{index}" for index, word in enumerate(words))
    schemas = "\n".join(
        f"    Pet{index}: {{type: object, properties: {{tags: {{type: array, items: {{type: string}}}}, next: {{$ref: '#/components/schemas/Pet{index}'}}}}}}"
        for index in range(len(words))
    )
    uses = ", ".join(f"p{index}: {{$ref: '#/components/schemas/Pet{index}'}}" for index in range(len(words)))
    spec = f"""
paths:
  /a:
    post:
      requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{{uses}}}}}}}}}}}
      responses: {{"200": {{content: {{application/json: {{schema: {{type: object, properties: {{{uses}}}}}}}}}}}}}
components:
  schemas:
{schemas}
"""
    sdk = generate(spec, f"resources: {{things: {{models: {{{models}}}, methods: {{go: post /a}}}}}}")
    value = {f"p{index}": {"tags": ["a"], "next": {"tags": []}} for index in range(len(words))}
    found = sdk.client(value).things.go(**value)
    assert found.to_dict() == sdk.sent_json == value
    assert len({type(getattr(found, name)) for name in value}) == len(words)
    stems = [path.rsplit("/", 1)[-1] for path in sdk.generation.files if path.startswith("src/")]
    assert not {"con.py", "conftest.py"} & set(stems)
    assert not [stem for stem in stems if stem.startswith("test_")]


def test_models_of_subresources_live_below() -> None:
    config = "resources: {shop: {subresources: {pets: {models: {pet: Pet}, methods: {list: get /pets, create: post /pets}}}}}"
    sdk = generate(SPEC, config)
    assert type(sdk.client([PET]).shop.pets.list()[0]) is sdk.module("types.shop.pet").Pet
    sdk.client(PET).shop.pets.create(pet={"pet_name": "Rex"})
    assert sdk.sent_json == {"pet": {"petName": "Rex"}}
