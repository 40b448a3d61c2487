"""The reference in Markdown: what its pages say of small documents."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.docs.links import dead_links
from tests.docs.support import blocks, pages_of

if TYPE_CHECKING:
    from pathlib import Path

PETS = """\
paths:
  /pets:
    get:
      operationId: listPets
      summary: List pets
      parameters:
        - {name: limit, in: query, description: How many., schema: {type: integer, minimum: 1, maximum: 50, default: 20}}
        - {name: X-Trace, in: header, schema: {type: string}}
        - {name: session, in: cookie, schema: {type: string}}
      responses: {"200": {description: ok, content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}}
    post:
      operationId: createPet
      deprecated: true
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/NewPet"}}}}
      responses:
        "201": {description: made, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "404": {description: No such owner., content: {application/json: {schema: {$ref: "#/components/schemas/Fault"}}}}
        "409": {description: Already there., content: {application/json: {schema: {$ref: "#/components/schemas/Fault"}}}}
  /pets/{pet_id}:
    delete:
      operationId: deletePet
      parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]
      responses: {"204": {description: gone}}
components:
  schemas:
    Kind: {type: string, enum: [cat, dog, owl, fox, bee]}
    Owner: {type: object, required: [name], properties: {name: {type: string}, pets: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}
    Fault: {type: object, properties: {why: {type: string}}}
    NewPet:
      type: object
      required: [name]
      properties: {name: {type: string}, kind: {$ref: "#/components/schemas/Kind"}, born: {type: string, format: date-time}}
    Pet:
      type: object
      description: An animal.
      required: [id, kind, note]
      properties:
        id: {type: integer}
        kind: {$ref: "#/components/schemas/Kind"}
        note: {type: [string, "null"]}
        tags: {type: object, additionalProperties: {type: string}}
        owner: {$ref: "#/components/schemas/Owner"}
        cost: {oneOf: [{type: string}, {type: integer}]}
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return pages_of(PETS, tmp_path_factory.mktemp("pets"))


def lines(page: str) -> list[str]:
    return [line for line in page.split("\n") if line]


def test_each_flavour_has_the_same_pages(pages: dict[str, str]) -> None:
    by_flavour: dict[str, set[str]] = {}
    for path in pages:
        flavour, _, page = path.partition("/")
        by_flavour.setdefault(flavour, set()).add(page)
    first, *others = by_flavour.values()
    assert others
    assert all(each == first for each in others)
    assert {"index.md", "pets/index.md", "pets/list.md", "pets/create.md", "pets/delete.md"} <= first


class TestPython:
    def test_signature_and_request(self, pages: dict[str, str]) -> None:
        assert lines(pages["python/pets/delete.md"])[:5] == [
            "## Delete",
            "`pets.delete(str pet_id)`",
            "**delete** `/pets/{pet_id}`",
            "### Parameters",
            "- `pet_id: str`",
        ]

    def test_arguments_have_limits_and_defaults(self, pages: dict[str, str]) -> None:
        page = pages["python/pets/list.md"]
        assert "- `limit: Optional[int]`\n\n  How many.\n\n  Default: `20`. Minimum: `1`. Maximum: `50`.\n" in page
        assert "`pets.list(PetListParams **kwargs) -> PetListResponse`" in page

    def test_what_returns_is_told_field_by_field(self, pages: dict[str, str]) -> None:
        page = pages["python/pets/create.md"]
        assert "- [`class Pet: …`](../types/shared/pet/Pet.md)\n\n  An animal.\n" in page
        assert "  - `note: Optional[str]`" in page
        assert "  - `tags: Optional[Dict[str, str]]`" in page
        assert '  - `kind: Kind`\n\n    - `"cat"`\n' in page
        assert "  - `cost: Optional[Union[str, int]]`\n\n    - `str`\n\n    - `int`\n" in page

    def test_dates_are_given_as_text_or_as_dates(self, pages: dict[str, str]) -> None:
        assert "- `born: Optional[Union[str, datetime]]`" in pages["python/pets/create.md"]

    def test_what_holds_itself_leads_to_its_page(self, pages: dict[str, str]) -> None:
        page = pages["python/pets/create.md"]
        inner = page.partition("- [`owner: Optional[Owner]`]")[2]
        assert "    - [`pets: Optional[List[Pet]]`](../types/shared/pet/Pet.md)\n" in inner
        assert "      - `id: int`" not in inner

    def test_errors_are_named(self, pages: dict[str, str]) -> None:
        assert (
            "- [`NotFoundError: 404`](../types/shared/fault/Fault.md)\n\n  No such owner.\n"
            in pages["python/pets/create.md"]
        )

    def test_deprecation_is_told(self, pages: dict[str, str]) -> None:
        assert "> **Deprecated.**" in pages["python/pets/create.md"]
        assert "Deprecated" not in pages["python/pets/list.md"]

    def test_an_example_and_its_answer(self, pages: dict[str, str]) -> None:
        (example,) = blocks(pages["python/pets/create.md"], "python")
        compile(example, "example", "exec")
        assert "client.pets.create(" in example
        (answer,) = blocks(pages["python/pets/create.md"], "json")
        assert list(__import__("json").loads(answer))[:3] == ["id", "kind", "note"]


class TestHttp:
    def test_parameters_by_place(self, pages: dict[str, str]) -> None:
        found = [line for line in lines(pages["http/pets/list.md"]) if line.startswith(("#", "- "))]
        assert found[:7] == [
            "## List pets",
            "### Query Parameters",
            "- `limit: optional number`",
            "### Header Parameters",
            "- `X-Trace: optional string`",
            "### Cookie Parameters",
            "- `session: optional string`",
        ]

    def test_bodies_and_types(self, pages: dict[str, str]) -> None:
        page = pages["http/pets/create.md"]
        assert "### Body Parameters `JSON`\n\n- `name: string`\n" in page
        assert "- [`Pet: object { id, kind, note, 3 more }`](../types/shared/pet/Pet.md)" in page
        assert "  - `note: string or null`" in page
        assert "  - `tags: optional map[string]`" in page
        assert "  - `cost: optional string or number`" in page

    def test_a_body_of_an_error_is_told_once(self, pages: dict[str, str]) -> None:
        errors = pages["http/pets/create.md"].partition("### Errors")[2]
        assert errors.count("- `why: optional string`") == 1
        assert "Already there.\n\n  Body as for `404`." in errors


class TestResources:
    def test_a_page_has_all_methods_and_the_types(self, pages: dict[str, str]) -> None:
        page = pages["python/pets/index.md"]
        assert [line for line in lines(page) if re.match(r"##? ", line)] == [
            "# Pets",
            "## Create",
            "## List pets",
            "## Delete",
            "## Domain Types",
        ]
        assert "### Pet List Response\n\n- [`PetListResponse = List[Pet]`](../types/shared/pet/Pet.md)" in page

    def test_the_index_leads_to_all_methods(self, pages: dict[str, str]) -> None:
        index = pages["http/index.md"]
        assert "## [Pets](pets/index.md)" in index
        assert "- [Delete](pets/delete.md): **delete** `/pets/{pet_id}`" in index

    def test_no_link_leads_nowhere(self, pages: dict[str, str]) -> None:
        assert dead_links(pages) == []

    def test_a_dead_link_would_be_found(self, pages: dict[str, str]) -> None:
        without = {path: text for path, text in pages.items() if path != "python/types/shared/pet/Pet.md"}
        assert dead_links(without)


def test_large_resources_lead_to_their_methods(tmp_path: Path) -> None:
    words = "Long words. " * 400
    paths = "".join(
        f"  /things/{n}: {{get: {{operationId: get_thing_{n}, description: '{words}', responses: {{'200': {{description: ok}}}}}}}}\n"
        for n in range(40)
    )
    config = "resources: {things: {methods: {" + ", ".join(f"get_{n}: get /things/{n}" for n in range(40)) + "}}}"
    pages = pages_of("paths:\n" + paths, tmp_path, config)
    assert "- [Get 7](get_7.md): **get** `/things/7`" in pages["python/things/index.md"]
    assert "Long words" not in pages["python/things/index.md"]
    assert "Long words" in pages["python/things/get_7.md"]
    assert dead_links(pages) == []


def test_trees_do_not_grow_without_end(tmp_path: Path) -> None:
    """Each object holds ten of the next kind: whole, the answer would have a million lines."""
    schemas = "".join(
        f"    T{level}: {{type: object, properties: {{"
        + ", ".join(f"p{n}: {{$ref: '#/components/schemas/T{level + 1}'}}" for n in range(10))
        + "}}\n"
        for level in range(6)
    )
    spec = (
        "paths:\n  /t: {get: {operationId: get_t, responses: {'200': {description: ok, content: {application/json: "
        "{schema: {$ref: '#/components/schemas/T0'}}}}}}}\ncomponents:\n  schemas:\n"
        + schemas
        + "    T6: {type: string}\n"
    )
    pages = pages_of(spec, tmp_path)
    assert max(map(len, pages.values())) < 40_000
    assert dead_links(pages) == []
    assert "- `p9: Optional[str]`" in "".join(
        text for path, text in pages.items() if "/T5.md" in path and "python" in path
    )


def test_methods_and_resources_that_clash_have_pages_of_their_own(tmp_path: Path) -> None:
    spec = "paths:\n" + "".join(f"  /{n}: {{get: {{responses: {{'200': {{description: ok}}}}}}}}\n" for n in "abcd")
    config = """
resources:
  types: {methods: {index: get /a, list: get /b}, subresources: {index: {methods: {list: get /c}}}}
  index: {methods: {List: get /d}}
"""
    pages = pages_of(spec, tmp_path, config)
    shown = [path for path, text in pages.items() if path.startswith("http/") and re.match(r"## ", text)]
    assert len(shown) == 4
    assert len({path.lower() for path in pages}) == len(pages)
    assert dead_links(pages) == []


@pytest.mark.parametrize(("target", "prefix"), [("docs", "http/"), ("docs-site", "docs/")])
def test_lists_of_a_large_api_lead_to_resources(target: str, prefix: str, tmp_path: Path) -> None:
    names = [f"{a}{b}" for a in "abcdefghijklmnopqrstu" for b in "abcdefghijklmnopqrstu"]
    paths = "".join(f"  /{name}/all: {{get: {{responses: {{'200': {{description: ok}}}}}}}}\n" for name in names)
    pages = pages_of("paths:\n" + paths, tmp_path, target=target)
    assert "[Ab](ab/index.md)" in pages[f"{prefix}index.md"]
    assert "`/ab/all`" not in pages[f"{prefix}index.md"]
    assert "`/ab/all`" in pages[f"{prefix}ab/index.md"]
    assert target == "docs" or "ab/list.md" not in pages["zensical.toml"]
    assert dead_links({path: text for path, text in pages.items() if path.endswith(".md")}) == []
