"""api.md: the published form of its lines, links that lead somewhere, and no way out of them."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from tests.functional.support import generate, run_pipeline
from tests.unit.lower.around import HOSTILE, blocks, headings, tokens

LINE = re.compile(
    r'- <code title="(?P<http>[^"]*)">client\.(?P<path>[\w.]+)\.<a href="(?P<source>[^"]*)">(?P<name>\w+)</a>'
    r'\((?P<given>(?:[\w, ]|\\\*, )*)(?:\\\*\\\*<a href="(?P<params>[^"]*)">params</a>)?\) -> '
    r'(?:<a href="(?P<home>[^"]*)">(?P<linked>[^<]*)</a>|(?P<plain>[^<]*))</code>'
)


def answer(schema: dict[str, Any]) -> dict[str, Any]:
    return {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}


def in_path(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


QUERY = {"name": "limit", "in": "query", "schema": {"type": "integer"}}
PET = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
SPEC = yaml.safe_dump(
    {
        "openapi": "3.1.0",
        "info": {"title": "Acme", "version": "1"},
        "servers": [{"url": "https://acme.test"}],
        "paths": {
            "/pets": {
                "post": {"parameters": [QUERY], "responses": answer({"$ref": "#/components/schemas/Pet"})},
                "get": {"responses": answer({"type": "array", "items": {"type": "string"}})},
            },
            "/pets/{pet_id}/toys/{toy_id}": {
                "parameters": [in_path("pet_id"), in_path("toy_id")],
                "get": {"parameters": [QUERY], "responses": answer(PET)},
                "delete": {"responses": {"204": {"description": "gone"}}},
            },
        },
        "components": {"schemas": {"Pet": PET}},
    }
)
CONFIG = """
resources:
  pets:
    models: {pet: Pet}
    methods: {create: post /pets, names: get /pets}
    subresources:
      toys: {methods: {retrieve: "get /pets/{pet_id}/toys/{toy_id}", delete: "delete /pets/{pet_id}/toys/{toy_id}"}}
"""


def lines(text: str) -> list[re.Match[str]]:
    found = [LINE.fullmatch(line) for line in text.splitlines() if line.startswith("- ")]
    assert None not in found
    return [each for each in found if each]


def test_lines_have_the_published_form() -> None:
    generation = run_pipeline(SPEC, CONFIG + "targets: {python: {package_name: acme}}")
    text = generation.files["api.md"].decode()
    assert headings(text) == ["h1 Pets", "h2 Toys"]
    assert [line for line in text.splitlines() if line.startswith("- ")] == [
        '- <code title="post /pets">client.pets.<a href="./src/acme/resources/pets/pets.py">create</a>'
        '(\\*\\*<a href="src/acme/types/pet_create_params.py">params</a>) -> '
        '<a href="./src/acme/types/pet.py">Pet</a></code>',
        '- <code title="get /pets">client.pets.<a href="./src/acme/resources/pets/pets.py">names</a>() -> '
        '<a href="./src/acme/types/pet_names_response.py">PetNamesResponse</a></code>',
        '- <code title="get /pets/{pet_id}/toys/{toy_id}">client.pets.toys.<a href="./src/acme/resources/pets/toys.py">'
        'retrieve</a>(toy_id, \\*, pet_id, \\*\\*<a href="src/acme/types/pets/toy_retrieve_params.py">params</a>) -> '
        '<a href="./src/acme/types/pets/toy_retrieve_response.py">ToyRetrieveResponse</a></code>',
        '- <code title="delete /pets/{pet_id}/toys/{toy_id}">client.pets.toys.'
        '<a href="./src/acme/resources/pets/toys.py">delete</a>(toy_id, \\*, pet_id) -> None</code>',
    ]


def test_links_lead_to_files_and_types_can_be_imported() -> None:
    sdk = generate(SPEC, CONFIG)
    text = sdk.generation.files["api.md"].decode()
    for found in lines(text):
        for target in (found["source"], found["params"], found["home"]):
            assert target is None or target.removeprefix("./") in sdk.generation.files
    imports = blocks(text, "python")
    assert [each.split(" import ")[1].strip() for each in imports] == ["Pet, PetNamesResponse", "ToyRetrieveResponse"]
    for code in imports:
        exec(compile(code, "api.md", "exec"), {})


def test_listings_that_take_the_place_of_published_ones_name_all_models_as_classes() -> None:
    document = yaml.safe_load(SPEC)
    document["components"]["schemas"]["Pet"]["properties"]["mate"] = {"$ref": "#/components/schemas/Mate"}
    document["components"]["schemas"] |= {"Mate": PET, "Gift": PET, "Food": PET}
    gift = {"type": "object", "properties": {"gift": {"$ref": "#/components/schemas/Gift"}}}
    document["paths"]["/pets"]["post"]["requestBody"] = {"content": {"application/json": {"schema": gift}}}
    config = CONFIG.replace("{pet: Pet}", "{pet: Pet, gift: Gift, food: Food, mate: Mate}").lstrip()
    published = generate(
        yaml.safe_dump(document), f"{config}sdkwright: {{spec: openapi.yaml, compat: true}}"
    ).generation.files["api.md"]
    own = generate(yaml.safe_dump(document), config).generation.files["api.md"]
    assert "import Food, Gift, Mate, Pet, PetNamesResponse" in published.decode()
    assert "import Food, GiftParam, Mate, Pet, PetNamesResponse" in own.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_no_path_breaks_out_of_its_attribute(text: str) -> None:
    path = "/pets/" + "".join(re.sub(r"[{}]", "", text).split())  # a config cannot name a path with spaces
    spec = yaml.safe_dump(
        {
            "openapi": "3.1.0",
            "info": {"title": text, "version": "1"},
            "servers": [{"url": "https://acme.test"}],
            "paths": {path: {"get": {"summary": text, "description": text, "responses": answer(PET)}}},
        }
    )
    generation = run_pipeline(spec, yaml.safe_dump({"resources": {"pets": {"methods": {"get": f"get {path}"}}}}))
    if not generation.files:
        assert any(each.severity.name == "ERROR" for each in generation.diagnostics)
        return
    found = generation.files["api.md"].decode()
    assert len(lines(found)) == 1
    html = [each.content for each in tokens(found) if each.type == "html_inline"]
    assert [re.sub(r'"[^"]*"', '""', each) for each in html] == [
        *('<code title="">', '<a href="">', "</a>", '<a href="">', "</a>", "</code>"),
    ]


def test_shared_types_come_first() -> None:
    shared = "resources:\n  $shared: {models: {pet: Pet}}\n  pets: {methods: {create: post /pets}}\n"
    generation = run_pipeline(SPEC, shared)
    text = generation.files["api.md"].decode()
    assert text.startswith(f"# Shared Types\n\n```python\nfrom {generation.package}.types import Pet\n```\n")


def test_a_standalone_resource_has_a_reference_of_its_own() -> None:
    toys = CONFIG.replace("toys: {", "toys: {standalone_api: true, models: {toy: Pet}, ").replace(
        "models: {pet: Pet}\n", "standalone_api: false\n"
    )
    generation = run_pipeline(SPEC, toys)
    folder = f"src/{generation.package}/resources/pets/toys"
    whole, own = generation.files["api.md"].decode(), generation.files[f"{folder}/api.md"].decode()
    assert f"## [Toys]({folder}/api.md)" in whole
    assert "client.pets.toys" not in whole
    assert own.startswith("# Toys\n")
    found = [target for each in lines(own) for target in (each["source"], each["params"]) if target]
    assert found
    for target in found:
        assert target.startswith("../../../../../src/")
        assert target.removeprefix("../../../../../") in generation.files
