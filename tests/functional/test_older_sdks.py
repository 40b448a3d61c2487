"""What SDKs have that Stainless began to make before mid 2024, and large ones: shorter names, lists of a single page."""

from __future__ import annotations

from tests.functional.support import generate

PETS = """
paths:
  /pets:
    get:
      responses:
        "200":
          content:
            application/json:
              schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Pets"}}}}
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/New"}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Pets"}}}}}
  /query: {get: {responses: {"204": {}}}}
components:
  schemas:
    Pets: {type: object, properties: {id: {type: string}}}
    New: {type: object, properties: {tag: {$ref: "#/components/schemas/Tag"}, mark: {$ref: "#/components/schemas/Mark"}}}
    Tag: {type: object, properties: {word: {type: string}}}
    Mark: {type: object, properties: {dot: {type: string}}}
"""
PLAIN = """
sdkwright: {spec: openapi.yaml, resource_suffix: false}
resources:
  pets:
    models: {pets: "#/components/schemas/Pets"}
    methods: {list: get /pets, create: post /pets}
  query: {methods: {ask: get /query}}
"""


def test_resources_without_a_suffix_are_called_after_themselves() -> None:
    sdk = generate(PETS, PLAIN)
    pets = sdk.client().pets
    assert type(pets).__name__ == "Pets"
    assert type(sdk.async_client().pets).__name__ == "AsyncPets"
    assert type(pets.with_raw_response).__name__ == "PetsWithRawResponse"
    assert sdk.module("resources").Pets is type(pets)


def test_a_model_of_the_resources_name_is_another_class() -> None:
    sdk = generate(PETS, PLAIN)
    found = sdk.client({"id": "a"}).pets.create()
    assert type(found) is sdk.root.types.Pets
    assert type(found) is not sdk.module("resources").Pets


def test_a_resource_whose_module_imports_its_name_keeps_the_suffix() -> None:
    sdk = generate(PETS, PLAIN)
    assert type(sdk.client().query).__name__ == "QueryResource"
    sdk.client().query.ask()
    assert sdk.sent.url.path.endswith("/query")


SINGLE = """
pagination: [{name: all, type: fake_page, request: {}, response: {data: {type: array, items: {}}}}]
resources: {pets: {methods: {list: {endpoint: get /pets, paginated: all}, create: post /pets}}}
"""


def test_a_list_that_the_config_calls_a_fake_page_has_one_page() -> None:
    sdk = generate(PETS, SINGLE)
    client = sdk.client({"data": [{"id": "a"}, {"id": "b"}]})
    page = client.pets.list()
    assert [pet.id for pet in page] == ["a", "b"]
    assert not page.has_next_page() and len(sdk.requests) == 1


def test_a_list_is_no_fake_page_unasked() -> None:
    client = generate(PETS, SINGLE.replace(", paginated: all", "")).client({"data": []})
    assert client.pets.list().data == []


MODELS = """
resources:
  pets:
    models: {%s}
    methods: {create: post /pets}
"""


def test_what_is_called_a_param_and_only_sent_is_not_called_so_twice() -> None:
    sdk = generate(PETS, MODELS % "tag_param: '#/components/schemas/Tag', mark: '#/components/schemas/Mark'")
    assert sdk.root.types.TagParam is sdk.module("types.tag_param").TagParam
    assert sdk.root.types.MarkParam is sdk.module("types.mark_param").MarkParam
    assert not hasattr(sdk.root.types, "TagParamParam")


def test_what_is_called_a_param_and_answered_too_is_told_apart() -> None:
    sdk = generate(PETS.replace("word: {type: string}", "pet: {$ref: '#/components/schemas/Pets'}").replace(
        "{id: {type: string}}", "{id: {type: string}, tag: {$ref: '#/components/schemas/Tag'}}"
    ), MODELS % "tag_param: '#/components/schemas/Tag', pet: '#/components/schemas/Pets'")  # fmt: skip
    types = sdk.root.types
    assert issubclass(types.TagParam, types.Pet.__mro__[1])
    assert isinstance(types.TagParamParam.__optional_keys__, frozenset)


def test_a_model_and_another_called_its_param_have_names_of_their_own() -> None:
    sdk = generate(PETS, MODELS % "tag: '#/components/schemas/Tag', tag_param: '#/components/schemas/Mark'")
    sdk.client({}).pets.create(tag={"word": "a"}, mark={"dot": "b"})
    assert sdk.sent_json == {"tag": {"word": "a"}, "mark": {"dot": "b"}}
    words = [set(getattr(sdk.root.types, name).__annotations__) for name in sdk.root.types.__all__ if "Tag" in name]
    assert sorted(map(sorted, words)) == [["dot"], ["word"]]
