"""With `stateful`, what is created can be found, changed and deleted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sdkwright.mock import Settings, mock_app
from sdkwright.mock.state import StoreError

from tests.mock.support import JSON, client, document, json_body, operation

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

pytestmark = pytest.mark.anyio

NEW = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
PET = {"$ref": "#/components/schemas/Pet"}
SCHEMAS = {
    "Pet": {
        "type": "object",
        "required": ["id", "name", "tags", "created_at", "updated_at", "visits"],
        "properties": {
            "id": {"type": "integer", "readOnly": True},
            "name": {"type": "string"},
            "owner": {"type": ["string", "null"]},
            "colour": {"type": "string"},
            "size": {"type": "string", "default": "small"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "home": {"type": "object", "properties": {"floor": {"type": "integer"}, "city": {"type": "string"}}},
            "visits": {"type": "integer"},
            "created_at": {"type": "string", "format": "date-time", "readOnly": True},
            "updated_at": {"type": "string", "format": "date-time", "readOnly": True},
        },
    },
    "Short": {
        "type": "object",
        "required": ["id"],
        "properties": {"id": {"type": "integer"}, "name": {"type": "string"}},
        "additionalProperties": False,
    },
    "Error": {"type": "object", "properties": {"why": {"type": "string"}}},
}


def slot(name: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": schema or {"type": "integer"}, **more}


def with_404(node: dict[str, Any]) -> dict[str, Any]:
    media = {"schema": {"$ref": "#/components/schemas/Error"}, "example": {"why": "gone"}}
    node["responses"]["404"] = {"description": "", "content": {JSON: media}}
    return node


def pets(**more: Any) -> dict[str, Any]:
    paths: dict[str, Any] = {
        "/pets": {
            "get": operation({"type": "array", "items": {"$ref": "#/components/schemas/Short"}}),
            "post": operation(PET, status="201", requestBody=json_body(NEW)),
        },
        "/pets/{pet_id}": {
            "parameters": [slot("pet_id")],
            "get": with_404(operation(PET)),
            "patch": with_404(operation(PET, requestBody=json_body({"type": "object"}))),
            "put": with_404(operation(PET, requestBody=json_body({"type": "object"}))),
            "delete": with_404(operation(status="204")),
        },
    }
    return document({**paths, **more}, SCHEMAS)


def stateful(folder: Path, text: Any, **settings: Any) -> httpx.AsyncClient:
    return client(folder, text, stateful=True, **settings)


async def test_a_thing_lives_from_its_creation_to_its_end(tmp_path: Path) -> None:
    async with stateful(tmp_path, pets()) as http:
        assert (await http.get("/pets")).json() == []
        created = await http.post("/pets", json={"name": "Rex", "tags": ["a"]})
        assert created.status_code == 201
        pet = created.json()
        assert {name: pet[name] for name in ("id", "name", "owner", "size", "tags", "visits")} == {
            "id": 1, "name": "Rex", "owner": None, "size": "small", "tags": ["a"], "visits": 0,
        }  # fmt: skip
        assert "colour" not in pet
        assert pet["created_at"] == pet["updated_at"]
        assert (await http.get("/pets/1")).json() == pet
        assert (await http.get("/pets")).json() == [{"id": 1, "name": "Rex"}]
        assert (await http.post("/pets", json={"name": "Tom", "tags": []})).json()["id"] == 2
        assert (await http.delete("/pets/1")).status_code == 204
        for method in ("GET", "DELETE"):
            gone = await http.request(method, "/pets/1")
            assert (gone.status_code, gone.json()) == (404, {"why": "gone"})
        assert [each["id"] for each in (await http.get("/pets")).json()] == [2]
        # An id is not given again.
        assert (await http.post("/pets", json={"name": "Kim", "tags": []})).json()["id"] == 3


async def test_patch_merges_and_put_replaces(tmp_path: Path) -> None:
    async with stateful(tmp_path, pets()) as http:
        before = (
            await http.post(
                "/pets", json={"name": "Rex", "owner": "Ada", "colour": "red", "tags": ["a"], "home": {"floor": 1}}
            )
        ).json()
        patch = {"name": "Max", "owner": None, "colour": None, "home": {"city": "Ulm"}, "id": 99}
        patched = (await http.patch("/pets/1", json=patch)).json()
        assert patched["updated_at"] > before["updated_at"]
        assert {**patched, "updated_at": None} == {
            **{name: value for name, value in before.items() if name != "colour"},
            "name": "Max",
            "owner": None,
            "home": {"floor": 1, "city": "Ulm"},
            "updated_at": None,
        }
        replaced = (await http.put("/pets/1", json={"name": "Kim", "tags": []})).json()
        assert {name: replaced[name] for name in ("id", "name", "owner", "created_at")} == {
            "id": 1, "name": "Kim", "owner": None, "created_at": before["created_at"],
        }  # fmt: skip
        assert "home" not in replaced
        assert (await http.patch("/pets/7", json={})).status_code == 404
        assert (await http.put("/pets/7", json={})).status_code == 404


async def test_put_creates_where_nothing_else_does(tmp_path: Path) -> None:
    text = pets()
    del text["paths"]["/pets"]["post"]
    async with stateful(tmp_path, text) as http:
        assert (await http.put("/pets/7", json={"name": "Rex", "tags": []})).json()["id"] == 7
        assert (await http.get("/pets")).json() == [{"id": 7, "name": "Rex"}]


async def test_a_request_to_the_collection_may_say_which_thing(tmp_path: Path) -> None:
    text = pets()
    text["paths"]["/pets"]["put"] = operation(PET, requestBody=json_body(NEW))
    async with stateful(tmp_path, text) as http:
        await http.post("/pets", json={"name": "Rex", "tags": []})
        assert (await http.put("/pets", json={"id": 1, "name": "Max", "tags": []})).json()["name"] == "Max"
        assert (await http.put("/pets", json={"id": 2, "name": "Max", "tags": []})).status_code == 404


async def test_things_within_things(tmp_path: Path) -> None:
    toy = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
    text = pets(
        **{
            "/pets/{pet_id}/toys": {
                "parameters": [slot("pet_id")],
                "get": operation({"type": "object", "properties": {"data": {"type": "array", "items": toy}}}),
                "post": operation(toy, requestBody=json_body({"type": "object"})),
            },
            "/pets/{pet_id}/toys/{toy_id}": {
                "parameters": [slot("pet_id"), slot("toy_id", {"type": "string"}, example="toy_1a")],
                "get": operation(toy),
            },
        }
    )
    async with stateful(tmp_path, text) as http:
        assert (await http.post("/pets/1/toys", json={})).status_code == 404
        for name in ("Rex", "Tom"):
            await http.post("/pets", json={"name": name, "tags": []})
        ball = (await http.post("/pets/1/toys", json={"name": "ball"})).json()
        assert ball["id"].startswith("toy_")
        assert (await http.get(f"/pets/1/toys/{ball['id']}")).json() == ball
        assert (await http.get(f"/pets/2/toys/{ball['id']}")).status_code == 404
        assert (await http.get("/pets/1/toys")).json() == {"data": [ball]}
        assert (await http.get("/pets/2/toys")).json() == {"data": []}
        await http.delete("/pets/1")
        assert (await http.get("/pets/1/toys")).status_code == 404


async def test_an_action_changes_the_thing_by_its_example(tmp_path: Path) -> None:
    named = operation(PET, requestBody=json_body({"type": "object"}))
    named["responses"]["200"]["content"][JSON]["example"] = {"id": 42, "name": "Example", "owner": "Ada", "visits": 7}
    other = operation({"type": "object", "properties": {"weight": {"const": 3}}})
    text = pets(
        **{
            "/pets/{pet_id}/adopt": {"parameters": [slot("pet_id")], "post": named},
            "/pets/{pet_id}/weight": {"parameters": [slot("pet_id")], "get": other},
        }
    )
    async with stateful(tmp_path, text) as http:
        assert (await http.post("/pets/1/adopt", json={})).status_code == 404
        await http.post("/pets", json={"name": "Rex", "tags": []})
        adopted = (await http.post("/pets/1/adopt", json={"colour": "red"})).json()
        assert {name: adopted[name] for name in ("id", "name", "owner", "colour")} == {
            "id": 1, "name": "Rex", "owner": "Ada", "colour": "red",
        }  # fmt: skip
        assert (await http.get("/pets/1")).json() == adopted
        assert (await http.get("/pets/1/weight")).json() == {"weight": 3}


async def test_what_a_thing_is_may_lie_in_an_envelope(tmp_path: Path) -> None:
    whole = {"type": "object", "required": ["data"], "properties": {"data": PET, "ok": {"const": True}}}
    text = pets()
    for method, path in (("post", "/pets"), ("get", "/pets/{pet_id}"), ("patch", "/pets/{pet_id}")):
        for answer in text["paths"][path][method]["responses"].values():
            if answer["content"][JSON].get("example") is None:
                answer["content"][JSON]["schema"] = whole
    text["paths"]["/pets"]["post"]["requestBody"] = json_body({"type": "object"})
    async with stateful(tmp_path, text) as http:
        created = (await http.post("/pets", json={"data": {"name": "Rex", "tags": []}})).json()
        assert created["data"]["name"] == "Rex"
        assert (await http.get("/pets/1")).json()["data"] == created["data"]
        assert (await http.patch("/pets/1", json={"name": "Max"})).json()["data"]["name"] == "Max"


async def test_an_id_of_the_clients_own_is_kept_once(tmp_path: Path) -> None:
    text = pets()
    text["components"]["schemas"]["Pet"]["properties"]["id"] = {"type": "integer"}
    async with stateful(tmp_path, text) as http:
        body = {"id": 5, "name": "Rex", "tags": []}
        assert (await http.post("/pets", json={**body, "created_at": "2026-01-01T00:00:00Z"})).json()["id"] == 5
        assert (await http.post("/pets", json=body)).status_code == 409


@pytest.mark.parametrize(
    ("schema", "pattern"),
    [
        ({"type": "string", "format": "uuid"}, r"[0-9a-f-]{36}"),
        ({"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, r"[1-9][0-9]+"),
        ({"type": "string", "pattern": "^pet_[a-z]{8}$"}, r"pet_[a-z]{8}"),
        ({"type": "string", "examples": ["pet-12"]}, r"pet-[0-9a-f]{16}"),
        ({"type": "integer", "minimum": 1000}, r"10\d\d"),
    ],
)
async def test_ids_have_the_form_of_their_schema(tmp_path: Path, schema: Any, pattern: str) -> None:
    text = pets()
    text["components"]["schemas"]["Pet"]["properties"]["id"] = {**schema, "readOnly": True}
    text["paths"]["/pets/{pet_id}"]["parameters"] = [slot("pet_id", {"type": "string"})]
    async with stateful(tmp_path, text) as http:
        created = [(await http.post("/pets", json={"name": "Rex", "tags": []})).json()["id"] for _ in range(20)]
        assert len(set(created)) == 20
        for each in created:
            assert re.fullmatch(pattern, str(each))
            assert (await http.get(f"/pets/{each}")).status_code == 200


async def test_what_nothing_can_be_created_in_answers_by_its_examples(tmp_path: Path) -> None:
    text = pets()
    del text["paths"]["/pets"]["post"], text["paths"]["/pets/{pet_id}"]["put"]
    async with stateful(tmp_path, text) as http:
        assert (await http.get("/pets/1")).status_code == 200
        assert len((await http.get("/pets")).json()) == 1


async def test_the_same_requests_give_the_same_answers(tmp_path: Path) -> None:
    async def run(seed: int) -> list[bytes]:
        text = pets()
        text["components"]["schemas"]["Pet"]["properties"]["id"] = {"type": "string"}
        async with stateful(tmp_path, text, seed=seed) as http:
            sent = [await http.post("/pets", json={"name": "Rex", "tags": []}) for _ in range(3)]
            return [each.content for each in [*sent, await http.get("/pets")]]

    assert await run(1) == await run(1)
    assert await run(1) != await run(2)


async def test_a_file_keeps_things_from_run_to_run(tmp_path: Path) -> None:
    for count in (1, 2):
        async with stateful(tmp_path, pets(), database=tmp_path / "pets.db") as http:
            await http.post("/pets", json={"name": "Rex", "tags": []})
            assert len((await http.get("/pets")).json()) == count
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"no database" * 100)
    with pytest.raises(StoreError, match=r"bad\.db"):
        mock_app(tmp_path / "openapi.yaml", settings=Settings(stateful=True, database=bad))


async def test_a_preferred_answer_changes_nothing(tmp_path: Path) -> None:
    async with stateful(tmp_path, pets()) as http:
        refused = await http.post("/pets", json={"name": "Rex", "tags": []}, headers={"Prefer": "code=500"})
        assert refused.status_code == 500
        assert (await http.get("/pets")).json() == []
