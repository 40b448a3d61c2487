"""What types are called: by the path of words that leads to them within their module."""

from __future__ import annotations

import importlib
from typing import Any, get_args

import pytest

from tests.functional.schema_support import get, put, sdk_of
from tests.functional.support import Sdk, generate


def module_of(sdk: Sdk, name: str = "thing_get_response") -> Any:
    return importlib.import_module(f"{sdk.root.__name__}.types.{name}")


def classes(sdk: Sdk, name: str = "thing_get_response") -> set[str]:
    """What a module of types defines beside its root."""
    return set(module_of(sdk, name).__all__[1:])


def test_an_object_is_called_after_the_properties_that_lead_to_it() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            home_address: {type: object, properties: {geo: {type: object, properties: {lat: {type: number}}}}}
            choices: {type: array, items: {type: object, properties: {top_logprobs: {type: array, items: {type: object, properties: {a: {type: string}}}}}}}
            byName: {type: object, additionalProperties: {type: object, properties: {a: {type: string}}}}
        """
    )
    assert classes(sdk) == {"HomeAddress", "HomeAddressGeo", "Choice", "ChoiceTopLogprob", "ByName"}
    assert classes(sdk, "thing_put_params") == classes(sdk)


def test_each_place_of_one_schema_has_a_class_of_its_own() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            content: {type: array, items: {$ref: "#/components/schemas/Logprob"}}
            refusal: {type: array, items: {$ref: "#/components/schemas/Logprob"}}
        Logprob: {type: object, properties: {top: {$ref: "#/components/schemas/Top"}}}
        Top: {type: object, properties: {token: {type: string}}}
        """
    )
    assert classes(sdk) == {"Content", "ContentTop", "Refusal", "RefusalTop"}
    assert get(sdk, {"content": [{"top": {"token": "a"}}], "refusal": []}).content[0].top.token == "a"


def test_a_schema_that_leads_back_to_itself_ends_at_its_own_place() -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {left: {$ref: "#/components/schemas/Node"}, right: {$ref: "#/components/schemas/Node"}}}
        Node: {type: object, properties: {next: {$ref: "#/components/schemas/Node"}, value: {type: integer}}}
        """
    )
    assert classes(sdk) == {"Left", "Right"}
    assert get(sdk, {"right": {"next": {"next": {"value": 1}}}}).right.next.next.value == 1


def test_schemas_with_more_places_than_can_be_kept_apart_share_their_classes() -> None:
    doubling = "\n".join(
        f"        N{depth}: {{type: object, properties: {{a: {{$ref: '#/components/schemas/N{depth + 1}'}}, "
        f"b: {{$ref: '#/components/schemas/N{depth + 1}'}}}}}}"
        for depth in range(30)
    )
    sdk = sdk_of(
        "        Thing: {$ref: '#/components/schemas/N0'}\n"
        + doubling
        + "\n        N30: {type: object, properties: {z: {type: string}}}\n"
    )
    assert len(classes(sdk)) == 30


def test_items_of_a_root_list_are_called_after_the_root() -> None:
    sdk = sdk_of(
        "Thing: {type: array, items: {type: object, properties: {owner: {type: object, properties: {a: {}}}}}}"
    )
    assert classes(sdk) == {"ThingGetResponseItem", "ThingGetResponseItemOwner"}
    plural = generate(
        """
paths: {/t: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/E"}}}}}}}}
components: {schemas: {E: {type: array, items: {type: object, properties: {a: {type: string}}}}}}
""",
        "resources: {t: {models: {extensions: E}, methods: {get: get /t}}}",
    )
    assert classes(plural, "extensions") == {"ExtensionItem"}


UNION = """
        Thing:
          type: object
          properties:
            post:
              oneOf: [{$ref: "#/components/schemas/RemovedotBG"}, {$ref: "#/components/schemas/Tagging"}, {$ref: "#/components/schemas/Hls"}]
              discriminator: {propertyName: kind%s}
        RemovedotBG: {title: Remove background, type: object, required: [kind], properties: {kind: {const: remove-bg}}}
        Tagging: {type: object, required: [kind], properties: {kind: {enum: [aws, google]}}}
        Hls: {type: object, required: [kind], properties: {kind: {const: hls}, options: {type: object, properties: {a: {type: string}}}}}
"""


def test_variants_are_called_by_their_tag_where_the_discriminator_maps_none() -> None:
    assert classes(sdk_of(UNION % "")) == {"Post", "PostRemoveBg", "PostTagging", "PostHls", "PostHlsOptions"}


def test_the_tag_of_a_variant_may_be_said_in_what_it_is_composed_of() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            shape:
              oneOf: [{$ref: "#/components/schemas/C"}, {allOf: [{$ref: "#/components/schemas/B"}, {type: object, properties: {kind: {const: square}}}]}]
              discriminator: {propertyName: kind}
        B: {type: object, required: [kind], properties: {kind: {type: string}, name: {type: string}}}
        C: {allOf: [{$ref: "#/components/schemas/B"}, {type: object, properties: {kind: {enum: [circle]}, r: {type: number}}}]}
        """
    )
    assert classes(sdk) == {"Shape", "ShapeCircle", "ShapeSquare"}


def test_variants_are_called_by_their_component_where_the_discriminator_maps_them() -> None:
    mapping = ", mapping: {remove-bg: RemovedotBG, aws: Tagging, google: Tagging, hls: Hls}"
    assert classes(sdk_of(UNION % mapping)) == {"Post", "PostRemovedotBg", "PostTagging", "PostHls", "PostHlsOptions"}


def test_variants_without_tag_and_component_are_called_by_title_or_number() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            made:
              anyOf:
                - {title: Web Folder (old), type: object, properties: {a: {type: string}}}
                - type: string
                - {type: object, properties: {b: {type: string}}}
                - {title: x, x-stainless-variantName: named, type: object, properties: {c: {type: string}}}
        """
    )
    assert classes(sdk) == {"Made", "MadeWebFolderOld", "MadeUnionMember2", "MadeNamed"}


def test_variants_of_a_root_have_bare_names() -> None:
    sdk = sdk_of(
        """
        Thing: {oneOf: [{$ref: "#/components/schemas/Cat"}, {title: big dog, type: object, properties: {b: {type: string}}}]}
        Cat: {type: object, properties: {owner: {type: object, properties: {a: {type: string}}}}}
        """
    )
    assert classes(sdk) == {"Cat", "CatOwner", "BigDog"}


def test_unions_within_unions_are_one_union() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            v: {additionalProperties: {$ref: "#/components/schemas/Value"}, type: object}
        Value: {anyOf: [{$ref: "#/components/schemas/Primitive"}, {type: object, properties: {b: {type: string}}}]}
        Primitive: {anyOf: [{type: string}, {type: number}, {type: boolean}]}
        """
    )
    assert classes(sdk) == {"V", "VUnionMember3"}
    assert get(sdk, {"v": {"a": 1, "b": {"b": "x"}}}).v["b"].b == "x"


def test_a_union_without_objects_is_written_in_place_and_its_lists_named_by_their_title() -> None:
    sdk = sdk_of(
        """
        Thing:
          type: object
          properties:
            content:
              anyOf: [{type: string}, {title: "list[Text | Image]", type: array, items: {$ref: "#/components/schemas/Part"}}]
            plain: {anyOf: [{type: string}, {type: array, items: {type: object, properties: {a: {type: string}}}}]}
            value: {anyOf: [{type: string}, {type: array, items: {anyOf: [{type: string}, {type: number}]}}]}
        Part: {oneOf: [{$ref: "#/components/schemas/Text"}, {$ref: "#/components/schemas/Image"}]}
        Text: {type: object, required: [text], properties: {text: {type: string}}}
        Image: {type: object, required: [url], properties: {url: {type: string}}}
        """
    )
    assert classes(sdk) == {
        "ContentListTextImage", "ContentListTextImageText", "ContentListTextImageImage", "PlainUnionMember1"
    }  # fmt: skip
    assert get(sdk, {"content": [{"url": "u"}], "plain": [{"a": "b"}], "value": [1.5]}).content[0].url == "u"
    assert put(sdk, content=[{"url": "u"}]) == {"content": [{"url": "u"}]}


def test_names_stay_whole_however_long_they_are() -> None:
    deep = "{type: object, properties: {z: {type: string}}}"
    for _ in range(8):
        deep = f"{{type: object, properties: {{something_that_is_rather_long: {deep}}}}}"
    sdk = sdk_of(f"Thing: {deep}")
    assert max(classes(sdk), key=len) == "SomethingThatIsRatherLong" * 8


def test_the_alias_of_a_union_that_is_read_says_that_null_may_stand_for_it() -> None:
    sdk = sdk_of(
        """
        Thing: {type: object, properties: {mode: {anyOf: [{$ref: "#/components/schemas/Mode"}, {type: "null"}]}}}
        Mode: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}], discriminator: {propertyName: kind}}
        A: {type: object, required: [kind], properties: {kind: {const: a}, n: {type: integer}}}
        B: {type: object, required: [kind], properties: {kind: {const: b}, n: {type: integer}}}
        """
    )
    inner, *_ = get_args(module_of(sdk).Mode)
    assert [getattr(each, "__name__", "") for each in get_args(inner)] == ["ModeA", "ModeB", "NoneType"]
    assert [each.__name__ for each in get_args(module_of(sdk, "thing_put_params").Mode)] == ["ModeA", "ModeB"]
    assert get(sdk, {"mode": None}).mode is None
    assert type(get(sdk, {"mode": {"kind": "b", "n": 1}}).mode).__name__ == "ModeB"


def test_with_a_config_of_stainless_only_tags_that_the_document_tells_are_in_the_alias() -> None:
    spec = """
paths: {/t: {get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}}}}}
components:
  schemas:
    T:
      type: object
      properties:
        told: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}], discriminator: {propertyName: k}}
        untold: {oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]}
        twice:
          oneOf: [{$ref: "#/components/schemas/A"}, {$ref: "#/components/schemas/B"}]
          discriminator: {propertyName: k, mapping: {a: A, b: B, c: B}}
    A: {type: object, required: [k], properties: {k: {const: a}}}
    B: {type: object, required: [k], properties: {k: {enum: [b, c]}}}
"""
    config = "resources: {t: {methods: {get: get /t}}}"
    for compat, tagged in ((True, ["Told"]), (False, ["Told", "Untold", "Twice"])):
        sdk = generate(spec, f"{config}\nsdkwright: {{spec: openapi.yaml, compat: {str(compat).lower()}}}")
        module = module_of(sdk, "t_get_response")
        assert [
            each for each in ("Told", "Untold", "Twice") if hasattr(getattr(module, each), "__metadata__")
        ] == tagged


@pytest.mark.parametrize("compat", [True, False])
def test_attributes_leave_pydantic_its_names_and_keys_need_not(compat: bool) -> None:
    sdk = generate(
        """
paths:
  /t:
    get: {responses: {"200": {content: {application/json: {schema: {$ref: "#/components/schemas/T"}}}}}}
    put:
      requestBody: {content: {application/json: {schema: {type: object, properties: {t: {$ref: "#/components/schemas/T"}}}}}}
      responses: {"204": {}}
components:
  schemas:
    T: {type: object, properties: {schema: {type: string}, modelId: {type: string}, from: {type: string}, model: {type: string}}}
""",
        "resources: {t: {methods: {get: get /t, put: put /t}}}\n"
        f"sdkwright: {{spec: openapi.yaml, compat: {str(compat).lower()}}}",
    )
    model = "api_model_id" if compat else "model_id"
    assert set(module_of(sdk, "t_get_response").TGetResponse.model_fields) == {"schema_", model, "from_", "model"}
    assert set(module_of(sdk, "t_put_params").T.__annotations__) == {"schema", "model_id", "from_", "model"}
    sdk.client().t.put(t={"schema": "a", "model_id": "b", "from_": "c"})
    assert sdk.sent_json == {"t": {"schema": "a", "modelId": "b", "from": "c"}}
