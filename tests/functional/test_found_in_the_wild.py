"""What broke on documents of many makers, each in ten lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from .support import Sdk, generate, run_pipeline

if TYPE_CHECKING:
    from pathlib import Path


def answers(path: str, more: str = "") -> str:
    return f'paths:\n  {path}: {{get: {{{more}responses: {{"200": {{description: fine}}}}}}}}\n'


def test_a_reference_to_another_host_does_not_stop_the_run() -> None:
    spec = """\
paths:
  /a: {get: {responses: {"200": {content: {application/json: {schema: {$ref: 'https://acme.test/pet.json'}}}}}}}
"""
    sdk = generate(spec, "resources: {r: {methods: {a: get /a}}}\n")
    assert "SW027" in sdk.generation.codes
    assert sdk.client({"any": 1}).r.a() == {"any": 1}


def test_a_path_without_a_slash_is_not_called_unused() -> None:
    generation = run_pipeline(answers("pets"), "resources: {pets: {methods: {list: get /pets}}}\n")
    assert "SW212" not in generation.codes
    assert "SW212" in run_pipeline(answers("pets"), "resources: {}\n").codes
    meant = run_pipeline(answers("pets"), "resources: {}\nunspecified_endpoints: ['get /pets']\n")
    assert "SW212" not in meant.codes


def test_a_file_with_an_empty_pointer_is_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "pets.yaml").write_text('{get: {responses: {"200": {description: fine}}}}')
    spec = "paths:\n  /pets: {$ref: 'pets.yaml#/'}\n"
    generation = run_pipeline(spec, "resources: {pets: {methods: {list: get /pets}}}\n", tmp_path)
    assert (bool(generation.files), generation.codes) == (True, [])


LISTS = """\
paths:
  /a:
    get:
      parameters:
        - {name: kind, in: query, schema: {type: array, items: {type: string}, enum: [cat, dog]}}
      responses: {"200": {content: {application/json: {schema: {type: array, items: {type: string}, enum: [x, y]}}}}}
"""


def test_the_enum_of_a_list_is_that_of_its_items() -> None:
    sdk = generate(LISTS, "resources: {r: {methods: {a: get /a}}}\nquery_settings: {x-sdkwright-styles: document}\n")
    client = sdk.client(["x", "y"])
    assert client.r.a(kind=["cat", "dog"]) == ["x", "y"]
    assert sdk.sent.url.query == b"kind=cat&kind=dog"
    assert "List[Literal[" in sdk.generation.text("types/r_a_params.py").replace("\n", "").replace(" ", "")


ACTIONS = """\
components:
  schemas:
    Config: {type: object, required: [kind, from], properties: {kind: {enum: [mail]}, from: {type: string}}}
    Other: {type: object, required: [kind, url], properties: {kind: {enum: [hook]}, url: {type: string}}}
    Hook: {type: object, required: [name, config], properties: {name: {type: string}, config: {$ref: '#/components/schemas/Other'}}}
    Mail: {type: object, required: [name, config], properties: {name: {type: string}, config: {$ref: '#/components/schemas/Config'}}}
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/Hook'}, {$ref: '#/components/schemas/Mail'}]}}}}
      responses: {"200": {description: fine}}
"""


def test_what_stands_within_an_object_tells_the_variants_of_a_body_apart() -> None:
    sdk = generate(ACTIONS, "resources: {r: {methods: {a: post /a}}}\n")
    sdk.client({}).r.a(name="n", config={"kind": "mail", "from_": "me"})
    assert sdk.sent_json == {"name": "n", "config": {"kind": "mail", "from": "me"}}


TAGGED = """\
components:
  schemas:
    Out: {type: object, properties: {kind: {enum: [out]}, class: {type: string}}}
    In: {type: object, properties: {kind: {enum: [in]}, class: {type: string, format: byte}, if: {type: string}}}
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/In'}, {$ref: '#/components/schemas/Out'}]}}}}
      responses: {"200": {description: fine}}
"""


@pytest.mark.parametrize("kind", ["in", "out"])
def test_fixed_values_tell_the_variants_of_a_body_apart(kind: str) -> None:
    sdk = generate(TAGGED, "resources: {r: {methods: {a: post /a}}}\n")
    sdk.client({}).r.a(kind=kind, class_="x")
    assert sdk.sent_json == {"kind": kind, "class": "x"}


def titled(title: str) -> Sdk:
    return generate(
        answers("/a"),
        f"client_settings: {{client_name: {title}}}\nresources: {{r: {{methods: {{a: get /a}}}}}}\n",
    )


@pytest.mark.parametrize(
    ("name", "client", "error"),
    [
        ("Authentication", "Authentication", "AuthenticationClientError"),
        ("API", "API", "APIClientError"),
        ("Stream", "StreamClient", "StreamClientError"),
        ("Client", "APIClient", "APIClientError"),
    ],
)
def test_a_name_that_the_package_has_already(name: str, client: str, error: str) -> None:
    sdk = titled(name)
    exported = list(sdk.root.__all__)
    assert len(exported) == len(set(exported))
    assert {client, f"Async{client}", error} <= set(exported)
    assert issubclass(sdk.root.AuthenticationError, sdk.root.APIStatusError)
    made: Any = sdk.client({})
    assert type(made).__name__ == client
    made.r.a()


PAGES = """\
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {page: {type: integer}}}}}}
      responses:
        "200": {content: {application/json: {schema: {type: object, properties: {items: {type: array, items: {type: string}}, current: {type: integer}}}}}}
"""
PAGED = """\
pagination:
  - name: by_page
    type: page_number
    request: {page: {type: integer, x-stainless-pagination-property: {purpose: page_number_param}}}
    response:
      items: {type: array, items: {}, x-stainless-pagination-property: {purpose: items}}
      current: {type: integer, x-stainless-pagination-property: {purpose: current_page_number_field}}
    param_location: body
resources: {pets: {methods: {list: {endpoint: post /pets, paginated: by_page}}}}
"""


def test_pages_asked_for_in_the_body_import_what_they_use() -> None:
    text = run_pipeline(PAGES, PAGED).text("pagination.py")
    assert ("is_mapping(" in text) == ("import is_mapping" in text)


def test_the_readme_keeps_to_its_line_length() -> None:
    name = "ManagementOfAuthorizationsForEverybodyClient"
    spec = "components: {securitySchemes: {key: {type: http, scheme: bearer}}}\nsecurity: [{key: []}]\n" + answers("/a")
    option = f"{{type: string, read_env: {name.upper()}_ACCESS_TOKEN, auth: {{security_scheme: key}}}}"
    config = f"""\
client_settings: {{client_name: {name}, opts: {{access_token: {option}}}}}
resources: {{r: {{methods: {{a: get /a}}}}}}
"""
    text = run_pipeline(spec, config).files["README.md"].decode()
    lines = [line for line in text.splitlines() if "os.environ.get(" in line]
    assert max(len(line) for line in lines) <= 120
    assert text.count("# This is the default and can be omitted") == len(lines)
