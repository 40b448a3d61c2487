"""Modules that another generator writes and Python does not import, or that lose what another one wrote."""

from __future__ import annotations

import httpx
import pytest

from tests.functional.peers.documents import V30, plain, posting, sdk_of


def test_a_required_body_of_several_media_types() -> None:
    """openapi-python-client's `POST /pet` of petstore3.yaml does not import: `Unset` is not defined."""
    sdk = sdk_of(
        V30
        + """
paths:
  /pets:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: "#/components/schemas/Pet"}}
          application/xml: {schema: {$ref: "#/components/schemas/Pet"}}
          application/x-www-form-urlencoded: {schema: {$ref: "#/components/schemas/Pet"}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}
components: {schemas: {Pet: {type: object, required: [name], properties: {name: {type: string}}}}}
"""
    )
    assert sdk.client({"name": "rex"}).pets.create(name="rex").name == "rex"
    assert sdk.sent_json == {"name": "rex"}


def test_a_body_as_json_or_multipart() -> None:
    """openapi-python-client's `POST /images/edits` of openai.yaml does not import; the two bodies differ."""
    sdk = sdk_of("""
paths:
  /images:
    post:
      requestBody:
        required: true
        content:
          multipart/form-data: {schema: {type: object, required: [image], properties: {image: {type: string, format: binary}}}}
          application/json: {schema: {type: object, required: [image_url], properties: {image_url: {type: string}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
""")
    images = sdk.client({"id": "1"}).images
    assert images.create(image_url="https://acme.test/a.png").id == "1"
    assert sdk.sent_json == {"image_url": "https://acme.test/a.png"}
    assert images.create_multipart(image=("a.png", b"png")).id == "1"
    assert sdk.sent.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="image"; filename="a.png"' in sdk.sent.content


def test_a_file_in_a_body_of_two_media_types() -> None:
    """openapi-python-client's `POST /containers/{id}/files` of openai.yaml does not import; both bodies are one
    schema."""
    sdk = sdk_of("""
paths:
  /files:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {$ref: "#/components/schemas/NewFile"}}
          multipart/form-data: {schema: {$ref: "#/components/schemas/NewFile"}}
      responses: {"204": {description: Made}}
components: {schemas: {NewFile: {type: object, properties: {file_id: {type: string}, file: {type: string, format: binary}}}}}
""")
    sdk.client().files.create(file_id="f")
    assert sdk.sent_json == {"file_id": "f"}
    sdk.client().files.create_multipart(file=b"bytes")
    assert b"bytes" in sdk.sent.content
    assert sdk.sent.headers["content-type"].startswith("multipart/form-data; boundary=")


def test_a_nullable_object_that_holds_an_inline_object() -> None:
    """openapi-python-client imports `git_hub_app` of github.json in 6 modules and writes no such module."""
    sdk = sdk_of(
        V30
        + """
paths:
  /app:
    get:
      responses: {"200": {description: One, content: {application/json: {schema: {$ref: "#/components/schemas/app"}}}}}
components:
  schemas:
    app:
      title: GitHub app
      type: object
      nullable: true
      properties:
        permissions: {type: object, properties: {issues: {type: string}}, additionalProperties: {type: string}}
"""
    )
    answer = {"permissions": {"issues": "read", "checks": "write"}}
    app = sdk.client(answer).app.retrieve()
    assert app.permissions.issues == "read"
    assert plain(app) == answer
    null = httpx.Response(200, content=b"null", headers={"content-type": "application/json"})
    assert sdk.client(lambda _: null).app.retrieve() is None


def test_a_nullable_object_that_holds_a_nullable_list_of_inline_objects() -> None:
    """openapi-python-client imports `issue_field` of github.json in 3 modules and writes no such module."""
    sdk = sdk_of(
        V30
        + """
paths:
  /fields:
    get:
      responses:
        "200": {description: Some, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/field"}}}}}
components:
  schemas:
    field:
      title: Issue Field
      type: object
      nullable: true
      required: [id]
      properties:
        id: {type: integer}
        options: {type: array, nullable: true, items: {type: object, properties: {color: {type: string, nullable: true, enum: [gray, blue]}}}}
"""
    )
    answer = [{"id": 1, "options": None}, None, {"id": 2, "options": [{"color": "blue"}, {"color": None}]}]
    found = list(sdk.client(answer).fields.list())
    assert plain(found) == answer
    assert found[2].options[0].color == "blue"


def test_a_union_of_which_one_variant_leads_to_a_nullable_object() -> None:
    """openapi-python-client imports `added_to_project_issue_event` of github.json in 2 modules and writes no such one:
    the variant was lost with what it refers to."""
    sdk = sdk_of(
        V30
        + """
paths:
  /events:
    get:
      responses:
        "200":
          description: Some
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/event"}}
components:
  schemas:
    added: {type: object, required: [event, via], properties: {event: {type: string}, via: {$ref: "#/components/schemas/nullable-app"}}}
    closed: {type: object, required: [event, closer], properties: {event: {type: string}, closer: {type: string}}}
    event: {anyOf: [{$ref: "#/components/schemas/added"}, {$ref: "#/components/schemas/closed"}]}
    app: {title: App, type: object, properties: {rights: {type: object, properties: {issues: {type: string}}}}}
    nullable-app: {title: App, type: object, nullable: true, properties: {rights: {type: object, properties: {issues: {type: string}}}}}
"""
    )
    answer = [
        {"event": "added", "via": None},
        {"event": "closed", "closer": "me"},
        {"event": "added", "via": {"rights": {"issues": "read"}}},
    ]
    events = list(sdk.client(answer).events.list())
    assert plain(events) == answer
    assert (events[1].closer, events[2].via.rights.issues) == ("me", "read")


def test_a_union_whose_name_differs_from_a_schema_in_case_only() -> None:
    """openapi-generator's models of mistral.yaml import themselves: `ImageURL`, and the inline union of `image_url`."""
    sdk = sdk_of(
        posting("""
    ImageURL: {type: object, title: ImageURL, required: [url], properties: {url: {type: string}}}
    Thing:
      type: object
      required: [image_url]
      properties: {image_url: {title: ImageUrl, anyOf: [{$ref: "#/components/schemas/ImageURL"}, {type: string}]}}
""")
    )
    assert sdk.client({"image_url": {"url": "u"}}).things.create(image_url="u").image_url.url == "u"
    assert sdk.client({"image_url": "u"}).things.create(image_url={"url": "u"}).image_url == "u"
    assert sdk.sent_json == {"image_url": {"url": "u"}}


def test_two_schemas_whose_names_differ_in_case() -> None:
    """The same where the document itself has both names; a file system may hold them to be one."""
    sdk = sdk_of(
        posting(
            """
    ImageURL: {type: object, required: [url], properties: {url: {type: string}}}
    ImageUrl: {type: object, required: [id], properties: {id: {type: integer}}}
    Thing: {type: object, properties: {a: {$ref: "#/components/schemas/ImageURL"}, b: {$ref: "#/components/schemas/ImageUrl"}}}
"""
        )
    )
    thing = sdk.client({"a": {"url": "u"}, "b": {"id": 1}}).things.create(a={"url": "u"}, b={"id": 1})
    assert (thing.a.url, thing.b.id) == ("u", 1)
    folded = [path.casefold() for path in sdk.generation.files]
    assert len(folded) == len(set(folded))


def test_a_schema_called_schema() -> None:
    """The `model_schema` of pagerduty.json that openapi-generator misses came of the name that it gives to a `Schema`."""
    sdk = sdk_of(
        posting("""
    Schema: {type: object, properties: {schema: {type: string}, model_config: {type: string}}}
    BaseModel: {type: object, properties: {Schema: {$ref: "#/components/schemas/Schema"}}}
    Thing: {type: object, properties: {base: {$ref: "#/components/schemas/BaseModel"}}}
""")
    )
    answer = {"base": {"Schema": {"schema": "s", "model_config": "c"}}}
    assert plain(sdk.client(answer).things.create(base=answer["base"])) == answer
    assert sdk.sent_json == answer


def test_a_field_that_hides_a_method_of_the_model() -> None:
    """openapi-generator's model of `POST …/sarifs` of github.json warns on import: `validate` hides pydantic's own."""
    sdk = sdk_of(
        posting(
            "    Thing: {type: object, properties: {validate: {type: boolean}, json: {type: string}, copy: {type: string}, schema: {type: string}}}"
        )
    )
    answer = {"validate": True, "json": "j", "copy": "c", "schema": "s"}
    thing = sdk.client(answer).things.create(**answer)
    assert plain(thing) == answer
    assert sdk.sent_json == answer


def test_webhooks_beside_operations_without_tags() -> None:
    """openapi-generator writes the webhooks of openai.yaml over the module of the 31 operations that have no tag, and
    the module does not parse."""
    sdk = sdk_of("""
paths:
  /containers:
    get: {responses: {"200": {description: Some, content: {application/json: {schema: {type: array, items: {type: string}}}}}}}
    post: {responses: {"204": {description: Made}}}
webhooks:
  batch_done:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/BatchDone"}}}}
      responses: {"200": {description: Taken}}
components: {schemas: {BatchDone: {type: object, required: [id], properties: {id: {type: string}}}}}
""")
    client = sdk.client(["a"])
    assert client.containers.list() == ["a"]
    client.containers.create()
    assert sdk.sent.method == "POST"
    assert client.webhooks.unsafe_unwrap('{"id": "b"}').id == "b"


@pytest.mark.parametrize(
    ("tag", "name"),
    [("1", "n_1"), ("2 things", "n_2_things"), ("class", "class_resource"), ("", "root"), ("日本", "日本")],
)
def test_a_tag_that_is_no_name(tag: str, name: str) -> None:
    """openapi-generator makes `1_api.py` of opc_baseline31.yaml, which nothing can import."""
    sdk = sdk_of(f"""
tags: [{{name: "{tag}"}}]
paths:
  /:
    get: {{tags: ["{tag}"], operationId: look, responses: {{"204": {{description: Done}}}}}}
  /{{id}}:
    get:
      tags: ["{tag}"]
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses: {{"204": {{description: Done}}}}
""")
    resource = getattr(sdk.client(lambda _: httpx.Response(204)), name)
    resource.look()
    assert sdk.sent.url.path == "/v1/"
    resource.retrieve("a")
    assert sdk.sent.url.path == "/v1/a"


def test_schema_names_with_dots() -> None:
    """datamodel-code-generator refuses twilio_messaging.json as one file: `api.v2010.account` looks like a package."""
    sdk = sdk_of(
        posting("""
    api.v2010.account: {type: object, properties: {sid: {type: string}}}
    api.v2010: {type: object, properties: {account: {$ref: "#/components/schemas/api.v2010.account"}}}
    Thing: {type: object, properties: {api: {$ref: "#/components/schemas/api.v2010"}}}
""")
    )
    assert sdk.client({"api": {"account": {"sid": "AC"}}}).things.create(api={}).api.account.sid == "AC"
