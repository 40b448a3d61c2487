"""Every key that published configs of the Stainless service hold, or its reference lists: none stops a run, and none is passed over.

`CONFIG` uses each of those keys once. `TOLD` lists those that change nothing; all others are honoured, as tests of their
own show.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sdkwright.diagnostics import Diagnostics, Severity
from sdkwright.pipeline import Pipeline

SPEC = """\
openapi: 3.1.0
info: {title: t, version: "1"}
paths:
  /pets:
    get: {responses: {"200": {description: ok, content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {$ref: '#/components/schemas/Pet'}}, next: {type: string}}}}}}}, parameters: [{name: after, in: query, schema: {type: string}}]}
    post: {requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {"200": {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}}
webhooks:
  petAdded: {post: {requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}, responses: {"200": {description: ok}}}}
components:
  securitySchemes: {Basic: {type: http, scheme: basic}}
  schemas:
    Pet: {type: object, properties: {name: {type: string}, kind: {type: string}, size: {oneOf: [{type: string}, {type: integer}]}}}
    AllErrors: {type: object, properties: {code: {type: string}, status: {type: integer}}}
"""
CONFIG = """\
edition: 2025-10-10
organization: {name: acme, docs: https://docs.acme.test, contact: a@acme.test, github_org: acme, upload_spec: true, security_contact: s@acme.test, security_policy_url: https://acme.test/policy, security_policy_terms: Terms.}
package: acme
models: {pet: Pet}
settings:
  license: {name: MIT, contents: "MIT, as it is.", extension: md}
  python: {license_classifier: "License :: OSI Approved :: MIT License"}
  disable_mock_tests: true
  file_header: "Copyright Acme"
  mock_server: steady
  per_endpoint_security: true
  sort_schema_properties: false
  unwrap_response_fields: [data]
  positional_params: true
client_settings:
  default_env_prefix: ACME
  default_retries: {initial_delay_seconds: 0.5, max_delay_seconds: 8, max_retries: 0}
  client_name: Acme
  default_client_example_name: client
  default_client_name: Acme
  default_timeout: PT60S
  opt_in_new_security_behaviour: true
  idempotency: {header: Idempotency-Key}
  default_headers: {x-a: b}
  omit_stainless_headers: true
  opts:
    user: {type: string, nullable: false, description: d, read_env: ACME_USER, auth: {security_scheme: Basic, role: username}, required_in_tests: true}
    password: {type: string, nullable: true, default: x, auth: {security_scheme: Basic, name: password}}
    org: {type: string, send_in_header: X-Org, nullable: true}
    key: {type: string, send_as_query_param: key, nullable: true, format: uri, example: a}
    cookie: {type: string, send_in_cookie: c, nullable: true}
    region: {type: string, server_variable: region, default: eu}
    nothing: {type: "null"}
    beta: {type: boolean, default: false, send_in_header: X-Beta}
    tenant: {type: integer, nullable: true, read_env: ACME_TENANT}
    ratio: {type: number, nullable: true}
query_settings: {array_format: comma, nested_format: brackets}
security: [{Basic: []}, {}]
security_schemes:
  Bearer: {type: http, scheme: bearer, description: d, bearerFormat: JWT, x-stainless-auth: {scheme_keyword: Token}}
  Plain: {type: http, scheme: basic, x-stainless-auth: {disable_base64: true, scheme_keyword: Plain}}
  Digest: {type: http, scheme: digest, x-stainless-auth: {scheme_keyword: Digest}}
  Key: {type: apiKey, in: header, name: x-key}
  Signed: {type: apiKey, name: x-signature, x-stainless-auth: {custom: signature}}
  OAuth: {type: oauth2, flows: {clientCredentials: {tokenUrl: "https://acme.test/token", refreshUrl: "https://acme.test/more", scopes: {a: b}}}}
environments: {production: "https://{region}.acme.test", sandbox: https://sandbox.acme.test}
pagination:
- name: my_page
  type: cursor
  param_location: query
  continue_on_empty_items: true
  request: {after: {type: string, description: d, x-stainless-pagination-property: {purpose: next_cursor_param}}}
  response:
    data: {type: array, items: {type: object}}
    next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field}}
- name: both_ways
  description: Pages of pets.
  type: cursor
  request:
    after: {type: string, x-stainless-pagination-property: {purpose: next_cursor_param, required: true}}
    before: {type: string, x-stainless-pagination-property: {purpose: previous_cursor_param}}
  response:
    data: {type: array, x-stainless-pagination-property: {purpose: items, is_top_level_array: true}}
    next: {type: string, x-stainless-pagination-property: {purpose: next_cursor_field, from_header: X-Next}}
    previous: {type: string, x-stainless-pagination-property: {purpose: previous_cursor_field}}
    more: {type: boolean, x-stainless-pagination-property: {purpose: has_next_page}}
- name: id_page
  type: cursor_id
  request:
    after: {type: string, x-stainless-pagination-property: {purpose: next_cursor_id_param}}
    before: {type: string, x-stainless-pagination-property: {purpose: previous_cursor_id_param}}
  response:
    data: {type: array, items: {type: object, properties: {id: {type: string, x-stainless-pagination-property: {purpose: cursor_item_id}}}}}
- name: url_page
  type: cursor_url
  request: {}
  response: {data: {type: array}, url: {type: string, x-stainless-pagination-property: {purpose: cursor_url_field}}}
- name: number_page
  type: page_number
  request: {page: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}
  response:
    data: {type: array}
    page: {type: integer, x-stainless-pagination-property: {purpose: current_page_number_field}}
    pages: {type: integer, x-stainless-pagination-property: {purpose: total_page_count_field}}
- name: offset_page
  type: offset
  request: {offset: {type: integer, x-stainless-pagination-property: {purpose: offset_count_param}}}
  response:
    data: {type: array}
    start: {type: integer, x-stainless-pagination-property: {purpose: offset_count_start_field}}
    total: {type: integer, x-stainless-pagination-property: {purpose: offset_total_count_field}}
- {name: only_page, type: fake_page, request: {}, response: {data: {type: array}}}
streaming:
  on_event:
  - {data_starts_with: "[DONE]", handle: done}
  - {event_type: error, handle: error}
  - {kind: fallthrough, handle: yield, error_property: error}
custom_casings:
  qa: {camel: qa, capital: QA, pascal: QA, snake: qa, initialism: true}
  url: {initialism: false}
  person: {singular: {camel: person, capital: Person, pascal: Person, snake: person}, plural: {camel: people, capital: People, pascal: People, snake: people}}
diagnostics: {ignored: {Java/SchemaUnionDiscriminatorMissing: true, Name/Collision: [{location: a, reason: b}, {target: go, reason: b}], Endpoint/NotFound: ['a > b']}}
codeflow: {detect_breaking_changes: true, release_environment: npm, publish_packages: true, reviewers: [ada], code_owners: {"*": [ada]}}
errors: {message_property: code, union: {discriminator: code, source: AllErrors, status_property: status, variants: {gone: {status_code: 410, name: lost}}}}
unspecified_endpoints: [post /agents/register]
openapi:
  spec: openapi.yaml
  code_samples: {mintlify: true, bump.sh: true, stainless: true, x-codeSamples: true}
  code_sample_languages: {curl: true, typescript: true}
  transforms: [{command: remove, reason: r, args: {target: $.components.schemas.Pet.properties.kind}}]
  transformations: [{command: oneOfToAnyOf, args: {}}]
resources:
  $shared: {models: {error: AllErrors}}
  $client: {methods: {ping: get /pets}, models: {}}
  pets:
    description: Pets of all kinds.
    mcp: false
    terraform: true
    standalone_api: true
    deprecated: {go: Use cats., python: Use dogs.}
    custom: false
    models:
      pet: {type: model, openapi_uri: '#/components/schemas/Pet', force_generation: true, only: [python], no_params_suffix: true, param_model: pets.kind, skip: [go]}
      kind: $.components.schemas.Pet.properties.name
      old_pet: {type: alias, to: pet, deprecated: {python: Use Pet.}, skip: [go], only: [python]}
    methods:
      list: {endpoint: get /pets, paginated: my_page, type: http, positional_params: [after], deprecated: Use another., skip_test_reason: none}
      create:
        endpoint: post /pets
        body_param_name: pet
        discriminator: type
        default_request_options: {max_retries: 0, timeout: 1500}
        docs: {response_property: name}
        unwrap_response: false
        unwrap_response_fields: [data]
        skip_test_reason: {python: none}
        request_body: {content_type: multipart/form-data, properties: {file: {type: string, format: binary, required: true}}}
        response: {type: string}
      hidden: {endpoint: get /pets, skip: true}
      find: {type: alias, to: list, deprecated: Use list., skip: [go], only: [python]}
      streamed: {endpoint: post /pets, streaming: {type: sse, param_discriminator: null, stream_event_model: pets.pet, params_type_name: x}}
      unwrap: {type: webhook_unwrap, webhook_key_opt: user, discriminator: type}
  gone: {only: [go], methods: {list: get /pets}}
  skipped: {skip: true, methods: {list: get /pets}}
readme:
  include_stainless_attribution: false
  example_types:
    object: {type: model, model: pets.pet, property: name}
    enum: {type: model, model: pets.kind, option: dog}
  example_requests:
    default: {type: request, endpoint: get /pets, params: {}}
    headline: {type: request, endpoint: post /pets, params: {name: a}, response_property: name}
    pagination: {type: request, endpoint: get /pets, params: {}}
    errors: {type: request, endpoint: get /pets, params: {}, example_properties: {code: 5}}
    http_agent: {type: request, endpoint: get /pets, params: {}}
    default_headers: {type: request, endpoint: get /pets, params: {}, assign_to: pets}
    file_uploads: {type: request, endpoint: post /pets, params: {}, file_param: file, file_path: a.png}
    nested_params: {type: request, endpoint: post /pets, params: {}}
    raw_response: {type: request, endpoint: get /pets, params: {}}
    retries: {type: request, endpoint: get /pets, params: {}}
    streaming: {type: request, endpoint: get /pets, params: {}}
    timeouts: {type: request, endpoint: get /pets, params: {}}
    pets__list: {type: request, endpoint: get /pets, params: {}}
targets:
  python:
    package_name: acme
    project_name: acme-sdk
    production_repo: acme/python
    staging_repo: acme/staging
    edition: python.2025-11-20
    publish: {pypi: {package_name: acme, auth_method: oidc}, release: {branch: main, prerelease: true}}
    options: {use_uv: true, websockets_extra_name: live, disable_pydantic_namespace_protection: true}
    screencast: https://acme.test/film.mp4
    readme_title: Acme Python
    skip: false
    keep_files: ["adk/**"]
  typescript: {package_name: a, production_repo: null, publish: {npm: false, jsr: {package_name: a}}, options: {mcp_server: {package_name: x, host: {stainless: true}}}, edition: typescript.2025-10-10}
  node: {package_name: a}
  go: {options: {enable_v2: true}}
  java: {reverse_domain: a.b}
  kotlin: {reverse_domain: a.b}
  ruby: {gem_name: a}
  php: {composer_package_name: a/b}
  csharp: {package_name: A}
  swift: {module_path: a}
  terraform: {provider_name: a}
  cli: {binary_name: a}
"""
TOLD = {
    "/client_settings/default_client_example_name": "SW251",
    "/client_settings/opts/nothing/type": "SW250",
    "/client_settings/opts/user/required_in_tests": "SW251",
    "/codeflow": "SW251",
    "/errors/union": "SW250",
    "/models": "SW103",
    "/openapi/code_sample_languages": "SW251",
    "/openapi/code_samples": "SW251",
    "/organization/upload_spec": "SW251",
    "/package": "SW103",
    "/readme/example_requests/default_headers": "SW251",
    "/readme/example_requests/errors/example_properties": "SW251",
    "/readme/example_requests/http_agent": "SW251",
    "/readme/example_types": "SW251",
    "/resources/pets/methods/create/request_body": "SW250",
    "/resources/pets/methods/create/response": "SW250",
    "/resources/pets/methods/streamed/streaming/params_type_name": "SW251",
    "/resources/pets/models/pet/param_model": "SW250",
    "/security_schemes/Signed/x-stainless-auth/custom": "SW250",
    "/settings/mock_server": "SW251",
    "/targets/python/options/use_uv": "SW251",
    "/targets/python/options/websockets_extra_name": "SW251",
    "/targets/python/publish/release": "SW251",
    "/targets/python/staging_repo": "SW251",
}


def run(folder: Path, config: str, spec: str = SPEC) -> Diagnostics:
    (folder / "openapi.yaml").write_text(spec, encoding="utf-8")
    (folder / "stainless.yml").write_text(config, encoding="utf-8")
    sink = Diagnostics()
    outputs = Pipeline(str(folder / "openapi.yaml"), folder / "stainless.yml", (), sink).outputs()
    assert outputs is not None, [each.message for each in sink]
    return sink


def test_every_key_is_honoured_or_told(tmp_path: Path) -> None:
    found = run(tmp_path, CONFIG)
    assert [each for each in found if each.severity is Severity.ERROR] == []
    told = {each.at.pointer: each.code for each in found if each.at and each.at.file.endswith("stainless.yml")}
    assert told == TOLD


KEYS = (
    "edition", "settings", "client_settings", "query_settings", "security", "security_schemes", "environments",
    "pagination", "streaming", "custom_casings", "diagnostics", "codeflow", "errors", "unspecified_endpoints",
    "openapi", "resources", "readme", "targets",
)  # fmt: skip
PYTHON = ("edition", "options", "publish", "readme_title", "skip", "keep_files", "project_name")


@pytest.mark.parametrize("key", KEYS)
def test_a_key_without_a_value_is_as_good_as_absent(tmp_path: Path, key: str) -> None:
    found = run(tmp_path, f"organization: {{name: acme}}\n{key}:\n")
    assert [each.message for each in found if each.at and each.at.file.endswith("stainless.yml")] == []


def test_keys_further_in_may_be_without_a_value_too(tmp_path: Path) -> None:
    python = "".join(f"    {key}:\n" for key in PYTHON)
    config = f"""\
organization: {{name: acme, docs: , contact: }}
client_settings: {{opts: , default_retries: , default_timeout: }}
readme: {{example_requests: {{default: {{endpoint: get /pets, type: request, params: }}}}}}
resources:
  pets: {{models: , subresources: , methods: {{list: {{endpoint: get /pets, paginated: , streaming: , skip: }}}}}}
targets:
  typescript:
  python:
{python}"""
    found = run(tmp_path, config)
    assert [each.message for each in found if each.at and each.at.file.endswith("stainless.yml")] == []


def test_a_resource_without_a_body_is_an_empty_one(tmp_path: Path) -> None:
    found = run(tmp_path, "organization: {name: acme}\nresources: {cats: , pets: {methods: {list: get /pets}}}\n")
    assert [each.message for each in found if each.severity is Severity.ERROR] == []
