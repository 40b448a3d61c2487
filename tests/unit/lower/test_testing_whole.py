"""The generated tests of a small API as a whole: they pass, and fail when the SDK is wrong."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.functional.support import HEAD, run_pipeline

if TYPE_CHECKING:
    from pathlib import Path

    from sdkwright.api import Json

ZOO = """
paths:
  /animals:
    get:
      parameters:
        - {name: tagNames, in: query, schema: {type: array, items: {type: string}}}
        - {name: kinds, in: query, schema: {type: array, items: {type: string, enum: [cat, dog]}}}
        - {name: since, in: query, schema: {type: string, format: date-time}}
        - {name: where, in: query, schema: {type: object, properties: {cageNo: {type: integer}}}}
        - {name: order, in: query, required: true, schema: {type: string, enum: [up, down]}}
        - {name: X-Trace, in: header, schema: {type: string}}
      responses:
        '200':
          description: ok
          content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Animal'}}}}
        '4XX': {description: no}
    post:
      deprecated: true
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
      responses:
        '201': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Animal'}}}}
  /animals/{animalId}/{wing}:
    delete:
      parameters:
        - {name: animalId, in: path, required: true, schema: {type: integer}}
        - {name: wing, in: path, required: true, schema: {type: string}, example: a b/ü}
      responses: {'204': {description: gone}}
  /events:
    get:
      responses:
        '200': {description: ok, content: {text/event-stream: {schema: {$ref: '#/components/schemas/Pet'}}}}
  /pages:
    get:
      parameters: [{name: pageNo, in: query, schema: {type: integer}}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema:
                type: object
                required: [data, page, total]
                properties:
                  data: {type: array, items: {$ref: '#/components/schemas/Pet'}}
                  page: {type: integer}
                  total: {type: integer}
components:
  schemas:
    Animal:
      type: object
      required: [animalName, pet]
      properties:
        animalName: {type: string}
        id: {type: string, readOnly: true}
        secretWord: {type: string, writeOnly: true}
        bornAt: {type: string, format: date-time}
        size: {type: string, enum: [small, large]}
        class: {type: string}
        cage: {type: object, properties: {cageNo: {type: integer}, keeperNames: {type: array, items: {type: string}}}}
        mother: {anyOf: [{$ref: '#/components/schemas/Animal'}, {type: 'null'}]}
        pet: {$ref: '#/components/schemas/Pet'}
    Pet:
      oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
      discriminator: {propertyName: petType}
    Cat:
      type: object
      required: [petType, lives]
      properties: {petType: {const: cat}, lives: {type: integer}, favToy: {type: string}}
    Dog:
      type: object
      required: [petType, barkVolume]
      properties: {petType: {const: dog}, barkVolume: {type: number}}
"""
ZOO_CONFIG = """
targets: {python: {package_name: zoo}}
client_settings:
  idempotency: {header: Idempotency-Key}
  opts:
    api_key: {read_env: ZOO_KEY, auth: {security_scheme: key}}
    tenant_id: {nullable: true, send_in_header: X-Tenant}
security_schemes: {key: {type: apiKey, in: header, name: X-Zoo-Key}}
query_settings: {array_format: brackets, nested_format: dots}
pagination:
  - name: numbered
    type: page_number
    request: {pageNo: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}
    response:
      data: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}
      page: {type: integer, x-stainless-pagination-property: {purpose: current_page_number_field}}
      total: {type: integer, x-stainless-pagination-property: {purpose: total_page_count_field}}
resources:
  animals:
    models: {animal: Animal}
    methods: {list: get /animals, create: post /animals, delete: 'delete /animals/{animalId}/{wing}'}
    subresources: {deep: {methods: {events: get /events, pages: {endpoint: get /pages, paginated: numbered}}}}
"""


def folder_of_tests(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: content for path, content in files.items() if path.startswith("tests/")}


def test_the_order_of_keys_changes_nothing() -> None:
    def shuffled(node: Json, chance: random.Random) -> Json:
        if isinstance(node, list):
            return [shuffled(each, chance) for each in node]
        if isinstance(node, dict):
            entries = [(key, shuffled(node[key], chance)) for key in node]
            chance.shuffle(entries)
            return dict(entries)
        return node

    first = folder_of_tests(run_pipeline(HEAD + ZOO, ZOO_CONFIG).files)
    document = yaml.safe_load(HEAD + ZOO)
    for seed in range(3):
        other = yaml.safe_dump(shuffled(document, random.Random(seed)), sort_keys=False)
        assert folder_of_tests(run_pipeline(other, ZOO_CONFIG).files) == first


MISTAKES = {
    "path": ("resources/animals/animals.py", '"/animals/{', '"/animal/{'),
    "verb": ("resources/animals/animals.py", "self._delete(", "self._put("),
    "query parameter": ("types/animal_list_params.py", 'alias="tagNames"', 'alias="tags"'),
    "body property": ("types/animal_create_params.py", 'alias="animalName"', 'alias="animalname"'),
    "array format": ("_client.py", 'array_format="brackets"', 'array_format="repeat"'),
    "optional property of a model": ("types/animal.py", 'alias="bornAt"', 'alias="born_at"'),
    "credentials": ("_client.py", '"X-Zoo-Key"', '"X-Key"'),
    "page": ("pagination.py", "current + 1", "current"),
}


@pytest.mark.slow
def test_generated_tests_pass_and_fail_with_the_sdk(tmp_path: Path) -> None:
    files = run_pipeline(HEAD + ZOO, ZOO_CONFIG).files
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)

    def run() -> subprocess.CompletedProcess[str]:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST_")}
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist"]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    done = run()
    assert done.returncode == 0, done.stdout[-5000:]
    for mistake, (name, right, wrong) in MISTAKES.items():
        path = tmp_path / "src" / "zoo" / name
        source = path.read_text()
        assert right in source, mistake
        path.write_text(source.replace(right, wrong))
        assert run().returncode == 1, mistake
        path.write_text(source)
