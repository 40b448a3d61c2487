"""Schemas that another generator leaves out of an SDK, with the answers that have them."""

from __future__ import annotations

import httpx
import pytest

from tests.functional.peers.documents import V30, plain, posting, sdk_of


def test_a_number_narrowed_to_a_list_of_integers() -> None:
    """openapi-python-client skips 220 answers of figma.yaml: `allOf` of a number and an `enum: [400]`."""
    sdk = sdk_of(
        posting("""
    Base: {type: object, required: [status], properties: {status: {type: number}, err: {type: string}}}
    Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {type: object, properties: {status: {type: number, enum: [400]}}}]}
""")
    )
    thing = sdk.client({"status": 400, "err": "no"}).things.create(status=400)
    assert (thing.status, thing.err) == (400, "no")
    assert sdk.sent_json == {"status": 400}


def test_all_of_a_nullable_integer_and_an_integer() -> None:
    """openapi-python-client loses `CreateModelResponseProperties` of openai.yaml: `int | None` and `int`."""
    sdk = sdk_of(
        posting("""
    Base: {type: object, properties: {top: {anyOf: [{type: integer, maximum: 20}, {type: "null"}]}}}
    Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {type: object, properties: {top: {type: integer, minimum: 0}}}]}
""")
    )
    assert sdk.client({"top": 3}).things.create(top=3).top == 3
    assert sdk.sent_json == {"top": 3}


def test_all_of_a_null_and_a_string() -> None:
    """openapi-python-client loses `webhook-status` of github.json: `None | str` cannot be merged with `str`."""
    sdk = sdk_of(
        posting(
            """
    Base: {type: object, properties: {date: {type: string, nullable: true}}}
    Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {type: object, required: [date], properties: {date: {type: string}}}]}
""",
            head=V30,
        )
    )
    assert sdk.client({"date": "today"}).things.create(date="today").date == "today"


def test_all_of_two_enums_of_which_neither_holds_the_other() -> None:
    """openapi-python-client loses `ComputerToolCallOutputResource` of openai.yaml: lists of values that overlap."""
    sdk = sdk_of(
        posting("""
    State: {type: string, enum: [completed, incomplete, failed]}
    Base: {type: object, properties: {status: {type: string, enum: [in_progress, completed, incomplete]}}}
    Thing: {allOf: [{$ref: "#/components/schemas/Base"}, {type: object, properties: {status: {$ref: "#/components/schemas/State"}}}]}
""")
    )
    for status in ("completed", "failed", "in_progress"):
        assert sdk.client({"status": status}).things.create(status="completed").status == status


def test_all_of_a_reference_and_an_inline_enum() -> None:
    """openapi-python-client loses 58 schemas of pagerduty.json: the word of a reference, narrowed to one value, where
    the reference itself is an `allOf` with a part of another one."""
    sdk = sdk_of(
        posting("""
    Tag: {allOf: [{type: object, properties: {id: {type: string}, type: {type: string}}}, {type: object}]}
    Reference: {allOf: [{$ref: "#/components/schemas/Tag/allOf/0"}, {type: object, required: [id, type]}]}
    Thing:
      allOf:
        - {$ref: "#/components/schemas/Reference"}
        - {type: object, properties: {type: {type: string, enum: [thing_reference]}}}
""")
    )
    thing = sdk.client({"id": "1", "type": "thing_reference"}).things.create(id="1", type="thing_reference")
    assert thing.type == "thing_reference"
    assert plain(thing) == {"id": "1", "type": "thing_reference"}


@pytest.mark.parametrize("value", [{"mode": "on"}, "auto", None])
def test_all_of_a_union_and_nullable_alone(value: object) -> None:
    """openapi-python-client loses `CreateRunRequest` of openai.yaml: `allOf: [{$ref: …}, {nullable: true}]`."""
    sdk = sdk_of(
        posting("""
    Mode: {oneOf: [{type: string, enum: [auto]}, {type: object, properties: {mode: {type: string}}}]}
    Thing: {type: object, properties: {choice: {allOf: [{$ref: "#/components/schemas/Mode"}, {nullable: true}]}}}
""")
    )
    thing = sdk.client({"choice": value}).things.create(choice=value)
    assert sdk.sent_json == {"choice": value}
    assert plain(thing) == {"choice": value}


def test_all_of_a_nullable_object_and_an_object() -> None:
    """openapi-python-client skips the answer of `POST /app-manifests/{code}/conversions` of github.json."""
    sdk = sdk_of(
        posting(
            """
    App: {type: object, nullable: true, required: [id], properties: {id: {type: integer}}}
    Thing:
      allOf:
        - {$ref: "#/components/schemas/App"}
        - {type: object, required: [pem], properties: {pem: {type: string}}, additionalProperties: true}
""",
            head=V30,
        )
    )
    thing = sdk.client({"id": 1, "pem": "-"}).things.create(id=1, pem="-")
    assert (thing.id, thing.pem) == (1, "-")


def test_properties_that_differ_only_in_a_sign() -> None:
    """openapi-python-client loses 5 schemas of github.json, `discussion` among them: `+1` and `-1` give one name."""
    sdk = sdk_of(
        posting(
            '    Thing: {type: object, properties: {"+1": {type: integer}, "-1": {type: integer}, heart: {type: integer}}}'
        )
    )
    thing = sdk.client({"+1": 5, "-1": 2, "heart": 1}).things.create(heart=1)
    assert plain(thing) == {"+1": 5, "-1": 2, "heart": 1}
    fields = {field.alias or name: name for name, field in type(thing).model_fields.items()}
    assert (getattr(thing, fields["+1"]), getattr(thing, fields["-1"])) == (5, 2)


def test_variants_of_a_union_with_inline_objects_of_one_name() -> None:
    """openapi-python-client skips parts of qdrant.json and pagerduty.json: each variant has its own `details`."""
    sdk = sdk_of(
        posting("""
    Thing:
      type: object
      required: [type]
      properties: {type: {type: string}, details: {type: object, properties: {any: {type: string}}}}
      oneOf:
        - {title: Nagios, type: object, properties: {type: {type: string}, details: {type: object, properties: {host: {type: string}}}}}
        - {title: Api, type: object, properties: {type: {type: string}, details: {type: object, properties: {key: {type: string}}}}}
""")
    )
    answer = {"type": "api", "details": {"key": "k"}}
    assert plain(sdk.client(answer).things.create(**answer)) == answer
    assert sdk.sent_json == answer


def test_variants_told_apart_by_a_word_and_one_free_object() -> None:
    """openapi-python-client skips `Indexes` of qdrant.json: two variants with `options`, one of them any object."""
    sdk = sdk_of(
        posting("""
    Hnsw: {type: object, properties: {m: {type: integer}}}
    Index:
      oneOf:
        - {type: object, required: [type, options], properties: {type: {type: string, enum: [plain]}, options: {type: object}}}
        - {type: object, required: [type, options], properties: {type: {type: string, enum: [hnsw]}, options: {$ref: "#/components/schemas/Hnsw"}}}
    Thing: {type: object, required: [index], properties: {index: {$ref: "#/components/schemas/Index"}}}
""")
    )
    thing = sdk.client({"index": {"type": "hnsw", "options": {"m": 4}}}).things.create(
        index={"type": "plain", "options": {"a": 1}}
    )
    assert thing.index.options.m == 4
    assert sdk.sent_json == {"index": {"type": "plain", "options": {"a": 1}}}
    plain_index = sdk.client({"index": {"type": "plain", "options": {"b": 2}}}).things.create(
        index={"type": "hnsw", "options": {"m": 1}}
    )
    assert plain(plain_index) == {"index": {"type": "plain", "options": {"b": 2}}}


def test_schemas_that_refer_to_each_other() -> None:
    """openapi-python-client loses 341 schemas of github.json: one that cannot be made takes all that refer to it."""
    sdk = sdk_of(
        posting(
            """
    Thing:
      type: object
      required: [name]
      properties: {name: {type: string}, parent: {nullable: true, allOf: [{$ref: "#/components/schemas/Other"}]}}
    Other:
      type: object
      properties: {things: {type: array, items: {$ref: "#/components/schemas/Thing"}}, "+1": {type: integer}, "-1": {type: integer}}
""",
            head=V30,
        )
    )
    answer = {"name": "a", "parent": {"things": [{"name": "b", "parent": None}], "-1": 0}}
    thing = sdk.client(answer).things.create(name="a")
    assert thing.parent.things[0].name == "b"
    assert plain(thing) == answer


def test_a_text_answer_of_a_media_type_of_its_own() -> None:
    """openapi-python-client skips the answer of `GET /octocat` of github.json: application/octocat-stream."""
    sdk = sdk_of("""
paths:
  /octocat:
    get: {responses: {"200": {description: Art, content: {application/octocat-stream: {schema: {type: string}}}}}}
""")
    client = sdk.client(
        lambda _: httpx.Response(200, content=b"~art~", headers={"content-type": "application/octocat-stream"})
    )
    assert client.octocat.retrieve().read() == b"~art~"


def test_an_object_that_is_only_another_name() -> None:
    """openapi-python-client loses `EvalGraderLabelModel` of openai.yaml with the schema that it is another name of."""
    sdk = sdk_of(
        posting("""
    Label: {type: object, title: Label, required: [name], properties: {name: {type: string, enum: [a], default: []}}}
    Thing: {type: object, title: Label, allOf: [{$ref: "#/components/schemas/Label"}]}
""")
    )
    assert sdk.client({"name": "a"}).things.create(name="a").name == "a"
    assert sdk.sent_json == {"name": "a"}
