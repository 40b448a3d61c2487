"""What a config may say of a way of paging, and what is understood where it says little."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.functional.support import Sdk, generate
from tests.functional.test_pages import ITEM, ids, purpose, scheme, spec

MARK = "x-stainless-pagination-property"
TEXT = "schema: {type: string}"
Reply = Callable[[httpx.Request], httpx.Response]


def query(*names: str, kind: str = "string") -> str:
    return ", ".join(f"{{name: {name}, in: query, schema: {{type: {kind}}}}}" for name in names)


def listed(sdk: Sdk, reply: Reply, **given: Any) -> tuple[list[str], list[str]]:
    """The ids of all items, and the queries that were sent; the async client gives the same."""
    found = [pet.id for pet in sdk.client(reply).pets.list(**given)]
    sent = [each.url.query.decode() for each in sdk.requests]

    async def main() -> list[str]:
        async with sdk.async_client(reply) as client:
            return [pet.id async for pet in client.pets.list(**given)]

    assert asyncio.run(main()) == found
    return found, sent


def stretch(request: httpx.Request) -> httpx.Response:
    """Two of the letters a to f: those after `after`, or those before `before`."""
    letters, asked = "abcdef", request.url.params
    if "before" in asked:
        end = letters.index(asked["before"])
        return httpx.Response(200, json={"data": ids(*letters[max(0, end - 2) : end])})
    start = letters.index(asked["after"]) + 1 if "after" in asked else 0
    return httpx.Response(200, json={"data": ids(*letters[start : start + 2])})


KEYED = (
    "data: {type: array, items: {type: object, properties: {id: {type: string, "
    f"{MARK}: {{purpose: cursor_item_id}}}}}}}}}}"
)
BOTH_WAYS = (
    spec(query("after", "before"), f"data: {{type: array, items: {ITEM}}}"),
    scheme(
        "cursor_id",
        purpose("after", "string", "next_cursor_id_param")
        + ", "
        + purpose("before", "string", "previous_cursor_id_param"),
        KEYED,
    ),
)


def test_the_last_item_asks_for_the_next_page() -> None:
    sdk = generate(*BOTH_WAYS)
    assert sdk.generation.codes == []
    assert listed(sdk, stretch) == (list("abcdef"), ["", "after=b", "after=d", "after=f"])


def test_the_first_item_asks_where_the_caller_goes_backwards() -> None:
    sdk = generate(*BOTH_WAYS)
    found, sent = listed(sdk, stretch, before="f")
    assert sent == ["before=f", "before=d", "before=b", "before=a"]
    assert found == ["d", "e", "b", "c", "a"]


def test_what_a_page_reads_of_its_items_is_a_protocol() -> None:
    sdk = generate(*BOTH_WAYS)
    pagination = sdk.module("pagination")
    item = pagination.ThePageItem
    assert inspect.get_annotations(item, eval_str=True) == {"id": str}
    page = sdk.client(stretch).pets.list()
    assert isinstance(page.data[0], item)
    assert not isinstance(object(), item)


def test_the_key_of_an_item_may_have_another_name() -> None:
    item = "{type: object, properties: {petId: {type: string}}}"
    sdk = generate(
        spec(query("after"), f"data: {{type: array, items: {item}}}"),
        scheme(
            "cursor_id", purpose("after", "string", "next_cursor_id_param"), KEYED.replace("id: {type", "petId: {type")
        ),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        last = "after" in request.url.params
        return httpx.Response(200, json={"data": [{"petId": "b" if last else "a"}] if not last else []})

    assert [pet.pet_id for pet in sdk.client(reply).pets.list()] == ["a"]
    assert [each.url.query for each in sdk.requests] == [b"", b"after=a"]


def test_an_item_without_its_key_ends_the_list() -> None:
    sdk = generate(*BOTH_WAYS)
    assert [pet.id for pet in sdk.client({"data": [{}]}).pets.list()] == [None]


def test_a_cursor_leads_backwards_where_the_caller_does() -> None:
    sdk = generate(
        spec(
            query("after", "before"),
            f"data: {{type: array, items: {ITEM}}}, next: {{type: string}}, prev: {{type: string}}",
        ),
        scheme(
            "cursor",
            purpose("after", "string", "next_cursor_param")
            + ", "
            + purpose("before", "string", "previous_cursor_param"),
            "data: {type: array}, "
            + purpose("next", "string", "next_cursor_field")
            + ", "
            + purpose("prev", "string", "previous_cursor_field"),
        ),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        asked = int(request.url.params.get("after", request.url.params.get("before", "1")))
        cursors = {"next": str(asked + 1) if asked < 2 else "", "prev": str(asked - 1) if asked else ""}
        return httpx.Response(200, json={"data": ids(str(asked)), **cursors})

    assert listed(sdk, reply) == (["1", "2"], ["", "after=2"])
    sdk.requests.clear()
    assert listed(sdk, reply, before="1") == (["1", "0"], ["before=1", "before=0"])


def test_backwards_in_a_body() -> None:
    body = "requestBody: {content: {application/json: {schema: {type: object, properties: {after: {type: string}, before: {type: string}}}}}}"
    config = BOTH_WAYS[1]
    sdk = generate(
        spec("", f"data: {{type: array, items: {ITEM}}}", "post", body), config.replace("get /pets", "post /pets")
    )
    import json

    def reply(request: httpx.Request) -> httpx.Response:
        asked = json.loads(request.content or b"{}")
        return stretch(httpx.Request("GET", "https://x.test", params=asked))

    assert [pet.id for pet in sdk.client(reply).pets.list(before="c")] == ["a", "b"]
    assert [pet.id for pet in sdk.client(reply).pets.list()] == list("abcdef")


@pytest.mark.parametrize("word", ["cursor_url_field", "next_cursor_field"])
def test_a_url_under_either_purpose(word: str) -> None:
    sdk = generate(
        spec("", f"data: {{type: array, items: {ITEM}}}, next: {{type: string}}"),
        scheme("cursor_url", "", "data: {type: array}, " + purpose("next", "string", word)),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        last = request.url.query
        return httpx.Response(200, json={"data": ids("b" if last else "a"), "next": "" if last else "/pets?page=2"})

    assert sdk.generation.codes == []
    assert listed(sdk, reply) == (["a", "b"], ["", "page=2"])


ARRAY = f"""
paths:
  /pets:
    get:
      parameters: [{query("after")}]
      responses:
        "200": {{content: {{application/json: {{schema: {{type: array, items: {ITEM}}}}}}}}}
"""
WHOLE = f"items: {{type: array, {MARK}: {{purpose: items, is_top_level_array: true}}}}"


def test_a_cursor_in_a_header_beside_an_answer_that_is_an_array() -> None:
    field = f"next: {{type: string, {MARK}: {{purpose: next_cursor_field, from_header: X-Next}}}}"
    config = scheme("cursor", purpose("after", "string", "next_cursor_param"), f"{WHOLE}, {field}")
    sdk = generate(ARRAY, config)

    def reply(request: httpx.Request) -> httpx.Response:
        last = "after" in request.url.params
        return httpx.Response(200, json=ids("b" if last else "a"), headers={} if last else {"x-next": "2"})

    assert sdk.generation.codes == []
    assert listed(sdk, reply) == (["a", "b"], ["", "after=2"])
    assert sdk.client(reply).pets.list().next == "2"


def test_numbers_and_flags_in_headers() -> None:
    fields = ", ".join((
        f"page: {{type: integer, {MARK}: {{purpose: current_page_number_field, from_header: X-Page}}}}",
        f"more: {{type: boolean, {MARK}: {{purpose: has_next_page, from_header: X-More}}}}",
    ))  # fmt: skip
    text = spec(query("page", kind="integer"), f"data: {{type: array, items: {ITEM}}}")
    config = scheme("page_number", purpose("page", "integer", "page_number_param"), f"data: {{type: array}}, {fields}")

    def reply(request: httpx.Request) -> httpx.Response:
        page = request.url.params.get("page", "7")
        headers = {"x-page": page, "x-more": str(page == "7").lower()}
        return httpx.Response(200, json={"data": ids(page)}, headers=headers)

    sdk = generate(text, config)
    assert listed(sdk, reply) == (["7", "8"], ["", "page=8"])
    page = sdk.client(reply).pets.list()
    assert (page.page, page.more) == (7, True)
    odd = sdk.client(lambda _: httpx.Response(200, json={"data": []}, headers={"x-page": "first"})).pets.list()
    assert odd.page == "first"


def test_a_url_in_the_header_link_is_one_of_its_links() -> None:
    field = f"next: {{type: string, {MARK}: {{purpose: cursor_url_field, from_header: Link}}}}"
    sdk = generate(ARRAY, scheme("cursor_url", "", f"{WHOLE}, {field}"))

    def reply(request: httpx.Request) -> httpx.Response:
        last = request.url.query
        links = '</pets>; rel="prev"' if last else '</pets?page=2>; rel="next"'
        return httpx.Response(200, json=ids("b" if last else "a"), headers={"link": links})

    assert listed(sdk, reply) == (["a", "b"], ["", "page=2"])


def test_one_scheme_may_stand_alone_without_a_name() -> None:
    text, config = BOTH_WAYS
    alone = config.replace("pagination: [{name: the_page, ", "pagination: {description: Pages of pets., ")
    sdk = generate(text, alone.removesuffix("]"))
    assert sdk.generation.codes == []
    assert listed(sdk, stretch)[0] == list("abcdef")
    assert sdk.module("pagination").SyncPage.__doc__ == "Pages of pets."


def test_a_page_without_items_need_not_be_the_last() -> None:
    text = spec(query("after"), f"data: {{type: array, items: {ITEM}}}, next: {{type: string}}")
    config = scheme(
        "cursor",
        purpose("after", "string", "next_cursor_param"),
        "data: {type: array}, " + purpose("next", "string", "next_cursor_field"),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        last = "after" in request.url.params
        return httpx.Response(200, json={"data": ids("b") if last else [], "next": "" if last else "2"})

    assert listed(generate(text, config), reply)[0] == []
    going_on = config.replace("type: cursor,", "type: cursor, continue_on_empty_items: true,")
    assert listed(generate(text, going_on), reply)[0] == ["b"]


# --- without purposes ----------------------------------------------------------------------------------------------


def test_a_cursor_is_the_only_text_on_either_side() -> None:
    sdk = generate(
        spec(query("start"), f"data: {{type: array, items: {ITEM}}}, more: {{type: [string, 'null']}}"),
        scheme(
            "cursor",
            "start: {type: string}, limit: {type: integer}, previous: {type: string}",
            "data: {type: array, items: {}}, more: {type: [string, 'null']}, total: {type: integer}",
        ),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        last = "start" in request.url.params
        return httpx.Response(200, json={"data": ids("b" if last else "a"), "more": None if last else "2"})

    assert sdk.generation.codes == []
    assert listed(sdk, reply) == (["a", "b"], ["", "start=2"])


def test_the_url_is_the_only_text_of_the_answer() -> None:
    sdk = generate(
        spec(query("size"), f"data: {{type: array, items: {ITEM}}}, more: {{type: string}}"),
        scheme("cursor_url", "", "data: {type: array}, more: {type: string}"),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        last = request.url.query
        return httpx.Response(200, json={"data": ids("b" if last else "a"), "more": "" if last else "/pets?page=2"})

    assert listed(sdk, reply) == (["a", "b"], ["", "page=2"])


@pytest.mark.parametrize(
    ("kind", "name", "fields", "sent"),
    [
        ("page_number", "page", "page: {type: integer}, size: {type: integer}", ["", "page=2", "page=3"]),
        ("page_number", "number", "number: {type: integer}", ["", "number=2", "number=3"]),
        ("offset", "offset", "limit: {type: integer}, offset: {type: integer}", ["", "offset=1", "offset=2"]),
        ("offset", "skip", "skip: {type: integer}", ["", "skip=1", "skip=2"]),
    ],
)
def test_numbers_are_known_by_name_or_because_there_is_one(kind: str, name: str, fields: str, sent: list[str]) -> None:
    sdk = generate(
        spec(query(name, kind="integer"), f"data: {{type: array, items: {ITEM}}}"),
        scheme(kind, fields, "data: {type: array, items: {}}"),
    )

    def reply(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"data": ids("a") if len(sdk.requests) % 3 else []})

    assert sdk.generation.codes == []
    assert [pet.id for pet in sdk.client(reply).pets.list()] == ["a", "a"]
    assert [each.url.query.decode() for each in sdk.requests] == sent


@pytest.mark.parametrize(
    ("kind", "request_", "response", "lacks"),
    [
        ("cursor", "a: {type: string}, b: {type: string}", "next: {type: string}", "next_cursor_param"),
        ("cursor", "a: {type: string}", "next: {type: string}, last: {type: string}", "next_cursor_field"),
        ("cursor_id", "", "next: {type: string}", "next_cursor_id_param"),
        ("cursor_url", "", "next: {type: integer}", "cursor_url_field"),
        ("page_number", "a: {type: integer}, b: {type: integer}", "next: {type: integer}", "page_number_param"),
        ("offset", "offset: {type: string}", "next: {type: integer}", "offset_count_param"),
    ],
)
def test_what_cannot_be_told_apart_is_asked_for(kind: str, request_: str, response: str, lacks: str) -> None:
    sdk = generate(
        spec(query("a"), f"data: {{type: array, items: {ITEM}}}"),
        scheme(kind, request_, f"data: {{type: array}}, {response}"),
    )
    (told,) = [each for each in sdk.generation.diagnostics if each.code == "SW230"]
    assert lacks in told.message
    assert told.hint is not None
    assert lacks in told.hint
