"""One config with everything in it: resources four deep, pages of all kinds, all kinds of credentials, events."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.functional.support import Sdk, generate, run_pipeline

SPEC = """
openapi: 3.1.0
info: {title: Farm, version: "1"}
servers: [{url: https://farm.test}]
security: [{key: [], tenant: []}, {bearer: []}, {}]
paths:
  /status: {get: {security: [], responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Status"}}}}}}}
  /login: {post: {security: [{basic: []}], responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}}}}
  /a/{a_id}/b/{b_id}/c/{c_id}/d:
    get:
      parameters:
        - {name: a_id, in: path, required: true, schema: {type: string}}
        - {name: b_id, in: path, required: true, schema: {type: string}}
        - {name: c_id, in: path, required: true, schema: {type: integer}}
        - {name: cursor, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {items: {type: array, items: {$ref: "#/components/schemas/D"}}, next: {type: [string, "null"]}}}}}}}
    post:
      parameters:
        - {name: a_id, in: path, required: true, schema: {type: string}}
        - {name: b_id, in: path, required: true, schema: {type: string}}
        - {name: c_id, in: path, required: true, schema: {type: integer}}
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/D"}}}}
      responses: {"201": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/D"}}}}}
  /byid: {get: {parameters: [{name: after, in: query, schema: {type: string}}], responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/D"}}, has_more: {type: boolean}}}}}}}}}
  /byurl: {get: {responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {results: {type: array, items: {$ref: "#/components/schemas/D"}}, next_url: {type: string}}}}}}}}}
  /byoffset: {get: {parameters: [{name: offset, in: query, schema: {type: integer}}, {name: limit, in: query, schema: {type: integer}}], responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {rows: {type: array, items: {$ref: "#/components/schemas/D"}}, total: {type: integer}}}}}}}}}
  /bynumber: {get: {parameters: [{name: page, in: query, schema: {type: integer}}], responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {list: {type: array, items: {$ref: "#/components/schemas/D"}}, meta: {type: object, properties: {page: {type: integer}, pages: {type: integer}}}}}}}}}}}
  /fake: {get: {responses: {"200": {description: "", content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: "#/components/schemas/Status"}}}}}}}}}}
  /only: {get: {responses: {"204": {description: ""}}}, delete: {responses: {"204": {description: ""}}}}
  /cookie: {get: {security: [{ck: []}], responses: {"204": {description: ""}}}}
  /query: {get: {security: [{q: []}], responses: {"204": {description: ""}}}}
  /ask:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [text], properties: {text: {type: string}, stream: {type: boolean}}}}}}
      responses: {"200": {description: "", content: {application/json: {schema: {$ref: "#/components/schemas/Status"}}, text/event-stream: {schema: {$ref: "#/components/schemas/Event"}}}}}
webhooks:
  grown: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Grown"}}}}, responses: {"200": {description: ""}}}}
  died: {post: {requestBody: {content: {application/json: {schema: {type: object, required: [kind], properties: {kind: {const: died}, at: {type: string, format: date-time}}}}}}, responses: {"200": {description: ""}}}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    tenant: {type: apiKey, in: header, name: X-Tenant}
    bearer: {type: http, scheme: bearer}
    basic: {type: http, scheme: basic}
    ck: {type: apiKey, in: cookie, name: sid}
    q: {type: apiKey, in: query, name: api_key}
  schemas:
    Status: {type: object, required: [up], properties: {up: {type: boolean}, owner: {$ref: "#/components/schemas/Owner"}}}
    Owner: {type: object, properties: {name: {type: string}, kind: {$ref: "#/components/schemas/Kind"}}}
    Kind: {type: string, enum: [big, small]}
    D: {type: object, required: [id], properties: {id: {type: string}, owner: {$ref: "#/components/schemas/Owner"}, tags: {type: array, items: {type: string}}, inner: {type: object, properties: {x: {type: number}}}, either: {oneOf: [{$ref: "#/components/schemas/Owner"}, {type: string}]}}}
    Event: {type: object, properties: {piece: {type: string}}}
    Grown: {type: object, required: [kind], properties: {kind: {const: grown}, by: {type: integer}}}
"""
CONFIG = """
settings: {per_endpoint_security: true}
environments: {production: "https://farm.test", sandbox: "https://sandbox.farm.test"}
client_settings:
  default_env_prefix: FARM
  opts:
    key: {type: string, nullable: true, read_env: FARM_KEY, auth: {security_scheme: key}}
    tenant: {type: string, nullable: true, read_env: FARM_TENANT, auth: {security_scheme: tenant}}
    token: {type: string, nullable: true, read_env: FARM_TOKEN, auth: {security_scheme: bearer}}
    username: {type: string, nullable: true, read_env: FARM_USER, auth: {security_scheme: basic, role: username}}
    password: {type: string, nullable: true, read_env: FARM_PASS, auth: {security_scheme: basic, role: password}}
    session: {type: string, nullable: true, read_env: FARM_SESSION, auth: {security_scheme: ck}}
    query_key: {type: string, nullable: true, read_env: FARM_QUERY_KEY, auth: {security_scheme: q}}
    webhook_secret: {type: string, nullable: true, read_env: FARM_WEBHOOK}
security: [{key: [], tenant: []}, {bearer: []}, {}]
query_settings: {array_format: comma, nested_format: brackets}
pagination:
  - {name: my_cursor, type: cursor, request: {cursor: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}, limit: {type: integer}}, response: {items: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}, next: {type: string, nullable: true, x-stainless-pagination-property: {purpose: next_cursor_field}}}}
  - {name: id_page, type: cursor_id, request: {after: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param}}}, response: {data: {type: array, items: {type: object, properties: {id: {type: string, x-stainless-pagination-property: {purpose: cursor_item_id}}}}, x-stainless-pagination-property: {purpose: items}}, has_more: {type: boolean, x-stainless-pagination-property: {purpose: has_next_page}}}}
  - {name: url_page, type: cursor_url, request: {}, response: {results: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}, next_url: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}}}
  - {name: offset_page, type: offset, request: {offset: {type: integer, x-stainless-pagination-property: {purpose: offset_count_param}}, limit: {type: integer}}, response: {rows: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}, total: {type: integer, x-stainless-pagination-property: {purpose: offset_total_count_field}}}}
  - {name: number_page, type: page_number, request: {page: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}, response: {list: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}, meta: {type: object, properties: {page: {type: integer, x-stainless-pagination-property: {purpose: current_page_number_field}}, pages: {type: integer, x-stainless-pagination-property: {purpose: total_page_count_field}}}}}}
  - {name: single, type: fake_page, request: {}, response: {data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}}}
streaming:
  on_event:
    - {data_starts_with: "[DONE]", handle: done}
    - {event_type: error, handle: error}
    - {kind: fallthrough, handle: yield}
resources:
  $client:
    methods: {status: get /status, login: post /login}
  $shared:
    models: {owner: Owner, kind: "#/components/schemas/Kind"}
  fields:
    subresources:
      rows:
        subresources:
          plots:
            models: {d: {openapi_uri: "#/components/schemas/D"}}
            subresources:
              plants: {methods: {list: {type: http, endpoint: "get /a/{a_id}/b/{b_id}/c/{c_id}/d", paginated: true}, create: {endpoint: "post /a/{a_id}/b/{b_id}/c/{c_id}/d", positional_params: [a_id]}}}
  lists:
    methods:
      by_id: {endpoint: get /byid, paginated: id_page}
      by_url: get /byurl
      by_offset: get /byoffset
      by_number: {endpoint: get /bynumber, paginated: true}
      fake: {endpoint: get /fake, paginated: single}
  misc:
    models: {status: Status, event: Event}
    methods:
      only_node: {endpoint: get /only, only: [node]}
      skipped: {endpoint: delete /only, skip: [python]}
      cookie: get /cookie
      query: get /query
      ask: {endpoint: post /ask, streaming: {param_discriminator: stream, stream_event_model: misc.event}}
      internal: {endpoint: delete /only, skip: true}
  misc2: {only: [node], methods: {x: get /only}}
  webhooks:
    methods: {unwrap: {type: webhook_unwrap, discriminator: kind}}
"""
ALL = {
    "key": "k", "tenant": "t", "token": "b", "username": "u", "password": "p", "session": "s", "query_key": "q",
}  # fmt: skip


@pytest.fixture(scope="module")
def sdk() -> Sdk:
    return generate(SPEC, CONFIG)


def items(*ids: str) -> list[dict[str, str]]:
    return [{"id": each} for each in ids]


def reply(request: httpx.Request) -> httpx.Response:
    path, asked = request.url.path, request.url.params
    first, last = items("a", "b"), items("c")
    answers: dict[str, object] = {
        "/byid": {"data": last if "after" in asked else first, "has_more": "after" not in asked},
        "/byurl": {"results": last} if "p" in asked else {"results": first, "next_url": "https://farm.test/byurl?p=2"},
        "/byoffset": {"rows": last if "offset" in asked else first, "total": 3},
        "/bynumber": {"list": last, "meta": {"page": 2, "pages": 2}} if "page" in asked else {"list": first, "meta": {"page": 1, "pages": 2}},
        "/fake": {"data": [{"up": True}]},
        "/a/x/b/y/c/3/d": {"items": last, "next": None} if "cursor" in asked else {"items": first, "next": "n"},
        "/ask": {"up": True},
        "/status": {"up": True},
        "/login": {"token": "x"},
    }  # fmt: skip
    if path == "/ask" and json.loads(request.content).get("stream"):
        events = 'data: {"piece": "x"}\n\ndata: [DONE]\n\ndata: {"piece": "z"}\n\n'
        return httpx.Response(200, headers={"content-type": "text/event-stream"}, text=events)
    return httpx.Response(200, json=answers[path]) if path in answers else httpx.Response(204)


@pytest.mark.parametrize("method", ["by_id", "by_url", "by_offset", "by_number"])
def test_pages_of_all_kinds_turn(sdk: Sdk, method: str) -> None:
    assert [each.id for each in getattr(sdk.client(reply).lists, method)()] == ["a", "b", "c"]


def test_a_fake_page_has_all(sdk: Sdk) -> None:
    assert [each.up for each in sdk.client(reply).lists.fake()] == [True]


def test_resources_four_deep_page_and_take_arguments_of_their_path(sdk: Sdk) -> None:
    plants = sdk.client(reply).fields.rows.plots.plants
    assert [each.id for each in plants.list(3, a_id="x", b_id="y", limit=2)] == ["a", "b", "c"]
    assert dict(sdk.sent.url.params) == {"limit": "2", "cursor": "n"}
    plants.create("A", b_id="b", c_id=2, id="i", owner={"name": "n"}, inner={"x": 1.0})
    assert (sdk.sent.url.path, sdk.sent_json) == (
        "/a/A/b/b/c/2/d",
        {"id": "i", "owner": {"name": "n"}, "inner": {"x": 1.0}},
    )


def credentials(request: httpx.Request) -> dict[str, str]:
    names = ("authorization", "cookie", "x-key", "x-tenant")
    sent = {name: request.headers[name] for name in names if name in request.headers}
    return sent | dict(request.url.params)


def test_each_call_carries_the_credentials_that_it_needs(sdk: Sdk) -> None:
    client = sdk.client(reply, **ALL)
    wanted = {
        client.lists.fake: {"x-key": "k", "x-tenant": "t"},
        client.misc.cookie: {"cookie": "sid=s"},
        client.misc.query: {"api_key": "q"},
        client.login: {"authorization": "Basic dTpw"},
        client.status: {},
    }
    for method, sent in wanted.items():
        method()
        assert credentials(sdk.sent) == sent


def test_of_alternatives_the_one_that_can_be_met_is_sent(sdk: Sdk) -> None:
    sdk.client(reply, token="b", key="k").lists.fake()
    assert credentials(sdk.sent) == {"authorization": "Bearer b"}
    sdk.client(reply).lists.fake()
    assert credentials(sdk.sent) == {}


def test_events_end_where_the_config_says(sdk: Sdk) -> None:
    client = sdk.client(reply)
    assert [each.piece for each in client.misc.ask(text="q", stream=True)] == ["x"]
    assert client.misc.ask(text="q").up is True


def test_webhooks_are_told_apart_by_their_tag(sdk: Sdk) -> None:
    webhooks = sdk.client(reply).webhooks
    assert webhooks.unwrap(json.dumps({"kind": "grown", "by": 2})).by == 2
    assert webhooks.unwrap(json.dumps({"kind": "died", "at": "2026-01-01T00:00:00Z"})).at.year == 2026


def test_what_other_targets_have_is_not_there_and_not_missed(sdk: Sdk) -> None:
    client = sdk.client(reply)
    assert not {"only_node", "skipped", "internal"} & set(dir(client.misc))
    assert not hasattr(client, "misc2")
    assert sdk.generation.codes == []
    assert (
        "SW212"
        in run_pipeline(SPEC, CONFIG.replace("get /only", "get /fake").replace("delete /only", "get /fake")).codes
    )
