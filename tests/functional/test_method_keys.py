"""What the config says of a method over the document's words."""

from __future__ import annotations

import warnings

import httpx
import pytest

from tests.functional.support import Sdk, generate

SPEC = """\
paths:
  /pets:
    get: {summary: From the document., responses: {"200": {description: ok, content: {application/json: {schema: {type: object}}}}}}
"""


def sdk_with(keys: str) -> Sdk:
    return generate(SPEC, f"resources: {{pets: {{methods: {{list: {{endpoint: get /pets, {keys}}}}}}}}}")


def test_a_description_replaces_the_documents() -> None:
    method = sdk_with("description: From the config.").module("resources.pets").PetsResource.list
    assert method.__doc__.strip().startswith("From the config.")


def test_deprecated_says_what_to_use_instead() -> None:
    sdk = sdk_with("deprecated: Use `find`.")
    with pytest.warns(DeprecationWarning, match="Use `find`"):
        sdk.client({}).pets.list()


def test_deprecated_may_be_true_alone() -> None:
    sdk = sdk_with("deprecated: true")
    with pytest.warns(DeprecationWarning, match="list is deprecated"):
        sdk.client({}).pets.list()


def test_what_is_not_deprecated_does_not_warn() -> None:
    sdk = sdk_with("deprecated: false")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        sdk.client({}).pets.list()


def test_a_method_may_have_retries_of_its_own() -> None:
    sdk = sdk_with("default_request_options: {max_retries: 0}")
    client = sdk.client(lambda _: httpx.Response(503), max_retries=5)
    with pytest.raises(sdk.root.InternalServerError):
        client.pets.list()
    assert len(sdk.requests) == 1


def test_sections_of_the_readme_have_requests_of_their_own() -> None:
    readme = (
        "readme: {example_requests: {default: {type: request, endpoint: get /pets, params: {}}, "
        "errors: {type: request, endpoint: get /cats, params: {}}}}"
    )
    spec = SPEC + SPEC.replace("paths:\n", "").replace("/pets", "/cats")
    sdk = generate(spec, "resources: {pets: {methods: {list: get /pets, errors: get /cats}}}\n" + readme)
    text = sdk.generation.files["README.md"].decode()
    handled = text[text.index("try:") : text.index("except")]
    assert "client.pets.errors(" in handled


NESTED = """
paths:
  /pets:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/New'}}}}
      responses: {"200": {content: {application/json: {schema: {type: object, properties: {id: {type: string}}}}}}}
components:
  schemas:
    New: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}}}
    Owner:
      type: object
      required: [name]
      properties: {name: {type: string}, a: {type: string}, b: {type: string}, c: {type: string}, d: {type: string}}
"""


@pytest.mark.parametrize(
    ("params", "shown"),
    [("{}", 'owner={"name": "name", "a": "a", "b": "b"}'), ("{owner: {name: Ann}}", 'owner={"name": "Ann"}')],
)
def test_nested_parameters_are_what_is_given_or_a_few(params: str, shown: str) -> None:
    example = f"{{type: request, endpoint: post /pets, params: {params}}}"
    config = f"resources: {{pets: {{methods: {{create: post /pets}}}}}}\nreadme: {{example_requests: {{default: {example}}}}}"
    text = generate(NESTED, config).generation.files["README.md"].decode()
    assert shown in text[text.index("### Nested parameters") :]


@pytest.mark.parametrize(("written", "seconds"), [("1500", 1.5), ("PT2M", 120), ("'PT0.25S'", 0.25), ("null", None)])
def test_a_method_may_have_a_timeout_of_its_own(written: str, seconds: float | None) -> None:
    sdk = sdk_with(f"default_request_options: {{timeout: {written}}}")
    client = sdk.client({})
    client.pets.list()
    assert sdk.sent.extensions["timeout"]["read"] == seconds
    client.pets.list(timeout=7)
    assert sdk.sent.extensions["timeout"]["read"] == 7
    sdk.client({}, timeout=3).pets.list()
    assert sdk.sent.extensions["timeout"]["read"] == seconds


def test_without_a_word_of_it_the_clients_timeout_holds() -> None:
    sdk = sdk_with("default_request_options: {max_retries: 1}")
    sdk.client({}, timeout=3).pets.list()
    assert sdk.sent.extensions["timeout"]["read"] == 3
