"""Keys of the config on methods, models and resources: second names, paths to schemas, deprecation, envelopes."""

from __future__ import annotations

import asyncio
import warnings

import httpx
import pytest
from typing_extensions import is_typeddict

from tests.functional.support import Generation, Sdk, generate, run_pipeline

SPEC = """
paths:
  /cards:
    get:
      parameters: [{name: size, in: query, schema: {type: integer}}]
      responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/CardList'}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {card: {$ref: '#/components/schemas/NewCard'}}}}}}
      responses: {"200": {content: {application/json: {schema: {type: object, properties: {data: {$ref: '#/components/schemas/Card'}}}}}}}
components:
  schemas:
    CardList: {type: array, items: {type: object, properties: {label: {type: string}}}}
    Card: {type: object, properties: {id: {type: string}, look: {type: object, properties: {shade: {type: string}}}}}
    NewCard: {type: object, properties: {label: {type: string}}}
"""


def config(methods: str, models: str = "", more: str = "", resource: str = "") -> str:
    return f"resources: {{cards: {{models: {{{models}}}, methods: {{{methods}}}{resource}}}}}\n{more}"


def sdk_with(methods: str = "list: get /cards", models: str = "", more: str = "", resource: str = "") -> Sdk:
    return generate(SPEC, config(methods, models, more, resource))


def made(methods: str = "list: get /cards", models: str = "", more: str = "", resource: str = "") -> Generation:
    return run_pipeline(SPEC, config(methods, models, more, resource))


# --- second names --------------------------------------------------------------------------------------------------

ALIASED = "list: get /cards, all: {type: alias, to: list, deprecated: Use `list`.}, every: {type: alias, to: list}"


def test_a_method_may_have_a_second_name() -> None:
    sdk = sdk_with(ALIASED)
    client = sdk.client([{"label": "a"}])
    with pytest.warns(DeprecationWarning, match="Use `list`"):
        assert client.cards.all(size=5)[0].label == "a"
    assert sdk.sent.url.query == b"size=5"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert type(client.cards.every()[0]) is type(client.cards.list()[0])
        assert client.cards.with_raw_response.every().parse()[0].label == "a"

    async def main() -> str:
        async with sdk.async_client([{"label": "b"}]) as other:
            return (await other.cards.every())[0].label

    assert asyncio.run(main()) == "b"
    assert not any("all_params" in path or "every_" in path for path in sdk.generation.files)


def test_a_method_of_the_client_may_have_a_second_name() -> None:
    methods = "cards: get /cards, old: {type: alias, to: cards}"
    sdk = generate(SPEC, f"resources: {{$client: {{methods: {{{methods}}}}}}}")
    assert sdk.client([{"label": "a"}]).old()[0].label == "a"


@pytest.mark.parametrize(
    ("methods", "code"),
    [("list: get /cards, all: {type: alias, to: gone}", "SW105"), ("list: get /cards, all: {type: alias}", "SW104")],
)
def test_a_second_name_of_nothing_is_told(methods: str, code: str) -> None:
    assert code in made(methods).codes


def test_a_model_may_have_a_second_name() -> None:
    models = "card: Card, old_card: {type: alias, to: card, deprecated: Use Card.}"
    sdk = sdk_with("list: get /cards, create: post /cards", models)
    types = sdk.module("types")
    assert types.OldCard is types.Card
    assert sdk.module("types.old_card").__all__ == ["OldCard"]
    assert sdk.client({"data": {"id": "x"}}).cards.create().data.id == "x"
    assert made(models="old_card: {type: alias, to: card}").codes[-1:] == ["SW105"]
    assert made(models="card: {force_generation: true}").codes[-1:] == ["SW104"]


# --- where models are ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "uri",
    [
        "'#/components/schemas/CardList/items'", "CardList/items", "$.components.schemas.CardList.items",
        "\"$['components'].schemas['CardList']['items']\"", "components.schemas.CardList.items",
    ],
)  # fmt: skip
def test_the_ways_to_write_where_a_model_is(uri: str) -> None:
    sdk = sdk_with(models=f"entry: {{openapi_uri: {uri}}}")
    assert sdk.generation.codes == ["SW212"]
    assert type(sdk.client([{"label": "a"}]).cards.list()[0]) is sdk.module("types").Entry


@pytest.mark.parametrize("uri", ["$..properties", "$.gone", "$[", "Gone/items", "[*].x", "a.b"])
def test_a_way_that_leads_to_no_one_schema_is_told(uri: str) -> None:
    assert "SW105" in made(models=f"entry: {{openapi_uri: '{uri}'}}").codes


def test_a_typed_dict_may_be_called_as_its_model() -> None:
    sdk = sdk_with("create: post /cards", "new_card: {openapi_uri: NewCard, no_params_suffix: true}")
    assert is_typeddict(sdk.module("types.new_card").NewCard)
    assert is_typeddict(
        sdk_with("create: post /cards", "new_card: NewCard").module("types.new_card_param").NewCardParam
    )


def test_a_class_keeps_its_name_before_the_typed_dict() -> None:
    models = "new_card: {openapi_uri: NewCard, no_params_suffix: true, force_generation: true}"
    types = sdk_with("create: post /cards", models).module("types")
    assert not is_typeddict(types.NewCard)
    assert is_typeddict(types.NewCardParam)


def test_conversions_to_another_model_are_told() -> None:
    assert "SW250" in made(models="card: {openapi_uri: Card, param_model: cards.new_card}").codes


# --- deprecation ---------------------------------------------------------------------------------------------------


def warned(sdk: Sdk) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        sdk.client([]).cards.list()
    return [str(each.message) for each in caught]


def test_deprecation_may_differ_by_language() -> None:
    assert warned(sdk_with("list: {endpoint: get /cards, deprecated: {python: Old., go: Older.}}")) == ["Old."]
    assert warned(sdk_with("list: {endpoint: get /cards, deprecated: {go: Older.}}")) == []


def test_a_resource_may_be_deprecated() -> None:
    assert warned(sdk_with(resource=", deprecated: No cards any more.")) == ["No cards any more."]
    assert warned(sdk_with(resource=", deprecated: {go: Never.}")) == []
    own = "list: {endpoint: get /cards, deprecated: Use paper.}"
    assert warned(sdk_with(own, resource=", deprecated: No cards any more.")) == ["Use paper."]


def test_a_resource_of_hand_written_code_is_told() -> None:
    assert "SW250" in made(resource=", custom: true").codes


# --- answers -------------------------------------------------------------------------------------------------------


def created(keys: str, more: str = "") -> object:
    sdk = sdk_with(f"create: {{endpoint: post /cards{keys}}}", "card: Card", more)
    return sdk.client({"data": {"id": "x"}}).cards.create()


def test_a_method_may_take_its_answer_out_of_an_envelope() -> None:
    assert created(", unwrap_response: data").id == "x"
    assert created("").data.id == "x"
    everywhere = "settings: {unwrap_response_fields: [data]}"
    assert created("", everywhere).id == "x"
    assert created(", unwrap_response: false", everywhere).data.id == "x"


def test_errors_may_tell_what_is_wrong_in_a_property() -> None:
    settings = "errors: {message_property: error.text}"
    sdk = sdk_with(more=settings)

    def said(body: object) -> str:
        with pytest.raises(sdk.root.NotFoundError) as caught:
            sdk.client(lambda _: httpx.Response(404, json=body)).cards.list()
        assert caught.value.body == body
        return caught.value.message

    assert said({"error": {"text": "No such card."}}) == "Error code: 404 - No such card."
    for odd in ({"error": "x"}, {"error": {"text": 5}}, ["x"], {"message": "m"}):
        assert said(odd) == f"Error code: 404 - {odd!r}"


def test_errors_by_union_are_told() -> None:
    assert "SW250" in made(more="errors: {union: {source: Card, discriminator: id, status_property: id}}").codes


# --- tests and examples --------------------------------------------------------------------------------------------


def suite(reason: str) -> str:
    found = made(f"list: {{endpoint: get /cards, skip_test_reason: {reason}}}")
    return found.files["tests/api_resources/test_cards.py"].decode()


def test_tests_of_a_method_may_be_skipped() -> None:
    assert suite('It\'s "odd".').count('@pytest.mark.skip(reason="It\'s \\"odd\\".")') >= 4
    assert '@pytest.mark.skip(reason="odd")' in suite("{python: odd, go: fine}")
    assert "mark.skip" not in suite("{go: odd}")


def readme(method: str, example: str, key: str = "default") -> str:
    more = f"readme: {{example_requests: {{{key}: {{type: request, endpoint: post /cards, params: {{}}{example}}}}}}}"
    found = made(f"create: {{endpoint: post /cards{method}, unwrap_response: data}}", "card: Card", more)
    return found.files["README.md"].decode()


def test_what_examples_print() -> None:
    assert "print(card.id)" in readme("", "")
    assert "print(card.look)" in readme(", docs: {response_property: look}", "")
    assert "print(card)" in readme(", docs: {response_property: false}", "")
    assert "print(card.id)" in readme(", docs: {response_property: look}", ", response_property: id")


def test_what_examples_call_the_answer() -> None:
    text = readme("", ", assign_to: my_card")
    assert "my_card = client.cards.create" in text and "print(my_card.id)" in text
    for odd in ("class", "a b", "client"):
        assert "card = client.cards.create" in readme("", f", assign_to: '{odd}'")


UPLOAD = """
paths:
  /files:
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object, required: [first, second], properties: {first: {type: string, format: binary}, second: {type: string, format: binary}}}}}}
      responses: {"200": {content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
"""


def test_the_example_of_a_file_is_the_configs() -> None:
    request = "{type: request, endpoint: post /files, params: {}, file_param: second, file_path: /tmp/a.png}"
    found = run_pipeline(
        UPLOAD,
        f"resources: {{files: {{methods: {{create: post /files}}}}}}\nreadme: {{example_requests: {{file_uploads: {request}}}}}",
    )
    text = found.files["README.md"].decode()
    part = text[text.index("## File uploads") :]
    assert 'second=Path("/tmp/a.png")' in part
    assert "from pathlib import Path" in part
