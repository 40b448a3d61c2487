"""Type checkers, at their strictest, have nothing to say of an SDK, nor of a program that uses it as one expects."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pydantic
import pytest
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.functional.support import HEAD, generate

# One document, because checkers take seconds to start. Each line holds a kind of answer, body or name of its own.
SPEC = """
security: [{key: []}]
paths:
  /pets:
    get:
      parameters:
        - {name: cursor, in: query, schema: {type: string}}
        - {name: kind, in: query, schema: {type: array, items: {enum: [cat, dog]}}}
        - {name: str, in: query, schema: {type: string}}
        - {name: date, in: query, schema: {type: string, format: date}}
        - {name: since, in: query, schema: {type: string, format: date}}
        - {name: session, in: cookie, schema: {type: array, items: {type: string}}}
      responses:
        "200": {content: {application/json: {schema: {type: object, required: [data], properties: {
          data: {type: array, items: {$ref: "#/components/schemas/Pet"}}, next_cursor: {type: string}}}}}}
        "404": {content: {application/json: {schema: {$ref: "#/components/schemas/Refusal"}}}}
        default: {content: {application/json: {schema: {$ref: "#/components/schemas/Either"}}}}
    post:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
      responses:
        "201": {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}
        "202": {content: {application/json: {schema: {type: object, properties: {ticket: {type: string}}}}}}
        "204": {}
  /pets/{pet_id}:
    parameters: [{name: pet_id, in: path, required: true, schema: {type: string}}]
    get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}}
    put:
      deprecated: true
      requestBody: {content: {application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}}}
      responses: {"200": {content: {application/json: {schema: {
        type: array, items: {type: array, items: {$ref: "#/components/schemas/Either"}}}}}}}
    patch:
      requestBody: {content: {application/json: {schema: {
        type: object, additionalProperties: {$ref: "#/components/schemas/Either"}}}}}
      responses: {"200": {content: {application/json: {schema: {
        type: object, additionalProperties: {type: array, items: {$ref: "#/components/schemas/Either"}}}}}}}
    delete: {responses: {"200": {content: {application/json: {schema: {
      oneOf: [{$ref: "#/components/schemas/Cat"}, {type: "null"}]}}}}}}
  /alias: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Aliased"}}}}}}}
  /mode: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Mode"}}}}}}}
  /moment: {get: {responses: {"200": {content: {application/json: {schema: {type: string, format: date-time}}}}}}}
  /number: {get: {responses: {"200": {content: {application/json: {schema: {type: [integer, "null"]}}}}}}}
  /tree:
    post:
      requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
      responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}}
  /file:
    get: {responses: {"200": {content: {application/octet-stream: {}}}}}
    put: {requestBody: {content: {application/octet-stream: {}}}, responses: {"204": {}}}
    post:
      requestBody: {content: {multipart/form-data: {schema: {type: object, required: [file], properties: {
        file: {type: string, format: binary}, more: {type: array, items: {type: string, format: binary}},
        meta: {$ref: "#/components/schemas/Shadows"}}}}}}
      responses: {"200": {content: {text/plain: {}, application/json: {schema: {$ref: "#/components/schemas/Cat"}}}}}
  /scans:
    post:
      requestBody: {content: {image/png: {}}}
      responses: {"200": {content: {application/json: {schema: {
        type: object, properties: {data: {type: array, items: {type: string}}, next_cursor: {type: string}}}}}}}
  /talk:
    post:
      requestBody: {required: true, content: {application/json: {schema: {type: object, required: [say], properties: {
        say: {type: string}, stream: {type: boolean, default: false}}}}}}
      responses:
        "200":
          content:
            application/json: {schema: {$ref: "#/components/schemas/Aliased"}}
            text/event-stream: {schema: {$ref: "#/components/schemas/Pet"}}
  /watch: {get: {responses: {"200": {content: {text/event-stream: {schema: {$ref: "#/components/schemas/Pet"}}}}}}}
  /object:
    get:
      parameters:
        - {name: on, in: query, schema: {type: string, format: date}}
        - {name: any, in: query, schema: {}}
        - {name: yes, in: query, schema: {type: boolean}}
      responses: {"200": {content: {application/json: {schema: {type: array, items: {type: boolean}}}}}}
  /object/date: {get: {responses: {"200": {content: {application/json: {schema: {type: string, format: date}}}}}}}
  /object/bool: {get: {responses: {"200": {content: {application/json: {schema: {type: boolean}}}}}}}
  /stream: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/Stream"}}}}}}}
webhooks:
  born: {post: {requestBody: {content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}}}}
components:
  securitySchemes: {key: {type: http, scheme: bearer}}
  schemas:
    Pet:
      oneOf: [{$ref: "#/components/schemas/Cat"}, {$ref: "#/components/schemas/Dog"}]
      discriminator: {propertyName: kind}
    Cat: {type: object, required: [kind, id], properties: {
      kind: {const: cat}, id: {type: string}, lives: {type: integer}, friend: {$ref: "#/components/schemas/Pet"}}}
    Dog: {type: object, required: [kind, id], properties: {
      kind: {const: dog}, id: {type: string}, pups: {type: array, items: {$ref: "#/components/schemas/Dog"}}}}
    Either: {anyOf: [{type: string}, {$ref: "#/components/schemas/Cat"}, {type: array, items: {type: integer}}]}
    Aliased: {$ref: "#/components/schemas/Either"}
    Mode: {enum: [a, "b c", 3, true, null, ""]}
    Tree: {oneOf: [{type: string}, {type: "null"}, {type: array, items: {$ref: "#/components/schemas/Tree"}},
                   {type: object, additionalProperties: {$ref: "#/components/schemas/Tree"}}]}
    Refusal: {type: object, required: [code], properties: {code: {type: integer}}, additionalProperties: {type: string}}
    Stream: {type: object, properties: {Any: {type: string}}, additionalProperties: {
      oneOf: [{type: string}, {$ref: "#/components/schemas/Body"}]}}
    Body: {type: object, properties: {Omit: {type: string}}, additionalProperties: {type: integer}}
    Shadows:
      type: object
      required: [str, object]
      properties:
        {str: {type: string}, text: {type: string}, int: {type: integer}, count: {type: integer}, bool: {type: boolean},
         flag: {type: boolean}, float: {type: number}, size: {type: number}, object: {}, any: {}, bytes: {type: string},
         date: {type: string, format: date}, day: {type: string, format: date}, list: {type: array, items: {}},
         datetime: {type: string, format: date-time}, when: {type: string, format: date-time}, self: {type: string},
         List: {type: array, items: {type: string}}, Optional: {type: string}, Literal: {enum: [a]}, attr: {enum: [b]},
         Required: {type: string}, FieldInfo: {type: string}, TYPE_CHECKING: {type: string}, 2-bad: {type: string}}
      additionalProperties: {$ref: "#/components/schemas/Shadows"}
"""
PROGRAM = """
from __future__ import annotations

import asyncio
from typing import Dict, List, Union

import httpx
from typing_extensions import assert_type

import acme
from acme import APIStatusError, AsyncStream, AsyncAcme, Acme, Stream
from acme.types import Cat, Dog, Either, Pet, PetCreateParams, PetListParams, Refusal, Shadows, shared_params

client = Acme(bearer_token="x", timeout=httpx.Timeout(3), default_query={"a": 1})


def show(pet: Pet) -> str:
    if pet.kind == "cat":
        assert_type(pet, Cat)
        return str(pet.lives)
    assert_type(pet, Dog)
    return str(pet.pups)


def streams(asked: bool) -> None:
    assert_type(client.talk.create(say="a"), Either)
    assert_type(client.talk.create(say="a", stream=False), Either)
    with client.talk.create(say="a", stream=True) as stream:
        assert_type(stream, Stream[Pet])
        for event in stream:
            show(event)
    either = client.talk.create(say="a", stream=asked)
    if isinstance(either, Stream):
        for event in either:
            show(event)
    else:
        assert_type(either, Union[str, Cat, List[int]])
    for pet in client.watch.retrieve():
        show(pet)


def pages() -> None:
    for pet in client.pets.list(kind=["cat"], session=["a"], cursor="x", since="2000-01-01"):
        show(pet)
    page = client.pets.list()
    while page.has_next_page():
        page = page.get_next_page()
        print(len(page.data), page.next_cursor)
    for one in client.pets.list().iter_pages():
        print(one.data)
    params: PetListParams = {"cursor": "a", "kind": ["cat"]}
    for pet in client.pets.list(**params):
        print(pet.id)


def bodies() -> None:
    made = client.pets.create(
        kind="cat", id="x", friend={"kind": "dog", "id": "y", "pups": [{"kind": "dog", "id": "z"}]}
    )
    if isinstance(made, (Cat, Dog)):
        show(made)
    cat: shared_params.Cat = {"kind": "cat", "id": "a"}
    params: PetCreateParams = {"kind": "cat", "id": "a"}
    client.pets.create(**params)
    assert_type(client.pets.update("a", body={"a": "x", "b": [1, 2], "c": cat})["a"], List[Either])
    gone = client.pets.delete("a")
    if gone is not None:
        assert_type(gone, Cat)
    client.file.create(file=b"abc", more=[b"a", ("name", b"x")], meta={"str": "a", "object": 1})
    with open("x", "rb") as handle:
        client.file.create(file=handle)
        client.file.update(body=handle)
    client.file.update(body=b"x")
    client.file.retrieve().write_to_file("x")
    deep: shared_params.Tree = {"a": ["1", None, {"b": "x"}]}
    client.tree.create(body=deep)


def raw() -> None:
    response = client.pets.with_raw_response.retrieve("a")
    show(response.parse())
    print(response.headers.get("x"), response.status_code, response.http_request.method)
    assert_type(client.talk.with_raw_response.create(say="a").parse(), Either)
    assert_type(client.talk.with_raw_response.create(say="a", stream=True).parse(), Stream[Pet])
    with client.pets.with_streaming_response.retrieve("a") as streamed:
        print(*streamed.iter_lines())
        show(streamed.parse())


def errors() -> None:
    try:
        client.pets.list()
    except acme.NotFoundError as error:
        refusal = error.body_as(Refusal)
        assert_type(refusal.code, int)
        assert_type(refusal.any_other_key, str)
        if isinstance(error.parsed, Refusal):
            print(error.parsed.code)
    except APIStatusError as error:
        print(error.status_code, error.response.text, error.body_as(Dict[str, str])["a"], error.request_id)
    except acme.APIConnectionError as error:
        print(error.__cause__)


def models() -> None:
    refusal = Refusal(code=3)
    print(refusal.to_dict(), refusal.to_json(), refusal.model_extra, refusal.model_copy())
    assert_type(Shadows(str="a", object=3).any_other_key, Shadows)
    show(Cat.model_validate({"kind": "cat"}))
    show(client.webhooks.unwrap(b"", headers={}))


async def main() -> None:
    async with AsyncAcme(bearer_token="a") as other:
        assert_type(await other.talk.create(say="a"), Either)
        async with await other.talk.create(say="a", stream=True) as stream:
            assert_type(stream, AsyncStream[Pet])
            async for event in stream:
                show(event)
        async for pet in other.pets.list():
            show(pet)
        print((await other.pets.list()).data)
        show(await (await other.pets.with_raw_response.retrieve("a")).parse())
        async with other.pets.with_streaming_response.retrieve("a") as streamed:
            show(await streamed.parse())
        quick = other.with_options(timeout=3, max_retries=1)
        both = await asyncio.gather(quick.pets.retrieve("a"), quick.mode.retrieve())
        show(both[0])
        await (await other.file.retrieve()).write_to_file("x")


asyncio.run(main())
"""

# Each line holds a mistake that both checkers must find.
MISTAKES = """
from acme import Acme
from acme.types import Refusal

client = Acme(bearer_token="x")
client.pets.retrieve(3)
client.pets.create(kind="cow", id="x")
client.pets.create(kind="cat", id=3)
client.talk.create(say="a", stream="yes")
client.talk.create(say="a", stream=True).upper()
client.pets.list(kind=["cow"])
client.object_resource.retrieve(yes="yes")
client.object_resource.retrieve(on=3)
Refusal(code="x")
Refusal(code=1).any_other_key.append(1)
"""
WRONG = range(6, 16)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, as it would be installed, and the programs beside it."""
    place = tmp_path_factory.mktemp("typed")
    document, sink = place / "openapi.yaml", Diagnostics()
    document.write_text(HEAD + SPEC, encoding="utf-8")
    outputs = Pipeline(str(document), None, (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    for each in outputs[0].files:
        if each.path.startswith("src/"):
            target = place / each.path.removeprefix("src/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(each.content)
    (place / "program.py").write_text(PROGRAM, encoding="utf-8")
    (place / "mistakes.py").write_text(MISTAKES, encoding="utf-8")
    return place


def lines_of(found: list[str], file: str) -> set[int]:
    return {int(each.split(":")[1]) for each in found if each.startswith(f"{file}:")}


def mypy(folder: Path, cache: Path) -> list[str]:
    options = ["--strict", "--config-file=", "--python-version=3.10", f"--cache-dir={cache}", "--no-pretty"]
    command = [sys.executable, "-m", "mypy", *options, "--hide-error-context", "--no-error-summary", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if ": error:" in line]


def pyright(folder: Path) -> list[str]:
    settings = {"typeCheckingMode": "strict", "reportPrivateUsage": False, "pythonVersion": "3.9"}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", str(folder)]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = json.loads(done.stdout)["generalDiagnostics"]
    return [
        f"{Path(each['file']).relative_to(folder)}:{each['range']['start']['line'] + 1}: {each['message']}"
        for each in found
    ]


@pytest.mark.slow
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_sdk_and_a_program_are_well_typed(checker: str, folder: Path, tmp_path: Path) -> None:
    found = mypy(folder, tmp_path) if checker == "mypy" else pyright(folder)
    assert [each for each in found if not each.startswith("mistakes.py:")] == []
    assert lines_of(found, "mistakes.py") == set(WRONG)


def test_keys_that_are_no_fields_have_their_type() -> None:
    """What type checkers are told of them is true."""
    schemas = """
    Bag: {type: object, properties: {str: {type: string}}, additionalProperties: {$ref: "#/components/schemas/Thing"}}
    Thing: {type: object, properties: {id: {type: integer}}}"""
    spec = f"""
paths: {{/bag: {{get: {{responses: {{"200": {{content: {{application/json: {{schema: {{$ref: "#/components/schemas/Bag"}}}}}}}}}}}}}}}}
components:
  schemas:{schemas}
"""
    sdk = generate(spec, "resources: {bags: {methods: {retrieve: get /bag}}}")
    bag: Any = sdk.client({"str": "a", "other": {"id": 3}}).bags.retrieve()
    assert (bag.str, bag.other.id) == ("a", 3)
    model: Any = bag.__class__
    assert model.model_validate({"other": {"id": 4}}).other.id == 4
    with pytest.raises(pydantic.ValidationError):
        model.model_validate({"other": 4})
    assert list(model.model_fields) == ["str"]
