"""What answers become where the config is one of a Stainless SDK: its fields stay what its users know."""

from __future__ import annotations

import textwrap
from typing import Any, get_type_hints

from tests.functional.support import Sdk, generate

CONFIG = """
sdkwright: {spec: openapi.yaml, compat: true}
resources: {things: {methods: {get: get /thing}}}
"""


def sdk_of(schema: str, schemas: str = "", config: str = CONFIG) -> Sdk:
    answer = "{200: {content: {application/json: {schema: " + schema + "}}}}"
    body = textwrap.indent(textwrap.dedent(schemas), "    ")
    components = f"components:\n  schemas:\n{body}\n" if schemas else ""
    return generate(f"paths: {{/thing: {{get: {{responses: {answer}}}}}}}\n{components}", config)


def hints(sdk: Sdk) -> dict[str, Any]:
    return get_type_hints(sdk.root.types.ThingGetResponse, include_extras=True)


def test_an_object_that_tells_nothing_is_an_object_and_one_that_is_open_a_map() -> None:
    schema = "{properties: {any: {type: object}, map: {type: object, additionalProperties: true}}, required: [any]}"
    assert hints(sdk_of(schema))["any"] is object
    assert str(hints(sdk_of(schema))["map"]) == "typing.Optional[typing.Dict[str, object]]"
    other = sdk_of(schema, config=CONFIG.replace(", compat: true", ""))
    assert str(hints(other)["any"]) == "typing.Dict[str, object]"


def test_an_object_that_may_be_null_stays_one() -> None:
    schema = "{properties: {any: {type: [object, 'null']}, either: {anyOf: [{type: object}, {type: string}]}}}"
    sdk = sdk_of(schema)
    assert hints(sdk)["any"] == object | None
    assert sdk.client({"any": None, "either": {"a": 1}}).things.get().either == {"a": 1}


def test_what_is_to_be_anything_is_anything() -> None:
    found = hints(sdk_of("{properties: {any: {type: string, x-stainless-any: true}}, required: [any]}"))
    assert found["any"] is object


def test_an_answer_that_may_be_anything_has_no_type_of_its_own() -> None:
    for schema in ("{}", "{type: object}"):
        sdk = sdk_of(schema)
        assert not any("thing_get_response" in path for path in sdk.generation.files)
        assert sdk.client({"a": 1}).things.get() == {"a": 1}


def test_a_stream_of_what_is_answered_otherwise_has_its_type() -> None:
    spec = textwrap.dedent("""
        paths:
          /thing:
            post:
              requestBody: {content: {application/json: {schema: {type: object, properties: {stream: {type: boolean}}}}}}
              responses:
                "200":
                  content:
                    application/json: {schema: {$ref: "#/components/schemas/Answer"}}
                    text/event-stream: {schema: {$ref: "#/components/schemas/Answer"}}
        components:
          schemas:
            Answer: {type: object, properties: {text: {type: string}}}
    """)
    method = "{endpoint: post /thing, streaming: {param_discriminator: stream}}"
    sdk = generate(spec, CONFIG.replace("{get: get /thing}", f"{{create: {method}}}"))
    assert not any("thing_create_event" in path for path in sdk.generation.files)
    assert type(sdk.client({"text": "x"}).things.create()) is sdk.root.types.ThingCreateResponse


def test_no_word_in_a_list_of_types_is_null() -> None:
    sdk = sdk_of("{properties: {a: {type: [string, null]}}, required: [a]}")
    assert hints(sdk)["a"] == str | None
