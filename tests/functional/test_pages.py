"""Pages: each scheme finds its items and asks for the next page as the API wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import httpx
import pytest

from tests.functional.support import generate

ITEM = "{type: object, properties: {id: {type: string}}}"


def spec(parameters: str, properties: str, method: str = "get", body: str = "") -> str:
    return f"""
paths:
  /pets:
    {method}:
      parameters: [{parameters}]
      {body}
      responses:
        "200": {{content: {{application/json: {{schema: {{type: object, properties: {{{properties}}}}}}}}}}}
"""


def scheme(kind: str, request: str, response: str) -> str:
    return (
        "resources: {pets: {methods: {list: get /pets}}}\n"
        f"pagination: [{{name: the_page, type: {kind}, request: {{{request}}}, response: {{{response}}}}}]"
    )


def purpose(name: str, kind: str, of: str) -> str:
    return f"{name}: {{type: {kind}, x-stainless-pagination-property: {{purpose: {of}}}}}"


CURSOR = (
    spec("{name: after, in: query, schema: {type: string}}, {name: size, in: query, schema: {type: integer}}",
         f"data: {{type: array, items: {ITEM}}}, nextPage: {{type: [string, 'null']}}"),
    scheme("cursor", purpose("after", "string", "next_cursor_param"),
           purpose("data", "array", "items") + ", " + purpose("nextPage", "string", "next_cursor_field")),
)  # fmt: skip
NUMBER = (
    spec("{name: page, in: query, schema: {type: integer}}",
         f"data: {{type: array, items: {ITEM}}}, page: {{type: integer}}, pages: {{type: integer}}"),
    scheme("page_number", purpose("page", "integer", "page_number_param"),
           ", ".join((purpose("data", "array", "items"), purpose("page", "integer", "current_page_number_field"),
                      purpose("pages", "integer", "total_page_count_field")))),
)  # fmt: skip
OFFSET = (
    spec("{name: offset, in: query, schema: {type: integer}}", f"data: {{type: array, items: {ITEM}}}"),
    scheme("offset", purpose("offset", "integer", "offset_count_param"), purpose("data", "array", "items")),
)


def ids(*names: str) -> list[dict[str, str]]:
    return [{"id": name} for name in names]


def by_cursor(request: httpx.Request) -> httpx.Response:
    last = request.url.params.get("after") == "2"
    return httpx.Response(200, json={"data": ids("c") if last else ids("a", "b"), "nextPage": None if last else "2"})


def by_number(request: httpx.Request) -> httpx.Response:
    page = int(request.url.params.get("page", "1"))
    return httpx.Response(200, json={"data": ids("c") if page == 2 else ids("a", "b"), "page": page, "pages": 2})


def by_offset(request: httpx.Request) -> httpx.Response:
    start = int(request.url.params.get("offset", "0"))
    return httpx.Response(200, json={"data": ids("a", "b", "c")[start : start + 2]})


@pytest.mark.parametrize(
    ("texts", "reply"),
    [(CURSOR, by_cursor), (NUMBER, by_number), (OFFSET, by_offset)],
    ids=["cursor", "number", "offset"],
)
def test_all_items_in_order(texts: tuple[str, str], reply: Callable[[httpx.Request], httpx.Response]) -> None:
    sdk = generate(*texts)
    assert [pet.id for pet in sdk.client(reply).pets.list()] == ["a", "b", "c"]
    pages = list(sdk.client(reply).pets.list().iter_pages())
    assert [[pet.id for pet in page.data] for page in pages if page.data] == [["a", "b"], ["c"]]

    async def main() -> None:
        async with sdk.async_client(reply) as client:
            assert [pet.id async for pet in client.pets.list()] == ["a", "b", "c"]
            first = await client.pets.list()
            assert first.has_next_page()
            assert [pet.id for pet in (await first.get_next_page()).data] == ["c"]

    asyncio.run(main())


def test_other_parameters_go_along() -> None:
    sdk = generate(*CURSOR)
    list(sdk.client(by_cursor).pets.list(size=2))
    assert [dict(each.url.params) for each in sdk.requests] == [{"size": "2"}, {"size": "2", "after": "2"}]


def test_the_cursor_has_its_wire_name() -> None:
    sdk = generate(*CURSOR)
    page = sdk.client(by_cursor).pets.list()
    assert page.next_page == "2"
    assert page.next_page_info().params == {"after": "2"}
    assert page.to_dict() == {"data": ids("a", "b"), "nextPage": "2"}


def test_a_cursor_that_repeats_ends_with_an_error() -> None:
    sdk = generate(*CURSOR)
    client = sdk.client(lambda _: httpx.Response(200, json={"data": ids("a"), "nextPage": "same"}))
    with pytest.raises(sdk.root.PaginationLoopError):
        list(client.pets.list())


def test_pages_by_post_carry_the_cursor_in_the_body() -> None:
    body = "requestBody: {content: {application/json: {schema: {type: object, properties: {after: {type: string}, q: {type: string}}}}}}"
    text = spec("", f"data: {{type: array, items: {ITEM}}}, nextPage: {{type: [string, 'null']}}", "post", body)
    sdk = generate(text, CURSOR[1].replace("get /pets", "post /pets"))
    import json

    def reply(request: httpx.Request) -> httpx.Response:
        last = json.loads(request.content or b"{}").get("after") == "2"
        return httpx.Response(200, json={"data": ids("c") if last else ids("a"), "nextPage": None if last else "2"})

    assert [pet.id for pet in sdk.client(reply).pets.list(q="x")] == ["a", "c"]
    assert json.loads(sdk.sent.content) == {"q": "x", "after": "2"}


def test_a_list_that_does_not_fit_is_no_page() -> None:
    text, config = CURSOR
    sdk = generate(text.replace("nextPage", "other"), config)
    assert sdk.generation.codes == []
    assert sdk.client({"data": ids("a")}).pets.list().data[0].id == "a"


def test_a_scheme_that_was_named_must_fit() -> None:
    text, config = CURSOR
    config = config.replace("list: get /pets", "list: {endpoint: get /pets, paginated: the_page}")
    assert "SW231" in generate(text.replace("nextPage", "other"), config).generation.codes


def test_pages_can_be_turned_off() -> None:
    text, config = CURSOR
    sdk = generate(text, config.replace("list: get /pets", "list: {endpoint: get /pets, paginated: false}"))
    assert sdk.client(by_cursor).pets.list().data[0].id == "a"


def test_a_scheme_without_items_is_reported() -> None:
    text, config = CURSOR
    sdk = generate(text, config.replace("type: array", "type: string").replace("purpose: items", "purpose: other"))
    assert "SW230" in sdk.generation.codes


def test_items_of_unions_scalars_and_models() -> None:
    for items, data in (("{type: string}", ["a"]), ("{oneOf: [{type: string}, {type: integer}]}", [1, "a"])):
        text = spec(
            "{name: after, in: query, schema: {type: string}}",
            f"data: {{type: array, items: {items}}}, nextPage: {{type: string}}",
        )
        sdk = generate(text, CURSOR[1])
        assert list(sdk.client({"data": data}).pets.list()) == data


def test_fields_with_names_that_are_taken() -> None:
    text = spec(
        "{name: from, in: query, schema: {type: string}}",
        f"items: {{type: array, items: {ITEM}}}, copy: {{type: string}}, class: {{type: integer}}",
    )
    config = scheme(
        "cursor",
        purpose("from", "string", "next_cursor_param"),
        purpose("items", "array", "items")
        + ", "
        + purpose("copy", "string", "next_cursor_field")
        + ", class: {type: integer}",
    )
    sdk = generate(text, config)

    def reply(request: httpx.Request) -> httpx.Response:
        last = request.url.params.get("from") == "2"
        return httpx.Response(200, json={"items": ids("b" if last else "a"), "copy": "" if last else "2", "class": 1})

    assert [pet.id for pet in sdk.client(reply).pets.list()] == ["a", "b"]


def test_fields_that_are_called_as_what_a_page_does() -> None:
    text = spec(
        "{name: offset, in: query, schema: {type: integer}}",
        f"data: {{type: array, items: {ITEM}}}, has_next_page: {{type: boolean}}, iter_pages: {{type: string}}",
    )
    config = scheme(
        "offset",
        purpose("offset", "integer", "offset_count_param"),
        purpose("data", "array", "items") + ", " + purpose("has_next_page", "boolean", "has_next_page")
        + ", iter_pages: {type: string}",
    )  # fmt: skip

    def reply(request: httpx.Request) -> httpx.Response:
        first = "offset" not in request.url.params
        return httpx.Response(200, json={"data": ids("a" if first else "b"), "has_next_page": first})

    client = generate(text, config).client(reply)
    assert [pet.id for pet in client.pets.list()] == ["a", "b"]
    assert client.pets.list().has_next_page_ is True


def test_of_several_arrays_none_is_taken_for_the_items_unasked() -> None:
    arrays = f"cats: {{type: array, items: {ITEM}}}, dogs: {{type: array, items: {ITEM}}}"
    text = spec("{name: offset, in: query, schema: {type: integer}}", arrays)
    both = ", ".join(
        f"{{name: {name}_page, type: offset, request: {{{purpose('offset', 'integer', 'offset_count_param')}}},"
        f" response: {{{purpose(name, 'array', 'items')}}}}}"
        for name in ("cats", "dogs")
    )
    methods = "{list: get /pets, dogs: {endpoint: get /pets, paginated: dogs_page}}"
    sdk = generate(text, f"resources: {{pets: {{methods: {methods}}}}}\npagination: [{both}]")
    client = sdk.client({"cats": ids("a"), "dogs": ids("b")})
    assert [client.pets.list().cats[0].id, client.pets.list().dogs[0].id] == ["a", "b"]
    assert next(iter(client.pets.dogs())).id == "b"


def test_has_more_says_whether_another_page_follows_though_the_config_does_not() -> None:
    document = spec(
        "{name: after, in: query, schema: {type: string}}",
        f"data: {{type: array, items: {ITEM}}}, last_id: {{type: string}}, has_more: {{type: boolean}}",
    )
    fields = [
        purpose("data", "array", "items"),
        purpose("last_id", "string", "next_cursor_field"),
        "has_more: {type: boolean}",
    ]
    config = scheme("cursor", purpose("after", "string", "next_cursor_param"), ", ".join(fields))
    sdk = generate(document, config)

    def reply(request: httpx.Request) -> httpx.Response:
        last = "after" in request.url.params
        return httpx.Response(200, json={"data": ids("b" if last else "a"), "last_id": "z", "has_more": not last})

    with sdk.client(reply) as client:
        assert [item.id for item in client.pets.list()] == ["a", "b"]
        assert client.pets.list(after="z").has_next_page() is False
