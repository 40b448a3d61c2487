"""Documents of every form that is read, as SDKs that are used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import yaml
from sdkwright.diagnostics import Diagnostics
from sdkwright.pipeline import Pipeline

from tests.functional.support import Sdk, _write, generate, import_package, run_pipeline

SWAGGER = """\
swagger: "2.0"
info: {title: Acme, version: "1"}
host: acme.test
basePath: /v1
schemes: [http, https]
consumes: [application/json]
produces: [application/json]
parameters:
  Trace: {name: X-Trace, in: header, type: string}
  Pet: {name: pet, in: body, required: true, schema: {$ref: '#/definitions/Pet'}}
responses:
  Gone: {description: gone, schema: {type: object, properties: {why: {type: string}}}}
definitions:
  Pet:
    type: object
    required: [name]
    properties: {name: {type: string}, age: {type: integer, x-nullable: true}, mate: {$ref: '#/definitions/Pet'}}
paths:
  /pets/{id}:
    parameters: [{$ref: '#/parameters/Trace'}, {name: id, in: path, required: true, type: string}]
    get:
      parameters: [{name: tags, in: query, type: array, items: {type: string}, collectionFormat: pipes}]
      responses: {"200": {description: ok, schema: {$ref: '#/definitions/Pet'}}, "410": {$ref: '#/responses/Gone'}}
    put:
      parameters: [{$ref: '#/parameters/Pet'}]
      responses: {"200": {description: ok, schema: {$ref: '#/definitions/Pet'}}}
  /photos:
    post:
      consumes: [multipart/form-data]
      parameters:
      - {name: photo, in: formData, type: file, required: true}
      - {name: title, in: formData, type: string}
      responses: {"204": {description: ok}}
  /login:
    post:
      consumes: [application/x-www-form-urlencoded]
      parameters: [{name: user, in: formData, type: string, required: true}]
      responses: {"204": {description: ok}}
"""
METHODS = """\
resources:
  pets:
    models: {pet: '#/definitions/Pet'}
    methods: {retrieve: 'get /pets/{id}', update: 'put /pets/{id}'}
  photos: {methods: {upload: post /photos, login: post /login}}
"""


def in_folder(folder: Path, spec: str, config: str, **files: str) -> Sdk:
    """As `generate`, with other files beside the document: names with '__' for '/' and '_' for '.'."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    generation = run_pipeline(spec, config, folder)
    assert generation.files, [f"{each.code} {each.message}" for each in generation.diagnostics]
    return Sdk(generation, import_package(_write(generation.files) / "src" / generation.package))


def test_swagger_answers_have_their_types() -> None:
    sdk = generate(SWAGGER, METHODS)
    client = sdk.client({"name": "Rex", "age": None, "mate": {"name": "Bo"}}, base_url="https://acme.test/v1")
    pet = client.pets.retrieve("7")
    assert (pet.name, pet.age, pet.mate.name) == ("Rex", None, "Bo")
    assert type(pet.mate) is type(pet) is sdk.module("types").Pet
    assert str(sdk.sent.url) == "https://acme.test/v1/pets/7"


def test_swagger_bodies_forms_and_files() -> None:
    sdk = generate(SWAGGER, METHODS)
    client = sdk.client({"name": "Rex"}, base_url="https://acme.test/v1")
    client.pets.update("7", name="Rex", age=None)
    assert (sdk.sent.method, sdk.sent_json) == ("PUT", {"name": "Rex", "age": None})
    client.photos.login(user="a b")
    assert sdk.sent.headers["content-type"] == "application/x-www-form-urlencoded"
    assert sdk.sent.content == b"user=a+b"
    client.photos.upload(photo=("p.png", b"bytes"), title="t")
    assert sdk.sent.headers["content-type"].startswith("multipart/form-data")
    assert b'name="photo"; filename="p.png"' in sdk.sent.content
    assert b'name="title"' in sdk.sent.content


MULTI = "paths:\n  /pets: {$ref: paths/pets.yaml}\ncomponents:\n  schemas:\n    Pet: {$ref: schemas/pet.yaml}\n"
PETS = """\
get:
  parameters: [{$ref: '../common.yaml#/limit'}]
  responses:
    "200": {content: {application/json: {schema: {type: array, items: {$ref: ../schemas/pet.yaml}}}}}
"""
PET = "type: object\nrequired: [owner]\nproperties:\n  owner: {$ref: owner.yaml}\n  kind: {$ref: '../common.yaml#/$defs/Kind'}\n"
OWNER = "type: object\nproperties:\n  name: {type: string}\n  pets: {type: array, items: {$ref: pet.yaml}}\n"
COMMON = "limit: {name: limit, in: query, schema: {type: integer}}\n$defs:\n  Kind: {type: object, properties: {id: {type: string}}}\n"
FILES = {"paths__pets_yaml": PETS, "schemas__pet_yaml": PET, "schemas__owner_yaml": OWNER, "common_yaml": COMMON}
LIST = "resources: {pets: {models: {pet: Pet}, methods: {list: get /pets}}}\n"


def test_several_files_make_one_sdk(tmp_path: Path) -> None:
    sdk = in_folder(tmp_path, MULTI, LIST, **FILES)
    assert [each.code for each in sdk.generation.diagnostics if each.code < "SW200"] == []
    client = sdk.client([{"owner": {"name": "Al", "pets": []}, "kind": {"id": "k"}}])
    (pet,) = client.pets.list(limit=3)
    assert sdk.sent.url.params["limit"] == "3"
    assert (pet.owner.name, pet.kind.id) == ("Al", "k")
    assert type(pet).__name__ == "Pet"
    assert type(pet.owner).__name__ in ("Owner", "PetOwner")
    assert type(pet.kind).__name__ in ("Kind", "PetKind")


def test_the_same_output_wherever_the_files_are(tmp_path: Path) -> None:
    one = in_folder(tmp_path / "a", MULTI, LIST + "targets: {python: {package_name: sdk_files}}\n", **FILES)
    for name, text in FILES.items():
        path = tmp_path / "b" / "deep" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    two = run_pipeline(MULTI, LIST + "targets: {python: {package_name: sdk_files}}\n", tmp_path / "b" / "deep")
    assert one.generation.files == two.files


def test_what_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    sdk = in_folder(
        tmp_path,
        """\
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {$ref: gone.yaml}}}}}}}
  /b: {get: {responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/None'}}}}}}}
""",
        "resources: {r: {methods: {a: get /a, b: get /b}}}\n",
    )
    assert {"SW014", "SW020"} <= set(sdk.generation.codes)
    client = sdk.client({"any": 1})
    assert client.r.a() == {"any": 1}
    assert client.r.b() == {"any": 1}


def test_a_reference_out_of_the_folder_stops_the_run(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("type: object\n")
    spec = (
        'paths:\n  /a: {get: {responses: {"200": {content: {application/json: {schema: {$ref: ../secret.yaml}}}}}}}\n'
    )
    config = "resources: {r: {methods: {a: get /a}}}\n"
    refused = run_pipeline(spec, config, tmp_path / "spec")
    assert (refused.files, [each for each in refused.codes if each == "SW013"]) == ({}, ["SW013"])
    allowed = run_pipeline(spec, config + "sdkwright: {spec: openapi.yaml, allow_refs: ['..']}\n", tmp_path / "spec")
    assert allowed.files


PAGES = """\
paths:
  /users: {get: {responses: {"200": {content: {application/json: {schema: {$ref: '#/components/schemas/Users'}}}}}}}
components:
  schemas:
    Page:
      type: object
      properties: {items: {type: array, items: {$dynamicRef: '#item'}}, next: {type: string}}
      $defs: {any: {$dynamicAnchor: item}}
    Users: {$ref: '#/components/schemas/Page', $defs: {user: {$dynamicAnchor: item, $ref: '#user'}}}
    User: {$anchor: user, type: object, properties: {name: {type: string}}}
"""


def test_a_generic_page_has_items_of_its_own_type() -> None:
    sdk = generate(PAGES, "resources: {users: {models: {user: User}, methods: {page: get /users}}}\n")
    found = sdk.client({"items": [{"name": "Al"}], "next": "n"}).users.page()
    assert found.items[0].name == "Al"
    assert type(found.items[0]) is sdk.module("types").User


OVERLAY = """\
overlay: 1.0.0
info: {title: o, version: "1"}
actions:
- target: $.paths['/a'].get
  update: {parameters: [{name: added, in: query, schema: {type: string}}]}
- target: $.paths['/b']
  remove: true
"""
PLAIN = (
    'paths:\n  /a: {get: {responses: {"204": {description: d}}}}\n  /b: {get: {responses: {"204": {description: d}}}}\n'
)


def test_overlays_of_the_config(tmp_path: Path) -> None:
    config = "resources: {r: {methods: {a: get /a}}}\nsdkwright: {spec: openapi.yaml, overlays: [overlays/o.yaml]}\n"
    sdk = in_folder(tmp_path, PLAIN, config, overlays__o_yaml=OVERLAY)
    assert sdk.generation.codes == []
    sdk.client(lambda _: httpx.Response(204)).r.a(added="x")
    assert sdk.sent.url.params["added"] == "x"


def sdkwright(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sdkwright", *arguments]
    path = str(Path(__file__).parents[2] / "generator")
    environment = {**os.environ, "PYTHONPATH": path, "NO_COLOR": "1"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


def test_overlays_and_folders_of_the_command_line(tmp_path: Path) -> None:
    head = 'openapi: 3.1.0\ninfo: {title: Acme, version: "1"}\n'
    more = "components: {schemas: {A: {$ref: ../common/a.yaml}}}\n"
    for name, text in {
        "spec/api.yaml": head + PLAIN + more,
        "o.yaml": OVERLAY,
        "common/a.yaml": "type: object\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    options = ["--no-config", "--spec", "spec/api.yaml", "--dump", "document"]
    done = sdkwright(tmp_path, "generate", *options, "--overlay", "o.yaml", "--allow-refs", "common")
    assert done.returncode == 0, done.stderr
    document: Any = yaml.safe_load(done.stdout)
    assert list(document["paths"]) == ["/a"]
    assert document["components"]["schemas"]["A"] == {"type": "object"}
    wrong = sdkwright(tmp_path, "generate", *options, "--overlay", "spec/api.yaml")
    assert wrong.returncode == 1
    assert "SW021" in wrong.stderr


def test_a_swagger_document_needs_no_config(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(SWAGGER)
    sink = Diagnostics()
    outputs = Pipeline(str(tmp_path / "api.yaml"), None, (), sink).outputs()
    assert outputs, [each.message for each in sink]
    assert not sink.has_errors


def test_finding_in_another_file_shows_its_line(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text('openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {/a: {$ref: a.yaml}}\n')
    (tmp_path / "a.yaml").write_text(
        'get:\n  responses:\n    "200": {content: {application/json: {schema: {$ref: "#/none"}}}}\n'
    )
    done = sdkwright(tmp_path, "lint", "--no-config", "--spec", "api.yaml")
    assert "a.yaml:3:" in done.stderr + done.stdout
    assert '3 |     "200"' in done.stderr + done.stdout
