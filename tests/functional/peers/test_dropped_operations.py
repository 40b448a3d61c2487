"""Operations that another generator leaves out, each reduced to the schema or parameter that it gave up on."""

from __future__ import annotations

from tests.functional.peers.documents import V30, errors, plain, sdk_of


def test_two_schemas_with_one_title() -> None:
    """openapi-python-client drops 4 operations of mistral.yaml and 25 of openai.yaml: a title names a class for it, and
    the second schema of that title is lost with all that refers to it."""
    sdk = sdk_of("""
paths:
  /tools:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewTool"}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/schemas__Tool"}}}}}
components:
  schemas:
    NewTool: {title: Tool, type: object, required: [name], properties: {name: {type: string}}}
    schemas__Tool: {title: Tool, type: object, required: [id], properties: {id: {type: string}}}
""")
    assert sdk.client({"id": "t1"}).tools.create(name="hammer").id == "t1"
    assert sdk.sent_json == {"name": "hammer"}


def test_a_base_with_the_title_of_what_it_is_the_base_of() -> None:
    """openapi-python-client drops `POST /v1/conversations` of mistral.yaml: base and heir are both titled alike."""
    sdk = sdk_of("""
paths:
  /talks:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Talk"}}}}
      responses: {"204": {description: Made}}
components:
  schemas:
    TalkBase: {title: Talk, type: object, required: [inputs], properties: {inputs: {type: string}}}
    Talk: {allOf: [{$ref: "#/components/schemas/TalkBase"}, {type: object, properties: {stream: {const: false}}}]}
""")
    sdk.client().talks.create(inputs="hello", stream=False)
    assert sdk.sent_json == {"inputs": "hello", "stream": False}


def test_paths_that_differ_only_in_a_fragment() -> None:
    """openapi-python-client lost 4 such operations of mistral.yaml (`/v1/conversations#stream`), by their titles."""
    sdk = sdk_of("""
paths:
  /talks:
    post:
      operationId: start_talk
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
  /talks#stream:
    post:
      operationId: start_talk_stream
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}}
""")
    talks = sdk.client({"id": "1", "b": "2"}).talks
    assert talks.start(a="x").id == "1"
    assert talks.start_stream(a="x").b == "2"
    assert [str(each.url) for each in sdk.requests] == ["https://acme.test/v1/talks"] * 2


def test_paths_that_differ_only_in_a_query() -> None:
    """openapi-python-client lost the 7 operations of openai.yaml whose paths end in `?beta=true`, by their headers."""
    sdk = sdk_of("""
paths:
  /runs:
    post: {responses: {"200": {description: Made, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}}
  /runs?beta=true:
    post: {responses: {"200": {description: Made, content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}}
""")
    runs = sdk.client({"id": "1"}).runs
    assert runs.create().id == "1"
    assert runs.create_beta().id == "1"
    assert [str(each.url) for each in sdk.requests] == [
        "https://acme.test/v1/runs",
        "https://acme.test/v1/runs?beta=true",
    ]


def test_an_array_in_a_header() -> None:
    """openapi-python-client drops 7 operations of openai.yaml: no lists in headers."""
    sdk = sdk_of("""
paths:
  /runs:
    post:
      parameters:
        - {name: acme-beta, in: header, schema: {type: array, items: {type: string, enum: [a=v1, b=v1]}}}
      responses: {"204": {description: Made}}
""")
    sdk.client().runs.create(acme_beta=["a=v1", "b=v1"])
    assert sdk.sent.headers["acme-beta"] == "a=v1,b=v1"
    sdk.client().runs.create()
    assert "acme-beta" not in sdk.sent.headers


def test_a_reference_to_one_part_of_an_all_of() -> None:
    """openapi-python-client drops 4 operations of pagerduty.json and loses 36 schemas: `$ref: …/Tag/allOf/0`."""
    sdk = sdk_of(
        V30
        + """
paths:
  /runners:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Runner"}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/Runner"}}}}}
components:
  schemas:
    Tag: {allOf: [{type: object, properties: {id: {type: string, readOnly: true}}}, {type: object, properties: {label: {type: string}}}]}
    Runner: {allOf: [{$ref: "#/components/schemas/Tag/allOf/0"}, {type: object, required: [name], properties: {name: {type: string}}}]}
"""
    )
    runner = sdk.client({"id": "r1", "name": "n"}).runners.create(name="n")
    assert (runner.id, runner.name) == ("r1", "n")
    assert not hasattr(runner, "label")
    assert sdk.sent_json == {"name": "n"}


def test_a_reference_to_a_property_of_another_schema() -> None:
    """openapi-python-client drops 52 operations of pagerduty.json: `$ref: …/Field/properties/value/oneOf/0`."""
    sdk = sdk_of("""
paths:
  /values:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewValue"}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/NewValue"}}}}}
components:
  schemas:
    Field: {type: object, properties: {id: {type: string}, value: {oneOf: [{type: boolean}, {type: object, properties: {url: {type: string}}}]}}}
    NewValue:
      type: object
      required: [id, value]
      properties:
        id: {$ref: "#/components/schemas/Field/properties/id"}
        value: {oneOf: [{$ref: "#/components/schemas/Field/properties/value/oneOf/1"}, {$ref: "#/components/schemas/Field/properties/value/oneOf/0"}]}
""")
    value = sdk.client({"id": "f", "value": {"url": "u"}}).values.create(id="f", value={"url": "u"})
    assert sdk.sent_json == {"id": "f", "value": {"url": "u"}}
    assert value.value.url == "u"
    assert sdk.client({"id": "f", "value": True}).values.create(id="f", value=True).value is True


def test_a_reference_from_within_a_schema_to_another_part_of_it() -> None:
    """openapi-python-client loses `Template` of pagerduty.json: `updated_by` is `…/Template/allOf/1/…/oneOf/1`."""
    sdk = sdk_of("""
paths:
  /templates:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Template"}}}}
      responses: {"200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/Template"}}}}}
components:
  schemas:
    User: {type: object, required: [id], properties: {id: {type: string}}}
    Template:
      allOf:
        - {type: object, properties: {name: {type: string}}}
        - type: object
          properties:
            made_by: {oneOf: [{$ref: "#/components/schemas/User"}, {type: object, required: [account], properties: {account: {type: string}}}]}
            changed_by: {oneOf: [{$ref: "#/components/schemas/User"}, {$ref: "#/components/schemas/Template/allOf/1/properties/made_by/oneOf/1"}]}
""")
    answer = {"name": "n", "made_by": {"id": "u"}, "changed_by": {"account": "a"}}
    template = sdk.client(answer).templates.create(name="n", changed_by={"account": "a"})
    assert sdk.sent_json == {"name": "n", "changed_by": {"account": "a"}}
    assert (template.made_by.id, template.changed_by.account) == ("u", "a")
    assert plain(template) == answer


def test_a_reference_to_the_schema_of_a_parameter() -> None:
    """openapi-python-client drops operations of pagerduty.json, and openapi-generator imports a module that is not
    there: for both, the last word of `…/parameters/kind/schema` names a class."""
    sdk = sdk_of("""
paths:
  /actions:
    get:
      parameters: [{$ref: "#/components/parameters/kind"}]
      responses: {"200": {description: Some, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Action"}}}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Action"}}}}
      responses: {"204": {description: Made}}
components:
  parameters: {kind: {name: kind, in: query, schema: {type: string, enum: [script, process]}}}
  schemas: {Action: {type: object, required: [kind], properties: {kind: {$ref: "#/components/parameters/kind/schema"}}}}
""")
    assert [each.kind for each in sdk.client([{"kind": "script"}]).actions.list(kind="script")] == ["script"]
    assert sdk.sent.url.query == b"kind=script"
    sdk.client().actions.create(kind="process")
    assert sdk.sent_json == {"kind": "process"}


def test_a_reference_to_the_schema_of_another_answer() -> None:
    """openapi-python-client skips 1,842 answers of pagerduty.json, and openapi-generator imports a module that is not
    there: `$ref: …/responses/Conflict/content/application~1json/schema`."""
    sdk = sdk_of("""
paths:
  /tags/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200": {description: One, content: {application/json: {schema: {$ref: "#/components/responses/Tag/content/application~1json/schema"}}}}
        "404": {description: None, content: {application/json: {schema: {$ref: "#/components/responses/Tag/content/application~1json/schema"}}}}
components:
  responses: {Tag: {description: One, content: {application/json: {schema: {type: object, properties: {label: {type: string}}}}}}}
""")
    assert sdk.client({"label": "l"}).tags.retrieve("t").label == "l"


def test_a_default_that_is_no_value_of_its_type() -> None:
    """openapi-python-client drops `GET /sre_agent/memories` of pagerduty.json: `default: 20 - …` of an integer."""
    sdk = sdk_of("""
paths:
  /memories:
    get:
      parameters: [{name: limit, in: query, schema: {type: integer, default: 20 - incident_summary}}]
      responses: {"200": {description: Some, content: {application/json: {schema: {type: array, items: {type: string}}}}}}
""")
    assert sdk.client(["m"]).memories.list(limit=5) == ["m"]
    assert sdk.sent.url.query == b"limit=5"
    sdk.client(["m"]).memories.list()
    assert sdk.sent.url.query == b""


def test_an_enum_whose_default_is_a_list() -> None:
    """openapi-python-client loses `TranscriptionInclude` of openai.yaml and all that refers to it: `default: []`."""
    sdk = sdk_of("""
paths:
  /texts:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, properties: {include: {type: array, items: {$ref: "#/components/schemas/Include"}}}}}}}
      responses: {"204": {description: Made}}
components: {schemas: {Include: {type: string, enum: [logprobs], default: []}}}
""")
    sdk.client().texts.create(include=["logprobs"])
    assert sdk.sent_json == {"include": ["logprobs"]}


def test_a_body_of_plain_text() -> None:
    """openapi-python-client drops `POST /markdown/raw` of github.json: the body is text, in one of two media types."""
    sdk = sdk_of(
        V30
        + """
paths:
  /markdown/raw:
    post:
      operationId: markdown/render-raw
      requestBody: {required: true, content: {text/plain: {schema: {type: string}}, text/x-markdown: {schema: {type: string}}}}
      responses: {"200": {description: HTML, content: {text/html: {schema: {type: string}}}}}
"""
    )
    sdk.client().markdown.raw.render(body="*hi* ü")
    assert sdk.sent.content == "*hi* ü".encode()
    assert sdk.sent.headers["content-type"].split(";")[0] == "text/plain"


def test_a_body_of_comma_separated_values() -> None:
    """openapi-python-client leaves the body out of `POST /enrichment/schemas` of pagerduty.json: text/csv."""
    sdk = sdk_of("""
paths:
  /records:
    post:
      requestBody: {required: true, content: {text/csv: {schema: {type: string}}}}
      responses: {"204": {description: Made}}
""")
    sdk.client().records.create(body="a,b\n1,2\n")
    assert sdk.sent.content == b"a,b\n1,2\n"
    assert sdk.sent.headers["content-type"].startswith("text/csv")


def test_a_media_type_that_is_none() -> None:
    """openapi-python-client drops an operation of its own opc_baseline31.yaml: `openapi/python/client`."""
    sdk = sdk_of("""
paths:
  /things:
    post:
      requestBody: {required: true, content: {acme/odd/type: {schema: {type: string}}}}
      responses: {"200": {description: Made, content: {acme/odd/type: {schema: {type: string}}}}}
""")
    assert errors(sdk) == []
    sdk.client("hi").things.create(body=b"hi")
    assert sdk.sent.content == b"hi"
    assert sdk.sent.headers["content-type"] == "acme/odd/type"


def test_a_union_of_compositions() -> None:
    """openapi-python-client drops `POST /orgs/{org}/rulesets` of github.json: the variants of a `oneOf` are inline
    `allOf`s of references."""
    sdk = sdk_of("""
paths:
  /rules:
    post:
      requestBody:
        required: true
        content:
          application/json:
            schema: {type: object, required: [where], properties: {where: {$ref: "#/components/schemas/Conditions"}}}
      responses:
        "200": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/Conditions"}}}}
components:
  schemas:
    Conditions:
      type: object
      oneOf:
        - {type: object, title: by_name, allOf: [{$ref: "#/components/schemas/Ref"}, {$ref: "#/components/schemas/Name"}]}
        - {type: object, title: by_id, allOf: [{$ref: "#/components/schemas/Ref"}, {$ref: "#/components/schemas/Id"}]}
    Ref: {type: object, properties: {ref: {type: string}}}
    Name: {type: object, required: [name], properties: {name: {type: string}}}
    Id: {type: object, required: [id], properties: {id: {type: integer}}}
""")
    found = sdk.client({"ref": "main", "id": 3}).rules.create(where={"ref": "main", "name": "n"})
    assert sdk.sent_json == {"where": {"ref": "main", "name": "n"}}
    assert plain(found) == {"ref": "main", "id": 3}
    assert found.id == 3
