"""What another generator would have dropped from a document next, had it not refused the whole of it."""

from __future__ import annotations

import httpx
import pytest

from tests.functional.peers.documents import V30, plain, posting, sdk_of


@pytest.mark.parametrize("errors", [{"name": {"_errors": [{"code": "C"}]}}, {"_errors": [{"code": "C"}]}])
def test_a_union_with_a_map_of_itself(errors: object) -> None:
    """openapi-python-client skips 242 answers of discord.json: `ErrorDetails` is a map of `ErrorDetails`, or its end."""
    sdk = sdk_of(
        posting("""
    Error: {type: object, properties: {code: {type: string}}}
    Inner: {type: object, required: [_errors], properties: {_errors: {type: array, items: {$ref: "#/components/schemas/Error"}}}}
    Details: {oneOf: [{type: object, additionalProperties: {$ref: "#/components/schemas/Details"}}, {$ref: "#/components/schemas/Inner"}]}
    Thing: {type: object, allOf: [{$ref: "#/components/schemas/Error"}, {type: object, properties: {errors: {$ref: "#/components/schemas/Details"}}}]}
""")
    )
    thing = sdk.client({"code": "X", "errors": errors}).things.create(code="X")
    assert thing.code == "X"
    assert plain(thing) == {"code": "X", "errors": errors}


def test_an_image_as_an_answer() -> None:
    """openapi-python-client skips the answer of `GET /guilds/{guild_id}/widget.png` of discord.json: image/png."""
    sdk = sdk_of("""
paths:
  /guilds/{id}/widget.png:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: One, content: {image/png: {schema: {type: string, contentEncoding: binary}}}}}
""")
    png = httpx.Response(200, content=b"\x89PNG", headers={"content-type": "image/png"})
    assert sdk.client(lambda _: png).guilds.widget_png.retrieve("g1").read() == b"\x89PNG"
    assert sdk.sent.url.path == "/v1/guilds/g1/widget.png"


def test_all_of_two_strings_in_a_path() -> None:
    """openapi-python-client drops 3 operations of lob.yml: the type of `bank_id` is an `allOf` of two strings."""
    sdk = sdk_of(
        V30
        + """
paths:
  /banks/{bank_id}:
    get:
      parameters: [{name: bank_id, in: path, required: true, schema: {$ref: "#/components/schemas/bank_id"}}]
      responses: {"200": {description: One, content: {application/json: {schema: {$ref: "#/components/schemas/bank"}}}}}
components:
  schemas:
    id: {type: string, pattern: "^bank_"}
    bank_id: {allOf: [{$ref: "#/components/schemas/id"}, {type: string, description: The bank}]}
    bank: {type: object, required: [id], properties: {id: {$ref: "#/components/schemas/bank_id"}}}
"""
    )
    assert sdk.client({"id": "bank_1"}).banks.retrieve("bank_1").id == "bank_1"
    assert sdk.sent.url.path == "/v1/banks/bank_1"


def test_variants_that_differ_only_in_what_is_required() -> None:
    """openapi-python-client loses `check_editable` of lob.yml: `allOf: [{required: [message]}, {$ref: …}]`."""
    sdk = sdk_of(
        posting(
            """
    props: {type: object, properties: {message: {type: string}, image: {type: string}}}
    Thing:
      oneOf:
        - {title: words, allOf: [{required: [message]}, {$ref: "#/components/schemas/props"}]}
        - {title: image, allOf: [{required: [image]}, {$ref: "#/components/schemas/props"}]}
""",
            head=V30,
        )
    )
    thing = sdk.client({"image": "i"}).things.create(message="m")
    assert sdk.sent_json == {"message": "m"}
    assert thing.image == "i"
    assert plain(thing) == {"image": "i"}


def test_all_of_a_string_and_an_enum_beside_an_enum_of_null() -> None:
    """openapi-generator imports `openapi_client.models.str` for lob.yml: the word `object`, narrowed to one value."""
    sdk = sdk_of(
        posting(
            """
    object: {type: string, description: The kind}
    Base:
      type: object
      required: [object]
      properties: {object: {allOf: [{$ref: "#/components/schemas/object"}, {type: string, enum: [event], default: event}]}}
    Thing:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - {type: object, properties: {details: {type: object, enum: [null], nullable: true}}}
""",
            head=V30,
        )
    )
    answer = {"object": "event", "details": None}
    thing = sdk.client(answer).things.create(object="event", details=None)
    assert sdk.sent_json == answer
    assert (thing.object, thing.details) == ("event", None)
    assert plain(thing) == answer


@pytest.mark.parametrize("parent", [{"gid": "1", "kind": "milestone"}, {"gid": "1", "kind": None}])
def test_all_of_an_enum_and_a_nullable_string(parent: object) -> None:
    """openapi-python-client loses `AttachmentResponse` of asana.yaml: an enum, said to be any string or null."""
    sdk = sdk_of(
        posting(
            """
    Task: {type: object, properties: {gid: {type: string}, kind: {type: string, enum: [default, milestone]}}}
    Compact: {type: object, properties: {name: {type: string}}}
    Base: {$ref: "#/components/schemas/Compact"}
    Thing:
      allOf:
        - {$ref: "#/components/schemas/Base"}
        - type: object
          properties:
            parent:
              allOf:
                - {$ref: "#/components/schemas/Task"}
                - {type: object, nullable: true, readOnly: true, properties: {kind: {type: string, nullable: true}}}
""",
            head=V30,
        )
    )
    thing = sdk.client({"name": "n", "parent": parent}).things.create(name="n")
    assert thing.parent.gid == "1"
    assert plain(thing) == {"name": "n", "parent": parent}


def test_two_heirs_of_a_base_with_an_inline_object() -> None:
    """openapi-python-client drops `POST /roles` and `PUT /roles/{role_gid}` of asana.yaml: each heir makes the class of
    the inline object anew."""
    sdk = sdk_of(
        V30
        + """
paths:
  /roles:
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/RoleRequest"}}}}
      responses: {"201": {description: Made, content: {application/json: {schema: {$ref: "#/components/schemas/RoleResponse"}}}}}
components:
  schemas:
    RoleBase:
      allOf:
        - {type: object, properties: {name: {type: string}}}
        - {type: object, properties: {permissions: {type: object, properties: {assign: {type: boolean}}}}}
    RoleRequest: {allOf: [{$ref: "#/components/schemas/RoleBase"}]}
    RoleResponse: {allOf: [{$ref: "#/components/schemas/RoleBase"}]}
"""
    )
    answer = {"name": "r", "permissions": {"assign": True}}
    role = sdk.client(answer).roles.create(name="r", permissions={"assign": True})
    assert sdk.sent_json == answer
    assert role.permissions.assign is True
