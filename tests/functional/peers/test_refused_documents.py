"""Documents that another generator refuses or crashes on as a whole, each reduced to what it stumbled over."""

from __future__ import annotations

import pytest

from tests.functional.peers.documents import V30, errors, plain, sdk_of


def test_required_as_a_boolean_within_a_schema() -> None:
    """openapi-python-client and openapi-generator refuse spotify.yml: `required: true` is no list of names."""
    sdk = sdk_of(
        V30
        + """
paths:
  /covers:
    post:
      requestBody: {content: {image/jpeg: {schema: {type: string, format: byte, required: true}}}}
      responses: {"202": {description: Taken}}
"""
    )
    assert sdk.client().covers.create(body=b"\xff\xd8cover") is None
    assert sdk.sent.content == b"\xff\xd8cover"
    assert sdk.sent.headers["content-type"] == "image/jpeg"


def test_required_as_a_boolean_on_a_property() -> None:
    """The same fault where an object has it: the object's other words still hold."""
    sdk = sdk_of(
        V30
        + """
paths:
  /covers:
    post:
      requestBody:
        required: true
        content: {application/json: {schema: {type: object, properties: {title: {type: string, required: true}}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/Cover"}}}}}
components: {schemas: {Cover: {type: object, required: true, properties: {title: {type: string}}}}}
"""
    )
    assert sdk.client({"title": "Blue"}).covers.create(title="Blue").title == "Blue"
    assert sdk.sent_json == {"title": "Blue"}


def test_an_empty_enum_beside_an_all_of() -> None:
    """openapi-python-client refuses discord.json: an `enum` that lists nothing, beside the schema that has the values."""
    sdk = sdk_of("""
paths:
  /requests:
    get:
      parameters:
        - {name: status, in: query, schema: {type: string, enum: [], allOf: [{$ref: "#/components/schemas/Status"}]}}
      responses:
        "200": {description: Some, content: {application/json: {schema: {type: array, items: {type: string}}}}}
components: {schemas: {Status: {type: string, enum: [SUBMITTED, APPROVED]}}}
""")
    assert sdk.client(["a"]).requests.list(status="APPROVED") == ["a"]
    assert sdk.sent.url.params["status"] == "APPROVED"


def test_content_that_refers_to_shared_media_types() -> None:
    """Both refuse lob.yml: a `$ref` stands in place of the media types, and leads to all of them."""
    sdk = sdk_of(
        V30
        + """
paths:
  /cards/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {responses: {"200": {description: One, content: {$ref: "#/components/mediaTypes/card"}}}}
    patch:
      requestBody: {required: true, content: {$ref: "#/components/mediaTypes/card"}}
      responses: {"200": {description: One, content: {$ref: "#/components/mediaTypes/card"}}}
components:
  mediaTypes: {card: {application/json: {schema: {$ref: "#/components/schemas/card"}}}}
  schemas: {card: {type: object, required: [name], properties: {name: {type: string}}}}
"""
    )
    client = sdk.client({"name": "ace"})
    assert client.cards.retrieve("c1").name == "ace"
    assert client.cards.update("c1", name="ace").name == "ace"
    assert sdk.sent_json == {"name": "ace"}


def test_media_types_that_refer_to_shared_ones() -> None:
    """The same as OpenAPI 3.2 writes it, one `$ref` per media type."""
    sdk = sdk_of("""
openapi: 3.2.0
info: {title: Acme, version: "1"}
servers: [{url: https://acme.test/v1}]
paths:
  /cards/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get:
      responses: {"200": {description: One, content: {application/json: {$ref: "#/components/mediaTypes/card"}}}}
components:
  mediaTypes: {card: {schema: {type: object, required: [name], properties: {name: {type: string}}}}}
""")
    assert sdk.client({"name": "ace"}).cards.retrieve("c1").name == "ace"


def test_swagger_with_form_data() -> None:
    """openapi-python-client refuses slack_v2.json: Swagger 2.0, with bodies spelt as `formData` parameters."""
    sdk = sdk_of("""
swagger: "2.0"
info: {title: Acme, version: "1"}
host: acme.test
basePath: /api
schemes: [https]
paths:
  /apps:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters:
        - {name: token, in: header, type: string, required: true}
        - {name: app_id, in: formData, type: string, required: true}
      responses: {"200": {description: Made, schema: {$ref: "#/definitions/App"}}}
definitions: {App: {type: object, required: [ok], properties: {ok: {type: boolean}}}}
""")
    assert sdk.client({"ok": True}).apps.create(token="t", app_id="A1").ok is True
    assert str(sdk.sent.url) == "https://acme.test/api/apps"
    assert sdk.sent.headers["token"] == "t"
    assert sdk.sent.content == b"app_id=A1"
    assert sdk.sent.headers["content-type"] == "application/x-www-form-urlencoded"


def test_items_as_a_list_of_schemas() -> None:
    """openapi-generator refuses slack_v2.json: `items` lists one schema per variant."""
    sdk = sdk_of("""
swagger: "2.0"
info: {title: Acme, version: "1"}
host: acme.test
paths:
  /pins:
    get: {produces: [application/json], responses: {"200": {description: Some, schema: {$ref: "#/definitions/Page"}}}}
definitions:
  Page:
    items:
      - {type: object, properties: {next_cursor: {type: string}}}
      - {type: object, properties: {messages: {type: array, items: {type: string}}}}
""")
    assert errors(sdk) == []
    for answer in ({"next_cursor": "x"}, {"messages": ["m"]}):
        assert plain(sdk.client(answer).pins.retrieve()) == answer


def test_status_codes_as_numbers() -> None:
    """openapi-python-client refuses asana.yaml: in YAML, `200:` without quotes is a number."""
    sdk = sdk_of(
        V30
        + """
paths:
  /tasks/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        200: {description: One, content: {application/json: {schema: {$ref: "#/components/schemas/Task"}}}}
        404: {description: None, content: {application/json: {schema: {$ref: "#/components/schemas/Task"}}}}
components: {schemas: {Task: {type: object, required: [gid], properties: {gid: {type: string}}}}}
"""
    )
    assert sdk.client({"gid": "7"}).tasks.retrieve("7").gid == "7"


def test_a_document_without_paths() -> None:
    """openapi-python-client refuses oai_webhook31.yaml: OpenAPI 3.1 asks for no `paths`."""
    sdk = sdk_of("""
webhooks:
  newPet:
    post:
      requestBody:
        content: {application/json: {schema: {type: object, required: [id], properties: {id: {type: integer}}}}}
      responses: {"200": {description: Taken}}
""")
    event = sdk.client().webhooks.unsafe_unwrap('{"id": 3}')
    assert event.id == 3


@pytest.mark.parametrize("required", ["", "required: [premium], "])
def test_a_property_that_is_only_ever_null(required: str) -> None:
    """openapi-generator crashes on figma.yaml and discord.json: `type: "null"` alone is no type that it knows."""
    sdk = sdk_of(f"""
paths:
  /tags/{{id}}:
    get:
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses: {{"200": {{description: One, content: {{application/json: {{schema: {{$ref: "#/components/schemas/Tag"}}}}}}}}}}
components: {{schemas: {{Tag: {{type: object, {required}properties: {{premium: {{type: "null"}}, name: {{type: string}}}}}}}}}}
""")
    tag = sdk.client({"premium": None, "name": "a"}).tags.retrieve("t")
    assert tag.premium is None
    assert plain(tag) == {"premium": None, "name": "a"}
    assert plain(sdk.client({"name": "a"}).tags.retrieve("t")) == {"name": "a"}


def test_extension_words_with_a_reserved_prefix() -> None:
    """openapi-generator refuses openai.yaml: `x-oai-…` is kept for the OpenAPI Initiative."""
    sdk = sdk_of("""
paths:
  /notes/{id}:
    get:
      x-oai-meta: {name: Note}
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: One, content: {application/json: {schema: {$ref: "#/components/schemas/Note"}}}}}
components: {schemas: {Note: {type: object, x-oai-beta: true, x-oas-draft: 1, properties: {text: {type: string}}}}}
""")
    assert sdk.client({"text": "hi"}).notes.retrieve("n").text == "hi"


def test_a_word_that_an_operation_does_not_have() -> None:
    """openapi-generator refuses opc_baseline31.yaml: an operation with a `title`."""
    sdk = sdk_of("""
paths:
  /notes:
    post:
      title: Make a note
      colour: blue
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {text: {type: string}}}}}}
      responses: {"204": {description: Made}}
""")
    assert sdk.client().notes.create(text="hi") is None
    assert sdk.sent_json == {"text": "hi"}
